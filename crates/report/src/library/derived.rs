//! Parts of products that say what the guide's own tables say.

use super::content::{Item, Pair, Part};
use toolkit::guide::{self, Line, Stop, Text};

/// The part with what the table says, as `table` or `table entry`.
pub(super) fn filled(part: &Part, from: &str) -> Part {
    let (table, entry) = from.split_once(' ').unwrap_or((from, ""));
    let mut filled = Part { from: None, ..part.clone() };
    filled.items.extend(items(table, entry));
    filled.rows.extend(rows(table, entry));
    filled
}

fn of(text: &Text) -> Pair {
    Pair::of(text)
}

fn both(head: &Text, text: &Text) -> Item {
    Item::full(of(head), of(text))
}

fn number(number: impl ToString) -> Pair {
    Pair(number.to_string(), number.to_string())
}

/// The name of a role, for who does something.
fn role(id: &str) -> Pair {
    guide::role(id).map_or_else(|| number(id), |role| of(&role.title))
}

const fn line_word(line: Line) -> &'static str {
    match line {
        Line::First => "first",
        Line::Second => "second",
        Line::Third => "third",
    }
}

const fn stop_word(stop: Stop) -> &'static str {
    match stop {
        Stop::Never => "never",
        Stop::UntilCleared => "until-cleared",
        Stop::Weigh => "weigh",
    }
}

fn items(table: &str, entry: &str) -> Vec<Item> {
    match table {
        "tasks-of" => {
            let tasks = guide::role(entry).map(|role| role.tasks).unwrap_or_default();
            tasks.iter().map(|duty| Item::Plain(of(&duty.task))).collect()
        }
        "objections" => guide::OBJECTIONS.iter().map(|it| both(&it.heard, &it.answer)).collect(),
        "roadmap" => {
            let step = guide::ROADMAP.iter().find(|step| step.id == entry);
            step.map(|step| step.actions.iter().map(|it| both(&it.task, &it.how)).collect())
                .unwrap_or_default()
        }
        "steps-of" => guide::strategy(entry)
            .map(|strategy| strategy.steps.iter().map(|it| both(&it.task, &it.how)).collect())
            .unwrap_or_default(),
        "strategies" => guide::STRATEGIES.iter().map(|it| both(&it.title, &it.aim)).collect(),
        "phase" => {
            let phase = guide::PHASES.iter().find(|phase| phase.id == entry);
            phase
                .map(|phase| phase.tasks.iter().map(|it| both(&it.task, &it.how)).collect())
                .unwrap_or_default()
        }
        "funds" => guide::FUNDS.iter().map(|it| both(&it.title, &it.text)).collect(),
        "value" => {
            let branch = guide::BRANCHES.iter().find(|branch| branch.id == entry);
            branch
                .map(|it| it.leaves.iter().map(|it| both(&it.title, &it.from)).collect())
                .unwrap_or_default()
        }
        "business-case" => {
            let sheet = guide::SHEETS.iter().find(|sheet| line_word(sheet.line) == entry);
            let told = |it: &guide::Sheet| {
                [
                    ("De vraag", "The question", &it.question),
                    ("Het gebruik", "The use", &it.scene),
                    ("Wat we vragen", "What we ask", &it.ask),
                    ("Hoe we het nagaan", "How we check it", &it.measure),
                ]
                .map(|(nl, en, text)| Item::full(Pair(nl.to_owned(), en.to_owned()), of(text)))
            };
            sheet.map(|sheet| told(sheet).to_vec()).unwrap_or_default()
        }
        "stops" => guide::CONTRA_INDICATIONS
            .iter()
            .filter(|it| stop_word(it.stop) == entry)
            .map(|it| both(&it.title, &it.why))
            .collect(),
        "circumstances" => guide::CIRCUMSTANCES.iter().map(|it| both(&it.title, &it.why)).collect(),
        "indications" => guide::INDICATIONS.iter().map(|it| Item::Plain(of(&it.title))).collect(),
        _ => Vec::new(),
    }
}

fn rows(table: &str, entry: &str) -> Vec<Vec<Pair>> {
    match table {
        "kick-off" => guide::KICK_OFF
            .iter()
            .map(|it| vec![number(it.minutes), of(&it.title), of(&it.text), role(it.lead)])
            .collect(),
        "monitoring" => guide::MONITORING
            .iter()
            .filter(|it| (it.part == guide::Part::Intervention) == (entry == "intervention"))
            .map(|it| {
                let how = it.filled.as_ref().or(it.asked.as_ref().map(|asked| &asked.text));
                vec![of(&it.what), how.map_or_else(|| number(""), of), number("")]
            })
            .collect(),
        "studies" => guide::STUDIES
            .iter()
            .map(|it| vec![of(&it.title), number(it.n), of(&it.comparison), of(&it.outcome), of(&it.limits)])
            .collect(),
        "known" => guide::INDICATIONS.iter().map(|it| vec![of(&it.title), of(&it.known)]).collect(),
        _ => Vec::new(),
    }
}
