//! Area by area, over HTTP.

mod batches;
mod calls;
mod clients;
mod commission;
mod doors;
mod handoffs;
mod meetings;
mod org;
mod payments;
mod platform;
mod portfolio;
mod real_calls;
mod repeats;
mod sales;

/// The members that a 422 points at.
fn pointers(answer: &crate::harness::Answer) -> Vec<&str> {
    answer["errors"].as_array().into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect()
}
