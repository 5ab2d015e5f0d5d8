//! Nothing: the tests are one binary, `all.rs`. Cargo wants a library beside it.
