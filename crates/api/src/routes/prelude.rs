//! What every operation needs: the annotations of actix, the context, the caller, bodies and answers.

pub use actix_web::web::{Data, Path};
pub use actix_web::{get, patch, post, put};
pub use app::Ctx;

pub use crate::Problem;
pub use crate::answer::Answer;
pub use crate::auth::{Caller, May, permission};
pub use crate::body::{Json, MustMatch, Nothing, Patch};
pub use crate::list::{Counting, List, ListQuery};
pub use crate::wire::{Child, PatchTarget, PathId, Target};

/// What an operation answers that tells of one resource.
pub type Answered<T> = Result<Answer<T>, Problem>;
/// What an operation answers that tells of many.
pub type Listed<T> = Result<List<T>, Problem>;
