//! What almost every shape of JSON needs: instants and days, the derives, ids, words, money, and the shared rules for members.

pub(crate) use chrono::{DateTime, NaiveDate, Utc};
pub(crate) use serde::{Deserialize, Serialize};
pub(crate) use utoipa::ToSchema;
pub(crate) use validator::Validate;

pub(crate) use super::moments::{moment, told, told_present, told_stated};
pub(crate) use super::rules::{empty_or_seen, not_blank, unless_wrong, wrong};
pub(crate) use super::{Key, Money, Term, currency, moments};
pub(crate) use crate::Problem;
pub(crate) use crate::answer::{identified, versioned};
pub(crate) use crate::body::{Put, emptied, present, stated};
pub(crate) use crate::problem::FieldProblem;
