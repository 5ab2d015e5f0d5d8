//! What happens to deals, sales, money and commission.

super::catalogue! {
    /// Sales and commission.
    ClientGroupAdded [clientgroup] "A group of clients was added." "Добавлена группа клиентов." { code: Text }
    ClientGroupUpdated [clientgroup] "A group of clients was changed." "Группа клиентов изменена." { active ~ Flag, min_purchase ~ Money; others }
    ProductLineAdded [productline] "A product line was added." "Добавлена продуктовая линия." { code: Text }
    ProductLineUpdated [productline] "A product line was changed." "Продуктовая линия изменена." { active ~ Flag, external_id ~ Text; others }
    OpportunityOpened [opportunity] "A deal was opened." "Открыта сделка." { product_line: Text, owner_id: Id, stage: Word }
    OpportunityAdvanced [opportunity] "A deal moved to another stage." "Сделка перешла на другой этап." { stage ~ Word, document: Text | null }
    OpportunityUpdated [opportunity] "A deal was changed." "Сделка изменена." { amount ~ Money, stale ~ Flag, last_contact_at: Instant; others }
    OpportunityWon [opportunity] "A deal was won." "Сделка выиграна." {}
    OpportunityLost [opportunity] "A deal was lost." "Сделка проиграна." { client_stage: Word }
    OpportunityCancelled [opportunity] "A deal was cancelled as an error or a duplicate." "Сделка отменена: ошибка или дубль." {}
    OpportunityReassigned [opportunity] "A deal has another owner." "У сделки сменился ответственный." { owner_id ~ Id }
    CreditSplitAgreed [opportunity] "Somebody agreed to how the credit for a deal is split." "Кто-то согласился с распределением долей в сделке." { user_id: Id, missing: Number }
    CreditSplit [opportunity sale] "The credit for a deal or a sale was split." "Доли в сделке или продаже распределены." { credit_split ~ Shares; others }
    SaleDrafted [sale] "A sale was drafted." "Создан черновик продажи." { gross_minor: Number, currency: Text, credit_split: Shares }
    SaleUpdated [sale] "A sale was changed." "Продажа изменена." { gross_minor ~ Number, kind ~ Word, kind_final ~ Flag; others }
    SaleConfirmed [sale] "A sale was confirmed." "Продажа подтверждена." { kind: Word, gross_minor: Number, currency: Text, credit_split: Shares }
    SaleCancelled [sale] "A sale was cancelled." "Продажа отменена." { gross_minor: Number }
    FirstSale [sale] "A client's first sale was confirmed." "Подтверждена первая продажа клиенту." { acquisition_no: Number }
    FirstSaleVoided [sale] "What was the first sale is none: its money went back." "Первая продажа аннулирована: деньги вернулись." {}
    PaymentCleared [payment] "Money came." "Пришли деньги." { amount_minor: Number, currency: Text, value_on: Day }
    PaymentReversed [payment] "A payment bounced." "Платёж отозван." { amount_minor: Number, value_on: Day }
    RefundRecorded [refund] "Money was paid back." "Деньги возвращены клиенту." { amount_minor: Number, currency: Text, sale_id: Id | null, state: Word }
    AllocationChanged [payment sale] "Money was put on sales or taken off." "Деньги отнесены на продажи или сняты с них." { unallocated_minor ~ Number, paid_minor ~ Number, currency: Text, payment_ids: Ids, refund_id: Id }
    EntitlementOpened [entitlement] "Somebody may come to earn on a client." "Открыто право на процент с клиента." { user_id: Id, product_lines: Words }
    EntitlementActivated [entitlement] "Somebody earns on a client." "Право на процент действует." { user_id: Id, state ~ Word, handoff: Word }
    EntitlementSuspended [entitlement] "An entitlement rests." "Право на процент приостановлено." { user_id: Id, cause: Word, state ~ Word, note: Text | null }
    EntitlementResumed [entitlement] "An entitlement that rested goes on." "Право на процент возобновлено." { user_id: Id, cause: Word, state ~ Word, note: Text | null }
    EntitlementEnded [entitlement] "An entitlement ended." "Право на процент закончилось." { user_id: Id, reason: Word, ended_on: Day, note: Text | null }
    EntitlementVoided [entitlement] "An entitlement never was." "Право на процент аннулировано." { user_id: Id }
    EntitlementCarvedOut [entitlement] "Product lines went to, or came back from, somebody else's entitlement." "Продуктовые линии перешли в чужое право или вернулись." { user_id: Id, carved_out: Words, given_back: Words, from_on: Day, merge_id: Id, only: Words }
    AccrualPosted [accrual] "Commission was posted." "Комиссия начислена." { user_id: Id, rule: Word, amount: Money, sale_id: Id }
    AccrualHeld [accrual] "Commission is held back." "Комиссия удержана." { user_id: Id, rule: Word, amount: Money, sale_id: Id, held_reason: Word, held_reason ~ Word }
    AccrualReleased [accrual] "Commission that was held back is released." "Удержанная комиссия отпущена." { user_id: Id, rule: Word, amount: Money, sale_id: Id, held_reason: Word, period: Month }
    AccrualReversed [accrual] "Commission was taken back." "Комиссия сторнирована." { user_id: Id, rule: Word, amount: Money, sale_id: Id, held_reason: Word }
    AccrualForfeited [accrual] "Commission that was held back is forfeited." "Удержанная комиссия сгорела." { user_id: Id, rule: Word, amount: Money, sale_id: Id, held_reason: Word, reason: Word }
    AccrualVoided [accrual] "Commission that was held back is void." "Удержанная комиссия аннулирована." { user_id: Id, rule: Word, amount: Money, sale_id: Id, held_reason: Word }
    AdjustmentPosted [adjustment] "A correction of somebody's commission was posted." "Проведена корректировка комиссии." { user_id: Id, amount_minor: Number, currency: Text; others }
    AdjustmentEntered [adjustment] "A correction waits until somebody else approves it." "Корректировка ждёт второй подписи." { user_id: Id, amount_minor: Number, currency: Text; others }
    AdjustmentRejected [adjustment] "A correction that waited was rejected." "Корректировка отклонена." { user_id: Id, amount_minor: Number, currency: Text, state ~ Word, reason: Text | null; others }
    PeriodOpened [period] "A month was opened." "Месяц открыт." { month: Month }
    PeriodClosing [period] "A month is being closed." "Месяц закрывается." { month: Month, state ~ Word }
    PeriodClosed [period] "A month was closed." "Месяц закрыт." { month: Month, state ~ Word }
    PeriodReopened [period] "A closed month was reopened." "Закрытый месяц снова открыт." { month: Month, by: Id, state ~ Word; others }
    StatementDrafted [statement] "A statement was drawn up, or drawn up anew." "Ведомость составлена или пересчитана." { user_id: Id, period: Month, total_minor ~ Number, state ~ Word }
    StatementIssued [statement] "A statement was shown to its person." "Ведомость выдана сотруднику." { user_id: Id, period: Month, state ~ Word }
    StatementAcknowledged [statement] "Somebody has seen his statement and agrees." "Сотрудник согласился со своей ведомостью." { user_id: Id, period: Month, state ~ Word; others }
    StatementDisputed [statement] "Somebody disputes a line of his statement." "Сотрудник оспорил строку ведомости." { user_id: Id, period: Month, accrual_id: Id, state ~ Word }
    StatementResolved [statement] "A dispute about a statement was decided." "Спор о ведомости решён." { user_id: Id, period: Month, verdict: Word, state ~ Word }
    StatementApproved [statement] "A statement was approved." "Ведомость утверждена." { user_id: Id, period: Month, state ~ Word; others }
    StatementPaid [statement] "A statement was paid." "Ведомость выплачена." { user_id: Id, period: Month, state ~ Word }
    FxRateSet [fxrate] "An exchange rate was set." "Задан курс валюты." { currency: Text, value_on: Day, rate: Text; others }
    FxRateReplaced [fxrate] "A mistyped exchange rate was replaced by another." "Ошибочный курс валюты заменён другим." { rate ~ Text, replaced_by: Id }
    PlanDrafted [plan] "A commission plan was drafted or changed." "План комиссии создан или изменён." { number: Number; others }
    PlanVersionPublished [plan] "A commission plan is in force." "План комиссии опубликован." { number: Number, state ~ Word }
}
