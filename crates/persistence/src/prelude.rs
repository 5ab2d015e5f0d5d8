//! What almost every repository needs.

pub(crate) use sea_orm::sea_query::{Expr, ExprTrait};
pub(crate) use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

pub(crate) use crate::aggregate::aggregate;
pub(crate) use crate::codec::{Json, List, NextVersion, object};
pub(crate) use crate::db::repository;
pub(crate) use crate::table::{Compare, Rows, Run, Table, insert, put_all, table};
pub(crate) use crate::{Db, Page, PageRequest, Several, StoreError, Tx};
