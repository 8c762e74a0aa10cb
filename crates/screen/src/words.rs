//! What a session holds, in words for colleagues.

use crate::language::{text, text_with};
use link::{NoValue, QualityLevel, TrendDirection};
use session::{AdverseEvent, Answer, Discomfort, Phase, Prompt, Said, SelfCheckItem};

/// The name of a world by its slug, also of one that this build does not know.
pub fn world_word(slug: &str) -> String {
    named("world", slug)
}

/// The name of an exercise by its slug, also of one that this build does not know.
pub fn exercise_word(slug: &str) -> String {
    named("exercise", slug)
}

fn named(kind: &str, slug: &str) -> String {
    let id = format!("{kind}-{slug}");
    let known = crate::language::texts().has(&id);
    if known { text(&id) } else { text(&format!("{kind}-unknown")) }
}

/// Why there is no value.
pub fn no_value_word(reason: NoValue) -> String {
    text(match reason {
        NoValue::NoSignal => "no-value-no-signal",
        NoValue::TooShort => "no-value-too-short",
        NoValue::NoContact => "no-value-no-contact",
        NoValue::Gap => "no-value-gap",
        NoValue::TooManyFlagged => "no-value-too-many-flagged",
        NoValue::Irregular => "no-value-irregular",
        NoValue::Exertion => "no-value-exertion",
    })
}

/// The quality of the signal.
pub fn quality_word(level: QualityLevel) -> String {
    text(match level {
        QualityLevel::Good => "quality-good",
        QualityLevel::Fair => "quality-fair",
        QualityLevel::Poor => "quality-poor",
        QualityLevel::Absent => "quality-absent",
    })
}

/// Where a short window points.
pub fn trend_word(direction: TrendDirection) -> String {
    text(match direction {
        TrendDirection::Calmer => "trend-calmer",
        TrendDirection::Steady => "trend-steady",
        TrendDirection::Tenser => "trend-tenser",
    })
}

/// What was asked: our own question translated, a colleague's as they typed it.
pub fn prompt_word(prompt: &Prompt) -> String {
    match prompt {
        Prompt::Prepared(prepared) => text(&format!("prompt-{}", prepared.slug())),
        Prompt::Own { text, .. } => text.clone(),
        Prompt::Item(item) => said(&item.text),
    }
}

/// Words of the record in the language of the screen.
pub fn said(words: &Said) -> String {
    let language = match crate::language::language() {
        texts::Language::Nl => session::Language::Nl,
        texts::Language::En => session::Language::En,
    };
    words.in_language(language).to_owned()
}

/// What was answered to this: a choice in its own words.
pub fn reply_word(prompt: &Prompt, answer: Answer) -> String {
    let Prompt::Item(item) = prompt else { return answer_word(answer) };
    match answer {
        Answer::Scale(value) => value.to_string(),
        Answer::Some(0) => text("answer-none-of-these"),
        Answer::One(_) | Answer::Some(_) => item.form.chosen(answer).map(said).collect::<Vec<_>>().join(", "),
        Answer::Yes => text("answer-done"),
        other => answer_word(other),
    }
}

/// What was answered.
pub fn answer_word(answer: Answer) -> String {
    match answer {
        Answer::Yes => text("answer-yes"),
        Answer::No => text("answer-no"),
        Answer::Scale(value) => text_with("answer-scale", &[("value", value.into())]),
        Answer::Skipped => text("answer-skipped"),
        // Only a question out of a set takes these, and says what they are.
        Answer::One(_) | Answer::Some(_) => text("answer-given"),
    }
}

/// What felt unpleasant.
pub fn discomfort_word(discomfort: Discomfort) -> String {
    text(&format!("discomfort-{}", discomfort.slug()))
}

/// What a clinician must look at.
pub fn adverse_word(event: AdverseEvent) -> String {
    text(match event {
        AdverseEvent::Panic => "adverse-panic",
        AdverseEvent::Headache => "adverse-headache",
        AdverseEvent::MarkedWorsening => "adverse-marked-worsening",
    })
}

/// An item of the self-check.
pub fn self_check_word(item: SelfCheckItem) -> String {
    text(&format!("self-check-{}", item.slug()))
}

/// A step of the session.
pub fn phase_word(phase: Phase) -> String {
    text(match phase {
        Phase::Welcome => "phase-welcome",
        Phase::SelfCheck(_) => "phase-self-check",
        Phase::Held(_) => "phase-held",
        Phase::TensionBefore => "phase-tension-before",
        Phase::Choice => "phase-choice",
        Phase::World => "phase-world",
        Phase::CalmEnd => "phase-calm-end",
        Phase::TensionAfter => "phase-tension-after",
        Phase::Discomfort => "phase-discomfort",
        Phase::DiscomfortKind => "phase-discomfort-kind",
        Phase::Leaving => "phase-leaving",
        Phase::Done => "phase-done",
        Phase::ItemsBefore | Phase::ItemsAfter => "phase-items",
    })
}
