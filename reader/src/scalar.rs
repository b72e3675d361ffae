//! Values that are no lists and no objects.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

use crate::{Failed, Place, Target, Wanted};

/// A value as the bundle has it.
#[derive(Debug)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that is not below zero.
    Unsigned(u64),
    /// Below zero.
    Signed(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(&'a str),
}

/// What is made from a [`Scalar`].
pub trait FromScalar: Sized {
    /// What such a value is, for the error.
    const EXPECTED: &'static str;

    /// Any value.
    fn any() -> Self;

    /// The value, where it is one.
    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self>;

    /// Reads the value over this one.
    fn read_scalar(&mut self, place: &mut dyn Place, nullable: bool) -> Result<bool, Failed> {
        place.read(&mut Wanted {
            expected: Self::EXPECTED,
            nullable,
            target: Target::Scalar(&mut |scalar| {
                let value = Self::from_scalar(scalar);
                value.map(|value| *self = value).is_some()
            }),
        })
    }
}

impl Scalar<'_> {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, where it is one that is not negative.
    pub fn unsigned(&self) -> Option<u64> {
        match self {
            Self::Unsigned(value) => Some(*value),
            _ => None,
        }
    }
}

/// Implements [`Read`](crate::Read) for types that are [`FromScalar`].
#[macro_export]
macro_rules! read_scalar {
    ($($Name:ty)*) => {
        $(impl $crate::Read for $Name {
            fn blank() -> Self {
                $crate::FromScalar::any()
            }

            fn read(
                &mut self,
                place: &mut dyn $crate::Place,
                nullable: bool,
            ) -> Result<bool, $crate::Failed> {
                $crate::FromScalar::read_scalar(self, place, nullable)
            }
        })*
    };
    // A type of the model: serde can be asked for it as well.
    (pub $Name:ty) => {
        $crate::read_scalar! { $Name }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }
    };
}

/// Implements [`Read`](crate::Read) and `Deserialize` for a struct around one scalar.
#[macro_export]
macro_rules! read_transparent {
    ($Name:ident($Inner:ty)) => {
        impl $crate::FromScalar for $Name {
            const EXPECTED: &'static str = <$Inner as $crate::FromScalar>::EXPECTED;

            fn any() -> Self {
                Self($crate::FromScalar::any())
            }

            fn from_scalar(scalar: &$crate::Scalar<'_>) -> Option<Self> {
                $crate::FromScalar::from_scalar(scalar).map(Self)
            }
        }

        $crate::read_scalar! { pub $Name }
    };
}

macro_rules! read_unsigned {
    ($($Number:ident)*) => {
        $(impl FromScalar for $Number {
            const EXPECTED: &'static str = stringify!($Number);

            fn any() -> Self {
                0
            }

            fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
                scalar.unsigned()?.try_into().ok()
            }
        })*
    };
}

read_unsigned! { u8 u16 u32 u64 }

impl FromScalar for i64 {
    const EXPECTED: &'static str = "i64";

    fn any() -> Self {
        0
    }

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

    fn any() -> Self {
        false
    }

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

impl FromScalar for String {
    const EXPECTED: &'static str = "a string";

    fn any() -> Self {
        Self::new()
    }

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.text().map(str::to_owned)
    }
}

impl FromScalar for IpAddr {
    const EXPECTED: &'static str = "an IP address";

    fn any() -> Self {
        Self::V4(Ipv4Addr::UNSPECIFIED)
    }

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.text()?.parse().ok()
    }
}

impl FromScalar for IpNet {
    const EXPECTED: &'static str = "an IP prefix";

    fn any() -> Self {
        Self::default()
    }

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        scalar.text()?.parse().ok()
    }
}

read_scalar! { u8 u16 u32 u64 i64 bool String IpAddr IpNet }
