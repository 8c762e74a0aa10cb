//! The addresses of the dashboard: each page has one, and each address is one page.

use session::{ClientId, SessionId};
use uuid::Uuid;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// What needs me.
    Today,
    /// The clients, by alias.
    Clients,
    /// One client's sessions.
    Client(ClientId),
    /// The screening of one client.
    Screening(ClientId),
    /// The profile of one client.
    Profile(ClientId),
    /// The plan of one client.
    Plan(ClientId),
    /// The content card, to go through with one client.
    Card(ClientId),
    /// What is asked of one client, and what was answered.
    Answers(ClientId),
    /// One session's timeline.
    Session(SessionId),
    /// The register of headsets.
    Headsets,
    /// Where headsets are and how they stand; rooms.
    Equipment,
    /// One headset or room as a thing: lending, reserving, its log.
    Thing(Uuid),
    /// Heart straps and recordings.
    Sensors,
    /// Sets of questions.
    Questions,
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
    /// A way to a client whom one does not treat.
    Emergency,
    /// A client's own place, whichever page of it.
    Mine,
    /// An invited colleague comes in.
    Join,
    /// My login: what opens it, and where one is signed in.
    OwnLogin,
    /// Supporting products, and how the institution looks on paper.
    Materials,
    /// Language, colours, signing out.
    Settings,
    /// No page of ours.
    Unknown,
}

impl Route {
    /// The page at a path.
    pub fn at(path: &str) -> Route {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let (first, second, more) = (parts.next(), parts.next(), parts.next());
        if first == Some("mine") {
            return Route::Mine;
        }
        if let Some(part) = more {
            return match (first, second, part, parts.next()) {
                (Some("clients"), Some(id), "screening", None) => {
                    id.parse().map_or(Route::Unknown, Route::Screening)
                }
                (Some("clients"), Some(id), "profile", None) => {
                    id.parse().map_or(Route::Unknown, Route::Profile)
                }
                (Some("clients"), Some(id), "plan", None) => id.parse().map_or(Route::Unknown, Route::Plan),
                (Some("clients"), Some(id), "studies", None) => {
                    id.parse().map_or(Route::Unknown, Route::ClientStudies)
                }
                (Some("clients"), Some(id), "card", None) => id.parse().map_or(Route::Unknown, Route::Card),
                (Some("clients"), Some(id), "questions", None) => {
                    id.parse().map_or(Route::Unknown, Route::Answers)
                }
                _ => Route::Unknown,
            };
        }
        match (first, second) {
            (None, _) => Route::Today,
            (Some("clients"), None) => Route::Clients,
            (Some("clients"), Some(id)) => id.parse().map_or(Route::Unknown, Route::Client),
            (Some("sessions"), Some(id)) => id.parse().map_or(Route::Unknown, Route::Session),
            (Some("headsets"), None) => Route::Headsets,
            (Some("equipment"), None) => Route::Equipment,
            (Some("equipment"), Some(id)) => id.parse().map_or(Route::Unknown, Route::Thing),
            (Some("sensors"), None) => Route::Sensors,
            (Some("questions"), None) => Route::Questions,
            (Some("studies"), None) => Route::Studies,
            (Some("people"), None) => Route::People,
            (Some("privacy"), None) => Route::Privacy,
            (Some("log"), None) => Route::Log,
            (Some("use"), None) => Route::Use,
            (Some("guide"), None) => Route::Guide,
            (Some("value"), None) => Route::Value,
            (Some("projects"), None) => Route::Projects,
            (Some("emergency"), None) => Route::Emergency,
            (Some("join"), None) => Route::Join,
            (Some("login"), None) => Route::OwnLogin,
            (Some("materials"), None) => Route::Materials,
            (Some("settings"), None) => Route::Settings,
            _ => Route::Unknown,
        }
    }

    /// The address of a page.
    pub fn path(&self) -> String {
        match self {
            Route::Today | Route::Unknown => "/".to_owned(),
            Route::Clients => "/clients".to_owned(),
            Route::Client(id) => format!("/clients/{id}"),
            Route::Screening(id) => format!("/clients/{id}/screening"),
            Route::Profile(id) => format!("/clients/{id}/profile"),
            Route::Plan(id) => format!("/clients/{id}/plan"),
            Route::Card(id) => format!("/clients/{id}/card"),
            Route::Answers(id) => format!("/clients/{id}/questions"),
            Route::Session(id) => format!("/sessions/{id}"),
            Route::Headsets => "/headsets".to_owned(),
            Route::Equipment => "/equipment".to_owned(),
            Route::Thing(id) => format!("/equipment/{id}"),
            Route::Sensors => "/sensors".to_owned(),
            Route::Questions => "/questions".to_owned(),
            Route::Studies => "/studies".to_owned(),
            Route::ClientStudies(id) => format!("/clients/{id}/studies"),
            Route::People => "/people".to_owned(),
            Route::Privacy => "/privacy".to_owned(),
            Route::Log => "/log".to_owned(),
            Route::Use => "/use".to_owned(),
            Route::Guide => "/guide".to_owned(),
            Route::Value => "/value".to_owned(),
            Route::Projects => "/projects".to_owned(),
            Route::Emergency => "/emergency".to_owned(),
            Route::Mine => "/mine".to_owned(),
            Route::Join => "/join".to_owned(),
            Route::OwnLogin => "/login".to_owned(),
            Route::Materials => "/materials".to_owned(),
            Route::Settings => "/settings".to_owned(),
        }
    }

    /// Where Companion watches along with a session that goes on.
    pub fn watch(session: SessionId) -> String {
        format!("/companion/watch/{session}")
    }

    /// Whether a path is the dashboard's; Companion, the headset's page and the interface are not.
    pub fn ours(path: &str) -> bool {
        let first = path.split('/').find(|part| !part.is_empty()).unwrap_or_default();
        matches!(
            first,
            "" | "clients"
                | "sessions"
                | "headsets"
                | "equipment"
                | "sensors"
                | "people"
                | "studies"
                | "questions"
                | "privacy"
                | "log"
                | "use"
                | "guide"
                | "value"
                | "projects"
                | "emergency"
                | "login"
                | "mine"
                | "materials"
                | "settings"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0192f3c1-7a00-7000-8000-000000000001";

    #[test]
    fn every_page_is_found_again_at_its_own_address() {
        let client = Route::at(&format!("/clients/{ID}"));
        let session = Route::at(&format!("/sessions/{ID}"));
        let screening = Route::at(&format!("/clients/{ID}/screening"));
        assert!(matches!(screening, Route::Screening(_)));
        let profile = Route::at(&format!("/clients/{ID}/profile"));
        assert!(matches!(profile, Route::Profile(_)));
        let plan = Route::at(&format!("/clients/{ID}/plan"));
        let card = Route::at(&format!("/clients/{ID}/card"));
        assert!(matches!((plan, card), (Route::Plan(_), Route::Card(_))));
        let answers = Route::at(&format!("/clients/{ID}/questions"));
        assert!(matches!(answers, Route::Answers(_)));
        for route in [screening, profile, plan, card, answers, Route::Questions] {
            assert_eq!(Route::at(&route.path()), route);
        }
        assert!(matches!(client, Route::Client(_)) && matches!(session, Route::Session(_)));
        for route in [
            Route::Today,
            Route::Clients,
            client,
            session,
            Route::Headsets,
            Route::Equipment,
            Route::at(&format!("/equipment/{ID}")),
            Route::Sensors,
            Route::People,
            Route::Privacy,
            Route::Log,
            Route::Use,
            Route::Guide,
            Route::Value,
            Route::Projects,
            Route::Emergency,
            Route::OwnLogin,
            Route::Settings,
        ] {
            assert_eq!(Route::at(&route.path()), route);
            assert!(Route::ours(&route.path()));
        }
    }

    #[test]
    fn a_mistyped_address_is_no_page_and_never_another_one() {
        for path in ["/clients/wilma", "/sessions", "/clients/x/y", "/session", "/headsets/1"] {
            assert_eq!(Route::at(path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn other_apps_addresses_are_left_to_the_browser() {
        for path in ["/companion", "/companion/replay/1", "/vr", "/api/v1/me"] {
            assert!(!Route::ours(path), "{path}");
        }
    }
}
