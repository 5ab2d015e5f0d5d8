//! The doors: who is knocking, and may he come in? Knows tokens, keys and passwords; what the person may then do is `domain::access`.

pub mod access_token;
pub mod fresh;
pub mod keyring;
pub mod password;
pub mod seal;
pub mod secret;
