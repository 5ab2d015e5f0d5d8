//! Commission on a real database: the money of the relay, closed months, foreign money, rights.

mod team;

use domain::commission::correction::NewAdjustment;
use domain::commission::plan::TermsChange;
use domain::commission::{AccrualState, EntitlementState, HeldReason, PeriodState, Refusal, StatementState};
use persistence::{PageRequest, Reach};

use self::team::{Team, day, month, refusal};
use super::*;
use crate::sweeps::months;

#[tokio::test]
async fn v1_the_first_sale_is_held_until_the_baton_is_passed() {
    let team = Team::open().await;
    let first = team.sell(&team.hunter, "RUB", &[("water", 10_000_000, 2_200)]).await;
    team.pay(&first, 12_200_000, "2026-03-03").await;
    let line = team.lines(&team.hunter).await.remove(0);
    assert_eq!(
        (line.amount.minor(), line.state, line.held_reason, line.period),
        (1_000_000, AccrualState::Held, Some(HeldReason::HandoffPending), None)
    );
    team.hand_over().await;
    let line = team.lines(&team.hunter).await.remove(0);
    assert_eq!((line.state, line.held_reason, line.period, line.late), (AccrualState::Posted, None, Some(month("2026-03")), false));
}

#[tokio::test]
async fn v2_and_v5_a_follow_on_pays_both_in_parts_and_a_refund_takes_its_share_back() {
    let team = Team::handed_over().await;
    team.at("2026-03-13T09:00:00Z");
    let again = team.sell(&team.farmer, "RUB", &[("water", 10_000_000, 2_200)]).await;
    for minor in [4_066_667, 4_066_667, 4_066_666] {
        team.pay(&again, minor, "2026-03-13").await;
    }
    assert_eq!(team.amounts(&team.hunter).await, [1_000_000, 100_000, 100_000, 100_000]);
    assert_eq!(team.earned(&team.farmer).await, 200_000);
    team.refund(&again, 3_050_000, "2026-03-13").await;
    assert_eq!((team.earned(&team.hunter).await, team.earned(&team.farmer).await), (1_000_000 + 300_000 - 75_000, 150_000));
    team.close("2026-03").await;
    assert_eq!(team.stated(&team.hunter, "2026-03").await, (0, 1_225_000, 1_225_000, 0));
    assert_eq!(team.stated(&team.farmer, "2026-03").await, (0, 150_000, 150_000, 0));
}

#[tokio::test]
async fn i15_a_closed_month_keeps_its_statements_and_sends_what_comes_later_on() {
    let team = Team::handed_over().await;
    team.close("2026-03").await;
    let before = team.statement(&team.hunter, "2026-03").await;
    let again = team.sell(&team.farmer, "RUB", &[("water", 1_000_000, 0)]).await;
    team.pay(&again, 1_000_000, "2026-03-03").await;
    let late = team.lines(&team.hunter).await.remove(1);
    assert_eq!((late.period, late.late, late.value_on), (Some(month("2026-04")), true, day("2026-03-03")));
    team.close("2026-03").await;
    assert_eq!(team.statement(&team.hunter, "2026-03").await, before);
}

#[tokio::test]
async fn a_negative_month_is_carried_into_the_next_and_set_off_once() {
    let team = Team::handed_over().await;
    let again = team.sell(&team.farmer, "RUB", &[("water", 10_000_000, 0)]).await;
    team.pay(&again, 10_000_000, "2026-03-03").await;
    team.close("2026-03").await;
    team.at("2026-04-10T09:00:00Z");
    team.refund(&again, 10_000_000, "2026-04-10").await;
    team.close("2026-04").await;
    assert_eq!(team.stated(&team.farmer, "2026-04").await, (0, -200_000, 0, -200_000));
    team.at("2026-05-12T09:00:00Z");
    let more = team.sell(&team.farmer, "RUB", &[("water", 25_000_000, 0)]).await;
    team.pay(&more, 25_000_000, "2026-05-12").await;
    team.close("2026-05").await;
    assert_eq!(team.stated(&team.farmer, "2026-05").await, (-200_000, 500_000, 300_000, 0));
    let reopened = reopen_period(&team.ctx, &team.finance.actor, month("2026-04").into(), "why not").await;
    assert!(matches!(refusal(reopened), Refusal::BalanceCarried { .. }));
}

#[tokio::test]
async fn i15_what_a_month_closed_late_owes_waits_for_the_next_to_be_closed() {
    let team = Team::handed_over().await;
    let again = team.sell(&team.farmer, "RUB", &[("water", 10_000_000, 0)]).await;
    team.pay(&again, 10_000_000, "2026-03-03").await;
    team.close("2026-03").await;
    team.at("2026-04-10T09:00:00Z");
    team.refund(&again, 10_000_000, "2026-04-10").await;
    team.at("2026-05-12T09:00:00Z");
    let more = team.sell(&team.farmer, "RUB", &[("water", 5_000_000, 0)]).await;
    team.pay(&more, 5_000_000, "2026-05-12").await;
    team.close("2026-05").await;
    assert_eq!(team.stated(&team.farmer, "2026-05").await, (0, 100_000, 100_000, 0));
    team.close("2026-04").await;
    assert_eq!(team.stated(&team.farmer, "2026-04").await, (0, -200_000, 0, -200_000));
    assert_eq!(team.stated(&team.farmer, "2026-05").await, (0, 100_000, 100_000, 0), "what is closed stays as it is");
    team.at("2026-06-12T09:00:00Z");
    let last = team.sell(&team.farmer, "RUB", &[("water", 15_000_000, 0)]).await;
    team.pay(&last, 15_000_000, "2026-06-12").await;
    team.close("2026-06").await;
    assert_eq!(team.stated(&team.farmer, "2026-06").await, (-200_000, 300_000, 100_000, 0));
}

#[tokio::test]
async fn a_later_month_owes_nothing_to_an_earlier_one_and_nothing_is_closed_before_the_ledger_begins() {
    let team = Team::handed_over().await;
    let again = team.sell(&team.farmer, "RUB", &[("water", 10_000_000, 0)]).await;
    team.pay(&again, 10_000_000, "2026-03-03").await;
    team.at("2026-04-10T09:00:00Z");
    team.refund(&again, 10_000_000, "2026-04-10").await;
    team.close("2026-04").await;
    team.close("2026-03").await;
    assert_eq!(team.stated(&team.farmer, "2026-04").await, (0, -200_000, 0, -200_000));
    assert_eq!(team.stated(&team.farmer, "2026-03").await, (0, 200_000, 200_000, 0));
    for early in ["0000-01", "2026-02"] {
        let refused = close_period(&team.ctx, &team.finance.actor, month(early).into(), Close::Full).await;
        assert_eq!(refusal(refused), Refusal::PeriodBeforeLedger { month: month(early), first_month: month("2026-03") });
    }
}

#[tokio::test]
async fn a_month_is_opened_again_by_two_persons_and_drafted_anew() {
    let team = Team::handed_over().await;
    team.close("2026-03").await;
    let id = team.statement(&team.hunter, "2026-03").await.id;
    issue_statement(&team.ctx, &team.finance.actor, id.into()).await.unwrap();
    assert_eq!(team.lines(&team.hunter).await[0].state, AccrualState::Stated);
    let once = reopen_period(&team.ctx, &team.finance.actor, month("2026-03").into(), "a payment was forgotten").await.unwrap();
    assert_eq!(once.state, PeriodState::Closed);
    let open = reopen_period(&team.ctx, &team.director.actor, month("2026-03").into(), "a payment was forgotten").await.unwrap();
    assert_eq!((open.state, team.statement(&team.hunter, "2026-03").await.state), (PeriodState::Open, StatementState::Draft));
    let again = team.sell(&team.farmer, "RUB", &[("water", 1_000_000, 0)]).await;
    team.pay(&again, 1_000_000, "2026-03-03").await;
    team.close("2026-03").await;
    assert_eq!(team.stated(&team.hunter, "2026-03").await, (0, 1_030_000, 1_030_000, 0));
    assert_eq!(team.statement(&team.hunter, "2026-03").await.id, id);
}

#[tokio::test]
async fn a_statement_goes_its_way_with_its_lines() {
    let team = Team::handed_over().await;
    team.close("2026-03").await;
    let (id, line) = (team.statement(&team.hunter, "2026-03").await.id, team.lines(&team.hunter).await[0].id);
    issue_statement(&team.ctx, &team.finance.actor, id.into()).await.unwrap();
    let early = approve_statement(&team.ctx, &team.finance.actor, id.into(), false).await;
    assert!(matches!(refusal(early), Refusal::DisputeWindowOpen { .. }));
    dispute_statement(&team.ctx, &team.hunter.actor, id.into(), (line, "half is missing")).await.unwrap();
    let correction = Some(domain::Money::new(50_000, domain::Currency::parse("RUB").unwrap()));
    let how = Resolution { verdict: domain::commission::DisputeVerdict::Upheld, reason: "so it is".into(), correction };
    let resolved = resolve_statement(&team.ctx, &team.finance.actor, id.into(), how).await.unwrap();
    assert_eq!((resolved.state, resolved.total_minor), (StatementState::Issued, 1_000_000));
    assert_eq!(team.lines(&team.hunter).await[1].period, Some(month("2026-04")));
    approve_statement(&team.ctx, &team.finance.actor, id.into(), false).await.unwrap();
    pay_statement(&team.ctx, &team.finance.actor, id.into(), Some("PAY-1")).await.unwrap();
    assert_eq!(team.lines(&team.hunter).await[0].state, AccrualState::Paid);
    let reopened = reopen_period(&team.ctx, &team.director.actor, month("2026-03").into(), "too late").await;
    assert!(matches!(refusal(reopened), Refusal::StatementPaid { .. }));
}

#[tokio::test]
async fn v6_foreign_money_waits_for_its_rate() {
    let team = Team::handed_over().await;
    let dollars = team.sell(&team.farmer, "USD", &[("water", 1_000_000, 0)]).await;
    team.pay(&dollars, 1_000_000, "2026-03-03").await;
    let line = team.lines(&team.hunter).await.remove(1);
    assert_eq!((line.state, line.held_reason, line.amount.minor()), (AccrualState::Held, Some(HeldReason::MissingFx), 30_000));
    let usd = domain::Currency::parse("USD").unwrap();
    let value_on = day("2026-03-03");
    let rate = RateInput { currency: usd, plan_currency: None, value_on, rate: "92.3456".parse().unwrap(), replaces: None };
    add_fx_rate(&team.ctx, &team.finance.actor, rate).await.unwrap();
    let line = team.lines(&team.hunter).await.remove(1);
    assert_eq!((line.state, line.plan_amount_minor, line.period), (AccrualState::Posted, Some(2_770_368), Some(month("2026-03"))));
    assert!(matches!(refusal(add_fx_rate(&team.ctx, &team.finance.actor, rate).await), Refusal::FxRateExists { .. }));
    team.refund(&dollars, 1_000_000, "2026-03-03").await;
    assert_eq!(team.lines(&team.hunter).await.iter().skip(1).filter_map(|line| line.plan_amount_minor).sum::<i64>(), 0);
}

#[tokio::test]
async fn c16_a_voided_first_sale_leaves_nothing() {
    let team = Team::open().await;
    let first = team.sell(&team.hunter, "RUB", &[("water", 10_000_000, 2_200), ("coolers", 333, 1_000)]).await;
    team.pay(&first, first.gross_minor(), "2026-03-03").await;
    team.refund(&first, first.gross_minor(), "2026-03-03").await;
    assert_eq!(team.earned(&team.hunter).await, 0);
    assert_eq!(rights(&team).await, [EntitlementState::Voided]);
    let ends: Vec<_> = team.lines(&team.hunter).await.iter().map(|line| (line.state, line.held_reason, line.period)).collect();
    assert!(ends.iter().all(|end| *end == (AccrualState::Voided, None, None)), "nothing waits for a handoff that will not come: {ends:?}");
    // What was released before it was voided is taken back by posted lines.
    let again = team.sell(&team.hunter, "RUB", &[("water", 10_000_000, 0)]).await;
    team.pay(&again, 10_000_000, "2026-03-03").await;
    team.hand_over().await;
    team.refund(&again, 10_000_000, "2026-03-03").await;
    let lines = team.lines(&team.hunter).await;
    let last: Vec<_> = lines.iter().rev().take(2).map(|line| (line.amount.minor(), line.state)).collect();
    assert_eq!(last, [(-1_000_000, AccrualState::Posted), (1_000_000, AccrualState::Posted)]);
}

#[tokio::test]
async fn a_client_lost_before_the_handoff_pays_nobody() {
    let team = Team::open().await;
    let first = team.sell(&team.hunter, "RUB", &[("water", 10_000_000, 0)]).await;
    team.pay(&first, 10_000_000, "2026-03-03").await;
    let line = team.lines(&team.hunter).await.remove(0);
    assert_eq!((line.version, line.state), (1, AccrualState::Held));
    crate::clients::propose_lost(&team.ctx, &team.director.actor, team.client.into(), domain::clients::LossReason::Liquidation)
        .await
        .unwrap();
    crate::clients::confirm_lost(&team.ctx, &team.director.actor, team.client.into()).await.unwrap();
    let line = team.lines(&team.hunter).await.remove(0);
    assert_eq!((line.version, line.state, line.period), (1, AccrualState::Held, None), "only an acceptance releases it (§8.4)");
    assert_eq!(rights(&team).await, [EntitlementState::Pending]);
}

async fn rights(team: &Team) -> Vec<EntitlementState> {
    let filter = EntitlementFilter { client_id: Some(team.client), ..EntitlementFilter::default() };
    let request = PageRequest { limit: 50, after: None, sort: "id", descending: false };
    team.ctx.read().page(Reach::All, &filter, &request).await.unwrap().items.iter().map(|right| right.state).collect()
}

#[tokio::test]
async fn a_disputed_right_holds_what_it_earns_and_posts_it_when_it_goes_on() {
    let team = Team::handed_over().await;
    let filter = EntitlementFilter { client_id: Some(team.client), ..EntitlementFilter::default() };
    let request = PageRequest { limit: 50, after: None, sort: "id", descending: false };
    let right = list_personal(&team.ctx, &team.hunter.actor, &filter, &request).await.unwrap().items.remove(0);
    suspend_entitlement(&team.ctx, &team.finance.actor, right.id.into(), Some("two hunters claim him")).await.unwrap();
    let again = team.sell(&team.farmer, "RUB", &[("water", 1_000_000, 0)]).await;
    team.pay(&again, 1_000_000, "2026-03-03").await;
    assert_eq!(team.lines(&team.hunter).await[1].held_reason, Some(HeldReason::Disputed));
    resume_entitlement(&team.ctx, &team.finance.actor, right.id.into(), None).await.unwrap();
    assert_eq!(team.lines(&team.hunter).await[1].state, AccrualState::Posted);
    let ended = end_entitlement(&team.ctx, &team.director.actor, right.id.into(), (None, None)).await.unwrap();
    assert_eq!((ended.state, ended.ended_on), (EntitlementState::Ended, Some(day("2026-03-03"))));
}

#[tokio::test]
async fn i18_a_plan_is_published_by_somebody_else_and_touches_only_what_comes_after_it() {
    let team = Team::handed_over().await;
    let input = PlanInput {
        name: "Generous".into(),
        effective_on: Some(day("2026-03-03")),
        currency: None,
        terms: TermsChange { farmer_bp: Some(500), residual_steps: Some(Vec::new()), ..TermsChange::default() },
    };
    let own = draft_plan(&team.ctx, &team.director.actor, input.clone()).await.unwrap();
    assert!(matches!(refusal(publish_plan(&team.ctx, &team.director.actor, own.id.into()).await), Refusal::OwnMatter { .. }));
    let plan = draft_plan(&team.ctx, &team.finance.actor, input).await.unwrap();
    assert_eq!((plan.number, plan.terms.first_sale_bp), (3, 1_000));
    publish_plan(&team.ctx, &team.director.actor, plan.id.into()).await.unwrap();
    let again = team.sell(&team.farmer, "RUB", &[("water", 1_000_000, 0)]).await;
    team.pay(&again, 1_000_000, "2026-03-03").await;
    assert_eq!((team.amounts(&team.hunter).await, team.amounts(&team.farmer).await), (vec![1_000_000, 30_000], vec![50_000]));
}

#[tokio::test]
async fn n49_the_clock_reminds_of_an_open_month_and_closes_nothing() {
    let team = Team::handed_over().await;
    assert_eq!(months::next_due(&team.ctx).await.unwrap(), Some(crate::fixture::at("2026-04-06T21:00:00Z")));
    team.at("2026-04-06T21:00:00Z");
    months::run(&team.ctx, team.ctx.now()).await.unwrap();
    assert_eq!(months::next_due(&team.ctx).await.unwrap(), Some(crate::fixture::at("2026-04-15T21:00:00Z")));
    assert!(team.ctx.read().signals().open(domain::portfolio::SignalKind::PeriodDue, "2026-03").await.unwrap().is_some());
    team.close("2026-03").await;
    assert_eq!(months::next_due(&team.ctx).await.unwrap(), None);
    assert!(team.ctx.read().signals().open(domain::portfolio::SignalKind::PeriodDue, "2026-03").await.unwrap().is_none());
}

#[tokio::test]
async fn e36_a_correction_is_a_line_with_a_reason_and_nobody_corrects_his_own() {
    let team = Team::handed_over().await;
    let rub = domain::Currency::parse("RUB").unwrap();
    let input = |user_id| NewAdjustment {
        user_id,
        counterpart_id: Some(team.farmer.id),
        amount: domain::Money::new(70_000, rub),
        reason: "split agreed afterwards".into(),
        client_id: Some(team.client),
        sale_id: None,
        value_on: None,
        statement_id: None,
    };
    add_adjustment(&team.ctx, &team.finance.actor, input(team.hunter.id)).await.unwrap();
    assert_eq!((team.earned(&team.hunter).await, team.earned(&team.farmer).await), (1_070_000, -70_000));
    let own = add_adjustment(&team.ctx, &team.finance.actor, input(team.finance.id)).await;
    assert!(matches!(own, Err(crate::AppError::OwnMatter(_))));
}
