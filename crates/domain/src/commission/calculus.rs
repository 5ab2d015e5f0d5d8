//! The arithmetic of commission (§8.1): gross by line, gross to net, net to commission. Always on cumulative values, so that the sum
//! does not depend on how the money was divided (I-14); rounded half away from zero, once per cumulative value.

use crate::UserId;
use crate::money::{Bp, WHOLE_BP, divide_half_away, share, split};
use crate::sales::{CreditShare, SaleLine};

/// The money received for a sale so far, divided over its lines: pro rata by gross, largest remainder.
pub fn gross_by_line(paid_minor: i64, lines: &[SaleLine]) -> Vec<i64> {
    let weights: Vec<i64> = lines.iter().map(|line| line.gross_minor).collect();
    split(paid_minor, &weights)
}

/// The net of that money, line by line: full payment gives every line's own net exactly.
pub fn net_by_line(paid_minor: i64, lines: &[SaleLine]) -> Vec<i64> {
    let net = |gross: i64, line: &SaleLine| divide_half_away(i128::from(gross) * i128::from(line.net_minor), i128::from(line.gross_minor));
    gross_by_line(paid_minor, lines).into_iter().zip(lines).map(|(gross, line)| net(gross, line)).collect()
}

/// One person's part of the commission on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The shares of everybody in basis points, ordered by user id; empty = all is his.
    shares: Vec<i64>,
    place: usize,
    holdback: Holdback,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holdback {
    None,
    /// All but this share.
    Without(Bp),
    /// This share only.
    Only(Bp),
}

impl Part {
    /// All of it.
    pub const WHOLE: Self = Self { shares: Vec::new(), place: 0, holdback: Holdback::None };

    /// The share of `user` in a credit split; an odd minor unit goes to the largest remainder, then to the lower user id (V7).
    /// `None` if he has none. An empty split gives all to everybody who asks: there is only the seller.
    pub fn of(user: UserId, credit: &[CreditShare]) -> Option<Self> {
        if credit.is_empty() {
            return Some(Self::WHOLE);
        }
        let mut sorted: Vec<&CreditShare> = credit.iter().collect();
        sorted.sort_by_key(|share| share.user_id);
        let place = sorted.iter().position(|share| share.user_id == user)?;
        Some(Self { shares: sorted.iter().map(|share| i64::from(share.share_bp)).collect(), place, holdback: Holdback::None })
    }

    /// The same without the share that waits for the handoff's completion.
    #[must_use]
    pub fn without(self, holdback_bp: Bp) -> Self {
        Self { holdback: if holdback_bp == 0 { Holdback::None } else { Holdback::Without(holdback_bp) }, ..self }
    }

    /// Only the share that waits for the handoff's completion.
    #[must_use]
    pub fn only(self, holdback_bp: Bp) -> Self {
        Self { holdback: Holdback::Only(holdback_bp), ..self }
    }

    /// His share in basis points, for people to read.
    pub fn share_bp(&self) -> Bp {
        self.shares.get(self.place).and_then(|share| Bp::try_from(*share).ok()).unwrap_or(WHOLE_BP)
    }

    /// His part of the commission on `net_minor`, in minor units.
    pub fn of_commission(&self, net_minor: i64, rate_bp: Bp) -> i64 {
        let all = share(net_minor, rate_bp);
        let mine = if self.shares.is_empty() { all } else { split(all, &self.shares).get(self.place).copied().unwrap_or_default() };
        match self.holdback {
            Holdback::None => mine,
            Holdback::Without(bp) => mine - share(mine, bp),
            Holdback::Only(bp) => share(mine, bp),
        }
    }
}

/// Reduces rates that together exceed the cap in proportion, to the basis point (N-45, I-12).
pub fn apply_cap(rates: &[Bp], cap_bp: Bp) -> Vec<Bp> {
    let sum: i64 = rates.iter().map(|rate| i64::from(*rate)).sum();
    if sum <= i64::from(cap_bp) {
        return rates.to_vec();
    }
    let weights: Vec<i64> = rates.iter().map(|rate| i64::from(*rate)).collect();
    split(i64::from(cap_bp), &weights).into_iter().map(|rate| Bp::try_from(rate).unwrap_or_default()).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::SaleLineId;
    use crate::sales::SaleKind;
    use proptest::prelude::*;
    use uuid::Uuid;

    /// A line with this net and VAT.
    pub(crate) fn line(number: u128, product_line: &str, net_minor: i64, vat_bp: Bp) -> SaleLine {
        let gross_minor = net_minor + share(net_minor, vat_bp);
        SaleLine {
            id: SaleLineId::new(Uuid::from_u128(number)),
            product_line: product_line.to_owned(),
            description: String::new(),
            net_minor,
            vat_bp,
            gross_minor,
            kind: SaleKind::FollowOn,
        }
    }

    fn person(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    /// Net and commission step by step.
    fn steps(line: &SaleLine, rate_bp: Bp, payments: &[i64]) -> Vec<(i64, i64)> {
        let (mut paid, mut before) = (0, (0, 0));
        payments
            .iter()
            .map(|payment| {
                paid += payment;
                let net = net_by_line(paid, std::slice::from_ref(line))[0];
                let after = (net, Part::WHOLE.of_commission(net, rate_bp));
                let step = (after.0 - before.0, after.1 - before.1);
                before = after;
                step
            })
            .collect()
    }

    #[test]
    fn v1_a_first_sale_paid_in_full_gives_a_tenth_of_its_net() {
        assert_eq!(steps(&line(1, "water", 10_000_000, 2_200), 1_000, &[12_200_000]), [(10_000_000, 1_000_000)]);
    }

    #[test]
    fn v2_three_part_payments_of_a_follow_on_sale() {
        let three = steps(&line(1, "water", 10_000_000, 2_200), 300, &[4_066_667, 4_066_667, 4_066_666]);
        assert_eq!(three, [(3_333_334, 100_000), (3_333_333, 100_000), (3_333_333, 100_000)]);
    }

    #[test]
    fn v3_seven_small_payments_do_not_round_up_seven_times() {
        let seven: Vec<i64> = steps(&line(1, "water", 10_000, 0), 333, &[1_429, 1_429, 1_429, 1_429, 1_428, 1_428, 1_428])
            .iter()
            .map(|step| step.1)
            .collect();
        assert_eq!(seven, [48, 47, 48, 47, 48, 47, 48]);
        assert_eq!(seven.iter().sum::<i64>(), 333);
    }

    #[test]
    fn v4_two_lines_with_their_own_vat_and_rate() {
        let lines = [line(1, "a", 6_000_000, 2_200), line(2, "b", 4_000_000, 1_000)];
        assert_eq!(gross_by_line(5_000_000, &lines), [3_122_867, 1_877_133]);
        let net = net_by_line(5_000_000, &lines);
        assert_eq!(net, [2_559_727, 1_706_485]);
        assert_eq!([Part::WHOLE.of_commission(net[0], 300), Part::WHOLE.of_commission(net[1], 700)], [76_792, 119_454]);
    }

    #[test]
    fn v5_a_refund_takes_its_share_back() {
        let steps = steps(&line(1, "water", 10_000_000, 2_200), 300, &[12_200_000, -3_050_000, -9_150_000]);
        assert_eq!(steps, [(10_000_000, 300_000), (-2_500_000, -75_000), (-7_500_000, -225_000)]);
    }

    #[test]
    fn v7_an_odd_kopeck_goes_to_the_largest_remainder_then_to_the_lower_id() {
        let credit =
            |first, second| [CreditShare { user_id: person(2), share_bp: second }, CreditShare { user_id: person(1), share_bp: first }];
        let parts =
            |credit: &[CreditShare], net| [1, 2].map(|number| Part::of(person(number), credit).unwrap().of_commission(net, WHOLE_BP));
        assert_eq!(parts(&credit(6_000, 4_000), 10_001), [6_001, 4_000]);
        assert_eq!(parts(&credit(5_000, 5_000), 1), [1, 0]);
        assert_eq!(Part::of(person(3), &credit(6_000, 4_000)), None);
    }

    #[test]
    fn a_holdback_and_its_rest_are_the_whole() {
        let (rest, held) = (Part::WHOLE.without(2_000), Part::WHOLE.only(2_000));
        assert_eq!([rest.of_commission(1_003, 1_000), held.of_commission(1_003, 1_000)], [80, 20]);
        assert_eq!(Part::WHOLE.without(0), Part::WHOLE);
    }

    #[test]
    fn i12_rates_over_the_cap_are_cut_in_proportion() {
        assert_eq!(apply_cap(&[300, 200], 1_500), [300, 200]);
        assert_eq!(apply_cap(&[1_000, 1_000], 1_500), [750, 750]);
        assert_eq!(apply_cap(&[1_000, 999, 1], 1_500).iter().sum::<Bp>(), 1_500);
    }

    proptest! {
        #[test]
        fn i14_any_cutting_ends_in_the_same_total(nets in prop::collection::vec((0_i64..1_000_000_000, 0_i32..2_500), 1..6), cuts in prop::collection::vec(0_i64..=1_000_000, 0..12), rate in 0_i32..1_500) {
            let lines: Vec<SaleLine> = nets.iter().zip(1..).map(|((net, vat), number)| line(number, "x", *net, *vat)).collect();
            let gross: i64 = lines.iter().map(|line| line.gross_minor).sum();
            let mut marks: Vec<i64> = cuts.iter().map(|cut| i64::try_from(i128::from(gross) * i128::from(*cut) / 1_000_000).unwrap()).chain([gross]).collect();
            marks.sort_unstable();
            let mut posted = vec![(0, 0); lines.len()];
            for mark in marks {
                for (so_far, net) in posted.iter_mut().zip(net_by_line(mark, &lines)) {
                    let target = (net, Part::WHOLE.of_commission(net, rate));
                    *so_far = (so_far.0 + (target.0 - so_far.0), so_far.1 + (target.1 - so_far.1));
                }
            }
            for (line, (net, commission)) in lines.iter().zip(posted) {
                prop_assert_eq!((net, commission), (line.net_minor, share(line.net_minor, rate)));
            }
            prop_assert_eq!(gross_by_line(gross, &lines).iter().sum::<i64>(), gross);
        }

        #[test]
        fn p12d_discounts_and_gifts_end_in_the_sum_of_the_lines_too(sold in prop::collection::vec((1_i64..1_000_000_000, 0_i32..2_500), 1..5), off in prop::collection::vec((0_i64..=300, 0_usize..5), 1..4), cuts in prop::collection::vec(0_i64..=1_000_000, 0..12), rate in 0_i32..1_500) {
            let mut lines: Vec<SaleLine> = sold.iter().zip(1..).map(|((net, vat), number)| line(number, "x", *net, *vat)).collect();
            // Each discount is up to 30 % of one line, at its VAT; three of them stay below what is sold.
            let discounts: Vec<SaleLine> = off.iter().zip(9..).map(|((share, place), number)| { let of = &lines[place % lines.len()]; line(number, "x", -(of.net_minor / 1_000 * share), of.vat_bp) }).collect();
            lines.extend(discounts);
            let gross: i64 = lines.iter().map(|line| line.gross_minor).sum();
            let mut marks: Vec<i64> = cuts.iter().map(|cut| i64::try_from(i128::from(gross) * i128::from(*cut) / 1_000_000).unwrap()).chain([gross]).collect();
            marks.sort_unstable();
            let mut posted = vec![(0, 0); lines.len()];
            for mark in marks {
                prop_assert_eq!(gross_by_line(mark, &lines).iter().sum::<i64>(), mark, "no kopeck is left over");
                for (so_far, net) in posted.iter_mut().zip(net_by_line(mark, &lines)) {
                    *so_far = (so_far.0 + (net - so_far.0), so_far.1 + (Part::WHOLE.of_commission(net, rate) - so_far.1));
                }
            }
            for (line, (net, commission)) in lines.iter().zip(posted) {
                prop_assert_eq!((net, commission), (line.net_minor, share(line.net_minor, rate)));
            }
        }

        #[test]
        fn i12_the_parts_of_a_split_are_the_whole(net in -1_000_000_i64..1_000_000_000, rate in 0_i32..1_500, first in 0_i32..=10_000, held in 0_i32..=10_000) {
            let credit = [CreditShare { user_id: person(1), share_bp: first }, CreditShare { user_id: person(2), share_bp: 10_000 - first }];
            let parts: i64 = [1, 2].iter().flat_map(|number| {
                let part = Part::of(person(*number), &credit).unwrap();
                [part.clone().only(held).of_commission(net, rate), if held == 0 { part.of_commission(net, rate) } else { part.without(held).of_commission(net, rate) }]
            }).sum();
            prop_assert_eq!(parts, share(net, rate));
        }

        #[test]
        fn i12_no_cap_is_exceeded(rates in prop::collection::vec(0_i32..10_000, 1..5), cap in 0_i32..5_000) {
            let cut = apply_cap(&rates, cap);
            prop_assert!(cut.iter().sum::<Bp>() <= cap.max(0) || cut == rates && rates.iter().sum::<Bp>() <= cap);
            prop_assert!(cut.iter().zip(&rates).all(|(after, before)| after <= before || *before == 0));
        }
    }
}
