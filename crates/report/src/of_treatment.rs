//! The report of a treatment: every session's tension before and after, what works for this client, the score's course, and
//! what went wrong.

use crate::{
    Error, Made, Reviewed,
    heart::duration,
    house::House,
    moment::wall_us,
    said,
    sheet::{Block, Sheet, TEXT_PX, WIDTH_PX},
};
use care::{
    profile::{Profile, Said, SessionProfile, Trend, Used, Works},
    story::Story,
};
use charts::{BeforeAfter, Pair};
use core::fmt;
use texts::{Texts, Value};

/// What is known of a treatment.
#[derive(Clone)]
pub struct TreatmentFacts {
    /// The client's alias.
    pub alias: String,
    /// Its sessions, oldest first; recordings without a headset and sessions that go on are left out.
    pub sessions: Vec<SessionOfTreatment>,
    /// What follows from them.
    pub profile: Profile,
}

impl fmt::Debug for TreatmentFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TreatmentFacts").field("sessions", &self.sessions.len()).finish_non_exhaustive()
    }
}

/// One of its sessions.
#[derive(Clone, Debug)]
pub struct SessionOfTreatment {
    /// When it was opened, µs since 1970 in universal time.
    pub opened_us: i64,
    /// What happened.
    pub story: Story,
    /// Whether a colleague noted an adverse event beside what the headset did.
    pub remarked: bool,
    /// The review of what went wrong.
    pub review: Option<Reviewed>,
}

/// The report of a treatment.
#[derive(Clone, Debug, PartialEq)]
pub struct TreatmentReport(Sheet);

impl TreatmentReport {
    /// The report of a treatment.
    pub fn of(facts: &TreatmentFacts, made: &Made, texts: &Texts) -> TreatmentReport {
        let changes = Changes::of(&facts.sessions);
        let finding = changes.finding(texts);
        let mut blocks = vec![
            Block::figure("tension", before_after(facts, &finding, texts)),
            Block::quiet(changes.mean(texts)),
        ];
        blocks.extend(adverse(&facts.sessions, texts));
        let Profile { algorithm, sessions, worlds, exercises, trend, works } = &facts.profile;
        if !works.is_empty() {
            blocks.push(Block::heading(works_finding(works, texts)));
            blocks.push(Block::quiet(texts.get("profile-works-what")));
            blocks.push(works_table(works, texts));
        }
        if !sessions.is_empty() {
            blocks.push(Block::heading(trend_finding(trend.as_ref(), texts)));
            blocks.push(Block::quiet(texts.get("profile-score-what")));
        }
        blocks.push(sessions_table(&facts.sessions, sessions, texts));
        if !worlds.is_empty() {
            blocks.push(used_table(worlds, exercises, texts));
        }
        let n = facts.sessions.len();
        let mut heading = vec![facts.alias.clone(), texts.with("count-sessions", &[("n", n.into())])];
        if let (Some(first), Some(last)) = (facts.sessions.first(), facts.sessions.last()) {
            let (from, to) = (said::day(first.opened_us, texts), said::day(last.opened_us, texts));
            heading.push(match from == to {
                true => from,
                false => texts.with("session-from-to", &[("from", from.into()), ("to", to.into())]),
            });
        }
        TreatmentReport(Sheet {
            language: texts.language().tag(),
            kind: texts.get("report-treatment"),
            finding,
            facts: heading,
            blocks,
            claim: texts.get("report-not-validated"),
            made_with: said::made_with(made, algorithm, texts),
            made_us: wall_us(made.at_us),
        })
    }

    /// What the treatment says, in a sentence.
    pub fn finding(&self) -> &str {
        &self.0.finding
    }

    /// The pages in an institution's house style as an accessible PDF (PDF/UA-1 and PDF/A-2a).
    ///
    /// # Errors
    /// When a page cannot be set.
    pub fn pdf(&self, house: &House) -> Result<Vec<u8>, Error> {
        self.0.pdf(house)
    }
}

/// How tension changed over sessions with an answer before and after, both the client's own.
struct Changes {
    n: usize,
    lower: usize,
    /// Points of 0 to 10; positive is lower after.
    mean_drop: f64,
}

impl Changes {
    fn of(sessions: &[SessionOfTreatment]) -> Changes {
        let drops = sessions.iter().filter_map(|session| {
            let (before, after) = said::own_tension(&session.story);
            Some(f64::from(before?) - f64::from(after?))
        });
        let drops: Vec<f64> = drops.collect();
        Changes {
            n: drops.len(),
            lower: drops.iter().filter(|drop| **drop > 0.0).count(),
            mean_drop: drops.iter().sum::<f64>() / drops.len().max(1) as f64,
        }
    }

    fn finding(&self, texts: &Texts) -> String {
        match (self.n, self.lower) {
            (0, _) => texts.get("summary-none"),
            (1, 1) => texts.get("summary-one-lower"),
            (1, _) => texts.get("summary-one-not-lower"),
            (n, lower) => texts.with("summary-lower", &[("lower", lower.into()), ("n", n.into())]),
        }
    }

    fn mean(&self, texts: &Texts) -> String {
        if self.n == 0 {
            return texts.get("summary-none-more");
        }
        let id = match self.mean_drop {
            drop if drop > 0.049 => "summary-mean-lower",
            drop if drop < -0.049 => "summary-mean-higher",
            _ => "summary-mean-same",
        };
        let points = texts.decimal(self.mean_drop.abs(), 1);
        texts.with(id, &[("points", points.into()), ("n", Value::from(self.n))])
    }
}

fn before_after(facts: &TreatmentFacts, finding: &str, texts: &Texts) -> charts::Scene {
    let last = facts.sessions.len().saturating_sub(1);
    let pairs = facts.sessions.iter().enumerate().map(|(at, session)| {
        let (before, after) = said::own_tension(&session.story);
        // Day and month: the year stands above.
        let day = said::day(session.opened_us, texts);
        let label = day.split(' ').skip(1).take(2).collect::<Vec<_>>().join(" ");
        Pair { label, before, after, current: at == last }
    });
    let words = |id: &str| texts.get(id);
    let mut scene = BeforeAfter {
        title: words("report-tension-course"),
        pairs: pairs.collect(),
        scale_max: 10,
        before_word: words("tension-before-word"),
        after_word: words("tension-after-word"),
        same_word: words("tension-same-word"),
        missing_word: words("not-answered"),
        date_word: words("session-when"),
    }
    .scene(WIDTH_PX, TEXT_PX);
    scene.description = finding.to_owned();
    scene
}

/// Every adverse event with its review, or that nobody has looked yet.
fn adverse(sessions: &[SessionOfTreatment], texts: &Texts) -> Option<Block> {
    let rows = sessions.iter().filter_map(|session| {
        let words = said::adverse_words(&session.story, session.remarked, texts);
        (!words.is_empty()).then(|| {
            vec![
                said::day(session.opened_us, texts),
                words.join(", "),
                said::review_word(session.review.as_ref(), texts),
            ]
        })
    });
    let rows: Vec<Vec<String>> = rows.collect();
    (!rows.is_empty()).then(|| Block::Table {
        title: texts.get("report-adverse-title"),
        columns: vec![
            texts.get("session-when"),
            texts.get("report-adverse-what"),
            texts.get("report-review"),
        ],
        rows,
    })
}

fn used_name(slug: &str, exercise: bool, texts: &Texts) -> String {
    if exercise { said::exercise_word(slug, texts) } else { said::world_word(slug, texts) }
}

fn works_finding(works: &[Works], texts: &Texts) -> String {
    match works.iter().find(|works| works.said == Said::Lower) {
        Some(best) => {
            let name = used_name(&best.slug, best.exercise, texts);
            texts.with("profile-works-found", &[("name", name.into())])
        }
        None => texts.get("profile-works-none"),
    }
}

fn works_table(works: &[Works], texts: &Texts) -> Block {
    let points = |value: f64| texts.decimal(value, 1);
    let row = |works: &Works| {
        let said = match works.said {
            Said::TooEarly => "profile-said-too-early",
            Said::Unclear => "profile-said-unclear",
            Said::Lower => "profile-said-lower",
            Said::Higher => "profile-said-higher",
        };
        let expected = [
            ("value", points(works.expected).into()),
            ("low", points(works.low).into()),
            ("high", points(works.high).into()),
        ];
        vec![
            used_name(&works.slug, works.exercise, texts),
            works.n.to_string(),
            points(works.mean),
            texts.with("profile-expected", &expected),
            texts.get(said),
        ]
    };
    let columns = ["name", "n", "mean", "expected", "said"];
    Block::Table {
        title: String::new(),
        columns: columns.iter().map(|column| texts.get(&format!("profile-works-{column}"))).collect(),
        rows: works.iter().map(row).collect(),
    }
}

fn trend_finding(trend: Option<&Trend>, texts: &Texts) -> String {
    let Some(Trend { per_week, interval, n }) = trend else { return texts.get("profile-trend-too-few") };
    let points = texts.decimal(per_week.abs(), 1);
    let id = match interval {
        None => "profile-trend-early",
        Some((_, high)) if *high < 0.0 => "profile-trend-lower",
        Some((low, _)) if *low > 0.0 => "profile-trend-higher",
        Some(_) => "profile-trend-unclear",
    };
    let finding = texts.with(id, &[("points", points.into()), ("n", (*n).into())]);
    match interval {
        Some((low, high)) => {
            let range = [("low", texts.decimal(*low, 1).into()), ("high", texts.decimal(*high, 1).into())];
            format!("{finding} {}", texts.with("report-trend-range", &range))
        }
        None => finding,
    }
}

/// Every session, the newest last, with its score where it has one.
fn sessions_table(sessions: &[SessionOfTreatment], scored: &[SessionProfile], texts: &Texts) -> Block {
    let row = |session: &SessionOfTreatment| {
        let tension = match said::tension(&session.story) {
            (Some(before), Some(after)) => {
                texts.with("report-tension-both", &[("before", Value::from(before)), ("after", after.into())])
            }
            (Some(before), None) => texts.with("tension-only-before", &[("before", before.into())]),
            (None, Some(after)) => texts.with("tension-only-after", &[("after", after.into())]),
            (None, None) => texts.get("tension-neither"),
        };
        let found = scored.iter().find(|scored| scored.opened_us == session.opened_us);
        let score = |of: fn(&SessionProfile) -> &care::profile::StressScore| {
            found.map_or_else(|| texts.get("profile-none"), |scored| said::score_word(of(scored), texts))
        };
        vec![
            said::moment(session.opened_us, texts),
            duration(session.story.length_s, texts),
            said::marked(tension, session.story.ratings.by_colleague(), texts),
            said::discomfort_word(&session.story, texts),
            score(|scored| &scored.begin),
            score(|scored| &scored.end),
        ]
    };
    Block::Table {
        title: texts.get("client-sessions"),
        columns: vec![
            texts.get("session-when"),
            texts.get("report-how-long"),
            texts.get("session-tension"),
            texts.get("report-checked"),
            texts.get("report-score-begin"),
            texts.get("report-score-end"),
        ],
        rows: sessions.iter().map(row).collect(),
    }
}

fn used_table(worlds: &[Used], exercises: &[Used], texts: &Texts) -> Block {
    let row = |(used, exercise): (&Used, bool)| {
        vec![
            used_name(&used.slug, exercise, texts),
            duration(used.seconds, texts),
            texts.with("count-sessions", &[("n", used.times.into())]),
        ]
    };
    let all = worlds.iter().map(|used| (used, false)).chain(exercises.iter().map(|used| (used, true)));
    Block::Table {
        title: texts.get("profile-did"),
        columns: vec![
            texts.get("profile-works-name"),
            texts.get("report-how-long"),
            texts.get("profile-works-n"),
        ],
        rows: all.map(row).collect(),
    }
}
