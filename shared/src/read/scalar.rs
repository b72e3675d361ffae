//! Values that are no lists and no objects: all of them are read by one function.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;
use serde::de::{self, Deserializer, Unexpected, Visitor};

/// A value as the bundle has it.
#[derive(Debug)]
pub(crate) enum Scalar<'de> {
    Null,
    Bool(bool),
    Unsigned(u64),
    /// Below zero.
    Signed(i64),
    Float(f64),
    Text(Cow<'de, str>),
}

/// What is made from a [`Scalar`].
pub(crate) trait FromScalar: Sized {
    /// What such a value is, for the error.
    const EXPECTED: &'static str;

    /// The value, where it is one.
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self>;

    /// Reads the value.
    fn read_scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let scalar = scalar(deserializer, Self::EXPECTED)?;
        Self::from_scalar(&scalar).ok_or_else(|| mismatch(&scalar, Self::EXPECTED))
    }

    /// Reads the value, or null.
    fn read_scalar_or_null<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Self>, D::Error> {
        let scalar = scalar(deserializer, Self::EXPECTED)?;
        if matches!(scalar, Scalar::Null) {
            return Ok(None);
        }
        let value = Self::from_scalar(&scalar);
        value
            .map(Some)
            .ok_or_else(|| mismatch(&scalar, Self::EXPECTED))
    }
}

#[inline(never)]
fn scalar<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Scalar<'de>, D::Error> {
    deserializer.deserialize_any(AnyScalar { expected })
}

#[cold]
#[inline(never)]
fn mismatch<E: de::Error>(scalar: &Scalar<'_>, expected: &'static str) -> E {
    let found = match scalar {
        Scalar::Null => Unexpected::Unit,
        Scalar::Bool(value) => Unexpected::Bool(*value),
        Scalar::Unsigned(value) => Unexpected::Unsigned(*value),
        Scalar::Signed(value) => Unexpected::Signed(*value),
        Scalar::Float(value) => Unexpected::Float(*value),
        Scalar::Text(value) => Unexpected::Str(value),
    };
    E::invalid_value(found, &expected)
}

struct AnyScalar {
    expected: &'static str,
}

impl<'de> Visitor<'de> for AnyScalar {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Unsigned(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(u64::try_from(value).map_or(Scalar::Signed(value), Scalar::Unsigned))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Float(value))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }
}

impl Scalar<'_> {
    /// The text, where it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, where it is one that is not negative.
    pub(crate) fn unsigned(&self) -> Option<u64> {
        match self {
            Self::Unsigned(value) => Some(*value),
            _ => None,
        }
    }
}

/// Implements [`Read`](super::Read) for types that are [`FromScalar`].
macro_rules! read_scalar {
    ($($Name:ty)*) => {
        $(impl crate::read::Read for $Name {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::read::FromScalar::read_scalar(deserializer)
            }

            fn read_optional<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Option<Self>, D::Error> {
                crate::read::FromScalar::read_scalar_or_null(deserializer)
            }
        })*
    };
    // A type of the model: serde can be asked for it as well.
    (pub $Name:ty) => {
        crate::read::read_scalar! { $Name }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::read::FromScalar::read_scalar(deserializer)
            }
        }
    };
}
pub(crate) use read_scalar;

/// Implements [`Read`](super::Read) and `Deserialize` for a struct around one scalar.
macro_rules! read_transparent {
    ($Name:ident($Inner:ty)) => {
        impl crate::read::FromScalar for $Name {
            const EXPECTED: &'static str = <$Inner as crate::read::FromScalar>::EXPECTED;

            fn from_scalar(scalar: &crate::read::Scalar<'_>) -> Option<Self> {
                crate::read::FromScalar::from_scalar(scalar).map(Self)
            }
        }

        crate::read::read_scalar! { pub $Name }
    };
}
pub(crate) use read_transparent;

macro_rules! read_unsigned {
    ($($Number:ident)*) => {
        $(impl FromScalar for $Number {
            const EXPECTED: &'static str = stringify!($Number);

            fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
                scalar.unsigned()?.try_into().ok()
            }
        })*
    };
}

read_unsigned! { u8 u16 u32 u64 }

impl FromScalar for i64 {
    const EXPECTED: &'static str = "i64";

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Unsigned(value) => Self::try_from(*value).ok(),
            Scalar::Signed(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromScalar for bool {
    const EXPECTED: &'static str = "a boolean";

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromScalar for String {
    const EXPECTED: &'static str = "a string";

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.text().map(str::to_owned)
    }
}

impl FromScalar for IpAddr {
    const EXPECTED: &'static str = "an IP address";

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.text()?.parse().ok()
    }
}

impl FromScalar for IpNet {
    const EXPECTED: &'static str = "an IP prefix";

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.text()?.parse().ok()
    }
}

read_scalar! { u8 u16 u32 u64 i64 bool String IpAddr IpNet }
