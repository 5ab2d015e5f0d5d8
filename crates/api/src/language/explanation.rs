//! Why a line of the ledger is what it is, in Russian.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    (
        "Who makes a client's first sale earns on what the client pays for it (N-40).",
        "Кто сделал клиенту первую продажу, получает с того, что клиент за неё платит (N-40).",
    ),
    (
        "A share of the first-sale commission waits until the handoff is completed (§3.9).",
        "Часть вознаграждения за первую продажу ждёт, пока передача клиента не завершена (§3.9).",
    ),
    (
        "Who sells a client a product line that he has not bought before earns on that sale (N-42).",
        "Кто продал клиенту продуктовую линию, которой тот раньше не покупал, получает с этой продажи (N-42).",
    ),
    (
        "The hunter who won the client earns on what he goes on buying, step by step less (N-41).",
        "Хантер, который привёл клиента, получает с его дальнейших покупок, со ступенями всё меньше (N-41).",
    ),
    (
        "The farmer who answers for the client on the day of the payment earns on what he collects (N-43).",
        "Фармер, который отвечает за клиента в день платежа, получает с того, что собрал (N-43).",
    ),
    (
        "The key-account manager who answers for the client on the day of the payment earns on what he collects (N-44).",
        "Менеджер ключевых клиентов, который отвечает за клиента в день платежа, получает с того, что собрал (N-44).",
    ),
    ("A correction by hand.", "Исправление вручную."),
    ("Held until the handoff of the client is accepted.", "Удержано, пока передача клиента не принята."),
    ("Held until the handoff of the client is completed.", "Удержано, пока передача клиента не завершена."),
    ("Held until finance enters the exchange rate of the day.", "Удержано, пока финансы не внесут курс на этот день."),
    ("Held until the dispute is decided.", "Удержано, пока спор не решён."),
    (
        "{base} net: the share of a discount that goes with the money of {day}; the base is the sum of the sale's lines.",
        "{base} без НДС: доля скидки, которая приходится на деньги за {day}; база — сумма строк продажи.",
    ),
    (
        "{base} net of this line of the sale left us on {day}; the rate was locked by the sale date.",
        "{day} у нас убыло {base} без НДС по этой строке продажи; ставка определена датой продажи.",
    ),
    (
        "{base} net of this line of the sale reached us on {day}; the rate was locked by the sale date.",
        "{day} к нам поступило {base} без НДС по этой строке продажи; ставка определена датой продажи.",
    ),
    (
        "{rate} of the {base} that came so far is {all}; {before} of it had been posted before.",
        "{rate} от {base}, поступивших к этому дню, — это {all}; из них {before} начислено раньше.",
    ),
    (
        "Step {number} of the schedule, sales from {from} without end: {rate}.",
        "Ступень {number} графика, продажи с {from} без срока: {rate}.",
    ),
    ("Step {number} of the schedule, sales from {from} to {to}: {rate}.", "Ступень {number} графика, продажи с {from} по {to}: {rate}."),
    ("The credit of the sale is split: this person's share is {share}.", "Заслуга за продажу разделена: доля этого человека {share}."),
    ("Converted at {rate}, the rate of {day}: {amount}.", "Пересчитано по курсу {rate} на {day}: {amount}."),
    (
        "Money was taken back: this takes the commission on it back, at the original rate.",
        "Деньги вернулись клиенту: вознаграждение с них снимается по прежней ставке.",
    ),
    ("Forfeited by decision of the director.", "Снято решением директора."),
    (
        "The first sale came to nothing before this was released: it and its reversal cancel each other, and stand on no statement.",
        "Первая продажа не состоялась раньше, чем это было начислено: строка и её сторно гасят друг друга и в расчётный лист не входят.",
    ),
    ("Counts in {month}: the month of its value date was closed.", "Учтено в {month}: месяц её даты был уже закрыт."),
    ("Counts in {month}.", "Учтено в {month}."),
];
