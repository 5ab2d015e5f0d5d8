//! Exchange rates as exact decimals, and conversion between currencies (§8.7).

use std::fmt;
use std::str::FromStr;

use crate::money::{Currency, divide_half_away};

/// How many units of one currency buy one unit of another; eight decimals, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExchangeRate(i64);

const DECIMALS: usize = 8;
const SCALE: i64 = 100_000_000;
/// Keeps every product of an amount and a rate within 128 bits.
const LIMIT: i64 = 10_000_000 * SCALE;

/// The text is not a valid exchange rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a decimal number above 0 and below 10000000 with at most 8 decimals, such as 92.3456")]
pub struct InvalidRate;

impl ExchangeRate {
    /// The rate in units of 10⁻⁸, as the database keeps it.
    pub fn from_scaled(scaled: i64) -> Result<Self, InvalidRate> {
        if (1..LIMIT).contains(&scaled) { Ok(Self(scaled)) } else { Err(InvalidRate) }
    }

    /// Units of 10⁻⁸.
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// `minor` units of `from` in minor units of `to`, rounded once.
    pub fn convert(self, minor: i64, from: Currency, to: Currency) -> i64 {
        let power = |exponent: u32| 10_i128.pow(exponent);
        divide_half_away(
            i128::from(minor) * i128::from(self.0) * power(to.exponent().saturating_sub(from.exponent())),
            i128::from(SCALE) * power(from.exponent().saturating_sub(to.exponent())),
        )
    }
}

impl FromStr for ExchangeRate {
    type Err = InvalidRate;

    fn from_str(text: &str) -> Result<Self, InvalidRate> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 8 || decimals.len() > DECIMALS || !digits(whole) || !digits(decimals) || text.ends_with('.') {
            return Err(InvalidRate);
        }
        let scaled = format!("{whole}{decimals:0<DECIMALS$}").parse().map_err(|_| InvalidRate)?;
        Self::from_scaled(scaled)
    }
}

impl fmt::Display for ExchangeRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:0DECIMALS$}", self.0 / SCALE, self.0 % SCALE);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    #[test]
    fn v6_dollars_become_roubles_at_the_days_rate() {
        let rate: ExchangeRate = "92.3456".parse().unwrap();
        assert_eq!(rate.convert(30_000, currency("USD"), currency("RUB")), 2_770_368);
    }

    #[test]
    fn decimals_of_both_currencies_are_minded() {
        let rate: ExchangeRate = "0.6".parse().unwrap();
        assert_eq!(rate.convert(1_000, currency("JPY"), currency("RUB")), 60_000);
        assert_eq!(rate.convert(1_000, currency("RUB"), currency("JPY")), 6);
        assert_eq!(rate.convert(i64::MAX, currency("JPY"), currency("CLF")), i64::MAX);
    }

    #[test]
    fn a_rate_writes_what_it_reads_and_refuses_the_rest() {
        for text in ["92.3456", "1", "0.00000001", "9999999.5"] {
            assert_eq!(text.parse::<ExchangeRate>().unwrap().to_string(), text);
        }
        for text in ["", "0", "-1", "1.", ".5", "1e3", "1,5", "10000000", "0.123456789", "999999999999999999999"] {
            assert_eq!(text.parse::<ExchangeRate>(), Err(InvalidRate), "{text}");
        }
    }
}
