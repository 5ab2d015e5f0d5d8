//! What to do about each problem, and which facts it carries besides: the page `/problems/<code>` tells it to people.

use super::Code;

macro_rules! advice {
    ($($code:ident $english:literal $russian:literal [$($fact:literal)*];)+) => {
        impl Code {
            /// What to do about it, in English.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$code => $english),+ }
            }
            /// The same in Russian.
            pub const fn advice_ru(self) -> &'static str {
                match self { $(Self::$code => $russian),+ }
            }
            /// Members that stand in the body besides those of every problem.
            pub const fn facts(self) -> &'static [&'static str] {
                match self { $(Self::$code => &[$($fact),*]),+ }
            }
        }
    };
}

advice! {
    // the protocol
    BadJson "Send one JSON object in UTF-8 and nothing after it; detail says at which line and column reading stopped." "Пришлите один объект JSON в UTF-8 и ничего после него; detail говорит, на какой строке и позиции чтение остановилось." [];
    BadQuery "Correct or leave out the parameter that detail names. Unknown parameters are refused, so that a misspelt filter is not silently ignored." "Исправьте или уберите параметр, который назван в detail. Неизвестные параметры отклоняются, чтобы опечатка в фильтре не осталась незамеченной." [];
    BadCursor "Begin the list again without cursor. A cursor goes only with the filters and the sort it came from." "Начните список заново без cursor. Курсор годится только с теми фильтрами и порядком, с которыми получен." [];
    BadHeader "Correct the header that detail names." "Исправьте заголовок, который назван в detail." [];
    Unauthorized "Get a token from POST /oauth/token, or an API key from the system administrator, and send it as Authorization: Bearer." "Получите токен на POST /oauth/token или ключ API у системного администратора и пришлите его в Authorization: Bearer." [];
    Forbidden "Ask somebody whose role allows it, or the system administrator for the role. GET /v1/me lists what you may do." "Попросите того, чья роль это позволяет, или роль у системного администратора. Ваши права: GET /v1/me." ["action"];
    NotFound "Check the address and the id. What you may not see does not exist for you." "Проверьте адрес и код. То, что вам видеть нельзя, для вас не существует." [];
    MethodNotAllowed "Use one of the methods in the header Allow." "Используйте один из методов заголовка Allow." [];
    BodyTooSlow "Send the whole body at once, or less of it." "Присылайте тело сразу целиком или меньше за раз." [];
    VersionMismatch "Read the resource again, look at what changed, and repeat with its new ETag in If-Match." "Прочитайте запись снова, посмотрите, что изменилось, и повторите с новым ETag в If-Match." [];
    TooLarge "Send less at once: split a batch." "Присылайте меньше за раз: разделите пакет." [];
    UnsupportedMediaType "Send the content type that detail names, uncompressed." "Пришлите тип содержимого, названный в detail, без сжатия." [];
    InvalidFields "errors names every wrong member by its JSON pointer, with a code and what would be right. Correct them all and send it again." "В errors каждое неверное поле названо указателем JSON, с кодом и пояснением. Исправьте все и пришлите снова." ["errors"];
    IfMatchRequired "Read the resource first, and send its ETag in If-Match, so that nobody's change is lost." "Сначала прочитайте запись и пришлите её ETag в If-Match, чтобы не потерять чужую правку." [];
    TooManyRequests "Wait as many seconds as Retry-After says. RateLimit on every answer shows what is left; many records at once go through a batch." "Подождите столько секунд, сколько говорит Retry-After. RateLimit в каждом ответе показывает остаток; много записей сразу присылайте пакетом." [];
    Internal "Try again; if it stays, tell the operator the request_id." "Повторите; если не помогло, сообщите администратору request_id." [];
    Unavailable "Repeat after Retry-After seconds; with an Idempotency-Key nothing happens twice." "Повторите через Retry-After секунд; с Idempotency-Key ничего не произойдёт дважды." [];
    // repeated requests
    IdempotencyInProgress "Repeat in a moment: you will get the answer of the first request." "Повторите чуть позже: вы получите ответ первого запроса." [];
    IdempotencyKeyReused "Make a new key for a new request." "Для нового запроса создайте новый ключ." [];
    AnswerErased "Nothing is to be done: the request had its effect, and the client's personal data have been erased since." "Делать ничего не нужно: запрос выполнен, а личные данные клиента с тех пор стёрты." [];
    SecretShownOnce "The secret is not kept. Revoke what was made and make another." "Секрет не хранится. Отзовите созданное и создайте новое." [];
    BatchRefused "errors says what is wrong with which item. Nothing was written; correct them, or send the batch without atomic=true." "В errors сказано, что не так с каким элементом. Ничего не записано; исправьте или пришлите пакет без atomic=true." ["errors"];
    // storage
    Conflict "Read what is there now, and try again if it is still needed." "Прочитайте, что есть сейчас, и повторите, если ещё нужно." [];
    Stale "Read the record again and repeat the request." "Прочитайте снова и повторите." [];
    // sandbox
    ClockBackwards "Advance to a later instant, or reset the sandbox." "Переведите часы вперёд или сбросьте песочницу." ["now_at"];
    NotSandbox "Start a server with BATON_MODE=sandbox to play with time." "Чтобы двигать время, запустите сервер с BATON_MODE=sandbox." [];
    // org
    EmailTaken "Use another address, or change the account that has it." "Возьмите другой адрес или измените учётную запись, у которой он есть." ["id"];
    ExtensionTaken "Use another extension, or take it from the account that has it." "Возьмите другой номер или освободите его у той учётной записи." ["id"];
    SourceTaken "Choose another source: records are told apart by it." "Выберите другой источник: по нему различаются записи." ["id"];
    IllegalAccountState "Look at the state of the account; only an active account takes this step." "Посмотрите на состояние учётной записи: такой шаг возможен не в каждом." ["from" "event"];
    LastSysAdmin "Give the role sys_admin to somebody else first." "Сначала дайте роль sys_admin кому-то ещё." [];
    // clients
    IllegalTransition "Read the record: it is in the state from, and event does not follow it. Take the step that comes before, or none if it has happened already." "Прочитайте запись: она в состоянии from, и шаг event за ним не следует. Сделайте предыдущий шаг, а если всё уже сделано, то ничего." ["from" "event"];
    RecordNotLive "Work with the record that took its place; a merged or erased one does not change." "Работайте с записью, которая её заменила: объединённая или стёртая не меняется." ["record_status"];
    ChecklistIncomplete "Find out and fill in what missing lists, then repeat." "Узнайте и заполните то, что перечислено в missing, и повторите." ["missing"];
    NotPostponable "Qualify a hot client now; a cold one is disqualified." "Горячего клиента ведите сейчас, холодного отклоните." ["temperature"];
    RecontactOutOfRange "Choose a day after today and not later than latest_on." "Выберите день после сегодняшнего и не позже latest_on." ["latest_on"];
    OpenMeeting "Hold, reject or cancel the meeting first." "Сначала проведите, отклоните или отмените встречу." [];
    OpenOpportunity "Win, lose or cancel the deal first." "Сначала закройте сделку." [];
    TooEarlyToRecycle "Repeat on from_on or later." "Повторите в день from_on или позже." ["from_on"];
    NeverRecycled "Nothing can be done: a client disqualified for this reason is not taken up again." "Клиент, отклонённый по этой причине, таким и остаётся." ["reason"];
    NoLossProposed "Let the curator propose the loss first; the head confirms it afterwards." "Сначала потерю предлагает куратор, потом подтверждает начальник." [];
    ExemptionOutOfRange "Choose a day after today and not later than latest_on." "Выберите день после сегодняшнего и не позже latest_on." ["latest_on"];
    OpenMoney "Settle sales and payments of the client first." "Сначала закройте расчёты с клиентом." [];
    OwnExemption "Ask a head who is not the curator." "Попросите начальника, который не является куратором." [];
    ClientExists "Work with the client named by id, or with its curator." "Работайте с клиентом id: за него отвечает его куратор." ["id"];
    ExternalIdTaken "Compare with the client id, and correct the number or the content." "Сравните с клиентом id и исправьте код или содержимое." ["id"];
    // calls
    CallUnmatched "Match the call to a client first: POST /v1/calls/{id}/match." "Сначала привяжите звонок к клиенту: POST /v1/calls/{id}/match." [];
    CallMatched "Look at client_id; a call is not given to another client." "Посмотрите client_id: звонок другому клиенту не отдают." ["client_id"];
    InternalCall "Nothing is to be done: the call was between colleagues." "Ничего: говорили между собой сотрудники." [];
    DispositionFinal "Ask the administrator of the call centre." "Обратитесь к администратору колл-центра." ["disposition" "until"];
    CallbackOutOfRange "Promise a time after now and not later than latest_at." "Обещайте время позже текущего и не позже latest_at." ["latest_at"];
    // meetings
    TooEarly "Repeat after starts_at, or reschedule the meeting." "Повторите после starts_at или перенесите встречу." ["starts_at"];
    SlotPast "Choose a slot in the future." "Выберите время в будущем." ["now_at"];
    SlotTooFar "Choose a slot before latest_at." "Выберите время до latest_at: кто ждёт дольше, забывает." ["latest_at"];
    SlotTaken "Choose another slot: GET /v1/slots lists the free ones." "Выберите другое время: свободное показывает GET /v1/slots." ["meeting_id"];
    MeetingExists "Reschedule or cancel the meeting that is there." "Перенесите или отмените назначенную встречу." ["meeting_id"];
    AcceptWindowOver "The meeting counts as accepted; speak with the head." "Встреча считается принятой; обратитесь к начальнику." ["accept_due_at"];
    DisputeWindowOver "Nothing can be done: the decision stands." "Решение остаётся в силе." ["until" "until_at"];
    DisputedBefore "Nothing can be done: the decision stands." "Остаётся то, что решено." [];
    // sales
    ProductLineExists "Use the line id, or choose another code." "Используйте линию id или выберите другой код." ["id"];
    OpportunityClosed "Sell without the deal, or open another." "Продайте без сделки или откройте другую." ["opportunity_id" "state"];
    NotYourOpportunity "Sell without it, or by a deal of your own." "Продайте без неё или по своей сделке." ["owner_id"];
    OpportunityExists "Work on the deal that is open." "Ведите открытую сделку." ["id"];
    ClientClosed "Look at the stage of the client; a lost client has to be reopened first." "Посмотрите на этап клиента: сначала его нужно вернуть." ["stage"];
    WrongOwner "Before the handoff the hunter owns deals, after it the curator." "До передачи сделки ведёт охотник, после неё куратор." ["stage"];
    LineAlreadyBought "Leave it to the curator of the client." "Оставьте это куратору клиента." ["product_line"];
    LineNotSold "Leave a new line to the hunter." "Новую линию оставьте охотнику." ["product_line"];
    DocumentRequired "Attach the document of the stage." "Приложите документ этапа." ["stage"];
    NoConfirmedSale "Confirm a sale of the deal first." "Сначала подтвердите продажу по сделке." [];
    CreditLocked "Correct it by a commission adjustment." "Исправьте корректировкой комиссии." [];
    OwnSplit "Let somebody without a share approve it." "Пусть утвердит тот, у кого доли нет." [];
    CreditHold "Get the debt paid, or ask finance to lift the hold." "Добейтесь оплаты долга или попросите финансы снять остановку." [];
    SaleHasMoney "Move or refund the money first." "Сначала перенесите или верните деньги." ["paid_minor"];
    SaleConflict "Read the sale with this key; correct the number or the content." "Прочитайте продажу с этим ключом; исправьте номер или содержимое." [];
    PaymentConflict "Read the payment with this key; correct the number or the content." "Прочитайте платёж с этим ключом; исправьте номер или содержимое." [];
    RefundConflict "Read the refund with this key; correct the number or the content." "Прочитайте возврат с этим ключом; исправьте номер или содержимое." [];
    AllocationExceedsDue "Allocate at most due_minor to the sale; the rest waits or pays another." "Разнесите на продажу не больше due_minor; остальное подождёт или оплатит другую." ["sale_id" "due_minor" "asked_minor"];
    AllocationExceedsPayment "Allocate at most left_minor of the payment." "Разнесите не больше left_minor из платежа." ["left_minor" "asked_minor"];
    RefundExceedsPaid "Refund at most paid_minor." "Верните не больше paid_minor." ["paid_minor" "asked_minor"];
    // handoffs
    FirstSaleNotPaid "Wait for the money: a client is handed over after the first payment." "Дождитесь денег: клиента передают после первой оплаты." [];
    NotRehearsed "Rehearse the handoff with the farmer, then propose with rehearsed: true." "Отрепетируйте передачу с принимающим и предложите её с rehearsed: true." [];
    GiverTakes "Name another person." "Назовите другого сотрудника." [];
    PortfolioFull "Choose a farmer with room: GET /v1/portfolios." "Выберите менеджера, у которого есть место: GET /v1/portfolios." ["farmer" "load" "max"];
    AnswerTooLate "The head decides now; speak with the head." "Решено без вас; обратитесь к начальнику." ["due_at"];
    ExemptionsUsedUp "Hand the client over." "Передайте клиента." ["max"];
    ExemptionTooLong "Ask for at most max_days days." "Просите не больше max_days дней." ["max_days"];
    NoContactYet "Let the new curator speak with the client first." "Сначала новый куратор должен поговорить с клиентом." [];
    FirstSaleStands "Go on with the handoff." "Продолжайте передачу." [];
    // webhooks
    EndpointDisabled "Enable the endpoint first: PATCH it with state enabled; it is then told everything that waits." "Сначала включите получателя: PATCH с state enabled; он получит всё, что ждёт." [];
    // commission
    OwnMatter "Let somebody else decide." "Пусть решит другой." ["user_id"];
    PeriodBeforeLedger "Choose first_month or later." "Выберите first_month или позже." ["first_month"];
    PeriodNotBegun "Wait until starts_on." "Дождитесь starts_on." ["starts_on"];
    StatementPaid "What is paid stays; correct it by an adjustment in an open month." "Выплаченное не меняется; исправьте корректировкой в открытом месяце." ["statement_id"];
    BalanceCarried "Begin with the latest month." "Начните с последнего месяца." ["statement_id"];
    DisputeWindowOpen "Wait until until_at, or send acknowledged once the person agrees." "Дождитесь until_at или согласия сотрудника." ["until_at"];
    AlreadyDisputed "A statement is disputed once; the decision stands." "По ведомости возражают один раз; решение остаётся." [];
    OverCap "Lower the rates until they fit under cap_bp." "Снизьте ставки, чтобы они не превышали cap_bp." ["sum_bp" "cap_bp"];
    PlanExists "Choose a later day for the new plan." "Выберите для нового плана более поздний день." ["number"];
    FxRateExists "Use the rate id; a rate that has been used is not rewritten." "Используйте курс id: записанный курс не переписывают." ["id"];
}
