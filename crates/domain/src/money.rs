//! Money in minor units, rates in basis points, one rounding rule (RULES.md §8.1, crates/README.md).

use std::fmt;

/// A rate: 1 = 0.01 %.
pub type Bp = i32;

/// One whole in basis points.
pub const WHOLE_BP: Bp = 10_000;

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The text is not a currency code that we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an ISO 4217 currency code")]
pub struct UnknownCurrency;

/// Active ISO 4217 codes without two decimals; every other code of [`TWO_DECIMALS`] has two.
#[rustfmt::skip]
const EXPONENTS: &[(&str, u32)] = &[
    ("BHD", 3), ("BIF", 0), ("CLF", 4), ("CLP", 0), ("DJF", 0), ("GNF", 0), ("IQD", 3), ("ISK", 0), ("JOD", 3), ("JPY", 0), ("KMF", 0), ("KRW", 0),
    ("KWD", 3), ("LYD", 3), ("OMR", 3), ("PYG", 0), ("RWF", 0), ("TND", 3), ("UGX", 0), ("UYI", 0), ("UYW", 4), ("VND", 0), ("VUV", 0), ("XAF", 0), ("XOF", 0), ("XPF", 0),
];
const TWO_DECIMALS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";

impl Currency {
    /// The currency of an active ISO 4217 code, upper case.
    pub fn parse(code: &str) -> Result<Self, UnknownCurrency> {
        let known = EXPONENTS.iter().any(|(other, _)| *other == code) || TWO_DECIMALS.split(' ').any(|other| other == code);
        let bytes: [u8; 3] = code.as_bytes().try_into().map_err(|_| UnknownCurrency)?;
        if known { Ok(Self(bytes)) } else { Err(UnknownCurrency) }
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the minor unit has.
    pub fn exponent(self) -> u32 {
        EXPONENTS.iter().find(|(code, _)| *code == self.code()).map_or(2, |(_, exponent)| *exponent)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Two amounts cannot be joined, or the result is out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The currencies differ.
    #[error("{left} and {right} do not add up")]
    Currencies {
        /// The currency on the left.
        left: Currency,
        /// The currency on the right.
        right: Currency,
    },
    /// The result does not fit 64 bits.
    #[error("the amount is out of range")]
    Range,
}

impl Money {
    /// So many minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// As a fact of the journal.
    pub fn fact(self) -> serde_json::Value {
        serde_json::json!({"amount_minor": self.minor, "currency": self.currency.code()})
    }

    /// The sum; refuses other currencies and overflow.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currencies { left: self.currency, right: other.currency });
        }
        self.minor.checked_add(other.minor).map(|minor| Self { minor, ..self }).ok_or(MoneyError::Range)
    }
}

/// `numerator / denominator`, half away from zero, saturating at 64 bits: the one rounding rule of money (§8.1).
/// A denominator of zero gives zero: nothing is a share of nothing.
pub fn divide_half_away(numerator: i128, denominator: i128) -> i64 {
    if denominator == 0 {
        return 0;
    }
    let (magnitude, base) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let rounded = magnitude / base + u128::from(magnitude % base >= base - magnitude % base);
    let signed = i128::try_from(rounded).unwrap_or(i128::MAX) * if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
    i64::try_from(signed).unwrap_or(if signed < 0 { i64::MIN } else { i64::MAX })
}

/// `minor × rate`, rounded once.
pub fn share(minor: i64, rate_bp: Bp) -> i64 {
    divide_half_away(i128::from(minor) * i128::from(rate_bp), i128::from(WHOLE_BP))
}

/// `part` of `whole` in basis points, rounded once; nothing of nothing is 0.
pub fn share_bp(part: i64, whole: i64) -> i64 {
    divide_half_away(i128::from(part) * i128::from(WHOLE_BP), i128::from(whole))
}

/// Splits `total` in proportion to `weights` so that the parts add up exactly: largest remainder, ties to the earlier (V7).
/// All weights zero gives all to the first.
pub fn split(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return weights.iter().enumerate().map(|(place, _)| if place == 0 { total } else { 0 }).collect();
    }
    let exact: Vec<i128> = weights.iter().map(|weight| i128::from(total) * i128::from(*weight)).collect();
    let mut parts: Vec<i64> = exact.iter().map(|product| i64::try_from(product.div_euclid(sum)).unwrap_or(i64::MAX)).collect();
    let mut missing = total - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(exact.get(*place).map_or(0, |product| product.rem_euclid(sum))));
    for place in order {
        if missing == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(place) {
            *part += 1;
            missing -= 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn v7_a_split_goes_by_the_largest_remainder() {
        assert_eq!(split(10_001, &[6_000, 4_000]), [6_001, 4_000]);
        assert_eq!(split(1, &[5_000, 5_000]), [1, 0]);
        assert_eq!(split(7, &[0, 0]), [7, 0]);
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!([share(5, 1_000), share(-5, 1_000), share(4, 1_000), share(15, 1_000)], [1, -1, 0, 2]);
        assert_eq!(divide_half_away(1, 0), 0);
    }

    #[test]
    fn currencies_know_their_decimals_and_do_not_mix() {
        let rub = Currency::parse("RUB").unwrap();
        assert_eq!((rub.exponent(), Currency::parse("JPY").unwrap().exponent(), Currency::parse("KWD").unwrap().exponent()), (2, 0, 3));
        assert!(Currency::parse("rub").is_err() && Currency::parse("XYZ").is_err() && Currency::parse("").is_err());
        let usd = Currency::parse("USD").unwrap();
        assert!(Money::new(1, rub).plus(Money::new(1, usd)).is_err());
        assert_eq!(Money::new(i64::MAX, rub).plus(Money::new(1, rub)), Err(MoneyError::Range));
    }

    proptest! {
        #[test]
        fn parts_of_a_split_add_up_and_stay_within_one(total in 0..i64::MAX / 2, weights in prop::collection::vec(0_i64..1_000_000, 1..8)) {
            let parts = split(total, &weights);
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            if sum > 0 {
                for (part, weight) in parts.iter().zip(&weights) {
                    let exact = i128::from(total) * i128::from(*weight);
                    prop_assert!((i128::from(*part) * sum - exact).abs() < sum);
                }
            }
        }
    }
}
