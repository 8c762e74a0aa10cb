//! What one plans: an own threshold, moments of the week, signals, what helps, and a plan in own words; each kept as it changes.

use super::{
    parts::{Back, Scale, Speaks},
    room::Room,
};
use leptos::{html, prelude::*, task::spawn_local};
use link::{
    api::Problem,
    own::{Diary, LISTED_MAX_CHARS, OwnPlan, PLANNED_MAX, PlannedMoment, WORDS_MAX_CHARS},
};
use screen::{Bones, Failure, FailureMessage, Icon, Remote, get, load, put_for, text, text_with, tr};

/// A planned moment is now from so many minutes before.
const BEFORE_MIN: u16 = 10;
/// To so many after.
const AFTER_MIN: u16 = 45;
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A moment in the week by the clock of this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InWeek {
    /// 0 for Monday.
    pub(super) weekday: u8,
    /// Minutes after midnight.
    pub(super) minute: u16,
}

/// Now, by the clock of this device.
pub(super) fn now() -> InWeek {
    let date = js_sys::Date::new_0();
    let minute = date.get_hours() * 60 + date.get_minutes();
    InWeek {
        weekday: u8::try_from((date.get_day() + 6) % 7).unwrap_or(0),
        minute: u16::try_from(minute).unwrap_or(0),
    }
}

/// A planned moment of today.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Planned {
    /// It is now.
    Now(PlannedMoment),
    /// It comes.
    Later(PlannedMoment),
}

/// Of the moments planned, the one that is now, or else the next of today.
pub(super) fn next(moments: &[PlannedMoment], now: InWeek) -> Option<Planned> {
    let today = || moments.iter().filter(|it| it.weekday == now.weekday);
    let is_now = |it: &&PlannedMoment| {
        now.minute + BEFORE_MIN >= it.minute && now.minute <= it.minute.saturating_add(AFTER_MIN)
    };
    if let Some(moment) = today().find(is_now) {
        return Some(Planned::Now(moment.clone()));
    }
    let later = today().filter(|it| it.minute > now.minute).min_by_key(|it| it.minute);
    later.cloned().map(Planned::Later)
}

/// "16:05".
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The plan on the page: what is changed shows at once and is sent; while one change is on its way, the next waits.
#[derive(Clone, Copy)]
pub(super) struct Keeps {
    pub(super) plan: RwSignal<OwnPlan>,
    failure: RwSignal<Option<Failure>>,
    state: RwSignal<Sent>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Nothing,
    Sending,
    /// Sending, and changed since.
    SendingOld,
    Kept,
}

impl Keeps {
    fn new(plan: OwnPlan) -> Keeps {
        Keeps { plan: RwSignal::new(plan), failure: RwSignal::new(None), state: RwSignal::new(Sent::Nothing) }
    }

    /// Changes the plan, here and then on the server.
    pub(super) fn change(self, change: impl FnOnce(&mut OwnPlan)) {
        self.plan.update(change);
        if matches!(self.state.get_untracked(), Sent::Sending | Sent::SendingOld) {
            self.state.set(Sent::SendingOld);
            return;
        }
        self.failure.set(None);
        self.state.set(Sent::Sending);
        spawn_local(async move {
            loop {
                let Some(plan) = self.plan.try_get_untracked() else { return };
                match put_for::<OwnPlan>("/api/v1/client/plan", &plan).await {
                    Ok(kept) => {
                        let _ = self.plan.try_update(|plan| plan.revision = kept.revision);
                    }
                    Err(failure) => {
                        let _ = self.state.try_set(Sent::Nothing);
                        let _ = self.failure.try_set(Some(in_own_words(failure)));
                        // What another device changed stands here too from now on.
                        if let Ok(diary) = get::<Diary>("/api/v1/client/diary").await {
                            let _ = self.plan.try_set(diary.plan);
                        }
                        return;
                    }
                }
                if self.state.try_get_untracked() != Some(Sent::SendingOld) {
                    let _ = self.state.try_set(Sent::Kept);
                    return;
                }
                let _ = self.state.try_set(Sent::Sending);
            }
        });
    }

    /// Puts into a list, or takes out.
    fn tick(self, list: fn(&mut OwnPlan) -> &mut Vec<String>, value: &str, on: bool) {
        let value = value.to_owned();
        self.change(move |plan| {
            let list = list(plan);
            list.retain(|it| *it != value);
            if on {
                list.push(value);
            }
        });
    }
}

/// That another device was before is no colleague's doing.
fn in_own_words(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(problem) if problem.code == "meanwhile" => {
            Failure::Refused(Problem { message: text("own-plan-meanwhile"), ..problem })
        }
        other => other,
    }
}

/// Whether it is kept, and what went wrong.
#[component]
pub(super) fn Kept(keeps: Keeps) -> impl IntoView {
    view! {
        <p class="mark good" role="status">{move || (keeps.state.get() == Sent::Kept).then(|| view! {
            <Icon name="check"/><span>{tr("own-kept")}</span>
        })}</p>
        <div role="alert">{move || keeps.failure.get().map(|failure| view! { <FailureMessage failure/> })}</div>
    }
}

/// Fetches the plan, then shows what is made of it.
#[component]
pub(super) fn WithPlan<F>(then: F) -> impl IntoView
where
    F: Fn(Keeps) -> AnyView + Send + Sync + Clone + 'static,
{
    let again = RwSignal::new(0u32);
    let diary = load(move || {
        again.track();
        get::<Diary>("/api/v1/client/diary")
    });
    let retry = Callback::new(move |()| again.update(|n| *n += 1));
    move || match diary.get() {
        Remote::Coming => view! { <Bones lines=6/> }.into_any(),
        Remote::Failed(failure) => view! { <FailureMessage failure retry/> }.into_any(),
        Remote::Here(diary) => then(Keeps::new(diary.plan)),
    }
}

#[component]
pub(super) fn Page() -> impl IntoView {
    super::name_page("own-plan");
    let speaks = Speaks::here();
    let whole = move |keeps: Keeps| {
        view! {
            <Threshold keeps/>
            <Moments keeps/>
            <Ticks keeps kind="signal" all=&SIGNALS list=signals title="own-signals" hint="own-signals-hint"/>
            <Ticks keeps kind="help" all=&HELPS list=helps title="own-helps" hint="own-helps-hint"/>
            <Words keeps/>
            <Kept keeps/>
        }
        .into_any()
    };
    view! {
        <Back to=Room::Calm name="own-tab-calm"/>
        <h1>{tr("own-plan")}</h1>
        <p class="soft">{speaks.tr("own-plan-private")}</p>
        <WithPlan then=whole/>
    }
}

/// What we offer as signals of tension; others are their own words.
pub(super) const SIGNALS: [&str; 8] =
    ["heart", "breath", "muscles", "sweat", "stomach", "thoughts", "sleep", "short-tempered"];
/// What we offer as help.
pub(super) const HELPS: [&str; 8] =
    ["outside", "music", "talk", "breathe", "move", "warmth", "alone", "headset"];

pub(super) fn signals(plan: &mut OwnPlan) -> &mut Vec<String> {
    &mut plan.signals
}

pub(super) fn helps(plan: &mut OwnPlan) -> &mut Vec<String> {
    &mut plan.helps
}

/// From which tension on the page suggests something.
#[component]
pub(super) fn Threshold(keeps: Keeps) -> impl IntoView {
    let speaks = Speaks::here();
    let chosen = RwSignal::new(keeps.plan.with_untracked(|plan| plan.threshold));
    Effect::new(move |before: Option<Option<u8>>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            keeps.change(|plan| plan.threshold = now);
        }
        now
    });
    view! {
        <section class="panel stack">
            <h2>{tr("own-threshold")}</h2>
            <p class="soft">{speaks.tr("own-threshold-more")}</p>
            <Scale name="threshold" legend=Signal::derive(tr("own-threshold-ask")) from=1 chosen/>
            {move || chosen.get().is_some().then(|| view! {
                <button class="btn quiet" type="button" on:click=move |_| chosen.set(None)>{tr("own-threshold-none")}</button>
            })}
        </section>
    }
}

/// Moments of the week, and a form for another.
#[component]
pub(super) fn Moments(keeps: Keeps) -> impl IntoView {
    let (time, words) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let days = RwSignal::new([false; 7]);
    let wrong = RwSignal::new(None::<&'static str>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let minute = time.get_untracked().and_then(|field| minute_of(&field.value()));
        let what = words.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        let chosen: Vec<u8> =
            (0_u8..).zip(days.get_untracked()).filter(|(_, on)| *on).map(|(day, _)| day).collect();
        let known = keeps.plan.with_untracked(|plan| plan.moments.len());
        let fault = if minute.is_none() {
            Some("own-moment-no-time")
        } else if chosen.is_empty() {
            Some("own-moment-no-day")
        } else {
            (known + chosen.len() > PLANNED_MAX).then_some("own-moment-too-many")
        };
        wrong.set(fault);
        let (Some(minute), None) = (minute, fault) else { return };
        keeps.change(move |plan| {
            for weekday in chosen {
                let new = PlannedMoment { weekday, minute, words: what.clone() };
                if !plan.moments.contains(&new) {
                    plan.moments.push(new);
                }
            }
            plan.moments.sort_by_key(|it| (it.weekday, it.minute));
        });
        days.set([false; 7]);
        if let Some(field) = words.get_untracked() {
            field.set_value("");
        }
    };
    let row = move |moment: PlannedMoment| {
        let day = text(&format!("own-day-{}", DAYS.get(usize::from(moment.weekday)).unwrap_or(&"monday")));
        let what = if moment.words.is_empty() { text("own-plan-pause") } else { moment.words.clone() };
        let told =
            text_with("own-moment-row", &[("day", day.into()), ("clock", clock(moment.minute).into())]);
        let label = format!("{}: {told}, {what}", text("own-remove"));
        view! {
            <li>
                <span><b>{told}</b><span class="soft">{what}</span></span>
                <button class="btn quiet square" type="button" aria-label=label
                    on:click=move |_| { let gone = moment.clone(); keeps.change(move |plan| plan.moments.retain(|it| *it != gone)); }><Icon name="trash-2"/></button>
            </li>
        }
    };
    view! {
        <section class="panel stack">
            <h2>{tr("own-moments")}</h2>
            <p class="soft">{tr("own-moments-more")}</p>
            <ul class="mine-list">{move || keeps.plan.with(|plan| plan.moments.clone()).into_iter().map(row).collect_view()}</ul>
            <form class="form" on:submit=submit novalidate>
                <fieldset class="days"><legend>{tr("own-moment-days")}</legend>
                    {DAYS.iter().enumerate().map(|(n, day)| {
                        let (short, whole) = (format!("own-day-short-{day}"), format!("own-day-{day}"));
                        view! {
                            <label><input type="checkbox" aria-label=move || text(&whole)
                                prop:checked=move || days.with(|days| days.get(n).copied().unwrap_or(false))
                                on:change:target=move |event| { let on = event.target().checked(); days.update(|days| if let Some(day) = days.get_mut(n) { *day = on; }); }/>
                                <span aria-hidden="true">{move || text(&short)}</span></label>
                        }
                    }).collect_view()}
                </fieldset>
                <div class="field"><label for="moment-time">{tr("own-moment-time")}</label>
                    <input class="input" id="moment-time" type="time" node_ref=time aria-describedby="moment-wrong"/></div>
                <div class="field"><label for="moment-words">{tr("own-moment-words")}</label>
                    <input class="input" id="moment-words" node_ref=words maxlength=LISTED_MAX_CHARS.to_string() autocomplete="off"/></div>
                <p class="wrong" id="moment-wrong" role="alert">{move || wrong.get().map(|why| view! { <Icon name="info"/><span>{tr(why)}</span> })}</p>
                <button class="btn" type="submit"><Icon name="plus"/>{tr("own-moment-add")}</button>
            </form>
        </section>
    }
}

/// The minute of a time as the browser's field gives it: "16:05".
fn minute_of(time: &str) -> Option<u16> {
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A list to tick, with room for own words.
#[component]
pub(super) fn Ticks(
    keeps: Keeps,
    kind: &'static str,
    all: &'static [&'static str],
    list: fn(&mut OwnPlan) -> &mut Vec<String>,
    title: &'static str,
    hint: &'static str,
) -> impl IntoView {
    let speaks = Speaks::here();
    let field = NodeRef::<html::Input>::new();
    let chosen = move || keeps.plan.with(|plan| list(&mut plan.clone()).clone());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        let own = input.value().trim().to_owned();
        if own.is_empty() {
            let _ = input.focus();
            return;
        }
        keeps.tick(list, &own, true);
        input.set_value("");
    };
    let tick = move |value: String| {
        let (shown, id) = (value.clone(), format!("{kind}-{value}"));
        let label_for = id.clone();
        let is_on = {
            let value = value.clone();
            move || chosen().contains(&value)
        };
        view! {
            <label class="tick" for=label_for>
                <input type="checkbox" id=id prop:checked=is_on
                    on:change:target=move |event| keeps.tick(list, &value, event.target().checked())/>
                <span>{move || speaks.said_listed(kind, &shown)}</span>
            </label>
        }
    };
    let own = Memo::new(move |_| {
        let known: Vec<String> = chosen();
        known.into_iter().filter(|it| !all.contains(&it.as_str())).collect::<Vec<_>>()
    });
    let field_id = format!("{kind}-own");
    let label_for = field_id.clone();
    view! {
        <section class="panel stack">
            <h2>{tr(title)}</h2>
            <p class="soft">{speaks.tr(hint)}</p>
            <div class="ticks">
                {all.iter().map(|value| tick((*value).to_owned())).collect_view()}
                {move || own.get().into_iter().map(tick).collect_view()}
            </div>
            <form class="with-button mine-add" on:submit=add>
                <label class="sr" for=label_for>{tr("own-list-own")}</label>
                <input class="input" id=field_id node_ref=field placeholder=tr("own-list-own") maxlength=LISTED_MAX_CHARS.to_string() autocomplete="off"/>
                <button class="btn" type="submit"><Icon name="plus"/>{tr("add")}</button>
            </form>
        </section>
    }
}

/// The plan in own words.
#[component]
pub(super) fn Words(keeps: Keeps) -> impl IntoView {
    let speaks = Speaks::here();
    let at_first = keeps.plan.with_untracked(|plan| plan.words.clone());
    view! {
        <section class="panel stack">
            <h2>{tr("own-plan-words")}</h2>
            <div class="field">
                <label for="plan-words">{speaks.tr("own-plan-words-ask")}</label>
                <textarea class="input" id="plan-words" rows="4" maxlength=WORDS_MAX_CHARS.to_string()
                    on:change:target=move |event| { let words = event.target().value().trim().to_owned(); keeps.change(move |plan| plan.words = words); }>{at_first}</textarea>
                <p class="hint">{tr("own-plan-words-hint")}</p>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(weekday: u8, minute: u16) -> PlannedMoment {
        PlannedMoment { weekday, minute, words: String::new() }
    }

    #[test]
    fn a_planned_moment_is_now_from_ten_minutes_before_to_three_quarters_after() {
        let moments = [at(1, 16 * 60), at(1, 20 * 60), at(2, 9 * 60)];
        let told = |minute| next(&moments, InWeek { weekday: 1, minute });
        assert_eq!(told(15 * 60 + 49), Some(Planned::Later(at(1, 16 * 60))));
        assert_eq!(told(15 * 60 + 50), Some(Planned::Now(at(1, 16 * 60))));
        assert_eq!(told(16 * 60 + 45), Some(Planned::Now(at(1, 16 * 60))));
        assert_eq!(told(16 * 60 + 46), Some(Planned::Later(at(1, 20 * 60))));
        assert_eq!(told(23 * 60), None, "tomorrow's are tomorrow's");
        assert_eq!(next(&moments, InWeek { weekday: 4, minute: 600 }), None);
    }

    #[test]
    fn a_time_is_read_as_the_browser_gives_it() {
        assert_eq!(minute_of("16:05"), Some(965));
        assert_eq!(minute_of("00:00:30"), Some(0));
        for wrong in ["", "24:00", "9", "12:6x", "aa:bb"] {
            assert_eq!(minute_of(wrong), None, "{wrong}");
        }
        assert_eq!(clock(965), "16:05");
    }
}
