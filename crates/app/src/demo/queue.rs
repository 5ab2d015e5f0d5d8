//! What the call centre of the demo company calls from: a script that its administrator has approved, and a list of whoever is still to be won.

use domain::access::Role;
use domain::queue::list::{ListSource, NewList, Segment};
use domain::queue::script::{AnswerKind, NewVersion, Objection, Step};

use super::people::Staff;
use crate::prelude::*;
use crate::queue::{activate_list, add_list, add_script, add_version, approve_version};

/// Writes the script and fills the list; from then on call managers may claim.
pub(super) async fn prepare(ctx: &Ctx, staff: &Staff) -> Result<()> {
    let (_, admin) = staff.nth(Role::CallCentreAdmin, 0).ok_or(AppError::Forbidden(Action::ManageCallLists))?;
    let script = add_script(ctx, admin, "Вода для офиса".to_owned()).await?;
    let version = add_version(ctx, admin, script.id, words()).await?;
    approve_version(ctx, admin, (script.id, version.number).into()).await?;
    let new = NewList {
        name: "Кому ещё не звонили".to_owned(),
        source: ListSource::Segment(Segment::default()),
        script_id: Some(script.id),
        priority: 50,
        window: None,
        user_ids: Vec::new(),
    };
    let list = add_list(ctx, admin, new).await?;
    activate_list(ctx, admin, list.list.id.into()).await?;
    Ok(())
}

fn words() -> NewVersion {
    let step = |code: &str, text: &str, answer, next: Option<&str>| Step {
        code: code.to_owned(),
        text: text.to_owned(),
        answer,
        options: Vec::new(),
        required: false,
        next: next.map(str::to_owned),
    };
    NewVersion {
        steps: vec![
            step("hello", "Здравствуйте! Кто у вас заказывает воду?", AnswerKind::Text, Some("people")),
            step("people", "Сколько человек в офисе?", AnswerKind::Number, Some("meeting")),
            step("meeting", "Наш специалист будет рядом во вторник. Показать вам кулер?", AnswerKind::YesNo, None),
        ],
        objections: vec![Objection {
            code: "has_supplier".to_owned(),
            text: "У нас уже есть поставщик".to_owned(),
            answer: "Сравним счета: привезём бутыль на пробу, и вы решите сами.".to_owned(),
        }],
    }
}
