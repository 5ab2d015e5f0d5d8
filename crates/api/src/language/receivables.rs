//! Debts and plans of collections: what the rules refuse.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    ("there is a plan of this person for this month already", "у этого сотрудника уже есть план на этот месяц"),
    ("somebody else answers for this client", "этого клиента ведёт другой сотрудник"),
    ("the plan is {state}: only a draft changes", "план в состоянии {state}: меняется только проект"),
    ("the items add up to too much: {0}", "сумма позиций слишком велика"),
    ("more is promised than is owed for the sale", "обещано больше, чем осталось заплатить по продаже"),
    ("must be today ({}) or later", "не раньше сегодняшнего дня ({})"),
    ("must be {}, the currency of the sale", "нужна {}, валюта продажи"),
    ("must be {currency}, the currency of the company", "нужна {currency}, валюта компании"),
    ("names the same client a second time", "этот клиент указан второй раз"),
    (
        "nobody approves a plan of collections that they wrote or that is their own: another head or a director must do it",
        "никто не утверждает план инкассации, который составил сам или который его собственный: это делает другой руководитель или директор",
    ),
];
