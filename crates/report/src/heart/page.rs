//! The heart report as one SVG page in the proportions of A4.

use std::fmt::Write as _;

use base64::Engine as _;
use charts::{Ink, Scene, text_width_px};

use super::{Group, HeartReport};
use crate::font;
use crate::palette::{WAIT_SOFT, colour};

/// A4 at 96 pixels an inch.
pub(crate) const PAGE_PX: (f64, f64) = (794.0, 1_123.0);
const MARGIN_PX: f64 = 56.0;
const WIDTH_PX: f64 = PAGE_PX.0 - 2.0 * MARGIN_PX;
/// The sizes of letters: the finding, and everything else.
const TITLE_PX: f64 = 24.0;
const TEXT_PX: f64 = 12.0;
const LEAD_PX: f64 = 16.5;
/// Between the two figures that stand side by side.
const BETWEEN_PX: f64 = 32.0;
/// What stands around the figures on a page without cautions: head, headings, table and foot.
const AROUND_PX: f64 = 622.0;
/// How much cautions take with their surroundings, and each of their lines.
const CAUTION_PX: f64 = 53.0;

/// The figures in the room that the cautions leave on one page.
pub(crate) struct Figures {
    /// Across the whole page.
    pub(crate) tachogram: Scene,
    /// Left below it.
    pub(crate) power: Scene,
    /// Right below it, a square.
    pub(crate) poincare: Scene,
}

impl Figures {
    pub(crate) fn of(report: &HeartReport) -> Figures {
        let lines = caution_lines(report).len();
        let cautions = if lines > 0 { CAUTION_PX + LEAD_PX * lines as f64 } else { 0.0 };
        let room = (PAGE_PX.1 - AROUND_PX - cautions).clamp(300.0, 476.0);
        let (upper, lower) = (room * 0.45, room * 0.55);
        Figures {
            tachogram: report.tachogram.scene(WIDTH_PX, upper, TEXT_PX),
            power: report.power.scene(WIDTH_PX - BETWEEN_PX - lower, lower, TEXT_PX),
            poincare: report.poincare.scene(lower, lower, TEXT_PX),
        }
    }
}

fn caution_lines(report: &HeartReport) -> Vec<String> {
    let room = WIDTH_PX - 28.0;
    report.cautions.iter().flat_map(|caution| wrapped(caution, TEXT_PX, room)).collect()
}

/// The page. `with_letters` puts the font inside, for who opens the file elsewhere.
pub(super) fn svg(report: &HeartReport, with_letters: bool) -> String {
    let mut page = Page { out: String::with_capacity(256 * 1_024), y: MARGIN_PX - 8.0 };
    page.head(report);
    page.cautions(report);
    page.figures(report);
    page.table(report);
    page.foot(report);
    let Page { out: body, y } = page;
    let height = PAGE_PX.1.max(y + MARGIN_PX - 8.0);
    let letters = if with_letters {
        format!(
            "<style>@font-face{{font-family:\"{}\";font-weight:200 800;src:url(data:font/woff2;base64,{}) format(\"woff2\")}}</style>",
            font::FAMILY,
            base64::engine::general_purpose::STANDARD.encode(font::VARIABLE_WOFF2)
        )
    } else {
        String::new()
    };
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" lang="{language}" font-family="'{family}', sans-serif" font-size="{TEXT_PX}" style="font-feature-settings:'tnum'"><title>{title}</title>{letters}<rect width="100%" height="100%" fill="{white}"/>{body}</svg>"#,
        width = PAGE_PX.0,
        language = report.language,
        family = font::FAMILY,
        title = escaped(&format!("{}: {}", report.name, report.finding)),
        white = colour(Ink::Surface),
    )
}

/// A scene for a page that has the letters.
pub(crate) fn figure(scene: &Scene, id: &str, at: (f64, f64)) -> String {
    scene.to_svg_at(id, at, |ink| colour(ink).to_owned())
}

struct Page {
    out: String,
    /// Where the next thing begins.
    y: f64,
}

impl Page {
    fn head(&mut self, report: &HeartReport) {
        let base = self.y + TEXT_PX;
        self.text((MARGIN_PX, base), &report.kind, TEXT_PX, (true, Ink::Accent), "");
        self.text((MARGIN_PX + WIDTH_PX, base), &report.name, TEXT_PX, (false, Ink::Soft), "end");
        self.y = base + 12.0;
        self.rule(Ink::Accent, 2.0);
        let mut base = self.y + 18.0 + TITLE_PX;
        for line in wrapped(&report.finding, TITLE_PX * 1.05, WIDTH_PX) {
            self.text((MARGIN_PX, base), &line, TITLE_PX, (true, Ink::Ink), "");
            base += TITLE_PX * 1.2;
        }
        base -= TITLE_PX * 1.2;
        for line in wrapped(&report.facts.join(" · "), TEXT_PX, WIDTH_PX) {
            base += LEAD_PX + 4.0;
            self.text((MARGIN_PX, base), &line, TEXT_PX, (false, Ink::Soft), "");
        }
        self.y = base + 22.0;
    }

    /// What to take care of, on amber, each with a mark and words.
    fn cautions(&mut self, report: &HeartReport) {
        if report.cautions.is_empty() {
            return;
        }
        let lines = caution_lines(report);
        let height = 14.0 + LEAD_PX * (lines.len() + 1) as f64;
        let _ = write!(
            self.out,
            r#"<rect x="{MARGIN_PX}" y="{}" width="{WIDTH_PX}" height="{height}" rx="8" fill="{WAIT_SOFT}"/>"#,
            self.y
        );
        let mut base = self.y + 6.0 + TEXT_PX;
        self.text((MARGIN_PX + 14.0, base), &report.care_title, TEXT_PX, (true, Ink::Wait), "");
        for line in lines {
            base += LEAD_PX;
            self.text((MARGIN_PX + 14.0, base), &line, TEXT_PX, (false, Ink::Ink), "");
        }
        self.y += height + 22.0;
    }

    fn figures(&mut self, report: &HeartReport) {
        let Figures { tachogram, power, poincare } = Figures::of(report);
        self.heading(MARGIN_PX, &tachogram.title);
        self.out.push_str(&figure(&tachogram, "tachogram", (MARGIN_PX, self.y + 20.0)));
        self.y += 20.0 + tachogram.height_px + 24.0;

        let right = MARGIN_PX + WIDTH_PX - poincare.width_px;
        self.heading(MARGIN_PX, &power.title);
        self.heading(right, &poincare.title);
        self.out.push_str(&figure(&power, "power", (MARGIN_PX, self.y + 20.0)));
        self.out.push_str(&figure(&poincare, "poincare", (right, self.y + 20.0)));
        self.y += 20.0 + power.height_px + 22.0;
    }

    /// Two columns of groups: time and complexity left, shape and frequency right.
    fn table(&mut self, report: &HeartReport) {
        let gutter = 40.0;
        let width = (WIDTH_PX - gutter) / 2.0;
        let columns: [Vec<&Group>; 2] =
            [report.groups.iter().step_by(3).collect(), report.groups.iter().skip(1).take(2).collect()];
        let mut lowest = self.y;
        for (index, groups) in columns.iter().enumerate() {
            let left = MARGIN_PX + (width + gutter) * index as f64;
            lowest = lowest.max(self.column(report, groups, (left, width)));
        }
        self.y = lowest + 10.0;
    }

    fn column(&mut self, report: &HeartReport, groups: &[&Group], (left, width): (f64, f64)) -> f64 {
        let (unit, corrected, raw) = (left + width, left + width - 34.0, left + width - 112.0);
        let mut base = self.y + TEXT_PX;
        for (index, group) in groups.iter().enumerate() {
            base += if index > 0 { 8.0 } else { 0.0 };
            self.text((left, base), &group.title, TEXT_PX, (true, Ink::Ink), "");
            if index == 0 {
                self.text((raw, base), &report.table.raw, TEXT_PX, (false, Ink::Soft), "end");
                self.text((corrected, base), &report.table.corrected, TEXT_PX, (false, Ink::Soft), "end");
            }
            let _ = write!(
                self.out,
                r#"<path d="M{left} {y}H{right}" stroke="{line}"/>"#,
                y = base + 5.5,
                right = left + width,
                line = colour(Ink::Line)
            );
            base += 3.0;
            for row in &group.rows {
                base += LEAD_PX;
                self.text((left, base), &row.name, TEXT_PX, (false, Ink::Ink), "");
                self.text((raw, base), &row.raw, TEXT_PX, (false, Ink::Soft), "end");
                self.text((corrected, base), &row.corrected, TEXT_PX, (true, Ink::Ink), "end");
                self.text((unit - 30.0, base), &row.unit, TEXT_PX, (false, Ink::Soft), "");
            }
            base += LEAD_PX;
        }
        base - LEAD_PX
    }

    fn foot(&mut self, report: &HeartReport) {
        let lines = wrapped(&report.how, TEXT_PX, WIDTH_PX);
        let least = self.y + 14.0 + LEAD_PX * (lines.len() + 1) as f64;
        self.y = least.max(PAGE_PX.1 - MARGIN_PX + 8.0);
        let mut base = self.y - LEAD_PX * lines.len() as f64;
        for line in lines {
            self.text((MARGIN_PX, base), &line, TEXT_PX, (false, Ink::Soft), "");
            base += LEAD_PX;
        }
        self.text((MARGIN_PX, base), &report.not_medical, TEXT_PX, (true, Ink::Ink), "");
        self.text((MARGIN_PX + WIDTH_PX, base), &report.made_with, TEXT_PX, (false, Ink::Soft), "end");
    }

    fn heading(&mut self, x: f64, words: &str) {
        self.text((x, self.y + TEXT_PX), words, TEXT_PX, (true, Ink::Ink), "");
    }

    fn rule(&mut self, ink: Ink, width: f64) {
        let _ = write!(
            self.out,
            r#"<path d="M{MARGIN_PX} {}h{WIDTH_PX}" stroke="{}" stroke-width="{width}"/>"#,
            self.y,
            colour(ink)
        );
    }

    fn text(&mut self, (x, y): (f64, f64), words: &str, size: f64, (firm, ink): (bool, Ink), anchor: &str) {
        let anchor = if anchor.is_empty() { String::new() } else { format!(r#" text-anchor="{anchor}""#) };
        let weight = if firm { r#" font-weight="600""# } else { "" };
        let size = if size == TEXT_PX { String::new() } else { format!(r#" font-size="{size}""#) };
        let _ = write!(
            self.out,
            r#"<text x="{x:.1}" y="{y:.1}"{size}{weight}{anchor} fill="{}">{}</text>"#,
            colour(ink),
            escaped(words)
        );
    }
}

/// Lines that are no wider than there is room, broken between words.
fn wrapped(words: &str, size_px: f64, room_px: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width_px(&format!("{line} {word}"), size_px) <= room_px => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
