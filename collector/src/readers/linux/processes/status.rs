//! `/proc/PID/status`: lines of a key and values.

use netsnap_shared::snapshot::Uid;

use super::capabilities;

/// What is taken from the file; what it does not say is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    /// The real user.
    pub real: Option<Uid>,
    /// The user whose rights count.
    pub effective: Option<Uid>,
    /// The effective capabilities that matter to a network.
    pub capabilities: Option<Vec<String>>,
}

/// Parses the file.
pub(super) fn parse(bytes: &[u8]) -> Status {
    let mut uids = uids(bytes).fuse();
    let mask = value(bytes, "CapEff").and_then(|mask| u64::from_str_radix(mask, 16).ok());
    Status {
        real: uids.next(),
        effective: uids.next(),
        capabilities: mask.map(capabilities::of_network),
    }
}

/// The real, effective, saved and file system user.
fn uids(bytes: &[u8]) -> impl Iterator<Item = Uid> {
    let numbers = value(bytes, "Uid").unwrap_or_default();
    let numbers = numbers.split_ascii_whitespace();
    numbers.map_while(|number| number.parse().ok().map(Uid))
}

/// The effective user: the second number of `Uid:`.
pub(crate) fn effective_uid(bytes: &[u8]) -> Option<Uid> {
    uids(bytes).nth(1)
}

/// The value of a key. A process's name stands in the file, escaped, so that no name can make a
/// line of its own.
pub(crate) fn value<'a>(bytes: &'a [u8], key: &str) -> Option<&'a str> {
    let mut lines = bytes.split(|&byte| byte == b'\n');
    let line = lines.find_map(|line| line.strip_prefix(key.as_bytes())?.strip_prefix(b":"))?;
    std::str::from_utf8(line).ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_and_rights_are_found() {
        let all = b"Name:\tUid:\t7\xff\nUidx:\t9\nUid:\t33\t0\t33\t33\nGid:\t1\n\
            CapPrm:\t0000000000000000\nCapEff:\t0000000000002001\n";
        let status = |real, effective, capabilities: Option<&[&str]>| Status {
            real: Option::map(real, Uid),
            effective: Option::map(effective, Uid),
            capabilities: capabilities.map(|names| names.iter().map(|&it| it.into()).collect()),
        };
        for (text, expected) in [
            (&all[..], status(Some(33), Some(0), Some(&["cap_net_raw"]))),
            (b"", status(None, None, None)),
            (b"Uid:", status(None, None, None)),
            (b"Uid:\tx\t1", status(None, None, None)),
            (b"Uid:\t1\tx", status(Some(1), None, None)),
            (b"Uid 1", status(None, None, None)),
            (b"Uid:\t4294967296", status(None, None, None)),
            (b"CapEff:\t0", status(None, None, Some(&[]))),
            (b"CapEff:\tzz", status(None, None, None)),
        ] {
            assert_eq!(parse(text), expected, "{text:?}");
            assert_eq!(effective_uid(text), expected.effective, "{text:?}");
        }
    }
}
