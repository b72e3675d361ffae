//! Settings of a network stack that explain rows.

use std::path::Path;

use netsnap_shared::snapshot::{PortRange, Settings, SourceStatus};

use crate::readers::journal::Reading;

/// Reads the settings under a namespace's `/proc/sys/net`.
pub(super) fn read(directory: &Path) -> Reading<Settings> {
    match std::fs::read_to_string(directory.join("ipv4/ip_local_port_range")) {
        Ok(text) => match parse(&text) {
            Some(range) => Reading::one(Settings {
                ephemeral_ports: Some(range),
                ..Settings::default()
            }),
            None => Reading::nothing(SourceStatus::Failed, "not a range of ports"),
        },
        Err(error) => Reading::failed(&error),
    }
}

fn parse(text: &str) -> Option<PortRange> {
    let mut words = text.split_ascii_whitespace();
    Some(PortRange {
        first: words.next()?.parse().ok()?,
        last: words.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_two_ports() {
        let range = |first, last| Some(PortRange { first, last });
        for (text, expected) in [
            ("32768\t60999\n", range(32768, 60999)),
            ("1024 65535", range(1024, 65535)),
            ("32768", None),
            ("1 65536", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }
}
