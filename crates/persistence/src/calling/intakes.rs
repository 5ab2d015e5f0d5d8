//! What telephony posted, as it came: stored before it is worked on, and for which calls it was.

use domain::calling::Signature;
use domain::calling::intake::{Intake, IntakeOutcome};
use domain::org::telephony::Provider;
use domain::{CallId, Instant, IntakeId, IntegrationId, Version};

use self::telephony_report::{Column as C, Entity};
use self::telephony_report_call::{Column as Link, Entity as Links};
use crate::prelude::*;

table! {
    /// Bodies as they came.
    telephony_report: "telephony_reports" of Intake as intake {
        id: IntakeId,
        version: Version as NextVersion,
        integration_id: IntegrationId,
        received_at: Instant,
        signature: Option<Signature>,
        provider: Provider,
        content_type: Option<String>,
        remote_address: Option<String>,
        path: String,
        query: String,
        body: Vec<u8> as Raw,
        outcome: IntakeOutcome,
        problem: Option<String>,
    }
}

aggregate! { Intake: IntakeId, "report", in telephony_report; }

table! {
    /// Which calls a body told of.
    telephony_report_call: "telephony_report_calls" of IntakeCall as link {
        call_id: CallId,
        report_id: IntakeId,
    }
}

/// A body told of a call.
pub struct IntakeCall {
    call_id: CallId,
    report_id: IntakeId,
}

/// Bytes, of any number and any kind.
pub struct Raw;

impl Codec<Vec<u8>> for Raw {
    type Cell = Vec<u8>;
    fn write(bytes: &Vec<u8>) -> Vec<u8> {
        bytes.clone()
    }
    fn read(cell: Vec<u8>) -> Option<Vec<u8>> {
        Some(cell)
    }
}

crate::filter! {
    /// Filters of the lists of what telephony posted.
    pub struct IntakeFilter of telephony_report {
        /// Only bodies of which this has become; several are separated by commas.
        outcome: Several<IntakeOutcome> => C::Outcome.is_one_of(outcome.each()),
        /// Only bodies whose sender showed who he is in this way; `null` means those who did not and were refused.
        signature: OrNull<Signature> => signature.among(C::Signature),
    }
    newest_first
}

repository! {
    /// What telephony posted, as it came.
    Intakes: intakes
}

impl Intakes<'_> {
    /// Stores one that has just come, or what has become of it.
    pub async fn put(&self, intake: &Intake) -> Result<(), StoreError> {
        crate::query::put::<Entity>(self.0, intake, intake.version).await
    }

    /// It told of these calls.
    pub async fn link(&self, report_id: IntakeId, calls: &[CallId]) -> Result<(), StoreError> {
        let links: Vec<_> = calls.iter().map(|call_id| IntakeCall { call_id: *call_id, report_id }).collect();
        Insert::<Links>::of(&links).unless_known(&[Link::CallId, Link::ReportId]).later(self.0, Expects::Nothing).await
    }

    /// The oldest that wait to be worked on, up to 200.
    pub async fn pending(&self) -> Result<Vec<IntakeId>, StoreError> {
        // Written out, since an index is for these alone.
        let pending = Entity::find().filter(Expr::cust("telephony_reports.outcome = 'pending'")).order_by_asc(C::Id).limit(200);
        let ids = tuples::<(uuid::Uuid,)>(&pending.select_only().column(C::Id), self.0).await?;
        Ok(ids.into_iter().map(|(id,)| IntakeId::new(id)).collect())
    }

    /// A page of what an integration posted.
    pub async fn page(&self, of: IntegrationId, filter: &IntakeFilter, request: &PageRequest) -> Result<Page<Intake>, StoreError> {
        filter.page_within(self.0, C::IntegrationId.is(of), request).await
    }

    /// A page of what told of a call.
    pub async fn page_of_call(&self, call: CallId, filter: &IntakeFilter, request: &PageRequest) -> Result<Page<Intake>, StoreError> {
        let told = Query::select().column(Link::ReportId).from(Links).and_where(Link::CallId.is(call)).take();
        filter.page_within(self.0, C::Id.in_subquery(told), request).await
    }

    /// When the oldest one came.
    pub async fn oldest(&self) -> Result<Option<Instant>, StoreError> {
        Entity::find().least(C::ReceivedAt, self.0).await
    }

    /// Forgets up to 1,000 that came before `instant`; how many they were.
    pub async fn forget_before(&self, instant: Instant) -> Result<usize, StoreError> {
        let old = Entity::find().filter(C::ReceivedAt.lt(instant)).order_by_asc(C::ReceivedAt).limit(1_000);
        let ids = tuples::<(uuid::Uuid,)>(&old.select_only().column(C::Id), self.0).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        let ids: Vec<_> = ids.into_iter().map(|(id,)| IntakeId::new(id)).collect();
        Links::delete_many().filter(Link::ReportId.is_one_of(ids.iter().copied())).run(self.0).await?;
        Entity::delete_many().filter(C::Id.is_one_of(ids.iter().copied())).run(self.0).await?;
        Ok(ids.len())
    }
}
