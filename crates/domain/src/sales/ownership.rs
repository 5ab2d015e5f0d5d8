//! Who may own an opportunity on a client (I-6, I-7, §6 *Opportunity before first sale / after handoff*), by roles.

use chrono::TimeDelta;

use super::{Opportunity, OpportunityState, Refusal, Sale};
use crate::access::Role;
use crate::clients::{Client, RecordStatus, Stage};
use crate::norms::{NormKey, Norms};
use crate::own_matter::{Matter, OwnMatter};
use crate::{Instant, UserId, Word};

/// The person who is to own a deal.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    pub id: UserId,
    pub roles: &'a [Role],
}

impl Owner<'_> {
    fn any(&self, wanted: &[Role]) -> bool {
        self.roles.iter().any(|role| wanted.contains(role))
    }

    /// May sell to new clients.
    pub fn hunts(&self) -> bool {
        self.any(&[Role::Hunter, Role::HeadActiveSales])
    }

    /// May sell any line to existing clients.
    fn keeps_all(&self) -> bool {
        self.any(&[Role::HeadClientDept, Role::KeyAccountManager, Role::HeadKeyAccounts])
    }
}

/// May `owner` own a deal on `line` of `client`? `bought`: the client bought of the line's family within N-42b.
pub fn may_own(client: &Client, owner: Owner<'_>, line: &str, bought: bool) -> Result<(), Refusal> {
    let stage = client.stage.as_str();
    if client.record_status != RecordStatus::Live {
        return Err(Refusal::ClientClosed { stage: client.record_status.as_str() });
    }
    match client.stage {
        Stage::Disqualified => Err(Refusal::ClientClosed { stage }),
        Stage::Suspect | Stage::Contacted | Stage::Nurturing | Stage::Qualified | Stage::MeetingBooked | Stage::Prospect => {
            if owner.hunts() { Ok(()) } else { Err(Refusal::WrongOwner { stage }) }
        }
        // Until the handoff is accepted the hunter answers for the client (§3.6).
        Stage::Client if owner.hunts() && client.curator_id == Some(owner.id) => Ok(()),
        Stage::Client | Stage::Active | Stage::Abandoned => kept(client, owner, line, bought),
        Stage::Lost => {
            if owner.keeps_all() || owner.any(&[Role::Farmer]) {
                Ok(())
            } else {
                Err(Refusal::ClientClosed { stage })
            }
        }
    }
}

/// A client who has bought: his curator sells lines bought before, a hunter new ones (I-7).
fn kept(client: &Client, owner: Owner<'_>, line: &str, bought: bool) -> Result<(), Refusal> {
    if owner.keeps_all() || (owner.hunts() && !bought) {
        return Ok(());
    }
    // Of an imported client (E-37) we do not know what he bought before.
    if owner.any(&[Role::Farmer]) {
        return if bought || client.imported { Ok(()) } else { Err(Refusal::LineNotSold { product_line: line.to_owned() }) };
    }
    if owner.hunts() {
        Err(Refusal::LineAlreadyBought { product_line: line.to_owned() })
    } else {
        Err(Refusal::WrongOwner { stage: client.stage.as_str() })
    }
}

/// May `by` sell to the client in his own name, or open a deal of his own on him (§6.1)? Until he is handed over his curator does, and
/// whoever owns a deal on him: a head who would like to gets the deal from a director.
pub fn may_sell_himself(client: &Client, owns_deal: bool, by: UserId) -> Result<(), OwnMatter> {
    let is_won_for_somebody = matches!(client.stage, Stage::MeetingBooked | Stage::Prospect | Stage::Client);
    let taken = is_won_for_somebody && !owns_deal && client.curator_id.is_some_and(|curator| curator != by);
    if taken { Err(OwnMatter { user_id: by, matter: Matter::Deal }) } else { Ok(()) }
}

/// Whoever is paid from money on these sales of the client: who sold them and shares in them, his curator, his hunter (§6.1).
pub fn paid_from(client: &Client, sales: &[Sale]) -> Vec<UserId> {
    let sold = sales.iter().flat_map(|sale| sale.credit_split.iter().map(|share| share.user_id).chain([sale.seller_id]));
    sold.chain(client.curator_id).chain(client.hunter_of_record_id).collect()
}

/// May a sale be drafted by this deal (§3.5, I-7)? By an open one only: its first money wins it, and what is sold to the client
/// afterwards is another sale, credited to whoever sells it, unless the first sale has a window (E-22). `by` is who sells in his own
/// name; support, heads and imports (`None`) draft for the deal's owner.
pub fn may_draft_sale(deal: &Opportunity, by: Option<UserId>, norms: &Norms, now: Instant) -> Result<(), Refusal> {
    let window = TimeDelta::try_days(norms.number(NormKey::FirstSaleWindowDays)).unwrap_or_default();
    let in_window = deal.state == OpportunityState::Won && deal.closed_at.is_some_and(|at| now < at + window);
    if deal.state != OpportunityState::Open && !in_window {
        return Err(Refusal::OpportunityClosed { opportunity_id: deal.id, state: deal.state.as_str() });
    }
    match by {
        Some(person) if person != deal.owner_id => Err(Refusal::NotYourOpportunity { owner_id: deal.owner_id }),
        _ => Ok(()),
    }
}

/// May a sale that was drafted in time still be confirmed, or changed? Also when another sale has won the deal meanwhile (E-51), not
/// when it was lost or cancelled.
pub fn may_confirm_sale(deal: &Opportunity) -> Result<(), Refusal> {
    match deal.state {
        OpportunityState::Open | OpportunityState::Won => Ok(()),
        OpportunityState::Lost | OpportunityState::Cancelled => {
            Err(Refusal::OpportunityClosed { opportunity_id: deal.id, state: deal.state.as_str() })
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::sales::sample::{client, deal};

    fn owner(roles: &[Role]) -> Owner<'_> {
        Owner { id: UserId::new(Uuid::from_u128(7)), roles }
    }

    #[test]
    fn until_the_handoff_nobody_sells_for_himself_what_another_works_on() {
        let [ivan, helga] = [7, 8].map(|number| UserId::new(Uuid::from_u128(number)));
        let of_ivan = |stage| Client { curator_id: Some(ivan), ..client(stage) };
        let own = Err(OwnMatter { user_id: helga, matter: Matter::Deal });
        for stage in [Stage::MeetingBooked, Stage::Prospect, Stage::Client] {
            assert_eq!(may_sell_himself(&of_ivan(stage), false, helga), own);
            assert_eq!(may_sell_himself(&of_ivan(stage), true, helga), Ok(()));
            assert_eq!(may_sell_himself(&of_ivan(stage), false, ivan), Ok(()));
        }
        assert_eq!(may_sell_himself(&of_ivan(Stage::Active), false, helga), Ok(()), "who sells then earns nothing by it");
    }

    /// Who may open what: stage | hunter on a new line, on a sold one; farmer likewise; key-account manager likewise.
    #[test]
    fn i6_i7_the_table_of_owners() {
        let cell = |stage, role, bought| if may_own(&client(stage), owner(&[role]), "water", bought).is_ok() { "yes" } else { "no" };
        let table: Vec<String> = Stage::ALL
            .iter()
            .map(|stage| {
                let cells: Vec<_> = [Role::Hunter, Role::Farmer, Role::KeyAccountManager]
                    .iter()
                    .flat_map(|role| [cell(*stage, *role, false), cell(*stage, *role, true)])
                    .collect();
                format!("{stage} | {}", cells.join(" "))
            })
            .collect();
        assert_eq!(
            table,
            [
                "suspect | yes yes no no no no",
                "contacted | yes yes no no no no",
                "nurturing | yes yes no no no no",
                "qualified | yes yes no no no no",
                "meeting_booked | yes yes no no no no",
                "prospect | yes yes no no no no",
                "client | yes no no yes yes yes",
                "active | yes no no yes yes yes",
                "abandoned | yes no no yes yes yes",
                "lost | no no yes yes yes yes",
                "disqualified | no no no no no no",
            ]
        );
    }

    #[test]
    fn a_deal_sells_while_it_is_open_and_for_its_owner() {
        let (open, norms, at) = (deal("water"), Norms::default(), Instant::UNIX_EPOCH);
        let draft = |deal: &Opportunity, by| may_draft_sale(deal, by, &norms, at);
        let (owner, farmer, opportunity_id) = (open.owner_id, UserId::new(Uuid::from_u128(7)), open.id);
        assert_eq!((draft(&open, Some(owner)), draft(&open, None)), (Ok(()), Ok(())));
        assert_eq!(draft(&open, Some(farmer)), Err(Refusal::NotYourOpportunity { owner_id: owner }));
        let won = Opportunity { state: OpportunityState::Won, ..open.clone() };
        let closed = |state| Err(Refusal::OpportunityClosed { opportunity_id, state });
        assert_eq!((draft(&won, Some(owner)), may_confirm_sale(&won), may_confirm_sale(&open)), (closed("won"), Ok(()), Ok(())));
        for state in [OpportunityState::Lost, OpportunityState::Cancelled] {
            let gone = Opportunity { state, ..open.clone() };
            assert_eq!((draft(&gone, None), may_confirm_sale(&gone)), (closed(state.as_str()), closed(state.as_str())));
        }
    }

    #[test]
    fn the_curating_hunter_sells_what_he_likes_until_the_handoff() {
        let mine = Client { curator_id: Some(owner(&[]).id), ..client(Stage::Client) };
        assert_eq!(may_own(&mine, owner(&[Role::Hunter]), "water", true), Ok(()));
        let handed = Client { stage: Stage::Active, ..mine };
        assert_eq!(
            may_own(&handed, owner(&[Role::Hunter]), "water", true),
            Err(Refusal::LineAlreadyBought { product_line: "water".into() })
        );
        let merged = Client { record_status: RecordStatus::Merged, ..handed };
        assert_eq!(may_own(&merged, owner(&[Role::Hunter]), "water", false), Err(Refusal::ClientClosed { stage: "merged" }));
    }
}
