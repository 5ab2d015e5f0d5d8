//! Area by area, over HTTP.

mod org;
mod platform;
