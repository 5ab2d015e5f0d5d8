//! Refresh tokens: one family per login; each token is valid once, and a second use revokes the family (RFC 9700 §4.14).
//! Uses the wall clock, also in sandbox mode.

use uuid::Uuid;

use crate::Instant;
use crate::ids::UserId;

/// A stored refresh token; the secret itself is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// SHA-256 of the secret, as text.
    pub hash: String,
    /// All tokens that descend from one login.
    pub family: Uuid,
    pub user_id: UserId,
    /// The account's `token_version` at the login.
    pub token_version: i64,
    pub issued_at: Instant,
    /// The family's end: rotation does not prolong a login.
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

/// What presenting a refresh token leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenCheck {
    /// Valid: use it up and issue the next one.
    Valid,
    /// Expired, revoked, or issued before the password changed.
    Expired,
    /// Used before: somebody holds a copy, so the whole family must be revoked.
    Reused,
}

impl RefreshToken {
    /// Checks a presented token at `now` against the account's present `token_version`.
    pub fn check(&self, token_version: i64, now: Instant) -> TokenCheck {
        if self.revoked_at.is_some() || now >= self.expires_at || self.token_version != token_version {
            TokenCheck::Expired
        } else if self.used_at.is_some() {
            TokenCheck::Reused
        } else {
            TokenCheck::Valid
        }
    }

    /// The token that follows this one in its family.
    #[must_use]
    pub fn successor(&self, hash: String, now: Instant) -> Self {
        Self { hash, issued_at: now, used_at: None, revoked_at: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_token_is_good_once_and_its_copy_gives_the_thief_away() {
        let now = at("2026-11-21T09:00:00Z");
        let token = RefreshToken {
            hash: "1".into(),
            family: Uuid::from_u128(1),
            user_id: UserId::new(Uuid::from_u128(2)),
            token_version: 1,
            issued_at: now,
            expires_at: at("2026-12-21T09:00:00Z"),
            used_at: None,
            revoked_at: None,
        };
        assert_eq!(token.check(1, now), TokenCheck::Valid);
        assert_eq!(RefreshToken { used_at: Some(now), ..token.clone() }.check(1, now), TokenCheck::Reused);
        assert_eq!(RefreshToken { revoked_at: Some(now), ..token.clone() }.check(1, now), TokenCheck::Expired);
        assert_eq!(token.check(2, now), TokenCheck::Expired);
        assert_eq!(token.check(1, token.expires_at), TokenCheck::Expired);
        let next = token.successor("2".into(), at("2026-11-22T09:00:00Z"));
        assert_eq!((next.family, next.expires_at, next.used_at), (token.family, token.expires_at, None));
    }
}
