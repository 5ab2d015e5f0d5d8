//! stub of helper commission
use domain::clients::Client;
use domain::sales::{Allocation, Sale};
use domain::UserId;

use crate::{AppError, Work};

pub async fn first_sale(_: &Work<'_>, _: &Client, _: &Sale) -> Result<(), AppError> {
    Ok(())
}
pub async fn new_line_paid(_: &Work<'_>, _: &Client, _: &Sale) -> Result<(), AppError> {
    Ok(())
}
pub async fn allocations_changed(_: &Work<'_>, _: &Client, _: &Sale, _: &[Allocation]) -> Result<(), AppError> {
    Ok(())
}
pub async fn handoff_accepted(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn handoff_completed(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn first_sale_voided(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn curator_changed(_: &Work<'_>, _: &Client, _: UserId) -> Result<(), AppError> {
    Ok(())
}
pub async fn client_lost(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn client_back(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn acquisition_ended(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn user_left(_: &Work<'_>, _: UserId, _: domain::Date) -> Result<(), AppError> {
    Ok(())
}
