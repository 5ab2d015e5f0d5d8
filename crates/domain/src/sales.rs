//! Product lines, opportunities, sales, payments (RULES.md §3.5).

pub mod allocation;
pub mod bought;
mod discount;
pub mod family;
pub mod kind;
pub mod opportunity;
pub mod ownership;
pub mod payment;
pub mod refund;
mod refusal;
pub mod sale;
#[cfg(test)]
mod sample;
pub mod split;
pub mod split_signature;

pub use refusal::Refusal;
use split_signature::SplitSignature;

use crate::access::Standing;
use crate::ids::{AllocationId, ClientId, OpportunityId, PaymentId, ProductLineId, RefundId, SaleId, SaleLineId, UserId};
use crate::money::{Bp, Currency, Money};
use crate::org::UnitCode;
use crate::{Date, Instant, Version};

crate::words! {
    pub enum OpportunityStage { Discovery = "discovery", Proposal = "proposal", Negotiation = "negotiation", Contract = "contract" }

    pub enum OpportunityState { Open = "open", Won = "won", Lost = "lost", Cancelled = "cancelled" }

    /// Set by the system, never by the user (§3.5).
    pub enum SaleKind { First = "first", NewLine = "new_line", FollowOn = "follow_on" }

    pub enum SaleState { Draft = "draft", Confirmed = "confirmed", PartlyPaid = "partly_paid", Paid = "paid", Refunded = "refunded", Cancelled = "cancelled" }

    pub enum PaymentState { Pending = "pending", Cleared = "cleared", Reversed = "reversed" }

    /// Is a refund matched to its payment yet (E-48)?
    pub enum RefundState { Applied = "applied", Unmatched = "unmatched" }
}

/// A product line.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductLine {
    pub id: ProductLineId,
    pub version: Version,
    /// Its id in the system that product lines come from, unique.
    pub external_id: Option<String>,
    /// Unique; the name of the line on the wire.
    pub code: String,
    pub name: String,
    /// The line of which this is a variant: variants are never a new line (E-7).
    pub parent: Option<String>,
    pub active: bool,
    pub created_at: Instant,
}

/// A person's share of a deal's credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditShare {
    pub user_id: UserId,
    pub share_bp: Bp,
}

/// A deal in progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Opportunity {
    pub id: OpportunityId,
    pub version: Version,
    pub client_id: ClientId,
    /// Code of the product line; one open deal per client and line.
    pub product_line: String,
    pub owner_id: UserId,
    pub stage: OpportunityStage,
    pub state: OpportunityState,
    pub amount: Money,
    pub close_on: Option<Date>,
    /// Shares of the credit, Σ = 10,000 bp; empty = all to the seller.
    pub credit_split: Vec<CreditShare>,
    /// Who must agree to the split, and who has.
    pub split_signatures: Vec<SplitSignature>,
    pub lost_reason: Option<String>,
    pub competitor: Option<String>,
    pub acquisition_no: i32,
    pub registered_at: Instant,
    /// Newest activity on it, for staleness.
    pub touched_at: Instant,
    /// Nothing has happened for longer than the norm, and a signal has been raised.
    pub stale: bool,
    pub closed_at: Option<Instant>,
    /// Why the head cancelled it, if he said.
    pub cancel_reason: Option<String>,
}

impl Opportunity {
    /// Its owner, and the unit that works with the client now. The call centre has no opportunities: while the client is still in its
    /// stages, as with a hunter's own find (E-21), they belong to active sales.
    pub fn standing(&self, unit: UnitCode) -> Standing {
        let unit = if unit == UnitCode::CallCentre { UnitCode::ActiveSales } else { unit };
        Standing { people: vec![self.owner_id], unit: Some(unit) }
    }
}

/// One line of a sale. `gross = net + VAT`, each in minor units of the sale's currency; zero for a gift, below zero for a discount.
#[derive(Clone, Debug, PartialEq)]
pub struct SaleLine {
    pub id: SaleLineId,
    pub product_line: String,
    pub description: String,
    pub net_minor: i64,
    pub vat_bp: Bp,
    pub gross_minor: i64,
    /// Decides who earns on this line (§8.3, V4); one invoice may hold both new and follow-on lines.
    pub kind: SaleKind,
}

/// An order or invoice.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale {
    pub id: SaleId,
    pub version: Version,
    /// Natural key of imports, unique together where both are given.
    pub source: Option<String>,
    pub external_id: Option<String>,
    pub client_id: ClientId,
    pub opportunity_id: Option<OpportunityId>,
    pub seller_id: UserId,
    /// The seller's unit when he confirmed it; decides C14 or C14b, and who earns.
    pub seller_unit: UnitCode,
    pub sale_on: Date,
    pub currency: Currency,
    pub lines: Vec<SaleLine>,
    /// Shares of first-sale and new-line commission, Σ = 10,000 bp; empty = all to the seller.
    pub credit_split: Vec<CreditShare>,
    pub kind: SaleKind,
    /// False while no trigger has fired in the acquisition and `kind` may still turn out otherwise.
    pub kind_final: bool,
    pub acquisition_no: i32,
    pub state: SaleState,
    /// Gross now allocated to it: payments less refunds and reversals.
    pub paid_minor: i64,
    /// Gross refunded so far.
    pub refunded_minor: i64,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
    pub confirmed_at: Option<Instant>,
    pub cancel_reason: Option<String>,
}

impl SaleState {
    /// What the client still owes for a sale in this state, in minor units: gross less what is paid and refunded; 0 for drafts, cancelled
    /// and wholly refunded sales.
    pub const fn due_minor(self, gross_minor: i64, settled_minor: i64) -> i64 {
        match self {
            Self::Draft | Self::Cancelled | Self::Refunded => 0,
            Self::Confirmed | Self::PartlyPaid | Self::Paid => gross_minor - settled_minor,
        }
    }
}

impl Sale {
    /// Sum of its lines without VAT, in minor units.
    pub fn net_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.net_minor).sum()
    }

    /// What the client owes for it in all.
    pub fn gross_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.gross_minor).sum()
    }

    /// What the client still owes for it, in minor units.
    pub fn due_minor(&self) -> i64 {
        self.state.due_minor(self.gross_minor(), self.paid_minor + self.refunded_minor)
    }

    /// Seller and author own it.
    pub fn standing(&self) -> Standing {
        Standing { people: [Some(self.seller_id), self.created_by].into_iter().flatten().collect(), unit: Some(self.seller_unit) }
    }
}

/// An incoming payment.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    pub id: PaymentId,
    pub version: Version,
    /// `source` and `external_id` are unique together, for ever.
    pub source: String,
    pub external_id: String,
    pub client_id: ClientId,
    pub amount: Money,
    pub value_on: Date,
    pub state: PaymentState,
    /// The part not allocated to any sale yet, in minor units.
    pub unallocated_minor: i64,
    /// The sales that the payer named; kept, since a repeated request must name the same.
    pub named: Vec<allocation::RequestedAllocation>,
    pub recorded_by: Option<UserId>,
    pub recorded_at: Instant,
    /// Value date of its bounce; `None` while it holds, and of what bounced before days were kept.
    pub bounced_on: Option<Date>,
    pub bounce_reason: Option<String>,
}

/// A movement of gross money onto a sale (+) or off it (−); append-only (I-2, I-21).
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    pub id: AllocationId,
    pub payment_id: PaymentId,
    pub sale_id: SaleId,
    /// Set where a refund took the money off.
    pub refund_id: Option<RefundId>,
    pub amount_minor: i64,
    /// Value date of the payment, refund or bounce behind it.
    pub value_on: Date,
    pub recorded_at: Instant,
    /// Who chose the sale by hand, where the payer had named none (§6.1).
    pub allocated_by: Option<UserId>,
}

/// A refund to the client.
#[derive(Clone, Debug, PartialEq)]
pub struct Refund {
    pub id: RefundId,
    pub version: Version,
    pub source: String,
    pub external_id: String,
    pub client_id: Option<ClientId>,
    pub sale_id: Option<SaleId>,
    pub payment_id: Option<PaymentId>,
    /// The payment's number at its source, where that is all that is known of it (E-48).
    pub payment_external_id: Option<String>,
    pub amount: Money,
    pub value_on: Date,
    pub reason: String,
    pub state: RefundState,
    pub recorded_by: Option<UserId>,
    pub recorded_at: Instant,
}
