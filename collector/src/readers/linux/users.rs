//! Names of users: passwd(5). Users that only a directory service knows stay numbers.

use std::collections::BTreeSet;
use std::path::Path;

use netsnap_shared::snapshot::{Namespace, Process, SourceStatus, Uid, User};

use super::file;
use crate::readers::journal::Reading;

/// How much of the list is read, in bytes: that is some 100,000 users.
const FILE_BYTES: usize = 8 << 20;

/// The users of processes and sockets.
pub(super) fn seen(processes: &[Process], namespaces: &[Namespace]) -> BTreeSet<Uid> {
    let mut uids = BTreeSet::new();
    for process in processes {
        uids.extend(process.uid.into_iter().chain(process.effective_uid));
    }
    for namespace in namespaces {
        uids.extend(namespace.sockets.iter().filter_map(|it| it.uid));
        uids.extend(namespace.unix_sockets.iter().filter_map(|it| it.uid));
        uids.extend(namespace.packet_sockets.iter().filter_map(|it| it.uid));
    }
    uids
}

/// Reads the names of these users.
pub(super) fn read(root: &Path, uids: &BTreeSet<Uid>) -> Reading<Vec<User>> {
    match file::read(&root.join("etc/passwd"), FILE_BYTES) {
        Ok((bytes, false)) => Reading::complete(parse(&bytes, uids)),
        Ok((bytes, true)) => {
            let reason = format!("only the first {} MiB were read", FILE_BYTES >> 20);
            Reading::complete(parse(&bytes, uids)).because(SourceStatus::Partial, reason)
        }
        Err(error) => Reading::failed(&error),
    }
}

/// Takes `name:password:uid:…`; of several names for one number the first counts, as it does for
/// getpwuid(3).
fn parse(bytes: &[u8], uids: &BTreeSet<Uid>) -> Vec<User> {
    let text = String::from_utf8_lossy(bytes);
    let mut users: Vec<User> = Vec::new();
    for line in text.lines() {
        let mut fields = line.split(':');
        let (Some(name), Some(uid)) = (fields.next(), fields.nth(1)) else {
            continue;
        };
        let Ok(uid) = uid.parse().map(Uid) else {
            continue;
        };
        let is_seen = !name.is_empty() && uids.contains(&uid);
        if is_seen && !users.iter().any(|user| user.uid == uid) {
            users.push(User {
                uid,
                name: name.to_owned(),
            });
        }
    }
    users.sort_unstable_by_key(|user| user.uid);
    users
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_users_seen_are_named() {
        let passwd = b"www-data:x:33:33::/:/bin/false\nroot:x:0:0:root:/root:/bin/bash\n\
            toor:x:0:0::/:\n# a comment\n::5:5\nodd:x:y\nnobody:x:65534:1:::\n\xff:x:7:7\n";
        let uids = BTreeSet::from([0, 5, 7, 33].map(Uid));
        let users = parse(passwd, &uids);
        let shown: Vec<_> = users
            .iter()
            .map(|user| (user.uid.0, user.name.as_str()))
            .collect();
        assert_eq!(shown, [(0, "root"), (7, "\u{fffd}"), (33, "www-data")]);
    }
}
