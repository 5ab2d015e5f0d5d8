//! What goes back when a merge is undone: what the merge has changed and nobody has changed since.

/// A member as it is after the merge is undone: it was `before`, the merge made it `after`, and it is `now`.
pub fn member_as_before<T: PartialEq>(before: T, after: &T, now: T) -> T {
    if before != *after && now == *after { before } else { now }
}

/// The same of a list, of which what came by the merge goes, and what came since stays.
pub fn list_as_before<T: PartialEq + Clone>(before: &[T], after: &[T], now: &[T]) -> Vec<T> {
    if now == after {
        return before.to_vec();
    }
    let gone = before.iter().filter(|item| !after.contains(item) && !now.contains(item));
    let kept = now.iter().filter(|item| before.contains(item) || !after.contains(item));
    kept.chain(gone).cloned().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_changed_since_stays() {
        assert_eq!([member_as_before(1, &2, 2), member_as_before(1, &2, 3), member_as_before(1, &1, 3)], [1, 3, 3]);
        assert_eq!(list_as_before(&[1, 2], &[1, 2, 3], &[1, 2, 3, 4]), [1, 2, 4]);
        assert_eq!(list_as_before(&[1, 2], &[1, 3], &[1, 3, 4]), [1, 4, 2]);
    }

    proptest! {
        #[test]
        fn undone_at_once_everything_is_as_it_was(before in proptest::collection::vec(0_u8..9, 0..6), after in proptest::collection::vec(0_u8..9, 0..6)) {
            prop_assert_eq!(list_as_before(&before, &after, &after), before);
        }
    }
}
