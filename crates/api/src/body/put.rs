//! What is put under an external id: read as something new where nobody is known by it, else as a change of what is known.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use utoipa::openapi::schema::{AdditionalProperties, Object, ObjectBuilder};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use validator::{Validate, ValidationErrors};

use super::precondition::IfMatch;
use super::{Extracted, Read, read, read_body};
use crate::Problem;

/// What another system says of a thing of its own, which may be new (`N`) or known (`P`, a merge patch). Members that only one of both
/// has count in that case alone.
#[derive(Debug)]
pub struct Put<N, P> {
    external_id: String,
    expected: Option<i64>,
    members: Members,
    of: PhantomData<fn() -> (N, P)>,
}

impl<N, P> Put<N, P> {
    /// The id that the thing has in the other system.
    pub fn external_id(&self) -> &str {
        &self.external_id
    }

    /// A member that is a text, as far as it can be read: what the thing is recognised by.
    pub fn text(&self, name: &str) -> Option<String> {
        self.members.get(name).and_then(|text| serde_json::from_str(text).ok())
    }

    /// A member that is an id.
    pub fn id<K: domain::ids::Kind>(&self, name: &str) -> Option<domain::ids::Id<K>> {
        self.text(name).and_then(|text| text.parse().ok())
    }

    /// What is known by `id`, in the version that the caller has read if he says one.
    pub const fn target<I>(&self, id: I) -> app::Target<I> {
        app::Target { id, expected: self.expected }
    }

    fn under(external_id: String, members: Members) -> Result<Self, Problem> {
        let length = external_id.chars().count();
        if external_id.trim().is_empty() || length > MOST || external_id.contains('\0') {
            return Err(Problem::field("/external_id", "length", "1 to 200 characters, and not blanks alone"));
        }
        Ok(Self { external_id, expected: None, members, of: PhantomData })
    }
}

/// Characters of an external id at most.
const MOST: usize = 200;

impl<N: Shape, P: Shape> Put<N, P> {
    /// The thing as a new one; null is as good as nothing.
    #[expect(clippy::new_ret_no_self, reason = "it is the thing that is new")]
    pub fn new(&self) -> Result<N, Problem> {
        if self.expected.is_some() {
            return Err(Problem::version_mismatch());
        }
        let ours = properties::<N>();
        let only_known: BTreeSet<_> = properties::<P>().difference(&ours).cloned().collect();
        let said = |name: &str, text: &str| text != "null" && name != KEY && !only_known.contains(name);
        let key = serde_json::to_string(&self.external_id).unwrap_or_default();
        read(self.members.json(said, Some(&key)).as_bytes())
    }

    /// The thing as a change of what is known.
    pub fn change(&self) -> Result<P, Problem> {
        let ours = properties::<P>();
        let only_new: BTreeSet<_> = properties::<N>().difference(&ours).cloned().collect();
        read(self.members.json(|name, _| name != KEY && !only_new.contains(name), None).as_bytes())
    }
}

const KEY: &str = "external_id";

/// What a body is read into.
pub trait Shape: DeserializeOwned + Validate + PartialSchema {}

impl<T: DeserializeOwned + Validate + PartialSchema> Shape for T {}

fn object<T: PartialSchema>() -> Option<Object> {
    match T::schema() {
        RefOr::T(Schema::Object(object)) => Some(object),
        _ => None,
    }
}

fn properties<T: PartialSchema>() -> BTreeSet<String> {
    object::<T>().map(|object| object.properties.keys().cloned().collect()).unwrap_or_default()
}

impl<N: Shape, P: Shape> Read for Put<N, P> {
    /// An item of a batch carries its external id itself.
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let members: Members = read(bytes)?;
        let missing = || Problem::field("/external_id", "required", "say by which id the other system knows it");
        let text = members.get(KEY).ok_or_else(missing)?;
        let external_id = serde_json::from_str(text).map_err(|_| Problem::field("/external_id", "wrong_value", "must be a text"))?;
        Self::under(external_id, members)
    }
}

#[derive(Deserialize)]
struct InPath {
    external_id: String,
}

impl<N: Shape + 'static, P: Shape + 'static> FromRequest for Put<N, P> {
    type Error = Problem;
    type Future = Extracted<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let named = actix_web::web::Path::<InPath>::extract(req).into_inner();
        let expected = IfMatch::of(req);
        let bytes = read_body(req, payload, "application/json");
        Box::pin(async move {
            let named =
                named.map_err(|_| Problem::new(crate::Code::NotFound, "the external id in the path cannot be read: encode it as UTF-8"))?;
            let expected = expected?.0;
            let members: Members = read(&bytes.await?)?;
            if members.get(KEY).is_some_and(|text| serde_json::from_str::<String>(text).ok().as_ref() != Some(&named.external_id)) {
                return Err(Problem::field("/external_id", "not_that_of_the_path", "leave it out, or send the id that the path names"));
            }
            Ok(Self { expected, ..Self::under(named.into_inner().external_id, members)? })
        })
    }
}

/// The members of an object as they were written; one given twice is refused, as everywhere.
#[derive(Debug)]
struct Members(Vec<(String, Box<RawValue>)>);

impl Members {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.get())
    }

    /// An object of the members that are `wanted`, and of the external id if there is one to say.
    fn json(&self, wanted: impl Fn(&str, &str) -> bool, external_id: Option<&str>) -> String {
        let named = |name: &str, text: &str| format!("{}:{text}", serde_json::to_string(name).unwrap_or_default());
        let members = self.0.iter().filter(|(name, value)| wanted(name, value.get())).map(|(name, value)| named(name, value.get()));
        let members: Vec<_> = members.chain(external_id.map(|text| named(KEY, text))).collect();
        format!("{{{}}}", members.join(","))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members: Vec<(String, Box<RawValue>)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if members.iter().any(|(known, _)| *known == name) {
                        return Err(A::Error::custom(format!("duplicate field `{name}`")));
                    }
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        json.deserialize_map(Each)
    }
}

impl Validate for Members {
    /// What the members say is judged when they are read as one thing or the other.
    fn validate(&self) -> Result<(), ValidationErrors> {
        Ok(())
    }
}

impl PartialSchema for Members {
    fn schema() -> RefOr<Schema> {
        RefOr::T(ObjectBuilder::new().into())
    }
}

impl<N: PartialSchema, P: ToSchema> ToSchema for Put<N, P> {
    fn name() -> std::borrow::Cow<'static, str> {
        P::name().replace("Patch", "Put").into()
    }
}

impl<N: PartialSchema, P: ToSchema> PartialSchema for Put<N, P> {
    /// The members of both, none of them required: which ones a new thing needs, its creation says.
    fn schema() -> RefOr<Schema> {
        let (new, known) = (object::<N>().unwrap_or_default(), object::<P>().unwrap_or_default());
        let mut both = known;
        both.required.clear();
        for (name, member) in new.properties {
            both.properties.entry(name).or_insert(member);
        }
        both.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        let needed = new.required.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        both.description = Some(format!(
            "What another system says, whether it is new here or known. Left-out members stay as they are, and null empties one; something new needs {needed}."
        ));
        RefOr::T(Schema::Object(both))
    }
}
