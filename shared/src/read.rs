//! How the model is deserialised: what serde would derive, with far less code.
//!
//! The viewer carries this inside every report. A derived implementation makes the code that finds
//! a field, the errors and each kind of number again for each type; here they are there once, and
//! a type only says which fields it has. The parser is `serde_json`, as it is.

mod list;
mod object;
mod scalar;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer};

pub(crate) use object::{Places, read_struct};
pub(crate) use scalar::{FromScalar, Scalar, read_scalar, read_transparent};

/// What a field or an element of a list can be.
pub(crate) trait Read: Sized {
    /// Reads the value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Reads the value, or null.
    fn read_optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_option(OrNull(PhantomData))
    }

    /// The value of a field that is not there.
    fn absent<E: de::Error>(field: &'static str) -> Result<Self, E> {
        Err(missing(field))
    }
}

/// A value for which serde asks [`Read`].
pub(crate) struct Value<T>(pub(crate) T);

impl<'de, T: Read> Deserialize<'de> for Value<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl<T: Read> Read for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_optional(deserializer)
    }

    fn absent<E: de::Error>(_: &'static str) -> Result<Self, E> {
        Ok(None)
    }
}

struct OrNull<T>(PhantomData<T>);

impl<'de, T: Read> de::Visitor<'de> for OrNull<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer).map(Some)
    }
}

#[cold]
#[inline(never)]
fn missing<E: de::Error>(field: &'static str) -> E {
    E::missing_field(field)
}

impl<T: Read> Read for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}
