//! The steps of the scenarios, each taken by the person who would take it.

use chrono::{Duration, NaiveTime};
use domain::access::Role;
use domain::calling::disposition::Disposition;
use domain::calling::report::Report;
use domain::calling::{CallOutcome, CallState};
use domain::clients::register::NewClient;
use domain::clients::{ClientSource, Direction, Qualification, Temperature};
use domain::meetings::RejectReason;
use domain::meetings::booking::{BookingRequest, MeetingContact};
use domain::phone::Phone;
use domain::{CallId, ClientId, Date, Instant, MeetingId, OpportunityId, SaleId};

use super::cards;
use super::people::{Person, Staff};
use super::scenarios::{Step, meeting_of};
use crate::calling::{Came, NewDisposition, Posted, Recorded, dispose_call, record_call};
use crate::clients::{Registered, register_client};
use crate::meetings::{hold_meeting, miss_meeting, reject_meeting};
use crate::prelude::*;

/// What the steps so far have made for each client.
#[derive(Default)]
pub(super) struct Cases(Vec<Case>);

/// One client.
#[derive(Clone, Default)]
pub(super) struct Case {
    pub(super) client: Option<ClientId>,
    call: Option<CallId>,
    pub(super) meeting: Option<MeetingId>,
    pub(super) deal: Option<OpportunityId>,
    pub(super) sale: Option<SaleId>,
    pub(super) sales: usize,
    calls: usize,
}

/// A step needs what no step before it has made.
pub(super) const OUT_OF_ORDER: AppError = AppError::Internal("a step of the demo is out of order");

/// Everything that a step needs.
pub(super) struct Scene<'a> {
    pub(super) ctx: &'a Ctx,
    staff: &'a Staff,
    /// The client's number.
    pub(super) number: usize,
    /// Whose turn it is among those of a role.
    turn: usize,
    pub(super) now: Instant,
    pub(super) today: Date,
}

/// Takes one step with the client `number`; `days` are the business days from today on.
pub(super) async fn run(ctx: &Ctx, staff: &Staff, cases: &mut Cases, number: usize, step: Step, days: &[Date]) -> Result<()> {
    if cases.0.len() <= number {
        cases.0.resize_with(number + 1, Case::default);
    }
    let case = cases.0.get_mut(number).ok_or(OUT_OF_ORDER)?;
    let today = ctx.rules().await?.calendar.date(ctx.now());
    let scene = Scene::new(ctx, staff, (number, number), (ctx.now(), today));
    match step {
        Step::Register => scene.register(case).await,
        Step::NoAnswer => scene.call(case, CallOutcome::NoAnswer).await,
        Step::Call => scene.call(case, CallOutcome::Answered).await,
        Step::StrangerCalls => scene.incoming(stranger(number), CallOutcome::Answered).await,
        Step::StrangerIsMissed => scene.incoming(stranger(number), CallOutcome::NoAnswer).await,
        Step::Refuse => scene.dispose(case, Disposition::Refused).await,
        Step::NotNow => scene.dispose(case, Disposition::NotNow { temperature: Temperature::Warm, recontact_on: None }).await,
        Step::CallBack => scene.dispose(case, Disposition::CallbackRequested { due_at: scene.now + Duration::hours(22) }).await,
        Step::Book => scene.book(case, days).await,
        Step::NoShow | Step::Hold | Step::RejectMeeting => scene.meet(case, step).await,
        Step::ProposeDeal | Step::Contract | Step::LoseDeal => scene.deal(case, step).await,
        Step::Sell => scene.sell(case, Role::Hunter).await,
        Step::SellMore => scene.sell(case, Role::Farmer).await,
        Step::Pay | Step::PayMore => scene.pay(case).await,
        Step::Refund => scene.refund(case).await,
        Step::ProposeHandoff | Step::ReturnHandoff | Step::AcceptHandoff | Step::IntroduceHandoff => scene.handoff(case, step).await,
        Step::Talk => scene.talk(case, Role::Farmer).await,
    }
}

/// A number that nobody has.
fn stranger(number: usize) -> Phone {
    Phone::stored(format!("+7495777{number:04}"))
}

impl Case {
    /// A client who is there already.
    pub(super) fn of(client: ClientId) -> Self {
        Self { client: Some(client), ..Self::default() }
    }
}

impl<'a> Scene<'a> {
    /// With client `number`, now; `turn` says who of a role acts.
    pub(super) const fn new(ctx: &'a Ctx, staff: &'a Staff, (number, turn): (usize, usize), now: (Instant, Date)) -> Self {
        Self { ctx, staff, number, turn, now: now.0, today: now.1 }
    }
}

impl Scene<'_> {
    /// The person of a role whose turn it is.
    pub(super) fn one(&self, role: Role) -> Result<(&Person, &Actor)> {
        self.staff.nth(role, self.turn).ok_or(OUT_OF_ORDER)
    }

    async fn register(&self, case: &mut Case) -> Result<()> {
        let source = if self.number.is_multiple_of(3) { ClientSource::Referral } else { ClientSource::PurchasedList };
        let new = NewClient { external_id: Some(format!("demo-{}", self.number + 1)), ..cards::card(self.number, source) };
        let (_, caller) = self.one(Role::CallManager)?;
        let (Registered::New(client) | Registered::Known(client)) = register_client(self.ctx, caller, new).await?;
        case.client = Some(client.id);
        Ok(())
    }

    async fn call(&self, case: &mut Case, outcome: CallOutcome) -> Result<()> {
        let (person, _) = self.one(Role::CallManager)?;
        case.calls += 1;
        let report = self.report(Direction::Outbound, cards::phone(self.number), person.extension, outcome);
        let external_call_id = format!("demo-{}-{}", self.number + 1, case.calls);
        match record_call(
            self.ctx,
            &self.staff.pbx,
            Posted { external_call_id, event_id: None, report, says_direction: true, came: came() },
        )
        .await?
        {
            Recorded::New(call) | Recorded::Known(call) | Recorded::Repeated(call) => case.call = Some(call.id),
            Recorded::Internal => {}
        }
        Ok(())
    }

    /// Somebody calls the company; telephony knows no more than the number.
    pub(super) async fn incoming(&self, phone: Phone, outcome: CallOutcome) -> Result<()> {
        let report = self.report(Direction::Inbound, phone, Some("100"), outcome);
        let external_call_id = format!("demo-in-{}-{}", self.number, self.today.format("%m%d"));
        record_call(self.ctx, &self.staff.pbx, Posted { external_call_id, event_id: None, report, says_direction: true, came: came() })
            .await
            .map(|_| ())
    }

    /// A call that has just ended.
    fn report(&self, direction: Direction, phone: Phone, extension: Option<&str>, outcome: CallOutcome) -> Report {
        let talked = outcome == CallOutcome::Answered;
        let seconds = 60 + i32::try_from(self.number * 37 % 240).unwrap_or(0);
        let started = self.now - Duration::seconds(i64::from(seconds) + 10);
        Report {
            direction: Some(direction),
            state: Some(CallState::Ended),
            client_phone_raw: Some(phone.as_str().to_owned()),
            client_phone: Some(phone),
            agent_ref: extension.map(str::to_owned),
            started_at: Some(started),
            answered_at: talked.then(|| started + Duration::seconds(10)),
            ended_at: Some(self.now),
            ring_seconds: Some(10),
            talk_seconds: talked.then_some(seconds),
            total_seconds: Some(seconds + 10),
            outcome: Some(outcome),
            recording_url: talked.then(|| format!("https://pbx.demo.test/records/{}-{}.mp3", self.number, self.today.format("%m%d"))),
            ..Report::default()
        }
    }

    async fn dispose(&self, case: &mut Case, disposition: Disposition) -> Result<()> {
        let (_, caller) = self.one(Role::CallManager)?;
        let said = NewDisposition { disposition, note: None, answers: Vec::new() };
        let call = dispose_call(self.ctx, caller, case.call.ok_or(OUT_OF_ORDER)?.into(), said).await?;
        case.meeting = call.meeting_id;
        Ok(())
    }

    async fn book(&self, case: &mut Case, days: &[Date]) -> Result<()> {
        let (after, hour) = meeting_of(self.number);
        let calendar = &self.ctx.rules().await?.calendar;
        let day = days.get(after).copied().unwrap_or_else(|| calendar.business_days_after(self.today, u32::try_from(after).unwrap_or(2)));
        let starts_at = calendar.instant(day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()));
        let (_, hunter) = self.one(Role::Hunter)?;
        let contact = MeetingContact::Named {
            name: "Иван Иванович".to_owned(),
            position: Some("директор".to_owned()),
            decision_maker: true,
            phones: Vec::new(),
        };
        let wish = BookingRequest {
            hunter_id: hunter.user().ok_or(OUT_OF_ORDER)?,
            starts_at,
            ends_at: None,
            place: Some("у клиента".to_owned()),
            contact,
        };
        let qualification = Qualification {
            need: "вода в офис".to_owned(),
            decision_maker_known: true,
            volume_hint: format!("{} бутылей в месяц", 20 + self.number),
            solvency_checked: true,
            region_served: true,
        };
        self.dispose(case, Disposition::MeetingBooked { qualification: Some(qualification), meeting: wish }).await
    }

    async fn meet(&self, case: &Case, step: Step) -> Result<()> {
        let (_, hunter) = self.one(Role::Hunter)?;
        let id = case.meeting.ok_or(OUT_OF_ORDER)?;
        match step {
            Step::NoShow => miss_meeting(self.ctx, hunter, id.into()).await?,
            Step::RejectMeeting => {
                let comment = Some("это частная квартира".to_owned());
                reject_meeting(self.ctx, hunter, id.into(), RejectReason::WrongProfile, comment).await?
            }
            _ => hold_meeting(self.ctx, hunter, id.into()).await?,
        };
        Ok(())
    }
}

/// What the switchboard of the demo is said to have posted.
fn came() -> Came {
    Came::Now { body: "{}".to_owned(), content_type: None, remote_address: None }
}
