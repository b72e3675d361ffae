//! Owners: who, how sure, and why nobody.

use netsnap_shared::explain::Topic;
use netsnap_shared::snapshot::{Ownership, Socket, State, Uid};

use crate::host::{With, check, explain_first, snapshot, tcp, text, udp};

fn listener(owners: &[(u32, u32)]) -> Socket {
    tcp(State::Listen, "0.0.0.0 443", "").owned_by(owners)
}

#[test]
fn owners_are_named_with_what_the_snapshot_has_on_them() {
    for (owners, says, never) in [
        (
            &[(813, 6)][..],
            "Owner: nginx (813)\nnginx (813) holds this socket as its descriptor 6.",
            "",
        ),
        (
            &[(813, 6)],
            "It runs as www-data (uid 33). Its executable is /usr/sbin/nginx. Its parent is nginx (812).",
            "deleted",
        ),
        (
            &[(813, 6), (813, 9)],
            "nginx (813) holds this socket several times, as its descriptors 6 and 9",
            "processes hold",
        ),
        (&[(77, 6)], "The snapshot knows no more of process 77", ""),
        (
            &[(666, 6)],
            "The executable of oldie (666) was deleted or replaced after its start.",
            "",
        ),
        (&[(900, 6)], "It runs in the container 3f2a.", "It runs as"),
        (
            &[(1, 40)],
            "starts at the first connection (socket activation)",
            "",
        ),
        (
            &[(812, 6), (813, 6), (814, 6)],
            "3 processes hold this socket: nginx (812), nginx (813) and nginx (814).\nThe others are children of nginx (812)",
            "unix socket",
        ),
        (
            &[(813, 6), (814, 6)],
            "All are children of nginx (812)",
            "unix socket",
        ),
        (
            &[(1, 40), (812, 6)],
            "Process 1 is among them",
            "children of",
        ),
        (
            &[(300, 4), (4711, 6)],
            "passing its descriptor over a unix socket",
            "children of",
        ),
        (
            &[(300, 4), (666, 6)],
            "The executable of oldie (666) was deleted",
            "chronyd (300) was",
        ),
    ] {
        check(vec![listener(owners)], Topic::Owner, says, never);
    }
}

#[test]
fn every_verdict_is_explained() {
    let open = || tcp(State::Established, "192.0.2.10 443", "203.0.113.7 50123");
    let of_state = |state| tcp(state, "192.0.2.10 443", "203.0.113.7 50123");
    for (socket, ownership, says) in [
        (
            listener(&[]),
            Ownership::Owned,
            "the bundle does not name the process",
        ),
        (
            listener(&[]),
            Ownership::Kernel,
            "Owner: the kernel\nThe kernel keeps this socket",
        ),
        (
            of_state(State::TimeWait),
            Ownership::Kernel,
            "A connection in TIME-WAIT has no owner",
        ),
        (
            of_state(State::LastAck),
            Ownership::Kernel,
            "Its program has closed it and is rid of it. The kernel goes on until the connection is over; that is LAST-ACK here.",
        ),
        (
            open(),
            Ownership::NotAccepted,
            "No owner yet\nThe connection waits in a listener's backlog",
        ),
        (
            open(),
            Ownership::Hidden,
            "Owner unknown\nThe collector was not allowed to look into every process, so the owner is not known. It had administrator's rights",
        ),
        (
            open(),
            Ownership::OtherPidNamespace,
            "belongs to a container",
        ),
        (
            open(),
            Ownership::Missing,
            "found no owner. The owner may have ended",
        ),
        (open(), Ownership::Unknown, "A newer netsnap may."),
    ] {
        check(vec![socket.unowned(ownership)], Topic::Owner, says, "");
    }
}

#[test]
fn a_backlog_names_the_listeners_owner() {
    let waiting = tcp(State::Established, "192.0.2.10 443", "203.0.113.7 50123")
        .unowned(Ownership::NotAccepted);
    check(
        vec![waiting.clone(), listener(&[(812, 6)])],
        Topic::Owner,
        "The listener on its port belongs to nginx (812).",
        "",
    );
    check(
        vec![waiting],
        Topic::Owner,
        "accept(2)",
        "The listener on its port",
    );
}

#[test]
fn the_user_of_the_socket_is_said_where_it_adds_something() {
    for (socket, says, never) in [
        (
            listener(&[(813, 6)]).opened_by(0),
            "The socket was opened by root (uid 0) and its process runs as www-data (uid 33)",
            "",
        ),
        (
            listener(&[(812, 6)]).opened_by(0),
            "",
            "The socket was opened",
        ),
        (
            listener(&[(900, 6)]).opened_by(1000),
            "The socket was opened by uid 1000.",
            "",
        ),
        (
            listener(&[]).unowned(Ownership::Hidden).opened_by(33),
            "The socket was opened by www-data (uid 33).",
            "",
        ),
        // Linux says user 0 where there is no socket of a user.
        (
            tcp(State::TimeWait, "192.0.2.10 443", "203.0.113.7 50123")
                .unowned(Ownership::Kernel)
                .opened_by(0),
            "",
            "opened by",
        ),
    ] {
        check(vec![socket], Topic::Owner, says, never);
    }
}

#[test]
fn a_port_below_1024_needed_a_right() {
    for (socket, is_said) in [
        (listener(&[]), true),
        (tcp(State::Listen, "0.0.0.0 1023", ""), true),
        (tcp(State::Listen, "0.0.0.0 1024", ""), false),
        (udp("0.0.0.0 53", ""), true),
        (udp("0.0.0.0 0", ""), false),
        (
            tcp(State::Established, "192.0.2.10 41000", "203.0.113.7 443"),
            false,
        ),
    ] {
        let (says, never) = if is_said {
            ("is below 1024", "")
        } else {
            ("", "below 1024")
        };
        check(vec![socket], Topic::Owner, says, never);
    }
}

#[test]
fn an_ordinary_users_collection_says_as_whom_it_ran() {
    let mut snapshot = snapshot(vec![listener(&[]).unowned(Ownership::Hidden)]);
    snapshot.privilege.elevated = false;
    snapshot.privilege.uid = Some(Uid(1000));
    snapshot.privilege.user = Some("ann".to_owned());
    let owner = text(&explain_first(snapshot), Topic::Owner);
    assert!(
        owner.contains("It ran as ann. A collection with"),
        "{owner}"
    );
}
