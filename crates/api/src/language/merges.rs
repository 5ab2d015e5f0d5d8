//! Two records of one client: what the rules refuse.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    ("a client is not merged with itself: name two clients", "клиента не объединяют с самим собой: назовите двух клиентов"),
    (
        "the month {month} is closed and holds what was earned since the merge: register the client anew instead",
        "месяц {month} закрыт, и в нём есть начисленное после объединения: заведите клиента заново",
    ),
    (
        "nobody alone approves a merge that they proposed: another head or a director must do it",
        "никто не одобряет в одиночку объединение, которое сам предложил: это делает другой руководитель или директор",
    ),
    ("there is no client {id}", "клиента {id} нет"),
];
