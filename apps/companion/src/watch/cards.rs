//! What stands over the world when something must be said first: waiting for a yes, held by the self-check, over.

use super::Watching;
use crate::{
    room::Fresh,
    words::{naming, problem_words},
};
use leptos::prelude::*;
use link::Problem;
use screen::{Icon, self_check_word, text, text_with, tr};
use session::{Act, Phase, Verdict};

/// Until the client has said yes.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    let Watching { seen, .. } = expect_context();
    let card = move || match seen.fresh.get() {
        Fresh::Closed(problem) => view! {
            <Icon name="info"/>
            <h1 class="t-m">{match problem {
                Problem::Forbidden => text("companion-declined"),
                other => problem_words(other),
            }}</h1>
            <p class="soft">{text(match problem {
                Problem::Forbidden => "companion-declined-more",
                Problem::Version => "companion-version-more",
                _ => "companion-gone-more",
            })}</p>
            <a class="btn primary" href="/companion">{tr("companion-start-again")}</a>
        }
        .into_any(),
        Fresh::Asking => view! {
            <span class="w-breathing" aria-hidden="true"></span>
            <h1 class="t-m">{tr("companion-asking")}</h1>
            <p class="soft">{tr("companion-asking-more")}</p>
            <a class="btn" href="/companion">{tr("cancel")}</a>
        }
        .into_any(),
        _ => view! {
            <span class="w-breathing" aria-hidden="true"></span>
            <h1 class="t-m">{tr("companion-joining")}</h1>
            <p class="soft">{tr("companion-joining-more")}</p>
            <a class="btn" href="/companion">{tr("cancel")}</a>
        }
        .into_any(),
    };
    // Only the kind of moment rebuilds the card, not every tenth of a second.
    view! { <section class="w-card w-middle" role="status">{card}</section> }
}

/// The self-check holds the client (rule 1): a colleague may let them go on, with a reason, where that is allowed.
#[component]
pub(crate) fn Held() -> impl IntoView {
    let watching = expect_context::<Watching>();
    let Watching { seen, name, can_ask, .. } = watching;
    let held = Memo::new(move |_| {
        seen.state.with(|state| if let Phase::Held(item) = state.phase { Some(item) } else { None })
    });
    let reason = RwSignal::new(String::new());
    let clear = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = reason.get_untracked().trim().to_owned();
        if !words.is_empty() && watching.act(Act::Clear { reason: words }) {
            reason.set(String::new());
        }
    };
    move || {
        let item = held.get()?;
        let hard = [true, false].map(|yes| item.verdict(yes)).contains(&Verdict::HardStop);
        Some(view! {
            <section class="w-card w-held" aria-labelledby="held">
                <h2 id="held"><Icon name="shield-check"/>{move || naming("companion-held", &name.get())}</h2>
                <p>{move || text_with("companion-log-held", &[("item", self_check_word(item).into())])}</p>
                {if hard {
                    view! { <p class="soft">{tr("companion-held-hard")}</p> }.into_any()
                } else {
                    view! {
                        <form class="form" on:submit=clear>
                            <div class="field">
                                <label for="reason">{tr("companion-held-reason")}</label>
                                <input class="input" id="reason" maxlength="400" autocomplete="off" prop:value=reason
                                    on:input:target=move |event| reason.set(event.target().value()) aria-describedby="reason-more"/>
                                <p class="hint" id="reason-more">{tr("companion-held-reason-more")}</p>
                            </div>
                            <button class="btn primary" type="submit"
                                disabled=move || !can_ask.get() || reason.with(|words| words.trim().is_empty())>
                                <Icon name="check"/>{tr("companion-held-clear")}
                            </button>
                        </form>
                    }.into_any()
                }}
            </section>
        })
    }
}

/// Why there is nothing left to watch, by the name of its title; `None` while there is.
pub(crate) fn over(watching: Watching) -> Memo<Option<&'static str>> {
    let Watching { seen, me, .. } = watching;
    let user = me.with_value(|me| me.user);
    Memo::new(move |_| {
        let done = seen.state.with(|state| state.phase == Phase::Done);
        let stopped = seen.state.with(|state| !state.is_watched_by(user));
        let closed = matches!(seen.fresh.get(), Fresh::Closed(_));
        if done {
            Some("companion-over")
        } else if stopped || closed {
            Some("companion-stopped")
        } else {
            None
        }
    })
}

/// The session is over: on to its timeline.
#[component]
pub(crate) fn Over(over: Memo<Option<&'static str>>) -> impl IntoView {
    let Watching { seen, name, session, .. } = expect_context();
    let adverse = move || seen.state.with(|state| !state.adverse_events.is_empty());
    move || {
        let title = over.get()?;
        let more = if title == "companion-over" { "companion-over-more" } else { "companion-stopped-more" };
        Some(view! {
            <section class="w-card w-middle" role="status">
                <Icon name=if title == "companion-over" { "circle-check" } else { "eye-off" }/>
                <h2>{move || naming(title, &name.get())}</h2>
                <p class="soft">{move || naming(more, &name.get())}</p>
                {adverse().then(|| view! { <p class="mark wait"><Icon name="triangle-alert"/>{tr("companion-over-adverse")}</p> })}
                <div class="row">
                    <a class="btn primary" href=format!("/sessions/{session}") rel="external"><Icon name="chart-line"/>{tr("companion-to-timeline")}</a>
                    <a class="btn" href="/companion">{tr("companion-next-session")}</a>
                </div>
            </section>
        })
    }
}
