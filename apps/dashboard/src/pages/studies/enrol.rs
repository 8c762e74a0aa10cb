//! Joining a study: what it is in plain words, the client's yes, and the draw.

use super::super::asking::{Asking, Ends, Trouble};
use care::study::{Assessed, ClientStudies, NewAssessed, NewEnrolment, OpenStudy};
use leptos::prelude::*;
use screen::{Icon, post, post_nothing, text, tr, words_here};
use session::ClientId;

#[component]
pub(super) fn Join(id: ClientId, open: OpenStudy, changed: Callback<()>) -> impl IntoView {
    let OpenStudy { study, version, protocol } = open;
    let (asking, counting) = (Asking::new(), Asking::new());
    let agreed = RwSignal::new(false);
    let counted = RwSignal::new(false);
    let wrong = RwSignal::new(None::<&'static str>);
    let answers = RwSignal::new(vec![String::new(); protocol.strata.len()]);
    let path = format!("/api/v1/clients/{id}/studies/{study}");
    let submit_path = path.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let strata = answers.get_untracked();
        let fault = match (agreed.get_untracked(), strata.iter().any(String::is_empty)) {
            (_, true) => Some("join-no-strata"),
            (false, _) => Some("join-no-yes"),
            _ => None,
        };
        wrong.set(fault);
        if fault.is_some() {
            return;
        }
        let (path, new) = (submit_path.clone(), NewEnrolment { version, agreed: true, strata });
        asking.send(move || {
            Box::pin(async move {
                let _: ClientStudies = post(&path, &new).await?;
                changed.run(());
                Ok(())
            })
        });
    };
    let count = move |outcome: Assessed| {
        let path = format!("{path}/assessed");
        counting.send(move || {
            Box::pin(async move {
                post_nothing(&path, &NewAssessed { outcome }).await?;
                let _ = counted.try_set(true);
                Ok(())
            })
        });
    };
    let (declined, not_eligible) = (count.clone(), count);
    let drawn = !protocol.design.blocks().is_empty();
    let strata = protocol.strata.clone();
    let field = move |name: &str| format!("join-{study}-{name}");
    let (yes, yes_too) = (field("yes"), field("yes"));
    view! {
        <section class="panel stack">
            <h2>{words_here(&protocol.title)}</h2>
            <p>{words_here(&protocol.about)}</p>
            <dl class="outcomes words">
                <div><dt>{tr("study-who")}</dt><dd>{words_here(&protocol.who)}</dd></div>
                <div><dt>{tr("study-arms")}</dt><dd><ul class="because">{protocol.arms.iter().map(|arm| view! {
                    <li><span class="firm">{words_here(&arm.title)}</span>". "{words_here(&arm.about)}</li>
                }).collect_view()}</ul></dd></div>
            </dl>
            <form class="form stack" on:submit=submit novalidate>
                <h3>{tr("join-text")}</h3>
                <blockquote class="note consent-text">{words_here(&protocol.consent)}</blockquote>
                {strata.into_iter().enumerate().map(|(n, stratum)| {
                    let id = field(&stratum.id);
                    let set = move |value: String| answers.update(|answers| if let Some(answer) = answers.get_mut(n) { *answer = value });
                    view! {
                        <div class="field"><label for=id.clone()>{words_here(&stratum.title)}</label>
                            <select class="input" id=id on:change:target=move |event| set(event.target().value())>
                                <option value="">{tr("choose")}</option>
                                {stratum.parts.into_iter().map(|part| view! { <option value=part.id>{words_here(&part.title)}</option> }).collect_view()}
                            </select></div>
                    }
                }).collect_view()}
                <label class="check" for=yes><input type="checkbox" id=yes_too prop:checked=agreed on:change:target=move |event| agreed.set(event.target().checked())/>{tr("join-yes")}</label>
                <p class="soft">{tr(if drawn { "join-draw-lead" } else { "join-lead" })}</p>
                <div role="status">{move || wrong.get().map(|wrong| view! { <p class="row"><Icon name="triangle-alert"/>{text(wrong)}</p> })}</div>
                <Ends asking send={if drawn { "join-draw" } else { "join-do" }} icon="check"/>
            </form>
            {move || if counted.get() {
                view! { <p class="soft" role="status">{tr("join-counted")}</p> }.into_any()
            } else {
                let (declined, not_eligible) = (declined.clone(), not_eligible.clone());
                view! {
                    <details><summary>{tr("join-not")}</summary>
                        <p>{tr("join-not-lead")}</p>
                        <Trouble asking=counting/>
                        <p class="row">
                            <button class="btn" type="button" on:click=move |_| declined(Assessed::Declined)>{tr("join-declined")}</button>
                            <button class="btn" type="button" on:click=move |_| not_eligible(Assessed::NotEligible)>{tr("join-not-eligible")}</button>
                        </p>
                    </details>
                }.into_any()
            }}
        </section>
    }
}
