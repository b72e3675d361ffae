//! Sockets that do not carry an internet protocol: unix(7), packet(7) and netlink(7). Their owners
//! are not known yet.

mod memory;
mod netlink;
mod packet;
mod table;
mod unix;

use std::collections::HashSet;
use std::path::Path;

use netlink_sys::protocols::NETLINK_SOCK_DIAG;
use netsnap_shared::snapshot::{Inode, NetlinkSocket, PacketSocket, SourceStatus, UnixSocket};

use self::table::Lines;
use super::modules::{Answer, DiagModule, Modules};
use super::netlink::{Channel, Parsed, Request, dump};
use super::rtnetlink::InterfaceNames;
use crate::readers::journal::{Journal, Reading};

/// `SOCK_DIAG_BY_FAMILY` of `include/uapi/linux/sock_diag.h`: the type of requests and answers.
const BY_FAMILY: u16 = 20;

/// The sockets of a network namespace.
#[derive(Debug, Default)]
pub(super) struct LocalSockets {
    pub unix: Vec<UnixSocket>,
    pub packet: Vec<PacketSocket>,
    pub netlink: Vec<NetlinkSocket>,
}

/// Reads the sockets of this thread's network namespace. `net` is its directory of tables in
/// proc(5). Without modules only these are read, and the namespace may be another one.
pub(super) fn read(
    net: &Path,
    modules: Option<&Modules>,
    names: &InterfaceNames,
    journal: &mut Journal,
) -> LocalSockets {
    let ways = Ways { net, modules };
    LocalSockets {
        unix: unix::read(ways, journal),
        packet: packet::read(ways, names, journal),
        netlink: netlink::read(ways, journal),
    }
}

/// The ways to a namespace's sockets.
#[derive(Debug, Clone, Copy)]
struct Ways<'a> {
    /// The directory of its tables.
    net: &'a Path,
    /// What `sock_diag` answers; none where it would tell of another namespace.
    modules: Option<&'a Modules>,
}

/// A kind of sockets, by the name of its table and the part of the kernel that tells of it.
#[derive(Debug, Clone, Copy)]
struct Kind(&'static str, DiagModule);

/// What both ways to a kind of sockets gave.
struct Rows<T> {
    rows: Vec<T>,
    /// Whether the dump told of every socket, so that the table was not needed.
    dumped: bool,
}

/// Reads the sockets of a kind by a dump or, where that gives less than all, from the table with
/// the kind's name. A socket that both have is the dump's, which tells more.
fn by_dump_or_table<T>(
    ways: Ways<'_>,
    Kind(name, module): Kind,
    dump: impl FnOnce() -> Reading<Vec<T>>,
    parse: impl FnOnce(&[u8]) -> Lines<T>,
    inode: impl Fn(&T) -> Option<Inode>,
    journal: &mut Journal,
) -> Rows<T> {
    let answer = ways.modules.map(|modules| modules.answers(module));
    let (mut rows, dumped) = match answer {
        None => (Vec::new(), false),
        Some(answer) => journal.read(format!("sock_diag {name}"), || {
            let reading = match answer {
                Answer::Yes => dump(),
                Answer::No(reason) => Reading::nothing(SourceStatus::Unavailable, reason),
            };
            let dumped = reading.status == SourceStatus::Complete;
            reading.map(|rows| (rows, dumped))
        }),
    };
    if !dumped {
        let more = journal.read(format!("/proc/net/{name}"), || {
            let reading = table::read(&ways.net.join(name), parse);
            reading.noting("read because sock_diag gave less than all")
        });
        let known: HashSet<_> = rows.iter().filter_map(&inode).collect();
        let is_new = |row: &T| inode(row).is_none_or(|inode| !known.contains(&inode));
        rows.extend(more.into_iter().filter(is_new));
    }
    Rows { rows, dumped }
}

/// Asks `sock_diag(7)` for every socket of a family.
fn ask<T>(body: &[u8], parse: impl Fn(&[u8]) -> Parsed<T>) -> Reading<Vec<T>> {
    match Channel::open(NETLINK_SOCK_DIAG) {
        Ok(channel) => ask_over(&channel, body, parse),
        Err(error) => Reading::failed(&error),
    }
}

/// The same over a socket that is there.
fn ask_over<T>(
    channel: &Channel,
    body: &[u8],
    parse: impl Fn(&[u8]) -> Parsed<T>,
) -> Reading<Vec<T>> {
    let request = Request {
        kind: BY_FAMILY,
        answer: BY_FAMILY,
        body,
    };
    dump(channel, request, parse)
}

/// A body of `N` bytes: the family, the protocol, and numbers at their offsets. All three families
/// begin alike and end with a cookie, of which all ones is none.
fn request_body<const N: usize>(family: u8, protocol: u8, numbers: &[(usize, u32)]) -> [u8; N] {
    let mut body = [0; N];
    if let [first, second, ..] = &mut body[..] {
        (*first, *second) = (family, protocol);
    }
    if let Some(cookie) = body.get_mut(N.saturating_sub(8)..) {
        cookie.fill(u8::MAX);
    }
    for &(at, number) in numbers {
        if let Some(place) = body.get_mut(at..at + 4) {
            place.copy_from_slice(&number.to_ne_bytes());
        }
    }
    body
}

/// An inode, of which 0 is none: no file refers to the socket.
fn inode_of(number: u64) -> Option<Inode> {
    (number != 0).then_some(Inode(number))
}

#[cfg(test)]
mod tests;
