//! Refusals of groups of clients.

use domain::groups::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    match refusal {
        Refusal::Exists { id } => Problem::new(Code::ClientGroupExists, detail).with("id", id),
        Refusal::Currency { pointer, company } => {
            Problem::field(format!("{pointer}/currency"), "wrong_currency", detail).with("currency", company.to_string())
        }
        Refusal::NotAscending { pointer } => Problem::field(pointer, "not_ascending", detail),
    }
}
