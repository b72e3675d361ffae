//! The rows that netstat2 gives on every system: addresses, ports and the state of TCP.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use netsnap_shared::snapshot::{Endpoint, Family, Protocol, SourceStatus, State};
use netstat2::error::Error;
use netstat2::{AddressFamilyFlags, ProtocolFlags, ProtocolSocketInfo, SocketInfo, TcpState};

use super::journal::{Reading, count};

/// The tables that netstat2 reads; each is a source of its own.
pub(super) const TABLES: [(Protocol, Family); 4] = [
    (Protocol::Tcp, Family::Ipv4),
    (Protocol::Tcp, Family::Ipv6),
    (Protocol::Udp, Family::Ipv4),
    (Protocol::Udp, Family::Ipv6),
];

/// What one of netstat2's rows says on every system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    pub state: Option<State>,
    pub local: Endpoint,
    pub remote: Option<Endpoint>,
}

/// The flags that ask netstat2 for one table.
pub(super) fn flags(protocol: Protocol, family: Family) -> (AddressFamilyFlags, ProtocolFlags) {
    (
        match family {
            Family::Ipv6 => AddressFamilyFlags::IPV6,
            _ => AddressFamilyFlags::IPV4,
        },
        match protocol {
            Protocol::Udp => ProtocolFlags::UDP,
            _ => ProtocolFlags::TCP,
        },
    )
}

/// Takes rows until the table ends or an error comes. After an error nothing more is asked for:
/// netstat2 may give the same error for ever.
pub(super) fn collect<T>(
    rows: Result<impl Iterator<Item = Result<SocketInfo, Error>>, Error>,
    convert: impl Fn(SocketInfo) -> T,
) -> Reading<Vec<T>> {
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return failure(&error).map(|()| Vec::new()),
    };
    let mut given = Vec::new();
    for row in rows {
        match row {
            Ok(row) => given.push(convert(row)),
            Err(error) if given.is_empty() => return failure(&error).map(|()| given),
            Err(error) => {
                let reason = failure(&error).detail.unwrap_or_default();
                let rows = count(given.len(), "row", "rows");
                let reason = format!("the table ended after {rows}: {reason}");
                return Reading::complete(given).because(SourceStatus::Partial, reason);
            }
        }
    }
    Reading::complete(given)
}

fn failure(error: &Error) -> Reading<()> {
    match error {
        Error::OsError(error)
        | Error::FailedToListProcesses(error)
        | Error::FailedToQueryFileDescriptors(error) => Reading::failed(error),
        other => Reading::nothing(SourceStatus::Failed, other.to_string().to_lowercase()),
    }
}

/// The ends and the state of a row.
pub(super) fn ends(row: &SocketInfo) -> Ends {
    match &row.protocol_socket_info {
        ProtocolSocketInfo::Tcp(tcp) => Ends {
            state: state(tcp.state),
            local: Endpoint {
                ip: tcp.local_addr,
                port: tcp.local_port,
            },
            remote: fixed(Endpoint {
                ip: tcp.remote_addr,
                port: tcp.remote_port,
            }),
        },
        ProtocolSocketInfo::Udp(udp) => Ends {
            state: None,
            local: Endpoint {
                ip: udp.local_addr,
                port: udp.local_port,
            },
            remote: None,
        },
    }
}

/// An end that is fixed: neither its address nor its port is "any".
pub(super) fn fixed(end: Endpoint) -> Option<Endpoint> {
    let any = match end.ip {
        IpAddr::V4(ip) => ip == Ipv4Addr::UNSPECIFIED,
        IpAddr::V6(ip) => {
            ip == Ipv6Addr::UNSPECIFIED || ip == Ipv4Addr::UNSPECIFIED.to_ipv6_mapped()
        }
    };
    (!any || end.port != 0).then_some(end)
}

/// netstat2's name for a state in this model; what it has no name for stays open.
fn state(state: TcpState) -> Option<State> {
    Some(match state {
        TcpState::Closed | TcpState::DeleteTcb => State::Closed,
        TcpState::Listen => State::Listen,
        TcpState::SynSent => State::SynSent,
        TcpState::SynReceived => State::SynReceived,
        TcpState::Established => State::Established,
        TcpState::FinWait1 => State::FinWait1,
        TcpState::FinWait2 => State::FinWait2,
        TcpState::CloseWait => State::CloseWait,
        TcpState::Closing => State::Closing,
        TcpState::LastAck => State::LastAck,
        TcpState::TimeWait => State::TimeWait,
        TcpState::Unknown => return None,
    })
}
