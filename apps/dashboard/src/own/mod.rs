//! A client's own place, at `/mine`: the door, three places under the thumb, and the pages behind them.

mod ask;
mod breath;
mod calm;
mod consents;
mod course;
mod data;
mod diary;
mod door;
mod erasing;
mod kept;
mod learn;
mod log;
mod login;
mod parts;
mod plan;
mod reflection;
mod room;
mod story;

use leptos::{prelude::*, task::spawn_local};
use link::{
    login::ClientMe,
    own::{Contact, Manner, OwnPlace},
};
use parts::{Mine, Speaks};
use room::Room;
use screen::{
    Bones, Brand, Failure, FailureMessage, Icon, Remote, carry, get, identity, load, place, text, text_with,
    tr,
};

/// Who is at the door.
#[derive(Clone, Debug, PartialEq)]
enum Who {
    Asking,
    Nobody { ran_out: bool },
    Unreachable(Failure),
    Inside(ClientMe),
}

#[component]
pub(crate) fn Page() -> impl IntoView {
    let who = RwSignal::new(Who::Asking);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let found = match get::<ClientMe>("/api/v1/client/me").await {
                Ok(me) => {
                    carry(&me.csrf);
                    Who::Inside(me)
                }
                Err(Failure::SignedOut) => Who::Nobody { ran_out: false },
                Err(failure) => Who::Unreachable(failure),
            };
            let _ = who.try_set(found);
        });
    });
    ask.run(());
    // A request that finds the login gone says so to the whole page.
    Effect::new(move |before: Option<()>| {
        let _ = identity();
        if before.is_some() && matches!(who.get_untracked(), Who::Inside(_)) {
            who.set(Who::Nobody { ran_out: true });
        }
    });
    let enter = Callback::new(move |me: ClientMe| {
        carry(&me.csrf);
        who.set(Who::Inside(me));
    });
    let styled = RwSignal::new(false);
    view! {
        <link rel="stylesheet" href=styles() on:load=move |_| styled.set(true) on:error=move |_| styled.set(true)/>
        {move || match (styled.get(), who.get()) {
            (false, _) | (_, Who::Asking) => view! { <main class="sign-in"><div class="sign-in-box"><Bones/></div></main> }.into_any(),
            (_, Who::Unreachable(failure)) => view! {
                <main class="sign-in"><div class="sign-in-box"><FailureMessage failure retry=ask/></div></main>
            }.into_any(),
            (_, Who::Nobody { ran_out }) => view! { <door::Door ran_out enter/> }.into_any(),
            (_, Who::Inside(me)) => match me.own_code.clone() {
                Some(code) => {
                    let kept = Callback::new(move |()| who.update(|who| if let Who::Inside(me) = who { me.own_code = None; }));
                    view! { <door::Keep code kept/> }.into_any()
                }
                None => {
                    let left = Callback::new(move |()| who.set(Who::Nobody { ran_out: false }));
                    view! { <Shell me left ask/> }.into_any()
                }
            },
        }}
    }
}

/// Where the styles of these pages are: they are not in the first load.
pub(crate) fn styles() -> String {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-own-styles")).unwrap_or_default()
}

/// What the pages share until it is known: nothing asks for more care, and nobody is known to read.
fn unknown_place() -> OwnPlace {
    OwnPlace {
        manner: Manner::default(),
        contact: Contact::default(),
        institution: String::new(),
        address: String::new(),
        readers: Vec::new(),
        answers: 0,
    }
}

#[component]
fn Shell(me: ClientMe, left: Callback<()>, ask: Callback<()>) -> impl IntoView {
    let room = Memo::new(|_| Room::at(&place().path));
    let again = RwSignal::new(0u32);
    let known = load(move || {
        again.track();
        get::<OwnPlace>("/api/v1/client/place")
    });
    let loaded = known.clone();
    let own_place =
        Memo::new(move |_| known.with(|known| known.here().cloned()).unwrap_or_else(unknown_place));
    let is_known = Memo::new(move |_| !loaded.with(|known| matches!(known, Remote::Coming)));
    provide_context(Speaks::new(own_place, again));
    provide_context(Mine { me: StoredValue::new(me.clone()), left, ask });
    let whole = move || {
        // Another language draws the page anew, but for the choice of language itself.
        let room = room.get();
        if room != Room::Login {
            let _ = screen::language();
        }
        room
    };
    view! {
        <a class="skip" href="#content">{tr("skip-to-content")}</a>
        <div class="mine">
            <header class="mine-top">
                <a class="brand" href=Room::Calm.path()><Brand/></a>
                <a class="btn quiet t-s" href=Room::Ask.path()>
                    <Icon name="message-circle"/>{tr("own-help")}
                    {move || (own_place.with(|place| place.answers) > 0).then(|| view! {
                        <span class="dot" aria-hidden="true"></span><span class="sr">{tr("own-help-answer")}</span>
                    })}
                </a>
            </header>
            <main class="mine-page" id="content" tabindex="-1">
                {move || match (is_known.get(), whole()) {
                    (false, _) => view! { <Bones lines=6/> }.into_any(),
                    (_, Room::Calm) => view! { <calm::Page/> }.into_any(),
                    (_, Room::Breath) => view! { <breath::Page/> }.into_any(),
                    (_, Room::Diary) => view! { <diary::Page/> }.into_any(),
                    (_, Room::Plan) => view! { <plan::Page/> }.into_any(),
                    (_, Room::Learn(step)) => view! { <learn::Page step/> }.into_any(),
                    (_, Room::Story) => view! { <story::Page/> }.into_any(),
                    (_, Room::Course(id)) => view! { <course::Page id/> }.into_any(),
                    (_, Room::Data) => view! { <data::Page/> }.into_any(),
                    (_, Room::Log) => view! { <log::Page/> }.into_any(),
                    (_, Room::Ask) => view! { <ask::Page/> }.into_any(),
                    (_, Room::Login) => view! { <login::Page/> }.into_any(),
                    (_, Room::Nowhere) => view! {
                        <h1>{tr("nowhere-title")}</h1>
                        <p><a class="btn" href=Room::Calm.path()>{tr("own-nowhere-do")}</a></p>
                    }.into_any(),
                }}
            </main>
            <nav class="mine-tabs" aria-label=tr("places")>
                <Tab to=Room::Calm icon="leaf" name="own-tab-calm" room/>
                <Tab to=Room::Story icon="book-open" name="own-tab-story" room/>
                <Tab to=Room::Data icon="lock" name="own-tab-data" room/>
            </nav>
        </div>
    }
}

#[component]
fn Tab(to: Room, icon: &'static str, name: &'static str, room: Memo<Room>) -> impl IntoView {
    view! {
        <a href=to.path() aria-current=move || (room.get().tab() == to).then_some("page")>
            <Icon name=icon/><span>{tr(name)}</span>
        </a>
    }
}

/// The title of a page in the browser's tab; follows the language.
fn name_page(id: &'static str) {
    Effect::new(move |_| screen::set_title(&format!("{} · {}", text(id), text("product-name"))));
}

/// A day as people say it when it is near: "Vandaag", "Gisteren", "dinsdag 24 november".
fn near_day(at: link::api::WallMicros) -> String {
    const DAY_US: i64 = 86_400_000_000;
    let day = screen::long_day(at);
    let now = screen::wall_now();
    if day == screen::long_day(now) && now - at < DAY_US {
        text("own-today")
    } else if day == screen::long_day(now - DAY_US) && now - at < 2 * DAY_US {
        text("own-yesterday")
    } else {
        day
    }
}

/// "20 van 30": a place in a row.
fn of_all(n: usize, all: usize) -> String {
    text_with("own-of", &[("n", n.into()), ("all", all.into())])
}
