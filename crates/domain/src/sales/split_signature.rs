//! Who must agree to a credit split before anybody is paid by it (§6, §6.1): the seller, and for every unit whose people share the credit
//! its head. Until the first payment a head says the split and it counts at once; the statement that pays by it waits for all of them.

use super::{CreditShare, Refusal};
use crate::access::{Role, leads};
use crate::ids::UserId;
use crate::org::UnitCode;
use crate::{Instant, Word};

crate::words! {
    /// In which capacity somebody agrees to a split.
    pub enum SplitParty { Seller = "seller", Head = "head" }
}

/// A place for a signature; `at` is empty until somebody has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitSignature {
    pub party: SplitParty,
    /// Whose people share the credit; of the seller, his own unit.
    pub unit: UnitCode,
    /// The seller; of a head, whoever has signed.
    pub user_id: Option<UserId>,
    pub at: Option<Instant>,
}

/// Somebody who agrees.
#[derive(Clone, Debug)]
pub struct Signer {
    pub user_id: UserId,
    pub unit: UnitCode,
    pub roles: Vec<Role>,
}

impl Signer {
    /// May he sign here? Heads sign for their own unit, directors for any, and for a seller who has left; with a share, for nobody else.
    fn signs(&self, place: &SplitSignature, shares: &[CreditShare], seller_left: bool) -> bool {
        if place.party == SplitParty::Seller && place.user_id == Some(self.user_id) {
            return true;
        }
        let has_share = shares.iter().any(|share| share.user_id == self.user_id);
        let is_director = self.roles.contains(&Role::Director);
        let may = is_director || leads(&self.roles) && self.unit == place.unit;
        !has_share && may && (place.party == SplitParty::Head || seller_left)
    }
}

/// The places under a split among people of these `units`, that of the seller first; none under a split that gives all to the seller.
pub fn places(shares: &[CreditShare], (seller, seller_unit): (UserId, UnitCode), units: &[UnitCode]) -> Vec<SplitSignature> {
    if shares.is_empty() {
        return Vec::new();
    }
    let mut units = units.to_vec();
    units.sort_unstable();
    units.dedup();
    let place = |party, unit, user_id| SplitSignature { party, unit, user_id, at: None };
    let heads = units.into_iter().map(|unit| place(SplitParty::Head, unit, None));
    [place(SplitParty::Seller, seller_unit, Some(seller))].into_iter().chain(heads).collect()
}

/// `by` signs wherever he may; [`Refusal::NotAParty`] where nobody asks for his signature. Signing again changes nothing.
pub fn sign(
    mut signatures: Vec<SplitSignature>,
    shares: &[CreditShare],
    by: &Signer,
    seller_left: bool,
    now: Instant,
) -> Result<Vec<SplitSignature>, Refusal> {
    let mut his = false;
    for place in signatures.iter_mut().filter(|place| by.signs(place, shares, seller_left)) {
        his = true;
        if place.at.is_none() {
            (place.user_id, place.at) = (Some(by.user_id), Some(now));
        }
    }
    if his { Ok(signatures) } else { Err(Refusal::NotAParty) }
}

/// Whose agreements are missing, by their codes: `seller`, the unit of a head.
pub fn missing_codes(signatures: &[SplitSignature]) -> Vec<&'static str> {
    let code = |place: &SplitSignature| match place.party {
        SplitParty::Seller => place.party.as_str(),
        SplitParty::Head => place.unit.as_str(),
    };
    missing(signatures).map(code).collect()
}

/// The places where nobody has signed yet.
pub fn missing(signatures: &[SplitSignature]) -> impl Iterator<Item = &SplitSignature> {
    signatures.iter().filter(|place| place.at.is_none())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    fn signer(number: u128, unit: UnitCode, role: Role) -> Signer {
        Signer { user_id: id(number), unit, roles: vec![role] }
    }

    fn missing_after(signers: &[Signer], seller_left: bool) -> Vec<(SplitParty, UnitCode)> {
        let shares = [1, 2].map(|number| CreditShare { user_id: id(number), share_bp: 5_000 });
        let units = [UnitCode::ActiveSales, UnitCode::ClientDepartment];
        let all = places(&shares, (id(1), UnitCode::ActiveSales), &units);
        let signed = signers.iter().fold(all, |places, by| sign(places, &shares, by, seller_left, Instant::UNIX_EPOCH).unwrap());
        missing(&signed).map(|place| (place.party, place.unit)).collect()
    }

    #[test]
    fn p3_the_seller_and_both_heads_agree() {
        let seller = signer(1, UnitCode::ActiveSales, Role::Hunter);
        let hunters = signer(3, UnitCode::ActiveSales, Role::HeadActiveSales);
        let farmers = signer(4, UnitCode::ClientDepartment, Role::HeadClientDept);
        assert_eq!(missing_after(&[], false).len(), 3);
        assert_eq!(missing_after(&[hunters.clone(), seller.clone()], false), [(SplitParty::Head, UnitCode::ClientDepartment)]);
        assert_eq!(missing_after(&[hunters, farmers, seller], false), []);
    }

    #[test]
    fn p3_a_director_stands_for_heads_and_for_a_seller_who_has_left() {
        let director = signer(5, UnitCode::Office, Role::Director);
        assert_eq!(
            missing_after(std::slice::from_ref(&director), false),
            [(SplitParty::Seller, UnitCode::ActiveSales)],
            "not for one who is here"
        );
        assert_eq!(missing_after(&[director], true), []);
    }

    #[test]
    fn p3_who_has_a_share_signs_for_himself_alone_and_others_are_no_party() {
        let shares = [1, 3].map(|number| CreditShare { user_id: id(number), share_bp: 5_000 });
        let all = places(&shares, (id(1), UnitCode::ActiveSales), &[UnitCode::ActiveSales, UnitCode::ActiveSales]);
        assert_eq!(all.len(), 2, "one head a unit");
        let sharing_head = signer(3, UnitCode::ActiveSales, Role::HeadActiveSales);
        let other_hunter = signer(2, UnitCode::ActiveSales, Role::Hunter);
        for by in [sharing_head, other_hunter] {
            assert_eq!(sign(all.clone(), &shares, &by, false, Instant::UNIX_EPOCH), Err(Refusal::NotAParty));
        }
        assert_eq!(places(&[], (id(1), UnitCode::ActiveSales), &[]), [], "no split, nobody to ask");
    }
}
