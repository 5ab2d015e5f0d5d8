//! Product families: a variant (size, colour, upgrade) is never a new line (E-7).

use std::collections::{BTreeSet, HashMap};

use super::ProductLine;

/// Which line is a variant of which.
#[derive(Clone, Debug, Default)]
pub struct Families(HashMap<String, String>);

impl Families {
    /// Of all product lines, whether active or not.
    pub fn new(lines: impl IntoIterator<Item = ProductLine>) -> Self {
        Self(lines.into_iter().filter_map(|line| line.parent.map(|parent| (line.code, parent))).collect())
    }

    /// The root line of `code`'s family; stops after one round if the parents form a circle.
    pub fn root<'a>(&'a self, code: &'a str) -> &'a str {
        let mut root = code;
        for _ in 0..=self.0.len() {
            match self.0.get(root) {
                Some(parent) => root = parent,
                None => break,
            }
        }
        root
    }

    /// The roots of `codes`.
    pub fn roots<'a>(&'a self, codes: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        codes.into_iter().map(|code| self.root(code)).collect()
    }

    /// Is any of the `bought` lines of `code`'s family?
    pub fn bought(&self, code: &str, bought: &[String]) -> bool {
        bought.iter().any(|other| self.root(other) == self.root(code))
    }
}

#[cfg(test)]
pub(crate) fn families(pairs: &[(&str, Option<&str>)]) -> Families {
    Families(pairs.iter().filter_map(|(code, parent)| parent.map(|parent| ((*code).to_owned(), parent.to_owned()))).collect())
}

#[cfg(test)]
mod tests {
    use super::families;

    #[test]
    fn e7_a_variant_belongs_to_its_root_and_a_ring_ends() {
        let all = families(&[
            ("water", None),
            ("water_small", Some("water")),
            ("water_tiny", Some("water_small")),
            ("a", Some("b")),
            ("b", Some("a")),
        ]);
        assert_eq!(["water", "water_tiny", "coolers"].map(|code| all.root(code)), ["water", "water", "coolers"]);
        assert!(all.bought("water_small", &["water_tiny".into()]) && !all.bought("coolers", &["water".into()]));
        assert!(["a", "b"].contains(&all.root("a")));
    }
}
