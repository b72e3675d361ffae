//! Numbers that have names: an enum over the codes of a protocol, which keeps the codes it has no
//! name for.

/// Declares an enum over numeric codes with their names in a bundle.
///
/// A code without a name is kept as `Other(code)`. In JSON a named code is its name and an unnamed
/// one its number. The set of names is fixed for a major version of the bundle: a collector that
/// learns a new code writes its number until then, so that every reader keeps it.
macro_rules! named_code {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident: $Code:ty {
            $( $(#[$vmeta:meta])* $Variant:ident = $code:literal => $text:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            $( $(#[$vmeta])* $Variant, )*
            /// A code without a name here; kept as its number.
            Other($Code),
        }

        impl $Name {
            /// Every value that has a name, in the order of declaration.
            pub const NAMED: &'static [Self] = &[ $( Self::$Variant, )* ];

            /// The value of a code.
            pub const fn from_code(code: $Code) -> Self {
                match code {
                    $( $code => Self::$Variant, )*
                    other => Self::Other(other),
                }
            }

            /// The code of this value.
            pub const fn code(self) -> $Code {
                match self {
                    $( Self::$Variant => $code, )*
                    Self::Other(other) => other,
                }
            }

            /// The name in a bundle, where there is one.
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $( Self::$Variant => Some($text), )*
                    Self::Other(_) => None,
                }
            }

            /// The value with exactly this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( $text => Some(Self::$Variant), )*
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => std::fmt::Display::fmt(&self.code(), f),
                }
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.name() {
                    Some(name) => serializer.serialize_str(name),
                    None => serializer.serialize_u64(u64::from(self.code())),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $Name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("the name or the number of a ", stringify!($Name)))
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$Name, E> {
                        $Name::from_name(text)
                            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
                    }

                    fn visit_u64<E: serde::de::Error>(self, code: u64) -> Result<$Name, E> {
                        <$Code>::try_from(code)
                            .map($Name::from_code)
                            .map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(code), &self))
                    }
                }

                deserializer.deserialize_any(Visitor)
            }
        }

        impl crate::json::FromJson for $Name {
            fn from_json(reader: &mut crate::json::Reader<'_>) -> crate::json::Result<Self> {
                reader.name_or_code(
                    concat!("the name or the number of a ", stringify!($Name)),
                    <$Code>::MAX.into(),
                    Self::from_name,
                    |code| Self::from_code(<$Code>::try_from(code).unwrap_or(<$Code>::MAX)),
                )
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $Name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": concat!("The name of a ", stringify!($Name), ", or its number where it has no name."),
                    "anyOf": [
                        { "type": "string", "enum": [ $( $text, )* ] },
                        { "type": "integer", "minimum": 0, "maximum": <$Code>::MAX },
                    ],
                })
            }
        }
    };
}

pub(crate) use named_code;
