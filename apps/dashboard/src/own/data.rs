//! "Mijn gegevens": what may be recorded, who looked, everything to take along, and the way to have it erased.

use super::{
    consents::{Information, Switches},
    erasing::MyOwn,
    kept::KeptData,
    log::Newest,
    parts::{Lead, Speaks},
    room::Room,
};
use leptos::prelude::*;
use screen::tr;

/// So many of the newest lines stand here.
const NEWEST: usize = 4;

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-tab-data");
    let speaks = Speaks::here();
    view! {
        <h1>{speaks.tr("own-data-title")}</h1>
        <p class="soft">{tr("own-data-off")}</p>
        <Switches/>
        <Information/>
        <section>
            <h2>{tr("own-log")}</h2>
            <p class="soft">{speaks.tr("own-log-who")}</p>
            <Newest count=NEWEST/>
            <a class="btn quiet" href=Room::Log.path()>{tr("own-log-all")}</a>
        </section>
        <KeptData/>
        <MyOwn/>
        <ul class="mine-rows">
            <Lead to=Room::Ask icon="pen-line" name="own-data-better" more="own-data-better-more"/>
            <Lead to=Room::Login icon="key-round" name="own-key" more="own-key-lead"/>
        </ul>
    }
}
