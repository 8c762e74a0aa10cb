//! What becomes of a session's record where the server does not have it at once, in plain words before and after.

use super::Saying;

/// Where what happens in a session is kept, as far as the client is to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// At the server as it happens, or it is too early to say.
    #[default]
    Quiet,
    /// In the headset, since no server is there; after a session: all of it is.
    Here,
    /// So many earlier sessions are in the headset and wait for the server.
    Waiting(u32),
    /// So many earlier sessions are in the headset, and the server there is now cannot take them: they are another's.
    Foreign(u32),
    /// So many sessions that waited have reached the server.
    Delivered(u32),
    /// Nowhere, since the headset belongs to no institution.
    Unenrolled,
    /// The institution no longer trusts this headset; so many sessions wait in it.
    Revoked(u32),
    /// Nothing can be kept in the headset: no room (`full`) or no storage. With a link the server keeps it.
    Nothing {
        /// There is too little room; otherwise the browser stores nothing.
        full: bool,
        /// The server is there now.
        linked: bool,
    },
    /// Part of the session could be kept nowhere.
    InPart,
    /// A session is under way in another window of this headset.
    Elsewhere,
}

impl Saying<'_> {
    /// What has to be known before a session begins.
    pub(super) fn warning(&self) -> Vec<String> {
        let ids: &[&str] = match self.extras.keeping {
            Keeping::Unenrolled => &["vr-keep-unenrolled", "vr-keep-nothing"],
            Keeping::Revoked(0) => &["vr-keep-enrol-again"],
            Keeping::Revoked(waiting) => {
                return vec![self.text("vr-keep-enrol-again"), self.sessions("vr-keep-waiting", waiting)];
            }
            Keeping::Nothing { full, linked } => &[
                if full { "vr-keep-full" } else { "vr-keep-unusable" },
                if linked { "vr-keep-nothing-without" } else { "vr-keep-nothing" },
            ],
            Keeping::Elsewhere => &["vr-keep-elsewhere", "vr-keep-elsewhere-more"],
            _ => &[],
        };
        ids.iter().map(|id| self.text(id)).collect()
    }

    /// What is good to know before a session begins.
    pub(super) fn note(&self) -> Option<String> {
        match self.extras.keeping {
            Keeping::Here => Some(self.text("vr-keep-here")),
            Keeping::Waiting(sessions) => Some(self.sessions("vr-keep-waiting", sessions)),
            Keeping::Foreign(sessions) => Some(self.sessions("vr-keep-foreign", sessions)),
            Keeping::Delivered(sessions) => Some(self.sessions("vr-keep-delivered", sessions)),
            _ => None,
        }
    }

    /// What became of the session that is over.
    pub(super) fn kept(&self) -> Option<String> {
        let id = match self.extras.keeping {
            Keeping::Here => "vr-kept-here",
            Keeping::InPart => "vr-kept-in-part",
            Keeping::Unenrolled | Keeping::Nothing { linked: false, .. } => "vr-kept-nowhere",
            _ => return None,
        };
        Some(self.text(id))
    }

    fn sessions(&self, id: &str, sessions: u32) -> String {
        self.texts.with(id, &[("sessions", sessions.into())])
    }
}
