//! Objects with named fields.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// Finds the places of an object's members in the list of names.
pub(super) struct Found {
    names: &'static [&'static str],
    /// A bit for each name that came.
    seen: u64,
    /// The place behind the last: fields mostly come in their order.
    next: usize,
}

impl Found {
    /// Begins an object with at most 64 named fields.
    pub(super) const fn of(names: &'static [&'static str]) -> Self {
        Self {
            names,
            seen: 0,
            next: 0,
        }
    }

    /// The place of the next member, whose value is still to be read; `None` at the end of the
    /// object. Members without a place are passed over, and one that comes twice is an error.
    #[inline(never)]
    pub(super) fn next<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
    ) -> Result<Option<usize>, A::Error> {
        while let Some(found) = map.next_key_seed(&*self)? {
            let Some(place) = found else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if self.seen & (1 << place) != 0 {
                let name = self.names.get(place).copied().unwrap_or_default();
                return Err(de::Error::duplicate_field(name));
            }
            self.seen |= 1 << place;
            self.next = place + 1;
            return Ok(Some(place));
        }
        Ok(None)
    }

    /// An error unless each member came that has a bit here.
    pub(super) fn require<E: de::Error>(&self, required: u64) -> Result<(), E> {
        let missing = (required & !self.seen).trailing_zeros();
        match usize::try_from(missing)
            .ok()
            .and_then(|place| self.names.get(place))
        {
            Some(name) => Err(E::missing_field(name)),
            None => Ok(()),
        }
    }

    #[inline(never)]
    fn find(&self, key: &str) -> Option<usize> {
        match self.names.get(self.next) {
            Some(name) if *name == key => Some(self.next),
            _ => self.names.iter().position(|name| *name == key),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Found {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &Found {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key))
    }
}

/// Implements `Deserialize` and [`Read`](super::Read) for a struct with named fields. A field with
/// the attribute `serde(default)` is blank when it is absent.
macro_rules! read_struct {
    ($Name:ident { $( [$($attributes:tt)*] $field:ident: $Field:ty, )* }) => {
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::read::deserialize(deserializer)
            }
        }

        impl crate::read::Read for $Name {
            fn blank() -> Self {
                Self { $( $field: crate::read::Read::blank(), )* }
            }

            fn read(
                &mut self,
                place: &mut dyn crate::read::Place,
                nullable: bool,
            ) -> Result<bool, crate::read::Failed> {
                const NAMES: &[&str] = &[ $( stringify!($field), )* ];
                const REQUIRED: u64 = crate::read::bits(&[
                    $( crate::read::read_struct!(@required $Field, $($attributes)*), )*
                ]);
                place.read(crate::read::Wanted {
                    expected: concat!("struct ", stringify!($Name)),
                    nullable,
                    target: crate::read::Target::Object(crate::read::Members {
                        names: NAMES,
                        required: REQUIRED,
                        take: &mut |place, value| {
                            let mut field = 0;
                            $(
                                if place == field {
                                    return crate::read::Read::read(&mut self.$field, value, false)
                                        .map(drop);
                                }
                                field += 1;
                            )*
                            debug_assert!(place < field, "a field without a name");
                            Ok(())
                        },
                    }),
                })
            }
        }
    };
    (@required $Field:ty, [serde(default $($more:tt)*)] $($others:tt)*) => {
        false
    };
    (@required $Field:ty, [$($another:tt)*] $($others:tt)*) => {
        crate::read::read_struct!(@required $Field, $($others)*)
    };
    (@required $Field:ty,) => {
        <$Field as crate::read::Read>::REQUIRED
    };
}
pub(crate) use read_struct;

/// A bit for each that is true, the first one lowest.
pub(crate) const fn bits(all: &[bool]) -> u64 {
    assert!(all.len() <= 64, "a bit for each field");
    let mut bits = 0;
    let mut rest = all;
    while let [before @ .., last] = rest {
        bits = bits << 1 | *last as u64;
        rest = before;
    }
    bits
}
