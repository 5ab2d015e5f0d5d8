//! Whom a curator is to greet (S004-4): birthdays of his clients' companies and of the people there who decide.

use domain::dossier::greeting::due;
use domain::{Date, UserId};
use persistence::dossier::Birthday;

use crate::prelude::*;

/// A birthday, and the day on which it is this time.
#[derive(Clone, Debug, PartialEq)]
pub struct Greeting {
    pub birthday: Birthday,
    pub on: Date,
}

/// The greetings that are due today for the clients of a curator, by their days.
pub async fn greetings_of(ctx: &Ctx, curator: UserId) -> Result<Vec<Greeting>> {
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(ctx.now());
    let known = ctx.read().dossier_sections().birthdays_of_clients_of(curator).await?;
    let greeting = |birthday: Birthday| {
        let contact = birthday.last_contact_at.map(|at| rules.calendar.date(at));
        due(birthday.on, contact, today, &rules.calendar).map(|on| Greeting { birthday, on })
    };
    let mut greetings: Vec<_> = known.into_iter().filter_map(greeting).collect();
    greetings.sort_by_key(|greeting| (greeting.on, greeting.birthday.client_id, greeting.birthday.contact_id));
    Ok(greetings)
}

#[cfg(test)]
mod tests;
