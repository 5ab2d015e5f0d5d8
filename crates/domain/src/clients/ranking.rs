//! Priority buyers: how much a client buys, compared with the others (RULES.md §3.21, N-61, N-62). All numbers are whole: nothing is
//! rounded on the way.

use std::fmt;
use std::ops::Range;

use chrono::{Datelike, Months};

use crate::norms::{NormKey, Norms};
use crate::scalar::{Scalar, Shape};
use crate::{Bp, ClientId, Date, Money};

crate::words! {
    /// Which part of the whole a client buys: A the first 80 %, B the next 15 %, C the rest (N-61).
    pub enum Abc { A = "A", B = "B", C = "C" }

    /// How evenly a client buys from month to month: X evenly, Y less so, Z unevenly (N-61).
    pub enum Xyz { X = "X", Y = "Y", Z = "Z" }
}

/// Recency, frequency and money, each from 1 to 5, which is best: `545`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rfm([u8; 3]);

impl Rfm {
    fn parse(text: &str) -> Option<Self> {
        let digits: [u8; 3] = text.as_bytes().try_into().ok()?;
        digits.iter().all(|digit| (b'1'..=b'5').contains(digit)).then(|| Self(digits.map(|digit| digit - b'0')))
    }
}

impl fmt::Display for Rfm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
    }
}

impl Scalar for Rfm {
    type Plain = String;
    const SHAPE: Shape = Shape::TextOf(3, 3);

    fn plain(&self) -> String {
        self.to_string()
    }

    fn from_plain(plain: String) -> Option<Self> {
        Self::parse(&plain)
    }

    fn from_parameter(text: &str, _: &str) -> Result<Self, String> {
        Self::parse(text).ok_or_else(|| "must be three digits from 1 to 5, such as 545".to_owned())
    }
}

/// Where a client stands among the buyers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    pub abc: Abc,
    pub xyz: Xyz,
    pub rfm: Rfm,
    /// What he bought in twelve months.
    pub net_12_months: Money,
}

/// What he bought, in the currency of the company: the day of each sale and what it came to.
#[derive(Clone, Debug)]
pub struct Purchases<'a> {
    pub client: ClientId,
    pub sales: &'a [(Date, i64)],
}

/// The days that a ranking looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Windows {
    today: Date,
    /// Twelve months up to yesterday.
    year: Range<Date>,
    /// So many months as N-62 says.
    rfm: Range<Date>,
    /// The twelve last full calendar months.
    months: Range<Date>,
    /// Until when a month counts as even, and as less so.
    even_bp: (Bp, Bp),
    /// The shares of A and B.
    share_bp: (i64, i64),
}

/// Twelve months, of which a year has as many.
const YEAR: u32 = 12;

impl Windows {
    /// Those of the night in which `today` begins.
    pub fn of(today: Date, norms: &Norms) -> Self {
        let before = |day: Date, months| day.checked_sub_months(Months::new(months)).unwrap_or(Date::MIN);
        let first = today.with_day(1).unwrap_or(today);
        let bp = |key| Bp::try_from(norms.number(key)).unwrap_or(Bp::MAX);
        let share = |key| norms.number(key);
        Self {
            today,
            year: before(today, YEAR)..today,
            rfm: before(today, norms.count(NormKey::RfmMonths))..today,
            months: before(first, YEAR)..first,
            even_bp: (bp(NormKey::XyzX), bp(NormKey::XyzY)),
            share_bp: (share(NormKey::AbcA), share(NormKey::AbcA).saturating_add(share(NormKey::AbcB))),
        }
    }

    /// The first day from which sales are needed, and the first from which they are not.
    pub fn days(&self) -> Range<Date> {
        self.year.start.min(self.rfm.start).min(self.months.start)..self.today
    }

    /// Who has no sale from this day on is no buyer.
    pub const fn buys_from(&self) -> Date {
        self.year.start
    }
}

/// What the ranking keeps of one client.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    client: ClientId,
    net: i64,
    xyz: Xyz,
    days_since: i64,
    sales: usize,
    money: i64,
}

impl Figures {
    /// Those of a client with a sale in twelve months; `None` for anybody else.
    pub fn of(purchases: &Purchases<'_>, windows: &Windows) -> Option<Self> {
        let within = |days: &Range<Date>| {
            let days = days.clone();
            purchases.sales.iter().filter(move |(on, _)| days.contains(on))
        };
        let sum = |days: &Range<Date>| within(days).fold(0_i64, |sum, (_, net)| sum.saturating_add(*net));
        let newest = within(&windows.year).map(|(on, _)| *on).max()?;
        let mut months = [0_i64; 12];
        for (on, net) in within(&windows.months) {
            let place = (on.year() - windows.months.start.year()) * 12 + i32::try_from(on.month0()).unwrap_or(0)
                - i32::try_from(windows.months.start.month0()).unwrap_or(0);
            if let Some(month) = usize::try_from(place).ok().and_then(|place| months.get_mut(place)) {
                *month = month.saturating_add(*net);
            }
        }
        Some(Self {
            client: purchases.client,
            net: sum(&windows.year),
            xyz: evenness(&months, windows.even_bp),
            days_since: (windows.today - newest).num_days(),
            sales: within(&windows.rfm).count(),
            money: sum(&windows.rfm),
        })
    }
}

/// The population's standard deviation ÷ the mean, compared without a root: n·Σx² − (Σx)² against (limit × Σx)².
fn evenness(months: &[i64; 12], (even, less_even): (Bp, Bp)) -> Xyz {
    // Beyond the money of whole countries the last digits do not count: so the squares fit.
    const MOST: u64 = 10_000_000_000_000;
    let largest = months.iter().map(|net| net.unsigned_abs()).max().unwrap_or(0);
    let scale = i128::from(largest / MOST + 1);
    let scaled = || months.iter().map(|net| i128::from(*net) / scale);
    let (sum, squares): (i128, i128) = (scaled().sum(), scaled().map(|net| net * net).sum());
    if sum <= 0 {
        return Xyz::Z;
    }
    let deviation = i128::from(YEAR) * squares - sum * sum;
    let within = |limit: Bp| deviation.saturating_mul(100_000_000) <= i128::from(limit).pow(2).saturating_mul(sum * sum);
    if within(even) {
        Xyz::X
    } else if within(less_even) {
        Xyz::Y
    } else {
        Xyz::Z
    }
}

/// The ranks of all buyers; what they bought is told in `money`.
pub fn rank(buyers: &[Figures], windows: &Windows, money: impl Fn(i64) -> Money) -> Vec<(ClientId, Rank)> {
    let days = sorted(buyers, |buyer| -buyer.days_since);
    let sales = sorted(buyers, |buyer| i64::try_from(buyer.sales).unwrap_or(i64::MAX));
    let nets = sorted(buyers, |buyer| buyer.money);
    let mut by_net: Vec<&Figures> = buyers.iter().collect();
    by_net.sort_unstable_by_key(|buyer| (std::cmp::Reverse(buyer.net), buyer.client));
    let total: i128 = buyers.iter().map(|buyer| i128::from(buyer.net.max(0))).sum();
    let mut before = 0_i128;
    let mut ranked = Vec::with_capacity(buyers.len());
    for buyer in by_net {
        let is_below = |share: i64| before.saturating_mul(10_000) < total.saturating_mul(i128::from(share));
        let abc = if is_below(windows.share_bp.0) {
            Abc::A
        } else if is_below(windows.share_bp.1) {
            Abc::B
        } else {
            Abc::C
        };
        before += i128::from(buyer.net.max(0));
        let sold = i64::try_from(buyer.sales).unwrap_or(i64::MAX);
        let rfm = Rfm([quintile(&days, -buyer.days_since), quintile(&sales, sold), quintile(&nets, buyer.money)]);
        ranked.push((buyer.client, Rank { abc, xyz: buyer.xyz, rfm, net_12_months: money(buyer.net) }));
    }
    ranked
}

/// The values of all, the least first; more is better.
fn sorted(buyers: &[Figures], value: impl Fn(&Figures) -> i64) -> Vec<i64> {
    let mut values: Vec<_> = buyers.iter().map(value).collect();
    values.sort_unstable();
    values
}

/// `5 − floor(5 × better ÷ n)`, better = those with strictly more.
fn quintile(values: &[i64], own: i64) -> u8 {
    let better = values.len() - values.partition_point(|value| *value <= own);
    let lost = (5 * better).checked_div(values.len()).unwrap_or(0);
    5_u8.saturating_sub(u8::try_from(lost).unwrap_or(4))
}

#[cfg(test)]
mod tests;
