//! `GET /events`: what each event means and which facts it tells, for people. Programs find the same in `webhooks` of the OpenAPI
//! document.

use actix_web::{HttpResponse, get};
use domain::Word;
use domain::access::is_discreet;
use domain::event::EventName;
use domain::event::catalogue::{Described, Fact, Shape, about, described};

use super::page::{escaped, page};
use crate::language::Language;
use crate::request;

/// All of them.
#[get("/events")]
pub async fn list_event_names() -> HttpResponse {
    let language = request::language();
    let rows: String = EventName::ALL.iter().filter_map(|event| Some(row(language, *event, &described(*event)?))).collect();
    let intro = language.of(
        "What can happen, by the names that lists, the stream, webhooks and the audit trail give it. The list is open: expect new names. \
         Facts are ids and values; those without a value may be absent. A change is {\"before\": …, \"after\": …}. \
         What somebody earns comes without facts: it is read at subject_id, so that every reading is logged.",
        "Что может произойти: имена событий в списках, потоке, вебхуках и журнале аудита. Список открыт: имена добавляются. Сведения — \
         это идентификаторы и значения; пустых может не быть. Изменение записано как {\"before\": …, \"after\": …}. События о чужом \
         заработке приходят без сведений: их читают по subject_id, и каждое чтение записывается.",
    );
    page(language, language.of("Events", "События"), &format!("<p>{}</p><dl>{rows}</dl>", escaped(intro)))
}

fn row(language: Language, event: EventName, told: &Described) -> String {
    let subjects: Vec<_> = told.subjects.iter().map(|kind| format!("<code>{kind}</code>")).collect();
    let mut facts: String = told.facts.iter().map(|fact| line(language, fact)).collect();
    if told.others {
        let others = language.of("members of the resource that were changed", "изменённые поля самой записи");
        facts.extend(["<li>", others, "</li>"]);
    }
    let discreet = told.subjects.iter().all(|kind| is_discreet(kind));
    let note = if discreet {
        language.of(" (facts only in the audit trail)", " (сведения только в журнале аудита)")
    } else {
        ""
    };
    let sentence = escaped(language.of(told.en, told.ru));
    format!("<dt id=\"{event}\"><code>{event}</code> · {}</dt><dd>{sentence}{note}<ul>{facts}</ul></dd>", subjects.join(", "))
}

fn line(language: Language, fact: &Fact) -> String {
    let meaning = about(fact.name).map_or("", |(english, russian)| language.of(english, russian));
    let change = if fact.change { language.of(", before and after", ", до и после") } else { "" };
    format!("<li><code>{}</code> ({}{change}): {}</li>", fact.name, shape(language, fact.shape), escaped(meaning))
}

fn shape(language: Language, shape: Shape) -> &'static str {
    match shape {
        Shape::Word => language.of("word", "слово"),
        Shape::Words => language.of("words", "слова"),
        Shape::Text => language.of("text", "текст"),
        Shape::Id => language.of("id", "идентификатор"),
        Shape::Ids => language.of("ids", "идентификаторы"),
        Shape::Day => language.of("day", "день"),
        Shape::Month => language.of("month", "месяц"),
        Shape::Instant => language.of("instant", "момент времени"),
        Shape::Number => language.of("whole number", "целое число"),
        Shape::Flag => language.of("true or false", "да или нет"),
        Shape::Money => language.of("amount", "сумма"),
        Shape::Shares => language.of("shares", "доли"),
        Shape::Any => language.of("number or flag", "число или да/нет"),
    }
}
