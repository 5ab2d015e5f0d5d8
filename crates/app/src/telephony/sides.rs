//! Who called whom: the lines of ours decide, then extensions, then the word of the box (openapi/README.md §3.1b).

use domain::Word;
use domain::calling::reading::{Spoken, agent, direction, is_extension};
use domain::clients::Direction;

use super::How;

/// The two sides of a call as a box names them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    pub from: Option<String>,
    pub to: Option<String>,
    /// Its word for who began.
    pub word: Option<String>,
    /// Do extensions say more than the word? They do where the word is of a leg, and not where short numbers are dialled outside.
    pub by_extensions: bool,
    /// Where nothing says who began.
    pub otherwise: Option<Direction>,
}

impl Sides {
    /// Who began, as far as anything says so.
    fn began(&self, how: &How<'_>) -> Option<Direction> {
        let ours = |side: &Option<String>| side.as_deref().is_some_and(|text| how.is_line(text));
        let inside = |side: &Option<String>| side.as_deref().is_some_and(|text| is_extension(&agent(text)));
        let (from, to) = (&self.from, &self.to);
        match (ours(from), ours(to)) {
            (true, true) => return Some(Direction::Internal),
            (true, false) => return Some(Direction::Outbound),
            (false, true) => return Some(Direction::Inbound),
            (false, false) => {}
        }
        match (inside(from), inside(to)) {
            (true, true) => return Some(Direction::Internal),
            (true, false) if self.by_extensions && to.is_some() => return Some(Direction::Outbound),
            (false, true) if self.by_extensions && from.is_some() => return Some(Direction::Inbound),
            _ => {}
        }
        self.word.as_deref().and_then(direction).or(self.otherwise)
    }

    /// Says in `spoken` who called whom; what it says already stays.
    pub fn tell(self, spoken: &mut Spoken, how: &How<'_>) {
        let began = self.began(how);
        let extension = |side: &Option<String>| side.as_deref().map(agent).filter(|text| is_extension(text));
        let (theirs, ours) = match began {
            Some(Direction::Inbound) => (self.from, self.to),
            Some(Direction::Outbound) => (self.to, self.from),
            Some(Direction::Internal) => (None, self.from),
            None => (self.to.or(self.from), None),
        };
        spoken.direction = began.map(|began| began.as_str().to_owned()).or(self.word);
        spoken.client_phone = spoken.client_phone.take().or(theirs);
        spoken.agent_ref = spoken.agent_ref.take().or_else(|| extension(&ours));
        spoken.line_phone = spoken.line_phone.take().or(ours);
    }
}

impl How<'_> {
    /// Is it one of our own numbers?
    pub fn is_line(&self, text: &str) -> bool {
        !self.lines.is_empty() && self.reading.number(text).is_some_and(|number| self.lines.contains(&number))
    }
}
