//! A client's row and his value, both ways.

use domain::clients::{Client, ClientPhone, ContactExemption, DoNotCall, LossProposal, Qualification};
use domain::phone::Phone;
use domain::{ClientId, Id, SaleId, UserId};
use sea_orm::ActiveValue::Set;

use super::fingerprint_kept;
use crate::StoreError;
use crate::entity::client::{self as entity, ActiveModel, Model};
use crate::row::Row;

pub(super) fn row(client: &Client) -> ActiveModel {
    let exemption = client.contact_exemption.as_ref();
    ActiveModel {
        id: Set(client.id.uuid()),
        version: Set(client.version + 1),
        external_id: Set(client.external_id.clone()),
        fingerprint: fingerprint_kept(),
        legal_name: Set(client.legal_name.clone()),
        trade_name: Set(client.trade_name.clone()),
        inn: Set(client.inn.clone()),
        kpp: Set(client.kpp.clone()),
        vat_id: Set(client.vat_id.clone()),
        city: Set(client.city.clone()),
        legal_address: Set(client.legal_address.clone()),
        actual_address: Set(client.actual_address.clone()),
        time_zone: Set(client.time_zone.clone()),
        source: Set(client.source.to_string()),
        referrer_client_id: Set(client.referrer_client_id.map(Id::uuid)),
        phones: Set(entity::Phones(client.phones.iter().map(phone_row).collect())),
        emails: Set(entity::Texts(client.emails.clone())),
        stage: Set(client.stage.to_string()),
        stage_since: Set(client.stage_since),
        temperature: Set(client.temperature.map(|word| word.to_string())),
        recontact_on: Set(client.recontact_on),
        qualification: Set(client.qualification.clone().map(qualification_row)),
        reason: Set(client.reason.clone()),
        no_shows: Set(i64::from(client.no_shows)),
        acquisition_no: Set(i64::from(client.acquisition_no)),
        first_sale_id: Set(client.first_sale_id.map(Id::uuid)),
        first_sale_on: Set(client.first_sale_on),
        last_sale_on: Set(client.last_sale_on),
        handed_over_at: Set(client.handed_over_at),
        last_contact_at: Set(client.last_contact_at),
        last_curator_contact_at: Set(client.last_curator_contact_at),
        silent_since: Set(client.last_contact_at.unwrap_or(client.stage_since)),
        loss_proposal: Set(client.loss_proposal.map(|proposal| entity::LossProposal {
            reason: proposal.reason.to_string(),
            by: proposal.by.uuid(),
            at: proposal.at,
        })),
        lost_at: Set(client.lost_at),
        won_back_at: Set(client.won_back_at),
        contact_exempt_until: Set(exemption.map(|exemption| exemption.until_on)),
        contact_exempt_reason: Set(exemption.map(|exemption| exemption.reason.clone())),
        credit_hold: Set(client.credit_hold),
        curator_id: Set(client.curator_id.map(Id::uuid)),
        hunter_of_record_id: Set(client.hunter_of_record_id.map(Id::uuid)),
        created_by: Set(client.created_by.map(Id::uuid)),
        imported: Set(client.imported),
        duplicate_of_id: Set(client.duplicate_of_id.map(Id::uuid)),
        record_status: Set(client.record_status.to_string()),
        merged_into_id: Set(client.merged_into_id.map(Id::uuid)),
        created_at: Set(client.created_at),
    }
}

pub(super) fn value(row: Model) -> Result<Client, StoreError> {
    let cell = Row::of("clients", row.id);
    let loss = row.loss_proposal.map(|proposal| {
        cell.word("loss_proposal", &proposal.reason).map(|reason| LossProposal { reason, by: UserId::new(proposal.by), at: proposal.at })
    });
    let exemption =
        row.contact_exempt_until.map(|until_on| ContactExemption { until_on, reason: row.contact_exempt_reason.unwrap_or_default() });
    Ok(Client {
        id: ClientId::new(row.id),
        version: row.version,
        external_id: row.external_id,
        legal_name: row.legal_name,
        trade_name: row.trade_name,
        inn: row.inn,
        kpp: row.kpp,
        vat_id: row.vat_id,
        city: row.city,
        legal_address: row.legal_address,
        actual_address: row.actual_address,
        time_zone: row.time_zone,
        source: cell.word("source", &row.source)?,
        referrer_client_id: row.referrer_client_id.map(ClientId::new),
        phones: row.phones.0.into_iter().map(phone).collect(),
        emails: row.emails.0,
        stage: cell.word("stage", &row.stage)?,
        stage_since: row.stage_since,
        temperature: cell.maybe_word("temperature", row.temperature.as_deref())?,
        recontact_on: row.recontact_on,
        qualification: row.qualification.map(qualification),
        reason: row.reason,
        no_shows: i32::try_from(row.no_shows).map_err(|_| cell.corrupt("no_shows"))?,
        acquisition_no: i32::try_from(row.acquisition_no).map_err(|_| cell.corrupt("acquisition_no"))?,
        first_sale_id: row.first_sale_id.map(SaleId::new),
        first_sale_on: row.first_sale_on,
        last_sale_on: row.last_sale_on,
        handed_over_at: row.handed_over_at,
        last_contact_at: row.last_contact_at,
        last_curator_contact_at: row.last_curator_contact_at,
        loss_proposal: loss.transpose()?,
        lost_at: row.lost_at,
        won_back_at: row.won_back_at,
        contact_exemption: exemption,
        credit_hold: row.credit_hold,
        curator_id: row.curator_id.map(UserId::new),
        hunter_of_record_id: row.hunter_of_record_id.map(UserId::new),
        created_by: row.created_by.map(UserId::new),
        imported: row.imported,
        duplicate_of_id: row.duplicate_of_id.map(ClientId::new),
        record_status: cell.word("record_status", &row.record_status)?,
        merged_into_id: row.merged_into_id.map(ClientId::new),
        created_at: row.created_at,
    })
}

fn phone_row(phone: &ClientPhone) -> entity::Phone {
    entity::Phone {
        number: phone.number.as_str().to_owned(),
        label: phone.label.clone(),
        callable: phone.callable,
        do_not_call_at: phone.do_not_call.map(|blocked| blocked.at),
        do_not_call_by: phone.do_not_call.and_then(|blocked| blocked.by).map(Id::uuid),
    }
}

fn phone(row: entity::Phone) -> ClientPhone {
    let by = row.do_not_call_by.map(UserId::new);
    ClientPhone {
        number: Phone::stored(row.number),
        label: row.label,
        callable: row.callable,
        do_not_call: row.do_not_call_at.map(|at| DoNotCall { at, by }),
    }
}

fn qualification_row(facts: Qualification) -> entity::Qualification {
    let Qualification { need, decision_maker_known, volume_hint, solvency_checked, region_served } = facts;
    entity::Qualification { need, decision_maker_known, volume_hint, solvency_checked, region_served }
}

fn qualification(row: entity::Qualification) -> Qualification {
    let entity::Qualification { need, decision_maker_known, volume_hint, solvency_checked, region_served } = row;
    Qualification { need, decision_maker_known, volume_hint, solvency_checked, region_served }
}
