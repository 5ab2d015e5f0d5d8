//! What calls have brought in answers, as far as it can be counted.

use domain::calling::CallOutcome;
use domain::clients::Direction;
use domain::{CallId, ScriptId, Word};

use self::call_answer::{Column as C, Entity};
use super::Scripts;
use crate::prelude::*;

table! {
    /// Answers that can be counted; the primary key is the call and the step.
    call_answer: "call_answers" of CallAnswer as answer { call_id: CallId, script_id: ScriptId, number: i32, step: String, value: String, }
}

pub struct CallAnswer {
    call_id: CallId,
    script_id: ScriptId,
    number: i32,
    step: String,
    value: String,
}

/// How many calls had this answer to this step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerCount {
    pub step: String,
    pub value: String,
    pub calls: i64,
}

/// What has been done with a version of a script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScriptUse {
    pub calls: i64,
    pub connects: i64,
    pub meetings: i64,
}

/// Answers of one version that are told at most.
const MOST: u64 = 1_000;

impl Scripts<'_> {
    /// Replaces what is counted of the answers of a call.
    pub async fn count_answers(
        &self,
        call_id: CallId,
        (script_id, number): (ScriptId, i32),
        answers: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(), StoreError> {
        Entity::delete_many().filter(C::CallId.is(call_id)).run(self.0).await?;
        let rows: Vec<_> = answers.into_iter().map(|(step, value)| CallAnswer { call_id, script_id, number, step, value }).collect();
        Insert::<Entity>::of(&rows).later(self.0, Expects::Nothing).await
    }

    /// How often each answer was given, the most frequent first.
    pub async fn answer_counts(&self, script: ScriptId, number: i32) -> Result<Vec<AnswerCount>, StoreError> {
        let sql = format!(
            "select step, value, count(*) from call_answers where script_id = $1 and number = $2 group by step, value \
             order by step, count(*) desc, value limit {MOST}"
        );
        let rows = self.0.rows(&sql, [script.uuid().into(), number.into()]).await?;
        rows.iter()
            .map(|row| {
                let (step, value, calls) = row.read()?;
                Ok(AnswerCount { step, value, calls })
            })
            .collect()
    }

    /// How many calls were made with it, and what they led to. `reached` are the seconds of talk from which on people spoke (N-20).
    pub async fn used(&self, script: ScriptId, number: i32, reached: i64) -> Result<ScriptUse, StoreError> {
        let sql = format!(
            "select count(*), count(case when c.outcome = '{}' and c.talk_seconds >= $3 then 1 end), count(case when c.meeting_id is not null then 1 end) \
             from call_tasks t join calls c on c.call_task_id = t.id \
             where t.script_id = $1 and t.script_version = $2 and c.direction = '{}'",
            CallOutcome::Answered.as_str(),
            Direction::Outbound.as_str(),
        );
        let row = self.0.row(&sql, [script.uuid().into(), number.into(), reached.into()]).await?;
        let (calls, connects, meetings) = row.as_ref().map(crate::driver::Record::read).transpose()?.unwrap_or_default();
        Ok(ScriptUse { calls, connects, meetings })
    }
}
