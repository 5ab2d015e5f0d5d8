//! JSON that an earlier version has stored is still read.

use domain::commission::{CarveOut, Dispute, DisputeVerdict, Step, StepSpan, Terms};
use domain::{AccrualId, UserId};
use serde_json::json;
use uuid::Uuid;

use crate::codec::Object;

#[test]
fn a_dispute_names_ids_as_type_ids_and_its_instant_in_microseconds() {
    let (line, user) = (AccrualId::new(Uuid::from_u128(7)), UserId::new(Uuid::from_u128(8)));
    let open = json!({"accrual_id": line.to_string(), "reason": "not mine", "at": 1_700_000_000_000_000_i64,
        "verdict": null, "resolution": null, "decided_by": null});
    let dispute = Dispute::from_json(open.clone()).unwrap();
    assert_eq!((dispute.accrual_id, dispute.at.timestamp(), dispute.verdict), (line, 1_700_000_000, None));
    assert_eq!(dispute.to_json(), open);
    let decided = Dispute { verdict: Some(DisputeVerdict::Upheld), decided_by: Some(user), resolution: Some("so it is".into()), ..dispute };
    assert_eq!(Dispute::from_json(decided.to_json()), Some(decided));
    assert_eq!(Dispute::from_json(json!({"accrual_id": line.to_string(), "reason": "", "at": 1, "verdict": "perhaps"})), None);
}

#[test]
fn a_stored_null_reads_like_a_missing_member() {
    let step = json!({"number": 3, "from_on": "2026-03-03", "to_on": null, "rate_bp": 100});
    assert_eq!(StepSpan::from_json(step).unwrap().to_on, None);
    assert_eq!(Step::from_json(json!({"months": null, "rate_bp": 100})), Some(Step { months: None, rate_bp: 100 }));
    let carved = CarveOut::from_json(json!({"product_line": "water", "from_on": "2026-03-03"})).unwrap();
    assert_eq!(carved.to_json(), json!({"product_line": "water", "from_on": "2026-03-03"}));
    let terms = json!({"first_sale_bp": 1_000, "residual_steps": [{"months": 12, "rate_bp": 300}], "new_line_bp": 700, "new_line_months": 24,
        "farmer_bp": 200, "key_account_bp": 200, "cap_bp": 1_500, "clawback_days": null, "tail_days": 60, "late_residual_days": 365,
        "handoff_holdback_bp": 0});
    let read = Terms::from_json(terms).unwrap();
    assert_eq!((read.clawback_days, read.residual_steps.len()), (None, 1));
    assert_eq!(Terms::from_json(read.to_json()), Some(read));
}
