//! When a set is asked: the form that plans it, and what is planned with the way to end it.

use crate::pages::asking::{Asking, Ends, Trouble};
use care::questions::{NewScheduled, Rater, Scheduled, SetShort, When};
use leptos::prelude::*;
use screen::{Icon, post, post_empty, text, text_with, tr, words_here};

/// "09:30" in minutes after midnight.
fn minute_of(clock: &str) -> Option<u16> {
    let (hours, minutes) = clock.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn clock_of(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// When a set is asked, in words.
pub(crate) fn when_word(when: &When) -> String {
    match when {
        When::BeforeSession => text("when-before"),
        When::AfterSession => text("when-after"),
        When::Daily { minute } => text_with("when-daily", &[("clock", clock_of(*minute).into())]),
        When::Random { times, from, to } => {
            let values =
                [("times", (*times).into()), ("from", clock_of(*from).into()), ("to", clock_of(*to).into())];
            text_with("when-random", &values)
        }
        When::OnThreshold { tension } => text_with("when-threshold", &[("tension", (*tension).into())]),
        When::OnIndicator { score } => text_with("when-indicator", &[("score", (*score).into())]),
    }
}

/// The kinds of moments that can be chosen, each on its own.
const MOMENTS: [&str; 6] = [
    "when-choose-before",
    "when-choose-after",
    "when-choose-daily",
    "when-choose-random",
    "when-choose-threshold",
    "when-choose-indicator",
];

/// Plans a set; `path` is where what is planned lives.
#[component]
pub(crate) fn PlanForm(
    /// `/api/v1/clients/…/scheduled-sets`, or a team's.
    path: String,
    sets: Vec<SetShort>,
    planned: Callback<Vec<Scheduled>>,
) -> impl IntoView {
    let asking = Asking::new();
    let chosen = RwSignal::new(String::new());
    let moments = RwSignal::new([true, true, false, false, false, false]);
    let (daily, from, to) = (
        RwSignal::new("09:00".to_owned()),
        RwSignal::new("09:00".to_owned()),
        RwSignal::new("21:00".to_owned()),
    );
    let (times, tension, score) = (RwSignal::new(3_u8), RwSignal::new(7_u8), RwSignal::new(80_u8));
    let wrong = RwSignal::new(None::<&'static str>);
    let whens = move || -> Option<Vec<When>> {
        let [before, after, on_day, random, threshold, indicator] = moments.get_untracked();
        let mut whens = Vec::new();
        if before {
            whens.push(When::BeforeSession);
        }
        if after {
            whens.push(When::AfterSession);
        }
        if on_day {
            whens.push(When::Daily { minute: minute_of(&daily.get_untracked())? });
        }
        if random {
            let (from, to) = (minute_of(&from.get_untracked())?, minute_of(&to.get_untracked())?);
            whens.push(When::Random { times: times.get_untracked(), from, to });
        }
        if threshold {
            whens.push(When::OnThreshold { tension: tension.get_untracked() });
        }
        if indicator {
            whens.push(When::OnIndicator { score: score.get_untracked() });
        }
        whens.iter().all(When::fits).then_some(whens)
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let set = chosen.get_untracked();
        let whens = whens().filter(|whens| !whens.is_empty());
        let fault = match (&whens, set.is_empty()) {
            (_, true) => Some("plan-no-set"),
            (None, _) => Some("plan-no-moment"),
            _ => None,
        };
        wrong.set(fault);
        let (Some(whens), None) = (whens, fault) else { return };
        // Minutes west of UTC, by the browser.
        let offset_min = -(js_sys::Date::new_0().get_timezone_offset() as i16);
        let (path, new) = (path.clone(), NewScheduled { set, whens, offset_min });
        asking.send(move || {
            Box::pin(async move {
                let told: Vec<Scheduled> = post(&path, &new).await?;
                planned.run(told);
                chosen.set(String::new());
                Ok(())
            })
        });
    };
    let moment = move |at: usize| {
        let label = MOMENTS.get(at).copied().unwrap_or_default();
        view! {
            <label class="check"><input type="checkbox" prop:checked=move || moments.get().get(at).copied().unwrap_or(false)
                on:change:target=move |event| {
                    let yes = event.target().checked();
                    moments.update(|moments| if let Some(moment) = moments.get_mut(at) { *moment = yes });
                }/>{tr(label)}</label>
        }
    };
    let on = move |at: usize| moments.get().get(at).copied().unwrap_or(false);
    let clock = move |id: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <div class="field"><label for=id>{tr(label)}</label>
                <input class="input" id=id type="time" prop:value=value on:input:target=move |event| value.set(event.target().value())/></div>
        }
    };
    let number = move |id: &'static str, label: &'static str, most: u8, value: RwSignal<u8>| {
        view! {
            <div class="field"><label for=id>{tr(label)}</label>
                <input class="input" id=id type="number" min="1" max=most.to_string() prop:value=move || value.get().to_string()
                    on:input:target=move |event| if let Ok(n) = event.target().value().parse() { value.set(n) }/></div>
        }
    };
    let options = sets.into_iter().filter(|set| set.published.is_some() && set.rater != Rater::Colleague);
    view! {
        <form class="form plan-form" on:submit=submit novalidate>
            <div class="field">
                <label for="plan-set">{tr("plan-set")}</label>
                <select class="input" id="plan-set" on:change:target=move |event| chosen.set(event.target().value())>
                    <option value="" selected=move || chosen.with(String::is_empty)>{tr("choose")}</option>
                    {options.map(|set| {
                        let this = set.id.clone();
                        view! { <option value=set.id selected=move || chosen.with(|chosen| *chosen == this)>{words_here(&set.title)}</option> }
                    }).collect_view()}
                </select>
            </div>
            <fieldset class="checks">
                <legend>{tr("plan-when")}</legend>
                {moment(0)}{moment(1)}
                {moment(2)}{move || on(2).then(|| clock("plan-daily", "plan-clock", daily))}
                {moment(3)}{move || on(3).then(|| view! { <div class="pair three">{number("set-plan-times", "plan-times", 6, times)}{clock("plan-from", "plan-from", from)}{clock("plan-to", "plan-to", to)}</div> })}
                {moment(4)}{move || on(4).then(|| number("plan-tension", "plan-tension", 10, tension))}
                {moment(5)}{move || on(5).then(|| view! { {number("plan-score", "plan-score", 100, score)}<p class="hint">{tr("heart-indicator-not-validated")}</p> })}
            </fieldset>
            <p class="wrong" role="status">{move || wrong.get().map(|why| view! { <Icon name="info"/><span>{tr(why)}</span> })}</p>
            <Ends asking send="set-plan-send" icon="calendar-plus"/>
        </form>
    }
}

/// What is planned; `path` as in [`PlanForm`]. What a team plans is ended at the team.
#[component]
pub(crate) fn PlannedList(
    path: String,
    all: Vec<Scheduled>,
    /// Whether these are the team's own.
    of_team: bool,
    ended: Callback<()>,
) -> impl IntoView {
    let asking = Asking::new();
    view! {
        <div class="panel flat"><table class="list still">
            <thead><tr><th scope="col">{tr("plan-set")}</th><th scope="col">{tr("plan-when")}</th><th scope="col">{tr("plan-by")}</th><th scope="col">{tr("plan-answered")}</th><th scope="col"><span class="sr">{tr("plan-end")}</span></th></tr></thead>
            <tbody>{all.into_iter().map(|planned| {
                let Scheduled { id, title, whens, team_name, by_name, answered_us, due, .. } = planned;
                let whens = whens.iter().map(when_word).collect::<Vec<_>>().join(", ");
                let end = format!("{path}/{id}/end");
                let name = words_here(&title);
                let label = format!("{}: {name}", text("plan-end"));
                let here = team_name.is_none() || of_team;
                let by = team_name.filter(|_| !of_team).map_or(by_name.clone(), |team| text_with("plan-by-team", &[("team", team.into())]));
                view! {
                    <tr>
                        <th scope="row">{name}{due.then(|| view! { " "<span class="mark wait"><Icon name="clock"/>{tr("plan-due")}</span> })}</th>
                        <td>{whens}</td><td>{by}</td>
                        <td>{answered_us.map_or_else(|| text("plan-never"), screen::day)}</td>
                        <td>{here.then(|| view! {
                            <button class="btn quiet" type="button" aria-label=label.clone() on:click=move |_| {
                                let end = end.clone();
                                asking.send(move || Box::pin(async move {
                                    post_empty(&end).await?;
                                    ended.run(());
                                    Ok(())
                                }));
                            }>{tr("plan-end")}</button>
                        })}</td>
                    </tr>
                }
            }).collect_view()}</tbody>
        </table></div>
        <Trouble asking/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_and_written_and_nothing_else_is_one() {
        for minute in [0, 9 * 60 + 5, 1_439] {
            assert_eq!(minute_of(&clock_of(minute)), Some(minute));
        }
        for wrong in ["", "24:00", "9", "09:60", "x:y"] {
            assert_eq!(minute_of(wrong), None, "{wrong}");
        }
    }
}
