//! Deals, sales, payments, commission: what the rules and the use cases refuse.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    // deals
    ("there is a product line with this code already", "продуктовая линия с таким кодом уже есть"),
    ("another product line has this external_id already", "такой external_id уже у другой продуктовой линии"),
    (
        "the product line with this external_id has the code {}, which never changes",
        "у продуктовой линии с этим external_id код {}, а код не меняется",
    ),
    ("there is no product line {}", "нет продуктовой линии {}"),
    ("{} is not sold any more", "{} больше не продаётся"),
    ("a deal on this product line is open already", "по этой продуктовой линии уже есть открытая сделка"),
    ("nothing can be sold to a client who is {stage}", "клиенту в состоянии {stage} продать нельзя"),
    ("this person may not own a deal on a client who is {stage}", "этот сотрудник не может вести сделку с клиентом на этапе {stage}"),
    ("the client buys this product line already: only the curator may own the deal", "клиент уже покупает эту линию: сделку ведёт куратор"),
    (
        "the client does not buy this product line yet: only a hunter may own the deal",
        "клиент ещё не покупает эту линию: сделку ведёт охотник",
    ),
    ("the stage {stage} needs a document: give it as document", "для этапа {stage} нужен документ: укажите document"),
    ("this deal has no confirmed sale: confirm one first", "у сделки нет подтверждённой продажи: сначала подтвердите её"),
    (
        "this is the client's last open deal: give recontact_on, or final as true",
        "это последняя открытая сделка клиента: укажите recontact_on или final",
    ),
    ("the shares add up to {sum_bp} of 10,000 bp", "доли в сумме дают {sum_bp} из 10 000 bp"),
    ("money has come in: the split changes by an adjustment", "деньги уже поступили: доли меняет корректировка"),
    (
        "people of several units share the credit: split the credit of the deal, so that each head agrees",
        "доли у людей из разных отделов: распределите их в сделке, чтобы согласился каждый начальник",
    ),
    (
        "your agreement to this split is not asked: the seller gives it, and the head of each unit whose people share, without a share",
        "ваше согласие с долями не требуется: его дают продавец и начальник каждого отдела с долями, если у него самого доли нет",
    ),
    (
        "this statement pays by the split of a deal to which not everybody has agreed yet",
        "ведомость платит по долям в сделке, с которыми согласились ещё не все",
    ),
    ("only somebody without a share in the credit can approve its split", "доли утверждает тот, у кого доли нет"),
    ("the deal is {state}: sell without it, or open another", "сделка в состоянии {state}: продайте без неё или откройте другую"),
    (
        "the deal belongs to somebody else, who would get the credit: sell without it, or by a deal of your own",
        "сделка чужая, и зачтена была бы другому: продайте без неё или по своей сделке",
    ),
    ("you open deals of your own; a head may open one for somebody else", "вы открываете свои сделки; за другого может начальник"),
    ("this client has no such deal", "у этого клиента нет такой сделки"),
    // sales
    (
        "the client is on credit hold: a head may confirm with override",
        "отгрузки клиенту остановлены: начальник может подтвердить с override",
    ),
    (
        "the lines come to {net_minor} net and {gross_minor} gross: both must be above 0",
        "строки дают в сумме {net_minor} без НДС и {gross_minor} с НДС: обе суммы должны быть больше 0",
    ),
    ("{paid_minor} minor units are allocated to this sale", "на эту продажу уже разнесено {paid_minor} в минимальных единицах"),
    ("this has been done already, for another reason", "это уже сделано, по другой причине"),
    ("this payment bounced on {bounced_on} already", "этот платёж уже отклонён {bounced_on}"),
    ("the money came on {paid_on}: it cannot have bounced earlier", "деньги пришли {paid_on}: раньше платёж отклонить не могли"),
    ("there is no exchange rate {}", "нет курса {}"),
    ("that rate is for {currency} in {plan_currency} on {value_on}", "тот курс — для {currency} в {plan_currency} на {value_on}"),
    ("the rate is the same", "курс тот же"),
    ("another sale has this source and external_id", "такие source и external_id у другой продажи"),
    ("source and external_id are a key together", "source и external_id вместе составляют ключ"),
    (
        "the owner of the deal sells: reassign the deal, or leave it out",
        "продаёт ведущий сделку: передайте сделку или не указывайте продавца",
    ),
    ("you sell in your own name; a head may name somebody else", "вы продаёте от своего имени; другого может назвать начальник"),
    (
        "say who sold it: the client has neither a deal here nor a curator",
        "укажите, кто продал: у клиента здесь нет ни сделки, ни куратора",
    ),
    ("nobody with this id sells here", "с таким кодом здесь никто не продаёт"),
    // payments and refunds
    ("{asked_minor} is more than the {due_minor} that the sale owes", "{asked_minor} больше, чем должны по продаже: {due_minor}"),
    ("{asked_minor} is more than the {left_minor} that is left of the payment", "{asked_minor} больше остатка платежа: {left_minor}"),
    ("{asked_minor} is more than the {paid_minor} that was paid", "{asked_minor} больше, чем заплачено: {paid_minor}"),
    ("the money came on {paid_on}: it cannot have been refunded earlier", "деньги поступили {paid_on}: вернуть их раньше нельзя"),
    ("another payment has this source and external_id", "такие source и external_id у другого платежа"),
    ("another refund has this source and external_id", "такие source и external_id у другого возврата"),
    ("there is no sale {}", "нет продажи {}"),
    ("there is no payment {id}", "нет платежа {id}"),
    ("give sale_id, payment_id or payment_external_id", "укажите sale_id, payment_id или payment_external_id"),
    ("must be {other}, the currency that was paid", "нужна валюта оплаты: {other}"),
    ("payment and sale belong to different clients", "платёж и продажа у разных клиентов"),
    ("the sale belongs to another client", "продажа другого клиента"),
    ("the sale is in {}, the payment in {}", "валюты продажи и платежа разные"),
    // commission
    ("{month} has not begun: it starts on {starts_on}", "{month} ещё не начался: он начинается {starts_on}"),
    ("{month} lies before {first_month}, the first month of the ledger", "{month} раньше {first_month}, первого месяца учёта"),
    ("this statement is paid, and stays as it is", "эта ведомость оплачена и не меняется"),
    ("a later statement carries the balance of one of this month", "остаток ведомости этого месяца уже перенесён в следующую"),
    (
        "the person may object until {}: approve the statement later, or once the person has acknowledged it",
        "возражать можно до {}: утвердите ведомость позже или когда сотрудник с ней согласится (acknowledge)",
    ),
    ("the time for objections is over", "срок для возражений истёк"),
    ("this statement has been disputed once already", "по этой ведомости уже возражали"),
    ("the rates on one line come to {sum_bp} bp, the cap is {cap_bp} bp", "ставки по одной линии дают {sum_bp} bp, предел {cap_bp} bp"),
    ("a plan is in force from this day already", "на этот день уже есть действующий план"),
    ("there is a rate for this day already", "курс на этот день уже есть"),
    ("{currency} is the currency of the plan", "{currency} и есть валюта плана"),
    ("commission is paid in {currency}", "комиссия выплачивается в {currency}"),
    ("must be a line of this statement", "нужна строка этой ведомости"),
    ("only the last step may be without months", "без срока может быть только последняя ступень"),
];
