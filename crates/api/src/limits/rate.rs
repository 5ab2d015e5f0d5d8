//! So many a minute for each key (GCRA): all at once, if it must be, then as fast as they come back.

use std::hash::Hash;
use std::num::NonZeroU32;

use actix_web::http::header::HeaderValue;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::request::{RateLimitStatus, set_rate_limit};

/// A rate and how far each key has used it.
pub(super) struct Rate<K: Hash + Eq + Clone> {
    name: &'static str,
    per_minute: NonZeroU32,
    policy: HeaderValue,
    limiter: RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>,
}

impl<K: Hash + Eq + Clone> Rate<K> {
    /// `per_minute`, and none for 0.
    pub(super) fn new(name: &'static str, per_minute: u32) -> Option<Self> {
        let per_minute = NonZeroU32::new(per_minute)?;
        let policy = HeaderValue::from_str(&format!("\"{name}\";q={per_minute};w=60")).ok()?;
        let limiter = RateLimiter::dashmap(Quota::per_minute(per_minute)).with_middleware();
        Some(Self { name, per_minute, policy, limiter })
    }

    /// Counts one more, or says in how many seconds it would be counted. Either way the answer will tell what is left.
    pub(super) fn take(&self, key: &K) -> Result<(), u64> {
        let taken = self.limiter.check_key(key);
        let left = taken.as_ref().map_or(0, governor::middleware::StateSnapshot::remaining_burst_capacity);
        let used = self.per_minute.get().saturating_sub(left);
        let full_in = used.saturating_mul(60).div_ceil(self.per_minute.get());
        set_rate_limit(RateLimitStatus { name: self.name, policy: self.policy.clone(), left, full_in });
        taken.map(drop).map_err(|refused| refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    }

    pub(super) fn forget_the_idle(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}
