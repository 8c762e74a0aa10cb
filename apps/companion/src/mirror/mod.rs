//! What the tablet knows of a session: its state folded from events, where the head is, the heart, and what was just asked.

mod head;

pub(crate) use head::{Head, head_between};

use link::{HeartNow, Message, Pose, Presence, Problem, Snapshot, StrapStatus};
use session::{
    Act, Command, CommandId, Event, EventKind, Input, Origin, Refusal, SessionId, State, Subject, UserId,
    WorldTime, step,
};
use std::collections::VecDeque;

/// The picture runs this far behind the headset, so that two poses lie around nearly every moment shown.
pub(crate) const PICTURE_DELAY: WorldTime = WorldTime::from_millis(120);
/// How much heart the rail keeps.
const HEART_KEPT: WorldTime = WorldTime::from_secs(10 * 60);
/// Poses kept for interpolation.
const POSES_KEPT: usize = 64;
/// A command that brought neither event nor refusal after this long no longer colours what is shown.
const PENDING_FOR_US: i64 = 2_000_000;

/// What a message changed, for whoever redraws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Nothing of ours.
    Nothing,
    /// Only the head moved.
    Head,
    /// A heart value.
    Heart,
    /// Events, presence or everything.
    Session,
    /// The strap.
    Strap,
    /// A command was refused.
    Refused(Refusal),
    /// The server has a word to say.
    Problem(Problem),
    /// Events are missing before these: ask for a new snapshot.
    Hole,
}

#[derive(Clone, Debug)]
struct Pending {
    id: CommandId,
    act: Act,
    sent_us: i64,
    /// The first event it should bring.
    awaits: &'static str,
}

/// The session as the tablet knows it.
#[derive(Clone, Debug)]
pub(crate) struct Mirror {
    /// Which session.
    pub(crate) session: SessionId,
    /// Whose.
    pub(crate) subject: Subject,
    /// The headset's name.
    pub(crate) device_name: String,
    /// Everything that happened, in order.
    pub(crate) events: Vec<Event>,
    /// What is true, by those events.
    pub(crate) state: State,
    /// The last minutes of the heart, oldest first.
    pub(crate) heart: VecDeque<HeartNow>,
    /// Who is here.
    pub(crate) presence: Presence,
    /// How it is with a strap, once there is one.
    pub(crate) strap: Option<StrapStatus>,
    /// Whether the heart's intervals are found by light.
    pub(crate) by_light: bool,
    poses: Vec<Pose>,
    pending: Vec<Pending>,
}

impl Mirror {
    /// A mirror of a session of which nothing has arrived.
    pub(crate) fn new(session: SessionId) -> Self {
        Self {
            session,
            subject: Subject::Anonymous,
            device_name: String::new(),
            events: Vec::new(),
            state: State::default(),
            heart: VecDeque::new(),
            presence: Presence { headset: false, watchers: 0 },
            strap: None,
            by_light: false,
            poses: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Takes a message in.
    pub(crate) fn take(&mut self, message: Message) -> Change {
        match message {
            Message::Snapshot(snapshot) => {
                self.begin(*snapshot);
                Change::Session
            }
            Message::Events(batch) if batch.session == self.session => self.happened(batch.events),
            Message::Pose(pose) => {
                self.pose(pose);
                Change::Head
            }
            Message::Heart(now) => {
                self.heart_now(now);
                Change::Heart
            }
            Message::Presence(presence) => {
                self.presence = presence;
                Change::Session
            }
            Message::Strap(status) => {
                self.strap = Some(status);
                Change::Strap
            }
            Message::ByLight(by_light) => {
                self.by_light = by_light;
                Change::Strap
            }
            Message::Refused { command, refusal } => self.refused(command, refusal),
            Message::Problem(problem) => Change::Problem(problem),
            _ => Change::Nothing,
        }
    }

    /// A heart value computed here, where the strap is, or by the server.
    pub(crate) fn heart_now(&mut self, now: HeartNow) {
        // The same moment told twice (by this tablet's engine and by the server) is one moment.
        while self.heart.back().is_some_and(|last| last.at >= now.at) {
            self.heart.pop_back();
        }
        let oldest = now.at.since(HEART_KEPT);
        self.heart.push_back(now);
        while self.heart.front().is_some_and(|first| first.at < oldest) {
            self.heart.pop_front();
        }
    }

    /// The head at this world time, between the two poses around it; `None` before any pose.
    pub(crate) fn head(&self, at: WorldTime) -> Option<Head> {
        head_between(&self.poses, at)
    }

    /// What was true at this moment.
    pub(crate) fn state_at(&self, at: WorldTime) -> State {
        if self.events.last().is_none_or(|last| last.at <= at) {
            self.state.clone()
        } else {
            state_at(&self.events, at)
        }
    }

    /// When the newest pose was taken.
    pub(crate) fn newest_pose(&self) -> Option<WorldTime> {
        self.poses.last().map(Pose::at)
    }

    /// What would come of this, asked now by this colleague; or why nothing would.
    pub(crate) fn predict(&self, user: UserId, act: &Act, at: WorldTime) -> Result<Vec<EventKind>, Refusal> {
        step(&self.state, &Input::Act(Origin::Companion(user), act.clone()), at)
    }

    /// Makes the command and remembers it, so that the screen answers at once; the headset's events decide.
    pub(crate) fn command(
        &mut self,
        id: CommandId,
        user: UserId,
        act: Act,
        at: WorldTime,
        now_us: i64,
    ) -> Command {
        if let Ok(kinds) = self.predict(user, &act, at)
            && let Some(first) = kinds.first()
        {
            self.pending.retain(|pending| pending.awaits != first.name());
            self.pending.push(Pending { id, act: act.clone(), sent_us: now_us, awaits: first.name() });
        }
        Command { id, origin: Origin::Companion(user), act }
    }

    /// The state as it will be if the headset does what was just asked.
    pub(crate) fn expected(&self, user: UserId, at: WorldTime, now_us: i64) -> State {
        let mut state = self.state.clone();
        for pending in self.pending.iter().filter(|pending| now_us - pending.sent_us < PENDING_FOR_US) {
            let asked = Input::Act(Origin::Companion(user), pending.act.clone());
            for kind in step(&state, &asked, at).unwrap_or_default() {
                state.apply(at, &kind);
            }
        }
        state
    }

    fn begin(&mut self, snapshot: Snapshot) {
        self.session = snapshot.session;
        self.subject = snapshot.subject;
        self.device_name = snapshot.device_name;
        self.presence = snapshot.presence;
        // Told anew after it, where it is so.
        self.by_light = false;
        self.state = State::fold(&snapshot.events);
        self.events = snapshot.events;
        self.pending.clear();
        // Values computed here meanwhile stay; the server's fill in the rest.
        let own = std::mem::take(&mut self.heart);
        for now in snapshot.heart.into_iter().chain(own) {
            if self.heart.back().is_none_or(|last| last.at < now.at) {
                self.heart.push_back(now);
            }
        }
        if let Some(pose) = snapshot.pose {
            self.pose(pose);
        }
    }

    fn happened(&mut self, events: Vec<Event>) -> Change {
        let mut change = Change::Nothing;
        for event in events {
            let next = self.events.last().map_or(0, |last| last.seq.saturating_add(1));
            if event.seq < next {
                continue;
            }
            if event.seq > next {
                return Change::Hole;
            }
            self.state.apply(event.at, &event.kind);
            self.pending.retain(|pending| pending.awaits != event.kind.name());
            self.events.push(event);
            change = Change::Session;
        }
        change
    }

    fn refused(&mut self, command: CommandId, refusal: Refusal) -> Change {
        let known = self.pending.iter().any(|pending| pending.id == command);
        self.pending.retain(|pending| pending.id != command);
        // A renewal that crossed the end of the lease is no news to anybody.
        if known || refusal != Refusal::NotSteering { Change::Refused(refusal) } else { Change::Nothing }
    }

    fn pose(&mut self, pose: Pose) {
        // Another session of the same headset, or a clock set back: old poses say nothing any more.
        if self.newest_pose().is_some_and(|newest| newest.since(pose.at()) > WorldTime::from_secs(5)) {
            self.poses.clear();
        }
        let place = self.poses.partition_point(|held| held.at() <= pose.at());
        self.poses.insert(place, pose);
        let surplus = self.poses.len().saturating_sub(POSES_KEPT);
        self.poses.drain(..surplus);
    }
}

/// The state after every event up to and including this moment.
pub(crate) fn state_at(events: &[Event], at: WorldTime) -> State {
    State::fold(events.iter().take_while(|event| event.at <= at))
}

#[cfg(test)]
mod tests {
    use super::{head::tests::looking, *};
    use catalogue::World;
    use glam::Quat;
    use link::EventBatch;
    use session::{DeviceId, Phase, Sequencer, Steering, Watcher};
    use uuid::Uuid;

    const NURSE: UserId = UserId(Uuid::from_u128(7));
    const SESSION: SessionId = SessionId(Uuid::from_u128(1));

    /// A headset in the world, watched along by [`NURSE`], and a mirror that heard all of it.
    fn watched() -> (Sequencer, Mirror) {
        let opened = EventKind::Opened {
            build: "test".into(),
            seed: 1,
            language: session::Language::Nl,
            consent: session::Consent::default(),
            rest: WorldTime::START,
        };
        let (mut headset, first) = Sequencer::open(opened);
        let mut events = vec![first];
        let watcher = Watcher { user: NURSE, name: "Samira".into() };
        let mut acts = vec![(Origin::Client, Act::Begin)];
        for item in session::SelfCheckItem::ALL {
            let yes = matches!(item, session::SelfCheckItem::Settled | session::SelfCheckItem::OldEnough);
            acts.push((Origin::Client, Act::AnswerSelfCheck { item, yes }));
        }
        acts.push((Origin::Client, Act::RateTension(6)));
        acts.push((Origin::Client, Act::ChooseWorld(World::SunsetBeach)));
        acts.push((Origin::Companion(NURSE), Act::RequestWatch(watcher)));
        acts.push((Origin::Client, Act::AnswerWatch(true)));
        for (n, (origin, act)) in acts.into_iter().enumerate() {
            let at = WorldTime::from_secs(1 + n as u64);
            events.extend(headset.handle(&Input::Act(origin, act), at).unwrap());
        }
        let mut mirror = Mirror::new(SESSION);
        assert_eq!(mirror.take(batch(events)), Change::Session);
        (headset, mirror)
    }

    fn batch(events: Vec<Event>) -> Message {
        Message::Events(EventBatch { session: SESSION, events })
    }

    #[test]
    fn the_mirror_holds_the_same_state_as_the_headset() {
        let (headset, mirror) = watched();
        assert_eq!(&mirror.state, headset.state());
        assert_eq!(mirror.state.phase, Phase::World);
    }

    #[test]
    fn light_is_told_until_it_is_so_no_longer_or_everything_is_told_anew() {
        let (_, mut mirror) = watched();
        assert_eq!((mirror.take(Message::ByLight(true)), mirror.by_light), (Change::Strap, true));
        mirror.take(Message::ByLight(false));
        assert!(!mirror.by_light);
        mirror.take(Message::ByLight(true));
        let all = Snapshot {
            session: SESSION,
            subject: Subject::Anonymous,
            device: DeviceId(Uuid::nil()),
            device_name: String::new(),
            events: mirror.events.clone(),
            pose: None,
            heart: Vec::new(),
            presence: Presence { headset: true, watchers: 1 },
        };
        mirror.take(Message::Snapshot(Box::new(all)));
        assert!(!mirror.by_light, "the server says so after the snapshot, where it is so");
    }

    #[test]
    fn an_event_told_twice_changes_nothing_and_a_missing_one_is_noticed() {
        let (mut headset, mut mirror) = watched();
        let again = mirror.events.clone();
        assert_eq!(mirror.take(batch(again)), Change::Nothing);
        let at = WorldTime::from_secs(60);
        let steer = headset.handle(&Input::Act(Origin::Companion(NURSE), Act::TakeOver), at).unwrap();
        let quiet = headset.handle(&Input::Act(Origin::Companion(NURSE), Act::SetVolume(30)), at).unwrap();
        assert_eq!(mirror.take(batch(quiet.clone())), Change::Hole);
        assert_eq!(mirror.state.steering, Steering::Client);
        mirror.take(batch(steer));
        mirror.take(batch(quiet));
        assert_eq!(&mirror.state, headset.state());
    }

    #[test]
    fn the_screen_shows_what_was_asked_until_the_headset_has_answered() {
        let (mut headset, mut mirror) = watched();
        let at = WorldTime::from_secs(60);
        let id = CommandId(Uuid::from_u128(9));
        let command = mirror.command(id, NURSE, Act::TakeOver, at, 0);
        assert_eq!(mirror.state.steering, Steering::Client);
        assert_eq!(mirror.expected(NURSE, at, 1).steering, Steering::Companion(NURSE));
        assert_eq!(mirror.pending.len(), 1);
        let events = headset.command(&command, at).unwrap();
        mirror.take(batch(events));
        assert!(mirror.pending.is_empty());
        assert_eq!(mirror.state.steering, Steering::Companion(NURSE));
    }

    #[test]
    fn what_was_asked_without_any_answer_is_forgotten_after_two_seconds() {
        let (_, mut mirror) = watched();
        let at = WorldTime::from_secs(60);
        mirror.command(CommandId(Uuid::nil()), NURSE, Act::TakeOver, at, 0);
        assert_eq!(mirror.expected(NURSE, at, PENDING_FOR_US).steering, Steering::Client);
    }

    #[test]
    fn a_refusal_takes_back_what_the_screen_promised() {
        let (_, mut mirror) = watched();
        let id = CommandId(Uuid::from_u128(9));
        mirror.command(id, NURSE, Act::TakeOver, WorldTime::from_secs(60), 0);
        let refused = Message::Refused { command: id, refusal: Refusal::SomebodyElseSteers };
        assert_eq!(mirror.take(refused), Change::Refused(Refusal::SomebodyElseSteers));
        assert!(mirror.pending.is_empty());
    }

    #[test]
    fn poses_that_arrive_out_of_order_are_put_in_order() {
        let mut mirror = Mirror::new(SESSION);
        for (at_ms, yaw_deg) in [(1_000, 0.0), (1_200, 20.0), (1_100, 10.0)] {
            mirror.take(Message::Pose(looking(at_ms, yaw_deg)));
        }
        assert_eq!(mirror.newest_pose(), Some(WorldTime::from_millis(1_200)));
        let head = mirror.head(WorldTime::from_millis(1_100)).unwrap();
        assert!((head.orientation.angle_between(Quat::IDENTITY).to_degrees() - 10.0).abs() < 0.1);
    }

    #[test]
    fn the_state_of_an_earlier_moment_can_be_asked() {
        let (_, mirror) = watched();
        assert_eq!(
            mirror.state_at(WorldTime::from_secs(1)).phase,
            Phase::SelfCheck(session::SelfCheckItem::Settled)
        );
        assert_eq!(mirror.state_at(WorldTime::from_secs(900)).phase, Phase::World);
    }
}
