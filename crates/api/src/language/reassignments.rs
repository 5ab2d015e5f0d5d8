//! Clients who get other curators: what the rules refuse.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    (
        "{user_id} would have {after} clients, and may have {norm_max}: choose others, or say override",
        "у {user_id} стало бы клиентов: {after}, а можно не больше {norm_max}; выберите других или укажите override",
    ),
    ("{client_id} is not a client of this person", "{client_id} не клиент этого сотрудника"),
    (
        "nobody else in the unit has room: name to_user_ids and say override, or hire",
        "в отделе больше ни у кого нет места: укажите to_user_ids и override или наймите людей",
    ),
    ("this person is the curator of no client whom you may reassign", "у этого сотрудника нет клиентов, которых вы можете передать"),
    (
        "one command moves at most {MOST_CLIENTS} clients: name some of them in client_ids",
        "одной командой передают не больше {MOST_CLIENTS} клиентов: укажите часть в client_ids",
    ),
    ("it could be undone until {}", "отменить можно было до {}"),
    ("{user_id} no longer works here: say to_user_id", "{user_id} здесь больше не работает: укажите to_user_id"),
    ("there is no user {}", "сотрудника {} нет"),
    ("gives the clients away: name somebody else", "это тот, кто передаёт клиентов: назовите другого"),
    ("keeps no clients in {} now", "сейчас не ведёт клиентов в {}"),
    (
        "list goes with the mode list, client_ids and to_user_ids with the others",
        "list бывает при mode list, а client_ids и to_user_ids при остальных",
    ),
];
