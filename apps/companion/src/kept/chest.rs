//! The browser's storage under what is kept (`static/kept.js`): portions of beats, sealed with a key that never rests there.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use link::{BeatBatch, Message};
use session::{DeviceId, OrganisationId};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(inline_js = "export { keyOf, swap, all } from '{{/companion/kept.js}}';")]
extern "C" {
    #[wasm_bindgen(js_name = keyOf)]
    fn key_of(base64: &str) -> Promise;
    fn swap(key: &JsValue, organisation: &str, gone: &Array, portions: &Array) -> Promise;
    fn all(key: &JsValue, organisation: &str) -> Promise;
}

/// The number of a portion in the storage.
pub(crate) type Number = u32;

/// A portion as it goes into the storage: with a headset, its times are the server's clock and its session is not known yet.
pub(crate) type Portion = (Option<DeviceId>, BeatBatch);

/// The storage of one institution's beats.
#[derive(Clone)]
pub(crate) struct Chest {
    key: JsValue,
    organisation: String,
}

impl Chest {
    /// The storage under this key.
    pub(crate) async fn open(organisation: OrganisationId, key_base64: &str) -> Result<Self, JsValue> {
        let key = JsFuture::from(key_of(key_base64)).await?;
        Ok(Self { key, organisation: organisation.to_string() })
    }

    /// Everything in it, oldest first.
    pub(crate) async fn all(&self) -> Result<Vec<(Number, Portion)>, JsValue> {
        let found = JsFuture::from(all(&self.key, &self.organisation)).await?;
        let found: Array = found.dyn_into()?;
        Ok(found.iter().filter_map(|portion| read(&portion)).collect())
    }

    /// Takes portions out and puts others in, all of it or nothing; gives the numbers of the new ones.
    pub(crate) async fn swap(&self, gone: &[Number], new: &[Portion]) -> Result<Vec<Number>, JsValue> {
        let gone: Array = gone.iter().map(|number| JsValue::from(*number)).collect();
        let new: Array = new.iter().filter_map(write).collect();
        let numbers = JsFuture::from(swap(&self.key, &self.organisation, &gone, &new)).await?;
        let numbers: Array = numbers.dyn_into()?;
        Ok(numbers.iter().filter_map(|number| number.as_f64()).map(|number| number as Number).collect())
    }
}

fn write((headset, batch): &Portion) -> Option<JsValue> {
    let frame = link::encode(&Message::Beats(batch.clone())).ok()?;
    let portion = Object::new();
    let headset = headset.map_or(JsValue::NULL, |headset| headset.to_string().into());
    Reflect::set(&portion, &"headset".into(), &headset).ok()?;
    Reflect::set(&portion, &"frame".into(), &Uint8Array::from(frame.as_slice())).ok()?;
    Some(portion.into())
}

fn read(portion: &JsValue) -> Option<(Number, Portion)> {
    let field = |name: &str| Reflect::get(portion, &name.into()).ok();
    let number = field("n")?.as_f64()? as Number;
    let headset = field("headset")?.as_string().and_then(|id| id.parse().ok());
    let frame: Uint8Array = field("frame")?.dyn_into().ok()?;
    let Ok(Message::Beats(batch)) = link::decode(&frame.to_vec()) else { return None };
    Some((number, (headset, batch)))
}
