//! Every error of the HTTP interface: a private cause for the log, a public sentence in the reader's language.

use crate::{
    auth::{master::MasterKeyError, passkey::PasskeyError, password::PasswordError, secret::NoRandomness},
    live::OpenError,
    store::{EraseError, StoreError},
};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use care::{
    plan::{self, Unplanned},
    screening::Hindrance,
};
use link::{
    api::Problem,
    ingest::{PlacedProblem, Wrong},
};
use std::sync::LazyLock;
use texts::{Language, Texts};

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Unknown login or wrong password; which of the two is not told.
    #[error("wrong login name or password")]
    WrongLogin,
    /// Too many tries: wait so many seconds.
    #[error("too many tries, wait {0} s")]
    Wait(u64),
    /// The login is locked: nobody touched the shared tablet.
    #[error("the login is locked")]
    Locked,
    /// The login was proved by too few factors for this.
    #[error("this needs a second factor")]
    SecondFactorNeeded,
    /// Whoever asks must say again who they are.
    #[error("this needs the password again")]
    ProveAgain,
    /// Without it nothing would open the login any more.
    #[error("the only thing that opens the login")]
    OnlyWayIn,
    /// A code is wrong, or was used.
    #[error("the code is wrong or was used")]
    WrongCode,
    /// It took too long, or was done already.
    #[error("this took too long or was done already")]
    TooLate,
    /// A passkey was not taken.
    #[error("the passkey was not taken")]
    WrongPasskey,
    /// Passkeys do not work at this address.
    #[error("passkeys do not work at this address")]
    NoPasskeysHere,
    /// A new password is too short or too long.
    #[error("the password is too short or too long")]
    PasswordLength,
    /// A new password is easily guessed.
    #[error("the password is easily guessed")]
    PasswordGuessable,
    /// New digits are easily guessed.
    #[error("the digits are easily guessed")]
    PinGuessable,
    /// The headset is not enrolled.
    #[error("the headset is not enrolled")]
    NotEnrolled,
    /// The table does not allow it.
    #[error("the role does not allow this")]
    Forbidden,
    /// The table allows it only to who treats the client.
    #[error("no treatment relation with the client")]
    NotTreating,
    /// The session is another client's already.
    #[error("the session is another client's")]
    SessionOfAnother,
    /// Emergency access does not reach so far.
    #[error("emergency access only, and this outlasts it")]
    OnlyEmergency,
    /// No session may begin for this client now (safety rules 1, 10 and 13).
    #[error("no session: {0}")]
    Hindered(Hindrance),
    /// The client's plan does not let this session begin.
    #[error("not by the plan: {0}")]
    Unplanned(Unplanned),
    /// A plan cannot be written like this.
    #[error("a plan was refused: {0}")]
    Plan(plan::Wrong),
    /// The care of the client is closed.
    #[error("the care of the client is closed")]
    ClientClosed,
    /// Nobody would read what the client writes.
    #[error("nobody would read it")]
    NobodyReads,
    /// The client waits for an answer.
    #[error("a question of the client is not answered")]
    LettersOpen,
    /// The session goes on still.
    #[error("the session is not over")]
    NotOver,
    /// No session waits in the headset.
    #[error("no session waits in the headset")]
    HeadsetOff,
    /// Whoever leaves soon takes no new clients.
    #[error("whoever leaves soon takes no new clients")]
    Leaving,
    /// A screening leaves something out.
    #[error("something in the screening was not answered")]
    Unanswered,
    /// An earlier hard stop is answered otherwise and nobody says why.
    #[error("an earlier hard stop is answered otherwise, without a reason")]
    Unexplained,
    /// Safety rule 13: first a session with someone beside the client.
    #[error("first a session with someone beside the client")]
    SupervisedFirst,
    /// A headset is not ready for the next person (safety rule 14).
    #[error("the headset is not ready for the next person")]
    HeadsetNotReady,
    /// Somebody has it then.
    #[error("it is reserved then")]
    Reserved,
    /// Something is wrong with a set of questions that is to be published.
    #[error("the set of questions has faults")]
    SetWrong,
    /// Its licence allows only use by which nothing is earned, and nobody confirmed that.
    #[error("the licence of the set asks non-commercial use")]
    SetNonCommercial,
    /// Its licence has to be had, and nobody confirmed that.
    #[error("the set needs a licence")]
    SetLicence,
    /// A colleague changed it in the meantime.
    #[error("a colleague changed it meanwhile")]
    Meanwhile,
    /// A protocol has faults.
    #[error("the protocol has faults")]
    StudyWrong,
    /// People join already: what the draw rests on stays.
    #[error("the study is open or over")]
    StudyFixed,
    /// Nobody can join now.
    #[error("the study is not open")]
    StudyNotOpen,
    /// A client takes part in a study already, or did in this one.
    #[error("the client is in a study, or was in this one")]
    InStudy,
    /// Of fewer than five people nothing is handed out.
    #[error("fewer than five people")]
    TooFew,
    /// A hold forbids erasing.
    #[error("a hold forbids erasing")]
    Held,
    /// Nobody gives themselves a role, a team or a client.
    #[error("not to oneself")]
    NotToOneself,
    /// Whoever leaves treats clients, and nobody is named who does from then on.
    #[error("clients would be treated by nobody")]
    ClientsOpen,
    /// Whoever leaves has something in projects, and nobody is named who has it from then on.
    #[error("something in a project would be nobody's")]
    TasksOpen,
    /// It was decided to stop with the project.
    #[error("the project is over")]
    ProjectOver,
    /// Nobody would run the project.
    #[error("the last who runs the project")]
    LastCoordinator,
    /// Nobody would treat the client any more.
    #[error("the last who treats the client")]
    LastCarer,
    /// Nobody could give roles any more.
    #[error("the last administrator")]
    LastAdministrator,
    /// The invitation is unknown, used, withdrawn or old.
    #[error("the invitation is unknown, used, withdrawn or old")]
    UnknownInvitation,
    /// The client does not let this be recorded.
    #[error("the client does not let this be recorded")]
    NotRecorded,
    /// The request does not come from our own page.
    #[error("the request does not come from a page of this server")]
    OtherPage,
    /// There is no such thing, or it belongs to somebody else.
    #[error("no such {0}")]
    Unknown(&'static str),
    /// No session shows this code now.
    #[error("no session shows this pairing code")]
    UnknownPairingCode,
    /// The enrolment code is unknown, used or old.
    #[error("the enrolment code is unknown, used or old")]
    UnknownEnrolmentCode,
    /// What was sent is sealed to the key of another installation.
    #[error("the record is sealed to another key than this institution's")]
    SealedElsewhere,
    /// Something in the request is not as it must be.
    #[error("bad input: {0}")]
    BadInput(&'static str),
    /// What a wearable sent is not as it must be.
    #[error("bad input at {0}")]
    Wrong(Wrong),
    /// Another device feeds this session.
    #[error("another device feeds this session")]
    StrapTaken,
    /// The name exists already.
    #[error("this name is taken")]
    Taken,
    /// What was sent contradicts what is there; it was kept beside it.
    #[error("it contradicts the record")]
    Conflict,
    /// More than is accepted.
    #[error("the request is too large")]
    TooLarge,
    /// A colour with which words cannot be read.
    #[error("the colour cannot be read")]
    FaintColour,
    /// What was sent is no logo that can be used.
    #[error("the logo cannot be used: {0}")]
    BadLogo(report::HouseError),
    /// Another method is needed.
    #[error("this method does not exist here")]
    WrongMethod,
    /// The store cannot read or write now.
    #[error("the store failed")]
    Store(#[source] StoreError),
    /// Something else failed.
    #[error("internal error: {0}")]
    Internal(&'static str),
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

impl From<hrv::files::FileError> for Failure {
    fn from(error: hrv::files::FileError) -> Self {
        Self::Wrong(error.into())
    }
}

/// When to come back while very many passwords wait to be checked, seconds: they are, at ten or more a second.
const BUSY_S: u64 = 5;

impl From<PasswordError> for Failure {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Length => Self::PasswordLength,
            PasswordError::Guessable => Self::PasswordGuessable,
            PasswordError::Hash => Self::Internal("password"),
            PasswordError::Busy => Self::Wait(BUSY_S),
        }
    }
}

impl From<NoRandomness> for Failure {
    fn from(_: NoRandomness) -> Self {
        Self::Internal("no randomness")
    }
}

impl From<PasskeyError> for Failure {
    fn from(error: PasskeyError) -> Self {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        tracing::warn!(%error, cause, "a passkey was refused");
        Self::WrongPasskey
    }
}

impl From<MasterKeyError> for Failure {
    fn from(error: MasterKeyError) -> Self {
        tracing::error!(%error, "a sealed secret cannot be used");
        Self::Internal("master key")
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotYours | OpenError::Erased => Self::Unknown("session"),
            OpenError::Store(error) => Self::from(error),
        }
    }
}

impl From<EraseError> for Failure {
    fn from(error: EraseError) -> Self {
        match error {
            EraseError::Held => Self::Held,
            EraseError::Unknown => Self::Unknown("client"),
            EraseError::Store(error) => Self::from(error),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::Taken,
            error => Self::Store(error),
        }
    }
}

/// What travels in a response's extensions until the reader's language is known: the id of the public sentence.
#[derive(Clone, Copy, Debug)]
struct Public(&'static str);

/// What travels beside it when something sent is wrong at a place.
#[derive(Clone, Debug)]
struct Placed(Wrong);

/// The sentence for whoever wants to begin a session and may not.
const fn hindered(hindrance: Hindrance) -> &'static str {
    match hindrance {
        Hindrance::HardStop => "error-screening-hard-stop",
        Hindrance::NotScreened => "error-screening-missing",
        Hindrance::Expired => "error-screening-expired",
        Hindrance::Outdated => "error-screening-outdated",
        Hindrance::NotCleared => "error-screening-uncleared",
        Hindrance::SupervisedOnly => "error-screening-supervised-only",
        Hindrance::AdverseEvent => "error-screening-adverse-event",
    }
}

/// The sentence for whoever wants to begin a session that is not planned so.
const fn unplanned(unplanned: Unplanned) -> &'static str {
    match unplanned {
        Unplanned::NoPlan => "error-plan-missing",
        Unplanned::Way => "error-plan-way",
        Unplanned::SupervisedOnly => "error-plan-supervised-only",
        Unplanned::NotPractised => "error-plan-not-practised",
        Unplanned::NotForClients => "error-plan-not-for-clients",
    }
}

/// The sentence for whoever plans what cannot be planned.
const fn plan_wrong(wrong: plan::Wrong) -> (StatusCode, &'static str) {
    let unfit = StatusCode::UNPROCESSABLE_ENTITY;
    match wrong {
        plan::Wrong::Goal => (unfit, "error-plan-goal"),
        plan::Wrong::Minutes | plan::Wrong::PerWeek => (unfit, "error-plan-dose"),
        plan::Wrong::Worlds => (unfit, "error-plan-worlds"),
        plan::Wrong::Ways => (unfit, "error-plan-ways"),
        plan::Wrong::Period => (unfit, "error-plan-period"),
        plan::Wrong::Hindered(hindrance) => (StatusCode::CONFLICT, hindered(hindrance)),
        plan::Wrong::NotPractised => (StatusCode::CONFLICT, unplanned(Unplanned::NotPractised)),
    }
}

impl Failure {
    /// What is taken here is a number in an order: somebody was just before.
    pub fn meanwhile(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::Meanwhile,
            error => Self::Store(error),
        }
    }

    fn public(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "error-not-signed-in"),
            Self::WrongLogin => (StatusCode::UNAUTHORIZED, "error-wrong-login"),
            Self::Wait(_) => (StatusCode::TOO_MANY_REQUESTS, "error-wait"),
            Self::Locked => (StatusCode::LOCKED, "error-locked"),
            Self::SecondFactorNeeded => (StatusCode::FORBIDDEN, "error-second-factor-needed"),
            Self::ProveAgain => (StatusCode::FORBIDDEN, "error-prove-again"),
            Self::OnlyWayIn => (StatusCode::CONFLICT, "error-only-way-in"),
            Self::WrongCode => (StatusCode::FORBIDDEN, "error-wrong-code"),
            Self::TooLate => (StatusCode::GONE, "error-too-late"),
            Self::WrongPasskey => (StatusCode::FORBIDDEN, "error-wrong-passkey"),
            Self::NoPasskeysHere => (StatusCode::CONFLICT, "error-no-passkeys-here"),
            Self::PasswordLength => (StatusCode::UNPROCESSABLE_ENTITY, "error-password-length"),
            Self::PasswordGuessable => (StatusCode::UNPROCESSABLE_ENTITY, "error-password-guessable"),
            Self::PinGuessable => (StatusCode::UNPROCESSABLE_ENTITY, "error-pin-guessable"),
            Self::NotEnrolled => (StatusCode::UNAUTHORIZED, "error-not-enrolled"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "error-forbidden"),
            Self::Held => (StatusCode::CONFLICT, "error-held"),
            Self::NotToOneself => (StatusCode::FORBIDDEN, "error-not-to-oneself"),
            Self::ClientsOpen => (StatusCode::CONFLICT, "error-clients-open"),
            Self::TasksOpen => (StatusCode::CONFLICT, "error-tasks-open"),
            Self::ProjectOver => (StatusCode::CONFLICT, "error-project-over"),
            Self::LastCoordinator => (StatusCode::CONFLICT, "error-last-coordinator"),
            Self::LastAdministrator => (StatusCode::CONFLICT, "error-last-administrator"),
            Self::UnknownInvitation => (StatusCode::NOT_FOUND, "error-unknown-invitation"),
            Self::NotTreating => (StatusCode::FORBIDDEN, "error-not-treating"),
            Self::SessionOfAnother => (StatusCode::CONFLICT, "error-session-of-another"),
            Self::LastCarer => (StatusCode::CONFLICT, "error-last-carer"),
            Self::OnlyEmergency => (StatusCode::FORBIDDEN, "error-only-emergency"),
            Self::Hindered(hindrance) => (StatusCode::CONFLICT, hindered(*hindrance)),
            Self::Unplanned(reason) => (StatusCode::CONFLICT, unplanned(*reason)),
            Self::Plan(wrong) => plan_wrong(*wrong),
            Self::ClientClosed => (StatusCode::CONFLICT, "error-client-closed"),
            Self::NobodyReads => (StatusCode::CONFLICT, "error-nobody-reads"),
            Self::LettersOpen => (StatusCode::CONFLICT, "error-letters-open"),
            Self::NotOver => (StatusCode::CONFLICT, "error-not-over"),
            Self::HeadsetOff => (StatusCode::CONFLICT, "error-headset-off"),
            Self::Leaving => (StatusCode::CONFLICT, "error-leaving"),
            Self::Unanswered => (StatusCode::UNPROCESSABLE_ENTITY, "error-screening-unanswered"),
            Self::Unexplained => (StatusCode::UNPROCESSABLE_ENTITY, "error-screening-unexplained"),
            Self::SupervisedFirst => (StatusCode::CONFLICT, "error-screening-supervised-first"),
            Self::HeadsetNotReady => (StatusCode::CONFLICT, "error-headset-not-ready"),
            Self::Reserved => (StatusCode::CONFLICT, "error-reserved"),
            Self::SetWrong => (StatusCode::UNPROCESSABLE_ENTITY, "error-set-wrong"),
            Self::SetNonCommercial => (StatusCode::CONFLICT, "error-set-non-commercial"),
            Self::SetLicence => (StatusCode::CONFLICT, "error-set-licence"),
            Self::Meanwhile => (StatusCode::CONFLICT, "error-meanwhile"),
            Self::StudyWrong => (StatusCode::UNPROCESSABLE_ENTITY, "error-study-wrong"),
            Self::StudyFixed => (StatusCode::CONFLICT, "error-study-fixed"),
            Self::StudyNotOpen => (StatusCode::CONFLICT, "error-study-not-open"),
            Self::InStudy => (StatusCode::CONFLICT, "error-in-study"),
            Self::TooFew => (StatusCode::CONFLICT, "error-too-few"),
            Self::NotRecorded => (StatusCode::CONFLICT, "error-not-recorded"),
            Self::OtherPage => (StatusCode::FORBIDDEN, "error-other-page"),
            Self::Unknown(_) => (StatusCode::NOT_FOUND, "error-unknown"),
            Self::UnknownPairingCode => (StatusCode::NOT_FOUND, "error-unknown-pairing-code"),
            Self::UnknownEnrolmentCode => (StatusCode::NOT_FOUND, "error-unknown-enrolment-code"),
            Self::SealedElsewhere => (StatusCode::MISDIRECTED_REQUEST, "error-sealed-elsewhere"),
            Self::BadInput(_) => (StatusCode::UNPROCESSABLE_ENTITY, "error-bad-input"),
            Self::Wrong(_) => (StatusCode::UNPROCESSABLE_ENTITY, "error-wrong-place"),
            Self::StrapTaken => (StatusCode::CONFLICT, "error-strap-taken"),
            Self::Taken => (StatusCode::CONFLICT, "error-taken"),
            Self::Conflict => (StatusCode::CONFLICT, "error-conflict"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "error-too-large"),
            Self::FaintColour => (StatusCode::UNPROCESSABLE_ENTITY, "error-faint-colour"),
            Self::BadLogo(_) => (StatusCode::UNPROCESSABLE_ENTITY, "error-bad-logo"),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, "error-wrong-method"),
            Self::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "error-store-unavailable"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "error-internal"),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, sentence) = self.public();
        let cause = std::error::Error::source(&self)
            .map(|source| source.source().unwrap_or(source).to_string())
            .unwrap_or_default();
        match status.is_server_error() {
            true => tracing::error!(error = %self, cause, "a request failed"),
            false => tracing::debug!(error = %self, "a request was refused"),
        }
        let mut response = status.into_response();
        if let Self::Wait(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Public(sentence));
        if let Self::Wrong(wrong) = self {
            response.extensions_mut().insert(Placed(wrong));
        }
        response
    }
}

/// Puts the public sentence into every error, in the language that was asked for.
pub async fn tell(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let mut response = next.run(request).await;
    let known = response.extensions().get::<Public>().copied();
    let sentence = match (known, response.status()) {
        (Some(Public(sentence)), _) => sentence,
        // What the framework refuses by itself: unreadable bodies, paths and queries, and what is too large.
        (None, StatusCode::PAYLOAD_TOO_LARGE) => "error-too-large",
        (None, StatusCode::METHOD_NOT_ALLOWED) => "error-wrong-method",
        (None, StatusCode::NOT_FOUND) => "error-unknown",
        (None, status) if status.is_client_error() && status != StatusCode::UPGRADE_REQUIRED => {
            "error-bad-input"
        }
        (None, StatusCode::INTERNAL_SERVER_ERROR) => "error-internal",
        _ => return response,
    };
    let code = sentence.strip_prefix("error-").unwrap_or(sentence).to_owned();
    let body = match response.extensions_mut().remove::<Placed>() {
        Some(Placed(wrong)) => serde_json::to_vec(&placed(code, sentence, wrong, language)),
        None => serde_json::to_vec(&Problem { code, message: texts(language).get(sentence) }),
    };
    let body = body.unwrap_or_default();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    *response.body_mut() = Body::from(body);
    response
}

fn placed(code: String, sentence: &str, wrong: Wrong, language: Language) -> PlacedProblem {
    let texts = texts(language);
    let fault = wrong.fault.word();
    let why = texts.with(&["fault-", fault].concat(), &[("detail", wrong.fault.to_string().into())]);
    let place = place_in_words(&wrong.place, texts);
    let message = texts.with(sentence, &[("place", place.into()), ("why", why.into())]);
    PlacedProblem { code, message, place: wrong.place, fault: fault.to_owned() }
}

/// A place as a person reads it: lines and bytes in words, fields as they are written.
fn place_in_words(place: &str, texts: &Texts) -> String {
    if place.is_empty() {
        return texts.get("fault-whole");
    }
    for (word, id) in [("line ", "fault-line-place"), ("byte ", "fault-byte-place")] {
        let Some(rest) = place.strip_prefix(word) else { continue };
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, field) = rest.split_at(digits);
        return texts.with(id, &[("number", number.into())]) + field;
    }
    place.to_owned()
}

/// The reader's language: the best of ours that `Accept-Language` names; Dutch when it names none.
pub fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.and_then(Language::from_accept_language).unwrap_or_default()
}

/// The texts of a language, read once.
pub fn texts(language: Language) -> &'static Texts {
    static TEXTS: LazyLock<[Texts; 2]> = LazyLock::new(|| Language::ALL.map(Texts::new));
    let [dutch, english] = &*TEXTS;
    if language == Language::Nl { dutch } else { english }
}

#[cfg(test)]
mod tests {
    use super::*;
    use link::ingest::Fault;

    #[test]
    fn every_failure_has_a_sentence_in_both_languages() {
        let store = || Failure::Store(StoreError::Full);
        let all = [
            Failure::NotSignedIn,
            Failure::WrongLogin,
            Failure::Wait(1),
            Failure::Locked,
            Failure::SecondFactorNeeded,
            Failure::ProveAgain,
            Failure::WrongCode,
            Failure::TooLate,
            Failure::WrongPasskey,
            Failure::NoPasskeysHere,
            Failure::PasswordLength,
            Failure::PasswordGuessable,
            Failure::PinGuessable,
            Failure::NotEnrolled,
            Failure::Forbidden,
            Failure::NotTreating,
            Failure::Unplanned(Unplanned::NoPlan),
            Failure::Unplanned(Unplanned::Way),
            Failure::Unplanned(Unplanned::SupervisedOnly),
            Failure::Unplanned(Unplanned::NotPractised),
            Failure::Unplanned(Unplanned::NotForClients),
            Failure::Plan(plan::Wrong::Goal),
            Failure::Plan(plan::Wrong::Minutes),
            Failure::Plan(plan::Wrong::Worlds),
            Failure::Plan(plan::Wrong::Ways),
            Failure::Plan(plan::Wrong::Period),
            Failure::ClientClosed,
            Failure::NobodyReads,
            Failure::LettersOpen,
            Failure::NotOver,
            Failure::HeadsetOff,
            Failure::Leaving,
            Failure::OnlyEmergency,
            Failure::SessionOfAnother,
            Failure::LastCarer,
            Failure::OnlyWayIn,
            Failure::FaintColour,
            Failure::BadLogo(report::HouseError::NoLogo),
            Failure::NotToOneself,
            Failure::ClientsOpen,
            Failure::TasksOpen,
            Failure::ProjectOver,
            Failure::LastCoordinator,
            Failure::LastAdministrator,
            Failure::UnknownInvitation,
            Failure::Hindered(Hindrance::HardStop),
            Failure::Hindered(Hindrance::NotScreened),
            Failure::Hindered(Hindrance::Expired),
            Failure::Hindered(Hindrance::Outdated),
            Failure::Hindered(Hindrance::NotCleared),
            Failure::Hindered(Hindrance::SupervisedOnly),
            Failure::Hindered(Hindrance::AdverseEvent),
            Failure::Unanswered,
            Failure::Unexplained,
            Failure::SupervisedFirst,
            Failure::HeadsetNotReady,
            Failure::Reserved,
            Failure::Meanwhile,
            Failure::StudyWrong,
            Failure::StudyFixed,
            Failure::StudyNotOpen,
            Failure::InStudy,
            Failure::TooFew,
            Failure::NotRecorded,
            Failure::SetWrong,
            Failure::SetNonCommercial,
            Failure::SetLicence,
            Failure::OtherPage,
            Failure::Unknown("x"),
            Failure::UnknownPairingCode,
            Failure::UnknownEnrolmentCode,
            Failure::SealedElsewhere,
            Failure::BadInput("x"),
            Failure::Taken,
            Failure::StrapTaken,
            Failure::Wrong(Fault::Count.at("packets")),
            Failure::TooLarge,
            Failure::WrongMethod,
            store(),
            Failure::Internal("x"),
        ];
        for failure in all {
            let (_, id) = failure.public();
            for language in Language::ALL {
                // A fault at a place ends with the sentence of the fault.
                let whole = matches!(failure, Failure::Wrong(_)) || texts(language).get(id).ends_with('.');
                assert!(texts(language).has(id) && whole, "{id}");
            }
        }
    }

    #[test]
    fn every_fault_says_what_is_wrong_in_both_languages() {
        use hrv::files::Problem;
        let faults = [
            Fault::Shape("x".into()),
            Fault::Device,
            Fault::Count,
            Fault::Line,
            Fault::Number,
            Fault::Empty,
            Fault::TooManyIntervals,
            Fault::Interval,
            Fault::LightErrors,
            Fault::HeartRate,
            Fault::BeforeBegin,
            Fault::Future,
        ];
        let files = [
            Problem::Unknown,
            Problem::Empty,
            Problem::NotText,
            Problem::NotANumber,
            Problem::OutOfRange,
            Problem::MixedUnits,
            Problem::Columns,
            Problem::Header,
            Problem::Date,
            Problem::OnlyAverages,
            Problem::Truncated,
            Problem::Checksum,
            Problem::Undefined,
            Problem::FieldSize,
            Problem::NoAnnotations,
            Problem::Annotation,
            Problem::DataPoint,
        ];
        for fault in faults.into_iter().chain(files.map(Fault::File)) {
            for language in Language::ALL {
                let told =
                    placed("wrong-place".into(), "error-wrong-place", fault.clone().at("line 3"), language);
                assert!(told.message.ends_with('.') && !told.message.contains('⟦'), "{}", told.message);
                assert!(told.message.contains(if language == Language::Nl { "regel 3" } else { "line 3" }));
            }
        }
    }
}
