//! Area by area, over HTTP.

mod audit;
mod authentication;
mod batches;
mod calendar_feeds;
mod call_base;
mod call_claims;
mod call_corrections;
mod call_inbox;
mod call_legs;
mod call_queue;
mod call_reviews;
mod call_words;
mod calls;
mod claims;
mod client_group_months;
mod client_groups;
mod client_life;
mod clients;
mod collection_plans;
mod commission;
mod compression;
mod contracts;
mod corrections;
mod counts;
mod demo;
mod dispositions;
mod dossier;
mod dossier_log;
mod dossier_reviews;
mod duplicates;
mod edge;
mod events;
mod everyday_money;
mod filters;
mod handoffs;
mod include;
mod instants;
mod language;
mod limits;
mod lists;
mod meetings;
mod merges;
mod missed_calls;
mod opportunities;
mod org;
mod own_matters;
mod patches;
mod payments;
mod periods;
mod phones;
mod platform;
mod portfolio;
mod priority_buyers;
mod production;
mod promises;
mod promises_to_pay;
mod real_calls;
mod reassignments;
mod receivables;
mod refunds;
mod repeats;
mod reports;
mod round_trips;
mod roundabout;
mod sales;
mod screens;
mod search;
mod second_persons;
mod split_signatures;
mod streams;
mod suppressions;
mod telephony;
mod two_persons;
mod unusual_reading;
mod upserts;
mod webhook_deliveries;
mod webhook_faults;
mod webhooks;

pub(crate) use authentication::{password_form, token};

/// The members that a 422 points at.
fn pointers(answer: &crate::harness::Answer) -> Vec<&str> {
    answer["errors"].as_array().into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect()
}
