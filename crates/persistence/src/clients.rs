//! Clients, their contacts, activities and assignments.

mod activities;
mod assignments;
mod candidates;
mod contacts;
mod lookups;
mod portfolio;
mod ranking;
mod search;
mod search_backfill;
mod segment;
mod silence;
mod silence_by_group;

pub(crate) use activities::activity;
pub use activities::{Activities, ActivityFilter};
pub(crate) use assignments::assignment;
pub use assignments::{AssignmentFilter, Assignments};
pub use candidates::{Alike, AlikePair};
pub(crate) use contacts::contact;
pub use contacts::{ContactFilter, Contacts};
pub use lookups::{Called, Known};
pub use portfolio::HisClients;
pub use search::Search;

use domain::clients::ranking::{Abc, Rank, Rfm, Xyz};
use domain::clients::{
    Client, ClientPhone, ClientSource, ContactExemption, DoNotCall, LossProposal, Qualification, RecordStatus, Stage, Temperature,
};
use domain::phone::Phone;
use domain::sales::{PaymentState, SaleState};
use domain::{ClientId, Currency, Date, Instant, Money, SaleId, UserId, Version};
use serde_json::Value;

use self::client::{Column as C, Entity};
use crate::prelude::*;
use crate::sales::payments::payment;
use crate::sales::sales::sale;
use crate::statement::Statement;
use crate::{Aggregate, AggregateId};

table! {
    /// One row a client for the whole life of the client; phones and e-mails are in it as JSON, so that a card is one row. Its column
    /// `fingerprint` is written and read by `lookups` alone.
    client: "clients" of Client as client {
        id: ClientId,
        version: Version as NextVersion,
        external_id: Option<String>,
        legal_name: String,
        trade_name: Option<String>,
        inn: Option<String>,
        kpp: Option<String>,
        vat_id: Option<String>,
        head_office_id: Option<ClientId>,
        city: Option<String>,
        legal_address: Option<String>,
        actual_address: Option<String>,
        time_zone: Option<String>,
        source: ClientSource,
        referrer_client_id: Option<ClientId>,
        phones: Vec<ClientPhone> as Json,
        emails: Vec<String> as List,
        stage: Stage,
        stage_since: Instant,
        temperature: Option<Temperature>,
        recontact_on: Option<Date>,
        qualification: Option<Qualification> as Json,
        reason: Option<String>,
        no_shows: i32,
        acquisition_no: i32,
        first_sale_id: Option<SaleId>,
        first_sale_on: Option<Date>,
        last_sale_on: Option<Date>,
        handed_over_at: Option<Instant>,
        last_contact_at: Option<Instant>,
        last_curator_contact_at: Option<Instant>,
        silence_from: Instant,
        loss_proposal: Option<LossProposal> as Json,
        lost_at: Option<Instant>,
        won_back_at: Option<Instant>,
        credit_hold: bool,
        group_code: Option<String>,
        curator_id: Option<UserId>,
        key_account: bool,
        hunter_of_record_id: Option<UserId>,
        created_by: Option<UserId>,
        imported: bool,
        duplicate_of_id: Option<ClientId>,
        record_status: RecordStatus,
        merged_into_id: Option<ClientId>,
        created_at: Instant,
    } with {
        contact_exemption: contact_exempt_until.map(|until_on| ContactExemption { until_on, reason: contact_exempt_reason.unwrap_or_default() }) => {
            contact_exempt_until: Option<Date> = client.contact_exemption.as_ref().map(|exemption| exemption.until_on),
            contact_exempt_reason: Option<String> = client.contact_exemption.as_ref().map(|exemption| exemption.reason.clone()),
        },
        rank: rank_of(abc, xyz, rfm, net_12_minor.zip(net_12_currency)) => {
            abc: Option<Abc> = client.rank.map(|rank| rank.abc),
            xyz: Option<Xyz> = client.rank.map(|rank| rank.xyz),
            rfm: Option<Rfm> = client.rank.map(|rank| rank.rfm),
            net_12_minor: Option<i64> = client.rank.map(|rank| rank.net_12_months.minor()),
            net_12_currency: Option<Currency> = client.rank.map(|rank| rank.net_12_months.currency()),
        },
    } and {
        silent_since: Instant = client.silent_since(),
    }
}

/// A rank is whole or not there.
fn rank_of(abc: Option<Abc>, xyz: Option<Xyz>, rfm: Option<Rfm>, net: Option<(i64, Currency)>) -> Option<Rank> {
    let (minor, currency) = net?;
    Some(Rank { abc: abc?, xyz: xyz?, rfm: rfm?, net_12_months: Money::new(minor, currency) })
}

aggregate! { Client: ClientId, "client", in client; }

object! {
    Qualification { need, decision_maker_known, volume_hint, solvency_checked, region_served }
    LossProposal { reason, by, at }
    StoredPhone { number, extension, label, callable, do_not_call_at, do_not_call_by }
}

/// A phone number of a client, with one member for each key of the JSON object.
struct StoredPhone {
    number: Phone,
    extension: Option<String>,
    label: Option<String>,
    callable: bool,
    do_not_call_at: Option<Instant>,
    do_not_call_by: Option<UserId>,
}

impl Object for ClientPhone {
    fn to_json(&self) -> Value {
        let Self { number, extension, label, callable, do_not_call } = self.clone();
        let do_not_call_by = do_not_call.and_then(|blocked| blocked.by);
        let do_not_call_at = do_not_call.map(|blocked| blocked.at);
        StoredPhone { number, extension, label, callable, do_not_call_at, do_not_call_by }.to_json()
    }

    fn from_json(json: Value) -> Option<Self> {
        let StoredPhone { number, extension, label, callable, do_not_call_at, do_not_call_by: by } = StoredPhone::from_json(json)?;
        Some(Self { number, extension, label, callable, do_not_call: do_not_call_at.map(|at| DoNotCall { at, by }) })
    }
}

// Indexes: m0003, m0016. A client who was never contacted is sorted, by last contact, by the start of the stage; who was, is silent
// since his last contact, and is looked for by that, so that filter and order go by one index.
crate::filter! {
    /// Filters of the list of clients.
    pub struct ClientFilter of client {
        /// Only clients in one of these stages; several are separated by commas, as in `active,abandoned`.
        stage: Several<Stage> => C::Stage.is_one_of(stage.each()),
        /// Only clients whose account owner (curator) is this person.
        curator_id: OrNull<UserId> => curator_id.among(C::CuratorId),
        /// Only clients whose first sale this hunter made.
        hunter_of_record_id: OrNull<UserId> => hunter_of_record_id.among(C::HunterOfRecordId),
        /// Only clients that came from this source.
        source: ClientSource => C::Source.is(*source),
        /// Only clients with this temperature, which says how near their need is.
        temperature: OrNull<Temperature> => temperature.among(C::Temperature),
        /// Only the client with this key of an import.
        external_id: OrNull<String> => external_id.among(C::ExternalId),
        /// Only the client with this Russian tax id (INN).
        inn: OrNull<String> => inn.among(C::Inn),
        /// Only clients with this phone number, in any form that is dialled in the company's region.
        phone: Phone => C::Id.in_subquery(lookups::sharing(phone)),
        /// Only clients found by these words, as in `аква 123-45-67`: every word occurs somewhere in a name, tax id, import key, phone number or
        /// e-mail address of the client or of its contact persons, in any case and spelling (ё = е). One word needs three letters or digits;
        /// at most eight words. Personal numbers of contacts are searched only for callers who may read them.
        q: Search,
        /// Only clients last spoken to before this instant, UTC.
        last_contact_before: Instant => was_contacted().and(C::SilentSince.lt(*last_contact_before)),
        /// Only clients last spoken to after this instant, UTC.
        last_contact_after: Instant => was_contacted().and(C::SilentSince.gt(*last_contact_after)),
        /// Only clients to be called again on or before this civil date.
        recontact_before: Date => C::RecontactOn.lte(*recontact_before),
        /// Only clients to be called again on or after this civil date.
        recontact_from: Date => C::RecontactOn.gte(*recontact_from),
        /// Only clients in their stage since before this instant, UTC.
        stage_since_before: Instant => C::StageSince.lt(*stage_since_before),
        /// Only clients in their stage since after this instant, UTC.
        stage_since_after: Instant => C::StageSince.gt(*stage_since_after),
        /// Only clients to whom their account owner (curator) last spoke before this instant, UTC.
        last_curator_contact_before: Instant => C::LastCuratorContactAt.lt(*last_curator_contact_before),
        /// Only clients whose last sale is dated before this civil date.
        last_sale_before: Date => C::LastSaleOn.lt(*last_sale_before),
        /// `true` lists only clients whose loss somebody proposed and nobody has decided, `false` only the others.
        loss_proposed: bool => if *loss_proposed { C::LossProposal.is_not_null() } else { C::LossProposal.is_null() },
        /// `true` lists only clients on credit hold, `false` only the others.
        credit_hold: bool => C::CreditHold.holds(*credit_hold),
        /// Only clients of the group with this code.
        group_code: OrNull<String> => group_code.among(C::GroupCode),
        /// Only clients of this class by how much they bought in twelve months; `null` lists those who did not buy.
        abc: OrNull<Abc> => abc.among(C::Abc),
        /// Only clients of this class by how evenly they bought in the twelve last full months.
        xyz: OrNull<Xyz> => xyz.among(C::Xyz),
        /// Only clients with these digits of recency, frequency and money, such as `545`.
        rfm: OrNull<Rfm> => rfm.among(C::Rfm),
        /// Only clients in this city, written the same.
        city: OrNull<String> => city.among(C::City),
        /// Only clients that this client recommended.
        referrer_client_id: OrNull<ClientId> => referrer_client_id.among(C::ReferrerClientId),
        /// Only branches of this client.
        head_office_id: OrNull<ClientId> => head_office_id.among(C::HeadOfficeId),
        /// Only records that are suspected to duplicate this client's.
        duplicate_of_id: OrNull<ClientId> => duplicate_of_id.among(C::DuplicateOfId),
        /// Only records with one of these statuses; several are separated by commas. Left out, records that were merged into others are not
        /// listed.
        record_status: Several<RecordStatus> => C::RecordStatus.is_one_of(record_status.each())
            .and(unless(record_status.each().any(|status| status == RecordStatus::Live), "clients.record_status <> 'live'")),
    }
    leaves_out filter { not_merged(filter.record_status.is_some()) }
    sorts {
        last_contact_at: C::SilentSince,
        stage_since: C::StageSince,
        legal_name: C::LegalName,
        recontact_on: C::RecontactOn,
        last_curator_contact_at: C::LastCuratorContactAt,
        last_sale_on: C::LastSaleOn,
        net_12_months: C::Net12Minor,
    }
    counts {
        stage: Stage = C::Stage,
        temperature: Option<Temperature> = C::Temperature,
        source: ClientSource = C::Source,
        curator_id: Option<UserId> = C::CuratorId,
        hunter_of_record_id: Option<UserId> = C::HunterOfRecordId,
        city: Option<String> = C::City,
        credit_hold: bool = C::CreditHold,
        group_code: Option<String> = C::GroupCode,
        abc: Option<Abc> = C::Abc,
        xyz: Option<Xyz> = C::Xyz,
        record_status: RecordStatus = C::RecordStatus,
    }
}

/// Who goes on in another record is left out, unless the list is asked for record states.
fn not_merged(asked: bool) -> Condition {
    Condition::all().add_option((!asked).then(|| Expr::cust("clients.record_status <> 'merged'")))
}

fn was_contacted() -> Expr {
    C::LastContactAt.is_not_null()
}

repository! {
    /// Clients.
    Clients: clients
}

impl Tx {
    /// The client of what goes by this id, and then that itself, both kept from changing until the transaction ends: one round trip.
    pub async fn lock_with_client<I: AggregateId>(&self, id: I) -> Result<(Option<Client>, Option<I::Aggregate>), StoreError> {
        let own = I::Aggregate::found_by(id, true, self.dialect());
        let (select, table) = (&Entity::texts().select, I::Aggregate::TABLE);
        let locked = if self.dialect() == Dialect::Postgres { " for update" } else { "" };
        let client = format!("{select} where id = (select client_id from {table} where id = $1){locked}");
        let client = Statement::new(client, own.values.clone());
        let (client, own) = Box::pin(self.answers(client, own)).await?;
        Ok((Client::read(&client)?, I::Aggregate::read(&own)?))
    }
}

impl Clients<'_> {
    /// Those with these ids, oldest first.
    pub async fn find_many(&self, ids: impl IntoIterator<Item = ClientId>) -> Result<Vec<Client>, StoreError> {
        Entity::find().filter(C::Id.is_one_of(ids)).order_by_asc(C::Id).values(self.0).await
    }

    /// A page of clients, whoever the reader is; `personal` is the reach within which the search also looks at personal phone numbers.
    pub async fn page(&self, filter: &ClientFilter, personal: Option<Reach>, request: &PageRequest) -> Result<Page<Client>, StoreError> {
        filter.page_within(self.0, self.found(filter, personal), request).await
    }

    /// How many clients there are, whoever the reader is, by members out of those of the list; searched as [`Clients::page`] does.
    pub async fn counts_by(&self, filter: &ClientFilter, personal: Option<Reach>, by: &[&'static str]) -> Result<Counts, StoreError> {
        filter.counts_within(self.0, self.found(filter, personal), by).await
    }

    /// Only clients who are found by the words of the filter, if it has any.
    fn found(&self, filter: &ClientFilter, personal: Option<Reach>) -> Condition {
        filter.q.as_ref().map_or_else(Condition::all, |search| search.condition(personal, self.0.dialect()))
    }

    /// Does the client owe us, or we the client? (C25)
    pub async fn has_open_money(&self, client: ClientId) -> Result<bool, StoreError> {
        let sales = sale::Entity::find().filter(sale::Column::ClientId.is(client));
        let owed = sales.filter(sale::Column::State.is_one_of([SaleState::Confirmed, SaleState::PartlyPaid]));
        let payments = payment::Entity::find().filter(payment::Column::ClientId.is(client));
        let waiting = payments.filter(payment::Column::State.is(PaymentState::Cleared)).filter(payment::Column::UnallocatedMinor.gt(0));
        Ok(owed.any(self.0).await? || waiting.any(self.0).await?)
    }
}
