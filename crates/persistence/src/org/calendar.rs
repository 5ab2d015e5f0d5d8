//! The company calendar: one row.

use std::collections::BTreeSet;

use domain::calendar::Calendar;
use domain::org::working_time::{WorkingTime, weekday, working_week_words};
use domain::{Date, Version};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::entity::calendar as entity;
use crate::row::Row;
use crate::store::put;
use crate::{Db, StoreError, Stored};

impl Db {
    /// The calendar; `None` before the first start is over.
    pub async fn working_time(&self) -> Result<Option<WorkingTime>, StoreError> {
        entity::Entity::find_by_id(WorkingTime::ID.uuid()).one(&self.exec()).await?.as_ref().map(value).transpose()
    }
}

impl Stored for WorkingTime {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        let row = entity::ActiveModel {
            id: Set(Self::ID.uuid()),
            version: Set(self.version + 1),
            time_zone: Set(self.calendar.zone().to_owned()),
            working_week: Set(working_week_words(&self.calendar).into_iter().collect()),
            holidays: Set(self.calendar.holidays().iter().map(ToString::to_string).collect()),
        };
        put(db, row, Self::ID.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn value(row: &entity::Model) -> Result<WorkingTime, StoreError> {
    let cell = Row::of("calendar", row.id);
    let texts = |list: &serde_json::Value| {
        list.as_array().map(|list| list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>())
    };
    let week = texts(&row.working_week).and_then(|days| days.iter().map(|day| weekday(day)).collect::<Option<Vec<_>>>());
    let holidays = texts(&row.holidays).and_then(|days| days.iter().map(|day| day.parse::<Date>().ok()).collect::<Option<BTreeSet<_>>>());
    let week = week.ok_or_else(|| cell.corrupt("working_week"))?;
    let holidays = holidays.ok_or_else(|| cell.corrupt("holidays"))?;
    let calendar = Calendar::try_new(&row.time_zone, week, holidays).map_err(|_| cell.corrupt("time_zone"))?;
    Ok(WorkingTime { version: row.version, calendar })
}
