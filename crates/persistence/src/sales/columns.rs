//! Cells that several tables of sales share: currencies, credit splits, small numbers.

use domain::sales::CreditShare;
use domain::{Currency, Id};

use crate::StoreError;
use crate::entity::opportunity::{Share, Shares};
use crate::row::Row;

pub(super) fn currency(row: Row, code: &str) -> Result<Currency, StoreError> {
    Currency::parse(code).map_err(|_| row.corrupt("currency"))
}

pub(super) fn small(row: Row, column: &'static str, number: i64) -> Result<i32, StoreError> {
    i32::try_from(number).map_err(|_| row.corrupt(column))
}

pub(super) fn shares(split: &[CreditShare]) -> Shares {
    Shares(split.iter().map(|share| Share { user_id: share.user_id.uuid(), share_bp: share.share_bp }).collect())
}

pub(super) fn split(shares: &Shares) -> Vec<CreditShare> {
    shares.0.iter().map(|share| CreditShare { user_id: Id::new(share.user_id), share_bp: share.share_bp }).collect()
}
