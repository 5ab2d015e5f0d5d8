//! Credit splits: who shares the credit of a deal (I-12, I-18, E-1, E-36).

use super::{CreditShare, Refusal};
use crate::UserId;
use crate::money::WHOLE_BP;

/// I-12: the shares must be positive, of different people, and sum to 10,000 bp; no shares at all mean the seller alone.
pub fn check(shares: &[CreditShare]) -> Result<(), Refusal> {
    let sum_bp = shares.iter().map(|share| i64::from(share.share_bp)).sum();
    let mut people: Vec<UserId> = shares.iter().map(|share| share.user_id).collect();
    people.sort_unstable();
    people.dedup();
    let sound = people.len() == shares.len() && shares.iter().all(|share| share.share_bp > 0);
    if shares.is_empty() || (sound && sum_bp == i64::from(WHOLE_BP)) { Ok(()) } else { Err(Refusal::SplitSum { sum_bp }) }
}

/// I-18, E-1: whoever approves must have the right to (`decides`, as heads have) and no share in the split.
pub fn approve(shares: &[CreditShare], decides: bool, by: Option<UserId>) -> Result<(), Refusal> {
    check(shares)?;
    if !decides || by.is_some_and(|by| shares.iter().any(|share| share.user_id == by)) { Err(Refusal::OwnSplit) } else { Ok(()) }
}

/// Shares as a fact of the journal.
pub fn fact(shares: &[CreditShare]) -> Vec<serde_json::Value> {
    shares.iter().map(|share| serde_json::json!({"user_id": share.user_id.to_string(), "share_bp": share.share_bp})).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::money::split;

    fn share(user: u128, share_bp: i32) -> CreditShare {
        CreditShare { user_id: UserId::new(Uuid::from_u128(user)), share_bp }
    }

    #[test]
    fn i12_shares_make_one_whole_of_different_people() {
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&[share(1, 6_000), share(2, 4_000)]), Ok(()));
        assert_eq!(check(&[share(1, 6_000), share(2, 4_001)]), Err(Refusal::SplitSum { sum_bp: 10_001 }));
        assert_eq!(check(&[share(1, 6_000), share(1, 4_000)]), Err(Refusal::SplitSum { sum_bp: 10_000 }));
        assert_eq!(check(&[share(1, 11_000), share(2, -1_000)]), Err(Refusal::SplitSum { sum_bp: 10_000 }));
    }

    #[test]
    fn i18_nobody_approves_his_own_split() {
        let shares = [share(1, 6_000), share(2, 4_000)];
        assert_eq!(approve(&shares, true, Some(UserId::new(Uuid::from_u128(2)))), Err(Refusal::OwnSplit));
        assert_eq!(approve(&shares, true, Some(UserId::new(Uuid::from_u128(3)))), Ok(()));
        assert_eq!(
            approve(&shares, false, Some(UserId::new(Uuid::from_u128(3)))),
            Err(Refusal::OwnSplit),
            "a seller gives nothing away alone"
        );
    }

    proptest! {
        #[test]
        fn i12_any_cut_of_the_whole_passes_and_any_other_sum_does_not(weights in prop::collection::vec(1_i64..1_000, 1..6), off in -5_i32..5) {
            let mut shares: Vec<_> = split(10_000, &weights).into_iter().zip(1..).filter(|(bp, _)| *bp > 0).map(|(bp, user)| share(user, bp as i32)).collect();
            prop_assert_eq!(check(&shares), Ok(()));
            shares[0].share_bp += off;
            prop_assert_eq!(check(&shares).is_ok(), off == 0);
        }
    }
}
