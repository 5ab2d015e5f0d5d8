//! Lines given free and discounts: lines of a sale whose net is zero or below it (§3.5, §8.1). The base of a sale is the sum of its
//! lines, so a discount earns its share back; it says nothing of what the client buys.

use super::family::Families;
use super::{Refusal, Sale, SaleLine};

impl SaleLine {
    /// Is something bought with it? A line given free and a discount are no purchase.
    pub const fn is_sold(&self) -> bool {
        self.net_minor > 0
    }
}

impl Sale {
    /// The line that decides what `line` is and who earns on it: itself, if it is sold; for a gift or a discount what is sold of its
    /// family, else the largest line of the sale, of equals the earlier.
    pub fn companion<'a>(&'a self, line: &'a SaleLine, families: &Families) -> &'a SaleLine {
        if line.is_sold() {
            return line;
        }
        let sold = |other: &&SaleLine| other.is_sold();
        let family = families.root(&line.product_line);
        let of_family = self.lines.iter().filter(sold).find(|other| families.root(&other.product_line) == family);
        let largest = || self.lines.iter().filter(sold).rev().max_by_key(|other| other.net_minor);
        of_family.or_else(largest).unwrap_or(line)
    }
}

/// Discounts are less than what they are given on: net and gross of a sale are above zero.
pub(super) fn check(lines: &[SaleLine]) -> Result<(), Refusal> {
    let sum = |minor: fn(&SaleLine) -> i64| lines.iter().map(minor).fold(0_i64, i64::saturating_add);
    let (net_minor, gross_minor) = (sum(|line| line.net_minor), sum(|line| line.gross_minor));
    if lines.is_empty() || net_minor > 0 && gross_minor > 0 { Ok(()) } else { Err(Refusal::NothingToPay { net_minor, gross_minor }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sales::family::families;
    use crate::sales::sample::{line, sale};

    #[test]
    fn p12d_a_discount_goes_with_what_is_sold_of_its_family_else_with_the_largest_line() {
        let families = families(&[("water_small", Some("water"))]);
        let all = [line("coolers", 50, 0), line("water_small", 40, 0), line("cups", 50, 0), line("water", -5, 0), line("delivery", 0, 0)];
        let sale = sale(&all);
        let with = |place: usize| sale.companion(&sale.lines[place], &families).product_line.as_str();
        assert_eq!([0, 1, 2, 3, 4].map(with), ["coolers", "water_small", "cups", "water_small", "coolers"]);
    }

    #[test]
    fn p12d_a_sale_stays_above_zero_in_net_and_in_gross() {
        assert_eq!(check(&[line("water", 100, 2_200), line("water", -99, 2_200), line("cups", 0, 2_200)]), Ok(()));
        let refused = |lines: &[SaleLine]| check(lines).unwrap_err();
        assert_eq!(refused(&[line("water", 100, 0), line("water", -100, 0)]), Refusal::NothingToPay { net_minor: 0, gross_minor: 0 });
        assert_eq!(refused(&[line("water", 100, 0), line("water", -90, 2_200)]), Refusal::NothingToPay { net_minor: 10, gross_minor: -10 });
        assert_eq!(refused(&[line("water", 0, 0)]), Refusal::NothingToPay { net_minor: 0, gross_minor: 0 });
    }
}
