//! Questions of a client to a person and the answers, how the client's place speaks, and whom one can reach.

use super::{
    super::{clients::plain_name, relations::plain_text},
    Failure,
};
use crate::{
    app::App,
    auth::{
        ChangeContact, ChangeManners, Granted, ReadContact, ReadLetters, ReadManners, ReadOwnLetters,
        ReadOwnRecord, WriteLetters, WriteOwnLetters, client::GrantedClient,
    },
    clock,
    store::Side,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use link::{
    api::Problem,
    own::{Contact, Letter, Manner, NewLetter, OpenLetters, OwnPlace},
};
use session::ClientId;

/// The longest name of a crisis line, in characters.
const CRISIS_NAME_MAX: usize = 80;
/// The longest telephone number, in characters.
const PHONE_MAX: usize = 24;
/// The longest that an answer may take, in working days.
const ANSWER_DAYS_MAX: u8 = 14;

/// What the client's own pages begin with: how they speak, whom one can reach, who reads questions.
#[utoipa::path(get, path = "/api/v1/client/place", tag = "client",
    responses((status = 200, body = OwnPlace), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn place(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
) -> Result<Json<OwnPlace>, Failure> {
    let read = granted.audit(&app, "read", "own-place").await?;
    let client = &granted.client;
    let house = app.store.house_style(client.organisation).await?;
    let (institution, address) = house.map_or_else(
        || (client.organisation_name.clone(), String::new()),
        |house| (house.name, house.address),
    );
    Ok(Json(OwnPlace {
        institution,
        address,
        manner: app.store.manner(&read, client.id).await?,
        contact: app.store.contact(client.organisation).await?,
        readers: app.store.carers(&read, client.id, clock::wall_us()).await?,
        answers: app.store.answers_waiting(&read, client.id).await?,
    }))
}

/// The client's questions and the answers, oldest first; answers count as read from now on.
#[utoipa::path(get, path = "/api/v1/client/letters", tag = "client",
    responses((status = 200, body = Vec<Letter>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn own(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnLetters>,
) -> Result<Json<Vec<Letter>>, Failure> {
    let read = granted.audit(&app, "read", "letters").await?;
    let letters = app.store.letters(&read, granted.client.id).await?;
    app.store.letters_read(&read, granted.client.id, (Side::Client, &letters), clock::wall_us()).await?;
    Ok(Json(letters))
}

/// Asks who treats the client something; refused where nobody would read it.
#[utoipa::path(post, path = "/api/v1/client/letters", tag = "client", request_body = NewLetter,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, description = "Nobody would read it: the care is closed, or nobody treats the client.", body = Problem),
        (status = 422, body = Problem)))]
pub(in super::super) async fn ask(
    State(app): State<App>,
    granted: GrantedClient<WriteOwnLetters>,
    Json(new): Json<NewLetter>,
) -> Result<StatusCode, Failure> {
    let words = plain_text(&new.words, 1).ok_or(Failure::BadInput("words"))?;
    let written = granted.audit(&app, "create", "letter").await?;
    match app.store.ask_carers(&written, granted.client.id, words, clock::wall_us()).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Failure::NobodyReads),
    }
}

/// Clients of yours who wait for an answer, who waits longest first.
#[utoipa::path(get, path = "/api/v1/letters/open", tag = "clients",
    responses((status = 200, body = Vec<OpenLetters>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn open(
    State(app): State<App>,
    granted: Granted<ReadLetters>,
) -> Result<Json<Vec<OpenLetters>>, Failure> {
    let read = granted.audit(&app, "list", "letters", None).await?;
    let user = &granted.user;
    let open = app.store.open_letters(&read, user.organisation, user.id, clock::wall_us()).await?;
    granted.audit_shown(&app, "letters", open.iter().map(|open| open.client)).await?;
    Ok(Json(open))
}

/// A client's questions and the answers, oldest first; the client sees from now on that they were read.
#[utoipa::path(get, path = "/api/v1/clients/{id}/letters", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 200, body = Vec<Letter>), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn of_client(
    State(app): State<App>,
    granted: Granted<ReadLetters>,
    Path(id): Path<ClientId>,
) -> Result<Json<Vec<Letter>>, Failure> {
    let read = granted.audit_client(&app, "read", "letters", None, id).await?;
    let seen = app.store.letters(&read, id).await?;
    app.store.letters_read(&read, id, (Side::Carers, &seen), clock::wall_us()).await?;
    Ok(Json(app.store.letters(&read, id).await?))
}

/// Writes back.
#[utoipa::path(post, path = "/api/v1/clients/{id}/letters", tag = "clients", params(("id" = ClientId, Path)),
    request_body = NewLetter,
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn answer(
    State(app): State<App>,
    granted: Granted<WriteLetters>,
    Path(id): Path<ClientId>,
    Json(new): Json<NewLetter>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit_client(&app, "create", "letter", None, id).await?;
    let words = plain_text(&new.words, 1).ok_or(Failure::BadInput("words"))?;
    app.store.add_letter(&written, id, Some(granted.user.id), words, clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a client's own place speaks.
#[utoipa::path(get, path = "/api/v1/clients/{id}/manner", tag = "clients", params(("id" = ClientId, Path)),
    responses((status = 200, body = Manner), (status = 404, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn manner(
    State(app): State<App>,
    granted: Granted<ReadManners>,
    Path(id): Path<ClientId>,
) -> Result<Json<Manner>, Failure> {
    let read = granted.audit_client(&app, "read", "manner", None, id).await?;
    Ok(Json(app.store.manner(&read, id).await?))
}

/// Says how it speaks: other words, time to think, other things to do.
#[utoipa::path(put, path = "/api/v1/clients/{id}/manner", tag = "clients", params(("id" = ClientId, Path)),
    request_body = Manner,
    responses((status = 204), (status = 404, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn set_manner(
    State(app): State<App>,
    granted: Granted<ChangeManners>,
    Path(id): Path<ClientId>,
    Json(mut manner): Json<Manner>,
) -> Result<StatusCode, Failure> {
    let written = granted.audit_client(&app, "change", "manner", None, id).await?;
    manner.extra_care.sort_unstable();
    manner.extra_care.dedup();
    app.store.set_manner(&written, id, &manner, granted.user.id, clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom clients of the institution can reach.
#[utoipa::path(get, path = "/api/v1/contact", tag = "people",
    responses((status = 200, body = Contact), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in super::super) async fn contact(
    State(app): State<App>,
    granted: Granted<ReadContact>,
) -> Result<Json<Contact>, Failure> {
    Ok(Json(app.store.contact(granted.user.organisation).await?))
}

/// Says whom they can reach, and how soon questions are answered.
#[utoipa::path(put, path = "/api/v1/contact", tag = "people", request_body = Contact,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(in super::super) async fn set_contact(
    State(app): State<App>,
    granted: Granted<ChangeContact>,
    Json(new): Json<Contact>,
) -> Result<StatusCode, Failure> {
    let contact = checked(&new).map_err(Failure::BadInput)?;
    let written = granted.audit(&app, "change", "contact", None).await?;
    app.store.set_contact(&written, granted.user.organisation, &contact, clock::wall_us()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn checked(new: &Contact) -> Result<Contact, &'static str> {
    if new.answer_days.is_some_and(|days| !(1..=ANSWER_DAYS_MAX).contains(&days)) {
        return Err("1 to 14 working days");
    }
    let name = new.crisis_name.trim();
    if !name.is_empty() && plain_name(name, CRISIS_NAME_MAX).is_none() {
        return Err("name of the crisis line");
    }
    let phone = new.crisis_phone.trim();
    let fits = |letter: char| letter.is_ascii_digit() || " -+()".contains(letter);
    if phone.chars().count() > PHONE_MAX || !phone.chars().all(fits) || name.is_empty() != phone.is_empty() {
        return Err("telephone number of the crisis line");
    }
    let (crisis_name, crisis_phone) = (name.to_owned(), phone.to_owned());
    Ok(Contact { answer_days: new.answer_days, crisis_name, crisis_phone })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crisis_line_has_a_name_and_a_number_or_neither() {
        let contact = |days, name: &str, phone: &str| Contact {
            answer_days: days,
            crisis_name: name.into(),
            crisis_phone: phone.into(),
        };
        assert_eq!(checked(&contact(None, "", "")).unwrap(), Contact::default());
        let kept = checked(&contact(Some(2), " Crisisdienst ", "030-123 45 67")).unwrap();
        assert_eq!(kept, contact(Some(2), "Crisisdienst", "030-123 45 67"));
        for wrong in [
            contact(Some(0), "", ""),
            contact(Some(15), "", ""),
            contact(None, "Crisisdienst", ""),
            contact(None, "", "112"),
            contact(None, "Crisisdienst", "bel ons"),
        ] {
            assert!(checked(&wrong).is_err(), "{wrong:?}");
        }
    }
}
