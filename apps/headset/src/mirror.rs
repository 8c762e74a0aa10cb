//! The panels once more as words and buttons, for keyboards and screen readers.

use js_sys::{Array, Object, Reflect};
use panels::{Role, Scene, TargetId};
use wasm_bindgen::JsValue;

/// What the page mirrors of a scene: the words that stand there and the choices in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mirror {
    /// What is asked or told; read aloud when it changes.
    pub says: Vec<String>,
    /// Who watches or steers; read aloud when it changes.
    pub badge: String,
    /// The choices: target, name, whether it is what holds now.
    pub choices: Vec<(TargetId, String, bool)>,
}

impl Mirror {
    pub fn of(scene: &Scene) -> Self {
        let lines = |role: Role| {
            scene
                .panels
                .iter()
                .filter(move |panel| panel.role == role)
                .flat_map(|panel| panel.words.iter().filter(|words| words.of.is_none()))
                .map(|words| words.text.clone())
        };
        // The card first, the marks below it after.
        let (cards, marks): (Vec<_>, Vec<_>) =
            scene.panels.iter().partition(|panel| panel.role != Role::Marks);
        let targets = cards.into_iter().chain(marks).flat_map(|panel| &panel.targets);
        Self {
            says: lines(Role::Card).chain(lines(Role::Caption)).collect(),
            badge: lines(Role::Badge).collect::<Vec<_>>().join(" "),
            choices: targets.map(|target| (target.id, target.name.clone(), target.current)).collect(),
        }
    }

    /// As an object for the page: `{says, badge, choices: [{name, current}]}`.
    pub fn to_js(&self) -> JsValue {
        let strings = |lines: &[String]| lines.iter().map(|line| JsValue::from_str(line)).collect::<Array>();
        let choices: Array = self
            .choices
            .iter()
            .map(|(_, name, current)| {
                object(&[("name", name.as_str().into()), ("current", (*current).into())])
            })
            .collect();
        object(&[
            ("says", strings(&self.says).into()),
            ("badge", self.badge.as_str().into()),
            ("choices", choices.into()),
        ])
    }
}

/// A plain object.
pub(crate) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a plain object of our own cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}
