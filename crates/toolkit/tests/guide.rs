//! The guide is whole: everything that its sources name is there, in both languages, and what leads somewhere arrives.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod tables;

use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tables::{none, tables};
use toolkit::guide::*;

/// What the guide and the white paper name, read apart from the content.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inventory {
    lessons: Vec<String>,
    tasks: Vec<String>,
    roles: Vec<String>,
    roadmap: Vec<String>,
    objections: Vec<String>,
    indications: Vec<String>,
    contra_indications: Vec<String>,
    groups: Vec<String>,
    leaves: Vec<String>,
    feeds: Vec<String>,
    results: Vec<String>,
    adoption: Vec<String>,
    phases: Vec<String>,
    monitoring: Vec<String>,
    strategy: Vec<ListedStrategy>,
    product: Vec<ListedProduct>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedStrategy {
    id: String,
    title: String,
    steps: usize,
    tip: bool,
    products: Vec<String>,
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedProduct {
    id: String,
    nl: String,
    en: String,
    named: String,
}

fn inventory() -> Inventory {
    toml::from_str(include_str!("../../../fixtures/toolkit/inventory.toml")).unwrap()
}

#[test]
fn every_strategy_stands_with_its_steps_tip_and_products() {
    let wanted = inventory().strategy;
    assert_eq!(wanted.len(), 13 + 3 + 2 + 4, "the seventh generic strategy has two halves");
    assert_eq!(STRATEGIES.len(), wanted.len());
    for listed in wanted {
        let found = strategy(&listed.id).unwrap_or_else(|| panic!("{} is not there", listed.id));
        assert_eq!(found.title.nl, listed.title);
        assert!(found.steps.len() >= listed.steps, "{}: {} steps", found.id, found.steps.len());
        assert!(!listed.tip || found.tip.is_some(), "{} has lost its tip", found.id);
        assert_eq!(found.products, listed.products, "{}: the guide's box", found.id);
        assert_eq!(found.also, listed.also, "{}: what helps besides", found.id);
        assert!(!found.roles.is_empty() && !found.sources.is_empty());
    }
    for line in Line::ALL {
        assert_eq!(
            strategies_for(line).count(),
            13 + STRATEGIES.iter().filter(|own| own.line == Some(line)).count()
        );
    }
}

#[test]
fn every_supporting_product_stands_under_the_name_the_guide_gives_it() {
    let wanted = inventory().product;
    let count = |named: &str| wanted.iter().filter(|product| product.named == named).count();
    assert_eq!((count("boxed"), count("in-text"), count("white-paper")), (37, 31, 12));
    assert_eq!(PRODUCTS.len(), wanted.len());
    for listed in &wanted {
        let found = product(&listed.id).unwrap_or_else(|| panic!("{} is not there", listed.id));
        assert_eq!((found.title.nl, found.title.en), (listed.nl.as_str(), listed.en.as_str()));
        assert_eq!(serde_json::to_value(found.named).unwrap(), listed.named.as_str(), "{}", found.id);
        assert!(
            !found.forms.is_empty() && !found.audience.is_empty() && !found.by.is_empty(),
            "{}",
            found.id
        );
    }
}

#[test]
fn every_lesson_role_task_and_step_of_the_roadmap_is_there() {
    let wanted = inventory();
    let ids = |found: Vec<&'static str>| found.into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(ids(LESSONS.iter().map(|lesson| lesson.id).collect()), wanted.lessons);
    assert_eq!(
        ids(ROADMAP.iter().flat_map(|step| step.actions).map(|action| action.id).collect()),
        wanted.roadmap
    );
    let duties: BTreeSet<&str> = ROLES.iter().flat_map(|role| role.tasks).map(|duty| duty.id).collect();
    for task in &wanted.tasks {
        assert!(duties.contains(task.as_str()), "{task}");
    }
    assert_eq!(role("coordinator").unwrap().tasks.len(), 6);
    assert_eq!(role("champion").unwrap().tasks.len(), 4);
    let front_runner = role("front-runner").unwrap();
    assert!(front_runner.tasks.is_empty() && front_runner.taken == Taken::Voluntary);
    for wanted in &wanted.roles {
        assert!(role(wanted).is_some(), "{wanted}");
    }
    assert_eq!(ids(PHASES.iter().map(|phase| phase.id).collect()), wanted.phases);
    assert!(KICK_OFF.iter().any(|item| item.id == "roles"), "the tip of strategy 5");
    assert_eq!(
        KICK_OFF.iter().map(|item| item.minutes).sum::<u16>(),
        90,
        "a kick-off takes an hour and a half"
    );
}

#[test]
fn every_objection_and_indication_of_the_white_paper_is_there() {
    let wanted = inventory();
    assert_eq!(OBJECTIONS.len(), 5);
    for (found, listed) in OBJECTIONS.iter().zip(&wanted.objections) {
        assert!(found.title.nl.contains(listed.as_str()), "{listed}");
        assert!(!found.barriers.is_empty() && !found.actions.is_empty(), "{}", found.id);
    }
    assert_eq!(INDICATIONS.len(), 17);
    for (found, listed) in INDICATIONS.iter().zip(&wanted.indications) {
        assert!(found.title.nl.contains(listed.as_str()), "{listed}: {}", found.title.nl);
    }
    let contra: Vec<&str> = CONTRA_INDICATIONS.iter().map(|contra| contra.id).collect();
    assert_eq!(contra, wanted.contra_indications);
    let groups: Vec<&str> = GROUPS.iter().map(|group| group.id).collect();
    assert_eq!(groups, wanted.groups);
}

#[test]
fn the_value_model_has_its_branches_feeds_results_and_curve() {
    let wanted = inventory();
    let leaves: BTreeSet<&str> =
        BRANCHES.iter().flat_map(|branch| branch.leaves).map(|leaf| leaf.id).collect();
    for leaf in &wanted.leaves {
        assert!(leaves.contains(leaf.as_str()), "{leaf}");
    }
    let ids = |flows: &'static [Flow]| flows.iter().map(|flow| flow.id).collect::<Vec<_>>();
    assert_eq!(ids(FEEDS), wanted.feeds);
    assert_eq!(ids(RESULTS), wanted.results);
    let curve: Vec<&str> = ADOPTION.iter().map(|phase| phase.title.nl).collect();
    assert_eq!(curve, wanted.adoption);
    assert_eq!(QUADRUPLE_AIM.len(), 4);
    assert_eq!(SHEETS.iter().map(|sheet| sheet.line).collect::<Vec<_>>(), Line::ALL);
}

#[test]
fn the_monitoring_list_asks_all_that_appendix_1_asks() {
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for item in MONITORING {
        let name = |value: Value| value.as_str().unwrap().to_owned();
        let part = name(serde_json::to_value(item.part).unwrap());
        let category = name(serde_json::to_value(item.category).unwrap());
        *rows.entry(format!("{part} {category}")).or_default() += 1;
        assert!(
            item.filled.is_some() || item.asked.is_some(),
            "{}: neither from use nor by a question",
            item.id
        );
    }
    let found: BTreeSet<String> = rows.iter().map(|(name, count)| format!("{name} {count}")).collect();
    assert_eq!(found, inventory().monitoring.into_iter().collect());
}

#[test]
fn no_id_stands_twice() {
    let mut twice = Vec::new();
    for (name, table) in tables() {
        let mut seen = BTreeSet::new();
        for entry in table.as_array().unwrap() {
            let Some(id) = entry.get("id").and_then(Value::as_str) else { continue };
            if !seen.insert(id.to_owned()) {
                twice.push(format!("{name}: {id}"));
            }
            let is_plain =
                id.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-');
            assert!(is_plain && !id.is_empty(), "{name}: {id}");
        }
    }
    for (name, ids) in [
        (
            "tasks of phases",
            PHASES.iter().flat_map(|phase| phase.tasks).map(|task| task.id).collect::<Vec<_>>(),
        ),
        ("duties", ROLES.iter().flat_map(|role| role.tasks).map(|duty| duty.id).collect()),
        ("actions", ROADMAP.iter().flat_map(|step| step.actions).map(|action| action.id).collect()),
    ] {
        let unique: BTreeSet<_> = ids.iter().collect();
        if unique.len() != ids.len() {
            twice.push(name.to_owned());
        }
    }
    none("twice", twice);
}

/// In which tables a field that holds ids leads somewhere.
fn leads_to(field: &str) -> Option<&'static [&'static str]> {
    Some(match field {
        "sources" | "source" => &["sources"],
        "products" | "also" => &["products"],
        "strategies" | "strategy" => &["strategies"],
        "roles" | "owner" | "lead" | "of" => &["roles"],
        "barriers" => &["influences"],
        "audience" => &["audiences"],
        "groups" => &["groups"],
        "studies" => &["studies"],
        "funds" => &["funds"],
        "by" => &["strategies", "lessons", "roadmap", "objections"],
        _ => return None,
    })
}

/// Sections of the white paper that products are named in.
const SECTIONS: [&str; 5] = ["wp-3", "wp-4.4", "wp-5.2", "wp-5.4", "wp-appendix"];

#[test]
fn every_reference_arrives() {
    fn walk(at: &str, value: &Value, ids: &BTreeMap<&str, BTreeSet<String>>, lost: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                let at = fields.get("id").and_then(Value::as_str).unwrap_or(at);
                for (name, field) in fields {
                    let Some(tables) = leads_to(name) else {
                        walk(at, field, ids, lost);
                        continue;
                    };
                    let named: Vec<&str> = match field {
                        Value::String(id) => vec![id],
                        list => list.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect(),
                    };
                    let unique: BTreeSet<_> = named.iter().collect();
                    if unique.len() != named.len() {
                        lost.push(format!("{at}.{name} names one twice"));
                    }
                    for id in named {
                        let is_there = tables.iter().any(|table| ids[table].contains(id));
                        if !(is_there || name == "by" && SECTIONS.contains(&id)) {
                            lost.push(format!("{at}.{name} → {id}"));
                        }
                    }
                }
            }
            Value::Array(entries) => entries.iter().for_each(|entry| walk(at, entry, ids, lost)),
            _ => {}
        }
    }
    let tables = tables();
    let ids: BTreeMap<&str, BTreeSet<String>> = tables
        .iter()
        .map(|(name, table)| {
            let entries = table.as_array().unwrap().iter();
            let ids = entries.filter_map(|entry| entry.get("id")?.as_str()).map(str::to_owned);
            (*name, ids.collect())
        })
        .collect();
    let mut lost = Vec::new();
    for (name, table) in &tables {
        walk(name, table, &ids, &mut lost);
    }
    none("leads nowhere", lost);
}

#[test]
fn a_product_and_the_strategy_that_names_it_know_each_other() {
    let mut apart = Vec::new();
    for strategy in STRATEGIES {
        for product in products_of(strategy) {
            if !product.by.contains(&strategy.id) {
                apart.push(format!("{} is with {} but does not say so", product.id, strategy.id));
            }
        }
        for product in PRODUCTS.iter().filter(|product| product.by.contains(&strategy.id)) {
            if products_of(strategy).all(|own| own.id != product.id) {
                apart.push(format!("{} says {}, which does not have it", product.id, strategy.id));
            }
        }
    }
    none("apart", apart);
}

#[test]
fn every_barrier_has_an_answer_and_every_indication_an_honest_footing() {
    for influence in INFLUENCES {
        assert!(!influence.strategies.is_empty(), "{}", influence.id);
    }
    for objection in OBJECTIONS {
        for barrier in objection.barriers {
            let found = INFLUENCES.iter().find(|influence| influence.id == *barrier).unwrap();
            assert_eq!(found.effect, Effect::Hinders, "{}: {barrier}", objection.id);
        }
    }
    // What a study compared may be told as such; what no study touched may not.
    let best = |ids: &[&str]| {
        STUDIES.iter().filter(|study| ids.contains(&study.id)).map(|study| study.strength).max()
    };
    for indication in INDICATIONS {
        assert_eq!(
            best(indication.studies).unwrap_or(Strength::Practice),
            indication.strength,
            "{}",
            indication.id
        );
    }
    for group in GROUPS {
        assert_eq!(best(group.studies).unwrap_or(Strength::Practice), group.strength, "{}", group.id);
    }
}
