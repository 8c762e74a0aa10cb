//! The shared words of a session: ids, commands, events, who steers, clocks, questions, consent; and its one rule, `step`.
#![deny(clippy::indexing_slicing)]

mod act;
mod asking;
mod breath;
mod calm;
mod clock;
mod consent;
mod event;
mod exercise;
mod garden;
mod guide;
mod id;
mod item;
mod lying;
mod minimum;
mod planned;
mod play;
mod question;
mod search;
mod selfcheck;
mod sequencer;
mod state;
mod step;
mod way;

pub use act::{Act, Command, Input, Origin, Refusal};
pub use asking::{ITEMS_LENGTH, QUESTION_STANDS, TASK_SPARE};
pub use breath::{Breathing, INHALE_SHARE};
pub use calm::{CALM_AT_REST_PERMILLE, CALM_TIME_CONSTANT_SECS, Calm, calm_target_permille};
pub use clock::{ClockMap, WorldTime};
pub use consent::{Consent, Stream};
pub use event::{
    AdverseEvent, EVENT_VERSION, Event, EventKind, ExerciseEnd, FinishCause, SteeringCause, ValueShown,
};
pub use exercise::{EXERCISE_LENGTH, Means, SEARCH_LENGTH, SEARCH_PACE_LENGTH, exercise_fits};
pub use garden::{
    GARDEN_ALONE_PERMILLE_PER_MIN, GARDEN_MOST_PERMILLE_PER_MIN, GARDEN_TIME_CONSTANT_SECS, Garden,
    garden_permille_per_min,
};
pub use guide::{Guide, guided_length};
pub use id::{
    BridgeId, ClientId, CommandId, DeviceId, EmergencyId, InvitationId, OrganisationId, ParseIdError,
    QuestionId, RelationId, ScheduledId, SessionId, SiteId, StrapId, StudyId, TeamId, UserId,
};
pub use item::{
    ITEM_CHOICES_MAX, ITEM_LABEL_MAX_CHARS, ITEM_TEXT_MAX_CHARS, ITEMS_A_MOMENT_MAX, ItemForm, PlannedSet,
    PlannedSets, Said, SetItem, TASK_MINUTES_MAX, Threshold,
};
pub use lying::{Misfit, Reclining, SETTLES};
pub use minimum::{Allowed, Tells};
pub use planned::PlannedWorlds;
pub use play::{Touches, things, touchable};
pub use question::{Answer, AnswerKind, Discomfort, OWN_QUESTION_MAX_CHARS, Prepared, Prompt, Question};
pub use search::{Feed, PaceSearch, PaceSource, SearchOutcome, SearchUnknown};
pub use selfcheck::{SelfCheckItem, Verdict};
pub use sequencer::{LEASE, RENEW_EVERY, Sequencer};
pub use state::{Language, Menu, Phase, RunningExercise, State, Steering, Subject, WATCHERS_MAX, Watcher};
pub use step::{CALM_END, MARKED_WORSENING_POINTS, PLANNED_LENGTH, REST_AFTER_LONG, SOFT_END, step};
pub use way::{Beside, Path, Starter, Way, Whose};
