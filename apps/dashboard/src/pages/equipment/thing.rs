//! One headset or room: where it is, what it needs, what one does with it, who has it when, what happened with it.

use super::{State, arranges, doing::Doing, reserving::Reserving};
use crate::{
    pages::asking::{Asking, Choice, Ends},
    qr::QrPicture,
    route::Route,
    shell,
};
use leptos::prelude::*;
use link::{
    equipment::{Happened, KeptHeadset, NewPlace, Room},
    people::Site,
};
use screen::{
    Bones, FailureMessage, Icon, Remote, Sending, get, load, put, reload_every, text, text_with, tr,
};
use std::time::Duration;
use uuid::Uuid;

/// A headset or a room.
#[derive(Clone, Debug, PartialEq)]
enum Thing {
    Headset(Box<KeptHeadset>),
    Room(Room),
}

async fn find(id: Uuid) -> Result<Option<Thing>, screen::Failure> {
    let kept: Vec<KeptHeadset> = get("/api/v1/equipment").await?;
    if let Some(kept) = kept.into_iter().find(|kept| kept.id.0 == id) {
        return Ok(Some(Thing::Headset(Box::new(kept))));
    }
    let rooms: Vec<Room> = get("/api/v1/rooms").await?;
    Ok(rooms.into_iter().find(|room| room.id == id).map(Thing::Room))
}

#[component]
pub(crate) fn Page(id: Uuid) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let turn = reload_every(Duration::from_secs(15));
    let found = load(move || {
        turn.track();
        again.track();
        find(id)
    });
    let shown = {
        let found = found.clone();
        Memo::new(move |old: Option<&Option<Option<Thing>>>| {
            found.with(|found| found.here().cloned()).or_else(|| old.cloned().flatten())
        })
    };
    let name = Memo::new(move |_| match shown.get().flatten() {
        Some(Thing::Headset(kept)) => kept.name,
        Some(Thing::Room(room)) => room.name,
        None => text("equipment-title"),
    });
    Effect::new(move |_| screen::set_title(&shell::title(&name.get())));
    let is_headset =
        Memo::new(move |_| shown.get().flatten().map(|thing| matches!(thing, Thing::Headset(_))));
    let headset = Memo::new(move |_| match shown.get().flatten() {
        Some(Thing::Headset(kept)) => Some(*kept),
        _ => None,
    });
    // What is asked for again must not draw the forms anew: what somebody types in them stays.
    let (failed, unknown) = {
        let other = found.clone();
        (
            Memo::new(move |_| {
                found.with(
                    |found| if let Remote::Failed(failure) = found { Some(failure.clone()) } else { None },
                )
            }),
            Memo::new(move |_| other.with(|found| matches!(found, Remote::Here(None)))),
        )
    };
    view! {
        <header class="head">
            <div>
                <p class="crumbs"><a href=Route::Equipment.path()>{tr("equipment-title")}</a></p>
                <h1>{name}</h1>
                {move || headset.get().map(|kept| view! { <p class="facts"><State kept/></p> })}
            </div>
        </header>
        {move || match is_headset.get() {
            None => match (failed.get(), unknown.get()) {
                (Some(failure), _) => view! {
                    <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
                }.into_any(),
                (None, true) => view! { <p class="soft">{tr("equipment-unknown")}</p> }.into_any(),
                (None, false) => view! { <div class="panel"><Bones lines=4/></div> }.into_any(),
            },
            Some(true) => view! {
                <Doing headset again/>
                <Reserving thing=id/>
                <PlaceForm headset again/>
                <Log id again/>
                <Label name=name.get_untracked()/>
            }.into_any(),
            Some(false) => view! { <Reserving thing=id/><Label name=name.get_untracked()/> }.into_any(),
        }}
    }
}

/// Where it lies, and for whoever arranges that, where from now on.
#[component]
fn PlaceForm(headset: Memo<Option<KeptHeadset>>, again: RwSignal<u32>) -> impl IntoView {
    let sites = load(|| get::<Vec<Site>>("/api/v1/sites"));
    let first = headset.get_untracked();
    let place = RwSignal::new(first.as_ref().and_then(|kept| kept.place.clone()).unwrap_or_default());
    let site = RwSignal::new(
        first.as_ref().and_then(|kept| kept.site).map(|site| site.to_string()).unwrap_or_default(),
    );
    let asking = Asking::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(id) = headset.get_untracked().map(|kept| kept.id) else { return };
        let body = NewPlace { place: place.get_untracked(), site: site.get_untracked().parse().ok() };
        asking.send(move || -> Sending {
            Box::pin(async move {
                put(&["/api/v1/headsets/", &id.to_string(), "/place"].concat(), &body).await?;
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <section class="panel stack below">
            <h2>{tr("equipment-place")}</h2>
            {move || if arranges() {
                let sites = sites.with(|sites| sites.here().cloned().unwrap_or_default());
                let options = sites.into_iter().map(|site| (site.id.to_string(), site.name)).collect::<Vec<_>>();
                view! {
                    <form class="form" on:submit=submit>
                        <div class="field">
                            <label for="place">{tr("equipment-place-words")}</label>
                            <input class="input" id="place" maxlength="80" autocomplete="off" prop:value=move || place.get()
                                on:input:target=move |event| place.set(event.target().value())/>
                            <p class="hint">{tr("equipment-place-hint")}</p>
                        </div>
                        <Choice id="site" label="equipment-site" none="equipment-no-site" options chosen=site/>
                        <Ends asking send="save" icon="check"/>
                    </form>
                }.into_any()
            } else {
                view! { <p>{move || headset.get().and_then(|kept| kept.place).unwrap_or_else(|| text("equipment-no-place"))}</p> }.into_any()
            }}
        </section>
    }
}

/// What happened with a headset, the newest first.
#[component]
fn Log(id: Uuid, again: RwSignal<u32>) -> impl IntoView {
    let log = load(move || {
        again.track();
        async move { get::<Vec<Happened>>(&["/api/v1/headsets/", &id.to_string(), "/happenings"].concat()).await }
    });
    let line = |happened: Happened| {
        let detail = happened.detail.clone().unwrap_or_default();
        let what = text_with(&["happened-", &happened.kind].concat(), &[("detail", detail.into())]);
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td class="soft">{screen::moment(happened.at)}</td>
                <td class="soft">{happened.by_name}</td>
            </tr>
        }
    };
    view! {
        <section class="below">
            <h2 class="section">{tr("equipment-log")}</h2>
            {move || match log.get() {
                Remote::Coming => view! { <div class="panel"><Bones lines=3/></div> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(lines) => view! {
                    <div class="panel flat"><table class="list still">
                        <caption class="sr">{tr("equipment-log")}</caption>
                        <thead><tr><th scope="col">{tr("log-what")}</th><th scope="col">{tr("equipment-when")}</th><th scope="col">{tr("equipment-by")}</th></tr></thead>
                        <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
                    </table></div>
                }.into_any(),
            }}
        </section>
    }
}

/// A label to print and stick on: whoever scans it comes to this page.
#[component]
fn Label(name: String) -> impl IntoView {
    let origin = window().location().origin().unwrap_or_default();
    let address = [origin.as_str(), &screen::place().path].concat();
    let picture = QrPicture::of(&address);
    view! {
        <section class="panel below enrol">
            {picture.map(|picture| view! {
                <svg class="qr" viewBox=format!("0 0 {0} {0}", picture.size) role="img" aria-label=tr("equipment-label-picture") shape-rendering="crispEdges">
                    <rect width="100%" height="100%" fill="#fff"></rect>
                    <path d=picture.path fill="#10242b"></path>
                </svg>
            })}
            <div class="stack">
                <h2>{tr("equipment-label")}</h2>
                <p class="t-l">{name}</p>
                <p class="soft t-s">{tr("equipment-label-more")}</p>
                <p><button class="btn" type="button" on:click=move |_| drop(window().print())><Icon name="file-text"/>{tr("value-print")}</button></p>
            </div>
        </section>
    }
}
