//! Strategies for sockets that carry no internet protocol.

use netsnap_shared::snapshot::{NetlinkProtocol, NetlinkSocket, PacketSocket, UnixSocket};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::socket::{accept_queue, memory};
use super::value::{inode, owners, ownership, text, texts, uid};

pub(super) fn unix_socket() -> impl Strategy<Value = UnixSocket> {
    fields!(UnixSocket {
        kind: text(),
        state: text(),
        path: of(text()),
        inode: of(inode()),
        peer_inode: of(inode()),
        owners: owners(),
        ownership: ownership(),
        uid: of(uid()),
        receive_queue: of(any::<u32>()),
        send_queue: of(any::<u32>()),
        accept_queue: of(accept_queue()),
        memory: of(memory()),
    })
}

pub(super) fn packet_socket() -> impl Strategy<Value = PacketSocket> {
    fields!(PacketSocket {
        kind: text(),
        ethertype: of(any::<u16>()),
        interface: of(text()),
        uid: of(uid()),
        inode: of(inode()),
        owners: owners(),
        ownership: ownership(),
        promiscuous_on: of(texts()),
        memory: of(memory()),
    })
}

pub(super) fn netlink_socket() -> impl Strategy<Value = NetlinkSocket> {
    fields!(NetlinkSocket {
        protocol: (0..40_u8).prop_map(NetlinkProtocol::from_code),
        port_id: any::<u32>(),
        groups: of(vec(any::<u32>(), 0..3)),
        inode: of(inode()),
        owners: owners(),
        ownership: ownership(),
        receive_queue: of(any::<u32>()),
        send_queue: of(any::<u32>()),
        drops: of(any::<u64>()),
    })
}
