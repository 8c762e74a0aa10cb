//! The pages of Companion: choose and type the code, watch along, replay.

use crate::{pair::Start, replay_view::ReplayPage, watch::Watch};
use leptos::prelude::*;
use link::api::ClientSummary;
use screen::{Gate, Remote, follow_links, get, load, place};
use session::{ClientId, SessionId};

/// The clients by alias, known to every page.
pub(crate) type Clients = ArcRwSignal<Remote<Vec<ClientSummary>>>;

#[derive(Clone, Copy, PartialEq)]
enum Page {
    Start,
    Watch(SessionId),
    Replay(SessionId),
}

fn page_of(path: &str) -> Page {
    let mut parts = path.trim_matches('/').split('/').skip(1);
    let (kind, id) = (parts.next(), parts.next().and_then(|id| id.parse().ok()));
    match (kind, id) {
        (Some("watch"), Some(session)) => Page::Watch(session),
        (Some("replay"), Some(session)) => Page::Replay(session),
        _ => Page::Start,
    }
}

/// The whole app.
#[component]
pub(crate) fn App() -> impl IntoView {
    follow_links(|path| path == "/companion" || path.starts_with("/companion/"));
    view! { <Gate title_id="sign-in-companion-title" ways=screen::way><Pages/></Gate> }
}

#[component]
fn Pages() -> impl IntoView {
    let clients: Clients = load(|| get::<Vec<ClientSummary>>("/api/v1/clients"));
    provide_context(clients);
    crate::kept::begin();
    let page = Memo::new(|_| page_of(&place().path));
    move || match page.get() {
        Page::Start => view! { <Start/> }.into_any(),
        Page::Watch(session) => view! { <Watch session/> }.into_any(),
        Page::Replay(session) => view! { <ReplayPage session/> }.into_any(),
    }
}

/// The alias of a client, once the list is here.
pub(crate) fn alias_of(clients: &Clients, client: ClientId) -> Option<String> {
    clients.with(|clients| {
        let found = clients.here()?.iter().find(|known| known.id == client)?;
        Some(found.alias.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_address_leads_to_a_page() {
        let session = SessionId(Uuid::from_u128(5));
        assert!(page_of("/companion") == Page::Start);
        assert!(page_of("/companion/") == Page::Start);
        assert!(page_of(&format!("/companion/watch/{session}")) == Page::Watch(session));
        assert!(page_of(&format!("/companion/replay/{session}")) == Page::Replay(session));
        assert!(page_of("/companion/replay/tomorrow") == Page::Start);
    }
}
