//! Sockets that were closed between the look at the network stack and the look for their owners: no
//! process holds them any more, whatever else the collector may not see.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use netsnap_shared::snapshot::{Family, Inode, Namespace, Ownership, Protocol, SourceStatus};

use super::modules::Modules;
use super::namespace::{Place, enter};
use super::sockets;
use crate::readers::journal::{Journal, Reading, count};

/// Asks again for the tables in which sockets have an inode and no owner. Gives the inodes that
/// are gone. What cannot be asked again, or not in full, is not said to be.
pub(super) fn find(
    namespaces: &[Namespace],
    places: &[Place],
    proc: &Path,
    modules: &Modules,
    journal: &mut Journal,
) -> HashSet<Inode> {
    let mut gone = HashSet::new();
    for namespace in namespaces {
        let lone = lone(namespace);
        if lone.is_empty() {
            continue;
        }
        let place = places.iter().find(|place| place.id == namespace.id);
        if place.is_none() && !namespace.is_collectors {
            continue;
        }
        journal.enter(Some(namespace.id.clone()));
        gone.extend(journal.read("sockets without an owner", || match place {
            None => ask(lone, modules),
            // A thread that moves does not come back.
            Some(place) => std::thread::scope(|scope| {
                let visit = || match enter(place, proc) {
                    entered if entered.given => ask(lone, modules),
                    refused => refused.map(|_| HashSet::new()),
                };
                let thread = std::thread::Builder::new().spawn_scoped(scope, visit);
                let given = thread.ok().and_then(|thread| thread.join().ok());
                given.unwrap_or_else(|| {
                    Reading::nothing(SourceStatus::Failed, "there was no thread to enter it")
                })
            }),
        }));
    }
    journal.enter(None);
    gone
}

/// Says of sockets that are gone that nobody holds them.
pub(super) fn mark(namespaces: &mut [Namespace], gone: &HashSet<Inode>) {
    let sockets = namespaces
        .iter_mut()
        .flat_map(|namespace| &mut namespace.sockets);
    for socket in sockets {
        let is_gone = socket.inode.is_some_and(|inode| gone.contains(&inode));
        if is_gone && socket.owners.is_empty() {
            socket.ownership = Ownership::Missing;
        }
    }
}

/// The sockets with an inode and without an owner, by table.
type Lone = HashMap<(Protocol, Family), Vec<Inode>>;

fn lone(namespace: &Namespace) -> Lone {
    let mut lone = Lone::new();
    let sockets = namespace.sockets.iter();
    for socket in sockets.filter(|socket| socket.ownership != Ownership::Kernel) {
        if let Some(inode) = socket.inode.filter(|_| socket.owners.is_empty()) {
            let table = (socket.protocol, socket.family);
            lone.entry(table).or_default().push(inode);
        }
    }
    lone
}

/// Which of these are gone from the network namespace of this thread.
fn ask(lone: Lone, modules: &Modules) -> Reading<HashSet<Inode>> {
    let all: usize = lone.values().map(Vec::len).sum();
    let mut gone = HashSet::new();
    for ((protocol, family), inodes) in lone {
        if let Some(there) = sockets::inodes(modules, protocol, family) {
            gone.extend(inodes.into_iter().filter(|inode| !there.contains(inode)));
        }
    }
    let closed = gone.len();
    let mut reading = Reading::one(gone);
    reading.rows = closed;
    if closed == 0 {
        return reading;
    }
    let sockets = count(all, "socket", "sockets");
    reading.noting(format!(
        "{closed} of {sockets} without a known owner were closed before the owner was looked for"
    ))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use netsnap_shared::snapshot::{Endpoint, NamespaceId, Owner, Pid, Socket};

    use super::*;

    fn socket(inode: u64, owned: bool, ownership: Ownership) -> Socket {
        let local = Endpoint {
            ip: Ipv4Addr::LOCALHOST.into(),
            port: 80,
        };
        let holder = Owner {
            pid: Pid(7),
            fd: Some(3),
        };
        Socket {
            inode: (inode != 0).then_some(Inode(inode)),
            owners: owned.then_some(holder).into_iter().collect(),
            ownership,
            ..Socket::new(Protocol::Tcp, Family::Ipv4, local)
        }
    }

    #[test]
    fn only_what_is_gone_and_has_no_owner_is_marked() {
        use Ownership::{Hidden, Kernel, Missing, Owned};
        let mut namespace = Namespace::new(NamespaceId("1".into()));
        namespace.sockets = vec![
            socket(1, false, Hidden),
            socket(2, false, Hidden),
            socket(3, true, Owned),
            socket(0, false, Kernel),
        ];
        let tables = lone(&namespace);
        let table = (Protocol::Tcp, Family::Ipv4);
        assert_eq!(tables, HashMap::from([(table, vec![Inode(1), Inode(2)])]));
        let mut namespaces = [namespace];
        mark(&mut namespaces, &HashSet::from([1, 3].map(Inode)));
        let verdicts: Vec<_> = namespaces[0]
            .sockets
            .iter()
            .map(|it| it.ownership)
            .collect();
        assert_eq!(verdicts, [Missing, Hidden, Owned, Kernel]);
    }
}
