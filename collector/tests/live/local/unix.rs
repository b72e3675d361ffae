//! Sockets between processes.

use std::os::fd::OwnedFd;

use netsnap::readers::{Options, read};
use netsnap_shared::snapshot::{Inode, Owner, Ownership, Uid, UnixSocket};
use rustix::net::{
    AddressFamily, SendFlags, SocketAddrUnix, SocketFlags, SocketType, accept_with, bind, connect,
    listen, send, socket_with, socketpair,
};
use tempfile::TempDir;

use super::{inode, memory, or_dash, owner, owners, owners_of, ss, word};
use crate::{compare, own_namespace, quiet};

/// What a snapshot must say of a socket.
struct Expected {
    what: &'static str,
    inode: Option<Inode>,
    kind: &'static str,
    state: &'static str,
    path: Option<String>,
    peer: Option<Inode>,
    owners: Vec<Owner>,
    ownership: Ownership,
    uid: Option<Uid>,
    /// The bytes that can be read, or the connections that wait and how many may.
    queue: (Option<u32>, Option<(u32, u32)>),
}

impl Expected {
    fn new(what: &'static str, socket: &OwnedFd, kind: &'static str, state: &'static str) -> Self {
        Self {
            what,
            inode: Some(inode(socket)),
            kind,
            state,
            path: None,
            peer: None,
            owners: vec![owner(socket)],
            ownership: Ownership::Owned,
            uid: Some(Uid(rustix::fs::fstat(socket).unwrap().st_uid)),
            queue: (Some(0), None),
        }
    }

    fn at(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    fn to(mut self, peer: &OwnedFd) -> Self {
        self.peer = Some(inode(peer));
        self
    }

    fn also_held_by(mut self, descriptor: &OwnedFd) -> Self {
        self.owners.push(owner(descriptor));
        self.owners.sort_unstable();
        self
    }

    fn unread(mut self, bytes: u32) -> Self {
        self.queue = (Some(bytes), None);
        self
    }

    fn listening(mut self, waiting: u32, limit: u32) -> Self {
        self.queue = (None, Some((waiting, limit)));
        self
    }

    fn not_accepted(mut self) -> Self {
        self.inode = None;
        self.owners = Vec::new();
        self.ownership = Ownership::NotAccepted;
        self.uid = None;
        self.queue = (None, None);
        self
    }
}

/// Sockets that stay open as long as this lives.
struct Opened {
    expected: Vec<Expected>,
    keep: Vec<OwnedFd>,
    directory: TempDir,
}

fn open(kind: SocketType) -> OwnedFd {
    socket_with(AddressFamily::UNIX, kind, SocketFlags::CLOEXEC, None).unwrap()
}

impl Opened {
    fn all() -> Self {
        let directory = TempDir::new().unwrap();
        let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
        let mut expected = Vec::new();
        let mut keep = Vec::new();
        connections(&path("stream"), &mut expected, &mut keep);
        abstract_listener(&mut expected, &mut keep);
        datagrams(&path("datagrams"), &mut expected, &mut keep);
        let flags = SocketFlags::CLOEXEC;
        let (left, right) =
            socketpair(AddressFamily::UNIX, SocketType::STREAM, flags, None).unwrap();
        expected.extend([
            Expected::new("left of a pair", &left, "stream", "connected").to(&right),
            Expected::new("right of a pair", &right, "stream", "connected").to(&left),
        ]);
        keep.extend([left, right]);
        Self {
            expected,
            keep,
            directory,
        }
    }

    /// The same, and names that `ss` prints in a way that cannot be read back.
    fn with_odd_names() -> Self {
        let mut opened = Self::all();
        let directory = opened.directory.path().to_owned();
        for name in ["new\nline", "two  words ", "1: 2 3\n4"] {
            let path = directory.join(name);
            let socket = open(SocketType::DGRAM);
            bind(&socket, &SocketAddrUnix::new(&path).unwrap()).unwrap();
            let expected = Expected::new("odd name", &socket, "datagram", "unconnected");
            opened.expected.push(expected.at(path.to_str().unwrap()));
            opened.keep.push(socket);
        }
        let odd = open(SocketType::DGRAM);
        bind(
            &odd,
            &SocketAddrUnix::new_abstract_name(b"a\0b\xff").unwrap(),
        )
        .unwrap();
        let expected = Expected::new("invalid UTF-8", &odd, "datagram", "unconnected");
        opened.expected.push(expected.at("@a@b\u{fffd}"));
        opened.keep.push(odd);
        opened
    }
}

/// A listener that is held twice, a connection with unread bytes, and two that wait; the client of
/// one has gone.
fn connections(path: &str, expected: &mut Vec<Expected>, keep: &mut Vec<OwnedFd>) {
    let listener = open(SocketType::STREAM);
    let address = SocketAddrUnix::new(path).unwrap();
    bind(&listener, &address).unwrap();
    listen(&listener, 7).unwrap();
    let again = listener.try_clone().unwrap();
    let client = open(SocketType::STREAM);
    connect(&client, &address).unwrap();
    let server = accept_with(&listener, SocketFlags::CLOEXEC).unwrap();
    send(&client, b"hello", SendFlags::empty()).unwrap();
    let waiting = open(SocketType::STREAM);
    connect(&waiting, &address).unwrap();
    let gone = open(SocketType::STREAM);
    connect(&gone, &address).unwrap();
    drop(gone);
    let stream = |what, socket, state| Expected::new(what, socket, "stream", state);
    expected.extend([
        stream("listener", &listener, "listening")
            .at(path)
            .also_held_by(&again)
            .listening(2, 7),
        stream("client", &client, "connected").to(&server),
        stream("server", &server, "connected")
            .at(path)
            .to(&client)
            .unread(5),
        stream("waiting client", &waiting, "connected"),
        stream("not accepted", &listener, "connected")
            .at(path)
            .to(&waiting)
            .not_accepted(),
        stream("not accepted and left", &listener, "connected")
            .at(path)
            .not_accepted(),
    ]);
    keep.extend([listener, again, client, server, waiting]);
}

fn abstract_listener(expected: &mut Vec<Expected>, keep: &mut Vec<OwnedFd>) {
    let listener = open(SocketType::SEQPACKET);
    let address = SocketAddrUnix::new_abstract_name(b"netsnap\0test").unwrap();
    bind(&listener, &address).unwrap();
    listen(&listener, 3).unwrap();
    let of_listener = Expected::new("abstract listener", &listener, "seqpacket", "listening");
    expected.push(of_listener.at("@netsnap@test").listening(0, 3));
    keep.push(listener);
}

/// A datagram socket with messages, one that is connected to it, and one that is nothing.
fn datagrams(path: &str, expected: &mut Vec<Expected>, keep: &mut Vec<OwnedFd>) {
    let receiver = open(SocketType::DGRAM);
    let address = SocketAddrUnix::new(path).unwrap();
    bind(&receiver, &address).unwrap();
    let sender = open(SocketType::DGRAM);
    connect(&sender, &address).unwrap();
    send(&sender, b"abc", SendFlags::empty()).unwrap();
    send(&sender, b"defgh", SendFlags::empty()).unwrap();
    let idle = open(SocketType::DGRAM);
    let datagram = |what, socket, state| Expected::new(what, socket, "datagram", state);
    expected.extend([
        // The kernel tells the length of the next message.
        datagram("receiver", &receiver, "unconnected")
            .at(path)
            .unread(3),
        datagram("sender", &sender, "connected").to(&receiver),
        datagram("idle", &idle, "unconnected"),
    ]);
    keep.extend([receiver, sender, idle]);
}

#[track_caller]
fn check(sockets: &[UnixSocket], expected: &Expected) {
    let found: Vec<_> = sockets
        .iter()
        .filter(|socket| match expected.inode {
            Some(_) => socket.inode == expected.inode,
            None => socket.inode.is_none() && socket.peer_inode == expected.peer,
        })
        .collect();
    let what = expected.what;
    let [socket] = found[..] else {
        panic!("{what}: {found:#?}");
    };
    assert_eq!(socket.kind, expected.kind, "{what}: {socket:#?}");
    assert_eq!(socket.state, expected.state, "{what}: {socket:#?}");
    assert_eq!(socket.path, expected.path, "{what}: {socket:#?}");
    assert_eq!(socket.peer_inode, expected.peer, "{what}: {socket:#?}");
    assert_eq!(socket.owners, expected.owners, "{what}: {socket:#?}");
    assert_eq!(socket.ownership, expected.ownership, "{what}: {socket:#?}");
    let accepts = socket.accept_queue;
    let queue = accepts.map(|queue| (queue.length, queue.limit));
    let queues = (socket.receive_queue, queue);
    assert_eq!(queues, expected.queue, "{what}: {socket:#?}");
    assert_eq!(socket.uid, expected.uid, "{what}: {socket:#?}");
}

#[test]
fn every_kind_is_described() {
    quiet::run("local::unix::every_kind_is_described", || {
        let opened = Opened::with_odd_names();
        let snapshot = read(&Options::default());
        let sockets = &own_namespace(&snapshot).unix_sockets;
        for expected in &opened.expected {
            check(sockets, expected);
        }
        if quiet::is_own() {
            assert_eq!(sockets.len(), opened.expected.len(), "{sockets:#?}");
        }
    });
}

#[test]
fn rows_are_those_of_ss() {
    quiet::run("local::unix::rows_are_those_of_ss", || {
        let _opened = Opened::all();
        compare(
            |snapshot| {
                let sockets = own_namespace(snapshot).unix_sockets.iter();
                let with_file = sockets.filter(|socket| socket.inode.is_some());
                with_file.map(ours).collect()
            },
            || Some(ss(&["-xaHOpem"])?.iter().map(|row| theirs(row)).collect()),
        );
    });
}

/// Of datagram sockets `ss` calls those connected, too, that others have connected to.
fn state(kind: &str, state: &str) -> &'static str {
    match (kind, state) {
        ("datagram" | "u_dgr", _) => "-",
        (_, "listening" | "LISTEN") => "listening",
        (_, "connected" | "ESTAB") => "connected",
        (_, "unconnected" | "UNCONN") => "unconnected",
        other => panic!("{other:?}"),
    }
}

fn ours(socket: &UnixSocket) -> String {
    let (receive, send) = match socket.accept_queue {
        Some(queue) => (Some(queue.length), Some(queue.limit)),
        None => (socket.receive_queue, socket.send_queue),
    };
    format!(
        "{} {} {} {} {} {} {} {} {}",
        socket.kind,
        state(&socket.kind, &socket.state),
        or_dash(receive),
        or_dash(send),
        socket.path.as_deref().unwrap_or("*"),
        or_dash(socket.inode),
        socket.peer_inode.map_or(0, |inode| inode.0),
        owners(&socket.owners),
        memory(socket.memory.as_deref()),
    )
}

/// `kind state receive send path inode peer-path peer-inode …`.
fn theirs(row: &str) -> String {
    let words: Vec<_> = row.split_whitespace().collect();
    let [kind, state_word, receive, send, path, inode, _, peer, ..] = words[..] else {
        panic!("{row}");
    };
    let name = match kind {
        "u_str" => "stream",
        "u_dgr" => "datagram",
        "u_seq" => "seqpacket",
        other => panic!("{other}"),
    };
    format!(
        "{name} {} {receive} {send} {path} {inode} {peer} {} {}",
        state(kind, state_word),
        owners_of(row),
        word(row, "skmem:"),
    )
}
