//! What a colleague asks: to watch along, or a question of their own or prepared.

use super::{Saying, steps::WORLDS_A_CARD};
use crate::{
    icon::Icon,
    scene::{Deed, Key, Panel, TargetId},
    sheet::{Block, Cell, Choice},
};
use session::{Act, Answer, AnswerKind, Prepared, Prompt, Question, QuestionId, Watcher};

impl Saying<'_> {
    pub(super) fn watch_request(&self, watcher: &Watcher) -> Panel {
        let name = self.name(&watcher.name);
        let heading = self.texts.with("vr-watch-request", &[("name", name.into())]);
        let more = self.text("vr-watch-request-more");
        let answer = |yes| (TargetId::Watch(yes), Act::AnswerWatch(yes));
        let blocks =
            vec![Block::Heading(heading), Block::Lines(vec![more]), self.yes_no(answer(true), answer(false))];
        self.set(Key::WatchRequest(watcher.user), blocks)
    }

    pub(super) fn question(&self, question: &Question) -> Panel {
        let id = question.id;
        let skip = || {
            let skip = Act::Answer { question: id, answer: Answer::Skipped };
            self.act(TargetId::Answer(id, Answer::Skipped), skip, "vr-skip", Icon::Onward)
        };
        let blocks = match &question.prompt {
            Prompt::Item(item) => {
                let turn = self.state.marked.0.wrapping_add(self.state.page);
                return self.set(Key::Item(id, turn), self.item(id, item));
            }
            Prompt::Prepared(prepared) => {
                let asked = self.text(&format!("prompt-{}", prepared.slug()));
                match prepared {
                    Prepared::TensionNow => self.scale(asked, self.own_scale(id), skip()),
                    Prepared::StayLonger => self.yes_or_no(id, asked, None),
                    Prepared::Elsewhere => self.elsewhere(id, asked),
                    Prepared::Comfortable | Prepared::GoOn => self.yes_or_no(id, asked, Some(skip())),
                }
            }
            Prompt::Own { text, answers: AnswerKind::YesNo } => {
                self.yes_or_no(id, self.drawable(text), Some(skip()))
            }
            Prompt::Own { text, answers: AnswerKind::Scale } => {
                let mut blocks = self.scale(self.drawable(text), self.own_scale(id), skip());
                // The ends of somebody's own scale are theirs to name.
                if let Some(Block::Scale { low, high, .. }) = blocks.get_mut(1) {
                    (*low, *high) = (String::new(), String::new());
                }
                blocks
            }
        };
        self.set(Key::Question(id), blocks)
    }

    /// Other worlds to go to, and staying here.
    fn elsewhere(&self, id: QuestionId, asked: String) -> Vec<Block> {
        let mut blocks = vec![self.world_away().unwrap_or(Block::Heading(asked))];
        let offered = self.state.planned.offered();
        blocks.extend(offered.into_iter().take(WORLDS_A_CARD).map(|world| self.destination(world)));
        let stay = Act::Answer { question: id, answer: Answer::No };
        let stay = self.act(TargetId::Answer(id, Answer::No), stay, "vr-stay-here", Icon::Leaf);
        blocks.push(Block::Choices(vec![stay]));
        blocks
    }

    fn own_scale(&self, id: QuestionId) -> Vec<Cell> {
        let cell = |value| {
            let answer = Answer::Scale(value);
            let deed = Deed::Act(Act::Answer { question: id, answer });
            Cell { id: TargetId::Answer(id, answer), deed, value, told: true }
        };
        (0..=10).map(cell).collect()
    }

    fn yes_or_no(&self, id: QuestionId, asked: String, skip: Option<Choice>) -> Vec<Block> {
        let choice = |answer| (TargetId::Answer(id, answer), Act::Answer { question: id, answer });
        let mut blocks = vec![Block::Heading(asked), self.yes_no(choice(Answer::Yes), choice(Answer::No))];
        blocks.extend(skip.map(|skip| Block::Choices(vec![skip])));
        blocks
    }

    pub(super) fn scale(&self, asked: String, cells: Vec<Cell>, skip: Choice) -> Vec<Block> {
        let (low, high) = (self.text("vr-tension-low"), self.text("vr-tension-high"));
        vec![Block::Heading(asked), Block::Scale { low, high, cells }, Block::Choices(vec![skip])]
    }

    pub(super) fn yes_no(&self, yes: (TargetId, Act), no: (TargetId, Act)) -> Block {
        Block::Choices(vec![
            self.act(yes.0, yes.1, "vr-yes", Icon::Tick),
            self.act(no.0, no.1, "vr-no", Icon::Cross),
        ])
    }
}
