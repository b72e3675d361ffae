//! Connections that come and go while tables are read, beside others that stand.

use std::collections::HashSet;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use netsnap_shared::snapshot::{Ownership, SourceStatus, State};

use super::{read_own, sockets_of};
use crate::quiet;

/// How many connections stand.
const STANDING: usize = 200;

/// How many snapshots are taken, at the least.
const SNAPSHOTS: usize = 10;

/// How many connections come and go meanwhile, at the least.
const CHURN: usize = 3000;

#[test]
fn what_stands_is_never_missing() {
    quiet::run("sockets::churn::what_stands_is_never_missing", || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let to = listener.local_addr().unwrap();
        let standing: Vec<_> = (0..STANDING)
            .map(|_| {
                (
                    TcpStream::connect(to).unwrap(),
                    listener.accept().unwrap().0,
                )
            })
            .collect();
        let ends: HashSet<_> = standing
            .iter()
            .flat_map(|(client, server)| [client, server])
            .map(|end| (end.local_addr().unwrap(), end.peer_addr().unwrap()))
            .collect();
        let (ended, made) = (AtomicBool::new(false), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            scope.spawn(|| churn(&ended, &made));
            let mut taken = 0;
            while taken < SNAPSHOTS || made.load(Ordering::Relaxed) < CHURN {
                check(&ends);
                taken += 1;
            }
            ended.store(true, Ordering::Relaxed);
        });
    });
}

/// Opens connections and closes them, in turn at either end.
fn churn(ended: &AtomicBool, made: &AtomicUsize) {
    let listener = TcpListener::bind("127.0.0.2:0").unwrap();
    let to = listener.local_addr().unwrap();
    while !ended.load(Ordering::Relaxed) {
        let Ok(client) = TcpStream::connect(to) else {
            // Every port waits in TIME-WAIT.
            std::thread::yield_now();
            continue;
        };
        let (server, _) = listener.accept().unwrap();
        if made.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
            drop(client);
            drop(server);
        } else {
            drop(server);
            drop(client);
        }
    }
}

/// Takes a snapshot, in which each standing connection must be there once, with its owner.
fn check(ends: &HashSet<(SocketAddr, SocketAddr)>) {
    let snapshot = read_own();
    let mut found = HashSet::new();
    for socket in sockets_of(&snapshot) {
        let Some(remote) = socket.remote else {
            continue;
        };
        let local = SocketAddr::new(socket.local.ip, socket.local.port);
        let pair = (local, SocketAddr::new(remote.ip, remote.port));
        if !ends.contains(&pair) {
            continue;
        }
        assert_eq!(socket.state, Some(State::Established), "{socket:?}");
        assert_eq!(socket.ownership, Ownership::Owned, "{socket:?}");
        assert!(socket.tcp_info.is_some(), "{socket:?}");
        assert!(found.insert(pair), "twice: {socket:?}");
    }
    assert_eq!(found.len(), ends.len());
    for source in &snapshot.sources {
        assert_ne!(source.status, SourceStatus::Failed, "{source:?}");
        let detail = source.detail.as_deref().unwrap_or_default();
        assert!(!detail.contains("contradiction"), "{source:?}");
    }
}
