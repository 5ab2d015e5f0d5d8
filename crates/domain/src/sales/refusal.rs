//! Why a deal, a sale or money is refused; each variant is one `code`, its fields are the facts.

use crate::ids::{OpportunityId, ProductLineId, SaleId, UserId};
use crate::{AlreadyDone, Date, Illegal};

/// A rule of §3.5 refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The code is taken.
    #[error("there is a product line with this code already")]
    ProductLineExists { id: ProductLineId },
    /// Another product line has this id of another system.
    #[error("another product line has this external_id already")]
    ProductLineKnown { id: ProductLineId },
    /// The lifecycle of the deal, sale or payment (§3.5) does not allow the event.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// It was cancelled, or bounced, for another reason.
    #[error(transparent)]
    AlreadyDone(#[from] AlreadyDone),
    /// It bounced on another day.
    #[error("this payment bounced on {bounced_on} already")]
    BouncedOn { bounced_on: Date, reason: Option<String> },
    /// Money cannot bounce before it came.
    #[error("the money came on {paid_on}: it cannot have bounced earlier")]
    BounceBeforePayment { paid_on: Date },
    /// A deal on this product line is open already (§3.5).
    #[error("a deal on this product line is open already")]
    OpportunityExists { opportunity_id: Option<OpportunityId> },
    /// Nobody sells to a disqualified, lost, merged or erased client; reopen him first.
    #[error("nothing can be sold to a client who is {stage}")]
    ClientClosed { stage: &'static str },
    /// §6: who may own a deal on this client, and who may not.
    #[error("this person may not own a deal on a client who is {stage}")]
    WrongOwner { stage: &'static str },
    /// I-7: after the handoff a hunter sells only what was not bought within N-42b.
    #[error("the client buys this product line already: only the curator may own the deal")]
    LineAlreadyBought { product_line: String },
    /// §6: a farmer opens deals on sold lines only; a new line is a hunter's or a key-account manager's.
    #[error("the client does not buy this product line yet: only a hunter may own the deal")]
    LineNotSold { product_line: String },
    /// With `sales.stage_documents` on, the stage needs its document.
    #[error("the stage {stage} needs a document: give it as document")]
    DocumentRequired { stage: &'static str },
    /// An opportunity is won by a confirmed sale only.
    #[error("this deal has no confirmed sale: confirm one first")]
    NoConfirmedSale,
    /// C13: when the last deal is lost, somebody says whether the client is asked again.
    #[error("this is the client's last open deal: give recontact_on, or final as true")]
    RecontactMissing,
    /// I-12.
    #[error("the shares add up to {sum_bp} of 10,000 bp")]
    SplitSum { sum_bp: i64 },
    /// E-36: money has come; only an adjustment may change the split now.
    #[error("money has come in: the split changes by an adjustment")]
    CreditLocked,
    /// §6: nobody asks for his agreement to this split.
    #[error(
        "your agreement to this split is not asked: the seller gives it, and the head of each unit whose people share, without a share"
    )]
    NotAParty,
    /// §6.1: several heads agree to a split with the deal.
    #[error("people of several units share the credit: split the credit of the deal, so that each head agrees")]
    SplitOfUnits,
    /// I-18: nobody approves his own split.
    #[error("only somebody without a share in the credit can approve its split")]
    OwnSplit,
    /// The opportunity is won, lost or cancelled: sell without it, or on another one.
    #[error("the deal is {state}: sell without it, or open another")]
    OpportunityClosed { opportunity_id: OpportunityId, state: &'static str },
    /// The owner of an opportunity is credited with its sales, so nobody drafts his own sale on another's.
    #[error("the deal belongs to somebody else, who would get the credit: sell without it, or by a deal of your own")]
    NotYourOpportunity { owner_id: UserId },
    /// The client is to pay what he owes before he buys more; the head may override.
    #[error("the client is on credit hold: a head may confirm with override")]
    CreditHold,
    /// Gifts and discounts leave nothing to pay.
    #[error("the lines come to {net_minor} net and {gross_minor} gross: both must be above 0")]
    NothingToPay { net_minor: i64, gross_minor: i64 },
    /// Money lies on the sale.
    #[error("{paid_minor} minor units are allocated to this sale")]
    SaleHasMoney { paid_minor: i64 },
    /// I-21: a sale takes no more than is owed for it.
    #[error("{asked_minor} is more than the {due_minor} that the sale owes")]
    AllocationExceedsDue { sale_id: SaleId, due_minor: i64, asked_minor: i64 },
    /// I-21: a payment gives no more than it has.
    #[error("{asked_minor} is more than the {left_minor} that is left of the payment")]
    AllocationExceedsPayment { left_minor: i64, asked_minor: i64 },
    /// More money back than came in.
    #[error("{asked_minor} is more than the {paid_minor} that was paid")]
    RefundExceedsPaid { paid_minor: i64, asked_minor: i64 },
    /// Money back before it came.
    #[error("the money came on {paid_on}: it cannot have been refunded earlier")]
    RefundBeforePayment { paid_on: Date },
    /// The same `source` and `external_id` with other content.
    #[error("another payment has this source and external_id")]
    PaymentConflict,
    /// The same for a refund.
    #[error("another refund has this source and external_id")]
    RefundConflict,
    /// The same for a sale.
    #[error("another sale has this source and external_id")]
    SaleConflict,
}
