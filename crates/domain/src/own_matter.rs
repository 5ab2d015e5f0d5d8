//! What nobody does for himself, whatever his roles (RULES.md §6.1, I-18). Roles are asked in `access`; here persons are.

use crate::ids::UserId;

/// What it is about; the text says who decides instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Matter {
    #[error("nobody changes their own roles or unit, or ends their own account: somebody else must do it")]
    Rights,
    #[error("roles that see money or restricted data are given and taken by a director")]
    Power,
    #[error("this person's password is set by a director: send a one-time password by reset-password instead")]
    Password,
    #[error("a key that writes sales or payments, or reads clients or events, is issued by a director")]
    Key,
    #[error("a norm that keeps one person from acting alone is set by a director")]
    Guard,
    #[error("whoever is paid commission sets no exchange rate: somebody else in finance or a director must do it")]
    Rate,
    #[error("nobody gives a deal to themselves: a director decides")]
    Deal,
    #[error("nobody gives a client to themselves: another head or a director decides")]
    Client,
    #[error("nobody confirms the loss of a client of their own: another head or a director must do it")]
    Loss,
    #[error(
        "nobody overrides a credit hold for a sale or a client of their own: another head must do it, or finance or a director ends the hold"
    )]
    CreditHold,
    #[error("nobody alone approves a merge that they proposed: another head or a director must do it")]
    Merge,
    #[error("nobody gives a handoff to themselves while somebody else can take it: another head or a farmer must do it")]
    Handoff,
    #[error("nobody books money on a sale from which they are paid: somebody else in finance or a director must do it")]
    Money,
    #[error("nobody closes or opens again a month in which they are paid: somebody else in finance or a director must do it")]
    Month,
    #[error("nobody decides on a statement of their own: somebody else in finance or a director must do it")]
    Statement,
    #[error("only the person of a statement says that it is right, by acknowledge: leave acknowledged out")]
    Acknowledged,
    #[error("whoever posted a correction or an allocation by hand does not approve the statement that holds it: somebody else must do it")]
    Posted,
    #[error("nobody corrects commission of their own: somebody else must do it")]
    Correction,
    #[error("whoever entered a correction does not decide on it, nor does whoever it pays: somebody else must do it")]
    Waiting,
    #[error("a commission plan is published by another director than the one who wrote it")]
    Plan,
    #[error("nobody reviews a call of their own: somebody else must do it")]
    Review,
    #[error("nobody decides on the dispute about a review that they gave or got: somebody else must do it")]
    ReviewDispute,
    #[error("nobody approves a plan of collections that they wrote or that is their own: another head or a director must do it")]
    CollectionPlan,
    #[error("nobody decides on commission of their own: another person must do it")]
    Commission,
}

/// Somebody decides on a matter of his own, or on one that is kept for a director.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{matter}")]
pub struct OwnMatter {
    /// The person concerned.
    pub user_id: UserId,
    /// What about.
    pub matter: Matter,
}

/// Refuses `by` where he is one of the persons concerned. The server and outside systems are nobody's person.
pub fn refuse(matter: Matter, by: Option<UserId>, concerned: impl IntoIterator<Item = UserId>) -> Result<(), OwnMatter> {
    match by.filter(|by| concerned.into_iter().any(|person| person == *by)) {
        Some(user_id) => Err(OwnMatter { user_id, matter }),
        None => Ok(()),
    }
}

/// Must somebody step in for finance (§6.1)? Where one of them is concerned, or nobody works there, a director is the second person.
pub fn needs_second(finance: &[UserId], concerned: &[UserId]) -> bool {
    finance.is_empty() || finance.iter().any(|person| concerned.contains(person))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn i18_persons_are_asked_and_machines_are_nobody() {
        let [one, other] = [1, 2].map(|number| UserId::new(Uuid::from_u128(number)));
        assert_eq!(refuse(Matter::Deal, Some(one), [other, one]), Err(OwnMatter { user_id: one, matter: Matter::Deal }));
        assert_eq!(refuse(Matter::Deal, Some(one), [other]), Ok(()));
        assert_eq!(refuse(Matter::Deal, None, [one, other]), Ok(()));
    }

    #[test]
    fn a_director_is_the_second_where_finance_is_concerned_or_nobody_works_there() {
        let [one, other] = [1, 2].map(|number| UserId::new(Uuid::from_u128(number)));
        assert!(needs_second(&[], &[other]) && needs_second(&[one], &[one, other]));
        assert!(!needs_second(&[one], &[other]));
    }
}
