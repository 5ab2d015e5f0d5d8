//! Area by area, over HTTP.

mod calls;
mod doors;
mod meetings;
mod org;
mod platform;
