//! What parameters of a list may be given: a value, several by commas, `null`, `me`.

use domain::scalar::Shape;
use domain::{Scalar, UserId};
use sea_orm::Condition;
use sea_orm::sea_query::Value;

use crate::query::Compare;

/// Who asks, and where: what the values of parameters are read by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asker<'a> {
    /// How national telephone numbers are read (ISO 3166).
    pub region: &'a str,
    /// The person who asks, which is what `me` means; an integration is none.
    pub me: Option<UserId>,
}

/// A type that a parameter can have.
pub trait FromParameter: Sized {
    /// What its value looks like.
    const SHAPE: Shape;
    /// Several values, by commas?
    const SEVERAL: bool = false;
    /// May it be `null`?
    const NULLABLE: bool = false;
    /// Reads it; the error says what is accepted.
    fn from_parameter(text: &str, asker: Asker<'_>) -> Result<Self, String>;
}

impl<T: Scalar> FromParameter for T {
    const SHAPE: Shape = T::SHAPE;

    fn from_parameter(text: &str, asker: Asker<'_>) -> Result<Self, String> {
        if text == ME && is_person(T::SHAPE) {
            let me = asker.me.ok_or_else(|| "me is the person who asks, and an integration is none; name a person by id".to_owned())?;
            return T::from_parameter(&me.to_string(), asker.region);
        }
        T::from_parameter(text, asker.region)
    }
}

/// What the person who asks may call himself.
pub const ME: &str = "me";
/// What a parameter says to ask for rows without a value.
pub const NULL: &str = "null";

/// Is it the id of a person, who may be called [`ME`]?
pub fn is_person(shape: Shape) -> bool {
    shape == <UserId as Scalar>::SHAPE
}

/// Values of one parameter at most.
const MOST: usize = 200;

/// Several values by commas: `stage=active,abandoned`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several<T>(pub Vec<T>);

impl<T: FromParameter> FromParameter for Several<T> {
    const SHAPE: Shape = T::SHAPE;
    const SEVERAL: bool = true;
    const NULLABLE: bool = T::NULLABLE;

    fn from_parameter(text: &str, asker: Asker<'_>) -> Result<Self, String> {
        if text.split(',').nth(MOST).is_some() {
            return Err(format!("takes at most {MOST} values; ask for the rest in a request of its own"));
        }
        text.split(',').map(|one| T::from_parameter(one.trim(), asker)).collect::<Result<_, _>>().map(Self)
    }
}

impl<T: Copy> Several<T> {
    /// The values.
    pub fn each(&self) -> impl Iterator<Item = T> {
        self.0.iter().copied()
    }
}

/// A value of a member that may be null, or `null` for rows that have none: `curator_id=null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrNull<T>(pub Option<T>);

impl<T: FromParameter> FromParameter for OrNull<T> {
    const SHAPE: Shape = T::SHAPE;
    const NULLABLE: bool = true;

    fn from_parameter(text: &str, asker: Asker<'_>) -> Result<Self, String> {
        if text == NULL { Ok(Self(None)) } else { T::from_parameter(text, asker).map(|value| Self(Some(value))) }
    }
}

/// What a column that may be null is asked for.
pub(crate) trait Wanted {
    /// The rows that have one of the values in `column`, and those without any if `null` is among them.
    fn among(&self, column: impl Compare + Copy) -> Condition;
}

impl<S: Scalar<Plain: Into<Value>> + Clone> Wanted for OrNull<S> {
    fn among(&self, column: impl Compare + Copy) -> Condition {
        Several(vec![self.clone()]).among(column)
    }
}

impl<S: Scalar<Plain: Into<Value>> + Clone> Wanted for Several<OrNull<S>> {
    fn among(&self, column: impl Compare + Copy) -> Condition {
        let values: Vec<S> = self.0.iter().filter_map(|wanted| wanted.0.clone()).collect();
        let without = self.0.iter().any(|wanted| wanted.0.is_none());
        let with = (!values.is_empty()).then(|| column.is_one_of(values));
        Condition::any().add_option(with).add_option(without.then(|| column.is_null()))
    }
}

#[cfg(test)]
mod tests {
    use domain::clients::Stage;
    use uuid::Uuid;

    use super::*;

    fn read<T: FromParameter>(text: &str, asker: Asker<'_>) -> Result<T, String> {
        T::from_parameter(text, asker)
    }

    #[test]
    fn me_is_the_person_who_asks_and_an_integration_is_none() {
        let me = UserId::new(Uuid::from_u128(7));
        let person = Asker { me: Some(me), region: "RU" };
        assert_eq!(read::<UserId>("me", person), Ok(me));
        assert_eq!(read::<Several<OrNull<UserId>>>("me,null", person), Ok(Several(vec![OrNull(Some(me)), OrNull(None)])));
        assert!(read::<UserId>("me", Asker::default()).unwrap_err().starts_with("me is the person who asks"));
        assert!(read::<domain::ClientId>("me", person).unwrap_err().starts_with("must be an id that begins with client_"));
    }

    #[test]
    fn null_is_read_where_a_member_may_be_null_and_nowhere_else() {
        assert_eq!(read::<OrNull<Stage>>("null", Asker::default()), Ok(OrNull(None)));
        assert!(read::<Stage>("null", Asker::default()).is_err());
    }

    #[test]
    fn a_parameter_takes_so_many_values_and_no_more() {
        let text = |number: usize| vec!["1"; number].join(",");
        assert_eq!(read::<Several<i64>>(&text(MOST), Asker::default()).map(|several| several.0.len()), Ok(MOST));
        assert!(read::<Several<i64>>(&text(MOST + 1), Asker::default()).unwrap_err().starts_with("takes at most 200 values"));
    }
}
