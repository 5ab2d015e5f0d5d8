//! Area by area, over HTTP.

mod clients;
mod calls;
mod commission;
mod doors;
mod meetings;
mod org;
mod platform;
mod portfolio;

/// The members that a 422 points at.
fn pointers(answer: &crate::harness::Answer) -> Vec<&str> {
    answer["errors"].as_array().into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect()
}
