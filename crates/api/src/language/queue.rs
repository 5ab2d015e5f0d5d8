//! The queue of the call centre: what the rules refuse, and why a list leaves somebody out.

use super::Phrase;

pub(super) const PHRASES: &[Phrase] = &[
    ("the script {script_id} has no approved version in use", "у скрипта {script_id} нет утверждённой версии в работе"),
    ("you are at a pause: say first that you are available", "у вас перерыв: сначала отметьтесь на месте"),
    ("you hold {call_task_id} already, until {}", "у вас уже есть {call_task_id}, до {}"),
    (
        "the task is {state}: the call is kept, and changes nothing here",
        "задача в состоянии {state}: звонок сохранён и ничего здесь не меняет",
    ),
    ("until_at must lie in the future and not after {}", "until_at: позже текущего момента и не позже {}"),
    ("{user} holds the task", "задача у {user}"),
    ("nobody holds the task: claim it first", "задача ни у кого: сначала возьмите её"),
    ("the task may be taken up again from {from_on}", "вернуть задачу в работу можно с {from_on}"),
    ("the client has no number left that may be called", "у клиента не осталось номера, по которому можно звонить"),
    // scripts
    ("there is no step with this code", "шага с таким кодом нет"),
    ("whoever may choose needs options", "для выбора нужны варианты"),
    ("options go with the answer choice only", "варианты бывают только при ответе choice"),
    ("a step without an answer cannot be required", "шаг без ответа не может быть обязательным"),
    ("the script of this call has no such step", "в скрипте этого звонка такого шага нет"),
    ("a meeting is booked once {} is answered", "встречу назначают, когда есть ответ на {}"),
    ("nothing is asked here", "здесь ничего не спрашивают"),
    ("must be a text of at most 4000 characters", "нужна строка не длиннее 4000 знаков"),
    // lists
    ("must lie within {} and {}: a list narrows the calling hours", "в пределах от {} до {}: список только сужает часы звонков"),
    ("there are no imports yet: use segment or client_ids", "импортов ещё нет: используйте segment или client_ids"),
    ("a list is made of a segment or of client_ids, not of both", "список делают из segment или из client_ids, не из обоих"),
    ("say of whom the list is made: segment or client_ids", "укажите, из кого список: segment или client_ids"),
    ("the client stood further up already", "клиент уже был в списке выше"),
    ("the client buys from us: the curator calls", "клиент уже покупает: ему звонит куратор"),
    ("a hunter is at work with the client", "с клиентом работает хантер"),
    ("the client is lost", "клиент потерян"),
    ("the client was written off", "клиент списан"),
    ("no number is left that may be called", "не осталось номера, по которому можно звонить"),
    ("the client has no number that can be dialled", "у клиента нет номера для звонка"),
    ("the client is to be asked again on a later day", "к клиенту вернутся позже"),
    ("the client has an open task already", "у клиента уже есть задача обзвона"),
    ("the client was tried in vain not long ago", "до клиента недавно не дозвонились"),
    // tasks
    ("no call of this task is known yet: name the call", "звонков по этой задаче пока нет: укажите звонок"),
    ("this call was not with the client of the task", "этот звонок был не с клиентом задачи"),
    ("of a call that was answered say what it led to: kind", "о звонке с ответом укажите, чем он кончился: kind"),
    ("say outcome or kind, not both", "укажите outcome или kind, не оба"),
    ("say what came of the call: kind, or outcome", "укажите итог звонка: kind или outcome"),
];
