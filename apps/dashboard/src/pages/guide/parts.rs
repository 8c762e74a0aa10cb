//! What the guide consists of, as entries of one shape.

use super::entry::{Block, Entry, Step};
use toolkit::guide::{
    self, Effect, INFLUENCES, KICK_OFF, LESSONS, Line, MONITORING, OBJECTIONS, PHASES, ROADMAP, ROLES,
    STRATEGIES, Taken, Text,
};

/// A part of the guide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// The roadmap in four steps.
    #[default]
    Roadmap,
    /// The strategies, for every care line and for each.
    Strategies,
    /// A project from kick-off to scale-up.
    Pilot,
    /// Who does what.
    Roles,
    /// What was learned in practice.
    Lessons,
    /// Objections that are often heard, with an answer.
    Questions,
    /// What hinders and what helps.
    Context,
    /// What to measure.
    Monitoring,
}

impl Part {
    pub(super) const ALL: [Part; 8] = [
        Part::Roadmap,
        Part::Strategies,
        Part::Pilot,
        Part::Roles,
        Part::Lessons,
        Part::Questions,
        Part::Context,
        Part::Monitoring,
    ];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Part::Roadmap => "roadmap",
            Part::Strategies => "strategies",
            Part::Pilot => "pilot",
            Part::Roles => "roles",
            Part::Lessons => "lessons",
            Part::Questions => "questions",
            Part::Context => "context",
            Part::Monitoring => "monitoring",
        }
    }

    /// Whether care lines have entries of their own in it.
    pub(super) const fn has_lines(self) -> bool {
        matches!(self, Part::Strategies | Part::Lessons)
    }

    /// Its entries; with a line, those for every line and those of that one.
    pub(super) fn entries(self, line: Option<Line>) -> Vec<Entry> {
        let is_for = |own: Option<Line>| line.is_none() || own.is_none() || own == line;
        match self {
            Part::Roadmap => ROADMAP.iter().map(roadmap).collect(),
            Part::Strategies => STRATEGIES.iter().filter(|it| is_for(it.line)).map(strategy).collect(),
            Part::Pilot => kick_off().into_iter().chain(PHASES.iter().map(phase)).collect(),
            Part::Roles => ROLES.iter().map(role).collect(),
            Part::Lessons => LESSONS.iter().filter(|it| is_for(it.line)).map(lesson).collect(),
            Part::Questions => OBJECTIONS.iter().map(objection).collect(),
            Part::Context => INFLUENCES.iter().map(influence).collect(),
            Part::Monitoring => MONITORING.iter().map(monitored).collect(),
        }
    }
}

fn entry(part: Part, id: &'static str, title: &'static Text, blocks: Vec<Block>) -> Entry {
    Entry { id, part, line: None, title, aside: None, blocks }
}

fn products(ids: &[&'static str]) -> Vec<&'static Text> {
    ids.iter().filter_map(|id| guide::product(id)).map(|product| &product.title).collect()
}

fn roles(ids: &[&'static str]) -> Vec<&'static Text> {
    ids.iter().filter_map(|id| guide::role(id)).map(|role| &role.title).collect()
}

fn strategies(ids: &[&'static str]) -> Block {
    let titles = ids.iter().filter_map(|id| guide::strategy(id)).map(|strategy| &strategy.title);
    Block::Names("guide-strategies", titles.collect())
}

fn line_word(line: Option<Line>) -> Option<&'static str> {
    line.map(|line| match line {
        Line::First => "value-line-first",
        Line::Second => "value-line-second",
        Line::Third => "value-line-third",
    })
}

fn roadmap(step: &'static guide::RoadmapStep) -> Entry {
    let actions = step.actions.iter().map(|action| Step {
        task: &action.task,
        how: Some(&action.how),
        owner: guide::role(action.owner).map(|role| &role.title),
        products: products(action.products),
    });
    let blocks = vec![Block::Said(None, &step.aim), Block::Steps("guide-to-do", actions.collect())];
    entry(Part::Roadmap, step.id, &step.title, blocks)
}

fn strategy(strategy: &'static guide::Strategy) -> Entry {
    let steps = strategy.steps.iter().map(|step| Step {
        task: &step.task,
        how: Some(&step.how),
        owner: None,
        products: Vec::new(),
    });
    let mut blocks = vec![
        Block::Said(None, &strategy.aim),
        Block::Said(Some("guide-why"), &strategy.why),
        Block::Steps("guide-to-do", steps.collect()),
    ];
    blocks.extend(strategy.tip.iter().map(|tip| Block::Said(Some("guide-tip"), tip)));
    blocks.extend(strategy.example.iter().map(|example| Block::Said(Some("guide-example"), example)));
    blocks.push(Block::Names("guide-roles", roles(strategy.roles)));
    let supporting = guide::products_of(strategy).map(|product| &product.title);
    blocks.push(Block::Names("guide-products", supporting.collect()));
    Entry {
        line: strategy.line,
        aside: line_word(strategy.line),
        ..entry(Part::Strategies, strategy.id, &strategy.title, blocks)
    }
}

/// The agenda of the kick-off, under the name of the product that it belongs to.
fn kick_off() -> Option<Entry> {
    let title = &guide::product("kick-off-formats")?.title;
    let items = KICK_OFF.iter().map(|item| Step {
        task: &item.title,
        how: Some(&item.text),
        owner: guide::role(item.lead).map(|role| &role.title),
        products: products(item.products),
    });
    Some(entry(Part::Pilot, "kick-off", title, vec![Block::Steps("guide-agenda", items.collect())]))
}

fn phase(phase: &'static guide::Phase) -> Entry {
    let tasks = phase.tasks.iter().map(|task| Step {
        task: &task.task,
        how: Some(&task.how),
        owner: guide::role(task.owner).map(|role| &role.title),
        products: products(task.products),
    });
    let blocks = vec![
        Block::Said(None, &phase.aim),
        Block::Steps("guide-to-do", tasks.collect()),
        Block::Said(Some("guide-over-when"), &phase.over_when),
    ];
    entry(Part::Pilot, phase.id, &phase.title, blocks)
}

fn role(role: &'static guide::Role) -> Entry {
    let blocks = vec![
        Block::Said(None, &role.who),
        Block::List("guide-tasks", role.tasks.iter().map(|duty| &duty.task).collect()),
        Block::Said(Some("guide-gets"), &role.gets),
        Block::Said(Some("guide-hand-over"), &role.hand_over),
    ];
    let aside = match role.taken {
        Taken::Appointed => "guide-appointed",
        Taken::Voluntary => "guide-voluntary",
        Taken::WithWork => "guide-with-work",
    };
    Entry { aside: Some(aside), ..entry(Part::Roles, role.id, &role.title, blocks) }
}

fn lesson(lesson: &'static guide::Lesson) -> Entry {
    let blocks = vec![Block::Said(None, &lesson.text), strategies(lesson.strategies)];
    Entry {
        line: lesson.line,
        aside: line_word(lesson.line),
        ..entry(Part::Lessons, lesson.id, &lesson.title, blocks)
    }
}

fn objection(objection: &'static guide::Objection) -> Entry {
    let blocks = vec![
        Block::Said(None, &objection.heard),
        Block::Said(Some("guide-behind"), &objection.behind),
        Block::Said(Some("guide-answer"), &objection.answer),
        Block::List("guide-now", objection.actions.iter().collect()),
        strategies(objection.strategies),
    ];
    entry(Part::Questions, objection.id, &objection.title, blocks)
}

fn influence(influence: &'static guide::Influence) -> Entry {
    let aside = match influence.effect {
        Effect::Hinders => "guide-hinders",
        Effect::Helps => "guide-helps",
    };
    let blocks = vec![strategies(influence.strategies)];
    Entry { aside: Some(aside), ..entry(Part::Context, influence.id, &influence.text, blocks) }
}

fn monitored(item: &'static guide::Monitored) -> Entry {
    let mut blocks = Vec::new();
    blocks.extend(item.filled.iter().map(|from| Block::Said(Some("guide-filled"), from)));
    if let Some(asked) = &item.asked {
        blocks.push(Block::Said(Some("guide-asked"), &asked.text));
        blocks.push(Block::Said(Some("guide-asked-when"), &asked.when));
        blocks.push(Block::Names("guide-asked-of", roles(&[asked.of])));
    }
    let aside = match item.part {
        guide::Part::Intervention => "guide-intervention",
        guide::Part::Implementation => "guide-implementation",
    };
    Entry { aside: Some(aside), ..entry(Part::Monitoring, item.id, &item.what, blocks) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use texts::{Language, Texts};

    #[test]
    fn every_part_has_entries_and_every_entry_an_address_of_its_own() {
        let mut ids = BTreeSet::new();
        for part in Part::ALL {
            let entries = part.entries(None);
            assert!(!entries.is_empty(), "{part:?}");
            for entry in entries {
                assert!(ids.insert((part.id(), entry.id)), "{} stands twice", entry.id);
                assert!(!entry.blocks.is_empty(), "{} says nothing", entry.id);
            }
        }
    }

    #[test]
    fn a_care_line_reads_what_is_for_all_and_what_is_its_own() {
        let all = Part::Strategies.entries(None).len();
        let own = |line| Part::Strategies.entries(Some(line)).len();
        let general = STRATEGIES.iter().filter(|strategy| strategy.line.is_none()).count();
        assert_eq!(Line::ALL.map(own).iter().sum::<usize>(), all + 2 * general);
    }

    #[test]
    fn the_guide_is_searched_in_the_language_that_is_read() {
        let all: Vec<Entry> = Part::ALL.into_iter().flat_map(|part| part.entries(None)).collect();
        let found = |wanted: &str, language| all.iter().filter(|entry| entry.says(wanted, language)).count();
        assert!(found("kartrekker", Language::Nl) > 3);
        assert_eq!(found("kartrekker", Language::En), 0);
        assert!(found("champion", Language::En) > 3);
        assert_eq!(found("", Language::Nl), all.len());
        assert_eq!(found("xyzzy", Language::Nl), 0);
    }

    #[test]
    fn every_heading_has_its_words() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for entry in Part::ALL.into_iter().flat_map(|part| part.entries(None)) {
                let heads = entry.blocks.iter().filter_map(|block| match block {
                    Block::Said(head, _) => *head,
                    Block::Steps(head, _) | Block::List(head, _) | Block::Names(head, _) => Some(*head),
                });
                for id in heads.chain(entry.aside) {
                    assert!(texts.has(id), "{id}");
                }
            }
        }
    }
}
