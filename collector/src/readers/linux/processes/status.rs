//! `/proc/PID/status`: lines of a key and values.

use netsnap_shared::snapshot::Uid;

/// The real user: the first number of `Uid:`.
pub(super) fn real_uid(bytes: &[u8]) -> Option<Uid> {
    uids(bytes)?.next()
}

/// The real, effective, saved and file system user.
fn uids(bytes: &[u8]) -> Option<impl Iterator<Item = Uid>> {
    let value = value(bytes, "Uid")?;
    let numbers = value.split_ascii_whitespace();
    Some(numbers.map_while(|number| number.parse().ok().map(Uid)))
}

/// The effective user: the second number of `Uid:`.
pub(crate) fn effective_uid(bytes: &[u8]) -> Option<Uid> {
    uids(bytes)?.nth(1)
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
    fn users_are_found() {
        let status = b"Name:\tUid:\t7\xff\nUidx:\t9\nUid:\t33\t0\t33\t33\nGid:\t1\n";
        assert_eq!(real_uid(status), Some(Uid(33)));
        assert_eq!(effective_uid(status), Some(Uid(0)));
        for odd in [&b""[..], b"Uid:", b"Uid:\tx", b"Uid 1", b"Uid:\t4294967296"] {
            assert_eq!(real_uid(odd), None, "{odd:?}");
        }
    }
}
