//! How each type of the model is read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::{Reader, Result};
use crate::snapshot::Timestamp;

/// A value that is read from JSON.
pub(crate) trait FromJson: Sized {
    /// Reads the value that comes next.
    fn from_json(reader: &mut Reader<'_>) -> Result<Self>;

    /// The value of a field that is not there.
    fn absent(reader: &Reader<'_>, field: &str) -> Result<Self> {
        Err(reader.missing(field))
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        if reader.takes_null()? {
            return Ok(None);
        }
        T::from_json(reader).map(Some)
    }

    fn absent(_: &Reader<'_>, _: &str) -> Result<Self> {
        Ok(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        let mut values = Self::new();
        reader.list("a sequence", &mut |reader| {
            values.push(T::from_json(reader)?);
            Ok(())
        })?;
        Ok(values)
    }
}

impl FromJson for BTreeMap<String, i64> {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        let mut values = Self::new();
        reader.members("a map", &mut |reader, key| {
            values.insert(key.into_owned(), i64::from_json(reader)?);
            Ok(())
        })?;
        Ok(values)
    }
}

impl FromJson for String {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        reader.string("a string").map(Cow::into_owned)
    }
}

impl FromJson for bool {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        match reader.peek() {
            b't' => reader.literal(b"true").map(|()| true),
            b'f' => reader.literal(b"false").map(|()| false),
            _ => Err(reader.mismatch(reader.at, "a boolean")),
        }
    }
}

macro_rules! read_unsigned {
    ($($Number:ident)*) => {
        $(impl FromJson for $Number {
            fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
                let number = reader.unsigned($Number::MAX.into(), stringify!($Number))?;
                Ok($Number::try_from(number).unwrap_or($Number::MAX))
            }
        })*
    };
}

read_unsigned! { u8 u16 u32 u64 }

impl FromJson for i64 {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        let start = reader.at;
        let number = reader.number("i64")?;
        let value = match number.digits {
            Some(digits) if number.is_negative => 0i64.checked_sub_unsigned(digits),
            Some(digits) => digits.try_into().ok(),
            None => None,
        };
        value.ok_or_else(|| reader.mismatch(start, "i64"))
    }
}

impl FromJson for IpAddr {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        reader.parsed("an IP address", |text| text.parse().ok())
    }
}

impl FromJson for IpNet {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        reader.parsed("an IP prefix", |text| text.parse().ok())
    }
}

impl FromJson for Timestamp {
    fn from_json(reader: &mut Reader<'_>) -> Result<Self> {
        reader.parsed(Self::EXPECTED, Self::parse)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn string(&mut self, expected: &str) -> Result<Cow<'a, str>> {
        if self.peek() == b'"' {
            self.take_string()
        } else {
            Err(self.mismatch(self.at, expected))
        }
    }

    fn number(&mut self, expected: &str) -> Result<super::text::Number> {
        if matches!(self.peek(), b'-' | b'0'..=b'9') {
            self.take_number()
        } else {
            Err(self.mismatch(self.at, expected))
        }
    }

    /// Reads an integer from 0 to `max`.
    pub(crate) fn unsigned(&mut self, max: u64, expected: &str) -> Result<u64> {
        let start = self.at;
        let number = self.number(expected)?;
        let digits = number.digits.filter(|_| !number.is_negative);
        match digits {
            Some(digits) if digits <= max => Ok(digits),
            _ => Err(self.mismatch(start, expected)),
        }
    }

    /// Reads a string that stands for something.
    pub(crate) fn parsed<T>(
        &mut self,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T> {
        let start = self.at;
        let text = self.string(expected)?;
        parse(&text).ok_or_else(|| self.mismatch(start, expected))
    }

    /// Reads a name, or the number of what has none.
    pub(crate) fn name_or_code<T>(
        &mut self,
        expected: &str,
        max: u64,
        from_name: fn(&str) -> Option<T>,
        from_code: fn(u64) -> T,
    ) -> Result<T> {
        if self.peek() == b'"' {
            self.parsed(expected, from_name)
        } else {
            self.unsigned(max, expected).map(from_code)
        }
    }
}

/// Implements [`FromJson`] for a struct with named fields. A field with the attribute
/// `serde(default)` has its default when it is absent.
macro_rules! read_struct {
    ($Name:ident { $( [$($attributes:tt)*] $field:ident: $Field:ty, )* }) => {
        impl crate::json::FromJson for $Name {
            fn from_json(reader: &mut crate::json::Reader<'_>) -> crate::json::Result<Self> {
                const NAMES: &[&str] = &[ $( stringify!($field), )* ];
                $( let mut $field: Option<$Field> = None; )*
                let expected = concat!("struct ", stringify!($Name));
                reader.fields(expected, NAMES, &mut |reader, place| {
                    let mut field = 0;
                    $(
                        if place == field {
                            $field = Some(crate::json::FromJson::from_json(reader)?);
                        }
                        field += 1;
                    )*
                    debug_assert!(place < field, "a field without a name");
                    Ok(())
                })?;
                Ok(Self {
                    $( $field: match $field {
                        Some(value) => value,
                        None => crate::json::read_struct!(@absent reader $field $($attributes)*),
                    }, )*
                })
            }
        }
    };
    (@absent $reader:ident $field:ident [serde(default $($more:tt)*)] $($others:tt)*) => {
        Default::default()
    };
    (@absent $reader:ident $field:ident [$($another:tt)*] $($others:tt)*) => {
        crate::json::read_struct!(@absent $reader $field $($others)*)
    };
    (@absent $reader:ident $field:ident) => {
        crate::json::FromJson::absent($reader, stringify!($field))?
    };
}
pub(crate) use read_struct;

/// Implements [`FromJson`] for a struct around one value.
macro_rules! read_transparent {
    ($Name:ident) => {
        impl crate::json::FromJson for $Name {
            fn from_json(reader: &mut crate::json::Reader<'_>) -> crate::json::Result<Self> {
                crate::json::FromJson::from_json(reader).map(Self)
            }
        }
    };
}
pub(crate) use read_transparent;
