//! `/proc/PID/cmdline`: the arguments, each with a NUL at its end, unless the process wrote
//! something else there.

/// Splits the arguments. An empty file has none.
pub(super) fn parse(bytes: &[u8]) -> Vec<String> {
    if bytes.is_empty() {
        return Vec::new();
    }
    let bytes = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    let mut arguments: Vec<String> = bytes
        .split(|&byte| byte == 0)
        .map(|argument| String::from_utf8_lossy(argument).into_owned())
        .collect();
    if is_title(&arguments) {
        arguments.truncate(1);
    }
    arguments
}

/// Whether a process wrote a title over its arguments: one text of several words, and NULs up to
/// the end of the room that they had.
fn is_title(arguments: &[String]) -> bool {
    let [title, rest @ ..] = arguments else {
        return false;
    };
    title.contains(' ') && rest.iter().all(String::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_and_titles() {
        for (bytes, expected) in [
            (&b""[..], &[][..]),
            (b"\0", &[""]),
            (b"cat\0", &["cat"]),
            (b"cat", &["cat"]),
            (b"grep\0-e\0\0file name\0", &["grep", "-e", "", "file name"]),
            (b"printf\0\0", &["printf", ""]),
            (
                b"nginx: master process /usr/sbin/nginx",
                &["nginx: master process /usr/sbin/nginx"],
            ),
            (b"nginx: worker process\0\0\0\0", &["nginx: worker process"]),
            (b"a\xff\0b\0", &["a\u{fffd}", "b"]),
        ] {
            assert_eq!(parse(bytes), expected, "{bytes:?}");
        }
    }
}
