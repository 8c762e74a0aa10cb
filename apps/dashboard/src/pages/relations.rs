//! Who treats a client: listed on the client's page, added to and ended by who does.

use super::asking::{Asking, Choice, Ends};
use leptos::prelude::*;
use link::people::{Carer, EndRelation, Ending, NewRelation, Person, Relation, Role, Team};
use screen::{
    Bones, Dialog, FailureMessage, Icon, Remote, get, load, post, post_nothing, text, text_with, tr,
};
use session::ClientId;

#[component]
pub(super) fn Relations(id: ClientId) -> impl IntoView {
    let again = RwSignal::new(0u32);
    let adding = RwSignal::new(false);
    let ending = RwSignal::new(None::<Relation>);
    let is_ending = RwSignal::new(false);
    let found = load(move || {
        again.track();
        async move { get::<Vec<Relation>>(&format!("/api/v1/clients/{id}/relations")).await }
    });
    let end = Callback::new(move |relation: Relation| {
        ending.set(Some(relation));
        is_ending.set(true);
    });
    view! {
        <section aria-labelledby="relations">
            <div class="head"><h2 class="section" id="relations">{tr("relations")}</h2>
                <button class="btn" type="button" on:click=move |_| adding.set(true)><Icon name="plus"/>{tr("relation-add")}</button></div>
            {move || match found.get() {
                Remote::Coming => view! { <div class="panel"><Bones lines=2/></div> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here(relations) => view! { <Table relations end/> }.into_any(),
            }}
        </section>
        <Dialog open=adding title_id="relation-add"><Add id open=adding again/></Dialog>
        <Dialog open=is_ending title_id="relation-end">
            {move || ending.get().map(|relation| view! { <End id relation open=is_ending again/> })}
        </Dialog>
    }
}

#[component]
fn Table(relations: Vec<Relation>, end: Callback<Relation>) -> impl IntoView {
    let rows = relations.into_iter().map(|relation| {
        let this = relation.clone();
        let label = format!("{}: {}", text("relation-end-short"), relation.name);
        let kind = match relation.carer {
            Carer::User(_) => "relation-colleague",
            Carer::Team(_) => "relation-team",
        };
        view! {
            <tr>
                <th scope="row">{relation.name}</th>
                <td class="soft">{tr(kind)}</td>
                <td>{text_with("relation-since", &[("when", screen::day(relation.since).into())])}</td>
                <td class="acts">{match relation.until {
                    Some(until) => {
                        let how = relation.ended.map_or("relation-ended", |how| match how {
                            Ending::Finished => "relation-finished",
                            Ending::HandedOver => "relation-handed-over",
                            Ending::Left => "relation-left",
                        });
                        view! { <span class="soft">{text_with(how, &[("when", screen::day(until).into())])}</span> }.into_any()
                    }
                    None => view! {
                        <button class="btn quiet" type="button" aria-label=label on:click=move |_| end.run(this.clone())>
                            <Icon name="log-out"/>{tr("relation-end-short")}
                        </button>
                    }.into_any(),
                }}</td>
            </tr>
        }
    });
    view! {
        <div class="panel flat"><table class="list still">
            <caption class="sr">{tr("relations")}</caption>
            <thead><tr>
                <th scope="col">{tr("person-name")}</th>
                <th scope="col">{tr("relation-kind")}</th>
                <th scope="col">{tr("relation-when")}</th>
                <th scope="col"><span class="sr">{tr("headset-acts")}</span></th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
}

#[component]
fn Add(id: ClientId, open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let to = RwSignal::new(String::new());
    let found = load(move || async move {
        let people: Vec<Person> = get("/api/v1/people").await?;
        let teams: Vec<Team> = get("/api/v1/teams").await?;
        Ok((people, teams))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let carer = to.with_untracked(|to| {
            let (kind, id) = to.split_once(':')?;
            match kind {
                "team" => id.parse().ok().map(Carer::Team),
                _ => id.parse().ok().map(Carer::User),
            }
        });
        let Some(carer) = carer else { return };
        asking.send(move || {
            Box::pin(async move {
                let address = format!("/api/v1/clients/{id}/relations");
                let _: Vec<Relation> = post(&address, &NewRelation { carer }).await?;
                again.update(|n| *n += 1);
                open.set(false);
                Ok(())
            })
        });
    };
    let options = |people: Vec<Person>, teams: Vec<Team>| -> Vec<(String, String)> {
        let treats = |person: &Person| {
            person.left.is_none() && person.roles.iter().any(|held| held.role == Role::Practitioner)
        };
        let teams = teams.into_iter().map(|team| (format!("team:{}", team.id), team.name));
        let people =
            people.into_iter().filter(treats).map(|person| (format!("user:{}", person.id), person.name));
        teams.chain(people).collect()
    };
    view! {
        <form class="form" on:submit=submit novalidate>
            <p>{tr("relation-add-more")}</p>
            {move || match found.get() {
                Remote::Coming => view! { <Bones lines=1/> }.into_any(),
                Remote::Failed(failure) => view! { <FailureMessage failure/> }.into_any(),
                Remote::Here((people, teams)) => view! {
                    <Choice id="relation-to" label="relation-to" none="choose" options=options(people, teams) chosen=to/>
                }.into_any(),
            }}
            <Ends asking send="relation-add-send" icon="plus" cancel=open/>
        </form>
    }
}

#[component]
fn End(id: ClientId, relation: Relation, open: RwSignal<bool>, again: RwSignal<u32>) -> impl IntoView {
    let asking = Asking::new();
    let how = RwSignal::new(String::new());
    let which = relation.id;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(how) = how.with_untracked(|word| Ending::of_word(word)) else { return };
        asking.send(move || {
            Box::pin(async move {
                let address = format!("/api/v1/clients/{id}/relations/{which}/end");
                post_nothing(&address, &EndRelation { how }).await?;
                open.set(false);
                again.update(|n| *n += 1);
                Ok(())
            })
        });
    };
    let options = [Ending::Finished, Ending::HandedOver];
    let options = options.map(|how| (how.word().to_owned(), text(&format!("ending-{}", how.word()))));
    view! {
        <form class="form" on:submit=submit novalidate>
            <p class="firm">{text_with("relation-end-who", &[("name", relation.name.clone().into())])}</p>
            <p>{tr("relation-end-more")}</p>
            <Choice id="relation-how" label="relation-how" none="choose" options=options.to_vec() chosen=how/>
            <Ends asking send="relation-end" icon="log-out" cancel=open/>
        </form>
    }
}
