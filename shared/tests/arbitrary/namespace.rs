//! Strategies for a network stack and all that lives in it.

use ipnet::IpNet;
use netsnap_shared::snapshot::{
    AcceptQueue, Interface, InterfaceAddress, InterfaceStatistics, MulticastGroup, Namespace,
    NamespaceId, Neighbour, NextHop, PacketSocket, PortRange, ProtocolCounters, Route, RouteKind,
    RouteProtocol, RouteScope, RouteTable, Settings, Socket, Timer, TimerKind, UnixSocket,
};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;

use super::value::{endpoint, family, inode, ip, owners, ownership, protocol, state, text, uid};

pub(super) fn namespace() -> impl Strategy<Value = Namespace> {
    let ports = (any::<u16>(), any::<u16>()).prop_map(|(first, last)| PortRange { first, last });
    let head = (text(), of(text()), any::<bool>(), of(ports));
    let sockets = (
        vec(socket(), 0..8),
        vec(unix_socket(), 0..3),
        vec(packet_socket(), 0..3),
    );
    let network = (
        vec(route(), 0..3),
        vec(interface(), 0..3),
        vec(neighbour(), 0..3),
        vec(multicast_group(), 0..3),
        vec(counters(), 0..3),
    );
    (head, sockets, network).prop_map(|(head, sockets, network)| {
        let (id, name, is_collectors, ephemeral_ports) = head;
        let (sockets, unix_sockets, packet_sockets) = sockets;
        let (routes, interfaces, neighbours, multicast_groups, protocol_statistics) = network;
        Namespace {
            name,
            is_collectors,
            settings: Settings {
                ephemeral_ports,
                ..Settings::default()
            },
            sockets,
            unix_sockets,
            packet_sockets,
            routes,
            interfaces,
            neighbours,
            multicast_groups,
            protocol_statistics,
            ..Namespace::new(NamespaceId(id))
        }
    })
}

fn socket() -> impl Strategy<Value = Socket> {
    let ends = (
        protocol(),
        family(),
        of(state()),
        endpoint(),
        of(endpoint()),
    );
    let owner = (owners(), ownership(), of(uid()), of(inode()), of(text()));
    let timer =
        (any::<u8>(), any::<u32>(), any::<u8>()).prop_map(|(kind, ms, retransmits)| Timer {
            kind: TimerKind::from_code(kind),
            expires_in_ms: ms,
            retransmits,
        });
    let accept_queue =
        (any::<u32>(), any::<u32>()).prop_map(|(length, limit)| AcceptQueue { length, limit });
    let traffic = (
        of(any::<u32>()),
        of(any::<u32>()),
        of(accept_queue),
        of(timer),
    );
    (ends, owner, traffic).prop_map(|(ends, owner, traffic)| {
        let (protocol, family, state, local, remote) = ends;
        let (owners, ownership, uid, inode, interface) = owner;
        let (receive_queue, send_queue, accept_queue, timer) = traffic;
        Socket {
            state,
            remote,
            owners,
            ownership,
            uid,
            inode,
            interface,
            receive_queue,
            send_queue,
            accept_queue,
            timer,
            ..Socket::new(protocol, family, local)
        }
    })
}

fn unix_socket() -> impl Strategy<Value = UnixSocket> {
    (
        text(),
        text(),
        of(text()),
        of(inode()),
        of(inode()),
        owners(),
        ownership(),
    )
        .prop_map(
            |(kind, state, path, inode, peer_inode, owners, ownership)| UnixSocket {
                kind,
                state,
                path,
                inode,
                peer_inode,
                owners,
                ownership,
                uid: None,
                receive_queue: None,
                send_queue: None,
                accept_queue: None,
                memory: None,
            },
        )
}

fn packet_socket() -> impl Strategy<Value = PacketSocket> {
    (
        text(),
        of(any::<u16>()),
        of(text()),
        of(uid()),
        of(inode()),
        owners(),
        ownership(),
    )
        .prop_map(
            |(kind, ethertype, interface, uid, inode, owners, ownership)| PacketSocket {
                kind,
                ethertype,
                interface,
                uid,
                inode,
                owners,
                ownership,
                promiscuous_on: None,
                memory: None,
            },
        )
}

fn prefix() -> impl Strategy<Value = IpNet> {
    (ip(), any::<u8>()).prop_map(|(ip, length)| {
        let longest = if ip.is_ipv4() { 32 } else { 128 };
        IpNet::new_assert(ip, length % (longest + 1))
    })
}

fn route() -> impl Strategy<Value = Route> {
    let hop =
        (of(ip()), of(text()), any::<u32>()).prop_map(|(gateway, interface, weight)| NextHop {
            gateway,
            interface,
            weight,
            flags: Vec::new(),
        });
    let way = (
        family(),
        prefix(),
        of(ip()),
        of(text()),
        of(ip()),
        of(any::<u32>()),
    );
    let table = prop_oneof![250..256_u32, any::<u32>()];
    let kind = (table, any::<u8>(), any::<u8>(), 0..12_u8);
    (way, kind, vec(hop, 0..3)).prop_map(|(way, kind, next_hops)| {
        let (family, destination, gateway, interface, source, metric) = way;
        let (table, protocol, scope, kind) = kind;
        Route {
            gateway,
            interface,
            source,
            metric,
            table: RouteTable::from_code(table),
            protocol: RouteProtocol::from_code(protocol),
            scope: RouteScope::from_code(scope),
            kind: RouteKind::from_code(kind),
            next_hops,
            ..Route::new(family, destination)
        }
    })
}

fn interface() -> impl Strategy<Value = Interface> {
    let address = (ip(), any::<u8>())
        .prop_map(|(ip, prefix_length)| InterfaceAddress::new(ip, prefix_length));
    let kind = prop_oneof![
        Just("loopback".to_owned()),
        Just("ethernet".to_owned()),
        text()
    ];
    let head = (
        any::<u32>(),
        text(),
        of(kind),
        of(text()),
        of(any::<u32>()),
        vec(text(), 0..3),
    );
    let rest = (
        of(any::<bool>()),
        of(text()),
        vec(address, 0..3),
        of(statistics()),
    );
    (head, rest).prop_map(|(head, rest)| {
        let (index, name, kind, mac, mtu, flags) = head;
        let (promiscuous, operational_state, addresses, statistics) = rest;
        Interface {
            kind,
            mac,
            mtu,
            flags,
            promiscuous,
            operational_state,
            addresses,
            statistics,
            ..Interface::new(index, name)
        }
    })
}

pub(super) fn statistics() -> impl Strategy<Value = InterfaceStatistics> {
    any::<[u64; 10]>().prop_map(|counters| {
        let [
            bytes,
            packets,
            errors,
            dropped,
            multicast,
            sent,
            sent_packets,
            rest @ ..,
        ] = counters;
        InterfaceStatistics {
            received_bytes: bytes,
            received_packets: packets,
            received_errors: errors,
            received_dropped: dropped,
            received_multicast: multicast,
            sent_bytes: sent,
            sent_packets,
            sent_errors: rest[0],
            sent_dropped: rest[1],
            collisions: rest[2],
            kinds: None,
        }
    })
}

fn neighbour() -> impl Strategy<Value = Neighbour> {
    (ip(), of(text()), text(), text()).prop_map(|(ip, mac, interface, state)| Neighbour {
        ip,
        mac,
        interface,
        state,
        flags: Vec::new(),
        used_ms: None,
        confirmed_ms: None,
    })
}

fn multicast_group() -> impl Strategy<Value = MulticastGroup> {
    (text(), text(), of(any::<u32>())).prop_map(|(interface, group, users)| MulticastGroup {
        interface,
        group,
        users,
    })
}

fn counters() -> impl Strategy<Value = ProtocolCounters> {
    (text(), btree_map(text(), any::<i64>(), 0..4))
        .prop_map(|(protocol, counters)| ProtocolCounters { protocol, counters })
}
