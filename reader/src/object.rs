//! Objects with named fields.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::visit::{Failed, Seed, Wanted, over};
use crate::{Bounds, Field};

/// An object with named fields, of whatever type.
pub trait Object {
    /// The names of its fields; at most 64.
    fn names(&self) -> &'static [&'static str];

    /// A bit for each field that must be there.
    fn required(&self) -> u64;

    /// A field by its place in the names.
    fn field(&mut self, place: usize) -> Option<&mut dyn Field>;
}

/// Finds the places of an object's members in the list of names.
#[derive(Debug)]
pub struct Found {
    names: &'static [&'static str],
    /// A bit for each name that came.
    seen: u64,
    /// The place behind the last: fields mostly come in their order.
    next: usize,
    /// How many members came.
    count: u64,
}

impl Found {
    /// Begins an object with at most 64 named fields.
    pub const fn of(names: &'static [&'static str]) -> Self {
        Self {
            names,
            seen: 0,
            next: 0,
            count: 0,
        }
    }

    /// The place of the next member, whose value is still to be read; `None` at the end of the
    /// object. Members without a place are passed over, and one that comes twice is an error.
    pub(super) fn next<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        bounds: &Bounds,
    ) -> Result<Option<usize>, A::Error> {
        while let Some(found) = map.next_key_seed(&*self)? {
            self.count(bounds).map_err(over)?;
            let Some(place) = found else {
                map.next_value_seed(Seed::of(&mut Wanted::nothing(), bounds))?;
                continue;
            };
            self.take(place).map_err(de::Error::duplicate_field)?;
            return Ok(Some(place));
        }
        Ok(None)
    }

    /// One more member.
    pub fn count(&mut self, bounds: &Bounds) -> Result<(), Failed> {
        self.count += 1;
        bounds.member(self.count)
    }

    /// Takes a place; its name where that was taken before.
    pub fn take(&mut self, place: usize) -> Result<(), &'static str> {
        if self.seen & (1 << place) != 0 {
            return Err(self.names.get(place).copied().unwrap_or_default());
        }
        self.seen |= 1 << place;
        self.next = place + 1;
        Ok(())
    }

    /// The first name that did not come, of those that have a bit here.
    pub fn missing(&self, required: u64) -> Option<&'static str> {
        let missing = (required & !self.seen).trailing_zeros();
        self.names.get(usize::try_from(missing).ok()?).copied()
    }

    /// The place of a name.
    pub fn find(&self, key: &[u8]) -> Option<usize> {
        match self.names.get(self.next) {
            Some(name) if is_same(name.as_bytes(), key) => Some(self.next),
            _ => self.names.iter().position(|name| name.as_bytes() == key),
        }
    }
}

/// Whether two names are the same: by words, as WebAssembly's library compares byte by byte.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let word = |bytes: &[u8; 8]| u64::from_ne_bytes(*bytes);
    a.iter().zip(b).all(|(a, b)| word(a) == word(b))
        && a_rest.iter().zip(b_rest).all(|(a, b)| a == b)
}

impl<'de> DeserializeSeed<'de> for &Found {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // As bytes: whether a name that is known is valid UTF-8 need not be asked.
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for &Found {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_bytes<E: de::Error>(self, key: &[u8]) -> Result<Self::Value, E> {
        Ok(self.find(key))
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key.as_bytes()))
    }
}

/// Implements `Deserialize` and [`Read`](crate::Read) for a struct with named fields. A field with
/// the attribute `serde(default)` is blank when it is absent.
#[macro_export]
macro_rules! read_struct {
    ($Name:ident { $( [$($attributes:tt)*] $field:ident: $Field:ty, )* }) => {
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }

        impl $crate::Object for $Name {
            fn names(&self) -> &'static [&'static str] {
                const { &[ $( stringify!($field), )* ] }
            }

            fn required(&self) -> u64 {
                const {
                    $crate::bits(&[
                        $( $crate::read_struct!(@required $Field, $($attributes)*), )*
                    ])
                }
            }

            fn field(&mut self, place: usize) -> Option<&mut dyn $crate::Field> {
                let mut field = 0;
                $(
                    if place == field {
                        return Some(&mut self.$field);
                    }
                    field += 1;
                )*
                debug_assert!(place < field, "a field without a name");
                None
            }
        }

        impl $crate::Read for $Name {
            fn blank() -> Self {
                Self { $( $field: $crate::Read::blank(), )* }
            }

            fn read(
                &mut self,
                place: &mut dyn $crate::Place,
                nullable: bool,
            ) -> Result<bool, $crate::Failed> {
                place.read(&mut $crate::Wanted {
                    expected: concat!("struct ", stringify!($Name)),
                    nullable,
                    target: $crate::Target::Object(self),
                })
            }

            fn as_object(&mut self) -> Option<&mut dyn $crate::Object> {
                Some(self)
            }
        }
    };
    (@required $Field:ty, [serde(default $($more:tt)*)] $($others:tt)*) => {
        false
    };
    (@required $Field:ty, [$($another:tt)*] $($others:tt)*) => {
        $crate::read_struct!(@required $Field, $($others)*)
    };
    (@required $Field:ty,) => {
        <$Field as $crate::Read>::REQUIRED
    };
}

/// A bit for each that is true, the first one lowest.
///
/// # Panics
///
/// While compiling, for more than 64.
pub const fn bits(all: &[bool]) -> u64 {
    assert!(all.len() <= 64, "a bit for each field");
    let mut bits = 0;
    let mut rest = all;
    while let [before @ .., last] = rest {
        bits = bits << 1 | *last as u64;
        rest = before;
    }
    bits
}
