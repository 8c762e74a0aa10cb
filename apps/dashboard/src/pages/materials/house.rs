//! How the institution looks on paper: name, address, whom to ask, accent colour and logo.

use crate::{
    pages::asking::{Asking, Ends},
    shell,
};
use leptos::{html, prelude::*};
use link::{
    house::{ChangeHouse, HouseStyle as Style},
    people::Role,
};
use screen::{Dialog, FailureMessage, Icon, Remote, delete, get, load, patch, post_file, text, tr};

// Here and not in the style sheet, which the first page waits for.
const ROW: &str =
    "display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:var(--s-2)";
const LOGO: &str =
    "max-width:160px;max-height:40px;vertical-align:middle;margin-right:var(--s-2);background:#fff";
const SWATCH: &str = "display:inline-block;width:1em;height:1em;border-radius:50%;vertical-align:-2px";

/// Who says how the institution looks.
const SAYS: [Role; 2] = [Role::Coordinator, Role::Administrator];

/// What stands on every page that is printed, and for some a way to change it.
#[component]
pub(super) fn HouseStyle() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let found = load(move || {
        again.track();
        get::<Style>("/api/v1/house-style")
    });
    let open = RwSignal::new(false);
    move || match found.get() {
        Remote::Coming => ().into_any(),
        Remote::Failed(failure) => view! {
            <FailureMessage failure retry=Callback::new(move |()| again.update(|n| *n += 1))/>
        }
        .into_any(),
        Remote::Here(style) => {
            // What was kept before stands in the browser's memory under the same address.
            let logo = style.logo.then(|| format!("/api/v1/house-style/logo?{}", again.get_untracked()));
            let swatch = format!("{SWATCH};background:{}", style.accent);
            let shown = style.clone();
            view! {
                <section class="panel" style=ROW aria-labelledby="house-style">
                    <div class="stack">
                        <h2 id="house-style">{tr("house-title")}</h2>
                        <p class="soft t-s">{tr("house-more")}</p>
                        <p>{logo.map(|src| view! { <img src=src alt=text("house-logo") style=LOGO/> })}
                            <span class="firm">{shown.name}</span>" "<span style=swatch aria-hidden="true"></span></p>
                    </div>
                    {shell::is(&SAYS).then(|| view! {
                        <button class="btn" type="button" on:click=move |_| open.set(true)><Icon name="pen-line"/>{tr("house-change")}</button>
                    })}
                </section>
                <Dialog open title_id="house-change"><Change style=style.clone() open again/></Dialog>
            }
            .into_any()
        }
    }
}

#[component]
fn Change(style: Style, open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let (name, help, accent) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let address = NodeRef::<html::Textarea>::new();
    let file = NodeRef::<html::Input>::new();
    let asking = Asking::new();
    let (before, logo) = (style.clone(), style.logo);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let written = |field: NodeRef<html::Input>| {
            field.get_untracked().map(|input| input.value()).unwrap_or_default()
        };
        // Only what was changed here is sent: what a colleague changed elsewhere stays theirs.
        let other = |now: String, then: &String| (now != *then).then_some(now);
        let area = address.get_untracked().map(|area| area.value()).unwrap_or_default();
        let new = ChangeHouse {
            version: before.version,
            name: other(written(name), &before.name),
            address: other(area.replace("\r\n", "\n"), &before.address),
            help: other(written(help), &before.help),
            accent: other(written(accent), &before.accent),
        };
        let chosen = file.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        asking.send(move || {
            Box::pin(async move {
                let mut new = new;
                if let Some(chosen) = chosen {
                    let path = format!("/api/v1/house-style/logo?version={}", new.version);
                    new.version = post_file::<Style>(&path, &chosen).await?.version;
                }
                if new != (ChangeHouse { version: new.version, ..ChangeHouse::default() }) {
                    patch("/api/v1/house-style", &new).await?;
                }
                open.set(false);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let version = style.version;
    let remove = move |_| {
        asking.send(move || {
            Box::pin(async move {
                delete(&format!("/api/v1/house-style/logo?version={version}")).await?;
                open.set(false);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    view! {
        <form class="stack" on:submit=send>
            <h2 id="house-change">{tr("house-change")}</h2>
            <div class="field"><label for="house-name">{tr("house-name")}</label>
                <input class="input" id="house-name" node_ref=name value=style.name required maxlength="80"/></div>
            <div class="field"><label for="house-address">{tr("house-address")}</label>
                <textarea class="input" id="house-address" rows="4" node_ref=address prop:value=style.address></textarea></div>
            <div class="field"><label for="house-help">{tr("house-help")}</label>
                <input class="input" id="house-help" node_ref=help value=style.help maxlength="120" aria-describedby="house-help-hint"/>
                <p class="hint" id="house-help-hint">{tr("house-help-hint")}</p></div>
            <div class="field"><label for="house-accent">{tr("house-accent")}</label>
                <input class="input" id="house-accent" type="color" node_ref=accent value=style.accent aria-describedby="house-accent-hint"/>
                <p class="hint" id="house-accent-hint">{tr("house-accent-hint")}</p></div>
            <div class="field"><label for="house-logo">{tr("house-logo")}</label>
                <input class="input" id="house-logo" type="file" node_ref=file accept=".png,.svg" aria-describedby="house-logo-hint"/>
                <p class="hint" id="house-logo-hint">{tr("house-logo-hint")}</p>
                {logo.then(|| view! {
                    <p><button class="btn quiet t-s" type="button" on:click=remove><Icon name="trash-2"/>{tr("house-logo-remove")}</button></p>
                })}</div>
            <Ends asking send="save" icon="check" cancel=open/>
        </form>
    }
}
