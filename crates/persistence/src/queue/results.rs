//! What has come of lists: their tasks, the calls made for them, and what those have led to; one grouped statement for all of them.

use std::collections::HashMap;

use domain::CallListId;
use uuid::Uuid;

use super::CallLists;
use crate::prelude::*;

/// The numbers of one list, by their names: states of tasks, `refused`, `dials`, `connects`, `meetings_booked` …
pub type ListFigures = HashMap<String, i64>;

impl CallLists<'_> {
    /// The numbers of these lists. `reached` are the seconds of talk from which on people spoke (N-20).
    pub async fn figures(&self, lists: &[CallListId], reached: i64) -> Result<HashMap<CallListId, ListFigures>, StoreError> {
        if lists.is_empty() {
            return Ok(HashMap::new());
        }
        let those = (2..lists.len() + 2).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let calls = format!(
            "from call_tasks t join calls c on c.call_task_id = t.id where t.call_list_id in ({those}) and c.direction = 'outbound'"
        );
        let meetings = format!(
            "from call_tasks t join calls c on c.call_task_id = t.id join meetings m on m.call_id = c.id where t.call_list_id in ({those})"
        );
        let sql = format!(
            "select call_list_id, state, count(*) from call_tasks where call_list_id in ({those}) group by call_list_id, state \
             union all select call_list_id, 'refused', count(*) from call_list_refusals where call_list_id in ({those}) group by call_list_id \
             union all select t.call_list_id, 'dials', count(*) {calls} group by t.call_list_id \
             union all select t.call_list_id, 'connects', count(*) {calls} and c.outcome = 'answered' and c.talk_seconds >= $1 group by t.call_list_id \
             union all select t.call_list_id, 'meetings_booked', count(*) {meetings} group by t.call_list_id \
             union all select t.call_list_id, 'meetings_held', count(*) {meetings} and m.state = 'held' group by t.call_list_id \
             union all select t.call_list_id, 'meetings_accepted', count(*) {meetings} and m.acceptance = 'accepted' group by t.call_list_id \
             union all select t.call_list_id, 'clients_won', count(*) from call_tasks t join clients k on k.id = t.client_id \
             where t.call_list_id in ({those}) and k.first_sale_on >= t.created_on group by t.call_list_id"
        );
        let values = std::iter::once(reached.into()).chain(lists.iter().map(|list| list.uuid().into()));
        let mut figures: HashMap<CallListId, ListFigures> = HashMap::new();
        for row in self.0.rows(&sql, values).await? {
            let (list, name, number): (Uuid, String, i64) = row.read()?;
            figures.entry(CallListId::new(list)).or_default().insert(name, number);
        }
        Ok(figures)
    }
}
