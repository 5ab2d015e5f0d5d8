use uuid::Uuid;

use super::*;
use crate::Currency;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn windows() -> Windows {
    Windows::of(day("2026-11-30"), &Norms::default())
}

fn client(number: u128) -> ClientId {
    ClientId::new(Uuid::from_u128(number))
}

/// The ranks of clients 1, 2 …, each with his sales, in that order.
fn ranks(buyers: &[&[(&str, i64)]]) -> Vec<Rank> {
    let windows = windows();
    let figures: Vec<_> = buyers
        .iter()
        .zip(1..)
        .filter_map(|(sales, number)| {
            let sales: Vec<_> = sales.iter().map(|(on, net)| (day(on), *net)).collect();
            Figures::of(&Purchases { client: client(number), sales: &sales }, &windows)
        })
        .collect();
    let money = |minor| Money::new(minor, Currency::parse("RUB").unwrap());
    let mut ranked = rank(&figures, &windows, money);
    ranked.sort_by_key(|(client, _)| *client);
    ranked.into_iter().map(|(_, rank)| rank).collect()
}

fn classes(nets: &[i64]) -> String {
    let sales: Vec<_> = nets.iter().map(|net| [("2026-10-01", *net)]).collect();
    let sales: Vec<&[(&str, i64)]> = sales.iter().map(<[_; 1]>::as_slice).collect();
    ranks(&sales).iter().map(|rank| rank.abc.to_string()).collect()
}

#[test]
fn abc_goes_by_the_share_of_those_before() {
    // Before each: 0, 50, 80, 95 of 100.
    assert_eq!(classes(&[50, 30, 15, 5]), "AABC");
    assert_eq!(classes(&[5, 15, 30, 50]), "CBAA", "the order of the clients says nothing");
    assert_eq!(classes(&[79, 1, 15, 5]), "ACAB", "79 before the 15, 94 before the 5, 99 before the 1");
    assert_eq!(classes(&[100]), "A");
}

#[test]
fn abc_of_equals_goes_by_the_lower_id_and_who_bought_for_nothing_is_c() {
    // Before each: 0, 20, 40, 60, 80 %.
    assert_eq!(classes(&[10, 10, 10, 10, 10]), "AAAAB");
    assert_eq!(classes(&[0, 0]), "CC");
    assert_eq!(classes(&[100, -50, 0]), "ACC");
}

fn xyz(months: [i64; 12]) -> String {
    evenness(&months, (1_000, 2_500)).to_string()
}

#[test]
fn xyz_compares_deviation_and_mean_exactly() {
    assert_eq!(xyz([100; 12]), "X");
    // Deviation 10 of 100: the limit itself is X.
    let around = |by: i64| std::array::from_fn(|month| if month % 2 == 0 { 100 - by } else { 100 + by });
    assert_eq!([around(10), around(11), around(25), around(26)].map(xyz), ["X", "Y", "Y", "Z"]);
    let fine = |by: i64| std::array::from_fn(|month| if month % 2 == 0 { 1_000_000_000 - by } else { 1_000_000_000 + by });
    assert_eq!([fine(100_000_000), fine(100_000_001)].map(xyz), ["X", "Y"]);
    assert_eq!(xyz([0; 12]), "Z");
    assert_eq!(xyz([100, -100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), "Z", "a mean of nothing");
    assert_eq!(xyz([i64::MAX; 12]), "X");
    assert_eq!(xyz([i64::MAX, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), "Z");
}

#[test]
fn xyz_looks_at_the_twelve_last_full_months() {
    // November 2025 to October 2026; what is sold in November 2026 is not part of it.
    let months: Vec<_> = (0..12).map(|month| (day("2025-11-15").checked_add_months(Months::new(month)).unwrap(), 100)).collect();
    let with = |more: &[(Date, i64)]| {
        let sales: Vec<_> = months.iter().chain(more).copied().collect();
        Figures::of(&Purchases { client: client(1), sales: &sales }, &windows()).unwrap()
    };
    assert_eq!(with(&[]).xyz, Xyz::X);
    assert_eq!(with(&[(day("2026-11-02"), 5_000)]).xyz, Xyz::X);
    assert_eq!(with(&[(day("2026-10-02"), 5_000)]).xyz, Xyz::Z);
    assert_eq!(with(&[]).net, 1_100, "twelve months before the 30th of November: the 15th a year ago is not in them");
}

#[test]
fn rfm_ranks_in_fifths_and_equals_alike() {
    // The newest, the most frequent and the biggest are different clients.
    let one: &[(&str, i64)] = &[("2026-11-29", 10)];
    let two: &[(&str, i64)] = &[("2026-11-01", 10), ("2026-10-01", 10), ("2026-09-01", 10)];
    let three: &[(&str, i64)] = &[("2026-06-01", 500)];
    let four: &[(&str, i64)] = &[("2026-05-01", 5)];
    let five: &[(&str, i64)] = &[("2026-04-01", 1)];
    let rfm: Vec<_> = ranks(&[one, two, three, four, five]).iter().map(|rank| rank.rfm.to_string()).collect();
    // Frequency: one is better than each of the four others, floor(5 × 1 ÷ 5) = 1.
    assert_eq!(rfm, ["543", "454", "345", "242", "141"]);
    assert_eq!(ranks(&[one])[0].rfm.to_string(), "555");
    assert_eq!(ranks(&[one, one]).iter().map(|rank| rank.rfm.to_string()).collect::<Vec<_>>(), ["555", "555"]);
}

#[test]
fn a_quintile_is_what_the_formula_says() {
    let values: Vec<i64> = (1..=7).collect();
    let quintiles: Vec<_> = values.iter().map(|own| quintile(&values, *own)).collect();
    // better 6, 5, 4, 3, 2, 1, 0 of 7.
    assert_eq!(quintiles, [1, 2, 3, 3, 4, 5, 5]);
}

#[test]
fn who_has_not_bought_in_twelve_months_is_no_buyer() {
    assert_eq!(ranks(&[&[("2025-11-29", 100)], &[("2025-11-30", 100)], &[], &[("2026-11-30", 1)]]).len(), 1);
    assert_eq!(windows().days(), day("2025-11-01")..day("2026-11-30"));
    assert_eq!(windows().buys_from(), day("2025-11-30"));
}

#[test]
fn rfm_writes_what_it_reads() {
    assert_eq!(Rfm::from_plain("545".into()).unwrap().to_string(), "545");
    for text in ["", "54", "5455", "605", "5a5", "５45"] {
        assert!(Rfm::from_parameter(text, "RU").is_err(), "{text}");
    }
}
