//! Objects with named fields.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// Finds the places of an object's members in the list of names.
pub(crate) struct Places {
    names: &'static [&'static str],
    /// A bit for each name that came.
    seen: u64,
    /// The place behind the last: fields mostly come in their order.
    next: usize,
}

impl Places {
    /// Begins an object with at most 64 named fields.
    pub(crate) const fn of(names: &'static [&'static str]) -> Self {
        Self {
            names,
            seen: 0,
            next: 0,
        }
    }

    /// The place of the next member, whose value is still to be read; `None` at the end of the
    /// object. Members without a place are passed over, and one that comes twice is an error.
    #[inline(never)]
    pub(crate) fn next<'de, A: MapAccess<'de>>(
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

    #[inline(never)]
    fn find(&self, key: &str) -> Option<usize> {
        match self.names.get(self.next) {
            Some(name) if *name == key => Some(self.next),
            _ => self.names.iter().position(|name| *name == key),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Places {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &Places {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key))
    }
}

/// Implements `Deserialize` and [`Read`](super::Read) for a struct with named fields. A field with
/// the attribute `serde(default)` has its default when it is absent.
macro_rules! read_struct {
    ($Name:ident { $( [$($attributes:tt)*] $field:ident: $Field:ty, )* }) => {
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $Name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("struct ", stringify!($Name)))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$Name, A::Error> {
                        const NAMES: &[&str] = &[ $( stringify!($field), )* ];
                        const { assert!(NAMES.len() <= 64, "a bit for each field") };
                        let mut places = crate::read::Places::of(NAMES);
                        $( let mut $field: Option<$Field> = None; )*
                        while let Some(place) = places.next(&mut map)? {
                            let mut field = 0;
                            $(
                                if place == field {
                                    let crate::read::Value(value) = map.next_value()?;
                                    $field = Some(value);
                                }
                                field += 1;
                            )*
                            debug_assert!(place < field, "a field without a name");
                        }
                        Ok($Name {
                            $( $field: match $field {
                                Some(value) => value,
                                None => crate::read::read_struct!(@absent $field $($attributes)*),
                            }, )*
                        })
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }

        impl crate::read::Read for $Name {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer)
            }
        }
    };
    (@absent $field:ident [serde(default $($more:tt)*)] $($others:tt)*) => {
        Default::default()
    };
    (@absent $field:ident [$($another:tt)*] $($others:tt)*) => {
        crate::read::read_struct!(@absent $field $($others)*)
    };
    (@absent $field:ident) => {
        crate::read::Read::absent(stringify!($field))?
    };
}
pub(crate) use read_struct;
