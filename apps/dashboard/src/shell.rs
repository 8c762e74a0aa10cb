//! The frame around every page: the door, the places, search, and the page that the address asks for.

use crate::{
    later::{Later, LaterPage, fetch_ahead},
    pages::{clients, today},
    route::Route,
};
use leptos::{html, prelude::*};
use link::api::Role;
use screen::{Brand, Gate, Icon, follow_links, go, me, on_key, place, text, tr};

/// The dashboard.
#[component]
pub fn App() -> impl IntoView {
    follow_links(Route::ours);
    // Whoever was invited is nobody here yet.
    match Route::at(&place().path) {
        Route::Join => return view! { <LaterPage page=Later::Join/> }.into_any(),
        // Clients come in by a door of their own.
        Route::Mine => return view! { <LaterPage page=Later::Mine/> }.into_any(),
        _ => {}
    }
    let ways = |step| view! { <LaterPage page=Later::Way(step)/> }.into_any();
    view! { <Gate title_id="sign-in-title" ways><Shell/></Gate> }.into_any()
}

#[component]
fn Shell() -> impl IntoView {
    // Only another path is another page: a cursor's `?t=` must not rebuild it.
    let route = Memo::new(|_| Route::at(&place().path));
    // Another language draws the page anew, for not every sentence on it follows by itself; settings do, and there the
    // choice must keep its focus.
    let whole = move || {
        let route = route.get();
        if route != Route::Settings {
            let _ = screen::language();
        }
        route
    };
    let attention = today::attention();
    fetch_ahead();
    view! {
        <a class="skip" href="#content">{tr("skip-to-content")}</a>
        <div class="shell">
            <nav class="rail" aria-label=tr("places")>
                <a class="brand" href="/"><Brand/></a>
                {move || sees_clients().then(|| view! { <Search/> })}
                <div class="places">
                    {move || sees_clients().then(|| view! {
                        <Place to=Route::Today icon="sun" name="place-today" route count=attention/>
                        <Place to=Route::Clients icon="users" name="place-clients" route/>
                    })}
                    {move || sees_headsets().then(|| view! { <Place to=Route::Headsets icon="rectangle-goggles" name="place-headsets" route/> })}
                    {move || sees_clients().then(|| view! {
                        <Place to=Route::Sensors icon="chart-line" name="place-sensors" route/>
                        <a href="/companion" class="outward"><Icon name="eye"/><span>{tr("place-companion")}</span></a>
                    })}
                    {move || is(&ASKS).then(|| view! { <Place to=Route::Questions icon="list" name="place-questions" route/> })}
                    {move || is(&[Role::Researcher]).then(|| view! { <Place to=Route::Studies icon="list" name="place-studies" route/> })}
                    {move || is(&ARRANGES).then(|| view! { <Place to=Route::People icon="users" name="place-people" route/> })}
                    {move || is(&COUNTS).then(|| view! { <Place to=Route::Use icon="chart-line" name="place-use" route/> })}
                    {move || is(&COUNTS).then(|| view! {
                        <Place to=Route::Projects icon="route" name="place-projects" route/>
                        <Place to=Route::Guide icon="book-open" name="place-guide" route/>
                        <Place to=Route::Value icon="chart-line" name="place-value" route/>
                    })}
                    {move || is(&[Role::PrivacyOfficer]).then(|| view! {
                        <Place to=Route::Privacy icon="shield-check" name="place-privacy" route/>
                        <Place to=Route::Log icon="eye" name="place-log" route/>
                    })}
                    <Place to=Route::Settings icon="settings" name="place-settings" route/>
                </div>
                <footer>
                    <b>{move || me().map(|me| me.name)}</b>
                    <span>{move || me().map(|me| me.organisation_name)}</span>
                </footer>
            </nav>
            <main class="main" id="content" tabindex="-1">
                {move || match whole() {
                    Route::Today if !sees_clients() => view! { <LaterPage page=Later::Reminders/><LaterPage page=home()/> }.into_any(),
                    Route::Clients | Route::Client(_) | Route::Screening(_) | Route::Profile(_) | Route::Plan(_) | Route::Card(_) | Route::Answers(_) | Route::ClientStudies(_) | Route::Session(_) | Route::Sensors if !sees_clients() => {
                        view! { <Nowhere/> }.into_any()
                    }
                    Route::Today => view! { <today::Page/> }.into_any(),
                    Route::Clients => view! { <clients::Page/> }.into_any(),
                    Route::Client(id) => view! { <LaterPage page=Later::Client(id)/> }.into_any(),
                    Route::Screening(id) => view! { <LaterPage page=Later::Screening(id)/> }.into_any(),
                    Route::Profile(id) => view! { <LaterPage page=Later::Profile(id)/> }.into_any(),
                    Route::Plan(id) => view! { <LaterPage page=Later::Plan(id)/> }.into_any(),
                    Route::Card(id) => view! { <LaterPage page=Later::Card(id)/> }.into_any(),
                    Route::Answers(id) => view! { <LaterPage page=Later::Answers(id)/> }.into_any(),
                    Route::Session(id) => view! { <LaterPage page=Later::Session(id)/> }.into_any(),
                    Route::Headsets => view! { <LaterPage page=Later::Headsets/> }.into_any(),
                    Route::Equipment if sees_headsets() => view! { <LaterPage page=Later::Equipment/> }.into_any(),
                    Route::Thing(id) if sees_headsets() => view! { <LaterPage page=Later::Thing(id)/> }.into_any(),
                    Route::Equipment | Route::Thing(_) => view! { <Nowhere/> }.into_any(),
                    Route::Sensors => view! { <LaterPage page=Later::Sensors/> }.into_any(),
                    Route::Emergency if sees_clients() => view! { <LaterPage page=Later::Emergency/> }.into_any(),
                    Route::People if is(&ARRANGES) => view! { <LaterPage page=Later::People/> }.into_any(),
                    Route::Use if is(&COUNTS) => view! { <LaterPage page=Later::Use/> }.into_any(),
                    Route::Value if is(&COUNTS) => view! { <LaterPage page=Later::Value/> }.into_any(),
                    Route::Guide => view! { <LaterPage page=Later::Guide/> }.into_any(),
                    Route::Privacy if is(&[Role::PrivacyOfficer]) => view! { <LaterPage page=Later::Privacy/> }.into_any(),
                    Route::Projects => view! { <LaterPage page=Later::Projects/> }.into_any(),
                    Route::Log if is(&[Role::PrivacyOfficer]) => view! { <LaterPage page=Later::Log/> }.into_any(),
                    Route::Questions if is(&ASKS) => view! { <LaterPage page=Later::Questions/> }.into_any(),
                    Route::ClientStudies(id) => view! { <LaterPage page=Later::ClientStudies(id)/> }.into_any(),
                    Route::Studies if is(&[Role::Researcher]) => view! { <LaterPage page=Later::Studies/> }.into_any(),
                    Route::Questions
                    | Route::Studies
                    | Route::Emergency
                    | Route::People
                    | Route::Use
                    | Route::Value
                    | Route::Privacy
                    | Route::Log
                    | Route::Join
                    | Route::Mine => {
                        view! { <Nowhere/> }.into_any()
                    }
                    Route::OwnLogin => view! { <LaterPage page=Later::OwnLogin/> }.into_any(),
                    Route::Materials => view! { <LaterPage page=Later::Materials/> }.into_any(),
                    Route::Settings => view! { <LaterPage page=Later::Settings/> }.into_any(),
                    Route::Unknown => view! { <Nowhere/> }.into_any(),
                }}
            </main>
        </div>
    }
}

/// Who makes sets of questions.
const ASKS: [Role; 3] = [Role::Practitioner, Role::Coordinator, Role::Administrator];
/// Who arranges people, teams and sites.
const ARRANGES: [Role; 2] = [Role::Coordinator, Role::Administrator];
/// Who sees how much is used.
const COUNTS: [Role; 3] = [Role::Manager, Role::Coordinator, Role::Administrator];
/// Who has no business with headsets.
const WITHOUT_HEADSETS: [Role; 4] =
    [Role::Manager, Role::Researcher, Role::PrivacyOfficer, Role::Administrator];

/// Whether whoever is signed in has one of these roles. The server decides; this only leaves out doors that are shut.
pub(crate) fn is(roles: &[Role]) -> bool {
    me().is_some_and(|me| me.roles.iter().any(|role| roles.contains(role)))
}

/// Whether they may see clients at all.
pub(crate) fn sees_clients() -> bool {
    is(&[Role::Practitioner])
}

fn sees_headsets() -> bool {
    me().is_some_and(|me| me.roles.iter().any(|role| !WITHOUT_HEADSETS.contains(role)))
}

/// Where somebody begins who sees no clients.
fn home() -> Later {
    if is(&ARRANGES) {
        Later::People
    } else if sees_headsets() {
        Later::Headsets
    } else if is(&[Role::PrivacyOfficer]) {
        Later::Privacy
    } else if is(&COUNTS) {
        Later::Use
    } else if is(&[Role::Researcher]) {
        Later::Studies
    } else {
        Later::Settings
    }
}

/// The place of the page on which they begin.
fn home_route() -> Route {
    match home() {
        Later::People => Route::People,
        Later::Headsets => Route::Headsets,
        Later::Privacy => Route::Privacy,
        Later::Use => Route::Use,
        Later::Studies => Route::Studies,
        _ => Route::Settings,
    }
}

#[component]
fn Place(
    to: Route,
    icon: &'static str,
    name: &'static str,
    route: Memo<Route>,
    #[prop(optional, into)] count: Option<Signal<usize>>,
) -> impl IntoView {
    let here = move || {
        let now = route.get();
        // Who sees no clients begins elsewhere.
        let now = if now == Route::Today && !sees_clients() { home_route() } else { now };
        now == to
            || (to == Route::Headsets && matches!(now, Route::Equipment | Route::Thing(_)))
            || (to == Route::Clients
                && matches!(
                    now,
                    Route::Client(_)
                        | Route::Screening(_)
                        | Route::Profile(_)
                        | Route::Answers(_)
                        | Route::ClientStudies(_)
                        | Route::Session(_)
                ))
    };
    let waiting = move || count.map(|count| count.get()).filter(|count| *count > 0);
    view! {
        <a href=to.path() aria-current=move || here().then_some("page")>
            <Icon name=icon/>
            <span>{tr(name)}</span>
            {move || waiting().map(|count| view! {
                <span class="count" aria-hidden="true">{count}</span>
                <span class="sr">{screen::text_with("place-count", &[("n", count.into())])}</span>
            })}
        </a>
    }
}

/// Search from anywhere: `/` comes here, the list of clients narrows as one types.
#[component]
fn Search() -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    on_key("/", move |event| {
        if let Some(field) = field.get_untracked() {
            event.prevent_default();
            let _ = field.focus();
            field.select();
        }
    });
    let narrow = move |wanted: String| {
        let address = clients::address(&wanted);
        if matches!(Route::at(&place().path), Route::Clients) {
            screen::replace(&address);
        } else if !wanted.is_empty() {
            go(&address);
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            narrow(field.value());
        }
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <Icon name="search"/>
            <input type="search" node_ref=field placeholder=tr("search-clients") aria-label=tr("search-clients")
                prop:value=clients::wanted autocomplete="off"
                on:input:target=move |event| {
                    if matches!(Route::at(&place().path), Route::Clients) {
                        narrow(event.target().value());
                    }
                }/>
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}

#[component]
fn Nowhere() -> impl IntoView {
    Effect::new(move |_| screen::set_title(&title(&text("nowhere-title"))));
    view! {
        <header class="head"><h1>{tr("nowhere-title")}</h1></header>
        <div class="empty">
            <Icon name="route"/>
            <p>{tr("problem-not-found-do")}</p>
            <a class="btn" href="/">{tr("nowhere-do")}</a>
        </div>
    }
}

/// The title of a page in the browser's tab.
pub(crate) fn title(page: &str) -> String {
    format!("{page} · {}", text("product-name"))
}
