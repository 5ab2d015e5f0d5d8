//! What almost every repository needs.

pub(crate) use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
pub(crate) use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

pub(crate) use crate::aggregate::aggregate;
pub(crate) use crate::codec::{Codec, Json, List, NextVersion, Object, object};
pub(crate) use crate::db::repository;
pub(crate) use crate::filter::{Followed, Wanted};
pub(crate) use crate::query::{Compare, Insert, Rows, Run, insert, put_all, tuples, unless};
pub(crate) use crate::statement::Expects;
pub(crate) use crate::table::{Table, table};
pub(crate) use crate::{Counts, Db, Dialect, OrNull, Page, PageRequest, Reach, Several, StoreError, Tx};
