//! What the path of a request names: a text that is no id of the kind names nothing, hence 404.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use domain::commission::Month;
use domain::ids::{Id, Kind};

use super::Key;
use super::month::{MonthText, path_month};
use crate::body::{IfMatch, MustMatch};
use crate::{Code, Problem};

/// The id that a path parameter is.
fn path_id<K: Kind>(text: &str) -> Result<Id<K>, Problem> {
    text.parse().map_err(|_| Problem::new(Code::NotFound, format!("{text} is no id of a {}", K::PREFIX)))
}

/// An id on the wire that a path can name, such as `ClientKey`.
pub trait InPath {
    /// The domain's id.
    type Id;
    /// Reads it from its path parameter.
    fn read(req: &HttpRequest) -> Result<Self::Id, Problem>;
}

impl<K: Kind> InPath for Key<K> {
    type Id = Id<K>;
    fn read(req: &HttpRequest) -> Result<Id<K>, Problem> {
        path_id(req.match_info().iter().next().map(|(_, text)| text).unwrap_or_default())
    }
}

/// The second id of a path, of what belongs to the first: `Child<ContactKey>` in `/clients/{id}/contacts/{contact_id}`.
#[derive(Debug)]
pub struct Child<T>(PhantomData<T>);

impl<K: Kind> InPath for Child<Key<K>> {
    type Id = Id<K>;
    fn read(req: &HttpRequest) -> Result<Id<K>, Problem> {
        path_id(req.match_info().iter().last().map(|(_, text)| text).unwrap_or_default())
    }
}

/// What a path names by an id and a number below it: `NumberOf<ScriptKey>` in `/scripts/{id}/versions/{number}`.
#[derive(Debug)]
pub struct NumberOf<T>(PhantomData<T>);

impl<K: Kind> InPath for NumberOf<Key<K>> {
    type Id = (Id<K>, i32);
    fn read(req: &HttpRequest) -> Result<(Id<K>, i32), Problem> {
        let text = req.match_info().get("number").unwrap_or_default();
        let number = text.parse().map_err(|_| Problem::new(Code::NotFound, format!("{text} is no number of a version")))?;
        Ok((Key::<K>::read(req)?, number))
    }
}

impl InPath for MonthText {
    type Id = Month;
    fn read(req: &HttpRequest) -> Result<Month, Problem> {
        path_month(req.match_info().get("month").unwrap_or_default())
    }
}

/// The id in the path of a request, such as `PathId<ClientKey>`.
#[derive(Debug)]
pub struct PathId<T: InPath>(T::Id);

/// What a command is about: the id in the path, and the version in `If-Match` if the caller sends it.
#[derive(Debug)]
pub struct Target<T: InPath>(app::Target<T::Id>);

/// What a patch changes: the id in the path, and the version in `If-Match`, without which it is 428.
#[derive(Debug)]
pub struct PatchTarget<T: InPath>(app::Target<T::Id>);

impl<T: InPath> Deref for PathId<T> {
    type Target = T::Id;
    fn deref(&self) -> &T::Id {
        &self.0
    }
}

impl<T: InPath> Deref for Target<T> {
    type Target = app::Target<T::Id>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: InPath> Deref for PatchTarget<T> {
    type Target = app::Target<T::Id>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: InPath> FromRequest for PathId<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(T::read(req).map(Self))
    }
}

impl<T: InPath> FromRequest for Target<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(T::read(req).and_then(|id| Ok(Self(app::Target { id, expected: IfMatch::of(req)?.0 }))))
    }
}

impl<T: InPath> FromRequest for PatchTarget<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(MustMatch::of(req).and_then(|expected| Ok(Self(app::Target { id: T::read(req)?, expected: expected.0 }))))
    }
}
