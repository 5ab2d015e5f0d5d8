//! What a list is asked with and answers: re-exported from storage, so that HTTP knows nothing of it.

pub use domain::scalar::Shape;
pub use persistence::filter::{Parameter, Parameters, Several};
pub use persistence::{After, Page, PageRequest, Reach};
