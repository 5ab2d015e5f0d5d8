//! The file of a client: sections of the dossier, contracts, promises, claims.

mod claims;
mod contracts;
mod promises;
mod sections;

pub(crate) use claims::claim;
pub use claims::{ClaimFilter, Claims};
pub(crate) use contracts::contract;
pub use contracts::{ContractFilter, Contracts};
pub(crate) use promises::promise;
pub use promises::{PromiseFilter, Promises};
pub use sections::{Birthday, ReviewLimit, Sections};

use domain::{Currency, Money};

/// An amount that may be missing, as it lies in two columns.
fn maybe(minor: Option<i64>, currency: Option<Currency>) -> Option<Money> {
    minor.zip(currency).map(|(minor, currency)| Money::new(minor, currency))
}
