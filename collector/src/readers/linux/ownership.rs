//! The verdict on a socket's owner: who it is, or why nobody is known.

use std::collections::HashSet;

use netsnap_shared::snapshot::{
    Inode, NetlinkSocket, Owner, Ownership, PacketSocket, Protocol, Socket, State, TimerKind,
    UnixSocket,
};

use super::owners::Owners;

/// What the collector could see of the host's processes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// Whether the descriptors of some process could not be looked at, or some process not be
    /// seen at all.
    pub hidden: bool,
    /// Whether there may be processes outside of the collector's pid namespace.
    pub other_pid_namespaces: bool,
}

/// Says of a socket at one of these ports, at which the kernel listens for a tunnel, that it is the
/// kernel's: such a socket has an inode as others have. An owner that is found later says otherwise.
pub(super) fn of_tunnel(mut socket: Socket, tunnel_ports: &[u16]) -> Socket {
    let listens = socket.protocol == Protocol::Udp && socket.remote.is_none();
    if listens && tunnel_ports.contains(&socket.local.port) {
        socket.ownership = Ownership::Kernel;
    }
    socket
}

/// Gives each socket its owners and the verdict.
pub(super) fn assign(sockets: &mut [Socket], owners: &Owners, sight: Sight) {
    let listening: HashSet<_> = sockets
        .iter()
        .filter(|socket| socket.state == Some(State::Listen))
        .map(|socket| (socket.protocol.code(), socket.local.port))
        .collect();
    for socket in sockets {
        socket.owners = owners_of(socket.inode, owners);
        let listened = listening.contains(&(socket.protocol.code(), socket.local.port));
        socket.ownership = verdict(socket, listened, sight);
    }
}

/// The same of unix sockets. One that no file refers to waits in a listener's backlog, or has been
/// closed.
pub(super) fn assign_unix(sockets: &mut [UnixSocket], owners: &Owners, sight: Sight) {
    for socket in sockets {
        socket.owners = owners_of(socket.inode, owners);
        let without_file = if socket.state == "connected" {
            Ownership::NotAccepted
        } else {
            Ownership::Kernel
        };
        socket.ownership = verdict_on(socket.inode, &socket.owners, without_file, sight);
    }
}

/// The same of packet sockets.
pub(super) fn assign_packet(sockets: &mut [PacketSocket], owners: &Owners, sight: Sight) {
    for socket in sockets {
        socket.owners = owners_of(socket.inode, owners);
        let without_file = Ownership::Kernel;
        socket.ownership = verdict_on(socket.inode, &socket.owners, without_file, sight);
    }
}

/// The same of netlink sockets. The kernel's own have an inode like others, the port 0, and are in
/// no group.
pub(super) fn assign_netlink(sockets: &mut [NetlinkSocket], owners: &Owners, sight: Sight) {
    for socket in sockets {
        socket.owners = owners_of(socket.inode, owners);
        let in_group = socket
            .groups
            .as_ref()
            .is_some_and(|groups| !groups.is_empty());
        let is_kernels = socket.port_id == 0 && !in_group && socket.owners.is_empty();
        let inode = socket.inode.filter(|_| !is_kernels);
        socket.ownership = verdict_on(inode, &socket.owners, Ownership::Kernel, sight);
    }
}

/// The verdict on a socket with these owners; one on those that no file refers to is given.
fn verdict_on(
    inode: Option<Inode>,
    owners: &[Owner],
    without_file: Ownership,
    sight: Sight,
) -> Ownership {
    if !owners.is_empty() {
        Ownership::Owned
    } else if inode.is_none() {
        without_file
    } else if sight.hidden {
        Ownership::Hidden
    } else if sight.other_pid_namespaces {
        Ownership::OtherPidNamespace
    } else {
        Ownership::Missing
    }
}

fn owners_of(inode: Option<Inode>, owners: &Owners) -> Vec<Owner> {
    inode.map_or_else(Vec::new, |inode| owners.of(inode).collect())
}

/// Only what is certain is said of the kernel: a socket without a file whose process has closed it.
fn verdict(socket: &Socket, listened: bool, sight: Sight) -> Ownership {
    if socket.owners.is_empty() && socket.ownership == Ownership::Kernel {
        return Ownership::Kernel;
    }
    let without_file = without_file(socket, listened);
    verdict_on(socket.inode, &socket.owners, without_file, sight)
}

/// The verdict on a socket that no file refers to.
fn without_file(socket: &Socket, listened: bool) -> Ownership {
    // Only these make connections by themselves and end them after their process.
    if !matches!(
        socket.protocol,
        Protocol::Tcp | Protocol::Mptcp | Protocol::Dccp
    ) {
        return Ownership::Missing;
    }
    // A FIN-WAIT-2 that nobody holds is kept in the small form of TIME-WAIT, with its timer.
    let dies = socket
        .timer
        .is_some_and(|timer| timer.kind == TimerKind::TimeWait);
    match socket.state {
        _ if dies => Ownership::Kernel,
        Some(
            State::TimeWait | State::FinWait1 | State::FinWait2 | State::LastAck | State::Closing,
        ) => Ownership::Kernel,
        Some(
            State::SynReceived | State::NewSynReceived | State::Established | State::CloseWait,
        ) if listened => Ownership::NotAccepted,
        _ => Ownership::Missing,
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use netsnap_shared::snapshot::{Endpoint, Family, NetlinkProtocol, Pid, Timer};

    use super::*;

    fn socket(protocol: Protocol, state: State, inode: u64) -> Socket {
        let local = Endpoint {
            ip: Ipv4Addr::LOCALHOST.into(),
            port: 80,
        };
        Socket {
            state: Some(state),
            inode: (inode != 0).then_some(Inode(inode)),
            ..Socket::new(protocol, Family::Ipv4, local)
        }
    }

    #[test]
    fn every_socket_gets_a_verdict() {
        use Protocol::{Mptcp, Tcp, Udp};
        let all = Sight {
            hidden: false,
            other_pid_namespaces: false,
        };
        let user = Sight {
            hidden: true,
            ..all
        };
        let container = Sight {
            other_pid_namespaces: true,
            ..all
        };
        for (protocol, state, inode, listened, sight, expected) in [
            (Tcp, State::Established, 9, false, all, Ownership::Missing),
            (Tcp, State::Established, 9, true, user, Ownership::Hidden),
            (Tcp, State::Listen, 9, true, user, Ownership::Hidden),
            (
                Tcp,
                State::Listen,
                9,
                true,
                container,
                Ownership::OtherPidNamespace,
            ),
            (Udp, State::Unconnected, 9, false, user, Ownership::Hidden),
            (Udp, State::Unconnected, 0, false, user, Ownership::Missing),
            (Tcp, State::TimeWait, 0, true, user, Ownership::Kernel),
            (Tcp, State::FinWait1, 0, true, all, Ownership::Kernel),
            (Tcp, State::FinWait2, 0, false, all, Ownership::Kernel),
            (Tcp, State::LastAck, 0, false, all, Ownership::Kernel),
            (Tcp, State::Closing, 0, false, all, Ownership::Kernel),
            (
                Tcp,
                State::Established,
                0,
                true,
                user,
                Ownership::NotAccepted,
            ),
            (Tcp, State::CloseWait, 0, true, user, Ownership::NotAccepted),
            (
                Tcp,
                State::SynReceived,
                0,
                true,
                all,
                Ownership::NotAccepted,
            ),
            (Tcp, State::Established, 0, false, all, Ownership::Missing),
            (Tcp, State::SynSent, 0, true, all, Ownership::Missing),
            (
                Mptcp,
                State::Established,
                0,
                true,
                user,
                Ownership::NotAccepted,
            ),
            (Mptcp, State::FinWait2, 0, false, all, Ownership::Kernel),
        ] {
            let socket = socket(protocol, state, inode);
            assert_eq!(
                verdict(&socket, listened, sight),
                expected,
                "{protocol} {state} inode {inode} listened {listened} {sight:?}"
            );
        }
    }

    #[test]
    fn other_sockets_get_a_verdict() {
        use Ownership::{Hidden, Kernel, Missing, NotAccepted, OtherPidNamespace, Owned};
        let [all, user, container] =
            [(false, false), (true, true), (false, true)].map(|(hidden, other_pid_namespaces)| {
                Sight {
                    hidden,
                    other_pid_namespaces,
                }
            });
        let holder = Owner {
            pid: Pid(1),
            fd: Some(3),
        };
        for (inode, owners, without_file, sight, expected) in [
            (None, &[][..], NotAccepted, user, NotAccepted),
            (None, &[], Kernel, all, Kernel),
            (Some(Inode(7)), &[holder], Kernel, user, Owned),
            (Some(Inode(7)), &[], Kernel, user, Hidden),
            (Some(Inode(7)), &[], Kernel, container, OtherPidNamespace),
            (Some(Inode(7)), &[], NotAccepted, all, Missing),
        ] {
            let verdict = verdict_on(inode, owners, without_file, sight);
            assert_eq!(verdict, expected, "{inode:?} {owners:?} {sight:?}");
        }
        let in_no_group = Some(vec![]);
        for (port_id, groups, inode, expected) in [
            (0, in_no_group.clone(), Some(Inode(4)), Kernel),
            (0, None, Some(Inode(4)), Kernel),
            // Not bound, and in a group all the same.
            (0, Some(vec![1]), Some(Inode(4)), Missing),
            (9, in_no_group.clone(), Some(Inode(4)), Missing),
            (9, in_no_group, None, Kernel),
        ] {
            let mut sockets = [NetlinkSocket {
                protocol: NetlinkProtocol::Route,
                port_id,
                groups,
                inode,
                owners: Vec::new(),
                ownership: Ownership::Unknown,
                receive_queue: None,
                send_queue: None,
                drops: None,
            }];
            assign_netlink(&mut sockets, &Owners::default(), all);
            assert_eq!(sockets[0].ownership, expected, "{:?}", sockets[0]);
        }
    }

    #[test]
    fn the_ports_of_tunnels_are_the_kernels() {
        let sight = Sight {
            hidden: true,
            other_pid_namespaces: true,
        };
        for (protocol, port, expected) in [
            (Protocol::Udp, 80, Ownership::Kernel),
            (Protocol::Udp, 81, Ownership::Hidden),
            (Protocol::Tcp, 80, Ownership::Hidden),
        ] {
            let mut socket = socket(protocol, State::Unconnected, 9);
            socket.local.port = port;
            let mut sockets = [of_tunnel(socket, &[80])];
            for _ in 0..2 {
                assign(&mut sockets, &Owners::default(), sight);
                assert_eq!(sockets[0].ownership, expected, "{protocol} {port}");
            }
        }
    }

    #[test]
    fn a_small_form_of_fin_wait_is_the_kernels() {
        let mut socket = socket(Protocol::Tcp, State::Established, 0);
        socket.timer = Some(Timer {
            kind: TimerKind::TimeWait,
            expires_in_ms: 1,
            retransmits: 0,
        });
        let sight = Sight {
            hidden: true,
            other_pid_namespaces: true,
        };
        assert_eq!(verdict(&socket, true, sight), Ownership::Kernel);
        socket.owners.push(Owner {
            pid: Pid(1),
            fd: None,
        });
        assert_eq!(verdict(&socket, true, sight), Ownership::Owned);
    }
}
