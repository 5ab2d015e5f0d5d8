//! Values for the tests of sales.

use uuid::Uuid;

use super::opportunity::NewOpportunity;
use super::payment::NewPayment;
use super::sale::{NewLine, NewSale, Terms};
use super::{Opportunity, Sale, SaleKind, SaleLine};
use crate::clients::{Client, ClientSource, Stage};
use crate::ids::{ClientId, OpportunityId, SaleId, SaleLineId, UserId};
use crate::org::UnitCode;
use crate::{Currency, Instant, Money};

pub(super) fn at() -> Instant {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

pub(super) fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::parse("RUB").unwrap())
}

pub(super) fn line(code: &str, net_minor: i64, vat_bp: i32) -> SaleLine {
    NewLine { product_line: code.into(), description: code.into(), net_minor, vat_bp }
        .priced(SaleLineId::new(Uuid::from_u128(1)), SaleKind::First)
}

pub(super) fn sale(lines: &[SaleLine]) -> Sale {
    let terms = Terms {
        opportunity_id: None,
        sale_on: at().date_naive(),
        currency: rub(0).currency(),
        lines: Vec::new(),
        credit_split: Vec::new(),
    };
    let new = NewSale {
        source: None,
        external_id: None,
        client_id: ClientId::new(Uuid::from_u128(1)),
        acquisition_no: 1,
        seller_id: UserId::new(Uuid::from_u128(2)),
        seller_unit: UnitCode::ActiveSales,
        created_by: None,
        terms,
    };
    let mut sale = Sale::draft(SaleId::new(Uuid::from_u128(3)), new, || SaleLineId::new(Uuid::from_u128(1)), at()).unwrap().state;
    sale.lines = lines.to_vec();
    sale
}

pub(super) fn deal(code: &str) -> Opportunity {
    let new = NewOpportunity {
        client_id: ClientId::new(Uuid::from_u128(1)),
        product_line: code.into(),
        owner_id: UserId::new(Uuid::from_u128(2)),
        amount: rub(10_000_000),
        close_on: None,
        acquisition_no: 1,
    };
    Opportunity::open(OpportunityId::new(Uuid::from_u128(4)), new, at()).state
}

pub(super) fn payment(minor: i64) -> NewPayment {
    NewPayment {
        source: "bank".into(),
        external_id: "1".into(),
        client_id: ClientId::new(Uuid::from_u128(1)),
        amount: rub(minor),
        value_on: at().date_naive(),
        named: Vec::new(),
        recorded_by: None,
    }
}

pub(super) fn client(stage: Stage) -> Client {
    Client {
        id: ClientId::new(Uuid::from_u128(1)),
        source: ClientSource::Inbound,
        stage_since: at(),
        created_at: at(),
        ..crate::clients::sample(stage)
    }
}
