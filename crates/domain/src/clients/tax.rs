//! Tax ids: what a Russian INN and KPP or a foreign VAT id look like. Knows nothing of who they belong to.

/// By what a company and its office are known to the state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxIds {
    pub inn: Option<String>,
    pub kpp: Option<String>,
    pub vat_id: Option<String>,
}

const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVENTH: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const TWELFTH: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// 10 digits (companies) or 12 (entrepreneurs), with their check digits.
pub fn is_inn(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != text.chars().count() {
        return false;
    }
    match digits.len() {
        10 => checks(&digits, &TEN),
        12 => checks(&digits, &ELEVENTH) && checks(&digits, &TWELFTH),
        _ => false,
    }
}

/// Is the digit after the weighted ones their check digit?
fn checks(digits: &[u32], weights: &[u32]) -> bool {
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    digits.get(weights.len()) == Some(&(sum % 11 % 10))
}

/// 9 characters: four digits, two digits or capital letters, three digits.
pub fn is_kpp(text: &str) -> bool {
    text.len() == 9
        && text.bytes().enumerate().all(|(place, byte)| byte.is_ascii_digit() || (matches!(place, 4 | 5) && byte.is_ascii_uppercase()))
}

/// 4 to 20 digits and capital letters.
pub fn is_vat_id(text: &str) -> bool {
    (4..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// Is it the KPP of a head office? Its fifth and sixth characters say why it was given: 01 to a company where it is registered, 50 to one
/// of the largest taxpayers; branches and separate units have others.
pub fn is_head_office(kpp: &str) -> bool {
    matches!(kpp.get(4..6), Some("01" | "50"))
}

/// Do these two name one office of the same company? Whoever does not say his KPP means the head office (E-18).
pub fn is_same_office(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one == other,
        (Some(said), None) | (None, Some(said)) => is_head_office(said),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inns_of_real_companies_and_people_pass_and_one_wrong_digit_does_not() {
        for inn in ["7707083893", "7736050003", "500100732259"] {
            assert!(is_inn(inn), "{inn}");
        }
        for inn in ["7707083894", "500100732258", "500100732269", "770708389", "77070838933", "77O7083893", "", "٧٧٠٧٠٨٣٨٩٣"] {
            assert!(!is_inn(inn), "{inn}");
        }
    }

    #[test]
    fn offices_are_told_apart_by_their_kpp_and_who_says_none_is_the_head() {
        assert!(is_same_office(None, None) && is_same_office(Some("773601001"), Some("773601001")));
        assert!(is_same_office(Some("773601001"), None) && is_same_office(None, Some("997750001")));
        assert!(!is_same_office(Some("773601001"), Some("780143001")) && !is_same_office(None, Some("780143001")));
    }

    #[test]
    fn kpp_and_vat_id_have_their_forms() {
        assert!(is_kpp("773601001") && is_kpp("7736AB001") && !is_kpp("77360100") && !is_kpp("A73601001"));
        assert!(is_vat_id("DE123456789") && !is_vat_id("de1") && !is_vat_id("DE 123"));
    }
}
