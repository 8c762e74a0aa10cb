//! A question out of a set, answered with the eyes alone: a scale, a list, yes or no to each, something small to do.

use super::Saying;
use crate::{
    icon::Icon,
    scene::{Deed, TargetId},
    sheet::{Block, Cell, Choice},
};
use session::{Act, Answer, ItemForm, Phase, Prompt, Question, QuestionId, Said, SetItem};

/// Choices that stand on one card, each on its own.
const CHOICES_A_CARD: usize = 3;
/// Beside the way to the other choices.
const CHOICES_A_PAGE: usize = 2;
/// Steps that stand in one list: more would not fit above the marks.
const STEPS_A_LIST: usize = 5;
/// The widest step of a list, in capitals.
const STEP_CAPS: f32 = 14.5;
/// With the eyes a line is answered in steps of this.
const LINE_STEP: u8 = 10;

impl Saying<'_> {
    /// The open question when it is one out of a set, and stands before the client now.
    pub(super) fn open_item(&self) -> Option<(&Question, &SetItem)> {
        let asks = matches!(self.state.phase, Phase::World | Phase::ItemsBefore | Phase::ItemsAfter);
        let question = self.state.question.as_ref().filter(|_| asks)?;
        let Prompt::Item(item) = &question.prompt else { return None };
        Some((question, item))
    }

    pub(super) fn item(&self, id: QuestionId, item: &SetItem) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(self.own(&item.text))];
        let all = self.state.items_in_step();
        if all > 1 && !matches!(item.form, ItemForm::Some(_)) {
            let values = [("n", self.state.items_asked.into()), ("all", all.into())];
            blocks.push(Block::Lines(vec![self.texts.with("vr-item-of", &values)]));
        }
        match &item.form {
            ItemForm::Line { low, high } => {
                let cells = (0..=100 / LINE_STEP).map(|n| (n * LINE_STEP, false));
                blocks.push(self.cells(id, cells, (low, high)));
            }
            ItemForm::Numbers { from, to, low, high } => {
                blocks.push(self.cells(id, (*from..=*to).map(|n| (n, true)), (low, high)));
            }
            ItemForm::Steps(all) => blocks.push(self.steps(id, all)),
            ItemForm::One(all) => blocks.push(self.one_of(id, all)),
            ItemForm::Some(all) => blocks.extend(self.each_of(id, all)),
            ItemForm::Task(minutes) => {
                let about = self.texts.with("vr-task-minutes", &[("minutes", (*minutes).into())]);
                let done = self.answer(id, Answer::Yes, self.text("vr-task-done"), Icon::Tick);
                blocks.extend([Block::Lines(vec![about]), Block::Choices(vec![done])]);
            }
        }
        blocks
    }

    /// Passes over the question; it stands with the marks, so that at most three choices are on the card.
    pub(super) fn pass_item(&self, id: QuestionId) -> Choice {
        self.answer(id, Answer::Skipped, self.text("vr-skip"), Icon::Onward)
    }

    fn own(&self, said: &Said) -> String {
        self.drawable(said.in_language(self.state.language))
    }

    fn answer(&self, id: QuestionId, answer: Answer, label: String, icon: Icon) -> Choice {
        let deed = Deed::Act(Act::Answer { question: id, answer });
        Choice::new(TargetId::Answer(id, answer), deed, label, icon)
    }

    fn cells(&self, id: QuestionId, values: impl Iterator<Item = (u8, bool)>, ends: (&Said, &Said)) -> Block {
        let cells = values.map(|(value, told)| {
            let answer = Answer::Scale(value);
            let deed = Deed::Act(Act::Answer { question: id, answer });
            Cell { id: TargetId::Answer(id, answer), deed, value, told }
        });
        Block::Scale { low: self.own(ends.0), high: self.own(ends.1), cells: cells.collect() }
    }

    fn steps(&self, id: QuestionId, all: &[Said]) -> Block {
        let choices = self.choices_of(id, all);
        let short = |choice: &Choice| self.typeface.width(&choice.label) <= STEP_CAPS;
        if choices.len() > CHOICES_A_CARD && choices.len() <= STEPS_A_LIST && choices.iter().all(short) {
            return Block::List(choices);
        }
        self.paged(choices)
    }

    fn one_of(&self, id: QuestionId, all: &[Said]) -> Block {
        self.paged(self.choices_of(id, all))
    }

    fn choices_of(&self, id: QuestionId, all: &[Said]) -> Vec<Choice> {
        let choice = |(n, said)| self.answer(id, Answer::One(n), self.own(said), Icon::Dot);
        (0_u8..).zip(all).map(choice).collect()
    }

    /// All of them, or a few with the way to the others.
    fn paged(&self, mut choices: Vec<Choice>) -> Block {
        if choices.len() > CHOICES_A_CARD {
            let pages = choices.len().div_ceil(CHOICES_A_PAGE);
            let first = usize::from(self.page(pages)) * CHOICES_A_PAGE;
            choices = choices.into_iter().skip(first).take(CHOICES_A_PAGE).collect();
            choices.push(self.next_page("vr-more-choices"));
        }
        Block::Choices(choices)
    }

    /// The next choice of several, with yes and no.
    fn each_of(&self, id: QuestionId, all: &[Said]) -> Vec<Block> {
        let choice = self.state.marked.0;
        let Some(said) = all.get(usize::from(choice)) else { return Vec::new() };
        let mark = |yes| (TargetId::Mark(id, choice, yes), Act::Mark { question: id, choice, yes });
        vec![Block::Heading(self.own(said)), self.yes_no(mark(true), mark(false))]
    }
}
