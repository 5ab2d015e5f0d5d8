//! What nobody does for himself, and who decides instead (RULES.md §6.1).

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    (
        "nobody changes their own roles or unit, or ends their own account: somebody else must do it",
        "свои роли, отдел и увольнение не меняет никто: это должен сделать другой",
    ),
    (
        "roles that see money or restricted data are given and taken by a director",
        "роли, которым видны деньги или закрытые данные, даёт и снимает директор",
    ),
    (
        "this person's password is set by a director: send a one-time password by reset-password instead",
        "пароль этому сотруднику назначает директор: отправьте одноразовый через reset-password",
    ),
    (
        "a key that writes sales or payments, or reads clients or events, is issued by a director",
        "ключ с записью продаж или платежей, с чтением клиентов или событий выдаёт директор",
    ),
    ("a norm that keeps one person from acting alone is set by a director", "норму, которая не даёт одному решать всё, меняет директор"),
    (
        "whoever is paid commission sets no exchange rate: somebody else in finance or a director must do it",
        "кому платят комиссию, тот не задаёт курс: это сделает другой финансист или директор",
    ),
    ("nobody gives a deal to themselves: a director decides", "сделку себе не отдаёт никто: решает директор"),
    (
        "nobody gives a client to themselves: another head or a director decides",
        "клиента себе не отдаёт никто: решает другой начальник или директор",
    ),
    (
        "nobody confirms the loss of a client of their own: another head or a director must do it",
        "потерю своего клиента не подтверждает никто: это делает другой начальник или директор",
    ),
    (
        "nobody overrides a credit hold for a sale or a client of their own: another head must do it, or finance or a director ends the hold",
        "запрет отгрузки для своей продажи или своего клиента не обходит никто: это делает другой начальник, или финансы либо директор снимают запрет",
    ),
    (
        "nobody gives a handoff to themselves while somebody else can take it: another head or a farmer must do it",
        "передачу себе не назначает никто, пока её может принять другой: это дело другого начальника или фермера",
    ),
    (
        "nobody books money on a sale from which they are paid: somebody else in finance or a director must do it",
        "деньги по продаже, с которой ему платят, не проводит никто: это сделает другой финансист или директор",
    ),
    (
        "nobody closes or opens again a month in which they are paid: somebody else in finance or a director must do it",
        "месяц, в котором ему платят, не закрывает и не открывает никто: это сделает другой финансист или директор",
    ),
    (
        "nobody decides on a statement of their own: somebody else in finance or a director must do it",
        "о своей ведомости не решает никто: это сделает другой финансист или директор",
    ),
    (
        "only the person of a statement says that it is right, by acknowledge: leave acknowledged out",
        "что ведомость верна, говорит только её сотрудник, через acknowledge: уберите acknowledged",
    ),
    (
        "whoever posted a correction or an allocation by hand does not approve the statement that holds it: somebody else must do it",
        "кто провёл корректировку или разнёс платёж вручную, не утверждает ведомость с ними: это должен сделать другой",
    ),
    ("nobody corrects commission of their own: somebody else must do it", "свою комиссию не корректирует никто: это должен сделать другой"),
    (
        "whoever entered a correction does not decide on it, nor does whoever it pays: somebody else must do it",
        "о корректировке не решает ни тот, кто её внёс, ни тот, кому она платит: это должен сделать другой",
    ),
    (
        "a commission plan is published by another director than the one who wrote it",
        "план комиссии публикует другой директор, не его автор",
    ),
    ("nobody reviews a call of their own: somebody else must do it", "свой звонок не оценивает никто: это должен сделать другой"),
    (
        "nobody decides on the dispute about a review that they gave or got: somebody else must do it",
        "о споре по своей оценке не решает ни тот, кто её дал, ни тот, кто её получил: это должен сделать другой",
    ),
    ("nobody decides on commission of their own: another person must do it", "о своей комиссии не решает никто: это должен сделать другой"),
];
