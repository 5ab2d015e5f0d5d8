//! `GET /problems`, `GET /problems/{code}`: what each problem means and what to do, for people. No contract for programs, so not in
//! the OpenAPI document.

use actix_web::{HttpResponse, get, web::Path};

use super::page::{escaped, page};
use crate::{Code, Problem, request};

/// All of them.
#[get("/problems")]
pub async fn list_problems() -> HttpResponse {
    let language = request::language();
    let row = |code: &Code| {
        let (text, title) = (code.as_str(), escaped(language.of(code.title(), code.title_ru())));
        format!("<tr><td>{}</td><td><a href=\"/problems/{text}\"><code>{text}</code></a></td><td>{title}</td></tr>", code.status())
    };
    let rows: String = Code::ALL.iter().map(row).collect();
    let about = language
        .of("Every error has a code that programs switch on; it never changes.", "У каждой ошибки есть код для программ; он не меняется.");
    page(language, language.of("Problems", "Ошибки"), &format!("<p>{about}</p><table>{rows}</table>"))
}

/// One of them.
#[get("/problems/{code}")]
pub async fn get_problem(code: Path<String>) -> Result<HttpResponse, Problem> {
    let language = request::language();
    let found = Code::ALL.iter().find(|known| known.as_str() == code.as_str());
    let code = found.ok_or_else(|| Problem::new(Code::NotFound, format!("there is no problem {}; /problems lists them", code.as_str())))?;
    let facts: Vec<_> = code.facts().iter().map(|fact| format!("<code>{fact}</code>")).collect();
    let facts = if facts.is_empty() { language.of("none", "нет").to_owned() } else { facts.join(", ") };
    let body = format!(
        "<p><code>{}</code> · HTTP {}</p><dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{facts}</dd></dl><p><a href=\"/problems\">{}</a></p>",
        code.as_str(),
        code.status(),
        language.of("What to do", "Что делать"),
        escaped(language.of(code.advice(), code.advice_ru())),
        language.of("Facts in the answer", "Сведения в ответе"),
        language.of("All problems", "Все ошибки"),
    );
    Ok(page(language, language.of(code.title(), code.title_ru()), &body))
}
