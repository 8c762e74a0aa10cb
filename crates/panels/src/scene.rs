//! A laid-out scene: panels around the seat, their words and targets, and which target a ray hits.

use crate::icon::Icon;
use catalogue::{Exercise, World};
use glam::{Vec2, Vec3};
use session::{Act, Answer, Discomfort, Menu, Phase, QuestionId, SelfCheckItem, UserId};

/// A hit may miss a target by this much, in degrees.
const FORGIVEN_DEG: f32 = 0.4;
/// And by this much once the gaze is on it.
const HELD_DEG: f32 = 1.2;

/// Everything that stands before the client, all of it facing the seat.
///
/// Positions are in metres from the seated eyes: x right, y up, −z ahead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The panels, those in front last.
    pub panels: Vec<Panel>,
    /// Where their middle is, degrees to the right of straight ahead.
    pub heading_deg: f32,
}

/// One panel. Everything on it is measured in degrees from its middle, x right, y up.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What it is: the same key is the same panel, another fades in as this one fades out.
    pub key: Key,
    /// What it is for.
    pub role: Role,
    /// Where it stands.
    pub place: Place,
    /// Width and height, degrees.
    pub size: Vec2,
    /// Its words.
    pub words: Vec<Words>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// What can be chosen.
    pub targets: Vec<Target>,
}

/// Which panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The panel of a step.
    Step(Phase),
    /// The choice of a world, and which card of it.
    Choice(u8),
    /// Someone asks to watch along.
    WatchRequest(UserId),
    /// A question.
    Question(QuestionId),
    /// A question out of a set, and which of its choices or pages.
    Item(QuestionId, u8),
    /// A menu, and which page of it.
    Menu(Menu, u8),
    /// The marks low in view.
    Marks,
    /// Who watches or steers.
    Badge,
    /// Words that go with the breath; whether it is the in-breath.
    Breath(bool),
    /// What a search for the own pace gave.
    Pace,
    /// What a voice says, and which line of it.
    Guide(u8),
    /// What there is to do in an exercise.
    Hint,
    /// A thing of an exercise, by its number.
    Thing(u8),
}

/// What a panel is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Asks or tells something; stands before the client.
    Card,
    /// Stands low in view and keeps quiet until looked at.
    Marks,
    /// Says who watches or steers; goes along with the head and cannot be missed (rule 6).
    Badge,
    /// A few words without a choice.
    Caption,
    /// No panel at all, but where a thing of the world can be looked at: only its ring is drawn.
    Thing,
}

/// Where a panel stands, seen from the seat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Degrees to the right of the scene's heading.
    pub aside_deg: f32,
    /// Degrees above the eye line; for a badge, above where the head looks.
    pub up_deg: f32,
    /// Metres from the eyes.
    pub distance_m: f32,
}

/// A line of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// The line.
    pub text: String,
    /// Middle of the line (left end when `from_left`), halfway up the capitals; degrees.
    pub at: Vec2,
    /// Height of the capitals, degrees.
    pub cap_deg: f32,
    /// Starts at `at` instead of having it in the middle.
    pub from_left: bool,
    /// How it stands out.
    pub weight: Weight,
    /// The target it belongs to.
    pub of: Option<TargetId>,
}

/// How words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Full ink.
    Full,
    /// Softer ink.
    Soft,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Which.
    pub icon: Icon,
    /// Its middle, degrees.
    pub at: Vec2,
    /// Its width and height, degrees.
    pub size_deg: f32,
    /// The target it belongs to.
    pub of: Option<TargetId>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Which.
    pub id: TargetId,
    /// What choosing it does.
    pub deed: Deed,
    /// What it is called, for screen readers.
    pub name: String,
    /// Its middle, degrees.
    pub at: Vec2,
    /// Its width and height, degrees.
    pub size: Vec2,
    /// Where the ring of the dwell runs: middle and radius, degrees.
    pub ring: (Vec2, f32),
    /// One of a row that is one control, such as the scale: which row.
    pub control: Option<u8>,
    /// It is what holds now.
    pub current: bool,
    /// How many times longer than usual the gaze must rest.
    pub patience: f32,
}

/// Which target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetId {
    /// From the welcome on.
    Begin,
    /// The other language.
    Language,
    /// An answer to the self-check.
    Check(SelfCheckItem, bool),
    /// A number on the scale of a step.
    Rate(u8),
    /// Passes over a question.
    Skip,
    /// A world.
    World(World),
    /// Opens the menu.
    Menu,
    /// Closes the menu.
    Back,
    /// Which exercise.
    Exercises,
    /// The breathing exercise.
    Breathe,
    /// The garden that opens.
    Garden,
    /// Another exercise.
    Exercise(Exercise),
    /// A thing of the exercise, by its number.
    Thing(u8),
    /// The search for the own pace.
    FindPace,
    /// On to the next pace of that search.
    NextPace,
    /// Ends it.
    StopExercise,
    /// Time of day and sound.
    Settings,
    /// Lies down, or sits up.
    Lying,
    /// Softly to the end.
    Finish,
    /// A time of day, by its place in the row.
    Time(u8),
    /// A sound level, by its place in the row.
    Sound(u8),
    /// Something feels unpleasant.
    Unwell,
    /// This feels unpleasant.
    Discomfort(Discomfort),
    /// The next page: other kinds, worlds, exercises or settings.
    More,
    /// The one action that leads back to calm (rule 5).
    Calm,
    /// Out at once (rule 5).
    Leave,
    /// Takes control back.
    TakeBack,
    /// Nobody may watch any more.
    StopWatching,
    /// May they watch along?
    Watch(bool),
    /// An answer to a question.
    Answer(QuestionId, Answer),
    /// Yes or no to one choice of a question.
    Mark(QuestionId, u8, bool),
    /// Something was unpleasant.
    Felt,
    /// On.
    Continue,
    /// A new session.
    Again,
    /// The headset comes off.
    TakeOff,
}

/// What choosing a target does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// The client asks this of the session.
    Act(Act),
    /// Something of the headset itself.
    Local(Local),
}

/// What concerns the headset alone and is no part of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// A new session.
    StartAgain,
    /// Out of virtual reality.
    TakeOff,
}

/// A ray from an eye or a hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaze {
    /// Where it begins, metres from the seated eyes.
    pub from: Vec3,
    /// Where it goes, of any length above zero.
    pub towards: Vec3,
}

/// Where a ray meets a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The target there, if any.
    pub target: Option<TargetId>,
    /// The panel.
    pub key: Key,
    /// Metres from the seated eyes.
    pub point: Vec3,
}

impl Place {
    /// The middle of the panel in metres, for a heading in degrees to the right.
    pub fn middle(&self, heading_deg: f32) -> Vec3 {
        ahead(heading_deg + self.aside_deg, self.up_deg) * self.distance_m
    }

    /// Right, up and towards the seat: unit vectors of the panel, level.
    pub fn axes(&self, heading_deg: f32) -> [Vec3; 3] {
        let normal = -ahead(heading_deg + self.aside_deg, self.up_deg);
        let right = ahead(heading_deg + self.aside_deg + 90.0, 0.0);
        [right, normal.cross(right), normal]
    }

    /// Metres on the panel that look one degree wide from the seat, in its middle.
    pub fn metres_per_deg(&self) -> f32 {
        self.distance_m * 1.0_f32.to_radians().tan()
    }
}

/// The unit vector at this heading (to the right) and height, degrees.
fn ahead(heading_deg: f32, up_deg: f32) -> Vec3 {
    let (heading, up) = (heading_deg.to_radians(), up_deg.to_radians());
    Vec3::new(heading.sin() * up.cos(), up.sin(), -heading.cos() * up.cos())
}

impl Scene {
    /// Every target, in reading order.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.panels.iter().flat_map(|panel| &panel.targets)
    }

    /// The target with this id.
    pub fn target(&self, id: TargetId) -> Option<&Target> {
        self.targets().find(|target| target.id == id)
    }

    /// What this ray meets; `held` is the target that the gaze is on and that keeps a wider edge.
    pub fn hit(&self, gaze: Gaze, held: Option<TargetId>) -> Option<Hit> {
        let towards = gaze.towards.try_normalize()?;
        let solid = self.panels.iter().filter(|panel| panel.role != Role::Badge);
        let mut met: Option<Hit> = None;
        for panel in solid {
            let Some((at, point)) = panel.meets(gaze.from, towards, self.heading_deg) else { continue };
            let target = panel.target_at(at, held);
            let inside = (at.abs() - panel.size / 2.0).max_element() <= 0.0;
            if target.is_some() || (inside && met.is_none_or(|hit| hit.target.is_none())) {
                met = Some(Hit { target, key: panel.key, point });
            }
        }
        met
    }
}

impl Panel {
    /// Where on the panel, in degrees, and where in space a ray meets its plane from the front.
    fn meets(&self, from: Vec3, towards: Vec3, heading_deg: f32) -> Option<(Vec2, Vec3)> {
        let middle = self.place.middle(heading_deg);
        let [right, up, normal] = self.place.axes(heading_deg);
        let slope = towards.dot(normal);
        if slope > -0.05 {
            return None;
        }
        let along = (middle - from).dot(normal) / slope;
        let point = from + towards * along;
        let on = point - middle;
        (along > 0.0).then(|| (Vec2::new(on.dot(right), on.dot(up)) / self.place.metres_per_deg(), point))
    }

    /// The target nearest to this point among those that it touches.
    fn target_at(&self, at: Vec2, held: Option<TargetId>) -> Option<TargetId> {
        self.targets
            .iter()
            .map(|target| {
                let edge = if held == Some(target.id) { HELD_DEG } else { FORGIVEN_DEG };
                let beyond = ((at - target.at).abs() - target.size / 2.0).max_element();
                // The one the gaze is on wins a tie, so that an edge between two does not flutter.
                (target.id, beyond, edge)
            })
            .filter(|(_, beyond, edge)| beyond <= edge)
            .min_by(|(_, a, edge_a), (_, b, edge_b)| (a - edge_a).total_cmp(&(b - edge_b)))
            .map(|(id, ..)| id)
    }
}
