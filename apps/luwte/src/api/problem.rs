//! Every error of the HTTP interface: a private cause for the log, a public sentence in the reader's language.

use crate::store::StoreError;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use link::api::Problem;
use session::Language;

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
    /// The headset is not enrolled.
    #[error("the headset is not enrolled")]
    NotEnrolled,
    /// The table does not allow it.
    #[error("the role does not allow this")]
    Forbidden,
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
    /// Something in the request is not as it must be.
    #[error("bad input: {0}")]
    BadInput(&'static str),
    /// The name exists already.
    #[error("this name is taken")]
    Taken,
    /// More than is accepted.
    #[error("the request is too large")]
    TooLarge,
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

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::Taken,
            error => Self::Store(error),
        }
    }
}

/// What travels in a response's extensions until the reader's language is known.
#[derive(Clone, Copy, Debug)]
struct Public(&'static Sentence);

#[derive(Debug)]
struct Sentence {
    code: &'static str,
    nl: &'static str,
    en: &'static str,
}

macro_rules! sentences {
    ($($name:ident = $code:literal, $nl:literal, $en:literal;)*) => {
        $(static $name: Sentence = Sentence { code: $code, nl: $nl, en: $en };)*
        #[cfg(test)]
        static ALL: &[&Sentence] = &[$(&$name),*];
    };
}

sentences! {
    NOT_SIGNED_IN = "not-signed-in",
        "Je bent niet (meer) aangemeld. Meld je aan en probeer het opnieuw.",
        "You are not signed in (any more). Sign in and try again.";
    WRONG_LOGIN = "wrong-login",
        "Deze naam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw.",
        "This name and password do not belong together. Check them and try again.";
    WAIT = "wait",
        "Dat was te vaak achter elkaar. Wacht even en probeer het dan opnieuw.",
        "That was too often in a row. Wait a moment and try again.";
    NOT_ENROLLED = "not-enrolled",
        "Deze bril is nog niet aangemeld. Vraag de beheerder om een aanmeldcode.",
        "This headset is not enrolled yet. Ask the equipment manager for an enrolment code.";
    FORBIDDEN = "forbidden",
        "Je rol mag dit niet. Er is niets veranderd.",
        "Your role does not allow this. Nothing has changed.";
    OTHER_PAGE = "other-page",
        "Dit verzoek kwam niet van een pagina van Luwte. Laad de pagina opnieuw en probeer het nog eens.",
        "This request did not come from a page of Luwte. Reload the page and try again.";
    UNKNOWN = "unknown",
        "Dit bestaat niet, of het is niet van jouw instelling.",
        "This does not exist, or it is not your institution's.";
    UNKNOWN_PAIRING_CODE = "unknown-pairing-code",
        "Geen bril toont deze code nu. Vraag een nieuwe code in de bril en typ die over.",
        "No headset shows this code now. Ask for a new code in the headset and type that one.";
    UNKNOWN_ENROLMENT_CODE = "unknown-enrolment-code",
        "Deze aanmeldcode werkt niet: hij is al gebruikt of ouder dan tien minuten. Vraag een nieuwe.",
        "This enrolment code does not work: it was used or is older than ten minutes. Ask for a new one.";
    BAD_INPUT = "bad-input",
        "Er klopt iets niet in wat je invulde. Kijk het na en probeer het opnieuw.",
        "Something in what you entered is not right. Check it and try again.";
    TAKEN = "taken",
        "Deze naam bestaat al. Kies een andere.",
        "This name exists already. Choose another one.";
    TOO_LARGE = "too-large",
        "Dit is te groot om te ontvangen. Er is niets opgeslagen.",
        "This is too large to receive. Nothing was stored.";
    WRONG_METHOD = "wrong-method",
        "Dit adres bestaat, maar niet voor deze handeling.",
        "This address exists, but not for this action.";
    STORE_UNAVAILABLE = "store-unavailable",
        "Opslaan en lezen lukt nu even niet. Er is niets verloren; probeer het zo opnieuw.",
        "Storing and reading does not work right now. Nothing is lost; try again in a moment.";
    INTERNAL = "internal",
        "Er ging iets mis aan onze kant. Er is niets veranderd; probeer het zo opnieuw.",
        "Something went wrong on our side. Nothing has changed; try again in a moment.";
}

impl Failure {
    fn public(&self) -> (StatusCode, &'static Sentence) {
        match self {
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, &NOT_SIGNED_IN),
            Self::WrongLogin => (StatusCode::UNAUTHORIZED, &WRONG_LOGIN),
            Self::Wait(_) => (StatusCode::TOO_MANY_REQUESTS, &WAIT),
            Self::NotEnrolled => (StatusCode::UNAUTHORIZED, &NOT_ENROLLED),
            Self::Forbidden => (StatusCode::FORBIDDEN, &FORBIDDEN),
            Self::OtherPage => (StatusCode::FORBIDDEN, &OTHER_PAGE),
            Self::Unknown(_) => (StatusCode::NOT_FOUND, &UNKNOWN),
            Self::UnknownPairingCode => (StatusCode::NOT_FOUND, &UNKNOWN_PAIRING_CODE),
            Self::UnknownEnrolmentCode => (StatusCode::NOT_FOUND, &UNKNOWN_ENROLMENT_CODE),
            Self::BadInput(_) => (StatusCode::UNPROCESSABLE_ENTITY, &BAD_INPUT),
            Self::Taken => (StatusCode::CONFLICT, &TAKEN),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, &TOO_LARGE),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, &WRONG_METHOD),
            Self::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, &STORE_UNAVAILABLE),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, &INTERNAL),
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
        (None, StatusCode::PAYLOAD_TOO_LARGE) => &TOO_LARGE,
        (None, StatusCode::METHOD_NOT_ALLOWED) => &WRONG_METHOD,
        (None, StatusCode::NOT_FOUND) => &UNKNOWN,
        (None, status) if status.is_client_error() && status != StatusCode::UPGRADE_REQUIRED => &BAD_INPUT,
        (None, StatusCode::INTERNAL_SERVER_ERROR) => &INTERNAL,
        _ => return response,
    };
    let message = if language == Language::Nl { sentence.nl } else { sentence.en };
    let problem = Problem { code: sentence.code.to_owned(), message: message.to_owned() };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    *response.body_mut() = Body::from(body);
    response
}

/// The reader's language: the first of ours that `Accept-Language` names; Dutch when it names none.
pub fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let tags = accepted.split(',').map(|tag| tag.trim().to_ascii_lowercase());
    tags.filter_map(|tag| match tag.get(..2) {
        Some("nl") => Some(Language::Nl),
        Some("en") => Some(Language::En),
        _ => None,
    })
    .next()
    .unwrap_or(Language::Nl)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_there_in_both_languages_and_every_code_once() {
        for (index, sentence) in ALL.iter().enumerate() {
            assert!(sentence.nl.ends_with('.') && sentence.en.ends_with('.') && sentence.nl != sentence.en);
            assert!(ALL.iter().skip(index + 1).all(|other| other.code != sentence.code), "{}", sentence.code);
        }
    }

    #[test]
    fn the_first_language_we_speak_is_taken() {
        let check = |accepted: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().unwrap());
            language(&headers)
        };
        assert_eq!(check("en-GB,en;q=0.9,nl;q=0.5"), Language::En);
        assert_eq!(check("fr, nl-BE;q=0.8"), Language::Nl);
        assert_eq!(check("de"), Language::Nl);
        assert_eq!(language(&HeaderMap::new()), Language::Nl);
    }
}
