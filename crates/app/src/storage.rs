//! The database as the program opens it: handed through, so that HTTP knows the use cases alone.

pub use persistence::{Dialect, Store, StoreError, StoreOptions};
