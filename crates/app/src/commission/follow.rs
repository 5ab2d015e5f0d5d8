//! stub of helper commission
use crate::{AppError, Work};
use domain::UserId;
use domain::clients::Client;

pub async fn curator_changed(_: &Work<'_>, _: &Client, _: UserId) -> Result<(), AppError> {
    Ok(())
}
pub async fn client_lost(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn acquisition_ended(_: &Work<'_>, _: &Client) -> Result<(), AppError> {
    Ok(())
}
pub async fn user_left(_: &Work<'_>, _: UserId, _: domain::Date) -> Result<(), AppError> {
    Ok(())
}
