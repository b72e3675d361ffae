//! Sockets that see whole frames. Python opens them: there is no way to without unsafe code here.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use netsnap::readers::{Options, read};
use netsnap_shared::snapshot::{Inode, Ownership, PacketSocket};

use super::{memory, or_dash, owners, owners_of, ss, word};
use crate::{compare, own_namespace, quiet};

/// Opens four sockets, prints the inode of each, and keeps them until its input ends.
///
/// 263 is `SOL_PACKET`, 1 is `PACKET_ADD_MEMBERSHIP`; of the memberships 0 is a multicast group and 1
/// promiscuous.
const OPEN: &str = r#"
import os, socket, struct, sys
def packet(kind, ethertype, interface=None):
    it = socket.socket(socket.AF_PACKET, kind, 0)
    if interface is not None:
        it.bind((interface, ethertype))
    return it
def join(it, interface, kind, address=b""):
    index = socket.if_nametoindex(interface)
    it.setsockopt(263, 1, struct.pack("iHH8s", index, kind, len(address), address))
capture = packet(socket.SOCK_RAW, 3, "nsnap1")
join(capture, "nsnap1", 1)
join(capture, "lo", 1)
arp = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0806))
group = packet(socket.SOCK_RAW, 0x0800, "nsnap2")
join(group, "nsnap2", 0, b"\x01\x00\x5e\x00\x00\x09")
deaf = packet(socket.SOCK_RAW, 0)
for it in (capture, arp, group, deaf):
    print(os.fstat(it.fileno()).st_ino, flush=True)
sys.stdin.read()
"#;

/// What the four are: kind, `EtherType`, interface, and where promiscuous.
const OPENED: [(&str, u16, Option<&str>, &[&str]); 4] = [
    ("raw", 3, Some("nsnap1"), &["lo", "nsnap1"]),
    ("datagram", 0x0806, None, &[]),
    ("raw", 0x0800, Some("nsnap2"), &[]),
    ("raw", 0, None, &[]),
];

/// A process that holds sockets until this is dropped.
struct Holder {
    child: Child,
    inodes: Vec<Inode>,
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Opens the sockets on a pair of links; `None`, and why in one line, where that cannot be.
fn open() -> Option<Holder> {
    if !quiet::is_own() {
        eprintln!("not in a namespace of its own: packet sockets were not tried");
        return None;
    }
    for command in [
        "link add nsnap1 type veth peer name nsnap2",
        "link set nsnap1 up",
        "link set nsnap2 up promisc on",
    ] {
        let ran = Command::new("ip").args(command.split(' ')).status();
        if !ran.is_ok_and(|status| status.success()) {
            eprintln!("ip {command} failed: packet sockets were not tried");
            return None;
        }
    }
    let python = Command::new("python3")
        .args(["-c", OPEN])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = python else {
        eprintln!("python3 is not installed: packet sockets were not tried");
        return None;
    };
    let output = BufReader::new(child.stdout.take().unwrap());
    let lines = output.lines().take(OPENED.len());
    let inodes = lines.map(|line| Inode(line.unwrap().parse().unwrap()));
    let inodes: Vec<_> = inodes.collect();
    assert_eq!(inodes.len(), OPENED.len());
    Some(Holder { child, inodes })
}

#[test]
fn every_kind_is_described() {
    quiet::run("local::packet::every_kind_is_described", || {
        let Some(holder) = open() else { return };
        let snapshot = read(&Options::default());
        let namespace = own_namespace(&snapshot);
        let sockets = &namespace.packet_sockets;
        assert_eq!(sockets.len(), OPENED.len(), "{sockets:#?}");
        for (inode, (kind, ethertype, interface, promiscuous_on)) in
            holder.inodes.iter().zip(OPENED)
        {
            let found = sockets.iter().find(|socket| socket.inode == Some(*inode));
            let socket = found.unwrap();
            assert_eq!(socket.kind, kind, "{socket:#?}");
            assert_eq!(socket.ethertype, Some(ethertype), "{socket:#?}");
            assert_eq!(socket.interface.as_deref(), interface, "{socket:#?}");
            assert_eq!(socket.promiscuous_on.as_ref().unwrap(), promiscuous_on);
            assert_eq!(socket.ownership, Ownership::Owned, "{socket:#?}");
            let pids: Vec<_> = socket.owners.iter().map(|owner| owner.pid.0).collect();
            assert_eq!(pids, [holder.child.id()], "{socket:#?}");
            assert!(socket.uid.is_some(), "{socket:#?}");
        }
        // By a running capture and by the flag.
        for (name, has_flag) in [("nsnap1", false), ("nsnap2", true)] {
            let mut links = namespace.interfaces.iter();
            let link = links.find(|link| link.name == name).unwrap();
            assert_eq!(link.promiscuous, Some(true), "{link:#?}");
            let flag = link.flags.iter().any(|flag| flag == "promisc");
            assert_eq!(flag, has_flag, "{link:#?}");
        }
    });
}

#[test]
fn rows_are_those_of_ss() {
    quiet::run("local::packet::rows_are_those_of_ss", || {
        let Some(_holder) = open() else { return };
        compare(
            |snapshot| {
                own_namespace(snapshot)
                    .packet_sockets
                    .iter()
                    .map(ours)
                    .collect()
            },
            || {
                let rows = ss(&["-0aHOnpem"])?;
                Some(rows.iter().map(|row| theirs(row)).collect())
            },
        );
    });
}

fn ours(socket: &PacketSocket) -> String {
    format!(
        "{} {}:{} {} {} {}",
        socket.kind,
        socket.ethertype.unwrap(),
        socket.interface.as_deref().unwrap_or("*"),
        or_dash(socket.inode),
        owners(&socket.owners),
        memory(socket.memory.as_deref()),
    )
}

/// `kind state receive send ethertype:interface …`; `*` is every `EtherType`.
fn theirs(row: &str) -> String {
    let words: Vec<_> = row.split_whitespace().collect();
    let [kind, _, _, _, end, ..] = words[..] else {
        panic!("{row}");
    };
    let kind = match kind {
        "p_raw" => "raw",
        "p_dgr" => "datagram",
        other => panic!("{other}"),
    };
    let (ethertype, interface) = end.split_once(':').unwrap();
    let ethertype = match ethertype {
        "*" => "3".to_owned(),
        number => number.trim_matches(['[', ']']).to_owned(),
    };
    let inode = word(row, "ino:").trim_start_matches("ino:");
    let (owners, memory) = (owners_of(row), word(row, "skmem:"));
    format!("{kind} {ethertype}:{interface} {inode} {owners} {memory}")
}
