//! Rows that a merge changes are kept as they were before and as it left them: undone, each cell that nobody has changed since is as it
//! was (`domain::merges::member_as_before`).

use std::collections::HashMap;

use chrono::DateTime;
use domain::merges::{list_as_before, member_as_before};
use domain::{CallTaskId, ClientId, ContactId, EntitlementId, HandoffId, MeetingId, MergeId, OpportunityId};
use sea_orm::Iterable;
use sea_orm::sea_query::Value;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::Merges;
use crate::clients::{client, contact};
use crate::commission::entitlement;
use crate::driver::Record;
use crate::handoffs::handoff;
use crate::meetings::meeting;
use crate::prelude::*;
use crate::query::records;
use crate::queue::call_task;
use crate::sales::opportunity;
use crate::sealing::plain;
use crate::statement::Statement;

/// Rows that a merge will change.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// In the order in which they are to be as before.
    pub clients: Vec<ClientId>,
    pub contacts: Vec<ContactId>,
    pub entitlements: Vec<EntitlementId>,
    pub handoffs: Vec<HandoffId>,
    pub tasks: Vec<CallTaskId>,
    pub meetings: Vec<MeetingId>,
    pub opportunities: Vec<OpportunityId>,
}

/// The same rows, as they are.
#[derive(Debug, Default)]
pub struct Images(Vec<(&'static str, Uuid, Json)>);

impl Merges<'_> {
    /// The rows as they are now.
    pub async fn images(&self, of: &Touched) -> Result<Images, StoreError> {
        let mut all = Images::default();
        macro_rules! look {
            ($($table:ident of $ids:expr),+ $(,)?) => {$(
                self.look::<$table::Entity>($ids.iter().map(|id| id.uuid()).collect(), &mut all).await?;
            )+};
        }
        look! {
            client of of.clients,
            contact of of.contacts,
            entitlement of of.entitlements,
            handoff of of.handoffs,
            call_task of of.tasks,
            meeting of of.meetings,
            opportunity of of.opportunities,
        }
        Ok(all)
    }

    async fn look<E: Table>(&self, ids: Vec<Uuid>, all: &mut Images) -> Result<(), StoreError> {
        for (id, cells) in self.rows_of::<E>(ids).await? {
            let members: Map<String, Json> =
                E::COLUMNS.iter().zip(&cells).map(|(column, cell)| ((*column).to_owned(), plain(cell))).collect();
            all.0.push((E::NAME, id, Json::Object(members)));
        }
        Ok(())
    }

    async fn rows_of<E: Table>(&self, ids: Vec<Uuid>) -> Result<Vec<(Uuid, Vec<Value>)>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let select = E::find().filter(Expr::col((E::default(), sea_orm::sea_query::Alias::new("id"))).is_in(ids));
        let row = |record: &Record| Ok((record.get(0)?, E::cells(record, 0)?));
        records(&select, self.db()).await?.iter().map(row).collect()
    }

    /// Keeps what the rows were, and are now.
    pub async fn keep_images(&self, merge: MergeId, touched: &Touched, before: Images) -> Result<(), StoreError> {
        let after: HashMap<Uuid, Json> = self.images(touched).await?.0.into_iter().map(|(_, id, row)| (id, row)).collect();
        let mut values: Vec<Value> = Vec::new();
        let mut rows = Vec::new();
        for (kind, id, row) in before.0 {
            let place = values.len();
            rows.push(format!("(${}, ${}, ${}, ${}, ${})", place + 1, place + 2, place + 3, place + 4, place + 5));
            let after = after.get(&id).cloned().unwrap_or_default();
            values.extend([merge.uuid().into(), format!("image.{kind}").into(), id.into(), row.into(), after.into()]);
        }
        if rows.is_empty() {
            return Ok(());
        }
        let sql = format!("insert into merge_moves (merge_id, kind, row_id, before, after) values {}", rows.join(", "));
        self.db().later(Statement::new(sql, values), Expects::Nothing).await
    }

    /// Every cell that the merge has changed and nobody since is as it was before. `without` are rows that stay as they are.
    pub async fn restore(&self, merge: MergeId, survivor: ClientId, without: &[Uuid]) -> Result<(), StoreError> {
        self.put_back::<client::Entity>(merge, Some(survivor.uuid()), without).await?;
        self.put_back::<contact::Entity>(merge, None, without).await?;
        self.put_back::<entitlement::Entity>(merge, None, without).await?;
        self.put_back::<handoff::Entity>(merge, None, without).await?;
        self.put_back::<call_task::Entity>(merge, None, without).await?;
        self.put_back::<meeting::Entity>(merge, None, without).await?;
        self.put_back::<opportunity::Entity>(merge, None, without).await
    }

    async fn put_back<E: Table>(&self, merge: MergeId, first: Option<Uuid>, without: &[Uuid]) -> Result<(), StoreError> {
        let sql = "select row_id, before, after from merge_moves where merge_id = $1 and kind = $2 and before is not null";
        let kept = self.db().rows(sql, [merge.uuid().into(), format!("image.{}", E::NAME).into()]).await?;
        let kept = kept.iter().map(|row| Ok((row.get::<Uuid>(0)?, (row.get::<Json>(1)?, row.get::<Json>(2)?))));
        let kept: HashMap<Uuid, (Json, Json)> = kept.collect::<Result<_, StoreError>>()?;
        let mut rows = self.rows_of::<E>(kept.keys().copied().filter(|id| !without.contains(id)).collect()).await?;
        // The survivor gives up what is unique before the other one has it again.
        rows.sort_by_key(|(id, _)| (Some(*id) != first, *id));
        for batch in rows.chunk_by(|_, _| first.is_none()) {
            let cells: Vec<_> =
                batch.iter().filter_map(|(id, cells)| kept.get(id).map(|(was, left)| as_before::<E>(was, left, cells))).collect();
            let (key, others): (Vec<_>, Vec<_>) = (E::Column::iter().take(1).collect(), E::Column::iter().skip(1).collect());
            Insert::<E>::of_cells(cells).or_replace(&key, &others).later(self.db(), Expects::Nothing).await?;
        }
        Ok(())
    }
}

/// The cells of a row after the merge is undone; its version grows.
fn as_before<E: Table>(before: &Json, after: &Json, now: &[Value]) -> Vec<Value> {
    let null = Json::Null;
    let cell = |(column, now): (&&str, &Value)| {
        if *column == "version" {
            return if let Value::BigInt(Some(version)) = now { (*version + 1).into() } else { now.clone() };
        }
        let (before, after, is) = (before.get(*column).unwrap_or(&null), after.get(*column).unwrap_or(&null), plain(now));
        let wanted = match (before, after, &is) {
            (Json::Array(before), Json::Array(after), Json::Array(now)) => Json::Array(list_as_before(before, after, now)),
            _ => member_as_before(before.clone(), after, is.clone()),
        };
        if wanted == is { now.clone() } else { like(now, &wanted).unwrap_or_else(|| now.clone()) }
    };
    E::COLUMNS.iter().zip(now).map(cell).collect()
}

/// The value as a cell of the same type as `cell`.
fn like(cell: &Value, value: &Json) -> Option<Value> {
    if value.is_null() {
        return Some(cell.as_null());
    }
    Some(match cell {
        Value::Bool(_) => value.as_bool()?.into(),
        Value::Int(_) => i32::try_from(value.as_i64()?).ok()?.into(),
        Value::BigInt(_) => value.as_i64()?.into(),
        Value::String(_) => value.as_str()?.to_owned().into(),
        Value::Uuid(_) => value.as_str()?.parse::<Uuid>().ok()?.into(),
        Value::ChronoDate(_) => value.as_str()?.parse::<domain::Date>().ok()?.into(),
        Value::ChronoDateTimeUtc(_) => DateTime::from_timestamp_micros(value.as_i64()?)?.into(),
        Value::Json(_) => value.clone().into(),
        _ => return None,
    })
}
