//! What clients owe, what was done about it, what is planned to be collected and what was.

mod collected;
mod collection_plans;
mod debtors;
mod holds;
mod owed;
mod work;

pub use collected::Collections;
pub use collection_plans::{CollectionPlanFilter, CollectionPlans};
pub use debtors::{Debtors, ReceivableFilter};
pub use holds::DebtHolds;
pub(crate) use owed::OWED;
pub use owed::Terms;
pub use work::{ReceivableWorkFilter, ReceivableWorks};
