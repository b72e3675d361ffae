//! Sockets that see whole frames (packet(7)), by `sock_diag(7)`: `struct packet_diag_msg` and the
//! attributes of `include/uapi/linux/packet_diag.h`; or from `/proc/net/packet`.

use netsnap_shared::snapshot::{Ownership, PacketSocket, Uid};

use super::table::{self, Lines};
use super::{Kind, Ways, ask, by_dump_or_table, inode_of, memory, request_body};
use crate::readers::journal::Journal;
use crate::readers::linux::modules::DiagModule;
use crate::readers::linux::netlink::{Parsed, attributes, u16_of, u32_of};
use crate::readers::linux::rtnetlink::InterfaceNames;

const AF_PACKET: u8 = 17;

/// The length of `struct packet_diag_req`; what to show is at 8.
const REQUEST_BYTES: usize = 20;

/// The length of `struct packet_diag_msg`.
const MESSAGE_BYTES: usize = 16;

const SHOW_INFO: u32 = 0x01;
const SHOW_MEMBERSHIPS: u32 = 0x02;
const SHOW_MEMORY: u32 = 0x10;

const INFO: u16 = 0;
const MEMBERSHIPS: u16 = 1;
const UID: u16 = 5;
const MEMORY: u16 = 6;

/// The length of `struct packet_diag_mclist`: the interface, a count, the kind and an address.
const MEMBERSHIP_BYTES: usize = 44;

/// `PACKET_MR_PROMISC` of `include/uapi/linux/if_packet.h`.
const PROMISCUOUS: u16 = 1;

/// Reads every socket of this thread's network namespace, by inode.
pub(super) fn read(
    ways: Ways<'_>,
    names: &InterfaceNames,
    journal: &mut Journal,
) -> Vec<PacketSocket> {
    let show = SHOW_INFO | SHOW_MEMBERSHIPS | SHOW_MEMORY;
    let body = request_body::<REQUEST_BYTES>(AF_PACKET, 0, &[(8, show)]);
    let found = by_dump_or_table(
        ways,
        Kind("packet", DiagModule::Packet),
        || ask(&body, |payload| Parsed::from(parse(payload, names))),
        |bytes| parse_table(bytes, names),
        |socket| socket.inode,
        journal,
    );
    let mut sockets = found.rows;
    sockets.sort_by_key(|socket| (socket.inode, socket.ethertype));
    sockets
}

/// Parses a message.
fn parse(payload: &[u8], names: &InterfaceNames) -> Option<PacketSocket> {
    let (header, rest) = payload.split_first_chunk::<MESSAGE_BYTES>()?;
    let [AF_PACKET, kind, ethertype @ ..] = header else {
        return None;
    };
    let mut socket = PacketSocket {
        ethertype: u16_of(ethertype),
        inode: inode_of(u32_of(header.get(4..)?)?.into()),
        ..packet_socket(kind_name((*kind).into()))
    };
    for (kind, value) in attributes(rest) {
        match kind {
            INFO => socket.interface = u32_of(value).and_then(|index| bound_to(index, names)),
            MEMBERSHIPS => socket.promiscuous_on = Some(promiscuous_on(value, names)),
            UID => socket.uid = u32_of(value).map(Uid),
            MEMORY => socket.memory = memory::parse(value).map(Box::new),
            _ => {}
        }
    }
    Some(socket)
}

/// The interfaces among these memberships that it has made promiscuous.
fn promiscuous_on(memberships: &[u8], names: &InterfaceNames) -> Vec<String> {
    let entries = memberships.chunks_exact(MEMBERSHIP_BYTES);
    let indexes = entries.filter_map(|entry| {
        let kind = u16_of(entry.get(8..)?)?;
        (kind == PROMISCUOUS).then_some(u32_of(entry)?)
    });
    let mut interfaces: Vec<_> = indexes.map(|index| names.name(index)).collect();
    interfaces.sort_unstable();
    interfaces.dedup();
    interfaces
}

/// The name of the interface; 0 is every one, and -1 one that has gone.
fn bound_to(index: u32, names: &InterfaceNames) -> Option<String> {
    match index.cast_signed() {
        0 => None,
        gone @ ..0 => Some(format!("if{gone}")),
        _ => Some(names.name(index)),
    }
}

/// A socket of which nothing else is known.
fn packet_socket(kind: String) -> PacketSocket {
    PacketSocket {
        kind,
        ethertype: None,
        interface: None,
        uid: None,
        inode: None,
        owners: Vec::new(),
        ownership: Ownership::Unknown,
        promiscuous_on: None,
        memory: None,
    }
}

/// The kind of socket by its number (`include/linux/net.h`).
fn kind_name(code: u32) -> String {
    match code {
        2 => "datagram".to_owned(),
        3 => "raw".to_owned(),
        other => other.to_string(),
    }
}

/// Parses `/proc/net/packet`.
fn parse_table(bytes: &[u8], names: &InterfaceNames) -> Lines<PacketSocket> {
    Lines {
        remark: Some("promiscuous memberships are not in it"),
        ..table::parse(bytes, |line| row(line, names))
    }
}

/// `address references kind ethertype interface running memory uid inode`, the `EtherType`
/// hexadecimal.
fn row(line: &str, names: &InterfaceNames) -> Option<PacketSocket> {
    let mut words = line.split_ascii_whitespace().skip(2);
    let kind = words.next()?.parse().ok()?;
    let ethertype = u16::from_str_radix(words.next()?, 16).ok()?;
    let interface: i32 = words.next()?.parse().ok()?;
    let uid = words.nth(2)?.parse().ok()?;
    let inode = words.next()?.parse().ok()?;
    Some(PacketSocket {
        ethertype: Some(ethertype),
        interface: bound_to(interface.cast_unsigned(), names),
        uid: Some(Uid(uid)),
        inode: inode_of(inode),
        ..packet_socket(kind_name(kind))
    })
}

#[cfg(test)]
mod tests;
