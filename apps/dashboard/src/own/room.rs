//! The addresses within a client's own place.

use session::SessionId;

/// A page of the client's own place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// How tense am I now, and what helps.
    Calm,
    /// A minute of breathing along.
    Breath,
    /// The tension diary.
    Diary,
    /// What I planned.
    Plan,
    /// The module about tension, from its first page on.
    Learn(usize),
    /// My sessions as a story.
    Story,
    /// One of them.
    Course(SessionId),
    /// What is kept of me.
    Data,
    /// Who looked.
    Log,
    /// A question to a person.
    Ask,
    /// How I sign in.
    Login,
    /// No page of ours.
    Nowhere,
}

impl Room {
    /// The page at a path that begins with `/mine`.
    pub(super) fn at(path: &str) -> Room {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            ["mine"] => Room::Calm,
            ["mine", "breath"] => Room::Breath,
            ["mine", "diary"] => Room::Diary,
            ["mine", "plan"] => Room::Plan,
            ["mine", "learn"] => Room::Learn(0),
            ["mine", "learn", step] => {
                let step = step.parse::<usize>().ok().filter(|step| (1..=9).contains(step));
                step.map_or(Room::Nowhere, |step| Room::Learn(step - 1))
            }
            ["mine", "story"] => Room::Story,
            ["mine", "story", id] => id.parse().map_or(Room::Nowhere, Room::Course),
            ["mine", "data"] => Room::Data,
            ["mine", "log"] => Room::Log,
            ["mine", "ask"] => Room::Ask,
            ["mine", "login"] => Room::Login,
            _ => Room::Nowhere,
        }
    }

    /// Its address.
    pub(super) fn path(self) -> String {
        match self {
            Room::Calm | Room::Nowhere => "/mine".to_owned(),
            Room::Breath => "/mine/breath".to_owned(),
            Room::Diary => "/mine/diary".to_owned(),
            Room::Plan => "/mine/plan".to_owned(),
            Room::Learn(step) => format!("/mine/learn/{}", step + 1),
            Room::Story => "/mine/story".to_owned(),
            Room::Course(id) => format!("/mine/story/{id}"),
            Room::Data => "/mine/data".to_owned(),
            Room::Log => "/mine/log".to_owned(),
            Room::Ask => "/mine/ask".to_owned(),
            Room::Login => "/mine/login".to_owned(),
        }
    }

    /// Under which of the three places it stands.
    pub(super) fn tab(self) -> Room {
        match self {
            Room::Story | Room::Course(_) => Room::Story,
            Room::Data | Room::Log | Room::Login => Room::Data,
            _ => Room::Calm,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_at_its_own_address() {
        let id = "0192f3c1-7a00-7000-8000-000000000001".parse().map(Room::Course).unwrap();
        for room in [
            Room::Calm,
            Room::Breath,
            Room::Diary,
            Room::Plan,
            Room::Learn(0),
            Room::Learn(4),
            Room::Story,
            id,
            Room::Data,
            Room::Log,
            Room::Ask,
            Room::Login,
        ] {
            assert_eq!(Room::at(&room.path()), room);
        }
        for path in ["/mine/x", "/mine/learn/0", "/mine/learn/x", "/mine/story/x", "/mine/data/x"] {
            assert_eq!(Room::at(path), Room::Nowhere, "{path}");
        }
    }
}
