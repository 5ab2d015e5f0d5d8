//! Refusals of deals, sales and money.

use domain::sales::Refusal;

use super::{Code, Problem};

pub(super) fn problem(refusal: Refusal, detail: String) -> Problem {
    let problem = |code| Problem::new(code, detail.clone());
    match refusal {
        Refusal::ProductLineKnown { id } => problem(Code::ExternalIdTaken).with("id", id),
        Refusal::ProductLineExists { id } => problem(Code::ProductLineExists).with("id", id),
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::BouncedOn { bounced_on, reason } => {
            problem(Code::AlreadyDone).with("reason", reason).with("bounced_on", bounced_on.to_string())
        }
        Refusal::OpportunityExists { opportunity_id } => {
            problem(Code::OpportunityExists).with("id", opportunity_id.map(|id| id.to_string()))
        }
        Refusal::ClientClosed { stage } => problem(Code::ClientClosed).with("stage", stage),
        Refusal::WrongOwner { stage } => problem(Code::WrongOwner).with("stage", stage),
        Refusal::LineAlreadyBought { product_line } => problem(Code::LineAlreadyBought).with("product_line", product_line),
        Refusal::LineNotSold { product_line } => problem(Code::LineNotSold).with("product_line", product_line),
        Refusal::DocumentRequired { stage } => problem(Code::DocumentRequired).with("stage", stage),
        Refusal::NoConfirmedSale => problem(Code::NoConfirmedSale),
        Refusal::RecontactMissing => Problem::field("/recontact_on", "required", detail),
        Refusal::SplitSum { sum_bp } => Problem::field("/credit_split", "split_sum", detail).with("sum_bp", sum_bp),
        Refusal::CreditLocked => problem(Code::CreditLocked),
        Refusal::OwnSplit => problem(Code::OwnSplit),
        Refusal::SplitOfUnits => problem(Code::SplitOfUnits),
        Refusal::NotAParty => problem(Code::NotAParty),
        Refusal::OpportunityClosed { opportunity_id, state } => {
            problem(Code::OpportunityClosed).with("opportunity_id", opportunity_id).with("state", state)
        }
        Refusal::NotYourOpportunity { owner_id } => problem(Code::NotYourOpportunity).with("owner_id", owner_id),
        Refusal::CreditHold => problem(Code::CreditHold),
        Refusal::NothingToPay { net_minor, gross_minor } => {
            Problem::field("/lines", "nothing_to_pay", detail).with("net_minor", net_minor).with("gross_minor", gross_minor)
        }
        Refusal::SaleHasMoney { paid_minor } => problem(Code::SaleHasMoney).with("paid_minor", paid_minor),
        Refusal::AllocationExceedsDue { sale_id, due_minor, asked_minor } => {
            problem(Code::AllocationExceedsDue).with("sale_id", sale_id).with("due_minor", due_minor).with("asked_minor", asked_minor)
        }
        Refusal::AllocationExceedsPayment { left_minor, asked_minor } => {
            problem(Code::AllocationExceedsPayment).with("left_minor", left_minor).with("asked_minor", asked_minor)
        }
        Refusal::RefundExceedsPaid { paid_minor, asked_minor } => {
            problem(Code::RefundExceedsPaid).with("paid_minor", paid_minor).with("asked_minor", asked_minor)
        }
        Refusal::RefundBeforePayment { paid_on } | Refusal::BounceBeforePayment { paid_on } => {
            Problem::field("/value_on", "before_payment", detail).with("paid_on", paid_on.to_string())
        }
        Refusal::PaymentConflict => problem(Code::PaymentConflict),
        Refusal::RefundConflict => problem(Code::RefundConflict),
        Refusal::SaleConflict => problem(Code::SaleConflict),
    }
}
