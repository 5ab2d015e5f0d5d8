//! Every lifecycle as a table that a reader can check against RULES.md §3: event × state → next state.

use std::fmt::Write;

use domain::Word;

/// `→ state`, `=` where the event leaves it, `·` where it is refused.
fn table<S: Word, E: Word, X>(next: impl Fn(S, E) -> Result<S, X>) -> String {
    let cell = |state: S, event: E| match next(state, event) {
        Ok(to) if to == state => "=".to_owned(),
        Ok(to) => format!("→ {}", to.as_str()),
        Err(_) => "·".to_owned(),
    };
    let events = E::ALL.iter().map(|event| event.as_str().len()).max().unwrap_or_default();
    let columns: Vec<_> = S::ALL
        .iter()
        .map(|state| {
            E::ALL.iter().map(|event| cell(*state, *event).chars().count()).chain([state.as_str().len()]).max().unwrap_or_default()
        })
        .collect();
    let mut text = String::from("event × state; = the event leaves the state, · the rules refuse it\n\n");
    let head: Vec<_> = S::ALL.iter().zip(&columns).map(|(state, width)| format!("{:width$}", state.as_str())).collect();
    writeln!(text, "{:events$}  {}", "", head.join("  ").trim_end()).unwrap();
    for event in E::ALL {
        let cells: Vec<_> = S::ALL.iter().zip(&columns).map(|(state, width)| format!("{:width$}", cell(*state, *event))).collect();
        writeln!(text, "{:events$}  {}", event.as_str(), cells.join("  ").trim_end()).unwrap();
    }
    text
}

macro_rules! lifecycles {
    ($($name:ident = $next:path;)+) => {$(
        #[test]
        fn $name() {
            super::committed(concat!("lifecycle_", stringify!($name)), &table($next));
        }
    )+};
}

lifecycles! {
    claim = domain::dossier::claim::next;
    duplicate = domain::merges::next_duplicate;
    merge = domain::merges::next;
    client = domain::clients::lifecycle::next;
    call_review = domain::calling::review::next;
    missed_call = domain::calling::missed::next;
    meeting = domain::meetings::lifecycle::next;
    opportunity = domain::sales::opportunity::next;
    sale = domain::sales::sale::next;
    payment = domain::sales::payment::next;
    handoff = domain::handoffs::lifecycle::next;
    user = domain::org::employment::next;
    signal = domain::portfolio::signal::next;
    collection_plan = domain::receivables::collection_plan::next;
    contract = domain::dossier::contract::next;
    promise = domain::dossier::promise::next;
    commission_plan = domain::commission::plan::next;
    entitlement = domain::commission::entitlement::next;
    accrual = domain::commission::accrual::next;
    adjustment = domain::commission::correction::next;
    period = domain::commission::period::next;
    webhook_endpoint = domain::webhooks::endpoint::next;
    webhook_delivery = domain::webhooks::delivery::next;
    script = domain::queue::script::next;
    call_list = domain::queue::list::next;
    call_task = domain::queue::task::next;
    suppression = domain::calling::suppression::next;
    statement = domain::commission::statement::next;
}
