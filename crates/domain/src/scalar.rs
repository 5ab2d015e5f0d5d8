//! Scalars: values that have one plain form (a text, a number, an instant, a UUID), in a column of the database and in a parameter
//! of a query. Said once a type, so that no table and no filter says it again.

use chrono::{Datelike, Duration};
use uuid::Uuid;

use crate::commission::fx::InvalidRate;
use crate::commission::month::InvalidMonth;
use crate::commission::{ExchangeRate, Month};
use crate::ids::{Id, Kind};
use crate::moment::{self, read_day, read_instant};
use crate::phone::Phone;
use crate::{Currency, Date, Instant, Word};

/// What a parameter looks like, for the document of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A word of the vocabulary with this name.
    Word(&'static str),
    /// A TypeID with this prefix.
    Id(&'static str),
    /// Any text.
    Text,
    /// A text of at least and at most so many characters.
    TextOf(usize, usize),
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// RFC 3339.
    Instant,
    /// A civil date.
    Date,
    /// A calendar month, `2026-11`.
    Month,
    /// A decimal number.
    Decimal,
}

/// A value with one plain form.
pub trait Scalar: Sized {
    /// The plain form: what a column holds.
    type Plain;
    /// What it looks like in a parameter.
    const SHAPE: Shape;
    /// Its plain form.
    fn plain(&self) -> Self::Plain;
    /// The value with this plain form; `None`: no value has it.
    fn from_plain(plain: Self::Plain) -> Option<Self>;
    /// The value that a parameter of a query means. `region` (ISO 3166) says how national telephone numbers are read. The error says
    /// what would be right.
    fn from_parameter(text: &str, region: &str) -> Result<Self, String>;
}

impl<W: Word> Scalar for W {
    type Plain = String;
    const SHAPE: Shape = Shape::Word(W::NAME);

    fn plain(&self) -> String {
        self.as_str().to_owned()
    }

    fn from_plain(plain: String) -> Option<Self> {
        W::parse(&plain)
    }

    fn from_parameter(text: &str, _: &str) -> Result<Self, String> {
        W::parse(text).ok_or_else(|| format!("must be one of {}", W::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ")))
    }
}

impl<K: Kind> Scalar for Id<K> {
    type Plain = Uuid;
    const SHAPE: Shape = Shape::Id(K::PREFIX);

    fn plain(&self) -> Uuid {
        self.uuid()
    }

    fn from_plain(plain: Uuid) -> Option<Self> {
        Some(Self::new(plain))
    }

    fn from_parameter(text: &str, _: &str) -> Result<Self, String> {
        text.parse().map_err(|error: crate::ids::WrongId| error.to_string())
    }
}

/// A value that may be absent; a parameter that is there has one.
impl<S: Scalar> Scalar for Option<S> {
    type Plain = Option<S::Plain>;
    const SHAPE: Shape = S::SHAPE;

    fn plain(&self) -> Option<S::Plain> {
        self.as_ref().map(S::plain)
    }

    fn from_plain(plain: Option<S::Plain>) -> Option<Self> {
        plain.map_or(Some(None), |plain| S::from_plain(plain).map(Some))
    }

    fn from_parameter(text: &str, region: &str) -> Result<Self, String> {
        S::from_parameter(text, region).map(Some)
    }
}

/// A text that is asked for; an empty one finds nothing and hides a mistake.
fn some_text(text: &str) -> Result<String, String> {
    if text.is_empty() { Err("must not be empty; leave it out to ask for all".to_owned()) } else { Ok(text.to_owned()) }
}

/// `scalars! { Type: Plain, SHAPE; out; in; parameter }`, each a function of the value, the plain form, the text and the region.
macro_rules! scalars {
    ($($type:ty: $plain:ty, $shape:expr; $out:expr; $in:expr; $parameter:expr;)+) => {$(
        impl Scalar for $type {
            type Plain = $plain;
            const SHAPE: Shape = $shape;

            fn plain(&self) -> $plain {
                let out: fn(&Self) -> $plain = $out;
                out(self)
            }

            fn from_plain(plain: $plain) -> Option<Self> {
                let read: fn($plain) -> Option<Self> = $in;
                read(plain)
            }

            fn from_parameter(text: &str, region: &str) -> Result<Self, String> {
                let read: fn(&str, &str) -> Result<Self, String> = $parameter;
                read(text, region)
            }
        }
    )+};
}

scalars! {
    String: String, Shape::Text; Clone::clone; Some; |text, _| some_text(text);
    bool: bool, Shape::Flag; |flag| *flag; Some; |text, _| text.parse().map_err(|_| "must be true or false".to_owned());
    i64: i64, Shape::Number; |number| *number; Some; |text, _| whole(text);
    i32: i64, Shape::Number; |number| (*number).into(); |plain| plain.try_into().ok(); |text, _| whole(text);
    u32: i64, Shape::Number; |number| (*number).into(); |plain| plain.try_into().ok(); |text, _| whole(text);
    u16: i64, Shape::Number; |number| (*number).into(); |plain| plain.try_into().ok(); |text, _| whole(text);
    Duration: i64, Shape::Number; Self::num_seconds; Self::try_seconds; |text, _| whole(text).and_then(|seconds| Self::try_seconds(seconds).ok_or_else(|| "must be a number of seconds".to_owned()));
    Uuid: Uuid, Shape::Text; |id| *id; Some; |text, _| Self::try_parse(text).map_err(|_| "must be a UUID".to_owned());
    Instant: Self, Shape::Instant; |at| moment::whole(*at); Some; |text, _| {
        let at = read_instant(text).ok_or_else(|| "must be an instant such as 2026-11-02T10:00:00Z".to_owned())?;
        in_range(at.year()).map(|()| at)
    };
    Date: Self, Shape::Date; |day| *day; Some; |text, _| {
        let day = read_day(text).ok_or_else(|| "must be a day such as 2026-11-02".to_owned())?;
        in_range(day.year()).map(|()| day)
    };
    Currency: String, Shape::Text; |currency| currency.code().to_owned(); |code| Self::parse(&code).ok();
        |text, _| Self::parse(text).map_err(|error| error.to_string());
    Month: String, Shape::Month; ToString::to_string; |text| text.parse().ok(); |text, _| text.parse().map_err(|error: InvalidMonth| error.to_string());
    ExchangeRate: i64, Shape::Decimal; |rate| rate.scaled(); |scaled| Self::from_scaled(scaled).ok(); |text, _| text.parse().map_err(|error: InvalidRate| error.to_string());
    Phone: String, Shape::Text; |phone| phone.as_str().to_owned(); |e164| Some(Self::stored(e164));
        |text, region| Self::parse(text, region).ok_or_else(|| format!("no telephone number: give the area code, as in +7 495 123-45-67 or as it is dialled all over {region}"));
}

fn whole<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| "must be a whole number".to_owned())
}

/// Years of days and instants: what no calendar of a company and no database holds is refused.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// Is a day or instant of this year one that can be true? The error says what would be right.
pub fn in_range(year: i32) -> Result<(), String> {
    if YEARS.contains(&year) { Ok(()) } else { Err("must lie between the years 1900 and 9999".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ClientId;
    use crate::clients::Stage;

    #[test]
    fn a_scalar_reads_the_plain_form_that_it_writes() {
        let id = ClientId::new(Uuid::from_u128(7));
        assert_eq!(ClientId::from_plain(id.plain()), Some(id));
        assert_eq!(Stage::from_plain(Stage::Lost.plain()), Some(Stage::Lost));
        assert_eq!((i32::from_plain(i64::MAX), Stage::from_plain("gone".into())), (None, None));
        assert_eq!(<Option<Stage>>::from_plain(Some("gone".into())), None, "an absent word is no word, an unknown one is a fault");
    }

    #[test]
    fn a_wrong_parameter_is_told_what_would_be_right() {
        assert_eq!(Phone::from_parameter("8 (916) 123-45-67", "RU").unwrap().as_str(), "+79161234567");
        assert_eq!(bool::from_parameter("yes", ""), Err("must be true or false".into()));
        assert_eq!(Date::from_parameter("0001-01-01", ""), Err("must lie between the years 1900 and 9999".into()));
        assert_eq!(ClientId::from_parameter("user_1", ""), Err("must be an id that begins with client_".into()));
        assert!(Stage::from_parameter("gone", "").unwrap_err().starts_with("must be one of suspect, "));
    }
}
