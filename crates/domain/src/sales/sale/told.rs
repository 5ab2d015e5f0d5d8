//! What the journal says of a draft that has changed: each member before and after.

use serde_json::{Value, json};

use crate::Event;
use crate::sales::{Sale, SaleLine, split};

/// The event with every member of the terms that is another in `after`. What a line is called is free text, and not told.
pub(super) fn changes(before: &Sale, after: &Sale, event: Event) -> Event {
    let event = event
        .changed_if("opportunity_id", before.opportunity_id, after.opportunity_id)
        .changed_if("sale_on", before.sale_on.to_string(), after.sale_on.to_string())
        .changed_if("currency", before.currency.code(), after.currency.code())
        .changed_if("credit_split", split::fact(&before.credit_split), split::fact(&after.credit_split))
        .changed_if("gross_minor", before.gross_minor(), after.gross_minor());
    let called = |sale: &Sale| -> Vec<String> { sale.lines.iter().map(|line| line.description.clone()).collect() };
    if lines(&before.lines) == lines(&after.lines) {
        return event.altered_if("lines", called(before) != called(after));
    }
    event.changed("lines", lines(&before.lines), lines(&after.lines))
}

fn lines(lines: &[SaleLine]) -> Vec<Value> {
    lines.iter().map(|line| json!({"product_line": line.product_line, "net_minor": line.net_minor, "vat_bp": line.vat_bp})).collect()
}
