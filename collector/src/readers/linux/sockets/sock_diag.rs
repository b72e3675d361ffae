//! Dumps of `sock_diag(7)`: everything the kernel tells of a socket without being asked for more.
//! The messages are parsed here: netlink-packet-sock-diag drops the retransmits of a zero-window
//! probe, the end of TIME-WAIT and codes that it does not know.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use netlink_sys::protocols::NETLINK_SOCK_DIAG;
use netsnap_shared::snapshot::{AcceptQueue, Endpoint, Family, Protocol, State, Timer, TimerKind};

use super::row::{Codes, Row};
use crate::readers::journal::Reading;
use crate::readers::linux::netlink::{Channel, Parsed, Request, dump, u32_of};

/// `SOCK_DIAG_BY_FAMILY` of `include/uapi/linux/sock_diag.h`: the type of requests and answers.
const BY_FAMILY: u16 = 20;

/// The length of `struct inet_diag_msg`, `include/uapi/linux/inet_diag.h`.
const MESSAGE_BYTES: usize = 72;

/// Asks for every socket of a protocol and family, in every state.
pub(super) fn read(protocol: Protocol, family: Family) -> Reading<Vec<Row>> {
    let body = request(protocol, family);
    let request = Request {
        kind: BY_FAMILY,
        answer: BY_FAMILY,
        body: &body,
    };
    match Channel::open(NETLINK_SOCK_DIAG) {
        Ok(channel) => dump(&channel, request, |payload| {
            Parsed::from(parse(protocol, payload))
        }),
        Err(error) => Reading::failed(&error),
    }
}

/// `struct inet_diag_req_v2`: family, protocol, extensions, padding, the states as a bit mask, and
/// an empty `struct inet_diag_sockid`.
fn request(protocol: Protocol, family: Family) -> [u8; 56] {
    let mut body = [0; 56];
    body[0] = address_family(family);
    // Protocols above 255 have no place here and none of them is asked for.
    body[1] = u8::try_from(protocol.code()).unwrap_or_default();
    body[4..8].copy_from_slice(&u32::MAX.to_ne_bytes());
    body
}

/// `AF_INET` or `AF_INET6`.
fn address_family(family: Family) -> u8 {
    match family {
        Family::Ipv6 => 10,
        _ => 2,
    }
}

/// Parses a `struct inet_diag_msg`. Attributes may follow; none is asked for.
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
    if row.state == Some(State::Closed) && row.remote.is_none() {
        // Asked for sockets in state 13, the kernel gives them with the code of "closed". Closed
        // sockets that hold no port are in no table.
        row.state = Some(State::BoundInactive);
    }
    row.interface = (interface != 0).then_some(interface);
    row.accept_queue = (row.state == Some(State::Listen)).then_some(AcceptQueue {
        length: receive_queue,
        limit: send_queue,
    });
    row.timer = (timer != 0).then_some(Timer {
        kind: TimerKind::from_code(timer),
        expires_in_ms,
        retransmits,
    });
    Some(row)
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
