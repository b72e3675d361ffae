//! Strategies for the sockets of internet protocols, and what TCP measures of them.

use netsnap_shared::snapshot::{
    AcceptQueue, CongestionState, Socket, SocketMemory, TcpInfo, Timer, TimerKind,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::value::{endpoint, family, inode, ip, owners, ownership, protocol, state, text, uid};

pub(super) fn socket() -> impl Strategy<Value = Socket> {
    fields!(Socket {
        protocol: protocol(),
        family: family(),
        state: of(state()),
        local: endpoint(),
        remote: of(endpoint()),
        owners: owners(),
        ownership: ownership(),
        uid: of(uid()),
        inode: of(inode()),
        interface: of(text()),
        receive_queue: of(any::<u32>()),
        send_queue: of(any::<u32>()),
        accept_queue: of(accept_queue()),
        timer: of(timer()),
        cookie: of(any::<u64>()),
        ipv6_only: of(any::<bool>()),
        mark: of(any::<u32>()),
        ip_protocol: of(any::<u8>()),
        more_local_addresses: vec(ip(), 0..3),
        more_remote_addresses: vec(ip(), 0..3),
        memory: of(memory()),
        tcp_info: of(tcp_info()),
    })
}

pub(super) fn accept_queue() -> impl Strategy<Value = AcceptQueue> {
    fields!(AcceptQueue {
        length: any::<u32>(),
        limit: any::<u32>(),
    })
}

fn timer() -> impl Strategy<Value = Timer> {
    fields!(Timer {
        kind: any::<u8>().prop_map(TimerKind::from_code),
        expires_in_ms: any::<u32>(),
        retransmits: any::<u8>(),
    })
}

pub(super) fn memory() -> impl Strategy<Value = Box<SocketMemory>> {
    let memory = fields!(SocketMemory {
        receive_allocated: any::<u32>(),
        receive_limit: any::<u32>(),
        send_allocated: any::<u32>(),
        send_limit: any::<u32>(),
        forward_allocated: any::<u32>(),
        write_queued: any::<u32>(),
        options: any::<u32>(),
        backlog: any::<u32>(),
        drops: of(any::<u32>()),
    });
    memory.prop_map(Box::new)
}

fn tcp_info() -> impl Strategy<Value = Box<TcpInfo>> {
    let tcp_info = fields!(TcpInfo {
        congestion_control: of(text()),
        congestion_state: of((0..8_u8).prop_map(CongestionState::from_code)),
        rtt_us: of(any::<u32>()),
        rtt_variance_us: of(any::<u32>()),
        min_rtt_us: of(any::<u32>()),
        retransmission_timeout_us: of(any::<u32>()),
        send_mss: of(any::<u32>()),
        receive_mss: of(any::<u32>()),
        path_mtu: of(any::<u32>()),
        congestion_window: of(any::<u32>()),
        slow_start_threshold: of(any::<u32>()),
        send_window: of(any::<u32>()),
        unacknowledged_segments: of(any::<u32>()),
        lost_segments: of(any::<u32>()),
        retransmitted_segments: of(any::<u32>()),
        bytes_sent: of(any::<u64>()),
        bytes_acknowledged: of(any::<u64>()),
        bytes_received: of(any::<u64>()),
        bytes_retransmitted: of(any::<u64>()),
        not_sent_bytes: of(any::<u32>()),
        delivery_rate: of(any::<u64>()),
        pacing_rate: of(any::<u64>()),
        last_sent_ms: of(any::<u32>()),
        last_received_ms: of(any::<u32>()),
        busy_us: of(any::<u64>()),
        receive_window_limited_us: of(any::<u64>()),
        send_buffer_limited_us: of(any::<u64>()),
    });
    tcp_info.prop_map(Box::new)
}
