//! What stands before the client in every state of a session: few words, at most three choices, always a way to calm.

use crate::{
    icon::Icon,
    scene::{Deed, Key, Local, Panel, Place, Role, Scene, TargetId, Weight},
    sheet::{BODY_CAP_DEG, Block, Choice, Destination, Stop, card, empty, pill, words},
    typeface::{Typeface, TypefaceError},
};
use catalogue::{Exercise, PACE_DEFAULT_MILLI_BPM, Trait, World};
use glam::vec2;
use session::{
    Act, Answer, AnswerKind, Discomfort, Menu, Phase, Prepared, Prompt, Question, REST_AFTER_LONG, SOFT_END,
    SelfCheckItem, State, Steering, Verdict, Watcher, WorldTime,
};
use texts::{Texts, Value};

/// Words go along with the breath for this long.
const BREATH_WORDS: WorldTime = WorldTime::from_secs(60);
/// Ending takes a little longer than other choices, so that nobody ends by a stray glance.
const ENDING_PATIENCE: f32 = 1.6;
/// A name is cut to this width, in capitals.
const NAME_CAPS: f32 = 12.0;
/// The times of day that are offered, in minutes after midnight.
const TIMES: [u16; 5] = [8 * 60, 13 * 60, 17 * 60, 20 * 60, 22 * 60];
/// The sound levels that are offered.
const SOUNDS: [u8; 5] = [0, 30, 60, 80, 100];

/// What the headset knows besides the session's state.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extras<'a> {
    /// The code to show while nobody watches; only with a link.
    pub pairing_code: Option<&'a str>,
    /// Which page of a menu.
    pub page: u8,
    /// The self-check item was answered and asks again (rule 4: sit down first).
    pub asked_again: bool,
    /// Which way the panels stand, degrees to the right ([`crate::Anchor`]).
    pub heading_deg: f32,
    /// In virtual reality, not on a plain screen.
    pub in_headset: bool,
}

/// Lays out panels.
pub struct Panels {
    typeface: Typeface,
}

impl Panels {
    /// Ready to lay out.
    ///
    /// # Errors
    /// When the build carries a broken font.
    pub fn new() -> Result<Self, TypefaceError> {
        Ok(Self { typeface: Typeface::ours()? })
    }

    /// The typeface that the panels are set in.
    pub fn typeface(&self) -> &Typeface {
        &self.typeface
    }

    /// What stands before the client.
    pub fn lay_out(&self, state: &State, at: WorldTime, texts: &Texts, extras: &Extras) -> Scene {
        let say = Saying { typeface: &self.typeface, texts, state, at, extras };
        let card = say.card();
        let captioned = card.is_none().then(|| say.breath()).flatten();
        let marks = say.marks(card.is_some());
        let panels = [marks, card, captioned, say.badge()].into_iter().flatten().collect();
        Scene { panels, heading_deg: extras.heading_deg }
    }
}

/// One layout on its way.
struct Saying<'a> {
    typeface: &'a Typeface,
    texts: &'a Texts,
    state: &'a State,
    at: WorldTime,
    extras: &'a Extras<'a>,
}

impl Saying<'_> {
    fn text(&self, id: &str) -> String {
        self.texts.get(id)
    }

    /// The one panel that asks or tells something.
    fn card(&self) -> Option<Panel> {
        if let Some(watcher) = &self.state.watch_request
            && self.state.phase != Phase::Done
        {
            return Some(self.watch_request(watcher));
        }
        if let Some(question) = &self.state.question
            && self.state.phase == Phase::World
        {
            return Some(self.question(question));
        }
        let blocks = match self.state.phase {
            Phase::Welcome => self.welcome(),
            Phase::SelfCheck(item) => self.self_check(item),
            Phase::Held(item) => self.held(item),
            Phase::TensionBefore | Phase::TensionAfter => self.tension(),
            Phase::Choice => self.choice(),
            Phase::World => return self.state.menu.map(|menu| self.menu(menu)),
            Phase::CalmEnd => vec![
                Block::Heading(self.text("vr-calm-end")),
                Block::Choices(vec![self.act(
                    TargetId::Continue,
                    Act::Continue,
                    "vr-continue",
                    Icon::Onward,
                )]),
            ],
            Phase::Discomfort => self.discomfort(),
            Phase::DiscomfortKind => self.discomfort_kinds("vr-discomfort-kind"),
            Phase::Leaving => vec![
                Block::Heading(self.text("vr-leaving")),
                Block::Lines(vec![self.text("vr-leaving-more")]),
                Block::Choices(vec![self.act(
                    TargetId::Continue,
                    Act::Continue,
                    "vr-understood",
                    Icon::Tick,
                )]),
            ],
            Phase::Done => self.done(),
        };
        Some(self.set(Key::Step(self.state.phase), blocks))
    }

    fn welcome(&self) -> Vec<Block> {
        let language = self.other_language();
        let rest = self.state.rest_until.since(self.at);
        if rest > WorldTime::START {
            let minutes = rest.as_secs_f64() / 60.0;
            let minutes = ("minutes", Value::Number(minutes.ceil()));
            return vec![
                Block::Heading(self.text("vr-rest")),
                Block::Lines(vec![self.texts.with("vr-rest-minutes", &[minutes])]),
                Block::Choices(vec![language]),
            ];
        }
        let begin = self.act(TargetId::Begin, Act::Begin, "vr-begin", Icon::Onward);
        let mut blocks = vec![Block::Heading(self.text("vr-welcome")), Block::Choices(vec![begin, language])];
        blocks.extend(self.code());
        blocks
    }

    /// The code by which a colleague finds this headset; gone once somebody watches.
    fn code(&self) -> Option<Block> {
        let digits = self.extras.pairing_code.filter(|_| self.state.watchers.is_empty())?;
        Some(Block::Code { label: self.text("vr-code"), digits: digits.to_owned() })
    }

    fn other_language(&self) -> Choice {
        let other = match self.state.language {
            session::Language::Nl => session::Language::En,
            session::Language::En => session::Language::Nl,
        };
        self.act(TargetId::Language, Act::SpeakLanguage(other), "vr-other-language", Icon::Speech)
    }

    fn self_check(&self, item: SelfCheckItem) -> Vec<Block> {
        let asked = self.text(&format!("vr-check-{}", item.slug()));
        let more = match item {
            SelfCheckItem::Settled if self.extras.asked_again => vec!["vr-check-settled-again"],
            SelfCheckItem::Settled => vec!["vr-check-settled-more"],
            SelfCheckItem::OldEnough => vec![],
            SelfCheckItem::Seizure => vec!["vr-check-seizure-more"],
            SelfCheckItem::Condition => {
                vec!["vr-check-condition-more-1", "vr-check-condition-more-2", "vr-check-condition-more-3"]
            }
            SelfCheckItem::Caution => {
                vec!["vr-check-caution-more-1", "vr-check-caution-more-2", "vr-check-caution-more-3"]
            }
        };
        let mut blocks = vec![Block::Heading(asked)];
        if !more.is_empty() {
            blocks.push(Block::Lines(more.into_iter().map(|id| self.text(id)).collect()));
        }
        let answer = |yes| (TargetId::Check(item, yes), Act::AnswerSelfCheck { item, yes });
        blocks.push(self.yes_no(answer(true), answer(false)));
        blocks
    }

    fn held(&self, item: SelfCheckItem) -> Vec<Block> {
        let stops = [true, false].map(|yes| item.verdict(yes)).contains(&Verdict::HardStop);
        let (heading, more) = if stops {
            ("vr-held-stop", "vr-held-stop-more")
        } else {
            ("vr-held-clinician", "vr-held-clinician-more")
        };
        let mut blocks = vec![Block::Heading(self.text(heading)), Block::Lines(vec![self.text(more)])];
        blocks.extend((!stops).then(|| self.code()).flatten());
        blocks.push(Block::Choices(vec![self.act(TargetId::Leave, Act::Leave, "vr-stop", Icon::Cross)]));
        blocks
    }

    fn tension(&self) -> Vec<Block> {
        let cells = (0..=10).map(|n| (TargetId::Rate(n), Deed::Act(Act::RateTension(n)))).collect();
        self.scale(
            self.text("vr-tension"),
            cells,
            self.act(TargetId::Skip, Act::Skip, "vr-skip", Icon::Onward),
        )
    }

    fn scale(&self, asked: String, cells: Vec<(TargetId, Deed)>, skip: Choice) -> Vec<Block> {
        let (low, high) = (self.text("vr-tension-low"), self.text("vr-tension-high"));
        vec![Block::Heading(asked), Block::Scale { low, high, cells }, Block::Choices(vec![skip])]
    }

    fn choice(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(self.text("vr-choice"))];
        for world in World::ALL {
            let label = self.text(&format!("world-{}", world.slug()));
            let id = TargetId::World(world);
            let choice = Choice::new(id, Deed::Act(Act::ChooseWorld(world)), label, world_icon(world));
            let contents = world.traits().iter().map(|what| self.contents(*what)).collect();
            blocks.push(Block::Destination(Destination { choice, contents }));
        }
        blocks
    }

    fn contents(&self, what: Trait) -> (Icon, String) {
        let (icon, id) = match what {
            Trait::Water => (Icon::Waves, "vr-trait-water"),
            Trait::Animals => (Icon::Bird, "vr-trait-animals"),
            Trait::Heights => (Icon::Peak, "vr-trait-heights"),
            Trait::Dark => (Icon::Moon, "vr-trait-dark"),
            Trait::Quiet => (Icon::Leaf, "vr-trait-quiet"),
        };
        (icon, self.text(id))
    }

    fn menu(&self, menu: Menu) -> Panel {
        let blocks = match menu {
            Menu::Main => self.main_menu(),
            Menu::Settings => self.settings(),
            Menu::Unwell => self.discomfort_kinds("vr-unwell-title"),
        };
        let page = if menu == Menu::Unwell { self.extras.page % 2 } else { 0 };
        self.set(Key::Menu(menu, page), blocks)
    }

    fn main_menu(&self) -> Vec<Block> {
        let breathing = if self.state.exercise.is_some() {
            self.act(TargetId::StopExercise, Act::StopExercise, "vr-stop-exercise", Icon::Wind)
        } else {
            let start = Act::StartExercise {
                exercise: Exercise::PacedBreathing,
                pace_milli_bpm: PACE_DEFAULT_MILLI_BPM,
            };
            self.act(TargetId::Breathe, start, "vr-breathe", Icon::Wind)
        };
        let settings =
            self.act(TargetId::Settings, Act::ShowMenu(Some(Menu::Settings)), "vr-settings", Icon::Sliders);
        let mut stop = self.act(TargetId::Finish, Act::Finish, "vr-stop", Icon::Cross);
        stop.patience = ENDING_PATIENCE;
        vec![Block::Heading(self.text("vr-menu-title")), Block::Choices(vec![breathing, settings, stop])]
    }

    fn settings(&self) -> Vec<Block> {
        let now = self.state.time_of_day_minutes;
        let (first, last) = self.state.world.map_or((0, 0), World::minutes_range);
        let times: Vec<u16> = TIMES.into_iter().filter(|time| (first..=last).contains(time)).collect();
        let nearest = times.iter().copied().min_by_key(|time| time.abs_diff(now));
        let label = self.text("vr-time");
        let stops = times.iter().enumerate().map(|(n, &minutes)| {
            let n = u8::try_from(n).unwrap_or(u8::MAX);
            let hour = self.texts.with("vr-hour", &[("hour", (minutes / 60).into())]);
            Stop {
                id: TargetId::Time(n),
                deed: Deed::Act(Act::SetTimeOfDay(minutes)),
                name: format!("{label}: {hour}"),
                icon: Icon::Sun(n),
                current: nearest == Some(minutes),
            }
        });
        let time = Block::Row { label: label.clone(), stops: stops.collect() };
        let nearest = SOUNDS.into_iter().min_by_key(|level| level.abs_diff(self.state.volume));
        let stops = (0..).zip(SOUNDS).map(|(n, level)| {
            let values = [("level", n.into()), ("most", (SOUNDS.len() - 1).into())];
            Stop {
                id: TargetId::Sound(n),
                deed: Deed::Act(Act::SetVolume(level)),
                name: self.texts.with("vr-sound-level", &values),
                icon: Icon::Bars(n),
                current: nearest == Some(level),
            }
        });
        let sound = Block::Row { label: self.text("vr-sound"), stops: stops.collect() };
        let mut blocks = vec![time, sound];
        if !self.state.watchers.is_empty() {
            blocks.push(Block::Choices(vec![self.stop_watching()]));
        }
        blocks.extend(self.code());
        blocks
    }

    fn stop_watching(&self) -> Choice {
        self.act(TargetId::StopWatching, Act::StopWatching, "vr-stop-watching", Icon::Eye)
    }

    fn discomfort(&self) -> Vec<Block> {
        let felt = (TargetId::Felt, Act::DiscomfortFelt);
        let none = (TargetId::Discomfort(Discomfort::None), Act::ReportDiscomfort(Discomfort::None));
        let skip = self.act(TargetId::Skip, Act::Skip, "vr-skip", Icon::Onward);
        vec![Block::Heading(self.text("vr-discomfort")), self.yes_no(felt, none), Block::Choices(vec![skip])]
    }

    fn discomfort_kinds(&self, heading: &str) -> Vec<Block> {
        let kind = |discomfort: Discomfort, icon| {
            let act = Act::ReportDiscomfort(discomfort);
            self.act(TargetId::Discomfort(discomfort), act, &format!("vr-{}", discomfort.slug()), icon)
        };
        let more =
            Choice::new(TargetId::More, Deed::Local(Local::NextPage), self.text("vr-more"), Icon::Dots);
        let choices = if self.extras.page.is_multiple_of(2) {
            vec![kind(Discomfort::Dizzy, Icon::Again), kind(Discomfort::Nausea, Icon::Waves), more]
        } else {
            vec![
                kind(Discomfort::Headache, Icon::Sun(1)),
                kind(Discomfort::Panic, Icon::Heart),
                kind(Discomfort::Other, Icon::Dots),
            ]
        };
        vec![Block::Heading(self.text(heading)), Block::Choices(choices)]
    }

    fn done(&self) -> Vec<Block> {
        let inside =
            self.state.world_since.map_or(WorldTime::START, |since| self.state.phase_since.since(since));
        let long = inside >= SOFT_END && self.at.since(self.state.phase_since) < REST_AFTER_LONG;
        let mut choices = Vec::new();
        if !long {
            let again = Deed::Local(Local::StartAgain);
            choices.push(Choice::new(TargetId::Again, again, self.text("vr-again"), Icon::Again));
        }
        if self.extras.in_headset {
            let off = Deed::Local(Local::TakeOff);
            choices.push(Choice::new(TargetId::TakeOff, off, self.text("vr-take-off"), Icon::Goggles));
        }
        let mut blocks = vec![Block::Heading(self.text("vr-done"))];
        if long {
            blocks.push(Block::Lines(vec![self.text("vr-done-rest")]));
        }
        if !choices.is_empty() {
            blocks.push(Block::Choices(choices));
        }
        blocks
    }

    fn watch_request(&self, watcher: &Watcher) -> Panel {
        let name = self.name(&watcher.name);
        let heading = self.texts.with("vr-watch-request", &[("name", name.into())]);
        let more = self.text("vr-watch-request-more");
        let answer = |yes| (TargetId::Watch(yes), Act::AnswerWatch(yes));
        let blocks =
            vec![Block::Heading(heading), Block::Lines(vec![more]), self.yes_no(answer(true), answer(false))];
        self.set(Key::WatchRequest(watcher.user), blocks)
    }

    fn question(&self, question: &Question) -> Panel {
        let id = question.id;
        let deed = |answer| Act::Answer { question: id, answer };
        let asked = match &question.prompt {
            Prompt::Prepared(prepared) => self.text(&format!("prompt-{}", prepared.slug())),
            Prompt::Own { text, .. } => self.drawable(text),
        };
        let skip =
            self.act(TargetId::Answer(id, Answer::Skipped), deed(Answer::Skipped), "vr-skip", Icon::Onward);
        let blocks = match question.prompt.answers() {
            AnswerKind::Scale => {
                let cell = |n| (TargetId::Answer(id, Answer::Scale(n)), Deed::Act(deed(Answer::Scale(n))));
                let cells = (0..=10).map(cell).collect();
                let mut blocks = self.scale(asked, cells, skip);
                if !matches!(question.prompt, Prompt::Prepared(Prepared::TensionNow)) {
                    // The ends of somebody's own scale are theirs to name.
                    if let Some(Block::Scale { low, high, .. }) = blocks.get_mut(1) {
                        (*low, *high) = (String::new(), String::new());
                    }
                }
                blocks
            }
            AnswerKind::YesNo => {
                let choice = |answer| (TargetId::Answer(id, answer), deed(answer));
                let mut blocks =
                    vec![Block::Heading(asked), self.yes_no(choice(Answer::Yes), choice(Answer::No))];
                if !matches!(question.prompt, Prompt::Prepared(Prepared::StayLonger)) {
                    blocks.push(Block::Choices(vec![skip]));
                }
                blocks
            }
        };
        self.set(Key::Question(id), blocks)
    }

    /// The marks low in view: what helps now, and the one way to calm (rule 5).
    fn marks(&self, card: bool) -> Option<Panel> {
        let state = self.state;
        let aside = match (state.phase, state.menu) {
            (Phase::Done, _) => None,
            _ if state.steering != Steering::Client => {
                Some(self.act(TargetId::TakeBack, Act::HandBack, "vr-take-back", Icon::Wheel))
            }
            (Phase::World, _) if state.question.is_some() || state.watch_request.is_some() => None,
            (Phase::World, None) => {
                Some(self.act(TargetId::Menu, Act::ShowMenu(Some(Menu::Main)), "vr-menu", Icon::Dots))
            }
            (Phase::World, Some(Menu::Main)) => {
                Some(self.act(TargetId::Unwell, Act::ShowMenu(Some(Menu::Unwell)), "vr-unwell", Icon::Heart))
            }
            (Phase::World, Some(Menu::Settings | Menu::Unwell)) => {
                Some(self.act(TargetId::Back, Act::ShowMenu(Some(Menu::Main)), "vr-back", Icon::Arrow))
            }
            (Phase::DiscomfortKind, _) => Some(self.act(TargetId::Skip, Act::Skip, "vr-skip", Icon::Onward)),
            _ if !state.watchers.is_empty() => Some(self.stop_watching()),
            _ => None,
        };
        let calm = match state.phase {
            Phase::Done | Phase::Held(_) => None,
            Phase::CalmEnd => Some(self.ending(TargetId::Leave, Act::Leave)),
            Phase::World if card || state.exercise.is_some() || state.steering != Steering::Client => {
                Some(self.act(TargetId::Calm, Act::Calm, "vr-calm", Icon::Leaf))
            }
            _ => Some(self.ending(TargetId::Calm, Act::Calm)),
        };
        let choices: Vec<Choice> = aside.into_iter().chain(calm).collect();
        (!choices.is_empty()).then(|| self.pills(choices))
    }

    fn ending(&self, id: TargetId, act: Act) -> Choice {
        let mut choice = self.act(id, act, "vr-stop", Icon::Cross);
        choice.patience = ENDING_PATIENCE;
        choice
    }

    fn pills(&self, choices: Vec<Choice>) -> Panel {
        let (height, gap) = (3.9, 2.6);
        let place = Place { aside_deg: 0.0, up_deg: -33.0, distance_m: 1.3 };
        let mut panel = empty(Key::Marks, Role::Marks, place);
        let mut left = 0.0;
        for choice in choices {
            let (target, picture, line, width) = pill(self.typeface, choice, left, height);
            panel.targets.push(target);
            panel.pictures.push(picture);
            panel.words.push(line);
            left += width + gap;
        }
        let all = left - gap;
        panel.size = vec2(all, height);
        centre(&mut panel, all);
        panel
    }

    /// Who watches or steers, always in view (rule 6).
    fn badge(&self) -> Option<Panel> {
        let first = self.state.watchers.first()?;
        let (icon, line) = match self.state.steering_name() {
            Some(name) => (Icon::Wheel, self.texts.with("vr-steering", &[("name", self.name(name).into())])),
            None => {
                let others = self.state.watchers.len() - 1;
                let values = [("name", self.name(&first.name).into()), ("others", others.into())];
                (Icon::Eye, self.texts.with("vr-watching", &values))
            }
        };
        let line = sentence(&line);
        let place = Place { aside_deg: 0.0, up_deg: 20.0, distance_m: 1.5 };
        let mut panel = empty(Key::Badge, Role::Badge, place);
        let height = 3.4;
        let width = self.typeface.width(&line) * BODY_CAP_DEG;
        panel.size = vec2(width + height + 1.9, height);
        let left = -panel.size.x / 2.0;
        let at = vec2(left + height / 2.0 + 0.2, 0.0);
        panel.pictures.push(crate::Picture { icon, at, size_deg: 2.1, of: None });
        let mut line = words(line, vec2(left + height + 0.5, 0.0), BODY_CAP_DEG, Weight::Full, None);
        line.from_left = true;
        panel.words.push(line);
        Some(panel)
    }

    /// "Breathe in", "breathe out", for the first minute; the world and its sound take over from there.
    fn breath(&self) -> Option<Panel> {
        let running = self.state.exercise.filter(|running| self.at.since(running.began) < BREATH_WORDS)?;
        let inhaling = running.breathing.inhaling(self.at);
        let line = self.text(if inhaling { "vr-breathe-in" } else { "vr-breathe-out" });
        let place = Place { aside_deg: 0.0, up_deg: -17.0, distance_m: 1.5 };
        let mut panel = empty(Key::Breath(inhaling), Role::Caption, place);
        let cap = 1.6;
        panel.size = vec2(self.typeface.width(&line) * cap + 3.6, cap * 2.6);
        panel.words.push(words(line, vec2(0.0, 0.0), cap, Weight::Full, None));
        Some(panel)
    }

    fn yes_no(&self, yes: (TargetId, Act), no: (TargetId, Act)) -> Block {
        Block::Choices(vec![
            self.act(yes.0, yes.1, "vr-yes", Icon::Tick),
            self.act(no.0, no.1, "vr-no", Icon::Cross),
        ])
    }

    fn act(&self, id: TargetId, act: Act, label: &str, icon: Icon) -> Choice {
        Choice::new(id, Deed::Act(act), self.text(label), icon)
    }

    fn set(&self, key: Key, blocks: Vec<Block>) -> Panel {
        card(self.typeface, key, blocks)
    }

    /// A name as it can be drawn; somebody whose name cannot is still somebody.
    fn name(&self, name: &str) -> String {
        let drawable = self.drawable(name);
        if drawable.trim().is_empty() {
            return self.text("vr-someone");
        }
        self.typeface.cut(drawable.trim(), NAME_CAPS)
    }

    /// The words with what the typeface cannot draw in plainer letters, or left out.
    fn drawable(&self, text: &str) -> String {
        text.chars()
            .map(|character| if self.typeface.has(character) { character } else { plainer(character) })
            .filter(|character| character.is_whitespace() || self.typeface.has(*character))
            .collect()
    }
}

/// The Latin letter without its mark, for the names of Dutch colleagues from further east than the typeface reaches.
fn plainer(letter: char) -> char {
    const PLAIN: [(&str, char); 22] = [
        ("ĀĂĄ", 'A'),
        ("āăą", 'a'),
        ("ĆČĊ", 'C'),
        ("ćčċ", 'c'),
        ("ĎĐ", 'D'),
        ("ďđ", 'd'),
        ("ĒĖĘĚ", 'E'),
        ("ēėęě", 'e'),
        ("ĞĢ", 'G'),
        ("ğģ", 'g'),
        ("İĪĮ", 'I'),
        ("īį", 'i'),
        ("ŁĽĹ", 'L'),
        ("łľĺ", 'l'),
        ("ŃŇŅ", 'N'),
        ("ńňņ", 'n'),
        ("ŚŞȘŠ", 'S'),
        ("śşșš", 's'),
        ("ŢȚŤ", 'T'),
        ("ţțť", 't'),
        ("ŹŻŽ", 'Z'),
        ("źżž", 'z'),
    ];
    const MORE: [(&str, char); 6] =
        [("ŐŌ", 'O'), ("őō", 'o'), ("ŰŮŪ", 'U'), ("űůū", 'u'), ("ŘŔ", 'R'), ("řŕ", 'r')];
    let plain = PLAIN.iter().chain(&MORE).find(|(marked, _)| marked.contains(letter));
    plain.map_or(letter, |(_, plain)| *plain)
}

/// The line with a capital, as a sentence begins.
fn sentence(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Moves what was laid out from the left edge on to around the middle.
fn centre(panel: &mut Panel, width: f32) {
    let by = vec2(-width / 2.0, 0.0);
    for target in &mut panel.targets {
        target.at += by;
        target.ring.0 += by;
    }
    panel.pictures.iter_mut().for_each(|picture| picture.at += by);
    panel.words.iter_mut().for_each(|words| words.at += by);
}

fn world_icon(world: World) -> Icon {
    match world {
        World::SunsetBeach => Icon::Waves,
    }
}
