//! The evaluation of a pilot on paper: for team and management, with what goes back to the provider.

use super::Paper;
use crate::{
    Error, House, Made,
    sheet::{Block, Sheet, TEXT_PX, WIDTH_PX},
};
use charts::{Column, Columns};
use texts::Texts;
use toolkit::{
    guide::{self, Category, Monitored, Part},
    project::{Figure, Figures, FilledLine, SeenProject, Verdict, items},
};

/// As many weeks as stand beside each other on paper.
const WEEKS_SHOWN: usize = 13;
const CATEGORIES: [(Category, &str); 6] = [
    (Category::Reach, "category-reach"),
    (Category::Dose, "category-dose"),
    (Category::Adaptation, "category-adaptation"),
    (Category::Quality, "category-quality"),
    (Category::Satisfaction, "category-satisfaction"),
    (Category::Context, "category-context"),
];

/// The evaluation of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation(Sheet);

impl Evaluation {
    /// The evaluation from the monitoring list as it is filled now.
    pub fn of(seen: &SeenProject, figures: &Figures, made: &Made, texts: &Texts) -> Evaluation {
        let paper = Paper { seen, texts };
        let project = &seen.project;
        let mut blocks = vec![Block::Text { words: project.goal.clone(), quiet: false }];
        blocks.extend(decision(&paper));
        blocks.extend(weeks(&paper, figures));
        blocks.push(Block::quiet(paper.get("evaluation-honest")));
        blocks.push(progress(&paper));
        for (part, title) in
            [(Part::Intervention, "project-intervention"), (Part::Implementation, "project-implementation")]
        {
            let rows = CATEGORIES.into_iter().flat_map(|(category, name)| {
                let row = |item: &'static Monitored| {
                    let line = figures.lines.iter().find(|line| line.item == item.id)?;
                    Some(vec![paper.get(name), paper.said(&item.what).to_owned(), told(&paper, item, line)])
                };
                items(part, category).filter_map(row).collect::<Vec<_>>()
            });
            blocks.push(Block::heading(paper.get(title)));
            blocks.push(Block::Table {
                title: String::new(),
                columns: ["evaluation-part", "evaluation-question", "evaluation-found"]
                    .map(|id| paper.get(id))
                    .to_vec(),
                rows: rows.collect(),
            });
        }
        blocks.extend(design(&paper));
        blocks.extend(to_provider(&paper, figures));
        blocks.push(Block::heading(paper.get("evaluation-validator")));
        blocks.push(Block::Text { words: validator(&paper), quiet: false });
        let facts = vec![
            project.name.clone(),
            texts.with(
                "project-period",
                &[("from", paper.day(figures.from).into()), ("until", paper.day(figures.until).into())],
            ),
            paper.phase(project.phase()),
        ];
        let finding = finding(&paper, figures);
        Evaluation(paper.sheet(("evaluation-kind", "evaluation-claim"), finding, facts, blocks, made))
    }

    /// What it says, in a sentence.
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

/// The figure with this name in the line of an item.
fn value(figures: &Figures, item: &str, name: &str) -> Option<f64> {
    let line = figures.lines.iter().find(|line| line.item == item)?;
    line.figures.iter().find(|figure| figure.name == name)?.value
}

fn finding(paper: &Paper, figures: &Figures) -> String {
    let sessions = value(figures, "i-dose-sessions", "sessions");
    let clients = value(figures, "i-reach-clients", "clients");
    match (sessions, clients) {
        (Some(0.0), _) => paper.get("evaluation-finding-none"),
        (Some(sessions), Some(clients)) => {
            let values = [("sessions", sessions.into()), ("clients", clients.into())];
            paper.texts.with("evaluation-finding", &values)
        }
        _ => paper.get("evaluation-finding-few"),
    }
}

fn decision(paper: &Paper) -> Option<Block> {
    let decision = paper.seen.project.decision.as_ref()?;
    let id = match decision.verdict {
        Verdict::GoOn => "project-verdict-go-on",
        Verdict::Change => "project-verdict-change",
        Verdict::Stop => "project-verdict-stop",
    };
    let values = [("day", paper.day(decision.on).into()), ("who", paper.name(decision.by).into())];
    Some(Block::Notice { title: paper.texts.with(id, &values), lines: vec![decision.words.clone()] })
}

fn weeks(paper: &Paper, figures: &Figures) -> Option<Block> {
    let from = figures.weeks.len().saturating_sub(WEEKS_SHOWN);
    let weeks = figures.weeks.get(from..).filter(|weeks| !weeks.is_empty())?;
    let columns = weeks.iter().map(|week| {
        let (_, month, day) = week.monday.civil();
        Column {
            name: format!("{day}-{month}"),
            note: String::new(),
            value: f64::from(week.sessions),
            label: week.sessions.to_string(),
        }
    });
    let scene = Columns {
        title: paper.texts.with("project-weeks", &[("n", figures.weeks_each.into())]),
        columns: columns.collect(),
        heads: [paper.get("project-week"), String::new(), paper.get("use-sessions")],
    };
    Some(Block::figure("weeks", scene.scene(WIDTH_PX, TEXT_PX)))
}

fn progress(paper: &Paper) -> Block {
    let project = &paper.seen.project;
    let rows = toolkit::project::PhaseId::ALL.into_iter().map(|phase| {
        let progress = project.progress(phase);
        let values = [("done", progress.done.into()), ("of", progress.of.into())];
        let since = project.began(phase).map(|day| paper.day(day));
        vec![
            paper.phase(phase),
            since.unwrap_or_else(|| paper.get("project-not-yet")),
            paper.texts.with("project-progress", &values),
        ]
    });
    Block::Table {
        title: paper.get("project-phases"),
        columns: ["evaluation-phase", "agreements-since", "evaluation-tasks"]
            .map(|id| paper.get(id))
            .to_vec(),
        rows: rows.collect(),
    }
}

/// What is known of an item, in sentences after each other.
fn told(paper: &Paper, item: &Monitored, line: &FilledLine) -> String {
    let mut parts: Vec<String> = line.figures.iter().map(|figure| figure_words(paper, figure)).collect();
    if let Some(mean) = line.mean {
        let values = [("mean", paper.texts.decimal(mean.mean, 1).into()), ("n", mean.n.into())];
        parts.push(paper.texts.with("figure-mean", &values));
    }
    for spread in &line.spread {
        let choices = item.asked.as_ref().map_or(&[][..], |asked| asked.choices);
        if let Some(choice) = spread.answer.parse::<usize>().ok().and_then(|place| choices.get(place)) {
            parts.push(format!("{}: {}", paper.said(choice), spread.times));
        }
    }
    for spread in &line.influences {
        if let Some(influence) = guide::INFLUENCES.iter().find(|it| it.id == spread.answer) {
            let words = paper.said(&influence.text).trim_end_matches('.');
            parts.push(format!("{words} ({} ×; CFIR: {})", spread.times, influence.construct));
        }
    }
    parts.extend(line.said.iter().map(|words| format!("“{words}”")));
    if item.asked.is_some() && line.answered.is_none() {
        parts.push(paper.get("figure-answered-few"));
    }
    if parts.is_empty() {
        let id = if item.asked.is_some() { "figure-answered-none" } else { "figure-none" };
        return paper.get(id);
    }
    let ended = |words: &String| words.ends_with(['.', '”', '?']);
    parts
        .iter()
        .map(|words| if ended(words) { words.clone() } else { format!("{words}.") })
        .collect::<Vec<_>>()
        .join(" ")
}

fn figure_words(paper: &Paper, figure: &Figure) -> String {
    let value = match figure.value {
        None => paper.get("figure-few"),
        Some(value) => paper.texts.decimal(value, usize::from(value.fract().abs() > 0.0)),
    };
    let about = figure.about.as_deref().and_then(|about| match figure.name.as_str() {
        "indication" => guide::INDICATIONS.iter().find(|it| it.id == about).map(|it| paper.said(&it.title)),
        _ => guide::PHASES.iter().find(|it| it.id == about).map(|it| paper.said(&it.title)),
    });
    let values = [("value", value.into()), ("about", about.unwrap_or_default().into())];
    paper.texts.with(&format!("figure-{}", figure.name), &values)
}

/// What clients said about the design, and what was adapted.
fn design(paper: &Paper) -> Vec<Block> {
    let project = &paper.seen.project;
    let mut blocks = Vec::new();
    if !project.says.is_empty() {
        let row = |say: &toolkit::project::Say| {
            let clients = paper.texts.with("project-say-clients", &[("n", say.clients.into())]);
            (format!("{}, {clients}", paper.day(say.on)), say.words.clone())
        };
        blocks.push(Block::heading(paper.get("project-clients")));
        blocks.push(Block::Pairs { rows: project.says.iter().map(row).collect() });
    }
    if !project.adapted.is_empty() {
        let row = |it: &toolkit::project::Adapted| {
            let name = guide::product(&it.product).map_or("", |product| paper.said(&product.title));
            (name.to_owned(), it.words.clone())
        };
        blocks.push(Block::heading(paper.get("project-adapted")));
        blocks.push(Block::Pairs { rows: project.adapted.iter().map(row).collect() });
    }
    blocks
}

/// What goes back to the provider: what hindered and helped of the thing itself, faults, and in whose words.
fn to_provider(paper: &Paper, figures: &Figures) -> Vec<Block> {
    let of_provider = |id: &str| {
        let influence = guide::INFLUENCES.iter().find(|it| it.id == id)?;
        (influence.domain == guide::Domain::Innovation).then(|| paper.said(&influence.text).to_owned())
    };
    let mut lines: Vec<String> = figures
        .lines
        .iter()
        .flat_map(|line| &line.influences)
        .filter_map(|spread| of_provider(&spread.answer))
        .collect();
    lines.sort();
    lines.dedup();
    if let Some(faults) = value(figures, "i-context-harder", "faults") {
        let value = paper.texts.decimal(faults, 0);
        lines.push(paper.texts.with("figure-faults", &[("value", value.into()), ("about", "".into())]));
    }
    let words = figures
        .lines
        .iter()
        .filter(|line| line.item.starts_with("i-satisfaction"))
        .flat_map(|line| &line.said);
    lines.extend(words.map(|words| format!("“{words}”")));
    vec![
        Block::heading(paper.get("evaluation-provider")),
        Block::quiet(paper.get("evaluation-provider-more")),
        Block::Pairs {
            rows: (1..).zip(lines).map(|(number, line): (u32, _)| (number.to_string(), line)).collect(),
        },
    ]
}

/// Who checks the figures, or that nobody does yet.
fn validator(paper: &Paper) -> String {
    match paper.seen.project.holders("effect-validator").next() {
        Some(held) => paper.texts.with("evaluation-validated-by", &[("who", paper.name(held.user).into())]),
        None => paper.get("evaluation-not-validated"),
    }
}
