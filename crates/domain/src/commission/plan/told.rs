//! What the journal says of a draft that has changed: each number before and after.

use crate::Event;
use crate::commission::Terms;

impl Terms {
    /// The event with every number that is another in `after`.
    pub(super) fn told(&self, after: &Self, event: Event) -> Event {
        let steps = |terms: &Self| -> Vec<serde_json::Value> {
            terms.residual_steps.iter().map(|step| serde_json::json!({"months": step.months, "rate_bp": step.rate_bp})).collect()
        };
        event
            .changed_if("first_sale_bp", self.first_sale_bp, after.first_sale_bp)
            .changed_if("residual_steps", steps(self), steps(after))
            .changed_if("new_line_bp", self.new_line_bp, after.new_line_bp)
            .changed_if("new_line_months", self.new_line_months, after.new_line_months)
            .changed_if("farmer_bp", self.farmer_bp, after.farmer_bp)
            .changed_if("key_account_bp", self.key_account_bp, after.key_account_bp)
            .changed_if("cap_bp", self.cap_bp, after.cap_bp)
            .changed_if("clawback_days", self.clawback_days, after.clawback_days)
            .changed_if("tail_days", self.tail_days, after.tail_days)
            .changed_if("late_residual_days", self.late_residual_days, after.late_residual_days)
            .changed_if("handoff_holdback_bp", self.handoff_holdback_bp, after.handoff_holdback_bp)
    }
}
