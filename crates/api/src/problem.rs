//! Every error that a caller can meet: one table of codes, RFC 9457 bodies, and what each refusal of the rooms behind becomes.

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Map, Value, json};

use crate::observe;

mod advice;
mod refusals;

macro_rules! codes {
    ($($code:ident $text:literal $status:literal $title:literal $titel:literal;)+) => {
        /// The stable codes: clients switch on these, never on prose.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($code),+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];
            /// The code as clients read it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $text),+ }
            }
            /// Its HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$code => $status),+ }
            }
            /// Its title in English.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$code => $title),+ }
            }
            /// Its title in Russian.
            pub const fn title_ru(self) -> &'static str {
                match self { $(Self::$code => $titel),+ }
            }
        }
    };
}

codes! {
    // the protocol
    BadJson "bad_json" 400 "The body is not JSON" "Тело запроса не является JSON";
    BadQuery "bad_query" 400 "A query parameter is wrong" "Неверный параметр запроса";
    BadCursor "bad_cursor" 400 "The cursor does not belong to this list" "Курсор не от этого списка";
    BadHeader "bad_header" 400 "A header is wrong" "Неверный заголовок";
    Unauthorized "unauthorized" 401 "Log in first" "Сначала войдите";
    Forbidden "forbidden" 403 "You may not do this" "У вас нет на это права";
    NotFound "not_found" 404 "There is no such thing" "Не найдено";
    MethodNotAllowed "method_not_allowed" 405 "This address knows other methods" "Метод не поддерживается";
    BodyTooSlow "body_too_slow" 408 "The body came too slowly" "Тело запроса приходит слишком медленно";
    VersionMismatch "version_mismatch" 412 "It has been changed since you read it" "Запись уже изменена";
    TooLarge "too_large" 413 "The body is too large" "Слишком большое тело запроса";
    UnsupportedMediaType "unsupported_media_type" 415 "Send another content type" "Неподдерживаемый тип содержимого";
    InvalidFields "invalid_fields" 422 "Some members are wrong" "Ошибка в полях";
    IfMatchRequired "if_match_required" 428 "Say which version you change" "Укажите версию в If-Match";
    TooManyRequests "too_many_requests" 429 "You ask too often" "Слишком много запросов";
    Internal "internal" 500 "The server failed" "Внутренняя ошибка";
    Unavailable "unavailable" 503 "Try again in a moment" "Повторите чуть позже";
    // repeated requests
    IdempotencyInProgress "idempotency_in_progress" 409 "The same request is still running" "Такой же запрос ещё выполняется";
    IdempotencyKeyReused "idempotency_key_reused" 422 "The key came with another request" "Этот ключ уже был с другим запросом";
    AnswerErased "answer_erased" 409 "The answer has been erased" "Ответ стёрт";
    SecretShownOnce "secret_shown_once" 409 "The secret was shown once" "Секрет показывается один раз";
    BatchRefused "batch_refused" 422 "Some items are wrong, and nothing was written" "В пакете есть ошибки, ничего не записано";
    // storage
    Conflict "conflict" 409 "A record like this exists already" "Такая запись уже есть";
    Stale "stale" 409 "Somebody else changed the record meanwhile" "Запись одновременно изменил другой";
    // sandbox
    ClockBackwards "clock_backwards" 409 "The clock goes forward only" "Часы идут только вперёд";
    NotSandbox "not_sandbox" 409 "Only in sandbox mode" "Только в режиме песочницы";
    // org
    EmailTaken "email_taken" 409 "Another account has this e-mail address" "Этот адрес уже занят другой учётной записью";
    ExtensionTaken "extension_taken" 409 "Another account has this extension" "Этот внутренний номер уже занят";
    SourceTaken "source_taken" 409 "Another integration has this source" "Этот источник уже занят другой интеграцией";
    IllegalAccountState "illegal_account_state" 409 "The account's state does not allow this" "Состояние учётной записи этого не допускает";
    LastSysAdmin "last_sys_admin" 409 "Somebody must keep the role sys_admin" "Нельзя остаться без системного администратора";
    // clients
    IllegalTransition "illegal_transition" 409 "Not possible in the present state" "Недопустимо в текущем состоянии";
    RecordNotLive "record_not_live" 409 "The record has been merged or erased" "Запись объединена или стёрта";
    ChecklistIncomplete "checklist_incomplete" 409 "The checklist is incomplete" "Не все пункты заполнены";
    NotPostponable "not_postponable" 409 "Only warm and cool clients can be postponed" "Отложить можно только тёплого или прохладного";
    RecontactOutOfRange "recontact_out_of_range" 409 "The recontact date is out of range" "Перезвонить нужно в течение года";
    OpenMeeting "open_meeting" 409 "A meeting is still open" "Есть незавершённая встреча";
    OpenOpportunity "open_opportunity" 409 "A deal is still open" "Есть незавершённая сделка";
    TooEarlyToRecycle "too_early_to_recycle" 409 "Too early to take the client up again" "Ещё рано возвращать в работу";
    NeverRecycled "never_recycled" 409 "The client is not taken up again" "В работу не возвращается";
    NoLossProposed "no_loss_proposed" 409 "Nobody has proposed the loss" "Потерю никто не предлагал";
    ExemptionOutOfRange "exemption_out_of_range" 409 "The exemption is out of range" "Слишком длинный срок";
    OpenMoney "open_money" 409 "Money is still open" "Есть незакрытые расчёты";
    OwnExemption "own_exemption" 409 "A curator cannot exempt an own client" "Не для своего клиента";
    ClientExists "client_exists" 409 "The client exists already" "Такой клиент уже есть";
    ExternalIdTaken "external_id_taken" 409 "The external id is known with other content" "Внешний код уже занят";
    // calls
    CallUnmatched "call_unmatched" 409 "The call belongs to no known client" "Клиент звонка ещё не определён";
    CallMatched "call_matched" 409 "The call belongs to another client" "Звонок уже принадлежит другому клиенту";
    InternalCall "internal_call" 409 "An internal call belongs to no client" "Внутренний звонок не принадлежит клиенту";
    DispositionFinal "disposition_final" 409 "Only the administrator can change the disposition now" "Итог звонка уже меняет только администратор";
    CallbackOutOfRange "callback_out_of_range" 409 "The callback time is out of range" "Перезвонить нужно в допустимый срок";
    // meetings
    TooEarly "too_early" 409 "The meeting has not begun" "Встреча ещё не началась";
    SlotPast "slot_past" 409 "The slot lies in the past" "Это время уже прошло";
    SlotTooFar "slot_too_far" 409 "The slot is too far ahead" "Слишком далёкая дата";
    SlotTaken "slot_taken" 409 "The hunter is busy at that time" "Это время у охотника занято";
    MeetingExists "meeting_exists" 409 "The client has a first meeting already" "Первая встреча уже назначена";
    AcceptWindowOver "accept_window_over" 409 "The time to reject the meeting is over" "Срок отказа от встречи прошёл";
    DisputeWindowOver "dispute_window_over" 409 "Too late to dispute" "Срок спора прошёл";
    DisputedBefore "disputed_before" 409 "The rejection was disputed and decided already" "Спор уже решён";
    // sales
    ProductLineExists "product_line_exists" 409 "The product line exists already" "Такая продуктовая линия уже есть";
    OpportunityClosed "opportunity_closed" 409 "The deal is closed" "Сделка закрыта";
    NotYourOpportunity "not_your_opportunity" 409 "The deal belongs to somebody else" "Сделка чужая";
    OpportunityExists "opportunity_exists" 409 "A deal on this line is open already" "По этой линии уже есть открытая сделка";
    ClientClosed "client_closed" 409 "Nothing can be sold to this client now" "Этому клиенту сейчас не продают";
    WrongOwner "wrong_owner" 409 "This person may not own the deal" "Этот сотрудник не может вести сделку";
    LineAlreadyBought "line_already_bought" 409 "The client buys this line already" "Клиент уже покупает эту линию";
    LineNotSold "line_not_sold" 409 "The client does not buy this line yet" "Клиент ещё не покупает эту линию";
    DocumentRequired "document_required" 409 "The stage needs a document" "Для этапа нужен документ";
    NoConfirmedSale "no_confirmed_sale" 409 "The deal has no confirmed sale" "Нет подтверждённой продажи";
    CreditLocked "credit_locked" 409 "Money has come in: the split is fixed" "Деньги уже поступили, доли не меняются";
    OwnSplit "own_split" 409 "Somebody without a share approves a split" "Доли утверждает тот, у кого доли нет";
    CreditHold "credit_hold" 409 "The client is on credit hold" "Отгрузки клиенту остановлены";
    SaleHasMoney "sale_has_money" 409 "Money is allocated to the sale" "На продажу уже разнесены деньги";
    SaleConflict "sale_conflict" 409 "Another sale has this key" "Такой ключ у другой продажи";
    PaymentConflict "payment_conflict" 409 "Another payment has this key" "Такой ключ у другого платежа";
    RefundConflict "refund_conflict" 409 "Another refund has this key" "Такой ключ у другого возврата";
    AllocationExceedsDue "allocation_exceeds_due" 409 "The sale has less due" "По продаже должны меньше";
    AllocationExceedsPayment "allocation_exceeds_payment" 409 "The payment has less left" "От платежа осталось меньше";
    RefundExceedsPaid "refund_exceeds_paid" 409 "The refund exceeds what was paid" "Заплачено меньше";
    // handoffs
    FirstSaleNotPaid "first_sale_not_paid" 409 "The first sale is not paid yet" "Первая продажа ещё не оплачена";
    NotRehearsed "not_rehearsed" 409 "The handoff was not rehearsed" "Передача не отрепетирована";
    GiverTakes "giver_takes" 403 "Giver and receiver must be two persons" "Нельзя передать клиента самому себе";
    PortfolioFull "portfolio_full" 409 "The portfolio is full" "Портфель менеджера заполнен";
    AnswerTooLate "answer_too_late" 409 "The time to answer is over" "Срок ответа истёк";
    ExemptionsUsedUp "exemptions_used_up" 409 "No exemption is left" "Исключения исчерпаны";
    ExemptionTooLong "exemption_too_long" 409 "The exemption is too long" "Слишком длинный срок";
    NoContactYet "no_contact_yet" 409 "The new curator has not spoken with the client" "Новый куратор ещё не говорил с клиентом";
    FirstSaleStands "first_sale_stands" 409 "The first sale stands" "Оплаченное передаётся";
    // webhooks
    EndpointDisabled "endpoint_disabled" 409 "The webhook endpoint is disabled" "Получатель вебхуков отключён";
    // commission
    OwnMatter "own_matter" 403 "Nobody decides on a matter of their own" "Никто не решает о своём";
    PeriodBeforeLedger "period_before_ledger" 409 "The month lies before the ledger begins" "Месяц раньше первого месяца учёта";
    PeriodNotBegun "period_not_begun" 409 "The month has not begun" "Месяц ещё не начался";
    StatementPaid "statement_paid" 409 "A statement is paid" "Ведомость уже оплачена";
    BalanceCarried "balance_carried" 409 "A later statement carries the balance" "Остаток уже перенесён в следующую ведомость";
    DisputeWindowOpen "dispute_window_open" 409 "The person may still object" "Срок для возражений ещё не истёк";
    AlreadyDisputed "already_disputed" 409 "The statement has been disputed already" "По ведомости уже возражали";
    OverCap "over_cap" 409 "The rates exceed the cap" "Сумма ставок выше предела";
    PlanExists "plan_exists" 409 "A plan is in force from this day already" "На этот день уже есть план";
    FxRateExists "fx_rate_exists" 409 "There is a rate for this day already" "Курс на этот день уже есть";
}

/// One wrong member of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// JSON pointer.
    pub pointer: String,
    /// For programs.
    pub code: String,
    /// For people: what is wrong and what to do.
    pub detail: String,
}

/// An error answer.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which.
    pub code: Code,
    /// What happened this time, and what to do about it.
    pub detail: String,
    /// Facts of a refusal, such as `from` and `event`.
    pub facts: Map<String, Value>,
    /// Wrong members.
    pub errors: Vec<FieldProblem>,
    /// Headers besides.
    pub headers: Vec<(header::HeaderName, String)>,
}

impl Problem {
    /// `code`, with a detail for people.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), facts: Map::new(), errors: Vec::new(), headers: Vec::new() }
    }

    /// 500: what happened is in the log, under the request's id.
    pub fn internal() -> Self {
        Self::new(Code::Internal, "the server failed and has logged it; try again, or report the request_id")
    }

    /// `If-Match` names a version that is no more.
    pub fn version_mismatch() -> Self {
        Self::new(Code::VersionMismatch, "read it again, look at what changed, and send If-Match with its new ETag")
    }

    /// The same with a fact.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(key.to_owned(), value.into());
        self
    }

    /// The same with a header.
    #[must_use]
    pub fn header(mut self, name: header::HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// One wrong member.
    pub fn field(pointer: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::fields(vec![FieldProblem { pointer: pointer.into(), code: code.into(), detail: detail.into() }])
    }

    /// Wrong members.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        let place = |first: &FieldProblem| if first.pointer.is_empty() { "body".to_owned() } else { first.pointer.clone() };
        let detail = errors.first().map_or_else(String::new, |first| format!("{}: {}", place(first), first.detail));
        Self { errors, ..Self::new(Code::InvalidFields, detail) }
    }

    /// The RFC 9457 body, in the language that was asked for.
    pub fn body(&self) -> Value {
        let language = observe::language();
        let mut body = self.facts.clone();
        body.insert("type".into(), format!("/problems/{}", self.code.as_str()).into());
        body.insert("title".into(), language.of(self.code.title(), self.code.title_ru()).into());
        body.insert("status".into(), self.code.status().into());
        body.insert("detail".into(), language.say(&self.detail).into());
        body.insert("code".into(), self.code.as_str().into());
        if let Some(id) = observe::request_id() {
            body.insert("request_id".into(), id.into());
        }
        if !self.errors.is_empty() {
            body.insert(
                "errors".into(),
                self.errors
                    .iter()
                    .map(|error| json!({"pointer": error.pointer, "code": error.code, "detail": language.say(&error.detail)}))
                    .collect(),
            );
        }
        Value::Object(body)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        for (name, value) in &self.headers {
            response.insert_header((name.clone(), value.as_str()));
        }
        if self.code == Code::BodyTooSlow {
            response.force_close();
        }
        if self.code == Code::Unavailable {
            response.insert_header((header::RETRY_AFTER, "1"));
        }
        response.insert_header((header::CONTENT_LANGUAGE, observe::language().tag()));
        response.insert_header((header::VARY, "Accept-Language"));
        response.content_type("application/problem+json").body(self.body().to_string())
    }
}
