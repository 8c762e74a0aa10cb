//! Pages whose code comes when it is first wanted, so that signing in and today's list need not wait for it.
//!
//! The web build cuts the functions marked here, and what only they use, out of the module that `/` loads. A part is
//! fetched when its page is opened, or before, in the quiet after the first page stood.

use crate::{
    own,
    pages::{
        access_log, answers, card, client, clients, closing, emergency, equipment, guide, headsets, join,
        materials, note, own_login, own_place, people, plan, privacy, profile, projects, questions,
        screening, sensors, session, settings, studies, team_use, value,
    },
};
use ::session::{ClientId, SessionId};
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use screen::{Bones, Failure, FailureMessage, Remote, Step, fetch_later_texts, load};
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
use uuid::Uuid;

/// A page that is not in the first load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Later {
    /// One client's sessions.
    Client(ClientId),
    /// The screening of one client.
    Screening(ClientId),
    /// The profile of one client.
    Profile(ClientId),
    /// The plan of one client.
    Plan(ClientId),
    /// The content card of one client.
    Card(ClientId),
    /// Sessions whose note waits for a signature, on today's page.
    Notes,
    /// Clients whose care is closed, below the others.
    Closed,
    /// What is asked of one client, and what was answered.
    Answers(ClientId),
    /// Sets of questions.
    Questions,
    /// One session's timeline.
    Session(SessionId),
    /// The register of headsets.
    Headsets,
    /// Where headsets are and how they stand; rooms.
    Equipment,
    /// One headset or room as a thing.
    Thing(Uuid),
    /// Heart straps and recordings.
    Sensors,
    /// Studies.
    Studies,
    /// The studies of one client.
    ClientStudies(ClientId),
    /// Colleagues, teams and sites.
    People,
    /// What the privacy officer decides and oversees.
    Privacy,
    /// The access log.
    Log,
    /// Use per team, in counts.
    Use,
    /// The implementation guide.
    Guide,
    /// What it costs and what it brings.
    Value,
    /// Projects that bring it into care.
    Projects,
    /// What waits for me in them; nothing where nothing does.
    Reminders,
    /// A way to a client whom one does not treat.
    Emergency,
    /// A client's own place.
    Mine,
    /// Clients who wait for an answer; nothing where nobody does.
    Letters,
    /// An invited colleague comes in.
    Join,
    /// What signing in has beside the password.
    Way(Step),
    /// My login.
    OwnLogin,
    /// Supporting products, and how the institution looks on paper.
    Materials,
    /// Language, colours, signing out.
    Settings,
    /// The form that adds a client; it closes its dialog by this signal.
    AddClient(RwSignal<bool>),
}

/// Why a part did not come: no network, or a server that was renewed meanwhile.
#[derive(Debug)]
pub(crate) struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        NotFetched
    }
}

#[leptos::wasm_split::wasm_split(login, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_way))]
fn way_in(step: Step) -> Result<AnyView, NotFetched> {
    Ok(match step {
        Step::SetUp => view! { <own_login::SetUp/> }.into_any(),
        step => screen::way(step),
    })
}

#[leptos::wasm_split::wasm_split(login, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_own_login))]
fn own_login_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <own_login::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(record, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_record))]
fn client_page(id: ClientId) -> Result<AnyView, NotFetched> {
    Ok(view! { <client::Page id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(care, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_screening))]
fn screening_page(id: ClientId) -> Result<AnyView, NotFetched> {
    Ok(view! { <screening::Page id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(care, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_profile))]
fn profile_page(id: ClientId) -> Result<AnyView, NotFetched> {
    Ok(view! { <profile::Page id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(care, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_plan))]
fn plan_page(id: ClientId) -> Result<AnyView, NotFetched> {
    Ok(view! { <plan::Page id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(care, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_card))]
fn card_page(id: ClientId) -> Result<AnyView, NotFetched> {
    Ok(view! { <card::Page id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(record, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_notes))]
fn notes_waiting() -> Result<AnyView, NotFetched> {
    Ok(view! { <note::Waiting/> }.into_any())
}

#[leptos::wasm_split::wasm_split(record, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_closed))]
fn closed_clients() -> Result<AnyView, NotFetched> {
    Ok(view! { <closing::List/> }.into_any())
}

#[leptos::wasm_split::wasm_split(questions, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_answers))]
fn answers_page(id: ClientId) -> Result<AnyView, NotFetched> {
    Ok(view! { <answers::Page id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(questions, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_questions))]
fn questions_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <questions::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(record, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_session))]
fn session_page(id: SessionId) -> Result<AnyView, NotFetched> {
    Ok(view! { <session::Page id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(house, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_house))]
fn headsets_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <headsets::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(equipment, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_equipment))]
fn equipment_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <equipment::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(equipment, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_thing))]
fn thing_page(id: Uuid) -> Result<AnyView, NotFetched> {
    Ok(view! { <equipment::ThingPage id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(house, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_sensors))]
fn sensors_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <sensors::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(house, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_settings))]
fn settings_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <settings::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(house, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_add_client))]
fn add_client(adding: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <clients::Add adding/> }.into_any())
}

#[leptos::wasm_split::wasm_split(people, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_people))]
fn people_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <people::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(people, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_privacy))]
fn privacy_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <privacy::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(people, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_log))]
fn log_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <access_log::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(people, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_use))]
fn use_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <team_use::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(value, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_guide))]
fn guide_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <guide::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(value, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_value))]
fn value_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <value::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(projects, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_projects))]
fn projects_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <projects::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(projects, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_reminders))]
fn reminders() -> Result<AnyView, NotFetched> {
    Ok(view! { <projects::Waiting/> }.into_any())
}

#[leptos::wasm_split::wasm_split(people, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_emergency))]
fn emergency_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <emergency::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(people, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_join))]
fn join_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <join::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(record, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_letters))]
fn letters_waiting() -> Result<AnyView, NotFetched> {
    Ok(view! { <own_place::Waiting/> }.into_any())
}

#[leptos::wasm_split::wasm_split(mine, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_mine))]
fn mine_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <own::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(research, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_studies))]
fn studies_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <studies::Page/> }.into_any())
}

#[leptos::wasm_split::wasm_split(research, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_client_studies))]
fn client_studies_page(id: ClientId) -> Result<AnyView, NotFetched> {
    Ok(view! { <studies::ClientPage id/> }.into_any())
}

#[leptos::wasm_split::wasm_split(materials, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_materials))]
fn materials_page() -> Result<AnyView, NotFetched> {
    Ok(view! { <materials::Page/> }.into_any())
}

impl Later {
    async fn fetch(self) -> Result<(), Failure> {
        let fetched = match self {
            Later::Client(_) => fetch_record().await,
            Later::Screening(_) => fetch_screening().await,
            Later::Profile(_) => fetch_profile().await,
            Later::Plan(_) => fetch_plan().await,
            Later::Card(_) => fetch_card().await,
            Later::Notes => fetch_notes().await,
            Later::Closed => fetch_closed().await,
            Later::Answers(_) => fetch_answers().await,
            Later::Questions => fetch_questions().await,
            Later::Session(_) => fetch_session().await,
            Later::Headsets => fetch_house().await,
            Later::Equipment => fetch_equipment().await,
            Later::Thing(_) => fetch_thing().await,
            Later::Sensors => fetch_sensors().await,
            Later::Studies => fetch_studies().await,
            Later::ClientStudies(_) => fetch_client_studies().await,
            Later::People => fetch_people().await,
            Later::Privacy => fetch_privacy().await,
            Later::Log => fetch_log().await,
            Later::Use => fetch_use().await,
            Later::Guide => fetch_guide().await,
            Later::Value => fetch_value().await,
            Later::Projects => fetch_projects().await,
            Later::Reminders => fetch_reminders().await,
            Later::Emergency => fetch_emergency().await,
            Later::Mine => fetch_mine().await,
            Later::Letters => fetch_letters().await,
            Later::Join => fetch_join().await,
            Later::Way(_) => fetch_way().await,
            Later::OwnLogin => fetch_own_login().await,
            Later::Materials => fetch_materials().await,
            Later::Settings => fetch_settings().await,
            Later::AddClient(_) => fetch_add_client().await,
        };
        fetched.map_err(|_| Failure::Offline)?;
        fetch_later_texts().await
    }

    /// The page, once its part is here.
    fn build(self) -> Option<AnyView> {
        match self {
            Later::Client(id) => at_once(client_page(id)),
            Later::Screening(id) => at_once(screening_page(id)),
            Later::Profile(id) => at_once(profile_page(id)),
            Later::Plan(id) => at_once(plan_page(id)),
            Later::Card(id) => at_once(card_page(id)),
            Later::Notes => at_once(notes_waiting()),
            Later::Closed => at_once(closed_clients()),
            Later::Answers(id) => at_once(answers_page(id)),
            Later::Questions => at_once(questions_page()),
            Later::Session(id) => at_once(session_page(id)),
            Later::Headsets => at_once(headsets_page()),
            Later::Equipment => at_once(equipment_page()),
            Later::Thing(id) => at_once(thing_page(id)),
            Later::Sensors => at_once(sensors_page()),
            Later::Studies => at_once(studies_page()),
            Later::ClientStudies(id) => at_once(client_studies_page(id)),
            Later::People => at_once(people_page()),
            Later::Privacy => at_once(privacy_page()),
            Later::Log => at_once(log_page()),
            Later::Use => at_once(use_page()),
            Later::Guide => at_once(guide_page()),
            Later::Value => at_once(value_page()),
            Later::Projects => at_once(projects_page()),
            Later::Reminders => at_once(reminders()),
            Later::Emergency => at_once(emergency_page()),
            Later::Mine => at_once(mine_page()),
            Later::Letters => at_once(letters_waiting()),
            Later::Join => at_once(join_page()),
            Later::Way(step) => at_once(way_in(step)),
            Later::OwnLogin => at_once(own_login_page()),
            Later::Materials => at_once(materials_page()),
            Later::Settings => at_once(settings_page()),
            Later::AddClient(adding) => at_once(add_client(adding)),
        }
    }
}

/// What is ready now: a page must be built where it will stand, so that what it starts ends with it.
fn at_once(page: impl Future<Output = Result<AnyView, NotFetched>>) -> Option<AnyView> {
    match pin!(page).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(page) => page.ok(),
        Poll::Pending => None,
    }
}

/// A page that may have to come first.
#[component]
pub(crate) fn LaterPage(page: Later) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let part = load(move || {
        again.track();
        page.fetch()
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    move || {
        let failure = match part.get() {
            Remote::Coming => return view! { <div class="panel"><Bones lines=4/></div> }.into_any(),
            Remote::Failed(failure) => failure,
            Remote::Here(()) => match page.build() {
                Some(page) => return page,
                None => Failure::Offline,
            },
        };
        view! { <FailureMessage failure retry/> }.into_any()
    }
}

/// Fetches every part while nothing else is asked for, so that opening a page waits for nothing.
pub(crate) fn fetch_ahead() {
    set_timeout(
        || {
            leptos::task::spawn_local(async {
                // What does not come now is fetched, and told about, when it is opened.
                let _ = fetch_session().await;
                let _ = fetch_house().await;
                let _ = fetch_later_texts().await;
            });
        },
        QUIET,
    );
}

/// The first page has its answers by then.
const QUIET: std::time::Duration = std::time::Duration::from_millis(1500);
