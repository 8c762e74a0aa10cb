//! What a clinician decides about the screening that counts: alone or with someone there, and why.

use care::screening::{ClientScreening, NewDecision, Outcome, Standing, reason_fits};
use leptos::{html, prelude::*, task::spawn_local};
use screen::{Failure, FailureMessage, Icon, post, tr};
use session::ClientId;

#[component]
pub(super) fn Decide(
    id: ClientId,
    now: RwSignal<ClientScreening>,
    saved: Callback<ClientScreening>,
) -> impl IntoView {
    let waits = now.with_untracked(|now| {
        matches!(now.standing, Standing::Stands { outcome: Outcome::UntilCleared, .. })
    });
    let open = RwSignal::new(waits);
    let alone = RwSignal::new(None::<bool>);
    let reason = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(area) = reason.get_untracked() else { return };
        let decided = alone.get_untracked().filter(|_| reason_fits(&area.value()));
        wrong.set(decided.is_none());
        let (Some(alone), false) = (decided, busy.get_untracked()) else { return };
        let screening = now.with_untracked(|now| now.screenings.first().map_or(0, |newest| newest.number));
        let decision = NewDecision { screening, alone, reason: area.value() };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let path = format!("/api/v1/clients/{id}/screenings/decisions");
            let outcome = post::<ClientScreening>(&path, &decision).await;
            let _ = busy.try_set(false);
            match outcome {
                Ok(told) => saved.run(told),
                Err(reason) => drop(failure.try_set(Some(reason))),
            }
        });
    };
    move || {
        if !open.get() {
            return view! {
                <p class="below"><button class="btn" type="button" on:click=move |_| open.set(true)>
                    <Icon name="shield-check"/>{tr("decision-other")}
                </button></p>
            }
            .into_any();
        }
        view! {
            <section class="panel above" aria-labelledby="decision">
                <form class="form" on:submit=submit novalidate>
                    <h2 id="decision">{tr("decision")}</h2>
                    <fieldset>
                        <legend class="sr">{tr("decision")}</legend>
                        <div class="choice">{[(false, "decision-supervised"), (true, "decision-alone")].map(|(value, word)| view! {
                            <label><input type="radio" name="decision" prop:checked=move || alone.get() == Some(value)
                                on:change=move |_| alone.set(Some(value))/>{tr(word)}</label>
                        })}</div>
                    </fieldset>
                    <div class="field">
                        <label for="decision-reason">{tr("decision-reason")}</label>
                        <textarea class="input" id="decision-reason" rows="3" node_ref=reason maxlength="1000"
                            aria-invalid=move || wrong.get().then_some("true") aria-describedby="decision-hint decision-wrong"></textarea>
                        <p class="hint" id="decision-hint">{tr("decision-hint")}</p>
                        <p class="wrong" id="decision-wrong">{move || wrong.get().then(|| view! { <Icon name="info"/><span>{tr("decision-wrong")}</span> })}</p>
                    </div>
                    <div role="alert">{move || failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
                    <div class="row">
                        <button class="btn primary" type="submit" aria-busy=move || busy.get().to_string()><Icon name="check"/>{tr("decision-send")}</button>
                        {(!waits).then(|| view! { <button class="btn" type="button" on:click=move |_| open.set(false)>{tr("cancel")}</button> })}
                    </div>
                </form>
            </section>
        }
        .into_any()
    }
}
