//! The kind of a sale: set by the system, never by the user (§3.5).

use super::family::Families;
use super::{Opportunity, Sale, SaleKind, SaleLine};
use crate::clients::Client;
use crate::norms::{NormKey, Norms};

/// What is known of the client when a sale's kind is decided.
#[derive(Clone, Copy, Debug)]
pub struct KindFacts<'a> {
    /// Has a first sale fired in the acquisition, or needs none to fire ([`awaits_first_sale`] is false)?
    pub fired: bool,
    /// The deal behind the sale, if its owner is a hunter.
    pub hunters_deal: Option<&'a Opportunity>,
    /// Codes of lines bought within N-42b by confirmed or paid sales.
    pub bought: &'a [String],
    pub families: &'a Families,
}

/// Is the first sale of the current acquisition still to come? Of imported clients it happened elsewhere (E-37), and one
/// who was released early is still in the acquisition of his first sale (C22).
pub const fn awaits_first_sale(client: &Client) -> bool {
    client.first_sale_id.is_none() && !(client.imported && client.acquisition_no <= 1)
}

/// E-22: is this sale a part of the first one? It is sold by the same deal and dated at most `sales.first_sale_window_days` after it.
pub fn belongs_to_first(sale: &Sale, first: &Sale, norms: &Norms) -> bool {
    let days = norms.number(NormKey::FirstSaleWindowDays);
    let later = (sale.sale_on - first.sale_on).num_days();
    days > 0 && sale.opportunity_id.is_some() && sale.opportunity_id == first.opportunity_id && later <= days
}

/// The kind of one line that is sold, once the first sale has fired: new if the hunter's deal is on its family and nobody bought of it.
fn line_kind(line: &SaleLine, known: KindFacts<'_>) -> SaleKind {
    let dealt = known.hunters_deal.is_some_and(|deal| known.families.root(&deal.product_line) == known.families.root(&line.product_line));
    if dealt && !known.families.bought(&line.product_line, known.bought) { SaleKind::NewLine } else { SaleKind::FollowOn }
}

impl Sale {
    /// The sale with its kind as far as it is known: provisional until the first sale has fired, then final.
    #[must_use]
    pub fn with_kind(mut self, known: KindFacts<'_>) -> Self {
        if known.fired {
            let kinds: Vec<SaleKind> = self.lines.iter().map(|line| line_kind(self.companion(line, known.families), known)).collect();
            for (line, kind) in self.lines.iter_mut().zip(kinds) {
                line.kind = kind;
            }
            let new = self.lines.iter().any(|line| line.kind == SaleKind::NewLine);
            (self.kind, self.kind_final) = (if new { SaleKind::NewLine } else { SaleKind::FollowOn }, true);
            self
        } else {
            self.as_first_sale(false)
        }
    }

    /// The first sale; `fired` once its trigger has fired (E-51).
    #[must_use]
    pub fn as_first_sale(mut self, fired: bool) -> Self {
        for line in &mut self.lines {
            line.kind = SaleKind::First;
        }
        (self.kind, self.kind_final) = (SaleKind::First, fired);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::Stage;
    use crate::norms::{NormValue, NormVersion};
    use crate::sales::family::families;
    use crate::sales::sample::{client, deal, line, sale};

    fn kinds(sale: &Sale) -> (SaleKind, bool, Vec<SaleKind>) {
        (sale.kind, sale.kind_final, sale.lines.iter().map(|line| line.kind).collect())
    }

    #[test]
    fn before_the_trigger_every_sale_may_be_the_first() {
        let families = families(&[]);
        let known = KindFacts { fired: false, hunters_deal: None, bought: &[], families: &families };
        assert_eq!(kinds(&sale(&[line("water", 1, 0)]).with_kind(known)), (SaleKind::First, false, vec![SaleKind::First]));
    }

    #[test]
    fn e22_a_trial_order_may_have_a_window() {
        let deal = deal("water");
        let first = Sale { opportunity_id: Some(deal.id), ..sale(&[]) };
        let after = |days: u64| Sale { sale_on: first.sale_on + chrono::Days::new(days), ..first.clone() };
        let days = |number| NormVersion {
            key: NormKey::FirstSaleWindowDays,
            value: NormValue::Number(number),
            effective_on: first.sale_on,
            unit: None,
            client_group: None,
            sequence: 1,
        };
        let window = Norms::on(first.sale_on, [days(30)]);
        assert!(!belongs_to_first(&after(0), &first, &Norms::default()), "by default the first sale stands alone");
        assert!(belongs_to_first(&after(30), &first, &window) && !belongs_to_first(&after(31), &first, &window));
        assert!(
            !belongs_to_first(&Sale { opportunity_id: None, ..after(1) }, &first, &window),
            "what is sold without the deal is follow-on"
        );
    }

    #[test]
    fn v4_a_new_line_and_a_sold_one_stand_on_one_invoice() {
        let families = families(&[("coolers_small", Some("coolers"))]);
        let (deal, bought) = (deal("coolers"), ["water".to_owned()]);
        let mixed = sale(&[line("water", 6_000_000, 2_200), line("coolers_small", 4_000_000, 1_000)]);
        let known = KindFacts { fired: true, hunters_deal: Some(&deal), bought: &bought, families: &families };
        assert_eq!(kinds(&mixed.clone().with_kind(known)), (SaleKind::NewLine, true, vec![SaleKind::FollowOn, SaleKind::NewLine]));
        // E-7: sold by a farmer it is follow-on, and so is a variant of what was bought.
        assert_eq!(kinds(&mixed.clone().with_kind(KindFacts { hunters_deal: None, ..known })).0, SaleKind::FollowOn);
        let bought = ["coolers".to_owned()];
        assert_eq!(kinds(&mixed.with_kind(KindFacts { bought: &bought, ..known })).0, SaleKind::FollowOn);
    }

    #[test]
    fn e37_and_c22_the_first_sale_of_an_imported_or_early_released_client_is_past() {
        let fresh = client(Stage::Contacted);
        assert!(awaits_first_sale(&fresh));
        assert!(!awaits_first_sale(&Client { imported: true, ..fresh.clone() }));
        assert!(awaits_first_sale(&Client { imported: true, acquisition_no: 2, ..fresh.clone() }));
        assert!(!awaits_first_sale(&Client { first_sale_id: Some(sale(&[]).id), ..fresh }));
    }
}
