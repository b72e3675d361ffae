//! The one visitor, and the places in the JSON that it is sent to.
//!
//! What a type wants is told as data and as callbacks, so that nothing of it is made again for each
//! type. The parser's own error waits in the place where it arose, until the parser takes it back.

use std::fmt;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::object::Found;
use super::{Read, Scalar};

/// A value in the JSON that is still to be read.
pub(crate) trait Place {
    /// Reads it; only once. `false` for a null that was allowed, and where a list has ended.
    fn read(&mut self, wanted: Wanted<'_>) -> Result<bool, Failed>;
}

/// Reading has failed. The place knows why.
#[derive(Debug)]
pub(crate) struct Failed;

/// What a value should be.
pub(crate) struct Wanted<'a> {
    /// Its name for the error.
    pub(crate) expected: &'static str,
    /// Whether it may be null in place of this.
    pub(crate) nullable: bool,
    /// Where it goes.
    pub(crate) target: Target<'a>,
}

/// Where a value goes.
pub(crate) enum Target<'a> {
    /// To a function that says whether it is one.
    Scalar(&'a mut dyn FnMut(&Scalar<'_>) -> bool),
    /// Each element to a function.
    List(&'a mut dyn FnMut(&mut dyn Place) -> Result<(), Failed>),
    /// Each member by the place of its name in a list of names.
    Object(Members<'a>),
    /// Each member to a function, with its name.
    Map(&'a mut dyn FnMut(String, &mut dyn Place) -> Result<(), Failed>),
}

/// The members of an object.
pub(crate) struct Members<'a> {
    /// At most 64.
    pub(crate) names: &'static [&'static str],
    /// A bit for each that must be there.
    pub(crate) required: u64,
    /// Takes each, by its place in `names`.
    pub(crate) take: &'a mut dyn FnMut(usize, &mut dyn Place) -> Result<(), Failed>,
}

/// A value for which serde asks [`Read`].
pub(crate) struct Value<T>(pub(crate) T);

impl<'de, T: Read> Deserialize<'de> for Value<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

/// Reads a whole value.
pub(crate) fn deserialize<'de, T: Read, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::blank();
    let mut whole = Waiting {
        read: Some(|seed: Seed<'_>| seed.deserialize(deserializer)),
        error: None,
    };
    match value.read(&mut whole, false) {
        Ok(_) => Ok(value),
        Err(Failed) => Err(whole.error()),
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

impl<F: FnOnce(Seed<'_>) -> Result<bool, E>, E> Place for Waiting<F, E> {
    fn read(&mut self, wanted: Wanted<'_>) -> Result<bool, Failed> {
        let read = self.read.take().ok_or(Failed)?;
        read(Seed(wanted)).map_err(|error| {
            self.error = Some(error);
            Failed
        })
    }
}

/// Takes one value apart as it is wanted.
struct Seed<'a>(Wanted<'a>);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Seed<'_> {
    fn scalar<E: de::Error>(self, scalar: &Scalar<'_>) -> Result<bool, E> {
        let Target::Scalar(take) = self.0.target else {
            return Err(E::invalid_type(unexpected(scalar), &self.0.expected));
        };
        if take(scalar) {
            Ok(true)
        } else {
            Err(E::invalid_value(unexpected(scalar), &self.0.expected))
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

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected)
    }

    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        if self.0.nullable {
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
        self.scalar(&Scalar::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let Target::List(take) = self.0.target else {
            return Err(de::Error::invalid_type(Unexpected::Seq, &self.0.expected));
        };
        loop {
            let mut ended = false;
            let mut element = Waiting {
                read: Some(|seed: Seed<'_>| {
                    let read = list.next_element_seed(seed)?;
                    ended = read.is_none();
                    Ok(read.unwrap_or_default())
                }),
                error: None,
            };
            let taken = take(&mut element);
            let error = element.error;
            match taken {
                Ok(()) if ended => return Ok(true),
                Ok(()) => {}
                Err(Failed) => {
                    return Err(error.unwrap_or_else(|| de::Error::custom("no element was read")));
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        match self.0.target {
            Target::Object(members) => {
                let mut found = Found::of(members.names);
                while let Some(place) = found.next(&mut map)? {
                    member(&mut map, |value| (members.take)(place, value))?;
                }
                found.require(members.required)?;
            }
            Target::Map(take) => {
                while let Some(name) = map.next_key()? {
                    let mut name = Some(name);
                    member(&mut map, |value| {
                        take(name.take().unwrap_or_default(), value)
                    })?;
                }
            }
            _ => return Err(de::Error::invalid_type(Unexpected::Map, &self.0.expected)),
        }
        Ok(true)
    }
}

/// Has a member's value taken.
fn member<'de, A: MapAccess<'de>>(
    map: &mut A,
    take: impl FnOnce(&mut dyn Place) -> Result<(), Failed>,
) -> Result<(), A::Error> {
    let mut value = Waiting {
        read: Some(|seed: Seed<'_>| map.next_value_seed(seed)),
        error: None,
    };
    take(&mut value).map_err(|Failed| value.error())
}
