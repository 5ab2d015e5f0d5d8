//! Commands that have been carried out already. The same said again is harmless; the same for another reason is not what happened, and
//! whoever says so hears the first reason instead of silence.

/// It has been done already, and for another reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this has been done already, for another reason")]
pub struct AlreadyDone {
    /// Why it was done; `None` if nobody said.
    pub reason: Option<String>,
}

/// The command is repeated: with the `first` reason, or with none at all, it changes nothing.
pub fn same_reason(first: Option<&str>, again: Option<&str>) -> Result<(), AlreadyDone> {
    if again.is_none() || again == first { Ok(()) } else { Err(AlreadyDone { reason: first.map(str::to_owned) }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p12_another_reason_is_told_the_first_one() {
        assert_eq!(same_reason(Some("a"), Some("a")).and(same_reason(Some("a"), None)).and(same_reason(None, None)), Ok(()));
        assert_eq!(same_reason(Some("a"), Some("b")), Err(AlreadyDone { reason: Some("a".into()) }));
        assert_eq!(same_reason(None, Some("b")), Err(AlreadyDone { reason: None }));
    }
}
