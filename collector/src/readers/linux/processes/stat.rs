//! `/proc/PID/stat`: one line of numbers around a name that may hold anything.

/// `PF_KTHREAD` of `include/linux/sched.h`.
const KERNEL_THREAD: u32 = 0x0020_0000;

/// What is taken from the line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stat {
    pub name: String,
    pub parent: u32,
    pub kernel_thread: bool,
    /// Whether it, or of several threads the first, has ended.
    pub zombie: bool,
    pub threads: u64,
    /// When it was started, in clock ticks since the boot.
    pub start_ticks: u64,
}

/// Parses `pid (name) state ppid … flags … num_threads … starttime …`. The name may hold spaces and parentheses:
/// it ends at the last `)`.
pub(super) fn parse(bytes: &[u8]) -> Option<Stat> {
    let open = bytes.iter().position(|&byte| byte == b'(')?;
    let close = bytes.iter().rposition(|&byte| byte == b')')?;
    let name = bytes.get(open + 1..close)?;
    let rest = std::str::from_utf8(bytes.get(close + 1..)?).ok()?;
    // Field 3, the state, is the first of the rest.
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let field = |number: usize| fields.get(number.checked_sub(3)?);
    let flags: u32 = field(9)?.parse().ok()?;
    Some(Stat {
        name: String::from_utf8_lossy(&unescape(name)).into_owned(),
        parent: field(4)?.parse().ok()?,
        kernel_thread: flags & KERNEL_THREAD != 0,
        zombie: matches!(*field(3)?, "Z" | "X" | "x"),
        threads: field(20)?.parse().ok()?,
        start_ticks: field(22)?.parse().ok()?,
    })
}

/// The kernel writes a newline in the name as `\n` and a backslash as `\\`.
fn unescape(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut bytes = name.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let escaped = match (byte, bytes.peek()) {
            (b'\\', Some(b'n')) => Some(b'\n'),
            (b'\\', Some(b'\\')) => Some(b'\\'),
            _ => None,
        };
        if escaped.is_some() {
            bytes.next();
        }
        plain.push(escaped.unwrap_or(byte));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_hold_anything() {
        for (name, expected) in [
            (&b"bash"[..], "bash"),
            (b"a b", "a b"),
            (b"tmux: server", "tmux: server"),
            (b"(sd-pam)", "(sd-pam)"),
            (b") S 1 (", ") S 1 ("),
            (b"", ""),
            (b"\xff\xfe", "\u{fffd}\u{fffd}"),
            (br"a\nb", "a\nb"),
            (br"a\\nb", r"a\nb"),
            (b"\x1b[2J", "\x1b[2J"),
            (b"a\\", "a\\"),
        ] {
            let mut line = b"42 (".to_vec();
            line.extend(name);
            line.extend(b") S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 3 0 12345 99 0\n");
            let stat = Stat {
                name: expected.to_owned(),
                parent: 1,
                kernel_thread: false,
                zombie: false,
                threads: 3,
                start_ticks: 12345,
            };
            assert_eq!(parse(&line), Some(stat), "{name:?}");
        }
    }

    #[test]
    fn kernel_threads_have_their_flag() {
        let captured = include_bytes!("../../../../fixtures/proc/2/stat");
        let stat = parse(captured).unwrap();
        assert_eq!((stat.name.as_str(), stat.parent), ("kthreadd", 0));
        assert!(stat.kernel_thread && !stat.zombie);
    }

    #[test]
    fn ended_ones_are_zombies() {
        for (state, zombie) in [("Z", true), ("X", true), ("R", false), ("t", false)] {
            let line = format!("9 (x) {state} 1 9 9 0 -1 0 1 2 3 4 5 6 7 8 20 0 2 0 5 0");
            let stat = parse(line.as_bytes()).unwrap();
            assert_eq!((stat.zombie, stat.threads), (zombie, 2), "{state}");
        }
    }

    #[test]
    fn lines_that_are_not_whole_are_none() {
        for line in [
            &b""[..],
            b"42",
            b"42 (bash",
            b"42 bash) S 1",
            b")(",
            b"42 (bash)",
            b"42 (bash) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0",
            b"42 (bash) S -1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345",
        ] {
            assert_eq!(parse(line), None, "{line:?}");
        }
    }
}
