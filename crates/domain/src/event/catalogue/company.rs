//! What happens to the company itself: people, units, norms, integrations, webhooks, the journal.

super::catalogue! {
    /// The company.
    NormChanged [norm] "A norm was changed." "Норма изменена." { key: Word, value ~ Any, effective_on: Day, unit: Word | null, client_group: Text | null }
    CalendarChanged [calendar] "The company calendar was changed." "Календарь компании изменён." { time_zone: Text, time_zone ~ Text, working_week ~ Words, holidays ~ Words; others }
    UnitUpdated [unit] "A unit was changed." "Отдел изменён." { code: Word, name ~ Text, head_user_id ~ Id, checks_unit ~ Word; others }
    UserCreated [user] "An account was made for a person." "Создана учётная запись." { unit: Word, roles: Words }
    UserUpdated [user] "A person's account was changed." "Учётная запись изменена." { unit ~ Word, roles ~ Words, state ~ Word, deputy_user_id ~ Id, changed: Words, terminated_on: Day; others }
    UserDeactivated [user] "A person cannot log in for the time being." "Сотрудник временно не может входить." { state ~ Word }
    UserTerminated [user] "A person has left." "Сотрудник уволен." { state ~ Word, terminated_on: Day }
    PasswordSet [user] "A person's password was set." "Пароль сотрудника задан." {; others}
    PasswordReset [user] "A person was sent a code to set a new password, and signed out everywhere." "Сотруднику выдан код для нового пароля, все его входы закрыты." { until: Instant; others }
    IntegrationCreated [integration] "An integration was made." "Создана интеграция." { kind: Word, source: Text }
    IntegrationUpdated [integration] "An integration was changed." "Интеграция изменена." { provider ~ Word, active ~ Flag, international_without_plus ~ Flag, keep_internal ~ Flag; others }
    ApiKeyIssued [key] "An integration got an API key." "Интеграции выдан ключ API." { integration_id: Id, scopes: Words }
    ApiKeyRevoked [key] "An API key was revoked." "Ключ API отозван." { integration_id: Id }
    WebhookCreated [webhook] "A webhook endpoint was made." "Создан получатель вебхуков." { event_types: Words, owner_id: Id }
    WebhookUpdated [webhook] "A webhook endpoint was changed." "Получатель вебхуков изменён." { url: Word, description: Word, event_types ~ Words, owner_id ~ Id; others }
    WebhookEnabled [webhook] "A webhook endpoint is sent to again." "Получателю вебхуков снова отправляют." { reason: Word | null }
    WebhookDisabled [webhook] "A webhook endpoint is not sent to any more." "Получателю вебхуков больше не отправляют." { reason: Word | null }
    WebhookSecretRotated [webhook] "A webhook endpoint has a new secret." "Секрет получателя вебхуков сменён." { old_until: Instant }
    WebhookTested [webhook] "A webhook endpoint was tested." "Получатель вебхуков проверен." { delivery_id: Id, outcome: Text }
    WebhookRedelivered [webhook] "A delivery is sent once more." "Доставка повторяется." { delivery_id: Id, event_id: Id }
    ClockAdvanced [event] "The clock of the sandbox was moved." "Часы песочницы переведены." {; others}
    LedgerKept [allocation period plan fxrate sale payment refund accrual adjustment entitlement statement saleline] "A row of money was written while nothing else happened." "Строка учёта денег записана без другого события." {}
    JournalAnchored [event] "The journal was sealed up to here." "Журнал опечатан до этого места." { entries: Number, hash: Text, number: Number; others }
    RestrictedRead [call contact user client statement entitlement accrual adjustment payment] "Somebody read what only some may read." "Прочитаны данные с ограниченным доступом." { what: Word; others }
}
