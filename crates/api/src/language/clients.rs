//! Clients, calls, meetings, handoffs, people: what the rules and the use cases refuse.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    // clients
    ("{event} is not allowed in state {from}", "шаг {event} недопустим в состоянии {from}"),
    ("the record of this client is {status} and takes no commands", "запись клиента в состоянии {status} и команд не принимает"),
    ("the qualification lacks {}", "в квалификации не хватает: {}"),
    (
        "only a warm or cool client can be postponed, not a {temperature} one",
        "откладывают только тёплых и прохладных клиентов, не {temperature}",
    ),
    ("recontact_on must lie after today and not after {latest_on}", "перезвонить нужно после сегодняшнего дня и не позже {latest_on}"),
    ("a meeting is still open", "есть незавершённая встреча"),
    ("a deal is still open", "есть незавершённая сделка"),
    ("the client may be taken up again from {from_on}", "вернуть в работу можно с {from_on}"),
    ("a client disqualified as {reason} is not taken up again", "клиента, отклонённого с причиной {reason}, в работу не возвращают"),
    (
        "nobody has proposed to declare this client lost: send propose-lost first",
        "признать клиента потерянным никто не предлагал: сначала пришлите propose-lost",
    ),
    ("until_on must lie after today and not after {latest_on}", "исключение кончается после сегодняшнего дня и не позже {latest_on}"),
    (
        "money is still open: settle it before the client's data is erased",
        "есть незакрытые расчёты: закройте их, прежде чем стирать данные",
    ),
    (
        "the curator of a client cannot exempt it from contact: a head decides",
        "куратор не делает исключения для своего клиента: это решает начальник",
    ),
    ("the client exists already: {id}", "такой клиент уже есть: {id}"),
    ("the client {id} has this external_id and other content", "external_id уже у клиента {id}, и содержимое там другое"),
    ("the contact {id} has this external_id and other content", "external_id уже у контактного лица {id}, и содержимое там другое"),
    ("a head office is no branch itself", "головной офис сам не бывает филиалом"),
    ("a branch has the INN of its head office", "у филиала тот же ИНН, что у головного офиса"),
    ("there is no such client", "такого клиента нет"),
    ("there is no other client with this id", "другого такого клиента нет"),
    ("this client has no such contact", "у этого клиента нет такого контактного лица"),
    ("this client has no such activity", "у этого клиента нет такого события"),
    ("this client has no such number", "у этого клиента нет такого номера"),
    ("say why the client need not be contacted", "напишите, почему его не беспокоить"),
    (
        "a stage is the effect of calls, meetings and sales; only an import integration brings an existing base",
        "этап следует из звонков, встреч и продаж; готовую базу приносит только интеграция импорта",
    ),
    ("somebody must answer for a client who is {}", "за клиента на этапе {} кто-то должен отвечать"),
    ("belongs to the import of an existing base: say stage too", "относится к импорту готовой базы: укажите и stage"),
    (
        "is set by the system only; send competitor, price, quality, liquidation, insolvency, need_gone or blacklisted_by_us",
        "это решает система; пришлите competitor, price, quality, liquidation, insolvency, need_gone или blacklisted_by_us",
    ),
    (
        "you have looked at {clients} clients in a day, and this would be more than the company allows: ask for fewer, or wait until {}",
        "за сутки открыто клиентов: {clients}, с этими вышло бы больше, чем разрешает компания: запросите меньше или подождите до {}",
    ),
    // calls
    (
        "the call belongs to no known client yet: assign it with match first",
        "пока неизвестно, чей это звонок: сначала привяжите его (match)",
    ),
    ("the call belongs to {client_id}", "звонок принадлежит {client_id}"),
    ("an internal call belongs to no client", "внутренний звонок не принадлежит клиенту"),
    (
        "the disposition could be changed until {}; now only the call-centre administrator can",
        "итог звонка можно было менять до {}; теперь его меняет только администратор колл-центра",
    ),
    ("due_at must lie in the future and not after {}", "due_at: позже текущего момента и не позже {}"),
    ("may be given with the kind {kind} only", "бывает только при итоге {kind}"),
    ("is required with this kind", "для этого итога нужно"),
    ("warm (a need within 3 months) or cool (within a year)", "warm (потребность в течение 3 месяцев) или cool (в течение года)"),
    // meetings
    ("the meeting begins at {}", "встреча начинается {}"),
    ("the slot lies in the past", "это время уже прошло"),
    ("a first meeting can be booked for {} at the latest", "первую встречу назначают не позже {}"),
    ("the slot overlaps with the meeting {meeting_id}, travel time included", "время пересекается с {meeting_id} с учётом дороги"),
    ("the client has the first meeting {meeting_id} already", "первая встреча у клиента уже есть: {meeting_id}"),
    ("the meeting could be rejected until {}", "отказаться можно было до {}"),
    ("the rejection could be disputed until {}", "оспорить отказ можно было до {}"),
    ("the rejection was disputed and decided already", "отказ уже оспорен, и спор решён"),
    ("nobody with this id holds {kind} meetings", "с таким кодом нет никого, кто проводит встречи вида {kind}"),
    ("name the person once: contact or contact_id", "укажите человека один раз: contact или contact_id"),
    ("name the person who is to be met: contact or contact_id", "укажите, с кем встреча: contact или contact_id"),
    // handoffs
    ("the first sale is not paid yet", "первая продажа ещё не оплачена"),
    (
        "the checklist is incomplete: every item must be true, and missing names those that are not",
        "чек-лист передачи заполнен не полностью: чего нет, названо в missing",
    ),
    ("the handoff was not rehearsed", "передача не отрепетирована"),
    ("giver and receiver of a handoff must be two different persons", "нельзя передать клиента самому себе"),
    (
        "{farmer} has {load} clients, and the maximum is {max}: a head may send override",
        "у {farmer} {load} клиентов при пределе {max}: начальник может прислать override",
    ),
    ("the handoff could be returned until {}", "вернуть передачу можно было до {}"),
    ("all {max} exemptions of this handoff are used up", "исчерпаны все исключения: {max}"),
    ("an exemption lasts at most {max_days} days", "исключение длится не больше {max_days} дней"),
    (
        "a party to the handoff cannot exempt it: another director decides",
        "участник передачи не решает об исключении: это делает другой директор",
    ),
    ("the new curator has not spoken with the client since the introduction", "новый куратор после знакомства ещё не говорил с клиентом"),
    ("the first sale stands: the client must be handed over", "первая продажа состоялась: клиента нужно передать"),
    ("nobody with this id takes clients now", "с таким кодом сейчас никто не принимает клиентов"),
    // portfolio
    // people, units, machines
    ("an account that is {from} cannot {event}", "учётная запись в состоянии {from} не принимает шаг {event}"),
    ("somebody must keep the role sys_admin", "у кого-то должна остаться роль sys_admin"),
    ("another account has this e-mail address already", "этот адрес уже у другой учётной записи"),
    ("another account has this external_id already", "такой external_id уже у другой учётной записи"),
    ("another account has this extension already", "этот внутренний номер уже у другой учётной записи"),
    ("another integration has this source already", "этот источник уже у другой интеграции"),
    ("nobody can be their own deputy", "нельзя быть своим заместителем"),
    ("a unit cannot check itself", "отдел не проверяет сам себя"),
    ("a key of a {kind} integration cannot have the scope {scope}", "у ключа интеграции вида {kind} не бывает права {scope}"),
    ("a key must expire later than now", "ключ должен истекать позже текущего момента"),
];
