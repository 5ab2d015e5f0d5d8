//! `/v1/me/calendar-feed`, `/v1/users/{id}/calendar-feed`: issued, shown, revoked; `/v1/calendar-feeds/{secret}.ics`: read.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use app::AppError;

use crate::answer::{REVALIDATED, content_tag, has_already};
use crate::body::IfMatch;
use crate::limits::Limits;
use crate::routes::prelude::*;
use crate::wire::calendar_feed::{CalendarFeed, IssuedCalendarFeed, calendar};
use crate::wire::user::UserKey;
use app::meetings::own_feed;

/// Issue an address for the caller's calendar.
///
/// A calendar program that subscribes to `url` shows the caller's meetings from 30 days back. The address is shown in this answer
/// only; asked again, another one is issued and the one before is not found any more.
#[utoipa::path(tag = "meetings", responses((status = 201, body = IssuedCalendarFeed)))]
#[post("/me/calendar-feed")]
pub async fn create_my_calendar_feed(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCalendarFeed>,
    _: Nothing,
) -> Answered<IssuedCalendarFeed> {
    let issued = app::meetings::issue_calendar_feed(&ctx, &caller, own_feed(&caller)?).await?;
    Ok(Answer::created("/v1/me/calendar-feed", issued).shown_once())
}

/// Show the caller's calendar feed.
///
/// Without its address.
#[utoipa::path(tag = "meetings", responses((status = 200, body = CalendarFeed)))]
#[get("/me/calendar-feed")]
pub async fn get_my_calendar_feed(ctx: Data<Ctx>, caller: May<permission::KeepCalendarFeed>) -> Answered<CalendarFeed> {
    Ok(Answer::ok(app::meetings::get_calendar_feed(&ctx, &caller, own_feed(&caller)?).await?))
}

/// Revoke the address of the caller's calendar.
///
/// It is not found any more. A repeat changes nothing.
#[utoipa::path(tag = "meetings", responses((status = 204)))]
#[post("/me/calendar-feed/revoke")]
pub async fn revoke_my_calendar_feed(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCalendarFeed>,
    expected: IfMatch,
    _: Nothing,
) -> Result<HttpResponse, Problem> {
    let id = own_feed(&caller)?;
    app::meetings::revoke_calendar_feed(&ctx, &caller, app::Target { id, expected: expected.0 }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Issue an address for a person's calendar.
///
/// As `/v1/me/calendar-feed`, by a head for the people of the unit, or by the system administrator.
#[utoipa::path(tag = "meetings", params(("id" = UserKey, Path)), responses((status = 201, body = IssuedCalendarFeed)))]
#[post("/users/{id}/calendar-feed")]
pub async fn create_calendar_feed(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCalendarFeed>,
    id: PathId<UserKey>,
    _: Nothing,
) -> Answered<IssuedCalendarFeed> {
    let issued = app::meetings::issue_calendar_feed(&ctx, &caller, *id).await?;
    Ok(Answer::created(format!("/v1/users/{}/calendar-feed", *id), issued).shown_once())
}

/// Show a person's calendar feed.
///
/// Without its address.
#[utoipa::path(tag = "meetings", params(("id" = UserKey, Path)), responses((status = 200, body = CalendarFeed)))]
#[get("/users/{id}/calendar-feed")]
pub async fn get_calendar_feed(ctx: Data<Ctx>, caller: May<permission::KeepCalendarFeed>, id: PathId<UserKey>) -> Answered<CalendarFeed> {
    Ok(Answer::ok(app::meetings::get_calendar_feed(&ctx, &caller, *id).await?))
}

/// Revoke the address of a person's calendar.
///
/// It is not found any more. A repeat changes nothing.
#[utoipa::path(tag = "meetings", params(("id" = UserKey, Path)), responses((status = 204)))]
#[post("/users/{id}/calendar-feed/revoke")]
pub async fn revoke_calendar_feed(
    ctx: Data<Ctx>,
    caller: May<permission::KeepCalendarFeed>,
    target: Target<UserKey>,
    _: Nothing,
) -> Result<HttpResponse, Problem> {
    app::meetings::revoke_calendar_feed(&ctx, &caller, *target).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read a calendar.
///
/// For calendar programs (RFC 5545): whoever has the address reads it, without a token. Each meeting from 30 days back is an event,
/// with the name of the client, the place, and name and position of the contact person. An unknown or revoked address is not found.
#[utoipa::path(
    tag = "meetings",
    security(()),
    params(("secret" = String, Path, description = "Secret part of the address, as it was issued.")),
    responses((status = 200, description = "The calendar", body = String, content_type = "text/calendar"))
)]
#[get("/v1/calendar-feeds/{secret}.ics")]
pub async fn read_calendar_feed(
    ctx: Data<Ctx>,
    limits: Data<Limits>,
    req: HttpRequest,
    secret: Path<String>,
) -> Result<HttpResponse, Problem> {
    let Some(entries) = app::meetings::read_calendar_feed(&ctx, &secret).await? else {
        let unknown = Problem::from(AppError::NotFound("calendar feed"));
        return Err(limits.unauthenticated(&req, unknown));
    };
    let text = calendar(&entries);
    let tag = content_tag(text.as_bytes());
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag.as_str())).insert_header((header::CACHE_CONTROL, REVALIDATED));
    if has_already(&req, &tag) {
        return Ok(answer.status(actix_web::http::StatusCode::NOT_MODIFIED).finish());
    }
    Ok(answer.content_type("text/calendar; charset=utf-8").body(text))
}
