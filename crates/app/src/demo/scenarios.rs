//! What happens to which client on which day. A scenario that is not over yesterday evening is left unfinished, so that a client in
//! every state can be seen.

/// One thing that somebody does for a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The client is registered.
    Register,
    /// The call centre calls the client: nobody answers.
    NoAnswer,
    /// The call centre calls the client and talks to him.
    Call,
    /// Somebody unknown calls the company.
    StrangerCalls,
    /// Somebody unknown calls, and nobody answers.
    StrangerIsMissed,
    Refuse,
    NotNow,
    /// The client asks to be called tomorrow.
    CallBack,
    /// A meeting is booked.
    Book,
    NoShow,
    Hold,
    RejectMeeting,
    /// The hunter makes an offer.
    ProposeDeal,
    Contract,
    LoseDeal,
    /// The first sale is confirmed.
    Sell,
    Pay,
    /// The handoff is proposed, with its checklist complete.
    ProposeHandoff,
    ReturnHandoff,
    AcceptHandoff,
    IntroduceHandoff,
    /// The farmer talks to the client.
    Talk,
    /// The farmer sells more.
    SellMore,
    PayMore,
    /// A part of the last payment is refunded.
    Refund,
}

use Step::{
    AcceptHandoff, Book, Call, CallBack, Contract, Hold, IntroduceHandoff, LoseDeal, NoAnswer, NoShow, NotNow, Pay, PayMore, ProposeDeal,
    ProposeHandoff, Refund, Refuse, Register, RejectMeeting, ReturnHandoff, Sell, SellMore, StrangerCalls, StrangerIsMissed, Talk,
};

/// Steps of a scenario: (business days after its first day, minute of the day, step).
type Scenario = &'static [(usize, u32, Step)];

const fn hm(hour: u32, minute: u32) -> u32 {
    hour * 60 + minute
}

const WON: Scenario = &[
    (0, hm(9, 10), Register),
    (0, hm(9, 40), Call),
    (0, hm(9, 45), Book),
    (2, hm(16, 30), Hold),
    (2, hm(17, 0), ProposeDeal),
    (3, hm(12, 0), Contract),
    (4, hm(11, 0), Sell),
    (5, hm(12, 0), Pay),
    (5, hm(15, 0), ProposeHandoff),
    (6, hm(11, 0), AcceptHandoff),
    (6, hm(14, 0), IntroduceHandoff),
    (7, hm(10, 0), Talk),
    (11, hm(10, 30), SellMore),
    (13, hm(12, 30), PayMore),
    (14, hm(10, 0), Talk),
    (20, hm(10, 30), SellMore),
    (22, hm(12, 30), PayMore),
    (22, hm(15, 0), Talk),
];
const FORGOTTEN: Scenario = &[
    (0, hm(9, 15), Register),
    (0, hm(9, 50), Call),
    (0, hm(9, 55), Book),
    (1, hm(17, 30), Hold),
    (1, hm(17, 40), ProposeDeal),
    (1, hm(17, 50), Contract),
    (2, hm(11, 0), Sell),
    (2, hm(12, 0), Pay),
    (2, hm(15, 0), ProposeHandoff),
    (3, hm(11, 0), AcceptHandoff),
    (3, hm(14, 0), IntroduceHandoff),
    (3, hm(16, 0), Talk),
];
const RETURNED: Scenario = &[
    (0, hm(9, 20), Register),
    (0, hm(10, 10), Call),
    (0, hm(10, 15), Book),
    (2, hm(16, 40), Hold),
    (2, hm(17, 10), ProposeDeal),
    (3, hm(12, 10), Contract),
    (4, hm(11, 10), Sell),
    (5, hm(12, 10), Pay),
    (5, hm(15, 10), ProposeHandoff),
    (6, hm(11, 10), ReturnHandoff),
    (7, hm(12, 0), ProposeHandoff),
    (8, hm(9, 30), AcceptHandoff),
    (8, hm(14, 10), IntroduceHandoff),
    (9, hm(10, 10), Talk),
    (12, hm(10, 0), SellMore),
    (14, hm(12, 20), PayMore),
    (16, hm(15, 0), Refund),
    (17, hm(10, 0), Talk),
];
const SILENT: Scenario = &[
    (0, hm(9, 25), Register),
    (0, hm(10, 30), Call),
    (0, hm(10, 35), Book),
    (2, hm(16, 50), Hold),
    (2, hm(17, 20), ProposeDeal),
    (3, hm(12, 20), Contract),
    (4, hm(11, 20), Sell),
    (5, hm(12, 40), Pay),
    (5, hm(15, 20), ProposeHandoff),
];
const LOST_DEAL: Scenario = &[
    (0, hm(9, 30), Register),
    (0, hm(11, 0), Call),
    (0, hm(11, 5), Book),
    (2, hm(17, 0), Hold),
    (2, hm(17, 30), ProposeDeal),
    (6, hm(16, 0), LoseDeal),
];
const NOBODY_CAME: Scenario = &[(0, hm(9, 32), Register), (0, hm(11, 20), Call), (0, hm(11, 25), Book), (2, hm(16, 55), NoShow)];
const WRONG_PROFILE: Scenario =
    &[(0, hm(9, 34), Register), (0, hm(11, 40), Call), (0, hm(11, 45), Book), (2, hm(17, 5), Hold), (2, hm(17, 15), RejectMeeting)];
const LATER: Scenario =
    &[(0, hm(9, 36), Register), (0, hm(12, 0), NoAnswer), (1, hm(14, 0), NoAnswer), (2, hm(10, 20), Call), (2, hm(10, 25), NotNow)];
const REFUSED: Scenario = &[(0, hm(9, 38), Register), (0, hm(12, 20), Call), (0, hm(12, 25), Refuse)];
const CALL_BACK: Scenario = &[(0, hm(9, 40), Register), (0, hm(12, 40), Call), (0, hm(12, 45), CallBack)];
const UNREACHED: Scenario = &[(0, hm(9, 42), Register), (0, hm(13, 0), NoAnswer)];
const STRANGER: Scenario = &[(0, hm(13, 20), StrangerCalls)];
const MISSED: Scenario = &[(0, hm(13, 40), StrangerIsMissed)];

/// The scenarios that begin on each day. A client's number is the place of his scenario here. Quiet at first, then a full last week.
const CASES: &[(usize, &[Scenario])] = &[
    (0, &[FORGOTTEN, WON]),
    (1, &[FORGOTTEN, WON]),
    (2, &[RETURNED]),
    (3, &[WON]),
    (4, &[LOST_DEAL]),
    (5, &[WON]),
    (6, &[NOBODY_CAME]),
    (7, &[WON]),
    (8, &[WON]),
    (9, &[RETURNED]),
    (10, &[WON]),
    (11, &[WRONG_PROFILE]),
    (12, &[WON]),
    (13, &[LOST_DEAL]),
    (14, &[WON]),
    (15, &[WON]),
    (16, &[REFUSED]),
    (17, &[WON]),
    (18, &[LATER]),
    (19, &[WON]),
    (20, &[SILENT]),
    (21, &[WON]),
    (22, &[WON, RETURNED]),
    (23, &[WON, UNREACHED]),
    (24, &[WON, LATER, REFUSED]),
    (25, &[WON, LOST_DEAL, CALL_BACK, STRANGER, MISSED]),
    (26, &[WON, NOBODY_CAME, UNREACHED, REFUSED]),
    (27, &[WON, RETURNED, LATER, STRANGER, CALL_BACK]),
    (28, &[WON, SILENT, UNREACHED, REFUSED, UNREACHED]),
    (29, &[WON, LOST_DEAL, CALL_BACK, UNREACHED, STRANGER, MISSED]),
];

/// Every scenario with the day on which it begins.
fn cases() -> impl Iterator<Item = (usize, Scenario)> {
    CASES.iter().flat_map(|(first, scenarios)| scenarios.iter().map(|scenario| (*first, *scenario)))
}

/// What is done on a day: (minute, case, step), in order. Two who are called in one minute are called one after the other.
pub(super) fn of_day(day: usize) -> Vec<(u32, usize, Step)> {
    let of_case = |(case, (first, scenario)): (usize, (usize, Scenario))| {
        scenario.iter().filter(move |(after, _, _)| first + after == day).map(move |(_, minute, step)| (*minute, case, *step))
    };
    let mut agenda: Vec<_> = cases().enumerate().flat_map(of_case).collect();
    agenda.sort_unstable();
    agenda
}

/// After how many business days, and at what hour, the meeting of a case takes place: no hunter is in two places at once.
pub(super) fn meeting_of(case: usize) -> (usize, u32) {
    let scenario = cases().nth(case).map_or(WON, |(_, scenario)| scenario);
    let held = scenario.iter().find(|(_, _, step)| matches!(step, Hold | NoShow)).map_or(2, |(after, _, _)| *after);
    (held, [11, 13, 15].get(case / 5 % 3).copied().unwrap_or(11))
}
