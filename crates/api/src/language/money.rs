//! Deals, sales, payments, commission: what the rules and the use cases refuse.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    // deals
    ("there is a product line with this code already", "продуктовая линия с таким кодом уже есть"),
    ("there is no product line {}", "нет продуктовой линии {}"),
    ("{} is not sold any more", "{} больше не продаётся"),
    ("a deal on this product line is open already", "по этой продуктовой линии уже есть открытая сделка"),
    ("the client is {stage}", "клиент на этапе {stage}"),
    ("this person may not own a deal on a client who is {stage}", "этот сотрудник не может вести сделку с клиентом на этапе {stage}"),
    ("the client buys this line already: it is his curator's", "клиент уже покупает эту линию: её ведёт куратор"),
    ("the client does not buy this line yet: a new line is the hunter's", "клиент ещё не покупает эту линию: новую линию продаёт охотник"),
    ("stage {stage} needs its document", "для этапа {stage} нужен документ"),
    ("no confirmed sale stands behind it", "за этим нет подтверждённой продажи"),
    (
        "it is the client's last deal: give recontact_on, or say that it is final",
        "это последняя сделка клиента: укажите recontact_on или скажите, что это окончательно",
    ),
    ("the shares add up to {sum_bp} of 10,000 bp", "доли в сумме дают {sum_bp} из 10 000 bp"),
    ("money has come in: the split changes by an adjustment", "деньги уже поступили: доли меняет корректировка"),
    ("a split is approved by somebody who has no share in it", "доли утверждает тот, у кого доли нет"),
    ("the deal is {state}: sell without it, or open another", "сделка в состоянии {state}: продайте без неё или откройте другую"),
    (
        "the deal is somebody else's, and so would be the credit: sell without it, or by a deal of your own",
        "сделка чужая, и зачтена была бы другому: продайте без неё или по своей сделке",
    ),
    ("you open deals of your own; a head may open one for somebody else", "вы открываете свои сделки; за другого может начальник"),
    ("this client has no such deal", "у этого клиента нет такой сделки"),
    // sales
    ("the client is on credit hold", "отгрузки клиенту остановлены"),
    ("{paid_minor} is allocated to it", "на неё уже разнесено {paid_minor}"),
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
    ("nobody of this id sells here", "с таким кодом здесь никто не продаёт"),
    // payments and refunds
    ("{asked_minor} is more than the {due_minor} that the sale owes", "{asked_minor} больше, чем должны по продаже: {due_minor}"),
    ("{asked_minor} is more than the {left_minor} that is left of the payment", "{asked_minor} больше остатка платежа: {left_minor}"),
    ("{asked_minor} is more than the {paid_minor} that was paid", "{asked_minor} больше, чем заплачено: {paid_minor}"),
    ("the money came on {paid_on}: it cannot have been given back before", "деньги поступили {paid_on}: вернуть их раньше нельзя"),
    ("another payment has this source and external_id", "такие source и external_id у другого платежа"),
    ("another refund has this source and external_id", "такие source и external_id у другого возврата"),
    ("there is no sale {}", "нет продажи {}"),
    ("there is no payment {id}", "нет платежа {id}"),
    (
        "say for which sale_id, or of which payment_id or payment_external_id",
        "укажите, по какой продаже (sale_id) или из какого платежа (payment_id, payment_external_id)",
    ),
    ("it was paid in {other}", "оплата была в {other}"),
    ("the payment is another client's than the sale", "платёж и продажа у разных клиентов"),
    ("the sale is another client's", "продажа другого клиента"),
    ("the sale is in {}, the payment in {}", "валюты продажи и платежа разные"),
    // commission
    ("nobody decides on what is his own", "никто не решает о своём"),
    ("{month} has not begun: it starts on {starts_on}", "{month} ещё не начался: он начинается {starts_on}"),
    ("{month} lies before {first_month}, the first month of the ledger", "{month} раньше {first_month}, первого месяца учёта"),
    ("this statement is paid, and stays as it is", "эта ведомость оплачена и не меняется"),
    ("a later statement carries the balance of one of this month", "остаток ведомости этого месяца уже перенесён в следующую"),
    ("its person may object until {}", "возражать по ней можно до {}"),
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
