//! Reads the guide's content files and writes them as tables of Rust, so that what is missing or misspelt stops the build.

use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, env, error::Error, fmt, fs, path::PathBuf};

#[allow(dead_code)] // read and written as a whole, never by field
#[path = "src/guide/kinds.rs"]
mod kinds;
#[allow(dead_code)]
#[path = "src/guide/plans.rs"]
mod plans;

use kinds::{Effect, Line, Text};
use serde::Deserialize as Carried;

const CONTENT: &str = "../../content/toolkit";

/// Where the tables find the variants of each `enum`.
const NAMES: &str = "\
use kinds::Line::*; use kinds::Taken::*; use kinds::Domain::*; use kinds::Effect::*; use kinds::Strength::*;
use kinds::Stop::*; use plans::Part::*; use plans::Category::*;
use plans::Named::*; use plans::Form::*; use plans::Unit::*; use plans::Lasting::*;
";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    println!("cargo::rerun-if-changed={CONTENT}");
    let mut tables =
        NAMES.lines().map(|line| format!("#[allow(unused_imports)]\n{line}\n")).collect::<String>();
    let mut write = |file: &str, wanted: &[(&str, Table)]| -> Outcome<()> {
        tables.push_str(&read(file, wanted)?);
        Ok(())
    };
    write("sources", &[("source", of::<kinds::Source>("SOURCES", "Source", "what is leant on"))])?;
    write(
        "roadmap",
        &[("step", of::<kinds::RoadmapStep>("ROADMAP", "RoadmapStep", "the four steps, in order"))],
    )?;
    write(
        "strategies",
        &[("strategy", of::<kinds::Strategy>("STRATEGIES", "Strategy", "for every line, then per line"))],
    )?;
    write(
        "lessons",
        &[("lesson", of::<kinds::Lesson>("LESSONS", "Lesson", "for every line, then per line"))],
    )?;
    write("roles", &[("role", of::<kinds::Role>("ROLES", "Role", "who does what"))])?;
    write(
        "objections",
        &[("objection", of::<kinds::Objection>("OBJECTIONS", "Objection", "the five that are heard most"))],
    )?;
    write(
        "influences",
        &[("influence", of::<kinds::Influence>("INFLUENCES", "Influence", "barriers and facilitators"))],
    )?;
    write(
        "indications",
        &[
            ("group", of::<kinds::Group>("GROUPS", "Group", "who was told of")),
            ("study", of::<kinds::Study>("STUDIES", "Study", "what was measured")),
            (
                "indication",
                of::<kinds::Indication>("INDICATIONS", "Indication", "the white paper's seventeen"),
            ),
            (
                "contra-indication",
                of::<kinds::ContraIndication>(
                    "CONTRA_INDICATIONS",
                    "ContraIndication",
                    "the strictest first",
                ),
            ),
            (
                "circumstance",
                of::<kinds::Circumstance>(
                    "CIRCUMSTANCES",
                    "Circumstance",
                    "who starts with someone beside them",
                ),
            ),
        ],
    )?;
    write(
        "monitoring",
        &[("item", of::<plans::Monitored>("MONITORING", "Monitored", "Appendix 1, both halves"))],
    )?;
    write(
        "pilot",
        &[
            ("agenda", of::<plans::AgendaItem>("KICK_OFF", "AgendaItem", "the kick-off, in order")),
            ("phase", of::<plans::Phase>("PHASES", "Phase", "a project's phases, in order")),
        ],
    )?;
    write(
        "products",
        &[
            ("audience", of::<plans::Audience>("AUDIENCES", "Audience", "for whom products are")),
            ("product", of::<plans::Product>("PRODUCTS", "Product", "all supporting products")),
        ],
    )?;
    write(
        "value",
        &[
            ("branch", of::<plans::Branch>("BRANCHES", "Branch", "the value model")),
            ("feed", of::<plans::Flow>("FEEDS", "Flow", "what the value model lives on")),
            ("result", of::<plans::Flow>("RESULTS", "Flow", "what comes out of the value model")),
            ("aim", of::<plans::Aim>("QUADRUPLE_AIM", "Aim", "the four goals")),
            ("adoption", of::<plans::AdoptionPhase>("ADOPTION", "AdoptionPhase", "the curve, in order")),
            ("fund", of::<plans::Fund>("FUNDS", "Fund", "where money can come from")),
            ("sheet", of::<plans::Sheet>("SHEETS", "Sheet", "the business case of each line")),
            ("remark", of::<plans::Remark>("REMARKS", "Remark", "what needs explaining about a number")),
        ],
    )?;
    write(
        "assumptions",
        &[(
            "assumption",
            of::<plans::Assumption>("ASSUMPTIONS", "Assumption", "what the business case assumes"),
        )],
    )?;
    fs::write(
        PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?).join("guide.rs"),
        tables,
    )?;
    Ok(())
}

/// How the entries under one key become a table.
struct Table {
    name: &'static str,
    kind: &'static str,
    about: &'static str,
    written: fn(toml::Value) -> Outcome<String>,
}

fn of<T: DeserializeOwned + fmt::Debug>(
    name: &'static str,
    kind: &'static str,
    about: &'static str,
) -> Table {
    // What `Debug` prints of these types is Rust.
    Table { name, kind, about, written: |entries| Ok(format!("{:?}", entries.try_into::<List<T>>()?)) }
}

fn read(file: &str, wanted: &[(&str, Table)]) -> Outcome<String> {
    let path = format!("{CONTENT}/{file}.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let mut entries: BTreeMap<String, toml::Value> =
        toml::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    let mut tables = String::new();
    for (key, Table { name, kind, about, written }) in wanted {
        let found = entries.remove(*key).ok_or_else(|| format!("{path} has no [[{key}]]"))?;
        for (at, entry) in found.as_array().into_iter().flatten().enumerate() {
            let id = entry.get("id").or(entry.get("line")).and_then(toml::Value::as_str).unwrap_or("?");
            written(toml::Value::Array(vec![entry.clone()]))
                .map_err(|error| format!("{path}, [[{key}]] {} ({id}): {error}", at + 1))?;
        }
        let rows = written(found)?;
        tables
            .push_str(&format!("/// From `{file}.toml`: {about}.\npub static {name}: &[{kind}] = {rows};\n"));
    }
    match entries.into_keys().next() {
        Some(key) => Err(format!("{path} has a [[{key}]] that nothing reads").into()),
        None => Ok(tables),
    }
}

/// Text as it stands in a file, without spaces around it.
#[derive(Clone, PartialEq, Eq)]
struct Words(String);

impl<'de> serde::Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let text = text.trim();
        if text.is_empty() {
            return Err(serde::de::Error::custom("a text is empty"));
        }
        Ok(Words(text.to_owned()))
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A list as it stands in a file.
#[derive(Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        List(Vec::new())
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("&")?;
        f.debug_list().entries(&self.0).finish()
    }
}
