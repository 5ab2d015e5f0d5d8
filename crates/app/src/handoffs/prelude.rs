//! What every command on a handoff needs.

pub(super) use domain::HandoffId;
pub(super) use domain::handoffs::Handoff;

pub(super) use super::command::{decide, lock};
pub(super) use crate::prelude::*;
