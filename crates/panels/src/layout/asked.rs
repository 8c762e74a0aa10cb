//! What a colleague asks: to watch along, or a question of their own or prepared.

use super::Saying;
use crate::{
    icon::Icon,
    scene::{Deed, Key, Panel, TargetId},
    sheet::{Block, Choice},
};
use session::{Act, Answer, AnswerKind, Prepared, Prompt, Question, Watcher};

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
        let deed = |answer| Act::Answer { question: id, answer };
        let asked = match &question.prompt {
            Prompt::Prepared(prepared) => self.text(&format!("prompt-{}", prepared.slug())),
            Prompt::Own { text, .. } => self.drawable(text),
        };
        let skip =
            self.act(TargetId::Answer(id, Answer::Skipped), deed(Answer::Skipped), "vr-skip", Icon::Onward);
        let blocks = match question.prompt.answers() {
            AnswerKind::Scale => {
                let cell = |n| (TargetId::Answer(id, Answer::Scale(n)), Deed::Act(deed(Answer::Scale(n))));
                let cells = (0..=10).map(cell).collect();
                let mut blocks = self.scale(asked, cells, skip);
                if !matches!(question.prompt, Prompt::Prepared(Prepared::TensionNow)) {
                    // The ends of somebody's own scale are theirs to name.
                    if let Some(Block::Scale { low, high, .. }) = blocks.get_mut(1) {
                        (*low, *high) = (String::new(), String::new());
                    }
                }
                blocks
            }
            AnswerKind::YesNo => {
                let choice = |answer| (TargetId::Answer(id, answer), deed(answer));
                let mut blocks =
                    vec![Block::Heading(asked), self.yes_no(choice(Answer::Yes), choice(Answer::No))];
                if !matches!(question.prompt, Prompt::Prepared(Prepared::StayLonger)) {
                    blocks.push(Block::Choices(vec![skip]));
                }
                blocks
            }
        };
        self.set(Key::Question(id), blocks)
    }

    pub(super) fn scale(&self, asked: String, cells: Vec<(TargetId, Deed)>, skip: Choice) -> Vec<Block> {
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
