//! What clients owe, what they promise to pay, and what is planned to be collected (RULES.md §3.18, §3.19).

pub mod collection_plan;
mod collection_plan_state;
pub mod debt;
pub mod fact;
pub mod hold;
pub mod promise_to_pay;
pub mod proposal;
mod refusal;
pub mod work;

pub use refusal::Refusal;
