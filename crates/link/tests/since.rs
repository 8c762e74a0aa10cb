//! The table of versions is whole: every enum that travels stands in it with all its kinds, and every world and exercise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use catalogue::{Exercise, World};
use link::{CATALOGUE, Message, PROTOCOL_VERSION, VARIANTS};
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::{cell::RefCell, collections::BTreeMap, fmt};

/// Every enum that [`Message`] can hold, with how many kinds it has, as its own reader says.
///
/// Reads made-up messages again and again, each time the next kind of every enum, until all have been met.
fn enums() -> BTreeMap<&'static str, u32> {
    let met = RefCell::new(BTreeMap::new());
    for _ in 0..40_000 {
        // Some made-up values fit no type, like a pose that is none: what was met before that counts.
        let _ = <Message as de::Deserialize>::deserialize(MadeUp { met: &met });
    }
    met.into_inner().into_iter().map(|(name, (kinds, _))| (name, kinds)).collect()
}

#[test]
fn every_enum_that_travels_stands_in_the_table_with_all_its_kinds() {
    let now: BTreeMap<_, _> =
        VARIANTS.iter().map(|(name, counts)| (*name, counts[usize::from(PROTOCOL_VERSION) - 1])).collect();
    assert_eq!(enums(), now, "left: what travels, right: the table in crates/link/src/since.rs");
    for (name, counts) in VARIANTS {
        assert!(counts.is_sorted(), "{name}: no kind is ever taken away");
    }
}

#[test]
fn every_world_and_exercise_stands_in_the_table() {
    let slugs = |kind| {
        let (_, slugs) = CATALOGUE.iter().find(|(known, _)| *known == kind).unwrap();
        slugs.iter().map(|(slug, _)| *slug).collect::<Vec<_>>()
    };
    for world in World::ALL {
        assert!(slugs("World").contains(&world.slug()), "add {} to crates/link/src/since.rs", world.slug());
    }
    for exercise in Exercise::ALL {
        assert!(
            slugs("Exercise").contains(&exercise.slug()),
            "add {} to crates/link/src/since.rs",
            exercise.slug()
        );
    }
}

/// How many kinds an enum has, and how often it was met.
type Met = RefCell<BTreeMap<&'static str, (u32, u32)>>;

#[derive(Clone, Copy)]
struct MadeUp<'a> {
    met: &'a Met,
}

#[derive(Debug)]
struct Misfit;

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such value")
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! values {
    ($($method:ident: $visit:ident($value:expr)),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            visitor.$visit($value)
        })*
    };
}

impl<'de> de::Deserializer<'de> for MadeUp<'_> {
    type Error = Misfit;

    values!(
        deserialize_bool: visit_bool(true), deserialize_i8: visit_i8(1), deserialize_i16: visit_i16(1),
        deserialize_i32: visit_i32(1), deserialize_i64: visit_i64(1), deserialize_u8: visit_u8(1),
        deserialize_u16: visit_u16(1), deserialize_u32: visit_u32(1), deserialize_u64: visit_u64(1),
        deserialize_f32: visit_f32(0.5), deserialize_f64: visit_f64(0.5), deserialize_char: visit_char('a'),
        // The only text that must be a certain one is a slug; no world and no exercise has the other's.
        deserialize_str: visit_str("sunset-beach"), deserialize_string: visit_str("sunset-beach"),
        deserialize_bytes: visit_bytes(&[0; 16]), deserialize_byte_buf: visit_bytes(&[0; 16]),
    );

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Several { of: self, left: 1 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Several { of: self, left })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Several { of: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_map(Several { of: self, left: 1 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Several { of: self, left: fields.len() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        kinds: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let count = u32::try_from(kinds.len()).unwrap();
        let kind = {
            let mut met = self.met.borrow_mut();
            let (_, times) = met.entry(name).or_insert((count, 0));
            *times += 1;
            *times % count
        };
        visitor.visit_enum(Kind { of: self, kind })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit)
    }
}

struct Several<'a> {
    of: MadeUp<'a>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Several<'_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(self.of).map(Some)
    }
}

impl<'de> MapAccess<'de> for Several<'_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        seed.deserialize(self.of)
    }
}

struct Kind<'a> {
    of: MadeUp<'a>,
    kind: u32,
}

impl<'de, 'a> EnumAccess<'de> for Kind<'a> {
    type Error = Misfit;
    type Variant = MadeUp<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, MadeUp<'a>), Misfit> {
        let kind: de::value::U32Deserializer<Misfit> = de::IntoDeserializer::into_deserializer(self.kind);
        Ok((seed.deserialize(kind)?, self.of))
    }
}

impl<'de> VariantAccess<'de> for MadeUp<'_> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Several { of: self, left })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Several { of: self, left: fields.len() })
    }
}
