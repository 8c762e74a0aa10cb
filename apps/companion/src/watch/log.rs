//! What the client chooses and answers, as it comes: the last few lines over the world, all of them on demand.

use super::Watching;
use crate::words::lines as lines_of;
use leptos::prelude::*;
use screen::{Dialog, Icon, span_clock, tr};

/// Lines shown over the world.
const LINES: usize = 3;

/// The running log.
#[component]
pub(crate) fn Log() -> impl IntoView {
    let Watching { seen, name, me, .. } = expect_context();
    let user = me.with_value(|me| me.user);
    let all = RwSignal::new(false);
    let lines = Memo::new(move |_| {
        let name = name.get();
        seen.events.with(|events| lines_of(events, user, &name))
    });
    let last = move || lines.with(|lines| lines.iter().rev().take(LINES).rev().cloned().collect::<Vec<_>>());
    view! {
        <div class="w-log">
            <ol aria-live="polite" aria-label=tr("companion-log")>
                <For each=last key=|(seq, ..)| *seq let((_, at, line))>
                    <li class=line.tone.class()><Icon name=line.icon/><span>{line.words}</span><span class="soft">{span_clock(at)}</span></li>
                </For>
            </ol>
            <Show when=move || lines.with(|lines| lines.len() > LINES)>
                <button class="btn quiet t-s" type="button" on:click=move |_| all.set(true)>
                    <Icon name="list"/>{tr("companion-log-all")}
                </button>
            </Show>
        </div>
        <Dialog open=all title_id="companion-log">
            <ol class="log-all">{move || lines.get().into_iter().rev().map(|(_, at, line)| view! {
                <li class=line.tone.class()><span class="soft">{span_clock(at)}</span><Icon name=line.icon/><span>{line.words}</span></li>
            }).collect_view()}</ol>
        </Dialog>
    }
}
