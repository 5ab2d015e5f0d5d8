//! What people do, allowed or not.

use std::fmt;

use serde_json::{Value, json};

use crate::harness::story::{Story, call_event, checklist, rub};
use crate::harness::{Answer, TestApp, stamp};

/// Who does something.
pub(super) const PEOPLE: [&str; 13] =
    ["olga", "oleg", "vera", "ivan", "ivan", "igor", "helga", "anna", "anna", "alla", "clara", "fedor", "dmitri"];
const STAGES: [&str; 3] = ["proposal", "negotiation", "contract"];
const LINES: [&str; 2] = ["water", "coolers"];
const FARMERS: [&str; 3] = ["anna", "alla", "ivan"];

macro_rules! deeds {
    ($($name:ident),+ $(,)?) => {
        /// What somebody does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Deed { $($name),+ }

        impl Deed {
            pub(super) const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

deeds! {
    Call, SayRefused, SayNotNow, SayDoNotCall, Book, HoldMeeting, AcceptMeeting, RejectMeeting, MissMeeting, Qualify, Postpone, Disqualify,
    Recycle, OpenDeal, OpenNewLine, AdvanceDeal, LoseDeal, Sell, Confirm, Pay, Bounce, Refund, Propose, ReturnHandoff, Assign, Accept,
    Introduce, Complete, ExemptHandoff, CancelHandoff, Talk, TryToReach, ExemptContact, ProposeLost, ConfirmLost, Release, Reassign,
    UndoReassignment, ReassignDeal, Enlist, Claim, GiveBack, Erase, GoOnLeave, ComeBack,
}

impl Deed {
    /// Does it change the client himself, so that a record that is no longer alive refuses it?
    pub(super) const fn is_a_command_to_the_client(self) -> bool {
        matches!(
            self,
            Self::Qualify
                | Self::Postpone
                | Self::Disqualify
                | Self::Recycle
                | Self::OpenDeal
                | Self::OpenNewLine
                | Self::Sell
                | Self::Talk
                | Self::TryToReach
                | Self::ExemptContact
                | Self::ProposeLost
                | Self::ConfirmLost
                | Self::Release
        )
    }
}

/// What has been done, and what came of it.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) deed: Deed,
    /// Place of the client.
    place: usize,
    /// Id of the client.
    pub(super) client: String,
    pub(super) status: u16,
    pub(super) code: String,
}

impl Done {
    pub(super) fn succeeded(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, client {} → {} {}", self.deed, self.place, self.status, self.code)
    }
}

/// The clients, and the newest thing of each kind that each of them has.
pub(super) struct World {
    stories: Vec<Story>,
    task: String,
    reassignment: String,
}

const NOBODY: &str = "01h455vb4pex5vsknk084sn02q";

impl World {
    pub(super) fn of(mut stories: Vec<Story>) -> Self {
        for story in &mut stories {
            for (id, kind) in [
                (&mut story.meeting, "meeting"),
                (&mut story.opportunity, "opportunity"),
                (&mut story.sale, "sale"),
                (&mut story.payment, "payment"),
                (&mut story.handoff, "handoff"),
            ] {
                if id.is_empty() {
                    *id = format!("{kind}_{NOBODY}");
                }
            }
        }
        Self { stories, task: format!("calltask_{NOBODY}"), reassignment: format!("reassignment_{NOBODY}") }
    }

    /// Does it; a deed that is refused changes nothing here either.
    pub(super) async fn take(&mut self, app: &TestApp, who: &str, deed: Deed, place: usize, other: usize) -> Done {
        let story = self.stories[place].clone();
        let (who, path, body) = self.request(app, who, deed, &story, other).await;
        let actor = app.actor(who);
        let request = match deed {
            Deed::GoOnLeave | Deed::ComeBack => actor.patch(path, body).header("if-match", "*"),
            _ => actor.post(path, body),
        };
        let answer = request.attempt().await.unwrap();
        self.remember(app, deed, place, &answer).await;
        let code = answer.json["code"].as_str().unwrap_or_default().to_owned();
        Done { deed, place, client: story.client, status: answer.status.as_u16(), code }
    }

    /// Who asks, where, for what.
    #[expect(clippy::too_many_lines, reason = "a line a deed")]
    async fn request<'a>(&self, app: &TestApp, who: &'a str, deed: Deed, story: &Story, other: usize) -> (&'a str, String, Value) {
        let now = app.now().await;
        let today = now.date_naive();
        let later = |days: i64| (today + chrono::TimeDelta::days(days)).to_string();
        let farmer = FARMERS[other % FARMERS.len()];
        let Story { client, call, meeting, opportunity, sale, payment, handoff, phone, .. } = story;
        let amount = 100 * (1 + i64::try_from(other).unwrap()) * 12_345;
        let meeting_wanted = || {
            json!({"hunter_id": app.actor("ivan").id(), "starts_at": stamp(now + chrono::TimeDelta::hours(26 + 3 * i64::try_from(other).unwrap())), "place": "у клиента",
                   "contact": {"name": "Иван", "position": "директор", "decision_maker": true}})
        };
        let qualification =
            json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true});
        let (path, body) = match deed {
            Deed::Call => return ("pbx", "/v1/calls".into(), call_event(now, phone, ["101", "102", "201", "301"][other % 4])),
            Deed::SayRefused => (format!("/v1/calls/{call}/disposition"), json!({"kind": "refused"})),
            Deed::SayNotNow => {
                (format!("/v1/calls/{call}/disposition"), json!({"kind": "not_now", "temperature": "cold", "recontact_on": later(60)}))
            }
            Deed::SayDoNotCall => (format!("/v1/calls/{call}/disposition"), json!({"kind": "do_not_call"})),
            Deed::Book => (
                format!("/v1/calls/{call}/disposition"),
                json!({"kind": "meeting_booked", "qualification": qualification, "meeting": meeting_wanted()}),
            ),
            Deed::HoldMeeting => (format!("/v1/meetings/{meeting}/hold"), json!({})),
            Deed::AcceptMeeting => (format!("/v1/meetings/{meeting}/accept"), json!({})),
            Deed::RejectMeeting => {
                (format!("/v1/meetings/{meeting}/reject"), json!({"reason": "not_decision_maker", "comment": "секретарь"}))
            }
            Deed::MissMeeting => (format!("/v1/meetings/{meeting}/no-show"), json!({})),
            Deed::Qualify => (format!("/v1/clients/{client}/qualify"), qualification),
            Deed::Postpone => (format!("/v1/clients/{client}/postpone"), json!({"temperature": "warm", "recontact_on": later(30)})),
            Deed::Disqualify => (format!("/v1/clients/{client}/disqualify"), json!({"reason": "not_target"})),
            Deed::Recycle => (format!("/v1/clients/{client}/recycle"), json!({})),
            Deed::OpenDeal => (
                "/v1/opportunities".into(),
                json!({"client_id": client, "product_line": "water", "amount": rub(amount), "close_on": later(20)}),
            ),
            Deed::OpenNewLine => (
                "/v1/opportunities".into(),
                json!({"client_id": client, "product_line": "coolers", "amount": rub(amount), "close_on": later(20)}),
            ),
            Deed::AdvanceDeal => (format!("/v1/opportunities/{opportunity}/advance"), json!({"stage": STAGES[other % 3]})),
            Deed::LoseDeal => (format!("/v1/opportunities/{opportunity}/lose"), json!({"reason": "price"})),
            Deed::ReassignDeal => (
                format!("/v1/opportunities/{opportunity}/reassign"),
                json!({"owner_id": app.actor(["igor", "ivan", "anna"][other % 3]).id()}),
            ),
            Deed::Sell => (
                "/v1/sales".into(),
                json!({"client_id": client, "sale_on": today.to_string(), "currency": "RUB",
                "lines": [{"product_line": LINES[other % 2], "description": "товар", "net_minor": amount, "vat_bp": 2200}]}),
            ),
            Deed::Confirm => (format!("/v1/sales/{sale}/confirm"), json!({})),
            Deed::Pay => (
                "/v1/payments".into(),
                json!({"source": "bank", "external_id": crate::harness::story::unique().to_string(), "client_id": client, "amount": rub(amount),
                "value_on": today.to_string(), "allocations": [{"sale_id": sale, "amount_minor": amount}]}),
            ),
            Deed::Bounce => (format!("/v1/payments/{payment}/bounce"), json!({"reason": "банк вернул"})),
            Deed::Refund => (
                "/v1/refunds".into(),
                json!({"source": "bank", "external_id": crate::harness::story::unique().to_string(), "sale_id": sale, "amount": rub(amount / 3),
                "value_on": today.to_string(), "reason": "возврат"}),
            ),
            Deed::Propose => (
                format!("/v1/handoffs/{handoff}/propose"),
                json!({"to_user_id": app.actor(farmer).id(), "rehearsed": true, "checklist": checklist()}),
            ),
            Deed::ReturnHandoff => (format!("/v1/handoffs/{handoff}/return"), json!({"reason": "incomplete", "comment": "нет договора"})),
            Deed::Assign => (format!("/v1/handoffs/{handoff}/assign"), json!({"to_user_id": app.actor(farmer).id()})),
            Deed::Accept => (format!("/v1/handoffs/{handoff}/accept"), json!({})),
            Deed::Introduce => (format!("/v1/handoffs/{handoff}/introduce"), json!({"kind": "visit", "occurred_at": stamp(now)})),
            Deed::Complete => (format!("/v1/handoffs/{handoff}/complete"), json!({})),
            Deed::ExemptHandoff => {
                (format!("/v1/handoffs/{handoff}/exempt"), json!({"until_on": later(20), "reason": "клиент настаивает"}))
            }
            Deed::CancelHandoff => (format!("/v1/handoffs/{handoff}/cancel"), json!({"reason": "ошибка"})),
            Deed::Talk | Deed::TryToReach => (
                format!("/v1/clients/{client}/activities"),
                json!({"kind": "call", "direction": "outbound", "two_way": deed == Deed::Talk,
                "occurred_at": stamp(now), "result": "поговорили"}),
            ),
            Deed::ExemptContact => (format!("/v1/clients/{client}/exempt-contact"), json!({"until_on": later(40), "reason": "сезон"})),
            Deed::ProposeLost => (format!("/v1/clients/{client}/propose-lost"), json!({"reason": "price"})),
            Deed::ConfirmLost => (format!("/v1/clients/{client}/confirm-lost"), json!({})),
            Deed::Release => (format!("/v1/clients/{client}/reopen"), json!({"reason": "заново"})),
            Deed::Reassign => {
                ("/v1/reassignments".into(), json!({"from_user_id": app.actor(farmer).id(), "mode": "even", "reason": "overload"}))
            }
            Deed::UndoReassignment => (format!("/v1/reassignments/{}/undo", self.reassignment), json!({"reason": "ошибка"})),
            Deed::Enlist => ("/v1/call-lists".into(), json!({"name": "Список", "client_ids": [client]})),
            Deed::Claim => ("/v1/call-tasks/claim".into(), json!({})),
            Deed::GiveBack => (format!("/v1/call-tasks/{}/release", self.task), json!({})),
            Deed::Erase => (format!("/v1/clients/{client}/erase-personal-data"), json!({"reason": "просьба"})),
            Deed::GoOnLeave => {
                (format!("/v1/users/{}", app.actor(farmer).id()), json!({"state": "on_leave", "deputy_user_id": app.actor("alla").id()}))
            }
            Deed::ComeBack => (format!("/v1/users/{}", app.actor(farmer).id()), json!({"state": "active"})),
        };
        (who, path, body)
    }

    /// The newest of each kind is what the next deed is about.
    async fn remember(&mut self, app: &TestApp, deed: Deed, place: usize, answer: &Answer) {
        if !answer.status.is_success() {
            return;
        }
        let id = answer.json["id"].as_str().unwrap_or_default().to_owned();
        let story = &mut self.stories[place];
        match deed {
            Deed::Call => story.call = id,
            Deed::Book => story.meeting = answer.json["meeting_id"].as_str().map_or_else(|| story.meeting.clone(), str::to_owned),
            Deed::OpenDeal | Deed::OpenNewLine => story.opportunity = id,
            Deed::Sell => story.sale = id,
            Deed::Pay => story.payment = id,
            Deed::Claim => self.task = id,
            Deed::Reassign => self.reassignment = id,
            // A list is of use once it is active.
            Deed::Enlist => drop(app.actor("vera").post(format!("/v1/call-lists/{id}/activate"), json!({})).attempt().await.unwrap()),
            Deed::AdvanceDeal | Deed::Confirm => {
                let open = app.actor("dmitri").get(format!("/v1/handoffs?client_id={}&sort=-id", story.client)).attempt().await.unwrap();
                if let Some(handoff) = open.json["items"][0]["id"].as_str() {
                    handoff.clone_into(&mut story.handoff);
                }
            }
            _ => {}
        }
    }
}
