//! Names of users: passwd(5). Users that only a directory service knows stay numbers.

use std::collections::BTreeSet;
use std::path::Path;

use netsnap_shared::snapshot::{Namespace, Process, Uid, User};

use crate::readers::journal::Reading;

/// The users of processes and sockets.
pub(super) fn seen(processes: &[Process], namespaces: &[Namespace]) -> BTreeSet<Uid> {
    let of_processes = processes.iter().filter_map(|process| process.uid);
    let of_sockets = namespaces.iter().flat_map(|namespace| {
        let inet = namespace.sockets.iter().map(|socket| socket.uid);
        let unix = namespace.unix_sockets.iter().map(|socket| socket.uid);
        let packet = namespace.packet_sockets.iter().map(|socket| socket.uid);
        inet.chain(unix).chain(packet).flatten()
    });
    of_processes.chain(of_sockets).collect()
}

/// Reads the names of these users.
pub(super) fn read(root: &Path, uids: &BTreeSet<Uid>) -> Reading<Vec<User>> {
    match std::fs::read(root.join("etc/passwd")) {
        Ok(bytes) => Reading::complete(parse(&bytes, uids)),
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
        let is_new = !users.iter().any(|user| user.uid == uid);
        if !name.is_empty() && uids.contains(&uid) && is_new {
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
