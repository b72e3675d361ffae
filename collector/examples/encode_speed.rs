//! How long a bundle of 100,000 sockets takes to write, and how large it becomes.
//!
//! `cargo run --release -p netsnap --example encode_speed [SOCKETS]`

#![expect(
    clippy::unwrap_used,
    reason = "a measurement stops at what it did not expect"
)]

use std::hint::black_box;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use netsnap::gzip::{self, Level};
use netsnap_shared::bundle;
use netsnap_shared::snapshot::{
    CongestionState, Endpoint, Family, Inode, Namespace, NamespaceId, Owner, Ownership, Pid,
    Protocol, Snapshot, Socket, SocketMemory, State, TcpInfo, Uid,
};

/// Each measurement is the best of this many.
const ROUNDS: usize = 10;

fn main() {
    let sockets = std::env::args()
        .nth(1)
        .map_or(100_000, |text| text.parse().unwrap());
    let mut snapshot = netsnap::readers::read(&netsnap::readers::Options::default());
    snapshot.namespaces.push(namespace(sockets));
    report("JSON alone", || {
        let mut counter = Counter(0);
        bundle::write_json(&snapshot, &mut counter).unwrap();
        counter.0
    });
    for level in 1..=4 {
        report(&format!("gzip, level {level}"), || {
            written(&snapshot, Level(level))
        });
    }
    report("gzip, one thread", || {
        bundle::encode(&snapshot).unwrap().len()
    });
}

fn report(what: &str, run: impl Fn() -> usize) {
    let mut best = Duration::MAX;
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        bytes = black_box(run());
        best = best.min(began.elapsed());
    }
    println!(
        "{what:<20} {:>7.1} ms {bytes:>12} bytes",
        best.as_secs_f64() * 1000.0
    );
}

fn written(snapshot: &Snapshot, level: Level) -> usize {
    let mut counter = Counter(0);
    gzip::compress(&mut counter, level, |out| bundle::write_json(snapshot, out)).unwrap();
    counter.0
}

/// Counts bytes.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Connections over loopback: both ends of each.
fn namespace(sockets: u32) -> Namespace {
    Namespace {
        sockets: (0..sockets).map(socket).collect(),
        ..Namespace::new(NamespaceId("4026532000".to_owned()))
    }
}

fn socket(number: u32) -> Socket {
    // Numbers that are no pattern.
    let mixed = number.wrapping_mul(2_654_435_761);
    let [a, b, ..] = number.to_be_bytes();
    let end = |last: u8, port: u32| Endpoint {
        ip: IpAddr::V4(Ipv4Addr::new(127, 0, a.wrapping_add(b), last)),
        port: u16::try_from(port % 65_536).unwrap_or_default(),
    };
    let info = TcpInfo {
        congestion_control: Some("cubic".to_owned()),
        congestion_state: Some(CongestionState::Open),
        rtt_us: Some(20 + mixed % 97),
        rtt_variance_us: Some(10 + mixed % 41),
        min_rtt_us: Some(5 + mixed % 13),
        retransmission_timeout_us: Some(200_000),
        send_mss: Some(32_768),
        receive_mss: Some(536),
        path_mtu: Some(65_535),
        congestion_window: Some(10),
        slow_start_threshold: None,
        send_window: Some(65_536),
        unacknowledged_segments: Some(0),
        lost_segments: Some(0),
        retransmitted_segments: Some(0),
        bytes_sent: Some(u64::from(mixed % 5) * 100),
        bytes_acknowledged: Some(u64::from(mixed % 5) * 100 + 1),
        bytes_received: Some(0),
        bytes_retransmitted: Some(0),
        not_sent_bytes: Some(0),
        delivery_rate: Some(u64::from(mixed % 10_007) * 1000),
        pacing_rate: Some(u64::from(mixed % 10_009) * 7919),
        last_sent_ms: Some(number / 20),
        last_received_ms: Some(number / 20 + mixed % 3),
        busy_us: None,
        receive_window_limited_us: None,
        send_buffer_limited_us: None,
    };
    Socket {
        state: Some(State::Established),
        remote: Some(end(1, 20_000 + number % 10)),
        owners: vec![Owner {
            pid: Pid(4000 + number % 10),
            fd: Some(5 + number / 10),
        }],
        ownership: Ownership::Owned,
        uid: Some(Uid(0)),
        inode: Some(Inode(300_000 + u64::from(number))),
        receive_queue: Some(0),
        send_queue: Some(0),
        cookie: Some(0x1000 + u64::from(number)),
        memory: Some(Box::new(SocketMemory {
            receive_limit: 131_072,
            send_limit: 2_626_560,
            drops: Some(0),
            ..SocketMemory::default()
        })),
        tcp_info: Some(Box::new(info)),
        ..Socket::new(
            Protocol::Tcp,
            Family::Ipv4,
            end(2, 32_768 + number % 28_000),
        )
    }
}
