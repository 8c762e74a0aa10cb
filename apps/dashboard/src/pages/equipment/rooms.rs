//! Rooms in which somebody can sit quietly: which there are, and for whoever arranges that, another one.

use crate::{
    pages::asking::{Asking, Ends},
    route::Route,
};
use leptos::prelude::*;
use link::equipment::{NewRoom, Room};
use screen::{Dialog, Icon, Sending, get, load, post, text, tr};

#[component]
pub(super) fn Rooms(#[prop(into)] arranges: Signal<bool>) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let adding = RwSignal::new(false);
    let rooms = load(move || {
        again.track();
        get::<Vec<Room>>("/api/v1/rooms")
    });
    let open = move || {
        rooms.with(|rooms| {
            rooms
                .here()
                .cloned()
                .unwrap_or_default()
                .into_iter()
                .filter(|room| !room.closed)
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="below">
            <div class="row apart">
                <h2 class="section">{tr("rooms-title")}</h2>
                {move || arranges.get().then(|| view! {
                    <button class="btn" type="button" on:click=move |_| adding.set(true)><Icon name="plus"/>{tr("room-add")}</button>
                })}
            </div>
            {move || {
                let rooms = open();
                if rooms.is_empty() {
                    view! { <p class="soft">{tr("rooms-none")}</p> }.into_any()
                } else {
                    view! { <ul class="cards plain">{rooms.into_iter().map(|room| view! {
                        <li class="panel live-card">
                            <h3><a href=Route::Thing(room.id).path()>{room.name}</a></h3>
                            <p class="soft">{text(if room.shared { "room-shared" } else { "room-alone" })}</p>
                        </li>
                    }).collect_view()}</ul> }.into_any()
                }
            }}
            <Dialog open=adding title_id="room-add"><Add open=adding again/></Dialog>
        </section>
    }
}

#[component]
fn Add(open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let name = RwSignal::new(String::new());
    let shared = RwSignal::new(false);
    let wrong = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewRoom {
            name: name.get_untracked().trim().to_owned(),
            site: None,
            shared: shared.get_untracked(),
            closed: false,
        };
        wrong.set(new.name.is_empty());
        if wrong.get_untracked() {
            return;
        }
        asking.send(move || -> Sending {
            Box::pin(async move {
                let _: Room = post("/api/v1/rooms", &new).await?;
                again.update(|n| *n += 1);
                open.set(false);
                Ok(())
            })
        });
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <div class="field">
                <label for="room-name">{tr("room-name")}</label>
                <input class="input" id="room-name" maxlength="60" autocomplete="off" aria-describedby="room-wrong"
                    aria-invalid=move || wrong.get().then_some("true")
                    on:input:target=move |event| name.set(event.target().value())/>
                <p class="wrong" id="room-wrong" role="alert">{move || wrong.get().then(|| text("room-name-wrong"))}</p>
            </div>
            <label class="check"><input type="checkbox" on:change:target=move |event| shared.set(event.target().checked())/><span>{tr("room-is-shared")}</span></label>
            <Ends asking send="room-add" icon="plus" cancel=open/>
        </form>
    }
}
