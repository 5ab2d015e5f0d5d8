//! What happens to which client on which day. A story that is not over yesterday evening stands where it stands: so every state
//! of the relay can be seen.

/// One thing that somebody does for a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// He is put into the base.
    List,
    /// Somebody calls him: nobody answers.
    NoAnswer,
    /// Somebody calls him and talks to him.
    Call,
    /// A stranger calls us.
    StrangerCalls,
    Refuse,
    NotNow,
    /// Tomorrow, please.
    CallBack,
    /// A meeting in two days.
    Book,
    NoShow,
    Hold,
    RejectMeeting,
    /// The hunter offers something.
    Propose,
    Contract,
    LoseDeal,
    /// The first sale is confirmed.
    Sell,
    Pay,
    /// The baton is offered, with a whole file.
    Offer,
    Return,
    Accept,
    Introduce,
    /// The farmer talks to him.
    Talk,
    /// The farmer sells him more.
    SellMore,
    PayMore,
    /// A part of it goes back.
    Refund,
}

use Step::{
    Accept, Book, Call, CallBack, Contract, Hold, Introduce, List, LoseDeal, NoAnswer, NoShow, NotNow, Offer, Pay, PayMore, Propose,
    Refund, Refuse, RejectMeeting, Return, Sell, SellMore, StrangerCalls, Talk,
};

/// Steps of a story: (business days after its first day, minute of the day, step).
type Plot = &'static [(usize, u32, Step)];

const fn hm(hour: u32, minute: u32) -> u32 {
    hour * 60 + minute
}

const WON: Plot = &[
    (0, hm(9, 10), List),
    (0, hm(9, 40), Call),
    (0, hm(9, 45), Book),
    (2, hm(16, 30), Hold),
    (2, hm(17, 0), Propose),
    (3, hm(12, 0), Contract),
    (4, hm(11, 0), Sell),
    (5, hm(12, 0), Pay),
    (5, hm(15, 0), Offer),
    (6, hm(11, 0), Accept),
    (6, hm(14, 0), Introduce),
    (7, hm(10, 0), Talk),
    (11, hm(10, 30), SellMore),
    (13, hm(12, 30), PayMore),
    (14, hm(10, 0), Talk),
    (20, hm(10, 30), SellMore),
    (22, hm(12, 30), PayMore),
    (22, hm(15, 0), Talk),
];
const FORGOTTEN: Plot = &[
    (0, hm(9, 15), List),
    (0, hm(9, 50), Call),
    (0, hm(9, 55), Book),
    (1, hm(17, 30), Hold),
    (1, hm(17, 40), Propose),
    (1, hm(17, 50), Contract),
    (2, hm(11, 0), Sell),
    (2, hm(12, 0), Pay),
    (2, hm(15, 0), Offer),
    (3, hm(11, 0), Accept),
    (3, hm(14, 0), Introduce),
    (3, hm(16, 0), Talk),
];
const RETURNED: Plot = &[
    (0, hm(9, 20), List),
    (0, hm(10, 10), Call),
    (0, hm(10, 15), Book),
    (2, hm(16, 40), Hold),
    (2, hm(17, 10), Propose),
    (3, hm(12, 10), Contract),
    (4, hm(11, 10), Sell),
    (5, hm(12, 10), Pay),
    (5, hm(15, 10), Offer),
    (6, hm(11, 10), Return),
    (7, hm(12, 0), Offer),
    (8, hm(9, 30), Accept),
    (8, hm(14, 10), Introduce),
    (9, hm(10, 10), Talk),
    (12, hm(10, 0), SellMore),
    (14, hm(12, 20), PayMore),
    (16, hm(15, 0), Refund),
    (17, hm(10, 0), Talk),
];
const SILENT: Plot = &[
    (0, hm(9, 25), List),
    (0, hm(10, 30), Call),
    (0, hm(10, 35), Book),
    (2, hm(16, 50), Hold),
    (2, hm(17, 20), Propose),
    (3, hm(12, 20), Contract),
    (4, hm(11, 20), Sell),
    (5, hm(12, 40), Pay),
    (5, hm(15, 20), Offer),
];
const LOST_DEAL: Plot = &[
    (0, hm(9, 30), List),
    (0, hm(11, 0), Call),
    (0, hm(11, 5), Book),
    (2, hm(17, 0), Hold),
    (2, hm(17, 30), Propose),
    (6, hm(16, 0), LoseDeal),
];
const NOBODY_CAME: Plot = &[(0, hm(9, 32), List), (0, hm(11, 20), Call), (0, hm(11, 25), Book), (2, hm(16, 55), NoShow)];
const WRONG_PROFILE: Plot =
    &[(0, hm(9, 34), List), (0, hm(11, 40), Call), (0, hm(11, 45), Book), (2, hm(17, 5), Hold), (2, hm(17, 15), RejectMeeting)];
const LATER: Plot =
    &[(0, hm(9, 36), List), (0, hm(12, 0), NoAnswer), (1, hm(14, 0), NoAnswer), (2, hm(10, 20), Call), (2, hm(10, 25), NotNow)];
const REFUSED: Plot = &[(0, hm(9, 38), List), (0, hm(12, 20), Call), (0, hm(12, 25), Refuse)];
const CALL_BACK: Plot = &[(0, hm(9, 40), List), (0, hm(12, 40), Call), (0, hm(12, 45), CallBack)];
const UNREACHED: Plot = &[(0, hm(9, 42), List), (0, hm(13, 0), NoAnswer)];
const STRANGER: Plot = &[(0, hm(13, 20), StrangerCalls)];

/// (first day, plot): the client's number is his place here. Quiet at first, then a full last week.
const CASES: &[(usize, Plot)] = &[
    (0, FORGOTTEN),
    (0, WON),
    (1, FORGOTTEN),
    (1, WON),
    (2, RETURNED),
    (3, WON),
    (4, LOST_DEAL),
    (5, WON),
    (6, NOBODY_CAME),
    (7, WON),
    (8, WON),
    (9, RETURNED),
    (10, WON),
    (11, WRONG_PROFILE),
    (12, WON),
    (13, LOST_DEAL),
    (14, WON),
    (15, WON),
    (16, REFUSED),
    (17, WON),
    (18, LATER),
    (19, WON),
    (20, SILENT),
    (21, WON),
    (22, WON),
    (22, RETURNED),
    (23, WON),
    (23, UNREACHED),
    (24, WON),
    (24, LATER),
    (24, REFUSED),
    (25, WON),
    (25, LOST_DEAL),
    (25, CALL_BACK),
    (25, STRANGER),
    (26, WON),
    (26, NOBODY_CAME),
    (26, UNREACHED),
    (26, REFUSED),
    (27, WON),
    (27, RETURNED),
    (27, LATER),
    (27, STRANGER),
    (27, CALL_BACK),
    (28, WON),
    (28, SILENT),
    (28, UNREACHED),
    (28, REFUSED),
    (28, UNREACHED),
    (29, WON),
    (29, LOST_DEAL),
    (29, CALL_BACK),
    (29, UNREACHED),
    (29, STRANGER),
];

/// What is done on a day: (minute, case, step), in order. Two who are called in one minute are called one after the other.
pub(super) fn of_day(day: usize) -> Vec<(u32, usize, Step)> {
    let mut agenda: Vec<_> = CASES
        .iter()
        .enumerate()
        .flat_map(|(case, (first, plot))| {
            plot.iter().filter(move |(after, _, _)| first + after == day).map(move |(_, minute, step)| (*minute, case, *step))
        })
        .collect();
    agenda.sort_unstable();
    agenda
}

/// After how many business days, and at what hour, the meeting of a case takes place: no hunter is in two places at once.
pub(super) fn meeting_of(case: usize) -> (usize, u32) {
    let plot = CASES.get(case).map_or(WON, |(_, plot)| plot);
    let held = plot.iter().find(|(_, _, step)| matches!(step, Hold | NoShow)).map_or(2, |(after, _, _)| *after);
    (held, [11, 13, 15].get(case / 5 % 3).copied().unwrap_or(11))
}
