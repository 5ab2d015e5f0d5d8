//! The file of a client: contracts with him, promises to him and of his, his claims (§3.15–§3.17), and the sections of his dossier
//! (§3.22). Plain get, list, create and patch of each stand in one file, its commands in another.

mod access_log;
mod claims;
mod computed;
mod contracts;
mod greetings;
mod promises;
mod review_signals;
mod sections;
mod settle_claim;
mod sign_contract;
mod write_section;

pub use access_log::{Access, AccessFilter, list_accesses};
pub(crate) use claims::refuse_open_claim;
pub use claims::{add_claim, get_claim, list_claims, update_claim};
pub use computed::{Computed, Receivables};
pub(crate) use contracts::purchases;
pub use contracts::{ContractView, add_contract, get_contract, list_contracts, update_contract};
pub use domain::dossier::claim::{ClaimChange, NewClaim};
pub use domain::dossier::contract::{ContractChange, ContractTerms, NewContract, TermsChange};
pub use domain::dossier::promise::{NewPromise, PromiseChange};
pub use greetings::{Greeting, greetings_of};
pub use persistence::dossier::{ClaimFilter, ContractFilter, PromiseFilter};
pub(crate) use promises::note;
pub use promises::{add_promise, break_promise, get_promise, keep_promise, list_promises, update_promise, withdraw_promise};
pub(crate) use review_signals::{end_signals, raise_signals};
pub use sections::{DossierView, SectionView, get_dossier, get_section};
pub use settle_claim::{assign_claim, reject_claim, resolve_claim};
pub use sign_contract::{perform_contract, sign_contract, terminate_contract};
pub use write_section::{review_section, write_section};

use std::collections::BTreeSet;

use domain::event::Restricted;
use domain::sales::Sale;
use domain::{ClientId, SaleId, UserId};

use crate::events::record_reads;
use crate::prelude::*;

/// Writes down whose restricted file was read (§6, S004-14): one entry a client.
async fn record_file_reads(ctx: &Ctx, actor: &Actor, clients: impl IntoIterator<Item = ClientId>, what: Restricted) -> Result<()> {
    let clients: BTreeSet<_> = clients.into_iter().collect();
    let reads = clients.into_iter().map(|client| Event::restricted_read(client, Some(client), what));
    record_reads(ctx, actor, reads.collect()).await
}

/// The sale that a member names, which is one of the client's.
async fn sale_of(work: &Work<'_>, client: ClientId, sale: Option<SaleId>) -> Result<Option<Sale>> {
    let Some(id) = sale else { return Ok(None) };
    let found = work.find(id).await?.filter(|sale| sale.client_id == client);
    found.map(Some).ok_or_else(|| AppError::field("/sale_id", "unknown", "this client has no such sale"))
}

/// The person whom a member names works here.
async fn somebody(work: &Work<'_>, user: UserId) -> Result<()> {
    let found = work.find(user).await?.filter(domain::org::User::may_work);
    found.map(drop).ok_or_else(|| AppError::field("/user_id", "unknown", "nobody with this id works here"))
}
