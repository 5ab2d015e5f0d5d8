//! Refusals of plans of collections.

use domain::receivables::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::OwnMatter(own) => own.into(),
        Refusal::PlanExists { id } => Problem::new(Code::PlanExists, detail).with("id", id),
        Refusal::NotHisClient { client_id } => Problem::new(Code::NotHisClient, detail).with("client_id", client_id),
        Refusal::PlanApproved { state } => Problem::new(Code::PlanApproved, detail).with("state", state),
        Refusal::Sum(_) => Problem::field("/items", "out_of_range", detail),
    }
}
