//! How members lie in their columns: in their plain form, or as JSON where nobody asks for their parts alone.

use domain::{Facts, Scalar, Version};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// How a member lies in its column.
pub trait Codec<T> {
    /// What the column holds.
    type Cell: crate::driver::Cell;
    /// The member as a cell.
    fn write(value: &T) -> Self::Cell;
    /// The cell as a member; `None` if it is no value of the member.
    fn read(cell: Self::Cell) -> Option<T>;
}

/// What the column of a `T` holds under the codec `C`.
pub type Cell<C, T> = <C as Codec<T>>::Cell;

/// In its plain form: ids, words, texts, numbers, instants, days, and options of them.
pub struct Plain;

impl<T: Scalar<Plain: crate::driver::Cell>> Codec<T> for Plain {
    type Cell = T::Plain;
    fn write(value: &T) -> T::Plain {
        value.plain()
    }
    fn read(cell: T::Plain) -> Option<T> {
        T::from_plain(cell)
    }
}

/// The version of an aggregate: its row carries the next one.
pub struct NextVersion;

impl Codec<Version> for NextVersion {
    type Cell = Version;
    fn write(value: &Version) -> Version {
        value + 1
    }
    fn read(cell: Version) -> Option<Version> {
        Some(cell)
    }
}

/// A list of values that have a plain form.
pub struct List;

impl<T: Scalar<Plain: Serialize + DeserializeOwned>> Codec<Vec<T>> for List {
    type Cell = Value;
    fn write(values: &Vec<T>) -> Value {
        values.iter().map(scalar).collect()
    }
    fn read(cell: Value) -> Option<Vec<T>> {
        let Value::Array(items) = cell else { return None };
        items.into_iter().map(from_scalar).collect()
    }
}

/// An object, an optional one, or a list of them.
pub struct Json;

impl<T: Object> Codec<T> for Json {
    type Cell = Value;
    fn write(value: &T) -> Value {
        value.to_json()
    }
    fn read(cell: Value) -> Option<T> {
        T::from_json(cell)
    }
}

impl<T: Object> Codec<Option<T>> for Json {
    type Cell = Option<Value>;
    fn write(value: &Option<T>) -> Option<Value> {
        value.as_ref().map(T::to_json)
    }
    fn read(cell: Option<Value>) -> Option<Option<T>> {
        cell.map_or(Some(None), |json| T::from_json(json).map(Some))
    }
}

impl<T: Object> Codec<Vec<T>> for Json {
    type Cell = Value;
    fn write(values: &Vec<T>) -> Value {
        values.iter().map(T::to_json).collect()
    }
    fn read(cell: Value) -> Option<Vec<T>> {
        let Value::Array(items) = cell else { return None };
        items.into_iter().map(T::from_json).collect()
    }
}

/// Something that is kept as JSON; declared by [`object!`].
pub trait Object: Sized {
    fn to_json(&self) -> Value;
    fn from_json(json: Value) -> Option<Self>;
}

/// Kept as it is.
impl Object for Value {
    fn to_json(&self) -> Value {
        self.clone()
    }
    fn from_json(json: Value) -> Option<Self> {
        Some(json)
    }
}

impl Object for Facts {
    fn to_json(&self) -> Value {
        Value::Object(self.clone())
    }
    fn from_json(json: Value) -> Option<Self> {
        if let Value::Object(facts) = json { Some(facts) } else { None }
    }
}

/// A plain value as JSON.
pub(crate) fn scalar<T: Scalar<Plain: Serialize>>(value: &T) -> Value {
    serde_json::to_value(value.plain()).unwrap_or_default()
}

/// And back; what is absent reads as null.
pub(crate) fn from_scalar<T: Scalar<Plain: DeserializeOwned>>(json: Value) -> Option<T> {
    serde_json::from_value(json).ok().and_then(T::from_plain)
}

/// Declares how a struct of the domain is kept as an object: the names of its members, `returns as Json` where one is itself an
/// object or a list, `rest = "rest_seconds"` where it has another name there. Members that are null are left out.
macro_rules! object {
    ($($type:ident { $($member:ident $(as $codec:ident)? $(= $name:literal)?),+ $(,)? })+) => {$(
        impl $crate::codec::Object for $type {
            fn to_json(&self) -> serde_json::Value {
                let members = [$(($crate::codec::member!(name $member $(, $name)?), $crate::codec::member!(write self.$member $(, $codec)?))),+];
                members.into_iter().filter(|(_, json)| !json.is_null()).map(|(name, json)| (name.to_owned(), json)).collect()
            }

            fn from_json(json: serde_json::Value) -> Option<Self> {
                let serde_json::Value::Object(mut members) = json else { return None };
                Some(Self { $($member: $crate::codec::member!(read members.remove($crate::codec::member!(name $member $(, $name)?)).unwrap_or_default() $(, $codec)?)?),+ })
            }
        }
    )+};
}

macro_rules! member {
    (name $member:ident) => {
        stringify!($member)
    };
    (name $member:ident, $name:literal) => {
        $name
    };
    (write $value:expr) => {
        $crate::codec::scalar(&$value)
    };
    (write $value:expr, $codec:ident) => {
        <$crate::codec::$codec as $crate::codec::Codec<_>>::write(&$value)
    };
    (read $json:expr) => {
        $crate::codec::from_scalar($json)
    };
    (read $json:expr, $codec:ident) => {
        <$crate::codec::$codec as $crate::codec::Codec<_>>::read($json)
    };
}

pub(crate) use {member, object};
