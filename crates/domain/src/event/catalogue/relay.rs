//! What happens to clients, calls, meetings and handoffs.

super::catalogue! {
    /// Clients, calls, meetings, handoffs, portfolios.
    ClientCreated [client] "A client was entered." "Заведён клиент." { stage: Word, source: Word, origin: Word }
    ClientUpdated [client] "A client's card was changed." "Карточка клиента изменена." { members: Words, phones: Number, phones: Word, credit_hold ~ Flag, reason: Text | null, hunter_of_record_id ~ Id, last_sale_on ~ Day, temperature: Word | null, recontact_on: Day | null; others }
    ClientContacted [client] "Somebody spoke with a client for the first time." "С клиентом впервые поговорили." { from: Word, to: Word, cause: Word }
    ClientQualified [client] "A client's need was established." "Потребность клиента выявлена." { from: Word, to: Word, cause: Word }
    ClientPostponed [client] "A client is to be asked again later." "К клиенту вернутся позже." { from: Word, to: Word, cause: Word }
    ClientDisqualified [client] "A client was written off." "Клиент списан." { from: Word, to: Word, cause: Word }
    ClientRecycled [client] "A client went back into the call centre's base." "Клиент возвращён в базу колл-центра." { from: Word, to: Word, cause: Word }
    ClientReopened [client] "A lost client was taken up again." "Потерянного клиента снова взяли в работу." { from: Word, to: Word, cause: Word, reason: Text | null, acquisition_no: Number }
    ClientStageChanged [client] "A client's stage followed from what happened elsewhere." "Стадия клиента изменилась вслед за другим событием." { from: Word, to: Word, cause: Word }
    ClientMerged [client] "A record of a client goes on in another one." "Карточка клиента объединена с другой." { from: Word, to: Word, cause: Word, merge_id: Id, survivor_id: Id }
    ClientUnmerged [client] "A record of a client stands alone again." "Объединение карточки клиента отменено." { merge_id: Id, survivor_id: Id, kept: Number }
    MergeProposed [merge] "Somebody says that two records are one client." "Предложено объединить две карточки." { survivor_id: Id, merged_id: Id }
    MergeApproved [merge] "A head agrees that two records are one client, or a director decided it." "Объединение карточек одобрено." { survivor_id: Id, merged_id: Id, state ~ Word }
    MergeRefused [merge] "Two records stay two clients." "В объединении карточек отказано." { survivor_id: Id, merged_id: Id, state ~ Word }
    DuplicateDismissed [duplicate] "Two records that resemble each other are two clients." "Похожие карточки признаны разными клиентами." { client_ids: Words, state ~ Word }
    ClientErased [client] "A client's personal data were erased." "Личные данные клиента стёрты." { from: Word, to: Word, cause: Word }
    ClientExempted [client] "A client need not be spoken to until a day." "Клиента разрешено не беспокоить до указанного дня." { until_on ~ Day }
    DuplicateSuspected [client] "A client resembles another one." "Клиент похож на другого." { duplicate_of_id: Id, score: Number, reasons: Words }
    ClientGroupChanged [client] "A client came into another group, or into none." "Клиент перешёл в другую группу или вышел из неё." { group_code ~ Text }
    ClientBelowMinimum [client] "On average a client buys less a month than the minimum of his group." "Клиент в среднем покупает за месяц меньше минимума своей группы." { group_code: Text, average_month: Money, min_purchase: Money }
    ClientDiscountDue [client] "The volume discount of a client is another than a month before." "Скидка клиента за объём не та, что месяц назад." { group_code: Text, month: Month, from_bp: Number, to_bp: Number }
    ContactAdded [contact] "A contact person was added." "Добавлено контактное лицо." { decision_maker: Flag }
    ContactUpdated [contact] "A contact person was changed." "Контактное лицо изменено." { decision_maker ~ Flag; others }
    ActivityLogged [activity] "A conversation or a note was written down." "Записан разговор или заметка." { kind: Word, direction: Word, two_way: Flag, user_id: Id }
    ReassignmentDone [reassignment] "Clients got other curators in one command." "Клиентов передали другим кураторам одной командой." { from_user_id: Id, reason: Word, mode: Word, clients: Number }
    ReassignmentUndone [reassignment] "Clients got their curators back." "Клиентов вернули прежним кураторам." { state ~ Word, reason: Text, skipped: Number }
    CuratorChanged [client] "A client has another curator, or none." "У клиента сменился куратор." { from: Id | null, to: Id | null, reason: Word }
    ClientActivated [client] "A client is looked after by his account manager." "Клиента ведёт его менеджер." { from: Word, to: Word, cause: Word }
    ClientAbandoned [client] "Nobody has spoken with a client for too long." "С клиентом слишком давно не разговаривали." { from: Word, to: Word, cause: Word }
    ClientRecovered [client] "Somebody spoke again with an abandoned client." "С брошенным клиентом снова поговорили." { from: Word, to: Word, cause: Word }
    ClientLossProposed [client] "An account manager says that a client is lost." "Менеджер считает клиента потерянным." { reason: Text | null, by: Id }
    ClientLost [client] "A client is lost." "Клиент потерян." { from: Word, to: Word, cause: Word }
    ClientWonBack [client] "A lost client buys again." "Потерянный клиент снова покупает." { from: Word, to: Word, cause: Word }
    CallRecorded [call] "The telephony reported a call with a client." "АТС сообщила о звонке клиента." { direction: Word, source: Text, outcome: Word, user_id: Id }
    CallUpdated [call] "A later report changed a call, or somebody reviewed it." "Новый отчёт АТС изменил звонок, или его оценили." { state: Word, outcome: Word, review_id: Id; others }
    CallUnmatched [call] "Nobody knows the client of a call that telephony reported, or it was taken back from the wrong one." "Клиент звонка неизвестен или звонок отвязан от чужого клиента." { direction: Word, source: Text, outcome: Word, user_id: Id, reason: Text | null }
    CallMatched [call] "A call found its client." "Звонок привязан к клиенту." {}
    CallDismissed [call] "Nobody has to match a call." "Звонок убран из разбора." { reason: Word }
    CallAssigned [call] "Somebody said who spoke in a call." "Указано, кто говорил." { user_id: Id }
    CallDisposed [call] "It was said what came of a call." "Указан итог звонка." { disposition ~ Word, meeting_id: Id, conflict: Word, by: Id }
    CallReviewed [review] "A call was reviewed." "Звонок оценён." { call_id: Id, user_id: Id, reviewer_id: Id, score_bp: Number, passed: Flag }
    CallReviewDisputed [review] "Somebody disputes the review of a call." "Сотрудник оспорил оценку звонка." { call_id: Id, user_id: Id, score_bp: Number, passed: Flag, state ~ Word }
    CallReviewResolved [review] "A dispute about the review of a call was decided." "Спор об оценке звонка решён." { call_id: Id, user_id: Id, decision: Word, score_bp ~ Number, state ~ Word }
    MissedCallOpened [missedcall] "Nobody answered an inbound call: somebody has to call back." "На входящий звонок не ответили: нужно перезвонить." { unit: Word, user_id: Id, call_id: Id, due_at: Instant }
    MissedCallRepeated [missedcall] "Whoever waits to be called back called again, and nobody answered." "Клиент, который ждёт звонка, снова не дозвонился." { unit: Word, user_id: Id, call_id: Id, due_at: Instant }
    MissedCallTaken [missedcall] "Somebody has taken it upon himself to call back." "Сотрудник взялся перезвонить." { unit: Word, user_id ~ Id | null }
    MissedCallOverdue [missedcall] "Nobody has called back in time." "Вовремя не перезвонили." { unit: Word, user_id: Id, state ~ Word }
    MissedCallMatched [missedcall] "It is known now whose the missed call is." "Стало известно, чей это пропущенный звонок." { unit: Word, user_id: Id }
    MissedCallReturned [missedcall] "Somebody has called back." "Клиенту перезвонили." { unit: Word, user_id: Id, state ~ Word, call_id: Id, returned_after_seconds: Number }
    MissedCallDismissed [missedcall] "Nobody has to call back." "Перезванивать не нужно." { unit: Word, user_id: Id, state ~ Word }
    AvailabilityChanged [availability] "Somebody makes calls from now on, pauses or has gone." "Сотрудник на месте, на перерыве или ушёл." { user_id: Id, state ~ Word | null, reason: Word }
    ScorecardCreated [scorecard] "A scorecard was made." "Создана карта оценки." { name: Text, pass_bp: Number, criteria: Words }
    ScorecardUpdated [scorecard] "A scorecard has a new revision." "У карты оценки новая редакция." { name ~ Text, pass_bp ~ Number, criteria: Word, revision ~ Number }
    DoNotCallSet [client] "A client's numbers must not be called any more." "По номерам клиента больше нельзя звонить." { phones: Number }
    SuppressionCreated [suppression] "A number must not be called any more, whoever has it." "По номеру больше нельзя звонить, чей бы он ни был." { reason: Word }
    SuppressionLifted [suppression] "A number may be called again." "По номеру снова можно звонить." { state ~ Word }
    MeetingBooked [meeting] "A meeting was booked." "Назначена встреча." { kind: Word, hunter_id: Id, booked_by: Id, starts_at: Instant }
    MeetingConfirmed [meeting] "The client confirmed a meeting." "Клиент подтвердил встречу." {}
    MeetingRescheduled [meeting] "A meeting was moved." "Встреча перенесена." { starts_at ~ Instant, reschedules: Number }
    MeetingHeld [meeting] "A meeting took place." "Встреча состоялась." { hunter_id: Id }
    MeetingNoShow [meeting] "The client did not come to a meeting." "Клиент не пришёл на встречу." { hunter_id: Id }
    MeetingCancelled [meeting] "A meeting was cancelled." "Встреча отменена." { reschedules: Number }
    MeetingAccepted [meeting] "A meeting counts for whoever booked it." "Встреча засчитана тому, кто её назначил." { hunter_id: Id, booked_by: Id, silently: Flag, side: Word, accepted: Flag }
    MeetingRejected [meeting] "A meeting does not count for whoever booked it." "Встреча не засчитана." { hunter_id: Id, booked_by: Id, reason: Word, side: Word, accepted: Flag }
    MeetingDisputed [meeting] "The call centre disputes that a meeting does not count." "Колл-центр оспорил незачёт встречи." { by: Id }
    MeetingJudged [meeting] "One side of a dispute about a meeting has decided." "Одна из сторон спора о встрече решила." { side: Word, accepted: Flag, hunter_id: Id, booked_by: Id }
    MeetingOverdue [meeting] "Nobody has said what came of a meeting." "Итог встречи не указан вовремя." { hunter_id: Id }
    CalendarFeedIssued [calendarfeed] "A person got a calendar address; an earlier one is dead." "Сотруднику выдан адрес календаря; прежний больше не действует." { user_id: Id }
    CalendarFeedRevoked [calendarfeed] "A person's calendar address was revoked." "Адрес календаря сотрудника отозван." { user_id: Id }
    HandoffPrepared [handoff] "A client is to be handed over." "Клиента предстоит передать." { from_user_id: Id, from_user_id ~ Id, kind: Word, first_sale_id: Id | null, state ~ Word }
    HandoffProposed [handoff] "A client was offered to an account manager." "Клиент предложен менеджеру." { state ~ Word, to_user_id: Id | null }
    HandoffReaddressed [handoff] "A handoff goes to another account manager." "Передача направлена другому менеджеру." { to_user_id ~ Id | null }
    HandoffReturned [handoff] "An account manager gave a client back." "Менеджер вернул клиента." { state ~ Word, reason: Word, by: Id }
    HandoffEscalated [handoff] "A head has to decide who takes a client." "Кому передать клиента, решает руководитель." { state ~ Word, why: Word }
    HandoffAccepted [handoff] "An account manager took a client." "Менеджер принял клиента." { state ~ Word, from_user_id: Id, to_user_id: Id, overridden: Flag }
    HandoffIntroduced [handoff] "The client was introduced to his account manager." "Клиента познакомили с его менеджером." { state ~ Word, activity_id: Id }
    HandoffCompleted [handoff] "A handoff is complete." "Передача завершена." { state ~ Word }
    HandoffExempted [handoff] "A handoff need not be made until an instant." "Передача отложена директором." { state ~ Word, until: Instant }
    HandoffCancelled [handoff] "A handoff was cancelled." "Передача отменена." { state ~ Word, why: Word }
    HandoffOverdue [handoff] "A handoff is late." "Передача просрочена." { state: Word, due_at: Instant | null }
    PortfolioOverloaded [signal] "An account manager has too many clients." "У менеджера слишком много клиентов." { kind: Word, subject: Text; others }
    PortfolioNeglected [signal] "An account manager neglects his clients." "Менеджер не успевает общаться с клиентами." { kind: Word, subject: Text; others }
    StaffingRedZone [signal] "A department has too few people to work." "В отделе критически мало людей." { kind: Word, subject: Text; others }
    UnusualReading [signal] "Somebody looks at many more clients than his work needs." "Сотрудник смотрит намного больше клиентов, чем нужно для его работы." { kind: Word, subject: Text, user_id: Id, clients: Number, portfolio: Number, usual: Number, most: Number | null }
    SignalRaised [signal] "Something needs a head's attention." "Что-то требует внимания руководителя." { kind: Word, subject: Text; others }
    SignalAcknowledged [signal] "A head has taken note of a signal." "Руководитель принял сигнал к сведению." { kind: Word, subject: Text, from: Word, to: Word }
    SignalResolved [signal] "The cause of a signal is gone." "Причина сигнала устранена." { kind: Word, subject: Text, from: Word, to: Word }
}
