//! The clients of a segment, out of whom a call list is made.

use domain::ClientId;
use domain::Scalar;
use domain::clients::RecordStatus;
use domain::queue::list::{POOL, Segment};

use super::client::{Column as C, Entity};
use super::{Client, Clients, Search};
use crate::prelude::*;

impl Clients<'_> {
    /// Up to `most` clients of the segment after this one, in the order of their ids; `locked`, kept from changing until the transaction
    /// ends.
    pub async fn of_segment(&self, segment: &Segment, after: Option<ClientId>, most: u64, locked: bool) -> Result<Vec<Client>, StoreError> {
        let later = Condition::all().add_option(after.map(|after| C::Id.gt(after.uuid())));
        let select = Entity::find().filter(self.fitting(segment)).filter(later).order_by_asc(C::Id).limit(most);
        let select = if locked { select.lock_exclusive() } else { select };
        select.values(self.0).await
    }

    /// How many clients the segment has.
    pub async fn number_of_segment(&self, segment: &Segment) -> Result<u64, StoreError> {
        Entity::find().filter(self.fitting(segment)).number(self.0).await
    }

    fn fitting(&self, segment: &Segment) -> Condition {
        let stages = if segment.stage.is_empty() { &POOL[..] } else { &segment.stage };
        let search = segment.q.clone().and_then(Search::from_plain);
        Condition::all()
            .add(C::RecordStatus.is(RecordStatus::Live))
            .add(C::Stage.is_one_of(stages.iter().copied()))
            .add_option(segment.source.map(|source| C::Source.is(source)))
            .add_option(segment.temperature.map(|temperature| C::Temperature.is(temperature)))
            .add_option(segment.curator_id.map(|curator| C::CuratorId.is(curator)))
            .add_option(segment.city.as_ref().map(|city| C::City.eq(city.as_str())))
            .add_option(segment.time_zone.as_ref().map(|zone| C::TimeZone.eq(zone.as_str())))
            .add_option(segment.last_contact_before.map(|at| C::LastContactAt.lt(at)))
            .add_option(segment.recontact_before.map(|on| C::RecontactOn.lte(on)))
            .add_option(segment.created_after.map(|at| C::CreatedAt.gt(at)))
            .add_option(search.map(|search| search.condition(None, self.0.dialect())))
    }
}
