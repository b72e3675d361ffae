//! How connections fare, as rows.

use super::*;
use crate::snapshot::{Endpoint, Family, Timer};

fn socket(state: State) -> Socket {
    let end = Endpoint {
        ip: std::net::Ipv4Addr::LOCALHOST.into(),
        port: 443,
    };
    Socket {
        state: Some(state),
        remote: Some(end),
        ..Socket::new(Protocol::Tcp, Family::Ipv4, end)
    }
}

fn measured(info: TcpInfo) -> Socket {
    Socket {
        tcp_info: Some(Box::new(info)),
        ..socket(State::Established)
    }
}

/// What an ordinary busy connection has.
fn usual() -> TcpInfo {
    TcpInfo {
        rtt_us: Some(20_000),
        rtt_variance_us: Some(1_500),
        min_rtt_us: Some(18_000),
        retransmitted_segments: Some(0),
        last_sent_ms: Some(10),
        last_received_ms: Some(10),
        ..TcpInfo::default()
    }
}

fn timed(kind: TimerKind, retransmits: u8) -> Socket {
    Socket {
        timer: Some(Timer {
            kind,
            expires_in_ms: 100,
            retransmits,
        }),
        ..measured(usual())
    }
}

fn unread(state: State, bytes: u32, ago: u32) -> Socket {
    Socket {
        receive_queue: Some(bytes),
        tcp_info: Some(Box::new(TcpInfo {
            last_received_ms: Some(ago),
            ..usual()
        })),
        ..socket(state)
    }
}

fn lost(segments: u32, again: u64, sent: u64) -> Socket {
    measured(TcpInfo {
        retransmitted_segments: Some(segments),
        bytes_retransmitted: Some(again),
        bytes_sent: Some(sent),
        ..usual()
    })
}

fn limited(busy: u64, window: u64, buffer: u64) -> Socket {
    measured(TcpInfo {
        busy_us: Some(busy),
        receive_window_limited_us: Some(window),
        send_buffer_limited_us: Some(buffer),
        ..usual()
    })
}

fn full(unsent: u32, under_way: u32, allowed: u32) -> Socket {
    measured(TcpInfo {
        not_sent_bytes: Some(unsent),
        unacknowledged_segments: Some(under_way),
        congestion_window: Some(allowed),
        ..usual()
    })
}

fn round_trip(rtt: u32, shortest: u32) -> Socket {
    measured(TcpInfo {
        rtt_us: Some(rtt),
        min_rtt_us: Some(shortest),
        ..usual()
    })
}

fn quiet(sent: u32, received: u32) -> TcpInfo {
    TcpInfo {
        last_sent_ms: Some(sent),
        last_received_ms: Some(received),
        ..usual()
    }
}

#[test]
fn each_threshold_is_where_its_meaning_says() {
    use Health::{
        Fine, Idle, Lossy, NetworkLimited, PeerFull, ReceiverLimited, SendBufferLimited, Slow,
        Stuck, Unread,
    };
    for (socket, expected) in [
        (measured(usual()), Some(Fine)),
        (measured(TcpInfo::default()), Some(Fine)),
        (socket(State::Established), None),
        (socket(State::TimeWait), None),
        (socket(State::Listen), None),
        (timed(TimerKind::Retransmit, 2), Some(Fine)),
        (timed(TimerKind::Retransmit, 3), Some(Stuck)),
        (timed(TimerKind::Keepalive, 2), Some(Fine)),
        (timed(TimerKind::Keepalive, 3), Some(Stuck)),
        (timed(TimerKind::TimeWait, 9), Some(Fine)),
        (timed(TimerKind::ZeroWindowProbe, 0), Some(PeerFull)),
        (unread(State::Established, 1, 1000), Some(Unread)),
        (unread(State::Established, 1, 999), Some(Fine)),
        (unread(State::Established, 0, 1000), Some(Fine)),
        (unread(State::CloseWait, 1, 1000), Some(Fine)),
        (unread(State::CloseWait, 2, 1000), Some(Unread)),
        (lost(10, 10, 1000), Some(Lossy)),
        (lost(9, 10, 1000), Some(Fine)),
        (lost(10, 9, 1000), Some(Fine)),
        (lost(10, u64::MAX, u64::MAX), Some(Lossy)),
        (limited(1_000_000, 200_000, 0), Some(ReceiverLimited)),
        (limited(1_000_000, 199_999, 0), Some(Fine)),
        (limited(999_999, 999_999, 0), Some(Fine)),
        (limited(1_000_000, 0, 200_000), Some(SendBufferLimited)),
        (limited(u64::MAX, u64::MAX, u64::MAX), Some(ReceiverLimited)),
        (full(1, 10, 10), Some(NetworkLimited)),
        (full(0, 10, 10), Some(Fine)),
        (full(1, 9, 10), Some(Fine)),
        (round_trip(199_999, 190_000), Some(Fine)),
        (round_trip(200_000, 190_000), Some(Slow)),
        (round_trip(75_000, 25_000), Some(Slow)),
        (round_trip(74_999, 25_000), Some(Fine)),
        (measured(quiet(60_000, 60_000)), Some(Idle)),
        (measured(quiet(59_999, 60_000)), Some(Fine)),
        // Old loss does not make a connection that rests a lossy one; loss at this moment does.
        (
            measured(TcpInfo {
                retransmitted_segments: Some(99),
                bytes_retransmitted: Some(99),
                bytes_sent: Some(100),
                ..quiet(60_000, 60_000)
            }),
            Some(Idle),
        ),
        (
            measured(TcpInfo {
                lost_segments: Some(1),
                ..quiet(60_000, 60_000)
            }),
            Some(Lossy),
        ),
        (
            measured(TcpInfo {
                congestion_state: Some(CongestionState::Loss),
                ..usual()
            }),
            Some(Lossy),
        ),
    ] {
        assert_eq!(health(&socket), expected, "{socket:#?}");
    }
}

#[test]
fn every_health_has_a_name_and_a_meaning_of_its_own() {
    let mut seen = std::collections::HashSet::new();
    for health in Health::ALL {
        assert!(seen.insert(health.name()));
        assert!(seen.insert(health.meaning()) && health.meaning().ends_with('.'));
    }
    assert!(Health::ALL.is_sorted());
}

#[test]
fn sentences_are_made_from_the_rows_own_numbers() {
    let full = TcpInfo {
        congestion_control: Some("cubic".to_owned()),
        rtt_us: Some(183_400),
        rtt_variance_us: Some(12_000),
        min_rtt_us: Some(1_250),
        retransmitted_segments: Some(37),
        lost_segments: Some(1),
        bytes_sent: Some(12_400_000),
        bytes_retransmitted: Some(37_500),
        bytes_acknowledged: Some(12_000_000),
        bytes_received: Some(1),
        delivery_rate: Some(250_000),
        last_sent_ms: Some(7_380_000),
        last_received_ms: Some(40),
        busy_us: Some(4_000_000),
        receive_window_limited_us: Some(1_000_000),
        send_buffer_limited_us: Some(12_000),
        not_sent_bytes: Some(1),
        congestion_window: Some(10),
        send_mss: Some(1448),
        ..TcpInfo::default()
    };
    for (socket, expected) in [
        (
            measured(full),
            "It is losing segments at the moment and sends them again. \
             Its round trip takes 183 ms, varying by 12 ms; the shortest of late took 1.2 ms. \
             37 segments were sent again: 37,500 of 12,400,000 bytes sent (0.3 %). 1 segment under way counts as lost. \
             Data was last sent 2 h 3 min ago and last received 40 ms ago. \
             It had something under way for 4.0 s in all, for 25 % of that the other side's window was too small and for 0.3 % of that the send buffer here was too small. \
             1 byte waits to be sent for the first time. \
             The other side has acknowledged 12,000,000 bytes so far and sent 1 byte. By the latest measure 250,000 bytes arrive there in a second. \
             Its congestion control, cubic, allows 10 segments of up to 1,448 bytes to be under way.",
        ),
        (
            measured(usual()),
            "TCP's measures show no trouble. \
             Its round trip takes 20 ms, varying by 1.5 ms; the shortest of late took 18 ms. \
             No segment was sent again. \
             Data was last sent 10 ms ago and last received 10 ms ago.",
        ),
        (
            measured(TcpInfo::default()),
            "TCP's measures show no trouble.",
        ),
        (
            unread(State::Established, 4321, 5_500),
            "The program here does not read: 4,321 bytes wait, and the last of them arrived 5.5 s ago. \
             Its round trip takes 20 ms, varying by 1.5 ms; the shortest of late took 18 ms. \
             No segment was sent again. \
             Data was last sent 10 ms ago and last received 5.5 s ago.",
        ),
        (socket(State::Established), ""),
        (socket(State::Listen), ""),
    ] {
        assert_eq!(connection(&socket).join(" "), expected);
    }
}
