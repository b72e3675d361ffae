//! Files that network namespaces are bound to, such as those that `ip netns add` makes under
//! `/run/netns`: they are mounts of nsfs in `/proc/self/mountinfo` (proc(5)).

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use crate::readers::journal::Reading;

/// A file, and the inode of the namespace behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bound {
    pub id: String,
    pub file: PathBuf,
}

impl Bound {
    /// The name of the namespace: that of a file in a directory of them.
    pub(super) fn name(&self) -> Option<String> {
        let directory = self.file.parent()?.file_name()?;
        let name = self.file.file_name()?;
        (directory == "netns").then(|| name.to_string_lossy().into_owned())
    }
}

/// Where network namespaces are bound, those under `/run/netns` first. `mounts` is
/// `/proc/self/mountinfo`.
pub(super) fn find(mounts: &io::Result<Vec<u8>>) -> Reading<Vec<Bound>> {
    match mounts {
        Ok(mounts) => {
            let mut bound = parse(mounts);
            let elsewhere = |bound: &Bound| !bound.file.starts_with("/run/netns");
            bound.sort_by(|a, b| (elsewhere(a), &a.file).cmp(&(elsewhere(b), &b.file)));
            bound.dedup();
            Reading::complete(bound)
        }
        Err(error) => Reading::failed(error),
    }
}

/// Takes `id parent device net:[INODE] place … - nsfs …`.
fn parse(mounts: &[u8]) -> Vec<Bound> {
    let lines = mounts.split(|&byte| byte == b'\n');
    lines
        .filter_map(|line| {
            let mut words = line.split(|&byte| byte == b' ').skip(3);
            let root = std::str::from_utf8(words.next()?).ok()?;
            let place = words.next()?;
            let id = super::parse(root).filter(|_| root.starts_with("net:["))?;
            words
                .skip_while(|word| *word != b"-")
                .nth(1)
                .filter(|kind| *kind == b"nsfs")?;
            Some(Bound {
                id: id.to_owned(),
                file: PathBuf::from(OsStr::from_bytes(&unescaped(place))),
            })
        })
        .collect()
}

/// A path whose blanks are written as `\` and three octal digits.
fn unescaped(mut text: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(text.len());
    while let Some((&first, rest)) = text.split_first() {
        let escaped = rest
            .first_chunk::<3>()
            .filter(|_| first == b'\\')
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
        path.push(escaped.unwrap_or(first));
        let taken = if escaped.is_some() { 3 } else { 0 };
        text = rest.get(taken..).unwrap_or_default();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_of_network_namespaces_are_found() {
        let mounts = b"24 30 0:22 / /proc rw - proc proc rw\n\
            43 42 0:4 net:[4026532245] /run/netns/blue rw shared:2 - nsfs nsfs rw\n\
            44 42 0:4 net:[7] /run/docker/netns/a\\040b\\134 rw - nsfs nsfs rw\n\
            45 42 0:4 mnt:[4026532300] /run/snapd/ns/x.mnt rw - nsfs nsfs rw\n\
            46 42 0:4 net:[8] /srv/odd\\9 rw shared:2 master:1 - nsfs nsfs rw\n\
            47 42 0:9 net:[9] /srv/file rw - ext4 /dev/sda rw\n\
            48 42 0:4 net:[10] /run/netns/cut\n\
            \xff\n\n";
        let found: Vec<_> = parse(mounts)
            .into_iter()
            .map(|bound| (bound.name(), bound.id, bound.file))
            .collect();
        let bound = |name: Option<&str>, id: &str, file: &str| {
            (name.map(str::to_owned), id.to_owned(), file.into())
        };
        assert_eq!(
            found,
            [
                bound(Some("blue"), "4026532245", "/run/netns/blue"),
                bound(Some("a b\\"), "7", "/run/docker/netns/a b\\"),
                bound(None, "8", "/srv/odd\\9"),
            ]
        );
    }

    #[test]
    fn names_under_run_come_first() {
        let line = |place| format!("1 2 0:4 net:[5] {place} rw - nsfs nsfs rw\n");
        let places = [
            "/run/docker/netns/z",
            "/run/netns/b",
            "/run/netns/b",
            "/run/netns/a",
        ];
        let mounts: String = places.map(line).concat();
        let bound = find(&Ok(mounts.into_bytes())).given;
        let names: Vec<_> = bound.iter().map(Bound::name).collect();
        assert_eq!(names, ["a", "b", "z"].map(|name| Some(name.to_owned())));
    }
}
