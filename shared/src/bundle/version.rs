//! The version of the format: a minor only adds, a major changes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// `major.minor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Changes when a reader of the old format could misread the new one.
    pub major: u16,
    /// Changes when something was added.
    pub minor: u16,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for Version {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const SHAPE: &str = "a version is two numbers with a dot between them";
        let (major, minor) = text.split_once('.').ok_or(SHAPE)?;
        let number = |digits: &str| {
            let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| only_digits).ok_or(SHAPE)
        };
        Ok(Self {
            major: number(major)?,
            minor: number(minor)?,
        })
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<str>::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_numbers_agree() {
        for (text, version) in [
            ("1.0", Some(Version { major: 1, minor: 0 })),
            (
                "12.345",
                Some(Version {
                    major: 12,
                    minor: 345,
                }),
            ),
            ("1", None),
            ("1.0.0", None),
            ("+1.0", None),
            ("1.", None),
            ("70000.0", None),
        ] {
            assert_eq!(text.parse().ok(), version, "{text}");
            if let Some(version) = version {
                assert_eq!(version.to_string(), text);
            }
        }
    }
}
