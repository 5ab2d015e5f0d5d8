//! What almost every use case needs.

pub use domain::access::{Action, Standing};
pub use domain::clients::Client;
pub use domain::{Decided, Event, EventName};
pub use persistence::{Page, PageRequest};

pub use crate::{Actor, AppError, Ctx, Target, Work};

/// What a use case answers.
pub type Result<T, E = AppError> = std::result::Result<T, E>;
