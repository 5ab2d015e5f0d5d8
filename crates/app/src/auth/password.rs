//! Passwords: which are good enough, how they are hashed, how they are compared. At most two hashes are computed at once
//! (19 MiB each), and a login of somebody unknown takes as long as one with a wrong password.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

/// The least length that is accepted (NIST SP 800-63B-4, ASVS 6.2.1).
pub const MIN_LENGTH: usize = 8;
/// The longest that is hashed: long enough for any sentence, short enough for a request.
pub const MAX_LENGTH: usize = 256;
/// Of zxcvbn's 0 to 4: "safely unguessable" begins at 3.
const MIN_SCORE: u8 = 3;
/// Is compared with when there is nothing to compare with. The parameters are those of [`Argon2::default`].
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGxpdmVzIGhlcmU$Ir5k9nMzkDEYXZ6HUTTWHVGoQXRkUZTmXJ1YSZCyyfk";

/// Why a password is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Too short.
    #[error("must have at least {MIN_LENGTH} characters")]
    Short,
    /// Too long.
    #[error("must have at most {MAX_LENGTH} characters")]
    Long,
    /// Easily guessed.
    #[error("is easily guessed: {0}")]
    Guessable(String),
}

/// The hasher failed; nothing about the password can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashFailed;

/// Hashes and compares, two at a time.
#[derive(Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(2)) }
    }
}

/// Is `password` good enough for the owner of `about` (name, e-mail)? There are no rules about kinds of characters (ASVS 6.2.5).
pub fn check(password: &str, about: &[&str]) -> Result<(), Weak> {
    match password.chars().count() {
        ..MIN_LENGTH => return Err(Weak::Short),
        MIN_LENGTH..=MAX_LENGTH => {}
        _ => return Err(Weak::Long),
    }
    let guess = zxcvbn::zxcvbn(password, about);
    if u8::from(guess.score()) >= MIN_SCORE {
        return Ok(());
    }
    let advice = guess.feedback().map(|feedback| {
        let warning = feedback.warning().map(|warning| warning.to_string());
        warning.into_iter().chain(feedback.suggestions().iter().map(ToString::to_string)).collect::<Vec<_>>().join(" ")
    });
    Err(Weak::Guessable(advice.filter(|advice| !advice.is_empty()).unwrap_or_else(|| "Add another word or two.".to_owned())))
}

impl Passwords {
    /// The Argon2id hash of `password`, in PHC form.
    pub async fn hash(&self, password: SecretString) -> Result<String, HashFailed> {
        self.in_turn(move || {
            let hash: Result<PasswordHash, _> = Argon2::default().hash_password(password.expose_secret().as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|_| HashFailed)
        })
        .await?
    }

    /// Is `password` the one that was hashed? `None`, an unreadable hash and a password too long to be anybody's take the same time.
    pub async fn matches(&self, password: SecretString, hash: Option<String>) -> Result<bool, HashFailed> {
        self.in_turn(move || {
            let known = hash.as_deref().and_then(|hash| PasswordHash::new(hash).ok());
            let possible = known.is_some() && password.expose_secret().chars().count() <= MAX_LENGTH;
            let Some(against) = known.or_else(|| PasswordHash::new(NOBODY).ok()) else { return false };
            let text: String = password.expose_secret().chars().take(MAX_LENGTH).collect();
            Argon2::default().verify_password(text.as_bytes(), &against).is_ok() && possible
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashFailed> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| HashFailed)?;
        // The turn is the work's, not the caller's: whoever hangs up ends nothing that has begun.
        let in_turn = move || {
            let done = work();
            drop(turn);
            done
        };
        tokio::task::spawn_blocking(in_turn).await.map_err(|_| HashFailed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_with_advice() {
        assert_eq!(check("short", &[]), Err(Weak::Short));
        assert_eq!(check(&"long ".repeat(60), &[]), Err(Weak::Long));
        for weak in ["password1", "qwertyuiop", "baton2026", "olga@relay.test"] {
            let refused = check(weak, &["olga@relay.test", "Olga", "baton"]).unwrap_err();
            assert!(matches!(&refused, Weak::Guessable(advice) if advice.len() > 10), "{weak}: {refused}");
        }
        for good in ["correct horse battery staple 7", "лошадь-батарея-скрепка-7", "kJ8#mq2!vT"] {
            assert_eq!(check(good, &["Olga"]), Ok(()), "{good}");
        }
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_nobody_elses() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse".to_owned().into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.matches("correct horse".to_owned().into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.matches("correct house".to_owned().into(), Some(hash)).await.unwrap());
        assert!(!passwords.matches("correct horse".to_owned().into(), None).await.unwrap());
        assert!(!passwords.matches("correct horse".to_owned().into(), Some("unreadable".into())).await.unwrap());
    }

    /// A flood of logins whose deadlines pass together would otherwise begin all of their hashes at once, 19 MiB each.
    #[tokio::test]
    async fn whoever_gives_up_frees_no_turn_while_his_work_goes_on() {
        let passwords = Arc::new(Passwords::default());
        let (finish, finished) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let waiting = Arc::clone(&passwords);
        let asked = tokio::spawn(async move {
            let work = move || (begun.send(()), finished.recv());
            waiting.in_turn(work).await.map(drop)
        });
        begins.await.unwrap();
        asked.abort();
        assert!(asked.await.unwrap_err().is_cancelled());
        assert_eq!(passwords.turns.available_permits(), 1);
        drop(finish);
        drop(passwords.turns.acquire_many(2).await.unwrap());
    }

    #[test]
    fn the_stand_in_costs_as_much_as_a_real_hash() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let real: PasswordHash = Argon2::default().hash_password(b"x").unwrap();
        assert_eq!((nobody.algorithm, nobody.version, nobody.params), (real.algorithm, real.version, real.params));
    }
}
