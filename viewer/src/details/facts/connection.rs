//! What the kernel keeps of a socket beside its row: its options, its memory, what TCP measures.

use netsnap_shared::snapshot::{Socket, SocketMemory, TcpInfo};

use super::{Fact, present, yes_or_no};
use crate::format::{bytes, bytes_exactly, counted, duration_us, grouped};

pub(super) fn facts(socket: &Socket) -> impl Iterator<Item = Fact> {
    let more = [
        present("IP protocol", socket.ip_protocol),
        present("IPv6 only", socket.ipv6_only.map(yes_or_no)),
        present("Mark", socket.mark.map(|mark| format!("{mark:#x}"))),
        present("Cookie", socket.cookie.map(|cookie| format!("{cookie:x}"))),
        addresses("More of this end", &socket.more_local_addresses),
        addresses("More of the other end", &socket.more_remote_addresses),
    ];
    let memory = socket.memory.as_deref().into_iter().flat_map(memory);
    let tcp = socket.tcp_info.as_deref().into_iter().flat_map(tcp);
    more.into_iter().chain(tcp).flatten().chain(memory)
}

fn addresses(name: &'static str, addresses: &[std::net::IpAddr]) -> Option<Fact> {
    let texts: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    present(name, (!texts.is_empty()).then(|| texts.join(", ")))
}

pub(super) fn memory(memory: &SocketMemory) -> [Fact; 4] {
    let of = |used: u32, limit: u32| {
        let [used, limit] = [used, limit].map(|size| bytes(u64::from(size)));
        format!("{used} of {limit}")
    };
    let drops = memory.drops.map(|drops| grouped(u64::from(drops)));
    [
        super::fact(
            "Receive buffer",
            of(memory.receive_allocated, memory.receive_limit),
        ),
        super::fact("Send buffer", of(memory.send_allocated, memory.send_limit)),
        super::fact("Backlog", bytes(u64::from(memory.backlog))),
        super::maybe("Drops", drops),
    ]
}

fn tcp(info: &TcpInfo) -> [Option<Fact>; 23] {
    let time = |name, us: Option<u32>| present(name, us.map(|us| duration_us(u64::from(us))));
    let long = |name, us: Option<u64>| present(name, us.map(duration_us));
    let ago = |name, ms: Option<u32>| {
        let text = ms.map(|ms| format!("{} ago", duration_us(u64::from(ms) * 1000)));
        present(name, text)
    };
    let size = |name, size: Option<u32>| present(name, size.map(|s| bytes_exactly(u64::from(s))));
    let data = |name, size: Option<u64>| present(name, size.map(bytes_exactly));
    let segments = |name, count: Option<u32>| {
        let text = count.map(|count| counted(count as usize, "segment", "segments"));
        present(name, text)
    };
    let rate = |name, rate: Option<u64>| present(name, rate.map(|r| format!("{}/s", bytes(r))));
    let rtt = info.rtt_us.map(|rtt| {
        let varies = info.rtt_variance_us.map_or_else(String::new, |variance| {
            format!(" ± {}", duration_us(u64::from(variance)))
        });
        format!("{}{varies}", duration_us(u64::from(rtt)))
    });
    [
        present("Round trip", rtt),
        time("Shortest round trip", info.min_rtt_us),
        time("Retransmission timeout", info.retransmission_timeout_us),
        present("Congestion control", info.congestion_control.as_deref()),
        present("Congestion state", info.congestion_state),
        segments("Congestion window", info.congestion_window),
        segments("Slow start up to", info.slow_start_threshold),
        size("Peer's window", info.send_window),
        size("Largest segment sent", info.send_mss),
        size("Path MTU", info.path_mtu),
        segments("Unacknowledged", info.unacknowledged_segments),
        segments("Lost", info.lost_segments),
        segments("Sent again", info.retransmitted_segments),
        data("Data sent", info.bytes_sent),
        data("Data acknowledged", info.bytes_acknowledged),
        data("Data received", info.bytes_received),
        data("Data sent again", info.bytes_retransmitted),
        rate("Delivery rate", info.delivery_rate),
        rate("Pacing rate", info.pacing_rate),
        ago("Last sent", info.last_sent_ms),
        ago("Last received", info.last_received_ms),
        long(
            "Limited by the peer's window",
            info.receive_window_limited_us,
        ),
        long("Limited by the send buffer", info.send_buffer_limited_us),
    ]
}
