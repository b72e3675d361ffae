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

        impl netsnap_reader::FromScalar for $Name {
            const EXPECTED: &'static str =
                concat!("the name or the number of a ", stringify!($Name));

            fn any() -> Self {
                Self::Other(0)
            }

            fn from_scalar(scalar: &netsnap_reader::Scalar<'_>) -> Option<Self> {
                match scalar.text() {
                    Some(name) => Self::from_name(name),
                    None => <$Code>::try_from(scalar.unsigned()?).ok().map(Self::from_code),
                }
            }
        }

        netsnap_reader::read_scalar! { pub $Name }

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
