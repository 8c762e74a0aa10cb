//! Reads an answer's JSON: the browser parses, serde picks up what came.
//!
//! `serde_json` would carry a second parser and the standard library's way to write floating point numbers along, which
//! costs an app 15 kB of its first load. Numbers are the browser's: whole ones are exact up to 2^53.

use js_sys::{Array, JSON, Object, Reflect};
use serde::{
    de::{
        DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
        Visitor,
    },
    forward_to_deserialize_any,
};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// What came is not what this version of the page expects. Which part is not said: nobody could act on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unreadable;

/// Reads a JavaScript string that holds JSON.
pub(crate) fn read<T: DeserializeOwned>(text: &JsValue) -> Result<T, Unreadable> {
    let parsed = text.as_string().and_then(|text| JSON::parse(&text).ok()).ok_or(Unreadable)?;
    T::deserialize(Value(parsed))
}

/// Reads a value of the browser's.
pub(crate) fn read_value<T: DeserializeOwned>(value: JsValue) -> Result<T, Unreadable> {
    T::deserialize(Value(value))
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer could not be read")
    }
}

impl std::error::Error for Unreadable {}

impl serde::de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unreadable
    }
}

/// Beyond this a whole number is no longer exact.
const SAFE: f64 = 9_007_199_254_740_992.0;

struct Value(JsValue);

impl<'de> serde::Deserializer<'de> for Value {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Value(value) = self;
        if let Some(number) = value.as_f64() {
            let is_whole = number.trunc() == number && number.abs() <= SAFE;
            return if is_whole { visitor.visit_i64(number as i64) } else { visitor.visit_f64(number) };
        }
        if let Some(text) = value.as_string() {
            return visitor.visit_string(text);
        }
        if let Some(truth) = value.as_bool() {
            return visitor.visit_bool(truth);
        }
        if value.is_null() || value.is_undefined() {
            return visitor.visit_unit();
        }
        match value.dyn_into::<Array>() {
            Ok(all) => visitor.visit_seq(Items { all, next: 0 }),
            Err(object) => visitor.visit_map(Entries::of(&object)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if self.0.is_string() {
            return visitor.visit_enum(Variant { name: self.0, content: JsValue::UNDEFINED });
        }
        let (name, content) = Entries::of(&self.0).next().ok_or(Unreadable)?;
        visitor.visit_enum(Variant { name, content })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Items {
    all: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        if self.next >= self.all.length() {
            return Ok(None);
        }
        let item = self.all.get(self.next);
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        usize::try_from(self.all.length() - self.next).ok()
    }
}

/// An object's fields in their order.
struct Entries {
    object: JsValue,
    names: Array,
    next: u32,
    value: JsValue,
}

impl Entries {
    fn of(value: &JsValue) -> Entries {
        let names = value.dyn_ref::<Object>().map(Object::keys).unwrap_or_default();
        Entries { object: value.clone(), names, next: 0, value: JsValue::UNDEFINED }
    }

    fn next(&mut self) -> Option<(JsValue, JsValue)> {
        if self.next >= self.names.length() {
            return None;
        }
        let name = self.names.get(self.next);
        self.next += 1;
        let value = Reflect::get(&self.object, &name).ok()?;
        Some((name, value))
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        let Some((name, value)) = self.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Value(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unreadable> {
        seed.deserialize(Value(std::mem::replace(&mut self.value, JsValue::UNDEFINED)))
    }
}

struct Variant {
    name: JsValue,
    content: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Unreadable> {
        let name = self.name.as_string().ok_or(Unreadable)?;
        Ok((seed.deserialize(name.into_deserializer())?, Value(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        if self.0.is_undefined() || self.0.is_null() { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        serde::Deserializer::deserialize_any(self, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        serde::Deserializer::deserialize_any(self, visitor)
    }
}
