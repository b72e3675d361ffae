//! `/proc/PID/environ`: the variables that a process was given when it began its program
//! (execve(2)), each with a NUL at its end, unless it wrote something else there since.
//!
//! Only one question is asked of them, and no variable is kept.

use rustix::fs::OFlags;
use rustix::io::Errno;

use crate::readers::linux::file::Directory;

/// How much of an environment is looked at.
pub(super) const ENVIRONMENT_BYTES: usize = 1 << 20;

/// How much is read at once.
const PART_BYTES: usize = 32 << 10;

/// The variable whose value names libraries that ld.so(8) loads before all others, and what stands
/// between its name and its value.
const PRELOAD: &[u8] = b"LD_PRELOAD=";

/// Whether the variable was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Set,
    NotSet,
    /// Not within [`ENVIRONMENT_BYTES`], and there is more.
    Longer,
}

impl Answer {
    /// The answer, where there is one.
    pub(super) fn known(self) -> Option<bool> {
        match self {
            Self::Set => Some(true),
            Self::NotSet => Some(false),
            Self::Longer => None,
        }
    }
}

/// Whether `LD_PRELOAD` was set to anything. Without a value it loads nothing and does not count.
pub(super) fn preloads(directory: &Directory, room: &mut Vec<u8>) -> Result<Answer, Errno> {
    let file = directory.open_file(c"environ", OFlags::empty())?;
    if room.len() < PART_BYTES {
        room.resize(PART_BYTES, 0);
    }
    let mut search = Search::default();
    let mut looked_at = 0;
    while looked_at <= ENVIRONMENT_BYTES {
        let length = match rustix::io::read(&file, &mut room[..]) {
            Ok(0) => return Ok(Answer::NotSet),
            Ok(length) => length,
            Err(Errno::INTR) => continue,
            Err(errno) => return Err(errno),
        };
        if search.finds_in(room.get(..length).unwrap_or_default()) {
            return Ok(Answer::Set);
        }
        if length < room.len() {
            return Ok(Answer::NotSet);
        }
        looked_at += length;
    }
    Ok(Answer::Longer)
}

/// A search through parts of an environment, which may end anywhere.
#[derive(Debug, Default)]
struct Search {
    /// How many bytes of [`PRELOAD`] the variable begins with so far.
    matched: usize,
    /// Whether it is another variable.
    other: bool,
}

impl Search {
    /// Looks at the next part.
    fn finds_in(&mut self, part: &[u8]) -> bool {
        let mut rest = part;
        while let Some((&byte, after)) = rest.split_first() {
            if self.other {
                let Some(end) = rest.iter().position(|&byte| byte == 0) else {
                    return false;
                };
                *self = Self::default();
                rest = rest.get(end + 1..).unwrap_or_default();
                continue;
            }
            rest = after;
            match PRELOAD.get(self.matched) {
                Some(&expected) if byte == expected => self.matched += 1,
                None if byte != 0 => return true,
                _ if byte == 0 => *self = Self::default(),
                _ => self.other = true,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use rustix::fs::CWD;

    use super::*;

    #[test]
    fn one_variable_is_looked_for() {
        for (environment, expected) in [
            (&b""[..], false),
            (b"\0", false),
            (b"LD_PRELOAD=/lib/x.so\0", true),
            (b"LD_PRELOAD=x", true),
            (b"PATH=/bin\0LD_PRELOAD=/lib/x.so\0HOME=/\0", true),
            (b"LD_PRELOAD=\0HOME=/\0", false),
            (b"LD_PRELOAD=", false),
            (b"LD_PRELOAD\0", false),
            (b"LD_PRELOADS=x\0", false),
            (b"LD_PRE\0LOAD=x\0", false),
            (b"X=LD_PRELOAD=x\0", false),
            (b"XLD_PRELOAD=x\0", false),
            (b"A=\n\xffLD_PRELOAD=x\0\0LD_PRELOAD=y\0", true),
            (b"LD_LD_PRELOAD=x\0", false),
        ] {
            for size in 1..=environment.len().max(1) {
                let mut search = Search::default();
                let found = environment.chunks(size).any(|part| search.finds_in(part));
                assert_eq!(found, expected, "{environment:?} in parts of {size}");
            }
        }
    }

    #[test]
    fn a_long_environment_has_no_answer() {
        let root = tempfile::tempdir().unwrap();
        let directory = Directory::open(CWD, root.path()).unwrap();
        let long = vec![b'x'; ENVIRONMENT_BYTES + PART_BYTES + 1];
        let early = [b"LD_PRELOAD=x\0", &long[..]].concat();
        for (environment, expected) in [
            (&long[..], Some(Answer::Longer)),
            (&early, Some(Answer::Set)),
            (&long[..PART_BYTES], Some(Answer::NotSet)),
        ] {
            std::fs::write(root.path().join("environ"), environment).unwrap();
            let answer = preloads(&directory, &mut Vec::new()).ok();
            assert_eq!(answer, expected, "{}", environment.len());
        }
    }
}
