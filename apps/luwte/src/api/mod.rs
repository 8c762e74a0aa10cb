//! The HTTP interface: one file per resource, described by OpenAPI, every error in the reader's language.

mod access_log;
mod answers;
mod beats;
mod bridges;
mod clients;
mod closings;
mod enrol;
mod equipment;
mod feed;
mod files;
mod headsets;
mod health;
mod house;
mod invitations;
mod kept;
mod library;
mod login;
mod notes;
mod offline;
mod own;
mod pair;
mod people;
mod places;
mod plans;
mod privacy;
mod problem;
mod profile;
mod projects;
mod question_sets;
mod recordings;
mod relations;
mod reports;
mod reservations;
mod screenings;
mod senders;
mod sessions;
mod status;
mod studies;
mod ways;
mod windows;

pub use enrol::ENROLMENT_US;
pub use health::recorder;
pub(crate) use login::{RESET_US, reset_code_hash};
pub use problem::{Failure, language, texts};

use crate::{app::App, live};
use axum::{Json, Router, extract::DefaultBodyLimit, http::header, middleware, routing::get};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

/// The largest body of a request, in bytes.
pub const BODY_MAX: usize = 16 << 10;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Luwte",
        description = "The interface of a Luwte server. Our own apps use nothing else.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    components(schemas(link::api::Problem)),
    modifiers(&Proofs),
    tags(
        (name = "login", description = "Signing in and out."),
        (name = "own login", description = "What opens one's own login, and where one is signed in."),
        (name = "client", description = "A client's own login."),
        (name = "people", description = "Colleagues, sites, teams, invitations."),
        (name = "privacy", description = "What clients let be recorded, take with them and have erased."),
        (name = "access log", description = "Who looked at whom."),
        (name = "clients", description = "Clients, by alias."),
        (name = "sessions", description = "The record of sessions."),
        (name = "care", description = "The clinical line: screening, plan, note of a session; and clients' profiles."),
        (name = "toolkit", description = "Bringing it into care: projects, and the supporting products of the implementation guide."),
        (name = "questions", description = "Sets of questions, what is planned of them, and answers."),
        (name = "studies", description = "Studies: protocols, the draw, results and data under pseudonyms."),
        (name = "headsets", description = "The register of headsets."),
        (name = "bridges", description = "Computers that carry heart straps' packets, and which headset each strap goes with."),
        (name = "wearables", description = "Beats of other wearables: tokens, recordings without a headset, batches and streams. See docs/sdk."),
        (name = "live", description = "Live sessions; the messages are in `/api/live-schema.json`."),
        (name = "running", description = "How the server is.")
    )
)]
struct Description;

/// How a request says who sends it, where more than one way works.
struct Proofs;

impl utoipa::Modify for Proofs {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        let token = token.description(Some("A sender's token, made in the register of senders."));
        let login = ApiKeyValue::with_description(
            "luwte-login",
            "A colleague's login (`__Host-luwte-login` over HTTPS); changes also bring `x-csrf-token`.",
        );
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token.build()));
        components.add_security_scheme("login", SecurityScheme::ApiKey(ApiKey::Cookie(login)));
    }
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(login::login))
        .routes(routes!(login::logout))
        .routes(routes!(login::me))
        .routes(routes!(login::second::second))
        .routes(routes!(login::sign_on::ways))
        .routes(routes!(login::sign_on::go))
        .routes(routes!(login::sign_on::back))
        .routes(routes!(login::sign_on::out))
        .routes(routes!(login::sign_on::link_own))
        .routes(routes!(login::sign_on::link_by_code))
        .routes(routes!(login::passkey::begin))
        .routes(routes!(login::passkey::login))
        .routes(routes!(login::passkey::begin_own))
        .routes(routes!(login::passkey::make_own))
        .routes(routes!(login::passkey::remove_own))
        .routes(routes!(login::own::own))
        .routes(routes!(login::own::password))
        .routes(routes!(login::own::sign_out_elsewhere))
        .routes(routes!(login::own::sign_out_there))
        .routes(routes!(login::own::unlink))
        .routes(routes!(login::second::raise))
        .routes(routes!(login::passkey::raise))
        .routes(routes!(login::second::begin))
        .routes(routes!(login::second::confirm))
        .routes(routes!(login::second::remove))
        .routes(routes!(login::second::recovery))
        .routes(routes!(login::lock::state, login::lock::lock))
        .routes(routes!(login::lock::touch))
        .routes(routes!(login::lock::unlock))
        .routes(routes!(login::lock::unlock_by_passkey))
        .routes(routes!(login::lock::set_pin, login::lock::remove_pin))
        .routes(routes!(login::help::policy, login::help::set_policy))
        .routes(routes!(login::help::make))
        .routes(routes!(login::help::reset))
        .routes(routes!(login::client::state, login::client::take))
        .routes(routes!(login::client::give))
        .routes(routes!(login::client::login))
        .routes(routes!(login::client::login_by_passkey))
        .routes(routes!(login::client::me))
        .routes(routes!(login::client::logout))
        .routes(routes!(login::client::change))
        .routes(routes!(login::client::begin_passkey))
        .routes(routes!(login::client::make_passkey))
        .routes(routes!(login::client::remove_passkey))
        .routes(routes!(clients::list, clients::add))
        .routes(routes!(clients::one))
        .routes(routes!(clients::sessions))
        .routes(routes!(relations::list, relations::begin))
        .routes(routes!(relations::end))
        .routes(routes!(relations::open, relations::emergencies))
        .routes(routes!(relations::judge))
        .routes(routes!(access_log::search))
        .routes(routes!(access_log::own))
        .routes(routes!(privacy::consents::read))
        .routes(routes!(privacy::consents::own))
        .routes(routes!(privacy::consents::set))
        .routes(routes!(privacy::consents::of_client))
        .routes(routes!(privacy::export::own))
        .routes(routes!(privacy::export::kept))
        .routes(routes!(privacy::erasures::own, privacy::erasures::ask))
        .routes(routes!(privacy::oversight::read))
        .routes(routes!(privacy::oversight::check_log))
        .routes(routes!(privacy::erasures::list))
        .routes(routes!(privacy::erasures::decide))
        .routes(routes!(privacy::holds::list, privacy::holds::set))
        .routes(routes!(privacy::holds::lift))
        .routes(routes!(own::sessions))
        .routes(routes!(own::course))
        .routes(routes!(own::mark))
        .routes(routes!(own::share, own::forget))
        .routes(routes!(own::reflect))
        .routes(routes!(own::works))
        .routes(routes!(own::shared))
        .routes(routes!(own::offer))
        .routes(routes!(own::claim))
        .routes(routes!(own::diary::read, own::diary::add))
        .routes(routes!(own::diary::remove))
        .routes(routes!(own::diary::plan))
        .routes(routes!(own::letters::place))
        .routes(routes!(own::letters::own, own::letters::ask))
        .routes(routes!(own::letters::open))
        .routes(routes!(own::letters::of_client, own::letters::answer))
        .routes(routes!(own::letters::manner, own::letters::set_manner))
        .routes(routes!(own::letters::contact, own::letters::set_contact))
        .routes(routes!(people::list))
        .routes(routes!(people::give_role))
        .routes(routes!(people::end_role))
        .routes(routes!(people::leave))
        .routes(routes!(people::used))
        .routes(routes!(invitations::list, invitations::add))
        .routes(routes!(invitations::withdraw))
        .routes(routes!(invitations::look))
        .routes(routes!(invitations::accept))
        .routes(routes!(places::sites, places::add_site))
        .routes(routes!(places::change_site))
        .routes(routes!(places::teams, places::add_team))
        .routes(routes!(places::change_team))
        .routes(routes!(places::join))
        .routes(routes!(places::leave))
        .routes(routes!(sessions::list))
        .routes(routes!(sessions::one))
        .routes(routes!(sessions::poses))
        .routes(routes!(sessions::review))
        .routes(routes!(profile::of_client))
        .routes(routes!(screenings::checklist))
        .routes(routes!(screenings::of_client, screenings::add))
        .routes(routes!(screenings::decide))
        .routes(routes!(plans::of_client, plans::add))
        .routes(routes!(notes::of_session, notes::keep))
        .routes(routes!(notes::sign))
        .routes(routes!(notes::add))
        .routes(routes!(notes::remark))
        .routes(routes!(notes::unsigned))
        .routes(routes!(closings::close))
        .routes(routes!(closings::reopen))
        .routes(routes!(closings::closed))
        .routes(routes!(ways::begin))
        .routes(routes!(ways::used))
        .routes(routes!(reports::of_session))
        .routes(routes!(reports::of_client))
        .routes(routes!(house::style, house::change))
        .routes(routes!(house::remove_logo, house::logo))
        .routes(routes!(house::set_logo).layer(DefaultBodyLimit::max(report::LOGO_MAX_BYTES + 1)))
        .routes(routes!(library::list))
        .routes(routes!(library::pages))
        .routes(routes!(library::preview))
        .routes(routes!(library::words))
        .routes(routes!(projects::list, projects::begin))
        .routes(routes!(projects::one))
        .routes(routes!(projects::change))
        .routes(routes!(projects::reminders))
        .routes(routes!(projects::figures))
        .routes(routes!(projects::agreements))
        .routes(routes!(projects::report))
        .routes(routes!(question_sets::list))
        .routes(
            routes!(question_sets::one, question_sets::save)
                .layer(DefaultBodyLimit::max(question_sets::SET_MAX)),
        )
        .routes(routes!(question_sets::publish))
        .routes(routes!(question_sets::read).layer(DefaultBodyLimit::max(question_sets::SET_MAX)))
        .routes(routes!(answers::list, answers::add))
        .routes(routes!(answers::of_client, answers::plan))
        .routes(routes!(answers::end))
        .routes(routes!(answers::of_team, answers::plan_team))
        .routes(routes!(answers::end_team))
        .routes(routes!(studies::list, studies::add).layer(DefaultBodyLimit::max(studies::PROTOCOL_MAX)))
        .routes(routes!(studies::designs))
        .routes(routes!(studies::one))
        .routes(routes!(studies::save).layer(DefaultBodyLimit::max(studies::PROTOCOL_MAX)))
        .routes(routes!(studies::open))
        .routes(routes!(studies::end))
        .routes(routes!(studies::results))
        .routes(routes!(studies::file))
        .routes(routes!(studies::export::export))
        .routes(routes!(studies::clients::list))
        .routes(routes!(studies::clients::enrol))
        .routes(routes!(studies::clients::assessed))
        .routes(routes!(studies::clients::leave))
        .routes(routes!(studies::clients::log))
        .routes(routes!(studies::clients::panel))
        .routes(routes!(feed::set))
        .routes(routes!(pair::pair))
        .routes(routes!(headsets::list, headsets::add))
        .routes(routes!(headsets::enrol))
        .routes(routes!(headsets::own))
        .routes(routes!(headsets::key))
        .routes(routes!(headsets::rename))
        .routes(routes!(headsets::revoke))
        .routes(routes!(equipment::list))
        .routes(routes!(equipment::place))
        .routes(routes!(equipment::happenings, equipment::tell))
        .routes(routes!(reservations::rooms, reservations::add_room))
        .routes(routes!(reservations::change_room))
        .routes(routes!(reservations::list, reservations::reserve))
        .routes(routes!(reservations::shift, reservations::cancel))
        .routes(routes!(offline::deliver).layer(DefaultBodyLimit::max(link::SEALED_MAX_BYTES)))
        .routes(routes!(senders::list, senders::add))
        .routes(routes!(senders::revoke))
        .routes(routes!(recordings::begin))
        .routes(routes!(files::import).layer(DefaultBodyLimit::max(files::FILE_MAX)))
        .routes(routes!(files::export))
        .routes(routes!(recordings::end))
        .routes(routes!(recordings::live))
        .routes(routes!(beats::deliver, beats::received).layer(DefaultBodyLimit::disable()))
        .routes(routes!(kept::ask))
        .routes(routes!(kept::deliver).layer(DefaultBodyLimit::max(link::MESSAGE_MAX_BYTES)))
        .routes(routes!(bridges::list, bridges::add))
        .routes(routes!(bridges::enrol))
        .routes(routes!(bridges::place))
        .routes(routes!(bridges::revoke))
        .routes(routes!(bridges::work))
        .routes(routes!(live::headset_socket))
        .routes(routes!(live::watch_socket))
        .routes(routes!(live::strap_socket))
        .routes(routes!(status::status))
        .routes(routes!(health::health))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
}

/// The OpenAPI description of every route.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().split_for_parts().1
}

/// Every route of the interface.
pub fn router(app: &App) -> Router<App> {
    let (routes, description) = described().split_for_parts();
    let live_schema = live::schema();
    routes
        .route("/api/openapi.json", get(move || async move { Json(description) }))
        .route("/api/live-schema.json", get(move || async move { Json(live_schema) }))
        .route("/api/{*rest}", axum::routing::any(|| async { Failure::Unknown("address") }))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            axum::http::HeaderValue::from_static("no-store"),
        ))
        .layer(middleware::from_fn(problem::tell))
        .layer(middleware::from_fn_with_state(app.clone(), health::count))
}
