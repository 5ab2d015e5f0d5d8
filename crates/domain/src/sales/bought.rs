//! What counts as bought: confirmed sales net of VAT, each less what was paid back of it, in the currency of the company.

use std::collections::BTreeMap;

use crate::commission::ExchangeRate;
use crate::money::divide_half_away;
use crate::{Currency, Date, SaleId};

/// A sale that counts as bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sold {
    pub on: Date,
    pub currency: Currency,
    /// Of all its lines, without VAT.
    pub net_minor: i64,
    pub gross_minor: i64,
    /// What was paid back of the gross.
    pub refunded_minor: i64,
}

impl Sold {
    /// Its net less the share that was paid back, rounded once.
    pub fn kept_minor(&self) -> i64 {
        if self.refunded_minor == 0 {
            return self.net_minor;
        }
        let kept = i128::from(self.gross_minor) - i128::from(self.refunded_minor);
        divide_half_away(i128::from(self.net_minor) * kept, i128::from(self.gross_minor))
    }
}

/// What a client bought of a product line by one sale; what was paid back of the sale is shared out by net.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    pub sale_id: SaleId,
    pub product_line: String,
    /// The sale, with the net of this line.
    pub sold: Sold,
}

/// Exchange rates into the currency of the company, by currency and day.
#[derive(Clone, Debug)]
pub struct Rates {
    pub into: Currency,
    pub rates: BTreeMap<(Currency, Date), ExchangeRate>,
}

impl Rates {
    /// What is kept of a sale, in the currency of the company; `None` where its day has no rate.
    pub fn convert(&self, sold: &Sold) -> Option<i64> {
        let kept = sold.kept_minor();
        if sold.currency == self.into {
            return Some(kept);
        }
        self.rates.get(&(sold.currency, sold.on)).map(|rate| rate.convert(kept, sold.currency, self.into))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sold(net_minor: i64, refunded_minor: i64) -> Sold {
        let (on, currency) = ("2026-08-01".parse().unwrap(), Currency::parse("RUB").unwrap());
        Sold { on, currency, net_minor, gross_minor: net_minor * 12 / 10, refunded_minor }
    }

    #[test]
    fn a_refund_takes_its_share_of_the_net() {
        assert_eq!(sold(1_000, 0).kept_minor(), 1_000);
        assert_eq!(sold(1_000, 600).kept_minor(), 500);
        assert_eq!(sold(1_000, 1).kept_minor(), 999, "999.17");
    }
}
