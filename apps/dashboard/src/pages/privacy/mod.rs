//! "Privacy": what the privacy officer decides and oversees. Requests to be erased with what holds them up and what stays, consents
//! in counts, whether the access log is whole, and what happened to records that were kept long enough.

mod requests;

use super::asking::{Asking, Trouble};
use crate::{route::Route, shell};
use leptos::prelude::*;
use link::privacy::{ConsentCount, ErasureRequest, LogCheck, Oversight, RetentionMode, RetentionRun};
use requests::Requests;
use screen::{Bones, FailureMessage, Icon, Remote, get, load, post, text, text_with, tr};

#[component]
pub(crate) fn Page() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        async move {
            let requests: Vec<ErasureRequest> = get("/api/v1/erasure-requests").await?;
            let oversight: Oversight = get("/api/v1/privacy").await?;
            Ok((requests, oversight))
        }
    });
    Effect::new(move |_| screen::set_title(&shell::title(&text("place-privacy"))));
    view! {
        <header class="head">
            <div><h1>{tr("place-privacy")}</h1><p class="facts"><span>{tr("privacy-more")}</span></p></div>
        </header>
        {move || match found.get() {
            Remote::Coming => view! { <div class="panel"><Bones lines=6/></div> }.into_any(),
            Remote::Failed(failure) => view! {
                <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
            }.into_any(),
            Remote::Here((requests, oversight)) => {
                let Oversight { consents, retention, runs, log, outlives } = oversight;
                view! {
                    <Requests requests outlives again/>
                    <Consents consents/>
                    <Log log/>
                    <Retention mode=retention runs/>
                }.into_any()
            }
        }}
    }
}

/// How many clients say no to each stream.
#[component]
fn Consents(consents: Vec<ConsentCount>) -> impl IntoView {
    let clients = consents.first().and_then(|count| count.clients);
    let row = |count: ConsentCount| {
        let no = count.no.map_or_else(|| text("privacy-few"), |no| no.to_string());
        view! {
            <tr>
                <th scope="row">{text(&format!("stream-{}", count.stream.word()))}</th>
                <td class="num"><span class="narrow">{tr("privacy-consents-no")}": "</span>{no}</td>
            </tr>
        }
    };
    view! {
        <section aria-labelledby="privacy-consents">
            <h2 class="section" id="privacy-consents">{tr("privacy-consents")}</h2>
            <p class="soft">{match clients {
                Some(n) => text_with("privacy-consents-of", &[("n", n.into())]),
                None => text("privacy-consents-few"),
            }}</p>
            <div class="panel flat"><table class="list still">
                <caption class="sr">{tr("privacy-consents")}</caption>
                <thead><tr><th scope="col">{tr("privacy-stream")}</th><th scope="col">{tr("privacy-consents-no")}</th></tr></thead>
                <tbody>{consents.into_iter().map(row).collect_view()}</tbody>
            </table></div>
            <p class="soft t-s below">{tr("privacy-consents-hidden")}</p>
        </section>
    }
}

/// Whether the access log is whole, as it was last looked through; and a way to look now.
#[component]
fn Log(log: Option<LogCheck>) -> impl IntoView {
    let last = RwSignal::new(log);
    let asking = Asking::new();
    let check = move |_| {
        asking.send(move || {
            Box::pin(async move {
                let found: LogCheck = post("/api/v1/privacy/log-check", &()).await?;
                last.set(Some(found));
                Ok(())
            })
        });
    };
    let told = move || {
        match last.get() {
        None => view! { <p class="mark"><Icon name="info"/>{tr("privacy-log-never")}</p> }.into_any(),
        Some(LogCheck { at, lines, broken_at: None }) => view! {
            <p class="mark good"><Icon name="check"/>{text_with("privacy-log-whole", &[
                ("n", (lines as f64).into()), ("when", screen::moment(at).into())])}</p>
        }
        .into_any(),
        Some(LogCheck { at, broken_at: Some(line), .. }) => view! {
            <div class="message danger"><Icon name="triangle-alert"/><div>
                <p><b>{text_with("privacy-log-broken", &[("line", (line as f64).into()), ("when", screen::moment(at).into())])}</b></p>
                <p>{tr("privacy-log-broken-more")}</p>
            </div></div>
        }
        .into_any(),
    }
    };
    view! {
        <section aria-labelledby="privacy-log">
            <h2 class="section" id="privacy-log">{tr("log-title")}</h2>
            <div class="panel stack">
                <div role="status">{told}</div>
                <p class="soft t-s">{tr("privacy-log-more")}</p>
                <Trouble asking/>
                <div class="row">
                    <button class="btn" type="button" on:click=check aria-busy=move || asking.is_busy().to_string()>
                        <Icon name="shield-check"/>{tr("privacy-log-check")}
                    </button>
                    <a class="btn" href=Route::Log.path()><Icon name="eye"/>{tr("privacy-log-open")}</a>
                </div>
            </div>
        </section>
    }
}

/// What happens to records that were kept as long as the law asks, and what happened.
#[component]
fn Retention(mode: RetentionMode, runs: Vec<RetentionRun>) -> impl IntoView {
    let row = |run: RetentionRun| {
        let erased = if run.erases { run.erased.to_string() } else { text("privacy-run-told") };
        view! {
            <tr>
                <th scope="row">{screen::moment(run.at)}</th>
                <td class="num"><span class="narrow">{tr("privacy-run-due")}": "</span>{run.due}</td>
                <td class="num"><span class="narrow">{tr("privacy-run-held")}": "</span>{run.held}</td>
                <td class="num"><span class="narrow">{tr("privacy-run-erased")}": "</span>{erased}</td>
            </tr>
        }
    };
    view! {
        <section aria-labelledby="privacy-retention">
            <h2 class="section" id="privacy-retention">{tr("privacy-retention")}</h2>
            <p class="soft">{text(&format!("privacy-retention-{}", mode.word()))}</p>
            {match runs.is_empty() {
                true => view! { <p class="soft">{tr("privacy-runs-none")}</p> }.into_any(),
                false => view! {
                    <div class="panel flat"><table class="list still">
                        <caption class="sr">{tr("privacy-retention")}</caption>
                        <thead><tr>
                            <th scope="col">{tr("privacy-run-when")}</th>
                            <th scope="col">{tr("privacy-run-due")}</th>
                            <th scope="col">{tr("privacy-run-held")}</th>
                            <th scope="col">{tr("privacy-run-erased")}</th>
                        </tr></thead>
                        <tbody>{runs.into_iter().map(row).collect_view()}</tbody>
                    </table></div>
                }.into_any(),
            }}
        </section>
    }
}
