//! What every command on a client needs.

pub(super) use domain::ClientId;

pub(super) use super::lock;
pub(super) use crate::prelude::*;
