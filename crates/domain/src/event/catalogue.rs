//! The catalogue of events: what each name means, in two languages, what it happens to, and which facts it tells (RULES.md §4).
//! The document's `webhooks`, the page `/events` and the tests of the journal read this one table. A fact that has no value may be
//! left out, so none is promised; whatever is told is declared here.

mod company;
mod dossier;
mod facts;
mod queue;
mod relay;
mod sales;

use super::EventName;
pub use facts::about;

/// What happened, told to whoever listens.
#[derive(Debug)]
pub struct Described {
    /// TypeID prefixes of what it happens to.
    pub subjects: &'static [&'static str],
    /// One sentence.
    pub en: &'static str,
    /// The same in Russian.
    pub ru: &'static str,
    /// What is told of it.
    pub facts: &'static [Fact],
    /// Are there others beside them: members of the resource, or what the kind of a signal has?
    pub others: bool,
}

/// One thing that is told.
#[derive(Debug)]
pub struct Fact {
    /// Its name.
    pub name: &'static str,
    /// What stands there.
    pub shape: Shape,
    /// Is it told before and after, as `{"before": …, "after": …}`?
    pub change: bool,
    /// May it be null? Either side of a change may.
    pub null: bool,
}

/// What a fact looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A word of a vocabulary.
    Word,
    /// Several of them.
    Words,
    /// A code or text.
    Text,
    /// An id.
    Id,
    /// Several ids.
    Ids,
    /// A civil day.
    Day,
    /// A month, `2026-11`.
    Month,
    /// An instant.
    Instant,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// An amount with its currency.
    Money,
    /// Who has which share.
    Shares,
    /// Whatever the thing has: a norm is a number or a flag.
    Any,
}

/// Rows of the catalogue; `name: Shape` is a value, `name ~ Shape` a change.
macro_rules! catalogue {
    ($(#[$about:meta])* $($event:ident [$($kind:ident)+] $en:literal $ru:literal {$($fact:ident $op:tt $shape:ident $(| $null:ident)?),* $(; $others:ident)?})+) => {
        $(#[$about])*
        pub(super) const fn described(event: $crate::event::EventName) -> Option<$crate::event::catalogue::Described> {
            use $crate::event::EventName;
            use $crate::event::catalogue::{Described, Fact, Shape};
            match event {
                $(EventName::$event => Some(Described {
                    subjects: &[$(stringify!($kind)),+],
                    en: $en,
                    ru: $ru,
                    facts: const { &[$(Fact {
                        name: stringify!($fact),
                        shape: Shape::$shape,
                        change: matches!(stringify!($op).as_bytes(), b"~"),
                        null: $crate::event::catalogue::some!($($null)?),
                    }),*] },
                    others: $crate::event::catalogue::some!($($others)?),
                }),)+
                _ => None,
            }
        }
    };
}

macro_rules! some {
    () => {
        false
    };
    ($word:ident) => {
        true
    };
}

use {catalogue, some};

/// What `event` means; `None` for one that nobody has described (a test sees that there is none).
pub fn described(event: EventName) -> Option<Described> {
    relay::described(event)
        .or_else(|| queue::described(event))
        .or_else(|| sales::described(event))
        .or_else(|| dossier::described(event))
        .or_else(|| company::described(event))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Word;
    use crate::ids::PREFIXES;

    #[test]
    fn every_event_stands_in_the_catalogue() {
        let missing: Vec<_> = EventName::ALL.iter().filter(|event| described(**event).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn what_an_event_happens_to_is_a_kind_of_ours_and_its_facts_are_explained() {
        let mut used = BTreeSet::new();
        for event in EventName::ALL {
            let told = described(*event).unwrap();
            assert!(told.subjects.iter().all(|kind| PREFIXES.contains(kind)), "{event}: {:?}", told.subjects);
            assert!(told.en.ends_with('.') && told.ru.ends_with('.'), "{event} is told in a sentence");
            for fact in told.facts {
                assert!(about(fact.name).is_some(), "{event}: explain {} in facts.rs", fact.name);
                used.insert(fact.name);
            }
        }
        assert_eq!(
            facts::FACTS.iter().map(|fact| fact.0).filter(|name| !used.contains(name)).collect::<Vec<_>>(),
            [""; 0],
            "nobody tells these"
        );
    }
}
