//! Which version of the link first knew each kind of thing that travels: by this table nobody is sent what they cannot read.

use crate::{codec::PROTOCOL_VERSION, message::Message};
use core::fmt;
use serde::{
    Serialize,
    ser::{
        Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
        SerializeTupleStruct, SerializeTupleVariant, Serializer,
    },
};

/// Every enum that travels, and how many kinds of it version 1, version 2 … knew. New kinds come at the end, so that a count
/// says which. Who adds one raises the last number, or with a new [`PROTOCOL_VERSION`] adds one to each row
/// (`tests/since.rs` tells which).
pub const VARIANTS: &[(&str, [u32; PROTOCOL_VERSION as usize])] = &[
    ("Act", [27, 33]),
    ("AdverseEvent", [3, 3]),
    ("Answer", [4, 6]),
    ("AnswerKind", [2, 2]),
    ("Discomfort", [6, 6]),
    ("EventKind", [29, 46]),
    ("ExerciseEnd", [3, 3]),
    ("Feed", [0, 3]),
    ("FinishCause", [5, 5]),
    ("HeartReading", [3, 3]),
    ("ItemForm", [0, 6]),
    ("Language", [2, 2]),
    ("Menu", [3, 4]),
    ("Message", [17, 25]),
    ("NoValue", [7, 7]),
    ("Origin", [2, 2]),
    ("PaceSource", [0, 2]),
    ("Phase", [12, 14]),
    ("Prepared", [4, 5]),
    ("Problem", [9, 9]),
    ("Prompt", [2, 3]),
    ("QualityLevel", [4, 4]),
    ("Refusal", [10, 12]),
    ("SearchOutcome", [0, 2]),
    ("SearchUnknown", [0, 8]),
    ("SelfCheckItem", [5, 5]),
    ("Steering", [2, 2]),
    ("SteeringCause", [5, 5]),
    ("StreamId", [2, 2]),
    ("Subject", [2, 2]),
    ("Threshold", [0, 2]),
    ("TrendDirection", [3, 3]),
];

/// What travels by its slug, and which version first knew it.
pub const CATALOGUE: &[(&str, &[(&str, u8)])] = &[
    (
        "World",
        &[
            ("sunset-beach", 1),
            ("alpine-meadow", 2),
            ("coral-reef", 2),
            ("starry-lake", 2),
            ("forest-stream", 2),
        ],
    ),
    (
        "Exercise",
        &[
            ("paced-breathing", 1),
            ("coherence-garden", 2),
            ("resonance-finder", 2),
            ("body-scan", 2),
            ("muscle-relaxation", 2),
            ("bubbles", 2),
            ("butterfly", 2),
            ("musical-circles", 2),
            ("singing-bowls", 2),
        ],
    ),
];

/// The oldest version of the link that knows all of this message.
pub fn since(message: &Message) -> u8 {
    let mut walk = Walk { since: 1, named: None };
    // What cannot be walked through is taken for the newest: it is then withheld rather than sent to who cannot read it.
    if message.serialize(&mut walk).is_err() { PROTOCOL_VERSION } else { walk.since }
}

/// Goes through a message as if it were written, and keeps the newest kind met.
struct Walk {
    since: u8,
    /// The kind of slug that comes next.
    named: Option<&'static str>,
}

impl Walk {
    fn variant(&mut self, name: &str, index: u32) {
        let row = VARIANTS.iter().find(|(known, _)| *known == name);
        let place = row.and_then(|(_, counts)| counts.iter().position(|count| index < *count));
        self.meet(place.and_then(|place| u8::try_from(place + 1).ok()));
    }

    fn slug(&mut self, kind: &str, slug: &str) {
        let row = CATALOGUE.iter().find(|(known, _)| *known == kind);
        let entry = row.and_then(|(_, slugs)| slugs.iter().find(|(known, _)| *known == slug));
        self.meet(entry.map(|(_, since)| *since));
    }

    fn meet(&mut self, since: Option<u8>) {
        self.since = self.since.max(since.unwrap_or(PROTOCOL_VERSION));
    }
}

/// Why a message cannot be walked through.
#[derive(Debug)]
struct Unwalkable;

impl fmt::Display for Unwalkable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the message cannot be written")
    }
}

impl core::error::Error for Unwalkable {}

impl Error for Unwalkable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Walked = Result<(), Unwalkable>;

/// Values in which no kind can hide.
macro_rules! plain {
    ($($method:ident: $value:ty),*) => {
        $(fn $method(self, _: $value) -> Walked {
            Ok(())
        })*
    };
}

impl Serializer for &mut Walk {
    type Ok = ();
    type Error = Unwalkable;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    plain!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8], serialize_unit_struct: &'static str
    );

    /// As the binary frame has it.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_str(self, value: &str) -> Walked {
        if let Some(kind) = self.named.take() {
            self.slug(kind, value);
        }
        Ok(())
    }

    fn serialize_none(self) -> Walked {
        Ok(())
    }

    fn serialize_unit(self) -> Walked {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Walked {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, name: &'static str, index: u32, _: &'static str) -> Walked {
        self.variant(name, index);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Walked {
        self.named = CATALOGUE.iter().map(|(kind, _)| *kind).find(|kind| *kind == name);
        let walked = value.serialize(&mut *self);
        self.named = None;
        walked
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Walked {
        self.variant(name, index);
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwalkable> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unwalkable> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unwalkable> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Unwalkable> {
        self.variant(name, index);
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unwalkable> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unwalkable> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Unwalkable> {
        self.variant(name, index);
        Ok(self)
    }
}

/// What holds others: each of them is walked through.
macro_rules! each {
    ($($holder:ident: $method:ident),*) => {
        $(impl $holder for &mut Walk {
            type Ok = ();
            type Error = Unwalkable;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Walked {
                value.serialize(&mut **self)
            }

            fn end(self) -> Walked {
                Ok(())
            }
        })*
    };
}

each!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
);

/// The same for what has names.
macro_rules! each_named {
    ($($holder:ident),*) => {
        $(impl $holder for &mut Walk {
            type Ok = ();
            type Error = Unwalkable;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Walked {
                value.serialize(&mut **self)
            }

            fn end(self) -> Walked {
                Ok(())
            }
        })*
    };
}

each_named!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for &mut Walk {
    type Ok = ();
    type Error = Unwalkable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Walked {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Walked {
        value.serialize(&mut **self)
    }

    fn end(self) -> Walked {
        Ok(())
    }
}
