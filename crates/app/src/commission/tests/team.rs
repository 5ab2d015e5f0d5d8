//! A small company that sells, hands over and is paid, for the tests of commission.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::access::Role;
use domain::clients::ClientSource;
use domain::clients::register::NewClient;
use domain::commission::{Accrual, Month};
use domain::handoffs::ChecklistItem;
use domain::handoffs::steps::Proposal;
use domain::org::UnitCode;
use domain::sales::Sale;
use domain::sales::allocation::RequestedAllocation;
use domain::sales::payment::NewPayment;
use domain::sales::refund::NewRefund;
use domain::sales::sale::{NewLine, Terms};
use domain::{ClientId, Currency, Date, Money, UserId, Word};
use persistence::commission::{AccrualFilter, StatementFilter};

use crate::list::Reach;
use crate::org::{NewPerson, create_user};
use crate::prelude::*;
use crate::sales::{Recorded, SaleDraft};
use crate::{clients, fixture, handoffs, sales};

/// A person and the actor that he is.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) actor: Actor,
}

pub(super) struct Team {
    pub(super) ctx: Ctx,
    pub(super) hunter: Person,
    pub(super) farmer: Person,
    pub(super) finance: Person,
    pub(super) director: Person,
    pub(super) client: ClientId,
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed).to_string()
}

const PAGE: PageRequest = PageRequest { limit: 200, after: None, sort: "id", descending: false };

async fn person(ctx: &Ctx, unit: UnitCode, role: Role) -> Person {
    let name = format!("{role}{}", unique());
    let new = NewPerson {
        external_id: None,
        email: format!("{name}@baton.test"),
        name,
        unit,
        roles: vec![role],
        extension: None,
        deputy_user_id: None,
        password: None,
    };
    let user = create_user(ctx, &Actor::system(), new).await.unwrap();
    Person { id: user.id, actor: Actor::person(user.id, unit, vec![role]) }
}

impl Team {
    /// A hunter with a client who has not bought yet, on 3 March 2026.
    pub(super) async fn open() -> Self {
        let ctx = fixture::empty_company().await;
        for code in ["water", "coolers"] {
            let line = sales::NewProductLine { external_id: None, code: code.into(), name: code.into(), parent: None };
            sales::add_product_line(&ctx, &Actor::system(), line).await.unwrap();
        }
        let hunter = person(&ctx, UnitCode::ActiveSales, Role::Hunter).await;
        let client = registered(&ctx, &hunter).await.id;
        Self {
            farmer: person(&ctx, UnitCode::ClientDepartment, Role::Farmer).await,
            finance: person(&ctx, UnitCode::Finance, Role::Finance).await,
            director: person(&ctx, UnitCode::Office, Role::Director).await,
            hunter,
            client,
            ctx,
        }
    }

    /// The same with the first sale of 100,000.00 net paid and handed over to the farmer.
    pub(super) async fn handed_over() -> Self {
        let team = Self::open().await;
        let first = team.sell(&team.hunter, "RUB", &[("water", 10_000_000, 2_200)]).await;
        team.pay(&first, 12_200_000, "2026-03-03").await;
        team.hand_over().await;
        team
    }

    pub(super) fn at(&self, instant: &str) {
        self.ctx.clock.set(fixture::at(instant));
        self.ctx.forget_rules();
    }

    pub(super) async fn sell(&self, who: &Person, currency: &str, lines: &[(&str, i64, i32)]) -> Sale {
        let today = self.ctx.rules().await.unwrap().calendar.date(self.ctx.now());
        let line = |(code, net_minor, vat_bp): &(&str, i64, i32)| NewLine {
            product_line: (*code).into(),
            description: String::new(),
            net_minor: *net_minor,
            vat_bp: *vat_bp,
        };
        let terms = Terms {
            opportunity_id: None,
            sale_on: today,
            currency: Currency::parse(currency).unwrap(),
            lines: lines.iter().map(line).collect(),
            credit_split: Vec::new(),
        };
        let draft = SaleDraft { client_id: self.client, source: None, external_id: None, seller_id: None, terms };
        let (Recorded::New(sale) | Recorded::Known(sale)) = sales::draft_sale(&self.ctx, &who.actor, draft).await.unwrap();
        sales::confirm_sale(&self.ctx, &who.actor, sale.id.into(), false).await.unwrap()
    }

    pub(super) async fn pay(&self, sale: &Sale, minor: i64, value_on: &str) {
        let new = NewPayment {
            source: "bank".into(),
            external_id: unique(),
            client_id: self.client,
            amount: Money::new(minor, sale.currency),
            value_on: day(value_on),
            named: vec![RequestedAllocation { sale_id: sale.id, amount_minor: minor }],
            recorded_by: None,
        };
        sales::record_payment(&self.ctx, &self.finance.actor, new).await.unwrap();
    }

    pub(super) async fn refund(&self, sale: &Sale, minor: i64, value_on: &str) {
        let new = NewRefund {
            source: "bank".into(),
            external_id: unique(),
            sale_id: Some(sale.id),
            payment_id: None,
            payment_external_id: None,
            amount: Money::new(minor, sale.currency),
            value_on: day(value_on),
            reason: "returned".into(),
            recorded_by: None,
        };
        sales::record_refund(&self.ctx, &self.finance.actor, new).await.unwrap();
    }

    pub(super) async fn hand_over(&self) {
        let filter = handoffs::HandoffFilter { client_id: Some(self.client), ..handoffs::HandoffFilter::default() };
        let handoff = self.ctx.read().page(Reach::All, &filter, &PAGE).await.unwrap().items.pop().unwrap();
        let how = Proposal { to: Some(self.farmer.id), checklist: ChecklistItem::ALL.to_vec(), rehearsed: true };
        handoffs::propose_handoff(&self.ctx, &self.hunter.actor, handoff.id.into(), how).await.unwrap();
        handoffs::accept_handoff(&self.ctx, &self.farmer.actor, handoff.id.into(), false).await.unwrap();
    }

    pub(super) async fn lines(&self, who: &Person) -> Vec<Accrual> {
        self.ctx.read().page(Reach::Own(who.id), &AccrualFilter::default(), &PAGE).await.unwrap().items
    }

    pub(super) async fn amounts(&self, who: &Person) -> Vec<i64> {
        self.lines(who).await.iter().map(|line| line.amount.minor()).collect()
    }

    pub(super) async fn earned(&self, who: &Person) -> i64 {
        self.amounts(who).await.iter().sum()
    }

    pub(super) async fn close(&self, text: &str) {
        super::close_period(&self.ctx, &self.finance.actor, month(text).into(), super::Close::Full).await.unwrap();
    }

    /// `(carry_in, total, payable, carry_out)` of a month.
    pub(super) async fn stated(&self, who: &Person, text: &str) -> (i64, i64, i64, i64) {
        let one = self.statement(who, text).await;
        (one.carry_in_minor, one.total_minor, one.payable_minor, one.carry_out_minor)
    }

    pub(super) async fn statement(&self, who: &Person, text: &str) -> domain::commission::Statement {
        let filter = StatementFilter { user_id: Some(who.id), period: Some(month(text)), ..StatementFilter::default() };
        self.ctx.read().page(Reach::All, &filter, &PAGE).await.unwrap().items.remove(0)
    }
}

async fn registered(ctx: &Ctx, hunter: &Person) -> Client {
    let new = NewClient { external_id: Some(unique()), ..NewClient::named("Camomile".into(), ClientSource::Inbound) };
    match clients::register_client(ctx, &hunter.actor, new).await.unwrap() {
        clients::Registered::New(client) | clients::Registered::Known(client) => client,
    }
}

/// The refusal of commission in an error.
pub(super) fn refusal<T: std::fmt::Debug>(done: Result<T>) -> domain::commission::Refusal {
    match done {
        Err(AppError::Commission(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}
