//! Tables as the kernel wrote them, and lines that are odd.

use super::super::row::show;
use super::*;

const HERTZ: u64 = 100;

fn check(protocol: Protocol, family: Family, table: &[u8], expected: &[&str], odd: usize) {
    let (mut rows, found_odd) = parse(table, protocol, family, HERTZ);
    rows.sort_unstable_by_key(Row::order);
    let shown: Vec<_> = rows.iter().map(show).collect();
    assert_eq!(shown, expected);
    assert_eq!(found_odd, odd);
}

#[test]
fn captured_tcp_over_ipv4() {
    check(
        Protocol::Tcp,
        Family::Ipv4,
        include_bytes!("../../../../../fixtures/proc/net/tcp"),
        &[
            "tcp listen 0.0.0.0:8003 - inode 95246 uid 0 queues - -",
            "tcp listen 127.0.0.1:8001 - inode 95235 uid 0 queues - -",
            "tcp established 127.0.0.1:8001 127.0.0.1:9001 inode 95237 uid 0 queues 5 0",
            "tcp established 127.0.0.1:8001 127.0.0.1:9002 inode 95240 uid 0 queues 0 0",
            "tcp close-wait 127.0.0.1:8001 127.0.0.1:9004 inode 95243 uid 0 queues 1 0",
            "tcp established 127.0.0.1:8001 127.0.0.1:9005 inode - uid - queues 0 0",
            "tcp established 127.0.0.1:9001 127.0.0.1:8001 inode 95236 uid 0 queues 0 0",
            "tcp established 127.0.0.1:9002 127.0.0.1:8001 inode 95238 uid 0 queues 0 0",
            "tcp time-wait 127.0.0.1:9003 127.0.0.1:8001 inode - uid - queues 0 0 timer time-wait 0",
            "tcp fin-wait-2 127.0.0.1:9004 127.0.0.1:8001 inode - uid - queues 0 0 timer time-wait 0",
            "tcp established 127.0.0.1:9005 127.0.0.1:8001 inode 95244 uid 0 queues 0 0",
            "tcp established 127.0.0.1:9008 127.0.0.1:8004 inode 95250 uid 0 queues 0 0",
            "tcp syn-sent 192.0.2.1:9006 192.0.2.7:80 inode 95247 uid 0 queues 0 1 timer retransmit 0",
        ],
        0,
    );
}

#[test]
fn captured_tcp_over_ipv6() {
    check(
        Protocol::Tcp,
        Family::Ipv6,
        include_bytes!("../../../../../fixtures/proc/net/tcp6"),
        &[
            "tcp listen [::]:8004 - inode 95248 uid 0 queues - -",
            "tcp established [::1]:8004 [::1]:9007 inode 95251 uid 0 queues 0 0",
            "tcp established [::1]:9007 [::1]:8004 inode 95249 uid 0 queues 0 0",
            "tcp established [::ffff:127.0.0.1]:8004 [::ffff:127.0.0.1]:9008 inode 95252 uid 0 queues 0 0",
        ],
        0,
    );
}

#[test]
fn captured_udp() {
    check(
        Protocol::Udp,
        Family::Ipv4,
        include_bytes!("../../../../../fixtures/proc/net/udp"),
        &[
            "udp unconnected 0.0.0.0:5001 - inode 95253 uid 0 queues 832 0",
            "udp established 127.0.0.1:5002 127.0.0.1:5001 inode 95255 uid 0 queues 0 0",
            "udp unconnected 127.0.0.1:5004 - inode 95257 uid 0 queues 0 0",
            "udp unconnected 127.0.0.1:5004 - inode 95258 uid 0 queues 0 0",
        ],
        0,
    );
    check(
        Protocol::Udp,
        Family::Ipv6,
        include_bytes!("../../../../../fixtures/proc/net/udp6"),
        &[
            "udp unconnected [::]:5001 - inode 95254 uid 0 queues 0 0",
            "udp established [2001:db8::1]:5003 [2001:db8::7]:53 inode 95256 uid 0 queues 0 0",
        ],
        0,
    );
}

#[test]
fn odd_lines_are_counted_and_the_others_kept() {
    let good = "0: 0100007F:1F41 00000000:0000 0A 00000000:00000001 00:00000000 00000000 0 0 7";
    for odd in [
        "0:",
        "0: 0100007F 00000000:0000 0A 0:0 0:0 0 0 0 7",
        "0: 0100007F:1F41 00000000:0000 XX 0:0 0:0 0 0 0 7",
        "0: 010000:1F41 00000000:0000 0A 0:0 0:0 0 0 0 7",
        "0: 0100007F:11F41 00000000:0000 0A 0:0 0:0 0 0 0 7",
        "0: 0100007F:1F41 00000000:0000 0A 0:0 0:0 0 0 0",
        "0: 0100007F:1F41 00000000:0000 0A 0:0 0:0 0 -1 0 7",
        "0: \u{e9}00007\u{e9}:1F41 00000000:0000 0A 0:0 0:0 0 0 0 7",
        "0: 00000000000000000000000000000000:1389 00000000:0000 0A 0:0 0:0 0 0 0 7",
    ] {
        let table = format!("heading\n{odd}\n{good}\n\n");
        let expected = "tcp listen 127.0.0.1:8001 - inode 7 uid 0 queues - -";
        check(
            Protocol::Tcp,
            Family::Ipv4,
            table.as_bytes(),
            &[expected],
            1,
        );
    }
    check(Protocol::Tcp, Family::Ipv4, b"", &[], 0);
}

#[test]
fn timers_are_in_milliseconds() {
    let line = "0: 0100007F:1F41 0100007F:2328 06 0:0 03:0000175C 0 0 0 0";
    let (rows, _) = parse(
        format!("h\n{line}").as_bytes(),
        Protocol::Tcp,
        Family::Ipv4,
        HERTZ,
    );
    let timer = rows[0].timer.unwrap();
    assert_eq!(
        (timer.kind, timer.expires_in_ms),
        (TimerKind::TimeWait, 59_800)
    );
}

#[test]
fn a_table_that_is_not_there_is_said() {
    let reading = read(Path::new("/nonexistent/tcp"), Protocol::Tcp, Family::Ipv4);
    assert_eq!(reading.status, SourceStatus::Unavailable);
}
