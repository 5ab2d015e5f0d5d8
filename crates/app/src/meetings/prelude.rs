//! What every command on a meeting needs.

pub(super) use domain::MeetingId;
pub(super) use domain::meetings::Meeting;
pub(super) use domain::meetings::effect::MeetingResult;

pub(super) use super::command::lock;
pub(super) use super::ending::{end, resolve_signal};
pub(super) use crate::prelude::*;
