//! Every detail that `ss -eiomM` shows as well, in the same words.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv6Addr, TcpListener, TcpStream, UdpSocket};
use std::process::Command;
use std::time::{Duration, Instant};

use netsnap_shared::snapshot::{Socket, SocketMemory, State, TcpInfo};
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, listen, socket_with, sockopt};
use socket2::SockRef;

use super::{read_own, sockets_of};
use crate::{compare, quiet};

/// The details of one socket under the names that `ss` gives them.
type Details = BTreeMap<&'static str, String>;

#[test]
fn details_are_those_of_ss() {
    quiet::run("sockets::details::details_are_those_of_ss", || {
        let _open = Open::new();
        compare(|snapshot| lines(sockets_of(snapshot).iter().map(ours)), ss);
    });
}

#[test]
fn time_since_data_went_is_told() {
    let began = Instant::now();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (mut server, _) = listener.accept().unwrap();
    let local = client.local_addr().unwrap();
    let info = || {
        let snapshot = read_own();
        let mut sockets = sockets_of(&snapshot).iter();
        let socket = sockets
            .find(|socket| socket.local.ip == local.ip() && socket.local.port == local.port());
        socket.unwrap().tcp_info.clone().unwrap()
    };
    // Nothing was sent yet: there is no time since then.
    let before = info();
    assert_eq!((before.last_sent_ms, before.last_received_ms), (None, None));
    assert_eq!(
        (before.bytes_sent, before.bytes_received),
        (Some(0), Some(0))
    );
    server.write_all(b"hello").unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let after = info();
    assert_eq!(after.last_sent_ms, None);
    let since = u128::from(after.last_received_ms.unwrap());
    assert!(
        (50..=began.elapsed().as_millis() + 20).contains(&since),
        "{since}"
    );
    assert_eq!(after.bytes_received, Some(5));
}

/// Sockets with something to tell.
struct Open {
    _keep: Vec<Box<dyn Send>>,
}

impl Open {
    fn new() -> Self {
        let mut keep: Vec<Box<dyn Send>> = Vec::new();
        let listener = only_ipv6();
        let to = listener.local_addr().unwrap();
        let mut client = TcpStream::connect(to).unwrap();
        if SockRef::from(&client).set_mark(7).is_err() {
            eprintln!("no mark could be set");
        }
        let (mut server, _) = listener.accept().unwrap();
        let mut buffer = vec![7; 100_000];
        client.write_all(&buffer).unwrap();
        server.read_exact(&mut buffer).unwrap();
        server.write_all(&buffer[..3000]).unwrap();
        client.read_exact(&mut buffer[..3000]).unwrap();
        // One that is not read, so that the window closes and the rest waits.
        let stuck = TcpStream::connect(to).unwrap();
        let (idle, _) = listener.accept().unwrap();
        stuck.set_nonblocking(true).unwrap();
        while (&stuck).write(&buffer).is_ok() {}
        // For so long that the time it waits is a number of seconds.
        std::thread::sleep(Duration::from_millis(1200));
        let datagrams = UdpSocket::bind("127.0.0.1:0").unwrap();
        datagrams
            .send_to(b"hello", datagrams.local_addr().unwrap())
            .unwrap();
        keep.push(Box::new((listener, client, server)));
        keep.push(Box::new((stuck, idle, datagrams)));
        Self { _keep: keep }
    }
}

fn only_ipv6() -> TcpListener {
    let flags = SocketFlags::CLOEXEC;
    let socket = socket_with(AddressFamily::INET6, SocketType::STREAM, flags, None).unwrap();
    sockopt::set_ipv6_v6only(&socket, true).unwrap();
    bind(
        &socket,
        &std::net::SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
    )
    .unwrap();
    listen(&socket, 4).unwrap();
    socket.into()
}

fn lines(sockets: impl Iterator<Item = Details>) -> Vec<String> {
    sockets.map(|details| format!("{details:?}")).collect()
}

/// A number as it is, or nothing for 0, which `ss` leaves out.
fn number(number: Option<impl Into<u64>>) -> Option<String> {
    let number: u64 = number?.into();
    (number != 0).then(|| number.to_string())
}

fn ours(socket: &Socket) -> Details {
    let mut details: Vec<(&'static str, Option<String>)> = vec![
        ("sk", socket.cookie.map(|cookie| format!("{cookie:x}"))),
        ("fwmark", socket.mark.map(|mark| format!("{mark:#x}"))),
        (
            "v6only",
            socket.ipv6_only.map(|only| u8::from(only).to_string()),
        ),
        ("skmem", socket.memory.as_deref().map(memory)),
    ];
    if let Some(info) = socket.tcp_info.as_deref() {
        details.extend(measured(info));
    }
    if socket.state == Some(State::Listen) {
        assert!(socket.tcp_info.is_none());
    }
    let there = details.into_iter();
    there
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
}

fn memory(memory: &SocketMemory) -> String {
    format!(
        "(r{},rb{},t{},tb{},f{},w{},o{},bl{},d{})",
        memory.receive_allocated,
        memory.receive_limit,
        memory.send_allocated,
        memory.send_limit,
        memory.forward_allocated,
        memory.write_queued,
        memory.options,
        memory.backlog,
        memory.drops.unwrap_or_default()
    )
}

fn measured(info: &TcpInfo) -> Vec<(&'static str, Option<String>)> {
    let bits = |bytes: Option<u64>| number(bytes.map(|bytes| bytes * 8));
    // They grow from one read to the next.
    let seconds = |us: Option<u64>| number(us.map(|us| us / 1_000_000));
    vec![
        ("congestion", info.congestion_control.clone()),
        ("rto", number(info.retransmission_timeout_us)),
        ("rtt", number(info.rtt_us)),
        ("rttvar", number(info.rtt_variance_us)),
        ("minrtt", number(info.min_rtt_us)),
        ("mss", number(info.send_mss)),
        ("rcvmss", number(info.receive_mss)),
        ("pmtu", number(info.path_mtu)),
        ("cwnd", number(info.congestion_window)),
        ("ssthresh", number(info.slow_start_threshold)),
        ("snd_wnd", number(info.send_window)),
        ("unacked", number(info.unacknowledged_segments)),
        ("lost", number(info.lost_segments)),
        ("retrans", number(info.retransmitted_segments)),
        ("bytes_sent", number(info.bytes_sent)),
        ("bytes_acked", number(info.bytes_acknowledged)),
        ("bytes_received", number(info.bytes_received)),
        ("bytes_retrans", number(info.bytes_retransmitted)),
        ("notsent", number(info.not_sent_bytes)),
        ("pacing_rate", bits(info.pacing_rate)),
        ("delivery_rate", bits(info.delivery_rate)),
        ("rwnd_limited", seconds(info.receive_window_limited_us)),
        ("sndbuf_limited", seconds(info.send_buffer_limited_us)),
    ]
}

/// What `ss` says; `None` when it is not installed.
fn ss() -> Option<Vec<String>> {
    let output = Command::new("ss").arg("-tunaieomMHO").output().ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    Some(lines(text.lines().map(theirs)))
}

fn theirs(line: &str) -> Details {
    const KEYS: [&str; 18] = [
        "sk",
        "fwmark",
        "v6only",
        "skmem",
        "mss",
        "rcvmss",
        "pmtu",
        "cwnd",
        "ssthresh",
        "snd_wnd",
        "unacked",
        "lost",
        "bytes_sent",
        "bytes_acked",
        "bytes_received",
        "bytes_retrans",
        "notsent",
        "rto",
    ];
    let mut details = Details::new();
    let words: Vec<_> = line.split_whitespace().collect();
    for (place, word) in words.iter().enumerate() {
        let next = words.get(place + 1).copied().unwrap_or_default();
        let rate = || next.trim_end_matches("bps").to_owned();
        match word.split_once(':') {
            Some(("rto", value)) => drop(details.insert("rto", microseconds(value))),
            Some(("minrtt", value)) => drop(details.insert("minrtt", microseconds(value))),
            Some(("rtt", value)) => {
                let (mean, variance) = value.split_once('/').unwrap();
                details.insert("rtt", microseconds(mean));
                details.insert("rttvar", microseconds(variance));
            }
            Some(("retrans", value)) => {
                let (_, all) = value.split_once('/').unwrap();
                details.insert("retrans", all.to_owned());
            }
            Some((key @ ("rwnd_limited" | "sndbuf_limited"), value)) => {
                let key = if key == "rwnd_limited" {
                    "rwnd_limited"
                } else {
                    "sndbuf_limited"
                };
                let value: u64 = value.split("ms").next().unwrap().parse().unwrap();
                details.insert(key, (value / 1000).to_string());
            }
            Some((key, value)) => {
                if let Some(key) = KEYS.iter().find(|known| **known == key) {
                    details.insert(key, value.to_owned());
                }
            }
            None if *word == "pacing_rate" => drop(details.insert("pacing_rate", rate())),
            None if *word == "delivery_rate" => drop(details.insert("delivery_rate", rate())),
            None if ["cubic", "bbr", "reno"].contains(word) => {
                details.insert("congestion", (*word).to_owned());
            }
            None => {}
        }
    }
    if words.get(1) == Some(&"LISTEN") {
        // What a connection would begin with.
        for key in ["congestion", "cwnd"] {
            details.remove(key);
        }
    }
    details.retain(|_, value| value != "0");
    if line.contains("v6only:0") {
        details.insert("v6only", "0".to_owned());
    }
    details
}

/// Milliseconds with a fraction, in microseconds.
fn microseconds(milliseconds: &str) -> String {
    let (whole, fraction) = milliseconds.split_once('.').unwrap_or((milliseconds, ""));
    let whole: u64 = whole.parse().unwrap();
    let fraction: u64 = format!("{fraction:0<3}")[..3].parse().unwrap();
    (whole * 1000 + fraction).to_string()
}
