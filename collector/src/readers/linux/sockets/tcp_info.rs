//! `struct tcp_info` of `include/uapi/linux/tcp.h`. It grows at its end: what an older kernel does
//! not send stays open.

use netsnap_shared::snapshot::{CongestionState, TcpInfo};

use crate::readers::linux::netlink::{u32_of, u64_at};

/// From this threshold on there is none yet: `TCP_INFINITE_SSTHRESH` of `include/net/tcp.h`.
const INFINITE_THRESHOLD: u32 = 0x7fff_ffff;

/// Parses the structure, as long as it is.
pub(super) fn parse(bytes: &[u8]) -> TcpInfo {
    let number = |offset: usize| u32_of(bytes.get(offset..)?);
    let large = |offset: usize| u64_at(bytes, offset);
    // 0 and "the largest" mean that there was nothing to measure or that nothing limits.
    let measured = |offset| number(offset).filter(|&n| n != 0 && n != u32::MAX);
    let rate = |offset| large(offset).filter(|&n| n != 0 && n != u64::MAX);
    let rtt = measured(68);
    let segments = |offset| number(offset);
    // The kernel counts from the connection's beginning when no data went; that is not asked here.
    let since = |offset, data_segments: Option<u32>| {
        number(offset).filter(|_| data_segments.is_none_or(|segments| segments > 0))
    };
    TcpInfo {
        congestion_control: None,
        congestion_state: bytes.get(1).copied().map(CongestionState::from_code),
        rtt_us: rtt,
        rtt_variance_us: rtt.and_then(|_| number(72)),
        min_rtt_us: measured(148),
        retransmission_timeout_us: measured(8),
        send_mss: measured(16),
        receive_mss: measured(20),
        path_mtu: measured(60),
        congestion_window: segments(80),
        slow_start_threshold: number(76).filter(|&window| window < INFINITE_THRESHOLD),
        send_window: number(228),
        unacknowledged_segments: segments(24),
        lost_segments: segments(32),
        retransmitted_segments: segments(100),
        bytes_sent: large(200),
        bytes_acknowledged: large(120),
        bytes_received: large(128),
        bytes_retransmitted: large(208),
        not_sent_bytes: number(144),
        delivery_rate: rate(160),
        pacing_rate: rate(104),
        last_sent_ms: since(44, segments(156)),
        last_received_ms: since(52, segments(152)),
        busy_us: rate(168),
        receive_window_limited_us: rate(176),
        send_buffer_limited_us: rate(184),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A structure in which each number is its own offset.
    fn numbered(length: usize) -> Vec<u8> {
        let mut bytes: Vec<u8> = Vec::new();
        for offset in (0..length).step_by(4) {
            bytes.extend(u32::try_from(offset).unwrap().to_ne_bytes());
        }
        bytes[1] = 3;
        bytes.truncate(length);
        bytes
    }

    fn large(offset: u64) -> u64 {
        let (first, second) = (offset, offset + 4);
        if cfg!(target_endian = "little") {
            second << 32 | first
        } else {
            first << 32 | second
        }
    }

    #[test]
    fn numbers_are_where_the_kernel_puts_them() {
        let info = parse(&numbered(248));
        let expected = TcpInfo {
            congestion_control: None,
            congestion_state: Some(CongestionState::Recovery),
            rtt_us: Some(68),
            rtt_variance_us: Some(72),
            min_rtt_us: Some(148),
            retransmission_timeout_us: Some(8),
            send_mss: Some(16),
            receive_mss: Some(20),
            path_mtu: Some(60),
            congestion_window: Some(80),
            slow_start_threshold: Some(76),
            send_window: Some(228),
            unacknowledged_segments: Some(24),
            lost_segments: Some(32),
            retransmitted_segments: Some(100),
            bytes_sent: Some(large(200)),
            bytes_acknowledged: Some(large(120)),
            bytes_received: Some(large(128)),
            bytes_retransmitted: Some(large(208)),
            not_sent_bytes: Some(144),
            delivery_rate: Some(large(160)),
            pacing_rate: Some(large(104)),
            last_sent_ms: Some(44),
            last_received_ms: Some(52),
            busy_us: Some(large(168)),
            receive_window_limited_us: Some(large(176)),
            send_buffer_limited_us: Some(large(184)),
        };
        assert_eq!(info, expected);
    }

    #[test]
    fn a_shorter_structure_leaves_the_rest_open() {
        // Linux 3.2 sends 104 bytes.
        let info = parse(&numbered(104));
        assert_eq!(info.retransmitted_segments, Some(100));
        assert_eq!(info.last_sent_ms, Some(44));
        assert_eq!((info.pacing_rate, info.bytes_sent), (None, None));
        assert_eq!((info.min_rtt_us, info.send_window), (None, None));
        assert_eq!(parse(&[]), TcpInfo::default());
        for length in 0..248 {
            let _ = parse(&numbered(248)[..length]);
        }
    }

    #[test]
    fn what_was_not_measured_is_open() {
        let info = parse(&[0; 248]);
        assert_eq!((info.rtt_us, info.rtt_variance_us), (None, None));
        assert_eq!((info.min_rtt_us, info.delivery_rate), (None, None));
        assert_eq!((info.last_sent_ms, info.last_received_ms), (None, None));
        assert_eq!((info.busy_us, info.path_mtu), (None, None));
        // Nothing was lost and nothing sent: these are facts.
        assert_eq!((info.lost_segments, info.bytes_sent), (Some(0), Some(0)));
        let info = parse(&[0xff; 248]);
        assert_eq!((info.min_rtt_us, info.pacing_rate), (None, None));
        assert_eq!(info.slow_start_threshold, None);
    }
}
