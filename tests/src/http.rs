//! Area by area, over HTTP.

mod platform;
