//! What may be wrong with a member of a body, whatever the body is.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    // shapes
    ("a country by ISO 3166, such as RU", "страна по ISO 3166, например RU"),
    (
        "each a phone number of at least five digits, in at most 50 characters",
        "каждый – номер телефона не короче пяти цифр, не длиннее 50 знаков",
    ),
    ("there is no such user", "такого сотрудника нет"),
    ("each agent_ref of 1 to 200 characters", "каждый agent_ref от 1 до 200 знаков"),
    ("each agent_ref once: it is one person\'s name in that system", "каждый agent_ref один раз: так в той системе зовут одного человека"),
    ("each an address or a network, such as 213.170.84.96/27", "каждый — адрес или сеть, например 213.170.84.96/27"),
    (
        "must be whsec_ and 24 to 64 bytes in Base64, as Standard Webhooks has it",
        "нужен whsec_ и от 24 до 64 байт в Base64, как в Standard Webhooks",
    ),
    ("{name}: {} knows no such secret; it knows {}", "{name}: {} не знает такого секрета; он знает {}"),
    (
        "{name}: is needed beside the others: give all secrets of {}, or none",
        "{name}: нужен вместе с остальными: задайте все секреты {} или ни одного",
    ),
    ("only an integration of the kind telephony has an address to post to", "свой адрес есть только у интеграции вида telephony"),
    ("must be given", "нужно указать"),
    ("is given twice", "указано дважды"),
    ("is not known here; none is accepted", "здесь неизвестно, полей нет"),
    ("is not known here; known are {known}", "здесь неизвестно; известны {known}"),
    ("must be one of {}", "одно из: {}"),
    ("must be a whole number within its limits", "нужно целое число в своих пределах"),
    ("must be a whole number", "нужно целое число"),
    ("must be a number", "нужно число"),
    ("must be a text", "нужна строка"),
    ("must be true or false", "нужно true или false"),
    ("must not be empty; leave it out to ask for all", "не может быть пустым; чтобы получить всё, не указывайте"),
    ("must be a list", "нужен список"),
    ("must be an object", "нужен объект"),
    ("must be a day such as 2026-11-02", "нужна дата вида 2026-11-02"),
    ("must be an instant such as 2026-11-02T10:00:00Z", "нужен момент вида 2026-11-02T10:00:00Z"),
    (
        "must be a day such as 2026-11-02, or an instant such as 2026-11-02T10:00:00Z where one is asked for",
        "нужна дата вида 2026-11-02 или момент вида 2026-11-02T10:00:00Z, где он нужен",
    ),
    ("must be an id that begins with {prefix}_", "нужен код, который начинается с {prefix}_"),
    ("must be a day of a year such as 03-08", "нужен день года вида 03-08"),
    ("must be a month such as 2026-11", "нужен месяц вида 2026-11"),
    ("must be an ISO 4217 currency code", "нужен код валюты ISO 4217"),
    (
        "must be a decimal number above 0 and below 10000000 with at most 8 decimals, such as 92.3456",
        "нужно десятичное число больше 0 и меньше 10000000, не больше 8 знаков после точки, например 92.3456",
    ),
    ("must be {other}", "должно быть: {other}"),
    ("digits only", "только цифры"),
    ("must not be blank", "не должно быть пустым"),
    ("must not contain the character U+0000", "не должно содержать символа U+0000"),
    ("must not be 0", "не должно быть 0"),
    // reports of calls
    ("cannot be read and is left out; what you sent is kept as it came", "не читается и не учтено; присланное сохранено как есть"),
    (
        "is no telephone number that anybody could dial; the text is kept, and the call waits in the inbox if no client is known",
        "не телефонный номер, по которому можно позвонить; текст сохранён, а звонок ждёт разбора, если клиент неизвестен",
    ),
    (
        "is an outcome that is not known here and counts as unknown; the word is kept",
        "такого исхода здесь не знают, он считается неизвестным; слово сохранено",
    ),
    (
        "cannot be read, so that the call counts as outbound; say inbound or outbound",
        "не читается, поэтому звонок считается исходящим; укажите inbound или outbound",
    ),
    ("must be of at most {most} characters; the rest is left out", "не больше {most} знаков; остальное отброшено"),
    ("must not lie before {earlier}; it is left out", "не может быть раньше {earlier}; не учтено"),
    (
        "is more than the instants of the call allow; {seconds} seconds are counted",
        "больше, чем позволяют моменты звонка; учтено секунд: {seconds}",
    ),
    (
        "must be given until a report of the call has said it: inbound or outbound",
        "нужно указать, пока ни одно сообщение о звонке этого не сказало: inbound или outbound",
    ),
    (
        "the form cannot be read: send name=value pairs in UTF-8, joined by &",
        "форма не читается: пришлите пары имя=значение в UTF-8 через &",
    ),
    // lengths and ranges
    ("must have a length of {equal}", "нужна длина {equal}"),
    ("must have a length from {min} to {max}", "нужна длина от {min} до {max}"),
    ("must have a length from {min}", "нужна длина от {min}"),
    ("must have a length of at most {max}", "нужна длина не больше {max}"),
    ("must be of {equal}", "нужно {equal}"),
    ("must be from {min} to {max}", "нужно от {min} до {max}"),
    ("must be from {min}", "нужно от {min}"),
    ("must be at most {max}", "нужно не больше {max}"),
    ("does not satisfy {}", "не выполнено правило {}"),
    ("must be from {least} to {MOST} minor units", "нужно от {least} до {MOST} в минимальных единицах валюты"),
    ("from 1 to 600", "от 1 до 600"),
    ("from 0 to 10000", "от 0 до 10000"),
    ("from 0 to 3650", "от 0 до 3650"),
    ("from 1 to 3650", "от 1 до 3650"),
    ("from 0 to 3650, or null", "от 0 до 3650 или null"),
    ("from 0 to 1,000,000,000", "от 0 до 1 000 000 000"),
    ("must lie between the years 1990 and 9999", "нужен год от 1990 до 9999"),
    ("must lie between the years 1900 and 9999", "нужен год от 1900 до 9999"),
    ("must lie between 1970 and 9000", "нужен год от 1970 до 9000"),
    // time
    ("must be after today", "нужен день после сегодняшнего"),
    (
        "is not shown to you, and would be lost: leave it out, or ask whoever answers for the client",
        "вам не показано и было бы потеряно: не присылайте его или обратитесь к тому, кто отвечает за клиента",
    ),
    ("must not lie in the future: it is {} today", "не должно быть в будущем: сегодня {}"),
    (
        "must not lie in the future: it is {} here; report it once it has happened, or check the clock",
        "здесь сейчас {}; сообщите, когда это произойдёт, или проверьте часы",
    ),
    ("must not lie before {}; check the clock of the reporting system", "что было до {}, не учитывается; проверьте часы источника"),
    ("must not lie before {earlier}", "не может быть раньше {earlier}"),
    ("must come after starts_at, within a day", "должно быть позже starts_at и в пределах суток"),
    // names and numbers
    ("use lower case letters, digits, _ and -", "только строчные латинские буквы, цифры, _ и -"),
    ("use lower case letters, digits, _, - and .", "только строчные латинские буквы, цифры, _, - и ."),
    ("must be an e-mail address", "нужен адрес электронной почты"),
    (
        "{} characters that are no e-mail address: write it as name@example.com",
        "{} знаков, и это не адрес электронной почты: напишите как name@example.com",
    ),
    (
        "no telephone number: give the area code, as in +7 495 123-45-67 or as it is dialled all over {region}",
        "это не номер телефона: укажите код города, как в +7 495 123-45-67 или как его набирают из любого города ({region})",
    ),
    (
        "10 digits of a company or 12 of a person, the last of which must fit the others",
        "10 цифр у компании или 12 у человека, контрольные цифры должны сходиться",
    ),
    (
        "9 characters: four digits, two digits or capital letters, three digits",
        "9 знаков: четыре цифры, две цифры или заглавные латинские буквы, три цифры",
    ),
    ("4 to 20 digits and capital letters, without spaces", "от 4 до 20 цифр и заглавных латинских букв без пробелов"),
    ("an IANA name such as Europe/Moscow", "имя IANA, например Europe/Moscow"),
    ("must be a time zone of the IANA database, such as Europe/Moscow", "нужен часовой пояс базы IANA, например Europe/Moscow"),
    ("must have at least one working day", "нужен хотя бы один рабочий день"),
    // people and keys
    ("must have at least one scope", "нужно хотя бы одно право"),
    ("must have at least one role", "нужна хотя бы одна роль"),
    ("{} is a role of integrations", "{} — роль интеграций"),
    (
        "send active or on_leave; to lock somebody out use deactivate or terminate",
        "пришлите active или on_leave; чтобы закрыть доступ, есть deactivate и terminate",
    ),
    ("must be somebody who works here", "нужен тот, кто здесь работает"),
    (
        "an active client is served by a farmer or a key account manager (E-37)",
        "действующего клиента ведёт менеджер клиентского отдела или ключевых клиентов (E-37)",
    ),
    ("no hunter with this id works here", "с таким кодом здесь нет менеджера активных продаж"),
    ("nobody with this id works here", "с таким кодом здесь никто не работает"),
    ("give the password in use", "укажите действующий пароль"),
    ("is not the password in use", "это не действующий пароль"),
    ("must have at least {MIN_LENGTH} characters", "нужно не меньше {MIN_LENGTH} знаков"),
    ("must have at most {MAX_LENGTH} characters", "нужно не больше {MAX_LENGTH} знаков"),
    ("is easily guessed: {0}", "легко угадать: возьмите длинную фразу из нескольких редких слов"),
    // norms
    ("{key} must be a whole number from {low} to {high}", "{key}: нужно целое число от {low} до {high}"),
    (
        "{key} must be a whole number from {low} to {high}, or null for no limit",
        "{key}: нужно целое число от {low} до {high} или null, если предела нет",
    ),
    ("{key} must be true or false", "{key}: нужно true или false"),
    (
        "{key} is a number of the commission plan: draft a plan with it (POST /v1/commission/plans) and let somebody else publish it",
        "{key} задаётся планом комиссии: составьте с ним план (POST /v1/commission/plans), и пусть его утвердит другой",
    ),
    ("must be today ({today}) or later: a norm does not change the past", "нужно сегодня ({today}) или позже: норма не меняет прошлое"),
    // the sandbox clock
    ("send either seconds or to", "пришлите либо seconds, либо to"),
];
