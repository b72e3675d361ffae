//! The one visitor, and the places in the JSON that it is sent to.
//!
//! What a type wants is told as data and as callbacks, so that nothing of it is made again for each
//! type. The parser's own error waits in the place where it arose, until the parser takes it back.

use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use crate::{Bounds, Found, List, Object, Read, Scalar};

/// A value in the JSON that is still to be read.
pub trait Place {
    /// Reads it; only once. `false` for a null that was allowed, and where a list has ended.
    fn read(&mut self, wanted: &mut Wanted<'_>) -> Result<bool, Failed>;
}

/// Reading has failed. The place knows why, or the bounds.
#[derive(Debug)]
pub struct Failed;

/// As an error of the parser's, where it was the bounds.
#[cold]
pub(super) fn over<E: de::Error>(Failed: Failed) -> E {
    E::custom("over a limit")
}

/// What a value should be.
pub struct Wanted<'a> {
    /// Its name for the error.
    pub expected: &'static str,
    /// Whether it may be null in place of this.
    pub nullable: bool,
    /// Where it goes.
    pub target: Target<'a>,
}

/// Where a value goes.
pub enum Target<'a> {
    /// To a function that says whether it is one.
    Scalar(&'a mut dyn FnMut(&Scalar<'_>) -> bool),
    /// Each element to a list.
    List(&'a mut dyn List),
    /// Each member to the field of its name.
    Object(&'a mut dyn Object),
    /// Nowhere.
    Ignored,
    /// Each member to a function, with its name.
    Map(&'a mut dyn FnMut(String, &mut dyn Place) -> Result<(), Failed>),
}

/// Reads a whole value.
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    let bounds = Bounds::none();
    let mut whole = Waiting {
        read: Some(|wanted: &mut Wanted<'_>| Seed::of(wanted, &bounds).deserialize(deserializer)),
        error: None,
    };
    match value.read(&mut whole, false) {
        Ok(_) => Ok(value),
        Err(Failed) => Err(whole.error()),
    }
}

/// Reads one value from the start of a text, and says where it ends.
pub fn read_prefix(
    text: &[u8],
    bounds: &Bounds,
    take: &mut dyn FnMut(&mut dyn Place) -> Result<(), Failed>,
) -> Result<usize, serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_slice(text);
    let mut place = Waiting {
        read: Some(|wanted: &mut Wanted<'_>| Seed::of(wanted, bounds).deserialize(&mut parser)),
        error: None,
    };
    match take(&mut place) {
        Ok(()) => Ok(parser.into_iter::<IgnoredAny>().byte_offset()),
        Err(Failed) => Err(place.error()),
    }
}

/// A place that can be read with a function of the parser.
struct Waiting<F, E> {
    read: Option<F>,
    error: Option<E>,
}

impl<F, E: de::Error> Waiting<F, E> {
    fn error(self) -> E {
        self.error.unwrap_or_else(|| E::custom("no value was read"))
    }
}

impl<F: FnOnce(&mut Wanted<'_>) -> Result<bool, E>, E> Place for Waiting<F, E> {
    fn read(&mut self, wanted: &mut Wanted<'_>) -> Result<bool, Failed> {
        let read = self.read.take().ok_or(Failed)?;
        read(wanted).map_err(|error| {
            self.error = Some(error);
            Failed
        })
    }
}

/// Takes one value apart as it is wanted. Small, for it is passed on from call to call.
pub(crate) struct Seed<'a, 'w, 'b> {
    wanted: &'a mut Wanted<'w>,
    bounds: &'b Bounds,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a, 'w, 'b> Seed<'a, 'w, 'b> {
    pub(crate) fn of(wanted: &'a mut Wanted<'w>, bounds: &'b Bounds) -> Self {
        Self { wanted, bounds }
    }

    fn scalar<E: de::Error>(self, scalar: &Scalar<'_>) -> Result<bool, E> {
        let expected = self.wanted.expected;
        match &mut self.wanted.target {
            Target::Scalar(take) => {
                if take(scalar) {
                    Ok(true)
                } else {
                    Err(E::invalid_value(unexpected(scalar), &expected))
                }
            }
            Target::Ignored => Ok(true),
            _ => Err(E::invalid_type(unexpected(scalar), &expected)),
        }
    }
}

impl Wanted<'_> {
    /// Anything, which goes nowhere.
    pub const fn nothing() -> Self {
        Self {
            expected: "a value",
            nullable: true,
            target: Target::Ignored,
        }
    }
}

#[cold]
fn unexpected<'a>(scalar: &'a Scalar<'_>) -> Unexpected<'a> {
    match *scalar {
        Scalar::Null => Unexpected::Unit,
        Scalar::Bool(value) => Unexpected::Bool(value),
        Scalar::Unsigned(value) => Unexpected::Unsigned(value),
        Scalar::Signed(value) => Unexpected::Signed(value),
        Scalar::Float(value) => Unexpected::Float(value),
        Scalar::Text(value) => Unexpected::Str(value),
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wanted.expected)
    }

    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        if self.wanted.nullable {
            return Ok(false);
        }
        self.scalar(&Scalar::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<bool, E> {
        self.scalar(&Scalar::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<bool, E> {
        self.scalar(&Scalar::Unsigned(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<bool, E> {
        self.scalar(&u64::try_from(value).map_or(Scalar::Signed(value), Scalar::Unsigned))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<bool, E> {
        self.scalar(&Scalar::Float(value))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<bool, E> {
        self.bounds.text(text.len()).map_err(over)?;
        self.scalar(&Scalar::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<bool, A::Error> {
        let bounds = self.bounds;
        let mut list = match &mut self.wanted.target {
            Target::List(list) => Some(&mut **list),
            Target::Ignored => None,
            _ => {
                let expected = self.wanted.expected;
                return Err(de::Error::invalid_type(Unexpected::Seq, &expected));
            }
        };
        bounds.enter().map_err(over)?;
        for count in 1.. {
            let is_there = if let Some(list) = &mut list {
                element(&mut elements, *list, bounds)?
            } else {
                let mut nothing = Wanted::nothing();
                let ignored = elements.next_element_seed(Seed::of(&mut nothing, bounds))?;
                ignored.is_some()
            };
            if !is_there {
                break;
            }
            bounds.element(count).map_err(over)?;
        }
        bounds.leave();
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let bounds = self.bounds;
        bounds.enter().map_err(over)?;
        match &mut self.wanted.target {
            Target::Object(object) => {
                let mut found = Found::of(object.names());
                while let Some(place) = found.next(&mut map, bounds)? {
                    member(&mut map, bounds, |value| match object.field(place) {
                        Some(field) => field.read_field(value),
                        None => Err(Failed),
                    })?;
                }
                if let Some(name) = found.missing(object.required()) {
                    return Err(de::Error::missing_field(name));
                }
            }
            Target::Map(take) => {
                let mut found = Found::of(&[]);
                while let Some(name) = map.next_key::<String>()? {
                    found
                        .count(bounds)
                        .and_then(|()| bounds.text(name.len()))
                        .map_err(over)?;
                    member(&mut map, bounds, |value| take(name, value))?;
                }
            }
            // No name is known, so all members are passed over.
            Target::Ignored => while Found::of(&[]).next(&mut map, bounds)?.is_some() {},
            _ => {
                let expected = self.wanted.expected;
                return Err(de::Error::invalid_type(Unexpected::Map, &expected));
            }
        }
        bounds.leave();
        Ok(true)
    }
}

/// Has an element taken; `false` where there is none any more.
fn element<'de, A: SeqAccess<'de>>(
    elements: &mut A,
    list: &mut dyn List,
    bounds: &Bounds,
) -> Result<bool, A::Error> {
    let mut place = Waiting {
        read: Some(|wanted: &mut Wanted<'_>| {
            let read = elements.next_element_seed(Seed::of(wanted, bounds))?;
            Ok(read.unwrap_or_default())
        }),
        error: None,
    };
    list.read_element(&mut place)
        .map_err(|Failed| place.error())
}

/// Has a member's value taken.
fn member<'de, A: MapAccess<'de>>(
    map: &mut A,
    bounds: &Bounds,
    take: impl FnOnce(&mut dyn Place) -> Result<(), Failed>,
) -> Result<(), A::Error> {
    let mut value = Waiting {
        read: Some(|wanted: &mut Wanted<'_>| map.next_value_seed(Seed::of(wanted, bounds))),
        error: None,
    };
    take(&mut value).map_err(|Failed| value.error())
}
