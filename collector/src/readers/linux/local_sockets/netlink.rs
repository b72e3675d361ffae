//! Sockets to the kernel (netlink(7)), by `sock_diag(7)`: `struct netlink_diag_msg` and the attributes
//! of `include/uapi/linux/netlink_diag.h`; or from `/proc/net/netlink`.

use netlink_sys::protocols::NETLINK_SOCK_DIAG;
use netsnap_shared::snapshot::{NetlinkProtocol, NetlinkSocket, Ownership};

use super::table::{self, Lines};
use super::{Kind, Ways, ask_over, by_dump_or_table, inode_of, memory, request_body};
use crate::readers::journal::{Journal, Reading};
use crate::readers::linux::modules::DiagModule;
use crate::readers::linux::netlink::{Channel, Exchange, Parsed, attributes, u32_of};

const AF_NETLINK: u8 = 16;

/// `NDIAG_PROTO_ALL`.
const ALL_PROTOCOLS: u8 = u8::MAX;

/// The length of `struct netlink_diag_req`; what to show is at 8.
const REQUEST_BYTES: usize = 20;

/// The length of `struct netlink_diag_msg`.
const MESSAGE_BYTES: usize = 28;

const SHOW_MEMORY: u32 = 0x01;
const SHOW_GROUPS: u32 = 0x02;

const MEMORY: u16 = 0;
const GROUPS: u16 = 1;

/// Reads every socket of this thread's network namespace, by protocol and port id.
pub(super) fn read(ways: Ways<'_>, journal: &mut Journal) -> Vec<NetlinkSocket> {
    let found = by_dump_or_table(
        ways,
        Kind("netlink", DiagModule::Netlink),
        from_dump,
        parse_table,
        |socket| socket.inode,
        journal,
    );
    let mut sockets = found.rows;
    sockets.sort_by_key(order);
    sockets
}

fn order(socket: &NetlinkSocket) -> impl Ord + use<> {
    (socket.protocol, socket.port_id, socket.inode)
}

/// Asks for every socket. The one that asks is among the answers; no process will have it when
/// owners are looked for.
fn from_dump() -> Reading<Vec<NetlinkSocket>> {
    let channel = match Channel::open(NETLINK_SOCK_DIAG) {
        Ok(channel) => channel,
        Err(error) => return Reading::failed(&error),
    };
    let show = SHOW_MEMORY | SHOW_GROUPS;
    let body = request_body::<REQUEST_BYTES>(AF_NETLINK, ALL_PROTOCOLS, &[(8, show)]);
    let mut reading = ask_over(&channel, &body, |payload| match parse(payload) {
        Some(socket) if is_at(&socket, channel.port()) => Parsed::Skip,
        socket => Parsed::from(socket),
    });
    if reading.given.is_empty() {
        return reading;
    }
    each_once(&mut reading.given);
    reading.rows = reading.given.len();
    reading.noting("the collector's own socket is left out")
}

/// Leaves out what is there twice: the kernel gives a socket once for its port and, when it is in a
/// group, once for that.
fn each_once(sockets: &mut Vec<NetlinkSocket>) {
    sockets.sort_by_key(order);
    sockets.dedup_by_key(|socket| order(socket));
}

/// Whether this socket is the one that asks.
fn is_at(socket: &NetlinkSocket, port_id: u32) -> bool {
    socket.protocol == NetlinkProtocol::SockDiag && socket.port_id == port_id
}

/// Parses a message.
fn parse(payload: &[u8]) -> Option<NetlinkSocket> {
    let (header, rest) = payload.split_first_chunk::<MESSAGE_BYTES>()?;
    let [AF_NETLINK, _, protocol, ..] = header else {
        return None;
    };
    let number = |offset: usize| u32_of(header.get(offset..)?);
    let mut socket = NetlinkSocket {
        inode: inode_of(number(16)?.into()),
        // Those without a group have no attribute for it.
        groups: Some(Vec::new()),
        ..netlink_socket(NetlinkProtocol::from_code(*protocol), number(4)?)
    };
    for (kind, value) in attributes(rest) {
        match kind {
            GROUPS => socket.groups = Some(groups(value)),
            MEMORY => {
                let memory = memory::parse(value);
                socket.receive_queue = memory.map(|memory| memory.receive_allocated);
                socket.send_queue = memory.map(|memory| memory.send_allocated);
                socket.drops = memory.and_then(|memory| memory.drops).map(u64::from);
            }
            _ => {}
        }
    }
    Some(socket)
}

/// The numbers of the bits that are set, from 1. The kernel keeps them in words of its own size.
fn groups(mask: &[u8]) -> Vec<u32> {
    let words = mask.chunks_exact(size_of::<usize>());
    let words = words.filter_map(|word| Some(usize::from_ne_bytes(word.try_into().ok()?)));
    let bits = words.flat_map(|word| (0..usize::BITS).map(move |bit| word >> bit & 1 != 0));
    let numbered = (1..).zip(bits).filter(|(_, is_set)| *is_set);
    numbered.map(|(group, _)| group).collect()
}

/// A socket of which nothing else is known.
fn netlink_socket(protocol: NetlinkProtocol, port_id: u32) -> NetlinkSocket {
    NetlinkSocket {
        protocol,
        port_id,
        groups: None,
        inode: None,
        owners: Vec::new(),
        ownership: Ownership::Unknown,
        receive_queue: None,
        send_queue: None,
        drops: None,
    }
}

/// Parses `/proc/net/netlink`.
fn parse_table(bytes: &[u8]) -> Lines<NetlinkSocket> {
    Lines {
        remark: Some("groups above 32 and sockets without a port are not in it"),
        ..table::parse(bytes, row)
    }
}

/// `address protocol port groups receive send dumping references drops inode`, the groups
/// hexadecimal.
fn row(line: &str) -> Option<NetlinkSocket> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let protocol = NetlinkProtocol::from_code(words.next()?.parse().ok()?);
    let mut socket = netlink_socket(protocol, words.next()?.parse().ok()?);
    let mask = u32::from_str_radix(words.next()?, 16).ok()?;
    let bits = (0..u32::BITS).filter(|bit| mask >> bit & 1 != 0);
    socket.groups = Some(bits.map(|bit| bit + 1).collect());
    socket.receive_queue = Some(words.next()?.parse().ok()?);
    socket.send_queue = Some(words.next()?.parse().ok()?);
    socket.drops = Some(words.nth(2)?.parse().ok()?);
    socket.inode = inode_of(words.next()?.parse().ok()?);
    Some(socket)
}

#[cfg(test)]
mod tests;
