//! The steps of the scenarios that are about deals, money and handoffs.

use domain::access::Role;
use domain::clients::{ActivityKind, Direction};
use domain::handoffs::steps::Proposal;
use domain::handoffs::{ChecklistItem, Handoff, IntroKind, ReturnReason};
use domain::norms::NormKey;
use domain::sales::OpportunityStage;
use domain::sales::allocation::RequestedAllocation;
use domain::sales::opportunity::Loss;
use domain::sales::payment::NewPayment;
use domain::sales::refund::NewRefund;
use domain::sales::sale::{NewLine, Terms};
use domain::{ClientId, HandoffId, Money, Word};

use super::scenarios::Step;
use super::steps::{Case, OUT_OF_ORDER, Scene};
use crate::clients::{NewActivity, log_activity};
use crate::handoffs::{Introduction, accept_handoff, introduce_handoff, propose_handoff, return_handoff};
use crate::meetings::accept_meeting;
use crate::prelude::*;
use crate::sales::{
    Losing, NewOpportunity, Recorded, SaleDraft, advance_opportunity, confirm_sale, draft_sale, lose_opportunity, open_opportunity,
    record_payment, record_refund,
};

/// VAT on top of the net.
const VAT_BP: i32 = 2_200;
const LINES: [&str; 5] = ["water", "water", "coolers", "water", "coffee"];

impl Scene<'_> {
    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.ctx.company.currency)
    }

    /// The net price of a case's sales, 50,000 to 140,000 roubles.
    fn net(&self, sale: usize) -> i64 {
        5_000_000 + i64::try_from((self.number * 7_919 + sale * 1_301) % 90).unwrap_or(0) * 100_000
    }

    fn gross(&self, sale: usize) -> i64 {
        let net = self.net(sale);
        net + domain::money::share(net, VAT_BP)
    }

    fn line(&self) -> String {
        LINES.get(self.number % LINES.len()).copied().unwrap_or("water").to_owned()
    }

    pub(super) async fn deal(&self, case: &mut Case, step: Step) -> Result<()> {
        let (_, hunter) = self.one(Role::Hunter)?;
        let to = async |stage| advance_opportunity(self.ctx, hunter, case.deal.ok_or(OUT_OF_ORDER)?.into(), stage, None).await;
        match step {
            Step::ProposeDeal => {
                accept_meeting(self.ctx, hunter, case.meeting.ok_or(OUT_OF_ORDER)?.into()).await?;
                let client_id = case.client.ok_or(OUT_OF_ORDER)?;
                let close_on = self.today.checked_add_days(chrono::Days::new(14));
                let new = NewOpportunity {
                    client_id,
                    product_line: self.line(),
                    amount: self.money(self.net(0)),
                    close_on,
                    owner_id: None,
                    over_claim: false,
                };
                let deal = open_opportunity(self.ctx, hunter, new).await?;
                advance_opportunity(self.ctx, hunter, deal.id.into(), OpportunityStage::Proposal, None).await?;
                case.deal = Some(deal.id);
            }
            Step::Contract => {
                to(OpportunityStage::Negotiation).await?;
                to(OpportunityStage::Contract).await?;
            }
            _ => {
                let loss = Loss { reason: "дорого".to_owned(), competitor: Some("«Соседи»".to_owned()) };
                let again = self.today.checked_add_days(chrono::Days::new(60));
                lose_opportunity(
                    self.ctx,
                    hunter,
                    case.deal.ok_or(OUT_OF_ORDER)?.into(),
                    Losing { loss, recontact_on: again, last: false },
                )
                .await?;
            }
        }
        Ok(())
    }

    pub(super) async fn sell(&self, case: &mut Case, role: Role) -> Result<()> {
        let (_, seller) = self.one(role)?;
        let line =
            NewLine {
                product_line: self.line(), description: "поставка".to_owned(), net_minor: self.net(case.sales), vat_bp: VAT_BP
            };
        let terms = Terms {
            opportunity_id: if case.sales == 0 { case.deal } else { None },
            sale_on: self.today,
            currency: self.ctx.company.currency,
            lines: vec![line],
            credit_split: Vec::new(),
        };
        let draft = SaleDraft { client_id: case.client.ok_or(OUT_OF_ORDER)?, source: None, external_id: None, seller_id: None, terms };
        let (Recorded::New(sale) | Recorded::Known(sale)) = draft_sale(self.ctx, seller, draft).await?;
        case.sale = Some(confirm_sale(self.ctx, seller, sale.id.into(), false).await?.id);
        case.sales += 1;
        Ok(())
    }

    pub(super) async fn pay(&self, case: &Case) -> Result<()> {
        let minor = self.gross(case.sales.saturating_sub(1));
        let named = vec![RequestedAllocation { sale_id: case.sale.ok_or(OUT_OF_ORDER)?, amount_minor: minor }];
        self.money_comes(case, minor, named).await
    }

    /// Money for which nothing is sold yet: it waits unallocated.
    pub(super) async fn pay_in_advance(&self, case: &Case) -> Result<()> {
        self.money_comes(case, 30_000_000, Vec::new()).await
    }

    async fn money_comes(&self, case: &Case, minor: i64, named: Vec<RequestedAllocation>) -> Result<()> {
        let (_, finance) = self.one(Role::Finance)?;
        let new = NewPayment {
            source: "bank".to_owned(),
            external_id: format!("demo-{}-{}", self.number + 1, self.today.format("%m%d")),
            client_id: case.client.ok_or(OUT_OF_ORDER)?,
            amount: self.money(minor),
            value_on: self.today,
            named,
            recorded_by: None,
        };
        record_payment(self.ctx, finance, new).await.map(|_| ())
    }

    pub(super) async fn refund(&self, case: &Case) -> Result<()> {
        let (_, finance) = self.one(Role::Finance)?;
        let new = NewRefund {
            source: "bank".to_owned(),
            external_id: format!("demo-refund-{}", self.number + 1),
            sale_id: case.sale,
            payment_id: None,
            payment_external_id: None,
            amount: self.money(self.gross(case.sales.saturating_sub(1)) / 10),
            value_on: self.today,
            reason: "возврат тары".to_owned(),
            recorded_by: None,
        };
        record_refund(self.ctx, finance, new).await.map(|_| ())
    }

    pub(super) async fn handoff(&self, case: &Case, step: Step) -> Result<()> {
        let ((_, hunter), (_, farmer)) = (self.one(Role::Hunter)?, self.one(Role::Farmer)?);
        let id = self.open_handoff(case.client.ok_or(OUT_OF_ORDER)?).await?;
        match step {
            Step::ProposeHandoff => {
                let how = Proposal { to: farmer.user(), checklist: ChecklistItem::ALL.to_vec(), rehearsed: true };
                propose_handoff(self.ctx, hunter, id.into(), how).await?
            }
            Step::ReturnHandoff => {
                let comment = Some("кто подписывает акты?".to_owned());
                return_handoff(self.ctx, farmer, id.into(), ReturnReason::Incomplete, comment).await?
            }
            Step::AcceptHandoff => self.accept(farmer, id).await?,
            _ => {
                let how = Introduction { kind: IntroKind::Visit, occurred_at: self.now, contact_id: None };
                introduce_handoff(self.ctx, hunter, id.into(), how).await?
            }
        };
        Ok(())
    }

    /// The farmer accepts; where the portfolio is full, the head does, over the maximum.
    async fn accept(&self, farmer: &Actor, id: HandoffId) -> Result<Handoff> {
        let clients = self.ctx.read().clients().portfolio_size(farmer.user().ok_or(OUT_OF_ORDER)?).await?;
        if clients < self.ctx.rules().await?.norms.number(NormKey::PortfolioMax) {
            return accept_handoff(self.ctx, farmer, id.into(), false).await;
        }
        let (_, head) = self.one(Role::HeadClientDept)?;
        accept_handoff(self.ctx, head, id.into(), true).await
    }

    async fn open_handoff(&self, client: ClientId) -> Result<HandoffId> {
        Ok(self.ctx.read().handoffs().open_of(client).await?.ok_or(OUT_OF_ORDER)?.id)
    }

    pub(super) async fn talk(&self, case: &Case, role: Role) -> Result<()> {
        let (_, speaker) = self.one(role)?;
        let new = NewActivity {
            kind: ActivityKind::Call,
            direction: Direction::Outbound,
            two_way: true,
            occurred_at: self.now,
            result: Some("график доставок согласован".to_owned()),
            contact_id: None,
            next_step_on: None,
            corrects_id: None,
        };
        log_activity(self.ctx, speaker, case.client.ok_or(OUT_OF_ORDER)?, new).await.map(|_| ())
    }
}
