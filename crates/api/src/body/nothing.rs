//! The body of a command that has no members: none, or `{}`. What somebody puts there all the same would go unheard, so it is refused.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{media_type, read, receive, uncompressed};
use crate::Problem;

/// Nothing was said.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoMembers {}

impl FromRequest for Nothing {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = media_type(req, "application/json").and_then(|()| uncompressed(req));
        let bytes = receive(req, Bytes::from_request(req, payload));
        Box::pin(async move {
            let bytes = bytes.await?;
            // Of what type nothing is, is nobody's business.
            if !bytes.is_empty() {
                kind?;
                read::<NoMembers>(&bytes)?;
            }
            Ok(Self)
        })
    }
}
