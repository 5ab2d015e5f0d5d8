//! The norms as a whole, and which version is in force.

use super::*;
use crate::Word;

fn version(value: i64, effective_on: &str, unit: Option<UnitCode>, sequence: i64) -> NormVersion {
    NormVersion {
        key: NormKey::PortfolioMax,
        value: N(value),
        effective_on: effective_on.parse().unwrap(),
        unit,
        client_group: None,
        sequence,
    }
}

#[test]
fn every_default_is_of_its_own_shape() {
    for key in NormKey::ALL {
        assert!(key.shape().admits(key.default()), "{key}");
    }
    assert!(Limit(0, 1).admits(NormValue::Unlimited) && !Number(0, 1).admits(NormValue::Unlimited) && !Number(0, 1).admits(N(2)));
}

#[test]
fn e41_the_newest_version_in_force_wins_and_the_narrowest_before_it() {
    let day = "2026-11-21".parse().unwrap();
    let norms = Norms::on(
        day,
        [
            version(50, "2026-01-01", None, 1),
            version(60, "2026-02-01", None, 2),
            version(70, "2027-01-01", None, 3),
            version(200, "2026-01-01", Some(UnitCode::KeyAccounts), 4),
        ],
    );
    assert_eq!(norms.number(NormKey::PortfolioMax), 60);
    assert_eq!(norms.value_for(NormKey::PortfolioMax, Some(UnitCode::KeyAccounts), None), N(200));
    assert_eq!(Norms::default().number(NormKey::PortfolioMax), 40);
}
