//! Reports on calls and on staffing, on the wire.

mod base;

use std::collections::BTreeMap;

use app::calling::{ActivityReport as Activities, QualityReport as Qualities};
use domain::Word;
use domain::calling::activity::{Activity, ActivityBy, ActivityKey};
use domain::calling::quality::Quality;
use domain::norms::NormKey;
use domain::portfolio::staffing::Check;

pub use self::base::{CallBaseReport, CallBaseRow};
use super::prelude::*;
use super::user::{UnitTerm, UserKey};
use crate::list::Rows;

pub type ActivityByTerm = Term<ActivityBy>;
pub type NormKeyTerm = Term<NormKey>;

/// What was done on the telephone.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityReport {
    /// First day of the report, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub from_on: NaiveDate,
    /// Last day of the report, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub until_on: NaiveDate,
    /// What the rows are by.
    pub by: Vec<ActivityByTerm>,
    /// Rows of the report, by day, hour and person; only of what there is something to tell.
    pub items: Vec<ActivityRow>,
    /// Sums of all rows.
    pub totals: ActivityTotals,
}

/// What one person did, on one day, in one hour of the day, or all of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityRow {
    /// Id of the person; null for calls of nobody who is known, and where rows are not by people.
    pub user_id: Option<UserKey>,
    /// Day on which the calls began, a civil date in the company's time zone; null where rows are not by days.
    #[serde(serialize_with = "moment")]
    pub on: Option<NaiveDate>,
    /// Hour of the company's day in which the calls began, 0 to 23; null where rows are not by hours.
    pub hour: Option<u32>,
    /// Number of outbound calls.
    pub dials: i64,
    /// Number of outbound calls that were answered.
    pub answered: i64,
    /// Number of outbound calls in which people talked for at least `call_centre.reached_seconds`.
    pub connects: i64,
    /// Talk in seconds, of outbound and inbound calls together.
    pub talk_seconds: i64,
    /// Number of inbound calls.
    pub inbound: i64,
    /// Number of calls in which a meeting was booked.
    pub meetings_booked: i64,
    /// Number of calls by each disposition that was given.
    pub dispositions: BTreeMap<String, i64>,
    /// Time paused, in seconds.
    pub pause_seconds: i64,
    /// Time available for calls, in seconds.
    pub available_seconds: i64,
}

/// Sums of what was done on the telephone, and their shares.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityTotals {
    /// Number of outbound calls.
    pub dials: i64,
    /// Number of outbound calls that were answered.
    pub answered: i64,
    /// Number of outbound calls in which people talked for at least `call_centre.reached_seconds`.
    pub connects: i64,
    /// Talk in seconds, of outbound and inbound calls together.
    pub talk_seconds: i64,
    /// Number of inbound calls.
    pub inbound: i64,
    /// Number of calls in which a meeting was booked.
    pub meetings_booked: i64,
    /// Number of calls by each disposition that was given.
    pub dispositions: BTreeMap<String, i64>,
    /// Time paused, in seconds.
    pub pause_seconds: i64,
    /// Time available for calls, in seconds.
    pub available_seconds: i64,
    /// Share of the dials that are connects, in basis points, rounded half up; 0 without dials.
    pub connect_bp: i64,
    /// Share of the dials that ended in a booked meeting, in basis points, rounded half up; 0 without dials.
    pub dial_to_meeting_bp: i64,
}

fn dispositions(activity: &Activity) -> BTreeMap<String, i64> {
    activity.dispositions.iter().map(|(kind, number)| (kind.as_str().to_owned(), *number)).collect()
}

impl From<(ActivityKey, Activity)> for ActivityRow {
    fn from((key, activity): (ActivityKey, Activity)) -> Self {
        Self {
            user_id: key.user_id.map(Key),
            on: key.on,
            hour: key.hour,
            dials: activity.dials,
            answered: activity.answered,
            connects: activity.connects,
            talk_seconds: activity.talk_seconds,
            inbound: activity.inbound,
            meetings_booked: activity.meetings_booked,
            dispositions: dispositions(&activity),
            pause_seconds: activity.pause_seconds,
            available_seconds: activity.available_seconds,
        }
    }
}

impl From<Activity> for ActivityTotals {
    fn from(activity: Activity) -> Self {
        Self {
            connect_bp: activity.connect_bp(),
            dial_to_meeting_bp: activity.dial_to_meeting_bp(),
            dials: activity.dials,
            answered: activity.answered,
            connects: activity.connects,
            talk_seconds: activity.talk_seconds,
            inbound: activity.inbound,
            meetings_booked: activity.meetings_booked,
            dispositions: dispositions(&activity),
            pause_seconds: activity.pause_seconds,
            available_seconds: activity.available_seconds,
        }
    }
}

impl From<Activities> for ActivityReport {
    fn from(report: Activities) -> Self {
        let ((from_on, until_on), by) = (report.asked.days, report.asked.by.into_iter().map(Term).collect());
        Self { from_on, until_on, by, items: report.items.into_iter().map(Into::into).collect(), totals: report.totals.into() }
    }
}

impl Rows for ActivityReport {
    const COLUMNS: &'static [&'static str] = &[
        "user_id",
        "on",
        "hour",
        "dials",
        "answered",
        "connects",
        "talk_seconds",
        "inbound",
        "meetings_booked",
        "dispositions.meeting_booked",
        "dispositions.callback_requested",
        "dispositions.proposal_requested",
        "dispositions.not_now",
        "dispositions.no_need",
        "dispositions.wrong_contact",
        "dispositions.wrong_number",
        "dispositions.not_target",
        "dispositions.out_of_business",
        "dispositions.refused",
        "dispositions.do_not_call",
        "dispositions.existing_client",
        "pause_seconds",
        "available_seconds",
    ];
}

/// How good the calls of each person are.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallQualityReport {
    /// A row for each call manager, and for whoever else has reviews or missed calls.
    pub items: Vec<CallQualityRow>,
    /// Sums of all rows.
    pub totals: CallQualityRow,
}

/// Reviews and missed calls of one person, or of all.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallQualityRow {
    /// Id of the person; null in the totals.
    pub user_id: Option<UserKey>,
    /// Number of reviews of calls of these days.
    pub reviews: i64,
    /// Number of reviews wanted of each person, by the norm `call_centre.reviews_per_week`; in the totals of all rows.
    pub wanted: i64,
    /// Mean share of the points, in basis points, rounded half up; null without reviews.
    pub score_bp: Option<i64>,
    /// Number of reviews in which a duty was neglected.
    pub auto_fails: i64,
    /// Number of reviews that were disputed.
    pub disputed: i64,
    /// Number of reviews that were given otherwise after the dispute.
    pub overturned: i64,
    /// Number of missed calls of these days that the person had to return.
    pub missed_calls: i64,
    /// Number of missed calls that were returned in time.
    pub returned_in_time: i64,
}

impl CallQualityRow {
    fn of(quality: &Quality, wanted: i64) -> Self {
        Self {
            user_id: quality.user_id.map(Key),
            reviews: quality.reviews,
            wanted,
            score_bp: quality.score_bp(),
            auto_fails: quality.auto_fails,
            disputed: quality.disputed,
            overturned: quality.overturned,
            missed_calls: quality.missed_calls,
            returned_in_time: quality.returned_in_time,
        }
    }
}

impl From<Qualities> for CallQualityReport {
    fn from(report: Qualities) -> Self {
        let people = i64::try_from(report.items.len()).unwrap_or(i64::MAX);
        Self {
            totals: CallQualityRow::of(&report.totals, report.wanted.saturating_mul(people)),
            items: report.items.iter().map(|quality| CallQualityRow::of(quality, report.wanted)).collect(),
        }
    }
}

impl Rows for CallQualityReport {
    const COLUMNS: &'static [&'static str] =
        &["user_id", "reviews", "wanted", "score_bp", "auto_fails", "disputed", "overturned", "missed_calls", "returned_in_time"];
}

/// Whether the call centre and active sales have the people that they need.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffingReport {
    /// A row for each norm of staffing.
    pub items: Vec<StaffingRow>,
    /// True if there are enough people by every norm.
    pub enough: bool,
}

/// How many people there are, and how many a norm wants.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffingRow {
    /// Number of the norm in the rule book.
    #[schema(examples("N-1"))]
    pub rule: String,
    /// Key of the norm.
    #[schema(examples("call_centre.min_call_managers"))]
    pub norm: NormKeyTerm,
    /// Unit that is counted.
    pub unit: UnitTerm,
    /// Number of people who may work.
    pub people: i64,
    /// Number of people that there should be at least.
    pub wanted: i64,
    /// True if there are so many.
    pub enough: bool,
}

impl From<Vec<Check>> for StaffingReport {
    fn from(checks: Vec<Check>) -> Self {
        let row = |check: &Check| StaffingRow {
            rule: check.norm.id().to_owned(),
            norm: Term(check.norm),
            unit: Term(check.unit),
            people: check.people,
            wanted: check.wanted,
            enough: check.is_enough(),
        };
        Self { enough: checks.iter().all(Check::is_enough), items: checks.iter().map(row).collect() }
    }
}

impl Rows for StaffingReport {
    const COLUMNS: &'static [&'static str] = &["rule", "norm", "unit", "people", "wanted", "enough"];
}
