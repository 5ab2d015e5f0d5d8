//! What happens in the queue of the call centre.

super::catalogue! {
    /// Scripts, call lists, call tasks.
    ScriptCreated [script] "A script was made." "Создан скрипт." { name: Text }
    ScriptUpdated [script] "A script was changed." "Скрипт изменён." { name ~ Text, state ~ Word, approved_version ~ Number | null }
    ScriptWithdrawn [script] "A script is out of use." "Скрипт выведен из работы." { state ~ Word }
    ScriptVersionDrafted [scriptversion] "A version of a script was written." "Написана версия скрипта." { script_id: Id, number: Number }
    ScriptVersionUpdated [scriptversion] "A version of a script was changed." "Версия скрипта изменена." { steps: Word, objections: Word, state ~ Word }
    ScriptVersionApproved [scriptversion] "A version of a script was approved." "Версия скрипта утверждена." { script_id: Id, number: Number, state ~ Word }
    CallListCreated [calllist] "A call list was made." "Создан список обзвона." { name: Text }
    CallListUpdated [calllist] "A call list was changed." "Список обзвона изменён." { name ~ Text, script_id ~ Id | null, priority ~ Number, window ~ Text | null, user_ids ~ Ids, state ~ Word, clients: Number }
    CallListActivated [calllist] "The clients of a call list may be called." "Список обзвона запущен." { state ~ Word }
    CallListExhausted [calllist] "Nobody of a call list is left to be called." "Список обзвона исчерпан." { state ~ Word }
    CallListWithdrawn [calllist] "A call list is out of use." "Список обзвона отозван." { state ~ Word }
    CallTaskClaimed [calltask] "Somebody took a client to call." "Клиент взят в обзвон." { call_list_id: Id, attempts: Number, state ~ Word, user_id: Id }
    CallTaskReleased [calltask] "A client went back into the queue." "Клиент вернулся в очередь." { call_list_id: Id, attempts: Number, state ~ Word, user_id: Id, outcome: Word, disposition: Word, until: Instant }
    CallTaskLeaseExpired [calltask] "Whoever took a client did not say in time what came of it." "Время на клиента истекло." { call_list_id: Id, attempts: Number, state ~ Word, user_id: Id, outcome: Word }
    CallTaskUpdated [calltask] "A task of the queue was changed." "Задача обзвона изменена." { call_list_id: Id, attempts: Number, state ~ Word, outcome: Word, phones: Number }
    CallTaskCallbackSet [calltask] "A client asked to be called back." "Клиент просил перезвонить." { call_list_id: Id, attempts: Number, state ~ Word, user_id: Id, due_at: Instant | null }
    CallTaskDone [calltask] "A call settled a task of the queue." "Задача обзвона выполнена." { call_list_id: Id, attempts: Number, state ~ Word, disposition: Word }
    CallTaskExhausted [calltask] "A client was tried in vain too often." "Попытки дозвониться исчерпаны." { call_list_id: Id, attempts: Number, state ~ Word, reason: Word }
    CallTaskCancelled [calltask] "Nobody is to call a client any more." "Задача обзвона отменена." { call_list_id: Id, attempts: Number, state ~ Word, reason: Word }
    CallTaskRecycled [calltask] "A client is tried again from the beginning." "Клиент снова в обзвоне." { call_list_id: Id, attempts: Number, state ~ Word }
}
