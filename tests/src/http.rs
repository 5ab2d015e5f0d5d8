//! Area by area, over HTTP.

mod calls;
mod meetings;
mod org;
mod platform;
