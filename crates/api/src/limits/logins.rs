//! Failed logins: few from one address, fewer on one account (tests/README.md §1, promise 15). Who logs in well is never counted,
//! and is not locked out by somebody else's guesses where he has logged in before: there he is counted by himself.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::org::employment::fold_email;
use sha2::{Digest, Sha256};

use super::failures::Failures;

/// So many places where somebody has logged in are remembered.
const MAX_PLACES: usize = 100_000;

type Print = [u8; 32];

/// Who has failed of late.
pub struct Logins {
    addresses: Failures<IpAddr>,
    accounts: Failures<Print>,
    /// Accounts with the addresses from which they have been entered.
    known_places: Mutex<HashSet<Print>>,
}

/// An attempt to log in; a failure unless told otherwise.
pub struct Attempt<'a> {
    logins: &'a Logins,
    address: IpAddr,
    /// What it is counted under, and its account at this address.
    account: Option<(Print, Print)>,
}

impl Logins {
    /// So many failures an address and a minute, so many an account and a quarter of an hour; 0 = any number.
    pub fn new(rate: u32, failures: u32) -> Self {
        Self {
            addresses: Failures::new(rate, Duration::from_mins(1)),
            accounts: Failures::new(failures, Duration::from_mins(15)),
            known_places: Mutex::default(),
        }
    }

    /// Lets somebody try to enter `account` (there need be no such), or says in how many seconds he may.
    pub fn attempt(&self, address: IpAddr, account: Option<&str>) -> Result<Attempt<'_>, u64> {
        let seconds = |wait: Duration| wait.as_secs() + 1;
        self.addresses.begin(address).map_err(seconds)?;
        let account = account.map(|name| self.counted_under(name, address));
        if let Some((key, _)) = account {
            self.accounts.begin(key).map_err(|wait| {
                self.addresses.take_back(&address);
                seconds(wait)
            })?;
        }
        Ok(Attempt { logins: self, address, account })
    }

    fn counted_under(&self, name: &str, address: IpAddr) -> (Print, Print) {
        let name = fold_email(name);
        let here = Sha256::digest(format!("{address} {name}")).into();
        let known = self.known_places.lock().unwrap_or_else(PoisonError::into_inner).contains(&here);
        (if known { here } else { Sha256::digest(name).into() }, here)
    }

    pub(super) fn forget_the_idle(&self) {
        self.addresses.forget_the_idle();
        self.accounts.forget_the_idle();
    }
}

impl Attempt<'_> {
    /// It was no attempt: nothing was guessed.
    pub fn never_was(self) {
        self.logins.addresses.take_back(&self.address);
        if let Some((key, _)) = self.account {
            self.logins.accounts.take_back(&key);
        }
    }

    /// He is in, and his slips are forgotten. His address keeps its own: else one good account would wash any number of guesses.
    pub fn succeeded(self) {
        self.logins.addresses.take_back(&self.address);
        if let Some((key, here)) = self.account {
            self.logins.accounts.forget(&key);
            let mut known_places = self.logins.known_places.lock().unwrap_or_else(PoisonError::into_inner);
            if known_places.len() >= MAX_PLACES {
                known_places.clear();
            }
            known_places.insert(here);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Logins;

    #[test]
    fn guesses_from_everywhere_stop_but_not_him_who_has_been_here_before() {
        let logins = Logins::new(10, 5);
        let address = |last: u8| [10, 0, 0, last].into();
        logins.attempt(address(1), Some("ivan@baton.test")).ok().unwrap().succeeded();
        let guessed = (2..100).filter(|last| logins.attempt(address(*last), Some("Ivan@baton.test ")).is_ok()).count();
        assert_eq!(guessed, 5);
        logins.attempt(address(1), Some("ivan@baton.test")).ok().unwrap().succeeded();
        assert!(logins.attempt(address(2), Some("olga@baton.test")).is_ok());
    }

    #[test]
    fn one_address_guesses_ten_times_however_often_it_logs_in_well_between() {
        let logins = Logins::new(10, 5);
        let address = [10, 0, 0, 1].into();
        let guessed = (0..200)
            .filter(|guess| {
                let tried = logins.attempt(address, Some(&format!("{guess}@baton.test"))).is_ok();
                if let Ok(own) = logins.attempt(address, Some("ivan@baton.test")) {
                    own.succeeded();
                }
                tried
            })
            .count();
        assert_eq!(guessed, 10);
    }

    #[test]
    fn zero_lifts_a_limit() {
        let logins = Logins::new(0, 0);
        assert!((0..1_000).all(|_| logins.attempt([10, 0, 0, 1].into(), Some("ivan@baton.test")).is_ok()));
    }
}
