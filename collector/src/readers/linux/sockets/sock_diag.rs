//! Dumps of `sock_diag(7)`: what the kernel tells of a socket, with the extensions that hold its
//! memory and what TCP measures. The messages are parsed here: netlink-packet-sock-diag drops the
//! retransmits of a zero-window probe, the end of TIME-WAIT and codes that it does not know.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use netlink_sys::protocols::NETLINK_SOCK_DIAG;
use netsnap_shared::snapshot::{
    AcceptQueue, Endpoint, Family, Protocol, SocketMemory, State, TcpInfo, Timer, TimerKind,
};

use super::row::{Codes, MoreAddresses, Row};
use super::tcp_info;
use crate::readers::journal::Reading;
use crate::readers::linux::netlink::{Channel, Parsed, Request, attributes, dump, text_of, u32_of};

/// `SOCK_DIAG_BY_FAMILY` of `include/uapi/linux/sock_diag.h`: the type of requests and answers.
const BY_FAMILY: u16 = 20;

/// `TCPDIAG_GETSOCK` of `include/uapi/linux/inet_diag.h`.
const TCP_BOTH_FAMILIES: u16 = 18;

/// The length of `struct inet_diag_msg`, `include/uapi/linux/inet_diag.h`.
const MESSAGE_BYTES: usize = 72;

/// `INET_DIAG_REQ_PROTOCOL`: the attribute of a request for a protocol that needs more than a byte.
const REQUEST_PROTOCOL: u16 = 3;

/// The attributes of an answer, `enum` in `include/uapi/linux/inet_diag.h`.
mod attribute {
    pub(super) const INFO: u16 = 2;
    pub(super) const CONGESTION_CONTROL: u16 = 4;
    pub(super) const SOCKET_MEMORY: u16 = 7;
    pub(super) const IPV6_ONLY: u16 = 11;
    pub(super) const LOCAL_ADDRESSES: u16 = 12;
    pub(super) const PEER_ADDRESSES: u16 = 13;
    pub(super) const MARK: u16 = 15;
}

/// How much is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything that the model has a place for.
    All,
    /// Only what tells one socket from another.
    Identity,
}

/// Asks for every socket of a protocol and family, in every state.
pub(super) fn read(protocol: Protocol, family: Family, detail: Detail) -> Reading<Vec<Row>> {
    let body = request(protocol, family, detail);
    let request = Request {
        kind: BY_FAMILY,
        answer: BY_FAMILY,
        body: &body,
    };
    ask(request, protocol)
}

/// Asks for every TCP socket of both families, in every state and with all details. Only the request
/// of the time before families (`TCPDIAG_GETSOCK`, `struct inet_diag_req`) does that in one walk
/// through the kernel's table, which is large even where it is empty.
pub(super) fn read_tcp() -> Reading<Vec<Row>> {
    let mut body = [0; 60];
    let [_, _, _, wanted, .., a, b, c, d, _, _, _, _] = &mut body;
    *wanted = extensions(Protocol::Tcp, Detail::All);
    [*a, *b, *c, *d] = u32::MAX.to_ne_bytes();
    let request = Request {
        kind: TCP_BOTH_FAMILIES,
        answer: TCP_BOTH_FAMILIES,
        body: &body,
    };
    ask(request, Protocol::Tcp)
}

fn ask(request: Request<'_>, protocol: Protocol) -> Reading<Vec<Row>> {
    match Channel::open(NETLINK_SOCK_DIAG) {
        Ok(channel) => dump(&channel, request, |payload| {
            Parsed::from(parse(protocol, payload))
        }),
        Err(error) => Reading::failed(&error),
    }
}

/// `struct inet_diag_req_v2`: family, protocol, extensions, padding, the states as a bit mask, and
/// an empty `struct inet_diag_sockid`. A protocol above 255 follows as an attribute; 0 stands in
/// its place, which is no protocol that a kernel without the attribute would answer.
fn request(protocol: Protocol, family: Family, detail: Detail) -> Vec<u8> {
    let code = u8::try_from(protocol.code());
    let mut body = vec![0; 56];
    let head = [
        address_family(family),
        code.unwrap_or_default(),
        extensions(protocol, detail),
        0,
    ];
    body.splice(..4, head);
    body.splice(4..8, u32::MAX.to_ne_bytes());
    if code.is_err() {
        body.extend(8_u16.to_ne_bytes());
        body.extend(REQUEST_PROTOCOL.to_ne_bytes());
        body.extend(u32::from(protocol.code()).to_ne_bytes());
    }
    body
}

/// The extensions that are asked for: bit N - 1 is attribute N.
fn extensions(protocol: Protocol, detail: Detail) -> u8 {
    use attribute::{CONGESTION_CONTROL, INFO, SOCKET_MEMORY};
    let bit = |attribute: u16| 1 << (attribute - 1);
    match (detail, protocol) {
        (Detail::Identity, _) => 0,
        (Detail::All, Protocol::Tcp) => bit(INFO) | bit(CONGESTION_CONTROL) | bit(SOCKET_MEMORY),
        (Detail::All, _) => bit(SOCKET_MEMORY),
    }
}

/// `AF_INET` or `AF_INET6`.
fn address_family(family: Family) -> u8 {
    match family {
        Family::Ipv6 => 10,
        _ => 2,
    }
}

/// Parses a `struct inet_diag_msg` and the attributes that follow it.
fn parse(protocol: Protocol, payload: &[u8]) -> Option<Row> {
    let message: &[u8; MESSAGE_BYTES] = payload.first_chunk()?;
    let [family, state, timer, retransmits, ..] = *message;
    let family = match family {
        2 => Family::Ipv4,
        10 => Family::Ipv6,
        _ => return None,
    };
    let number = |offset: usize| u32_of(message.get(offset..)?);
    let local = endpoint(family, message.get(8..24)?, message.get(4..6)?)?;
    let remote = endpoint(family, message.get(24..40)?, message.get(6..8)?)?;
    let interface = number(40)?;
    let cookie = u64::from(number(48)?) << 32 | u64::from(number(44)?);
    let expires_in_ms = number(52)?;
    let (receive_queue, send_queue) = (number(56)?, number(60)?);
    let mut row = Row::from_codes(Codes {
        protocol,
        family,
        state,
        local,
        remote,
        receive_queue,
        send_queue,
        uid: number(64)?,
        inode: number(68)?.into(),
    });
    if protocol == Protocol::Tcp && row.state == Some(State::Closed) && row.remote.is_none() {
        // Asked for sockets in state 13, the kernel gives them with the code of "closed". Closed
        // sockets that hold no port are in no table.
        row.state = Some(State::BoundInactive);
    }
    row.interface = (interface != 0).then_some(interface);
    // Both halves all ones are `INET_DIAG_NOCOOKIE`.
    row.cookie = (cookie != 0 && cookie != u64::MAX).then_some(cookie);
    row.accept_queue = (row.state == Some(State::Listen)).then_some(AcceptQueue {
        length: receive_queue,
        limit: send_queue,
    });
    row.timer = (timer != 0).then_some(Timer {
        kind: TimerKind::from_code(timer),
        expires_in_ms,
        retransmits,
    });
    extend(&mut row, payload.get(MESSAGE_BYTES..).unwrap_or_default());
    Some(row)
}

/// Takes over what the attributes say. One that is shorter than it should be says nothing.
fn extend(row: &mut Row, attributes_of_row: &[u8]) {
    // Of a socket without a connection the kernel gives what it would begin with.
    let measures = row.protocol == Protocol::Tcp
        && !matches!(
            row.state,
            Some(State::Listen | State::Closed | State::BoundInactive)
        );
    let mut congestion_control = None;
    for (kind, value) in attributes(attributes_of_row) {
        match kind {
            attribute::INFO if measures => row.tcp_info = Some(Box::new(tcp_info::parse(value))),
            attribute::CONGESTION_CONTROL if measures => congestion_control = Some(text_of(value)),
            attribute::SOCKET_MEMORY => row.memory = memory(value).map(Box::new),
            attribute::IPV6_ONLY => row.ipv6_only = value.first().map(|&only| only != 0),
            attribute::MARK => row.mark = u32_of(value).filter(|&mark| mark != 0),
            attribute::LOCAL_ADDRESSES => {
                let local = row.local.ip;
                let more = MoreAddresses::of(&mut row.more);
                more.local = addresses(value).filter(|&ip| ip != local).collect();
            }
            attribute::PEER_ADDRESSES => {
                let remote = row.remote.map(|end| end.ip);
                let more = MoreAddresses::of(&mut row.more);
                more.remote = addresses(value).filter(|&ip| Some(ip) != remote).collect();
            }
            _ => {}
        }
    }
    if congestion_control.is_some() {
        let info: &mut TcpInfo = row.tcp_info.get_or_insert_default();
        info.congestion_control = congestion_control;
    }
}

/// The numbers of `SK_MEMINFO_*`; kernels before 4.7 count no drops.
fn memory(bytes: &[u8]) -> Option<SocketMemory> {
    let number = |index: usize| u32_of(bytes.get(index * 4..)?);
    Some(SocketMemory {
        receive_allocated: number(0)?,
        receive_limit: number(1)?,
        send_allocated: number(2)?,
        send_limit: number(3)?,
        forward_allocated: number(4)?,
        write_queued: number(5)?,
        options: number(6)?,
        backlog: number(7)?,
        drops: number(8),
    })
}

/// A list of `struct sockaddr_storage`.
fn addresses(bytes: &[u8]) -> impl Iterator<Item = IpAddr> {
    bytes.chunks(128).filter_map(|address| {
        let family = u16::from_ne_bytes(*address.first_chunk()?);
        Some(match family {
            2 => Ipv4Addr::from(*address.get(4..)?.first_chunk::<4>()?).into(),
            10 => Ipv6Addr::from(*address.get(8..)?.first_chunk::<16>()?).into(),
            _ => return None,
        })
    })
}

fn endpoint(family: Family, address: &[u8], port: &[u8]) -> Option<Endpoint> {
    let ip: IpAddr = match family {
        Family::Ipv6 => Ipv6Addr::from(*address.first_chunk::<16>()?).into(),
        _ => Ipv4Addr::from(*address.first_chunk::<4>()?).into(),
    };
    let port = u16::from_be_bytes(*port.first_chunk()?);
    Some(Endpoint { ip, port })
}

#[cfg(test)]
mod tests;
