//! The stable codes: one row says everything of a code, and everything else is made of the row.
//!
//! `Name "code" status [facts in the body] "title" "title in Russian"`, and below it what to do about it, in both languages: the page
//! `/problems/<code>` tells that to people.

mod declared;

use declared::codes;

codes! {
    // the protocol
    BadJson "bad_json" 400 [] "The body is not JSON" "Тело запроса не является JSON"
        "Send one JSON object in UTF-8 and nothing after it; detail says at which line and column reading stopped." "Пришлите один объект JSON в UTF-8 и ничего после него; detail говорит, на какой строке и позиции чтение остановилось.";
    BadQuery "bad_query" 400 [] "A query parameter is wrong" "Неверный параметр запроса"
        "Correct or leave out the parameter that detail names. Unknown parameters are refused, so that a misspelt filter is not silently ignored." "Исправьте или уберите параметр, который назван в detail. Неизвестные параметры отклоняются, чтобы опечатка в фильтре не осталась незамеченной.";
    BadCursor "bad_cursor" 400 [] "The cursor does not belong to this list" "Курсор не от этого списка"
        "Begin the list again without cursor. A cursor goes only with the filters and the sort it came from." "Начните список заново без cursor. Курсор годится только с теми фильтрами и порядком, с которыми получен.";
    BadHeader "bad_header" 400 [] "A header is wrong" "Неверный заголовок"
        "Correct the header that detail names." "Исправьте заголовок, который назван в detail.";
    Unauthorized "unauthorized" 401 [] "Log in first" "Сначала войдите"
        "Get a token from POST /oauth/token, or an API key from the system administrator, and send it as Authorization: Bearer." "Получите токен на POST /oauth/token или ключ API у системного администратора и пришлите его в Authorization: Bearer.";
    Forbidden "forbidden" 403 ["action"] "You may not do this" "У вас нет на это права"
        "Ask somebody whose role allows it, or the system administrator for the role. GET /v1/me lists what you may do." "Попросите того, чья роль это позволяет, или роль у системного администратора. Ваши права: GET /v1/me.";
    NotFound "not_found" 404 [] "There is no such thing" "Не найдено"
        "Check the address and the id. What you may not see does not exist for you." "Проверьте адрес и код. То, что вам видеть нельзя, для вас не существует.";
    MethodNotAllowed "method_not_allowed" 405 [] "This address knows other methods" "Метод не поддерживается"
        "Use one of the methods in the header Allow." "Используйте один из методов заголовка Allow.";
    BodyTooSlow "body_too_slow" 408 [] "The body came too slowly" "Тело запроса приходит слишком медленно"
        "Send the whole body at once, or less of it." "Присылайте тело сразу целиком или меньше за раз.";
    VersionMismatch "version_mismatch" 412 [] "It has been changed since you read it" "Запись уже изменена"
        "Read the resource again, look at what changed, and repeat with its new ETag in If-Match." "Прочитайте запись снова, посмотрите, что изменилось, и повторите с новым ETag в If-Match.";
    TooLarge "too_large" 413 [] "The body is too large" "Слишком большое тело запроса"
        "Send less at once: split a batch." "Присылайте меньше за раз: разделите пакет.";
    UnsupportedMediaType "unsupported_media_type" 415 [] "Send another content type" "Неподдерживаемый тип содержимого"
        "Send the content type that detail names, uncompressed." "Пришлите тип содержимого, названный в detail, без сжатия.";
    InvalidFields "invalid_fields" 422 ["errors"] "Some members are wrong" "Ошибка в полях"
        "errors names every wrong member by its JSON pointer, with a code and what would be right. Correct them all and send it again." "В errors каждое неверное поле названо указателем JSON, с кодом и пояснением. Исправьте все и пришлите снова.";
    IfMatchRequired "if_match_required" 428 [] "Say which version you change" "Укажите версию в If-Match"
        "Read the resource first, and send its ETag in If-Match, so that nobody's change is lost." "Сначала прочитайте запись и пришлите её ETag в If-Match, чтобы не потерять чужую правку.";
    TooManyRequests "too_many_requests" 429 [] "You ask too often" "Слишком много запросов"
        "Wait as many seconds as Retry-After says. RateLimit on every answer shows what is left; many records at once go through a batch." "Подождите столько секунд, сколько говорит Retry-After. RateLimit в каждом ответе показывает остаток; много записей сразу присылайте пакетом.";
    Internal "internal" 500 [] "The server failed" "Внутренняя ошибка"
        "Try again; if it stays, tell the operator the request_id." "Повторите; если не помогло, сообщите администратору request_id.";
    Unavailable "unavailable" 503 [] "Try again in a moment" "Повторите чуть позже"
        "Repeat after Retry-After seconds; with an Idempotency-Key nothing happens twice." "Повторите через Retry-After секунд; с Idempotency-Key ничего не произойдёт дважды.";
    // repeated requests
    IdempotencyInProgress "idempotency_in_progress" 409 [] "The same request is still running" "Такой же запрос ещё выполняется"
        "Repeat in a moment: you will get the answer of the first request." "Повторите чуть позже: вы получите ответ первого запроса.";
    IdempotencyKeyReused "idempotency_key_reused" 422 [] "The key came with another request" "Этот ключ уже был с другим запросом"
        "Make a new key for a new request." "Для нового запроса создайте новый ключ.";
    AnswerErased "answer_erased" 409 [] "The answer has been erased" "Ответ стёрт"
        "Nothing is to be done: the request had its effect, and the client's personal data have been erased since." "Делать ничего не нужно: запрос выполнен, а личные данные клиента с тех пор стёрты.";
    SecretShownOnce "secret_shown_once" 409 [] "The secret was shown once" "Секрет показывается один раз"
        "The secret is not kept. Revoke what was made and make another." "Секрет не хранится. Отзовите созданное и создайте новое.";
    BatchRefused "batch_refused" 422 ["errors"] "Some items are wrong, and nothing was written" "В пакете есть ошибки, ничего не записано"
        "errors says what is wrong with which item. Nothing was written; correct them, or send the batch without atomic=true." "В errors сказано, что не так с каким элементом. Ничего не записано; исправьте или пришлите пакет без atomic=true.";
    // storage
    Conflict "conflict" 409 [] "A record like this exists already" "Такая запись уже есть"
        "Read what is there now, and try again if it is still needed." "Прочитайте, что есть сейчас, и повторите, если ещё нужно.";
    Stale "stale" 409 [] "Somebody else changed the record meanwhile" "Запись одновременно изменил другой"
        "Read the record again and repeat the request." "Прочитайте снова и повторите.";
    // sandbox
    ClockBackwards "clock_backwards" 409 ["now_at"] "The clock goes forward only" "Часы идут только вперёд"
        "Advance to a later instant, or reset the sandbox." "Переведите часы вперёд или сбросьте песочницу.";
    NotSandbox "not_sandbox" 409 [] "Only in sandbox mode" "Только в режиме песочницы"
        "Start a server with BATON_MODE=sandbox to play with time." "Чтобы двигать время, запустите сервер с BATON_MODE=sandbox.";
    // org
    EmailTaken "email_taken" 409 ["id"] "Another account has this e-mail address" "Этот адрес уже занят другой учётной записью"
        "Use another address, or change the account that has it." "Возьмите другой адрес или измените учётную запись, у которой он есть.";
    ExtensionTaken "extension_taken" 409 ["id"] "Another account has this extension" "Этот внутренний номер уже занят"
        "Use another extension, or take it from the account that has it." "Возьмите другой номер или освободите его у той учётной записи.";
    SourceTaken "source_taken" 409 ["id"] "Another integration has this source" "Этот источник уже занят другой интеграцией"
        "Choose another source: records are told apart by it." "Выберите другой источник: по нему различаются записи.";
    NoAddress "no_address" 409 [] "Only telephony posts to an address of its own" "Свой адрес есть только у телефонии"
        "Make an integration of the kind telephony for the system that reports calls." "Создайте для системы, которая сообщает о звонках, интеграцию вида telephony.";
    BadSignature "bad_signature" 401 [] "The report is not signed as it must be" "Подпись сообщения неверна"
        "Compare the secret in the integration with that of the provider, the address under which the provider posts with BATON_PUBLIC_URL, and the clocks of both machines." "Сверьте секрет в интеграции с секретом у провайдера, адрес, по которому провайдер присылает сообщения, с BATON_PUBLIC_URL, и часы обеих машин.";
    AddressNotAllowed "address_not_allowed" 403 [] "Reports are not let in from this address" "С этого адреса сообщения не принимаются"
        "Add the address of the telephony system to allowed_addresses of the integration; behind a proxy, name the proxy in BATON_TRUSTED_PROXIES." "Добавьте адрес телефонии в allowed_addresses интеграции; если перед сервером стоит прокси, назовите его в BATON_TRUSTED_PROXIES.";
    UnreadableReport "unreadable_report" 422 [] "This is no report of a call" "Это не сообщение о звонке"
        "Check that provider of the integration names the system that posts here, and see the body under GET /v1/integrations/{id}/reports. A report must name its call." "Проверьте, что provider интеграции называет ту систему, которая присылает сообщения, и посмотрите тело в GET /v1/integrations/{id}/reports. Сообщение должно называть звонок.";
    IllegalAccountState "illegal_account_state" 409 ["from" "event"] "The account's state does not allow this" "Состояние учётной записи этого не допускает"
        "Look at the state of the account; only an active account takes this step." "Посмотрите на состояние учётной записи: такой шаг возможен не в каждом.";
    LastSysAdmin "last_sys_admin" 409 [] "Somebody must keep the role sys_admin" "Нельзя остаться без системного администратора"
        "Give the role sys_admin to somebody else first." "Сначала дайте роль sys_admin кому-то ещё.";
    // clients
    IllegalTransition "illegal_transition" 409 ["from" "event"] "Not possible in the present state" "Недопустимо в текущем состоянии"
        "Read the record: it is in the state from, and event does not follow it. Take the step that comes before, or none if it has happened already." "Прочитайте запись: она в состоянии from, и шаг event за ним не следует. Сделайте предыдущий шаг, а если всё уже сделано, то ничего.";
    AlreadyDone "already_done" 409 ["reason"] "It has been done already, for another reason" "Это уже сделано, по другой причине"
        "Nothing to do: it was done for the reason in reason (null if nobody said). The same command with that reason, or with none, is answered like the first." "Делать ничего не нужно: причина первого раза в reason (null, если её не назвали). Та же команда с этой причиной или без неё получает тот же ответ, что и первая.";
    RecordNotLive "record_not_live" 409 ["record_status"] "The record has been merged or erased" "Запись объединена или стёрта"
        "Work with the record that took its place; a merged or erased one does not change." "Работайте с записью, которая её заменила: объединённая или стёртая не меняется.";
    SameClient "same_client" 409 [] "One client is not two" "Это один и тот же клиент"
        "Name two different clients in client_ids." "Назовите в client_ids двух разных клиентов.";
    PeriodClosed "period_closed" 409 ["month"] "A month that holds what was earned since is closed" "Месяц, в котором есть начисленное после этого, закрыт"
        "The merge stays. If the two are two clients after all, register one of them anew." "Объединение остаётся. Если это всё же два клиента, заведите одного из них заново.";
    ChecklistIncomplete "checklist_incomplete" 409 ["missing"] "The checklist is incomplete" "Не все пункты заполнены"
        "Find out and fill in what missing lists, then repeat." "Узнайте и заполните то, что перечислено в missing, и повторите.";
    NotPostponable "not_postponable" 409 ["temperature"] "Only warm and cool clients can be postponed" "Отложить можно только тёплого или прохладного"
        "Qualify a hot client now; a cold one is disqualified." "Горячего клиента ведите сейчас, холодного отклоните.";
    RecontactOutOfRange "recontact_out_of_range" 409 ["latest_on"] "The recontact date is out of range" "Перезвонить нужно в течение года"
        "Choose a day after today and not later than latest_on." "Выберите день после сегодняшнего и не позже latest_on.";
    OpenMeeting "open_meeting" 409 [] "A meeting is still open" "Есть незавершённая встреча"
        "Hold, reject or cancel the meeting first." "Сначала проведите, отклоните или отмените встречу.";
    OpenOpportunity "open_opportunity" 409 [] "A deal is still open" "Есть незавершённая сделка"
        "Win, lose or cancel the deal first." "Сначала закройте сделку.";
    TooEarlyToRecycle "too_early_to_recycle" 409 ["from_on"] "Too early to take the client up again" "Ещё рано возвращать в работу"
        "Repeat on from_on or later." "Повторите в день from_on или позже.";
    NeverRecycled "never_recycled" 409 ["reason"] "The client is not taken up again" "В работу не возвращается"
        "Nothing can be done: a client disqualified for this reason is not taken up again." "Клиент, отклонённый по этой причине, таким и остаётся.";
    NoLossProposed "no_loss_proposed" 409 [] "Nobody has proposed the loss" "Потерю никто не предлагал"
        "Let the curator propose the loss first; the head confirms it afterwards." "Сначала потерю предлагает куратор, потом подтверждает начальник.";
    ExemptionOutOfRange "exemption_out_of_range" 409 ["latest_on"] "The exemption is out of range" "Слишком длинный срок"
        "Choose a day after today and not later than latest_on." "Выберите день после сегодняшнего и не позже latest_on.";
    OpenMoney "open_money" 409 [] "Money is still open" "Есть незакрытые расчёты"
        "Settle sales and payments of the client first." "Сначала закройте расчёты с клиентом.";
    OwnExemption "own_exemption" 409 [] "A curator cannot exempt an own client" "Не для своего клиента"
        "Ask a head who is not the curator." "Попросите начальника, который не является куратором.";
    ClientExists "client_exists" 409 ["id"] "The client exists already" "Такой клиент уже есть"
        "Work with the client named by id, or with its curator." "Работайте с клиентом id: за него отвечает его куратор.";
    ExternalIdTaken "external_id_taken" 409 ["id"] "The external id is known with other content" "Внешний код уже занят"
        "Compare with the client id, and correct the number or the content." "Сравните с клиентом id и исправьте код или содержимое.";
    // calls
    CallUnmatched "call_unmatched" 409 [] "The call belongs to no known client" "Клиент звонка ещё не определён"
        "Match the call to a client first: POST /v1/calls/{id}/match." "Сначала привяжите звонок к клиенту: POST /v1/calls/{id}/match.";
    CallMatched "call_matched" 409 ["client_id"] "The call belongs to another client" "Звонок уже принадлежит другому клиенту"
        "Look at client_id; a call is not given to another client." "Посмотрите client_id: звонок другому клиенту не отдают.";
    InternalCall "internal_call" 409 [] "An internal call belongs to no client" "Внутренний звонок не принадлежит клиенту"
        "Nothing is to be done: the call was between colleagues." "Ничего: говорили между собой сотрудники.";
    NumberSuppressed "number_suppressed" 409 [] "The number is suppressed" "Номер в списке запрещённых"
        "The director lifts a suppression, with a reason and a proof: POST /v1/suppressions/{id}/lift." "Запрет снимает директор, с причиной и подтверждением: POST /v1/suppressions/{id}/lift.";
    DispositionFinal "disposition_final" 409 ["disposition" "until"] "Only the administrator can change the disposition now" "Итог звонка уже меняет только администратор"
        "Ask the administrator of the call centre." "Обратитесь к администратору колл-центра.";
    CallbackOutOfRange "callback_out_of_range" 409 ["latest_at"] "The callback time is out of range" "Перезвонить нужно в допустимый срок"
        "Promise a time after now and not later than latest_at." "Обещайте время позже текущего и не позже latest_at.";
    CallHasEffects "call_has_effects" 409 [] "Something has come of the call" "У звонка уже есть последствия"
        "Leave the call where it is: what has entered the contact history stays. A correction of the history is a new entry." "Оставьте звонок у клиента: что попало в историю контактов, там остаётся. Историю исправляют новой записью.";
    CallAssigned "call_assigned" 409 ["user_id"] "It is known who spoke" "Кто говорил, уже известно"
        "Look at user_id; a call is not given to another person." "Посмотрите user_id: звонок другому сотруднику не отдают.";
    ReviewExists "review_exists" 409 ["id"] "You have reviewed this call already" "Вы уже оценили этот звонок"
        "Look at the review named by id; a call is reviewed once by each person." "Посмотрите оценку id: каждый оценивает звонок один раз.";
    NotReviewable "not_reviewable" 409 [] "Nobody can be judged by this call" "По этому звонку некого оценивать"
        "Choose a call in which a known employee talked." "Выберите звонок, в котором говорил известный сотрудник.";
    // meetings
    ScriptNotApproved "script_not_approved" 409 ["script_id"] "The script has no approved version in use" "У скрипта нет утверждённой версии"
        "Approve a version of the script, and put it into use if it was withdrawn." "Утвердите версию скрипта; отозванный скрипт верните в работу.";
    Paused "paused" 409 [] "You are at a pause" "У вас перерыв"
        "Say that you are available: POST /v1/availabilities." "Отметьтесь на месте: POST /v1/availabilities.";
    LeaseHeld "lease_held" 409 ["call_task_id" "until"] "You hold a client already" "Вы уже взяли клиента"
        "Say what came of call_task_id, or give it back; until says when it goes back by itself." "Укажите итог по call_task_id или верните его; сам он вернётся в until.";
    NotHolder "not_holder" 403 ["leased_by"] "You do not hold this task" "Задача не у вас"
        "Claim a task of your own: POST /v1/call-tasks/claim." "Возьмите свою задачу: POST /v1/call-tasks/claim.";
    TaskClosed "task_closed" 409 ["state"] "The task has come to an end" "Задача обзвона уже закрыта"
        "Nothing to do: the call is kept, and its disposition can be given on the call itself." "Ничего: звонок сохранён, итог можно указать у самого звонка.";
    SnoozeOutOfRange "snooze_out_of_range" 409 ["latest_at"] "The task cannot be put off so long" "Так надолго отложить нельзя"
        "Choose a time after now and not later than latest_at." "Выберите время позже текущего и не позже latest_at.";
    NoCallableNumber "no_callable_number" 409 [] "No number is left that may be called" "Не осталось номера, по которому можно звонить"
        "Add a number to the client first." "Сначала добавьте клиенту номер.";

    TooEarly "too_early" 409 ["starts_at"] "The meeting has not begun" "Встреча ещё не началась"
        "Repeat after starts_at, or reschedule the meeting." "Повторите после starts_at или перенесите встречу.";
    SlotPast "slot_past" 409 ["now_at"] "The slot lies in the past" "Это время уже прошло"
        "Choose a slot in the future." "Выберите время в будущем.";
    SlotTooFar "slot_too_far" 409 ["latest_at"] "The slot is too far ahead" "Слишком далёкая дата"
        "Choose a slot before latest_at." "Выберите время до latest_at: кто ждёт дольше, забывает.";
    SlotTaken "slot_taken" 409 ["meeting_id"] "The hunter is busy at that time" "Это время у охотника занято"
        "Choose another slot: GET /v1/slots lists the free ones." "Выберите другое время: свободное показывает GET /v1/slots.";
    MeetingExists "meeting_exists" 409 ["meeting_id"] "The client has a first meeting already" "Первая встреча уже назначена"
        "Reschedule or cancel the meeting that is there." "Перенесите или отмените назначенную встречу.";
    AcceptWindowOver "accept_window_over" 409 ["accept_due_at"] "The time to reject the meeting is over" "Срок отказа от встречи прошёл"
        "The meeting counts as accepted; speak with the head." "Встреча считается принятой; обратитесь к начальнику.";
    DisputeWindowOver "dispute_window_over" 409 ["until" "until_at"] "Too late to dispute" "Срок спора прошёл"
        "Nothing can be done: the decision stands." "Решение остаётся в силе.";
    DisputedBefore "disputed_before" 409 [] "It has been disputed before" "Уже оспаривалось"
        "Nothing can be done: the decision stands." "Остаётся то, что решено.";
    // groups of clients
    ClientGroupExists "client_group_exists" 409 ["id"] "The client group exists already" "Такая группа клиентов уже есть"
        "Use the group id, or choose another code." "Используйте группу id или выберите другой код.";
    // sales
    ProductLineExists "product_line_exists" 409 ["id"] "The product line exists already" "Такая продуктовая линия уже есть"
        "Use the line id, or choose another code." "Используйте линию id или выберите другой код.";
    OpportunityClosed "opportunity_closed" 409 ["opportunity_id" "state"] "The deal is closed" "Сделка закрыта"
        "Sell without the deal, or open another." "Продайте без сделки или откройте другую.";
    NotYourOpportunity "not_your_opportunity" 409 ["owner_id"] "The deal belongs to somebody else" "Сделка чужая"
        "Sell without it, or by a deal of your own." "Продайте без неё или по своей сделке.";
    OpportunityExists "opportunity_exists" 409 ["id"] "A deal on this line is open already" "По этой линии уже есть открытая сделка"
        "Work on the deal that is open." "Ведите открытую сделку.";
    ClientClosed "client_closed" 409 ["stage"] "Nothing can be sold to this client now" "Этому клиенту сейчас не продают"
        "Look at the stage of the client; a lost client has to be reopened first." "Посмотрите на этап клиента: сначала его нужно вернуть.";
    WrongOwner "wrong_owner" 409 ["stage"] "This person may not own the deal" "Этот сотрудник не может вести сделку"
        "Before the handoff the hunter owns deals, after it the curator." "До передачи сделки ведёт охотник, после неё куратор.";
    LineAlreadyBought "line_already_bought" 409 ["product_line"] "The client buys this line already" "Клиент уже покупает эту линию"
        "Leave it to the curator of the client." "Оставьте это куратору клиента.";
    LineNotSold "line_not_sold" 409 ["product_line"] "The client does not buy this line yet" "Клиент ещё не покупает эту линию"
        "Leave a new line to the hunter." "Новую линию оставьте охотнику.";
    DocumentRequired "document_required" 409 ["stage"] "The stage needs a document" "Для этапа нужен документ"
        "Attach the document of the stage." "Приложите документ этапа.";
    NoConfirmedSale "no_confirmed_sale" 409 [] "The deal has no confirmed sale" "Нет подтверждённой продажи"
        "Confirm a sale of the deal first." "Сначала подтвердите продажу по сделке.";
    CreditLocked "credit_locked" 409 [] "Money has come in: the split is fixed" "Деньги уже поступили, доли не меняются"
        "Correct it by a commission adjustment." "Исправьте корректировкой комиссии.";
    OwnSplit "own_split" 409 [] "Somebody without a share approves a split" "Доли утверждает тот, у кого доли нет"
        "Let somebody without a share approve it." "Пусть утвердит тот, у кого доли нет.";
    SplitOfUnits "split_of_units" 409 [] "Several heads agree to this split" "Такие доли согласуют несколько начальников"
        "Split the credit of the deal by split-credit and let each head agree by agree-split." "Распределите доли в сделке (split-credit), и пусть каждый начальник согласится (agree-split).";
    NotAParty "not_a_party" 409 [] "Your agreement is not asked" "Ваше согласие не требуется"
        "split_signatures of the deal names who agrees." "Кто соглашается, перечислено в split_signatures сделки.";
    SplitNotAgreed "split_not_agreed" 409 ["opportunity_id" "missing"] "Not everybody has agreed to a split" "С долями согласились не все"
        "Let those whom missing names send agree-split on the deal, then approve the statement." "Пусть те, кого называет missing, отправят agree-split по сделке, затем утвердите ведомость.";
    CreditHold "credit_hold" 409 [] "The client is on credit hold" "Отгрузки клиенту остановлены"
        "Get the debt paid, or ask finance to lift the hold." "Добейтесь оплаты долга или попросите финансы снять остановку.";
    SaleHasMoney "sale_has_money" 409 ["paid_minor"] "Money is allocated to the sale" "На продажу уже разнесены деньги"
        "Move or refund the money first." "Сначала перенесите или верните деньги.";
    SaleConflict "sale_conflict" 409 [] "Another sale has this key" "Такой ключ у другой продажи"
        "Read the sale with this key; correct the number or the content." "Прочитайте продажу с этим ключом; исправьте номер или содержимое.";
    PaymentConflict "payment_conflict" 409 [] "Another payment has this key" "Такой ключ у другого платежа"
        "Read the payment with this key; correct the number or the content." "Прочитайте платёж с этим ключом; исправьте номер или содержимое.";
    RefundConflict "refund_conflict" 409 [] "Another refund has this key" "Такой ключ у другого возврата"
        "Read the refund with this key; correct the number or the content." "Прочитайте возврат с этим ключом; исправьте номер или содержимое.";
    AllocationExceedsDue "allocation_exceeds_due" 409 ["sale_id" "due_minor" "asked_minor"] "The sale has less due" "По продаже должны меньше"
        "Allocate at most due_minor to the sale; the rest waits or pays another." "Разнесите на продажу не больше due_minor; остальное подождёт или оплатит другую.";
    AllocationExceedsPayment "allocation_exceeds_payment" 409 ["left_minor" "asked_minor"] "The payment has less left" "От платежа осталось меньше"
        "Allocate at most left_minor of the payment." "Разнесите не больше left_minor из платежа.";
    RefundExceedsPaid "refund_exceeds_paid" 409 ["paid_minor" "asked_minor"] "The refund exceeds what was paid" "Заплачено меньше"
        "Refund at most paid_minor." "Верните не больше paid_minor.";
    // the file of a client
    ContractNotDraft "contract_not_draft" 409 ["state"] "Only a draft changes" "Меняется только проект договора"
        "Terminate the contract and draft another: what was signed does not change." "Расторгните договор и составьте новый: подписанное не меняется.";
    AlreadyPerformed "already_performed" 409 ["performed_on"] "The contract has been performed" "Договор уже исполнен"
        "Nothing to do: it was performed on performed_on." "Делать ничего не нужно: он исполнен в день performed_on.";
    ExceedsDue "exceeds_due" 409 ["due"] "More is promised than is owed" "Обещано больше, чем должны"
        "Promise at most what is still owed for the sale." "Обещать можно не больше, чем осталось заплатить по продаже.";
    PlanApproved "plan_approved" 409 ["state"] "The plan is approved" "План утверждён"
        "An approved plan of collections does not change." "Утверждённый план инкассации не меняется.";
    OpenClaim "open_claim" 409 ["claim_id"] "The client has an open claim" "У клиента есть открытая претензия"
        "Settle the claim first; a head may open the deal with override." "Сначала урегулируйте претензию; начальник может открыть сделку с override.";
    SectionRestricted "section_restricted" 403 ["section"] "The section is not for everybody" "Раздел закрыт"
        "Ask the client's curator or the head of the unit; who asked is written in the log of the dossier." "Обратитесь к куратору клиента или начальнику подразделения; обращение записано в журнал досье.";
    // handoffs
    FirstSaleNotPaid "first_sale_not_paid" 409 [] "The first sale is not paid yet" "Первая продажа ещё не оплачена"
        "Wait for the money: a client is handed over after the first payment." "Дождитесь денег: клиента передают после первой оплаты.";
    NotRehearsed "not_rehearsed" 409 [] "The handoff was not rehearsed" "Передача не отрепетирована"
        "Rehearse the handoff with the farmer, then propose with rehearsed: true." "Отрепетируйте передачу с принимающим и предложите её с rehearsed: true.";
    GiverTakes "giver_takes" 403 [] "Giver and receiver must be two persons" "Нельзя передать клиента самому себе"
        "Name another person." "Назовите другого сотрудника.";
    PortfolioFull "portfolio_full" 409 ["farmer" "load" "max"] "The portfolio is full" "Портфель менеджера заполнен"
        "Choose a farmer with room: GET /v1/portfolios." "Выберите менеджера, у которого есть место: GET /v1/portfolios.";
    NotHisClient "not_his_client" 409 ["client_id"] "Not a client of this person" "Не его клиент"
        "Name clients of whom this person is the account owner." "Укажите клиентов, которых ведёт этот сотрудник.";
    NoReceiver "no_receiver" 409 [] "Nobody has room" "Ни у кого нет места"
        "Name receivers in to_user_ids, with override if they are full." "Укажите получателей в to_user_ids, с override, если они заняты.";
    NoClients "no_clients" 409 [] "There is nobody to move" "Передавать некого"
        "Look at GET /v1/clients?curator_id=…" "Посмотрите GET /v1/clients?curator_id=…";
    TooManyClients "too_many_clients" 409 [] "Too many clients for one command" "Слишком много клиентов для одной команды"
        "Move some of them: client_ids." "Передайте часть: client_ids.";
    UndoWindowOver "undo_window_over" 409 ["until"] "It is too late to undo it" "Отменять поздно"
        "Reassign the clients anew." "Передайте клиентов заново.";
    ReceiverLeft "receiver_left" 409 ["user_id"] "The receiver has left" "Получатель уволился"
        "Say in to_user_id who gets the clients." "Укажите в to_user_id, кому вернуть клиентов.";
    AnswerTooLate "answer_too_late" 409 ["due_at"] "The time to answer is over" "Срок ответа истёк"
        "The head decides now; speak with the head." "Решено без вас; обратитесь к начальнику.";
    ExemptionsUsedUp "exemptions_used_up" 409 ["max"] "No exemption is left" "Исключения исчерпаны"
        "Hand the client over." "Передайте клиента.";
    ExemptionTooLong "exemption_too_long" 409 ["max_days"] "The exemption is too long" "Слишком длинный срок"
        "Ask for at most max_days days." "Просите не больше max_days дней.";
    NoContactYet "no_contact_yet" 409 [] "The new curator has not spoken with the client" "Новый куратор ещё не говорил с клиентом"
        "Let the new curator speak with the client first." "Сначала новый куратор должен поговорить с клиентом.";
    FirstSaleStands "first_sale_stands" 409 [] "The first sale stands" "Оплаченное передаётся"
        "Go on with the handoff." "Продолжайте передачу.";
    // webhooks
    EndpointDisabled "endpoint_disabled" 409 [] "The webhook endpoint is disabled" "Получатель вебхуков отключён"
        "Enable the endpoint first: PATCH it with state enabled; it is then told everything that waits." "Сначала включите получателя: PATCH с state enabled; он получит всё, что ждёт.";
    // commission
    OwnMatter "own_matter" 403 ["user_id"] "This is for somebody else to decide" "Это решает другой человек"
        "Let the person decide whom detail names." "Пусть решит тот, кого называет detail.";
    ReadingStopped "reading_stopped" 403 ["clients" "until"] "No more clients are shown to you today" "Сегодня новых клиентов больше не показываем"
        "Go on with whom you have seen; if your work needs more, your head can tell why, and a director can raise the norm reading.hard_stop_factor." "Работайте с теми, кого уже открывали; если для работы нужно больше, скажите начальнику: директор может поднять норму reading.hard_stop_factor.";
    PeriodBeforeLedger "period_before_ledger" 409 ["first_month"] "The month lies before the ledger begins" "Месяц раньше первого месяца учёта"
        "Choose first_month or later." "Выберите first_month или позже.";
    PeriodNotBegun "period_not_begun" 409 ["starts_on"] "The month has not begun" "Месяц ещё не начался"
        "Wait until starts_on." "Дождитесь starts_on.";
    StatementPaid "statement_paid" 409 ["statement_id"] "A statement is paid" "Ведомость уже оплачена"
        "What is paid stays; correct it by an adjustment in an open month." "Выплаченное не меняется; исправьте корректировкой в открытом месяце.";
    BalanceCarried "balance_carried" 409 ["statement_id"] "A later statement carries the balance" "Остаток уже перенесён в следующую ведомость"
        "Begin with the latest month." "Начните с последнего месяца.";
    DisputeWindowOpen "dispute_window_open" 409 ["until_at"] "The person may still object" "Срок для возражений ещё не истёк"
        "Wait until until_at, or send acknowledged once the person agrees." "Дождитесь until_at или согласия сотрудника.";
    AlreadyDisputed "already_disputed" 409 [] "The statement has been disputed already" "По ведомости уже возражали"
        "A statement is disputed once; the decision stands." "По ведомости возражают один раз; решение остаётся.";
    OverCap "over_cap" 409 ["sum_bp" "cap_bp"] "The rates exceed the cap" "Сумма ставок выше предела"
        "Lower the rates until they fit under cap_bp." "Снизьте ставки, чтобы они не превышали cap_bp.";
    PlanExists "plan_exists" 409 ["number" "id"] "There is a plan for this time already" "На это время план уже есть"
        "Change the plan that is there, or choose another time for the new one." "Измените тот план, что есть, или выберите для нового другое время.";
    FxRateExists "fx_rate_exists" 409 ["id"] "There is a rate for this day already" "Курс на этот день уже есть"
        "Use the rate id; a rate that has been used is not rewritten." "Используйте курс id: записанный курс не переписывают.";
}
