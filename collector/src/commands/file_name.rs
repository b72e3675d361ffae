//! The name of a file that the user gave none.

use netsnap_shared::snapshot::Snapshot;

/// The longest part of a host's name in a file's name, in bytes.
const HOST_LENGTH: usize = 64;

/// `PREFIX-HOST-YYYYMMDDTHHMMSSZ.EXTENSION`, of letters, digits, dots, hyphens and underscores.
pub(super) fn file_name(prefix: &str, snapshot: &Snapshot, extension: &str) -> String {
    let host = host(snapshot.host.hostname.as_deref().unwrap_or_default());
    let time: String = snapshot
        .collected_at
        .to_string()
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|character| !matches!(character, '-' | ':'))
        .collect();
    format!("{prefix}-{host}-{time}Z.{extension}")
}

fn host(name: &str) -> String {
    let safe: String = name
        .chars()
        .take(HOST_LENGTH)
        .map(|character| match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' => character,
            _ => '-',
        })
        .collect();
    let safe = safe.trim_matches(['.', '-']);
    if safe.is_empty() {
        "host".to_owned()
    } else {
        safe.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_cannot_choose_the_folder() {
        for (name, safe) in [
            ("web-01", "web-01"),
            ("Web_01.example.org", "Web_01.example.org"),
            ("", "host"),
            ("..", "host"),
            ("../../etc/passwd", "etc-passwd"),
            ("a/b\\c d\0", "a-b-c-d"),
            ("\x1b[31m", "31m"),
            ("-rf", "rf"),
            ("日本", "host"),
            (&"a".repeat(300), &"a".repeat(64)),
        ] {
            assert_eq!(host(name), safe, "{name:?}");
        }
    }
}
