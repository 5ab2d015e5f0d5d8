//! What is refused when clients get other curators.

use domain::reassignments::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    let problem = |code| Problem::new(code, detail);
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::Full { user_id, after, norm_max } => {
            problem(Code::PortfolioFull).with("farmer", user_id).with("load", after).with("max", norm_max)
        }
        Refusal::NotHisClient { client_id } => problem(Code::NotHisClient).with("client_id", client_id),
        Refusal::NoReceiver => problem(Code::NoReceiver),
        Refusal::NoClients => problem(Code::NoClients),
        Refusal::TooMany => problem(Code::TooManyClients),
        Refusal::UndoOver { until } => problem(Code::UndoWindowOver).with("until", domain::zulu(until)),
        Refusal::ReceiverLeft { user_id } => problem(Code::ReceiverLeft).with("user_id", user_id),
    }
}
