//! The report of one session: what the client answered, what the heart did, what happened, and the score opened into its parts.

mod timeline;

use crate::{
    Error, Made, Reviewed,
    heart::duration,
    house::House,
    moment::wall_us,
    said,
    sheet::{Block, Sheet},
};
use care::{
    profile::{ALGORITHM, SessionProfile, StressScore},
    story::{Occurrence, Story, Stretch},
};
use charts::{Band, Point};
use core::fmt;
use texts::{Texts, Value};

/// What is known of a session.
#[derive(Clone)]
pub struct SessionFacts {
    /// The client's alias; `None` for an anonymous session.
    pub alias: Option<String>,
    /// The headset, or what recorded.
    pub device: String,
    /// Whether it is a recording of a sensor alone.
    pub recording: bool,
    /// When it was opened, µs since 1970 in universal time.
    pub opened_us: i64,
    /// What happened.
    pub story: Story,
    /// The heart, where it was measured.
    pub heart: HeartFacts,
    /// The score at its beginning and end; `None` where no world was entered.
    pub scored: Option<SessionProfile>,
    /// Whether a colleague noted an adverse event beside what the headset did.
    pub remarked: bool,
    /// The review of what went wrong.
    pub review: Option<Reviewed>,
}

impl fmt::Debug for SessionFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionFacts").finish_non_exhaustive()
    }
}

/// What the heart did in a session.
#[derive(Clone, Default, PartialEq)]
pub struct HeartFacts {
    /// Heart rate, beats per minute.
    pub rate: Vec<Point>,
    /// The stress indicator, 0 to 100.
    pub indicator: Vec<Point>,
    /// Its uncertainty.
    pub bands: Vec<Band>,
    /// Stretches without beats, with the id of the text that says why.
    pub gaps: Vec<Stretch<&'static str>>,
    /// How good the signal was, in seconds of each.
    pub quality: QualitySeconds,
    /// The version of the indicator's algorithm, where it gave a value.
    pub algorithm: Option<String>,
    /// Days on which the own rest was measured; 0 for none.
    pub rest_days: u32,
    /// Whether that is enough for it to be the client's own.
    pub rest_is_own: bool,
}

impl fmt::Debug for HeartFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeartFacts").finish_non_exhaustive()
    }
}

/// For how long the signal was how good, seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct QualitySeconds {
    /// Good.
    pub good: f64,
    /// Usable, with a warning.
    pub fair: f64,
    /// Too poor for a value.
    pub poor: f64,
}

/// The report of one session.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionReport(Sheet);

impl SessionReport {
    /// The report of a session.
    pub fn of(facts: &SessionFacts, made: &Made, texts: &Texts) -> SessionReport {
        let story = &facts.story;
        let finding = match facts.recording {
            true => texts.get("finding-recording"),
            false => said::finding(said::tension(story), texts),
        };
        let mut blocks = vec![Block::figure("timeline", timeline::scene(facts, &finding, texts))];
        let adverse = said::adverse_words(story, facts.remarked, texts);
        if !adverse.is_empty() {
            let what = texts.with("report-adverse", &[("names", adverse.join(", ").into())]);
            let lines = vec![what, said::review_word(facts.review.as_ref(), texts)];
            blocks.push(Block::Notice { title: texts.get("session-adverse-title"), lines });
        }
        blocks.push(Block::heading(texts.get("report-in-short")));
        blocks.push(Block::Pairs { rows: in_short(facts, texts) });
        blocks.extend(answers(story, texts));
        blocks.extend(gaps(facts, texts));
        if let Some(scored) = &facts.scored {
            blocks.push(Block::heading(texts.get("report-score-title")));
            blocks.push(Block::quiet(texts.get("profile-score-what")));
            blocks.push(score(&scored.begin, &scored.end, texts));
        }
        if !facts.heart.indicator.is_empty() {
            blocks.push(Block::quiet(rest(&facts.heart, texts)));
            blocks.push(Block::quiet(texts.get("indicator-compares")));
        }
        let algorithms = [Some(ALGORITHM), facts.heart.algorithm.as_deref()];
        let algorithms: Vec<&str> = algorithms.into_iter().flatten().collect();
        SessionReport(Sheet {
            language: texts.language().tag(),
            kind: texts.get("report-session"),
            finding,
            facts: heading_facts(facts, texts),
            blocks,
            claim: texts.get("report-not-validated"),
            made_with: said::made_with(made, &algorithms.join(", "), texts),
            made_us: wall_us(made.at_us),
        })
    }

    /// What the session says, in a sentence.
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

fn heading_facts(facts: &SessionFacts, texts: &Texts) -> Vec<String> {
    let from = said::moment(facts.opened_us, texts);
    let to = said::clock(facts.opened_us.saturating_add((facts.story.length_s * 1e6) as i64), texts);
    vec![
        facts.alias.clone().unwrap_or_else(|| texts.get("anonymous")),
        texts.with("session-from-to", &[("from", from.into()), ("to", to.into())]),
        duration(facts.story.length_s, texts),
        facts.device.clone(),
    ]
}

fn in_short(facts: &SessionFacts, texts: &Texts) -> Vec<(String, String)> {
    let story = &facts.story;
    let mut rows = Vec::new();
    let mut row = |id: &str, words: String| rows.push((texts.get(id), words));
    if !facts.recording {
        let tension = tension_words(said::tension(story), texts);
        row("session-tension", said::marked(tension, story.ratings.by_colleague(), texts));
        row("report-checked", said::discomfort_word(story, texts));
    }
    let worlds = story.worlds.iter().map(|world| {
        said::lasting(&said::world_word(world.what.slug(), texts), world.to_s - world.from_s, texts)
    });
    let worlds: Vec<String> = worlds.collect();
    if !worlds.is_empty() {
        row("track-world", worlds.join("; "));
    }
    let exercises = story.exercises.iter().map(|exercise| {
        let (what, pace) = exercise.what;
        let values = [
            ("name", said::exercise_word(what.slug(), texts).into()),
            ("pace", said::pace(pace, texts).into()),
        ];
        said::lasting(&texts.with("track-exercise-pace", &values), exercise.to_s - exercise.from_s, texts)
    });
    let exercises: Vec<String> = exercises.collect();
    if !exercises.is_empty() {
        row("track-exercise", exercises.join("; "));
    }
    let steered = story.steering.iter().filter_map(|stretch| {
        Some(said::lasting(stretch.what.as_deref()?, stretch.to_s - stretch.from_s, texts))
    });
    let steered: Vec<String> = steered.collect();
    if !steered.is_empty() {
        row("report-steered", steered.join("; "));
    }
    row("heart-rate", rate_words(&facts.heart, texts));
    if !facts.heart.rate.is_empty() {
        row("heart-quality", quality_words(&facts.heart, texts));
    }
    rows
}

/// Points with the scale: never a bare percentage (rule 15).
fn tension_words((before, after): (Option<u8>, Option<u8>), texts: &Texts) -> String {
    let (Some(before), Some(after)) = (before, after) else { return texts.get("report-tension-missing") };
    let points = i16::from(after) - i16::from(before);
    let id = match points {
        ..0 => "report-tension-lower",
        0 => "report-tension-same",
        1.. => "report-tension-higher",
    };
    texts.with(
        id,
        &[
            ("before", Value::from(before)),
            ("after", after.into()),
            ("points", u32::from(points.unsigned_abs()).into()),
        ],
    )
}

fn rate_words(heart: &HeartFacts, texts: &Texts) -> String {
    if heart.rate.is_empty() {
        return texts.get("report-heart-none");
    }
    let values = || heart.rate.iter().map(|point| point.value);
    let mean = values().sum::<f64>() / heart.rate.len() as f64;
    let (low, high) = (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
    texts.with(
        "report-heart-rate",
        &[
            ("mean", texts.decimal(mean, 0).into()),
            ("low", texts.decimal(low, 0).into()),
            ("high", texts.decimal(high, 0).into()),
        ],
    )
}

fn quality_words(heart: &HeartFacts, texts: &Texts) -> String {
    let QualitySeconds { good, fair, poor } = heart.quality;
    let missing: f64 = heart.gaps.iter().map(|gap| gap.to_s - gap.from_s).sum();
    let all = (good + fair + poor + missing).max(1.0);
    let share = |seconds: f64| texts.decimal(100.0 * seconds / all, 0);
    texts.with(
        "report-quality",
        &[
            ("good", share(good).into()),
            ("fair", share(fair).into()),
            ("poor", share(poor).into()),
            ("missing", share(missing).into()),
        ],
    )
}

fn rest(heart: &HeartFacts, texts: &Texts) -> String {
    let id = match (heart.rest_days, heart.rest_is_own) {
        (0, _) => "parts-rest-none",
        (_, false) => "parts-rest-provisional",
        (_, true) => "parts-rest-own",
    };
    texts.with(id, &[("days", heart.rest_days.into())])
}

/// Questions that were put in the session with their answers.
fn answers(story: &Story, texts: &Texts) -> Option<Block> {
    let rows = story.happenings.iter().filter_map(|happening| match &happening.what {
        Occurrence::Answered(prompt, answer) => {
            Some(vec![said::prompt_word(prompt, texts), said::reply_word(prompt, *answer, texts)])
        }
        _ => None,
    });
    let rows: Vec<Vec<String>> = rows.collect();
    (!rows.is_empty()).then(|| Block::Table {
        title: texts.get("report-answers"),
        columns: vec![texts.get("report-question"), texts.get("report-answer")],
        rows,
    })
}

/// When the heart was not measured, and why.
fn gaps(facts: &SessionFacts, texts: &Texts) -> Option<Block> {
    let clock = |at_s: f64| said::clock(facts.opened_us.saturating_add((at_s * 1e6) as i64), texts);
    let rows = facts.heart.gaps.iter().map(|gap| {
        let from_to = [("from", clock(gap.from_s).into()), ("to", clock(gap.to_s).into())];
        vec![
            texts.with("session-from-to", &from_to),
            duration(gap.to_s - gap.from_s, texts),
            texts.get(gap.what),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    // Without a strap there is one gap from end to end, and it says nothing.
    (!rows.is_empty() && !facts.heart.rate.is_empty()).then(|| Block::Table {
        title: texts.get("report-gaps"),
        columns: vec![texts.get("session-when"), texts.get("report-how-long"), texts.get("report-why")],
        rows,
    })
}

/// Both scores with their parts, what is missing among them.
fn score(begin: &StressScore, end: &StressScore, texts: &Texts) -> Block {
    let mut rows = vec![vec![
        texts.get("report-score-whole"),
        said::score_word(begin, texts),
        said::score_word(end, texts),
    ]];
    for (one, other) in begin.parts.iter().zip(&end.parts) {
        let (name, first) = said::part_words(one, texts);
        rows.push(vec![name, first, said::part_words(other, texts).1]);
    }
    Block::Table {
        title: texts.get("profile-parts"),
        columns: vec![texts.get("profile-part"), texts.get("profile-begin"), texts.get("profile-end")],
        rows,
    }
}
