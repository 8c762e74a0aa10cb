//! `luwte hrv`: a heart report of recordings, as a person in the lab expects it. Nothing is stored and no server is needed.

use super::{
    Failed,
    language::{language, of_terminal},
};
use ::hrv::{Analysis, Report, files};
use ::report::{HeartReport, Row, Source};
use clap::Args;
use serde::Serialize;
use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};
use texts::{Language, Texts};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Recordings: RR text (Kubios), HRV Logger, Polar .hrm, FIT, EDF+ or Open mHealth; which is seen by itself
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print JSON instead, for programs: one object, or a list of them for several files
    #[arg(long)]
    json: bool,
    /// Also draw the report of one recording on a page: .svg, .png or .pdf, by its ending
    #[arg(long, value_name = "PICTURE", value_parser = picture)]
    picture: Option<Picture>,
    /// The language of the table and the page; without it that of the terminal, else English
    #[arg(long, value_name = "nl|en", value_parser = language)]
    language: Option<Language>,
}

/// A page to be written.
#[derive(Clone, Debug)]
struct Picture {
    file: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Svg,
    Png,
    Pdf,
}

fn picture(name: &str) -> Result<Picture, String> {
    let file = PathBuf::from(name);
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let kind = match ending.as_deref() {
        Some("svg") => Kind::Svg,
        Some("png") => Kind::Png,
        Some("pdf") => Kind::Pdf,
        _ => return Err("its name must end in .svg, .png or .pdf".to_owned()),
    };
    Ok(Picture { file, kind })
}

/// A report and the file that it is of.
#[derive(Serialize)]
struct Told<'a> {
    file: &'a Path,
    #[serde(flatten)]
    report: &'a Report,
}

/// A recording that was read and analysed.
struct Read<'a> {
    file: &'a PathBuf,
    start_us: Option<i64>,
    analysis: Analysis,
    report: Report,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    if arguments.picture.is_some() && arguments.files.len() > 1 {
        return Err(Failed::asked_words("a picture shows one recording: name one file"));
    }
    let texts = Texts::new(arguments.language.unwrap_or_else(of_terminal));
    let mut progress = Progress::new(arguments.files.len());
    let mut all = Vec::with_capacity(arguments.files.len());
    for file in &arguments.files {
        all.push(read(file, &mut progress)?);
    }
    if let (Some(picture), Some(first)) = (&arguments.picture, all.first()) {
        progress.says(first.file, "drawing the page");
        draw(picture, &first.page(&texts))?;
    }
    progress.clear();
    let told = if arguments.json { as_json(&all)? } else { as_text(&all, &texts) };
    // Whoever reads only the first lines, as `head` does, is not wrong.
    let _ = std::io::stdout().write_all(told.as_bytes());
    Ok(())
}

fn read<'a>(file: &'a PathBuf, progress: &mut Progress) -> Result<Read<'a>, Failed> {
    let wrong = |why: String| Failed::asked_words(format!("{}: {why}", file.display()));
    progress.next(file);
    let bytes = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let recording = files::read(&bytes).map_err(|error| wrong(error.to_string()))?;
    progress.says(file, &format!("analysing {} intervals", recording.intervals.len()));
    let analysis = Analysis::of(&recording.intervals);
    progress.says(file, "measuring");
    let report = analysis.report();
    Ok(Read { file, start_us: recording.start_us, analysis, report })
}

impl Read<'_> {
    fn page(&self, texts: &Texts) -> HeartReport {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy();
        let source = Source {
            name: name.into_owned(),
            start_us: self.start_us,
            made_us: crate::clock::wall_us(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        HeartReport::of(&source, &self.analysis, &self.report, texts)
    }
}

fn draw(picture: &Picture, page: &HeartReport) -> Result<(), Failed> {
    let bytes = match picture.kind {
        Kind::Svg => Ok(page.svg().into_bytes()),
        Kind::Png => page.png(),
        Kind::Pdf => page.pdf(),
    };
    std::fs::write(&picture.file, bytes.map_err(Failed::ran)?)
        .map_err(|error| Failed::ran_words(format!("{}: {error}", picture.file.display())))
}

/// One line on the terminal that says what is being done; silent elsewhere.
struct Progress {
    seen: bool,
    planned: usize,
    begun: usize,
}

impl Progress {
    fn new(planned: usize) -> Self {
        Progress { seen: std::io::stderr().is_terminal(), planned, begun: 0 }
    }

    fn next(&mut self, file: &Path) {
        self.begun += 1;
        self.says(file, "reading");
    }

    fn says(&self, file: &Path, what: &str) {
        if self.seen {
            eprint!("\r\x1b[2K{}/{} {}: {what} …", self.begun, self.planned, file.display());
        }
    }

    fn clear(&self) {
        if self.seen {
            eprint!("\r\x1b[2K");
        }
    }
}

impl Drop for Progress {
    /// An error stands on a line of its own.
    fn drop(&mut self) {
        self.clear();
    }
}

fn as_json(all: &[Read<'_>]) -> Result<String, Failed> {
    let told: Vec<_> = all.iter().map(|it| Told { file: it.file, report: &it.report }).collect();
    let text = match told.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    text.map(|text| text + "\n").map_err(Failed::ran)
}

fn as_text(all: &[Read<'_>], texts: &Texts) -> String {
    all.iter().map(|it| one_as_text(it.file, &it.page(texts), texts)).collect::<Vec<_>>().join("\n")
}

fn one_as_text(file: &Path, page: &HeartReport, texts: &Texts) -> String {
    let heads = [String::new(), texts.get("report-table-raw"), texts.get("report-table-corrected")];
    let rows: Vec<&Row> = page.groups().iter().flat_map(|group| &group.rows).collect();
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let line = |name: &str, raw: &str, corrected: &str, unit: &str| {
        format!("  {name:<width$} {raw:>12} {corrected:>12} {unit}").trim_end().to_owned()
    };
    let mut lines = vec![
        file.display().to_string(),
        format!("  {}", page.facts().join(", ")),
        format!("  {}", page.finding()),
        String::new(),
        line(&heads[0], &heads[1], &heads[2], ""),
    ];
    lines.extend(rows.iter().map(|row| line(&row.name, &row.raw, &row.corrected, &row.unit)));
    let artefacts: Vec<_> = page.artefacts().collect();
    if !artefacts.is_empty() {
        lines.push(format!("\n  {}", artefacts.join(", ")));
    }
    if !page.cautions().is_empty() {
        lines.push(format!("\n  {}", texts.get("report-heart-care")));
        lines.extend(page.cautions().iter().map(|caution| format!("  - {caution}")));
    }
    lines.push(format!("\n  {} · {}\n", page.made_with(), page.not_medical()));
    lines.join("\n")
}
