//! A busy host with as many sockets as one likes, written row by row: a million of them are a
//! gigabyte of JSON, which is never in memory at once.
//!
//! The rows are as a collector with every permission writes them, and are the same each time.

use std::fmt::Write as _;
use std::io::{self, Write};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::SAMPLE;

/// Programs with the port that they serve.
const SERVICES: [(&str, u16); 8] = [
    ("nginx", 443),
    ("haproxy", 8443),
    ("postgres", 5432),
    ("redis-server", 6379),
    ("java", 9092),
    ("node", 3000),
    ("envoy", 15001),
    ("sshd", 22),
];

/// How many processes of each program there are.
const WORKERS: u32 = 25;

/// The number of the first process.
const FIRST_PID: u32 = 1000;

/// How hard the collector compresses.
const COMPRESSION: u32 = 2;

/// Writes a bundle of a host with this many sockets, compressed.
pub fn write_large(sockets: u32, out: impl Write) -> Result<()> {
    // The fixture's own text, which has its members in the order of a collector.
    let (before, rest) = around("processes", SAMPLE)?;
    let (between, after) = around("sockets", rest)?;
    let processes: Value = (0..)
        .take(SERVICES.len() * WORKERS as usize)
        .map(process)
        .collect();

    let mut gzip = GzEncoder::new(out, Compression::new(COMPRESSION));
    gzip.write_all(before.as_bytes())?;
    gzip.write_all(processes.to_string().as_bytes())?;
    gzip.write_all(between.as_bytes())?;
    gzip.write_all(b"[")?;
    rows(sockets, &mut gzip)?;
    gzip.write_all(b"]")?;
    gzip.write_all(after.as_bytes())?;
    gzip.finish()?;
    Ok(())
}

/// What stands before and behind the value of a member that is a list of objects.
fn around<'a>(name: &str, json: &'a str) -> Result<(&'a str, &'a str)> {
    let key = format!("\"{name}\": ");
    let start = json.find(&key).context("no such member")? + key.len();
    let (before, list) = json.split_at(start);
    let mut lists = serde_json::Deserializer::from_str(list).into_iter::<Value>();
    lists.next().context("no list")??;
    Ok((before, list.split_at(lists.byte_offset()).1))
}

fn process(number: u32) -> Value {
    let pid = FIRST_PID + number;
    let program = SERVICES[(number / WORKERS) as usize % SERVICES.len()].0;
    json!({
        "pid": pid, "parent_pid": 1, "name": program,
        "executable": format!("/usr/bin/{program}"), "executable_deleted": false,
        "command_line": [program, "--worker", number.to_string()], "uid": 33 * (number % 2),
        "started_at": "2026-11-01T06:00:00.000Z", "namespace": "net:[4026531840]",
        "container": null, "kernel_thread": false,
    })
}

fn rows(count: u32, out: &mut impl Write) -> io::Result<()> {
    const PORTION: usize = 1 << 20;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = String::with_capacity(PORTION + 2048);
    for row in 0..count {
        if row > 0 {
            text.push(',');
        }
        // Text of this program's own always fits.
        let _ = write_row(&mut text, row, count, &mut random);
        if text.len() > PORTION {
            out.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    out.write_all(text.as_bytes())
}

/// One socket. They stand in the order of protocol, family, local address and port, as a collector
/// sorts them: listeners, connections to this host's services, connections of its own, datagrams.
fn write_row(text: &mut String, row: u32, count: u32, random: &mut Random) -> std::fmt::Result {
    // A thousandth of the whole; of few rows the first are listeners all the same.
    let place = u64::from(row) * 1000 / u64::from(count.max(1));
    let is_v6 = (800..950).contains(&place);
    let family = if is_v6 { "ipv6" } else { "ipv4" };
    let program = usize::try_from(place / 7).unwrap_or_default() % SERVICES.len();
    let (_, port) = SERVICES[program];
    let first = FIRST_PID + WORKERS * u32::try_from(program).unwrap_or_default();
    let pid = first + random.below(WORKERS);
    let fd = 5 + row % 20_000;
    let inode = 100_000 + u64::from(row) * 3;
    let own = if is_v6 { "2001:db8:20::5" } else { "10.20.0.5" };
    match place {
        0..5 => {
            write!(
                text,
                r#"{{"protocol":"tcp","family":"ipv4","state":"listen","local":{{"ip":"0.0.0.0","port":{}}},"remote":null,"owners":[{{"pid":{pid},"fd":{fd}}}],"ownership":"owned","uid":0,"inode":{inode},"interface":null,"receive_queue":null,"send_queue":null,"accept_queue":{{"length":0,"limit":511}},"cookie":{row},"#,
                u32::from(port) + row % 4000,
            )?;
            memory(text, random)?;
        }
        950.. => {
            let local = 20_000 + row % 40_000;
            let (state, remote) = match random.below(3) {
                0 => ("established", r#"{"ip":"10.20.0.53","port":53}"#),
                _ => ("unconnected", "null"),
            };
            write!(
                text,
                r#"{{"protocol":"udp","family":"ipv4","state":"{state}","local":{{"ip":"{own}","port":{local}}},"remote":{remote},"owners":[{{"pid":{pid},"fd":{fd}}}],"ownership":"owned","uid":33,"inode":{inode},"interface":null,"receive_queue":0,"send_queue":0,"cookie":{row},"#,
            )?;
            memory(text, random)?;
        }
        _ => {
            // Half are connections to a service of this host, half are its own to others'.
            let is_server = place % 2 == 0;
            let far = if is_v6 {
                format!("2001:db8:{:x}::{:x}", random.below(64), random.below(4096))
            } else {
                let [_, b, c, d] = random.below(1 << 22).to_be_bytes();
                format!(
                    "{}.{b}.{c}.{d}",
                    [10, 172, 203, 8][random.below(4) as usize]
                )
            };
            let handed_out = 32_768 + row % 28_000;
            let (local_port, remote_port) = if is_server {
                (u32::from(port), 32_768 + random.below(28_000))
            } else {
                (handed_out, u32::from(port))
            };
            let (state, ownership) = match random.below(100) {
                0..80 => ("established", "owned"),
                80..82 => ("established", "not_accepted"),
                82..85 => ("close-wait", "owned"),
                85..87 => ("syn-sent", "owned"),
                _ => ("time-wait", "kernel"),
            };
            write!(
                text,
                r#"{{"protocol":"tcp","family":"{family}","state":"{state}","local":{{"ip":"{own}","port":{local_port}}},"remote":{{"ip":"{far}","port":{remote_port}}},"#
            )?;
            if ownership == "owned" {
                write!(
                    text,
                    r#""owners":[{{"pid":{pid},"fd":{fd}}}],"ownership":"owned","uid":33,"inode":{inode},"#
                )?;
            } else {
                write!(
                    text,
                    r#""owners":[],"ownership":"{ownership}","uid":null,"inode":null,"#
                )?;
            }
            write!(
                text,
                r#""interface":null,"receive_queue":{},"send_queue":{},"#,
                random.below(50).saturating_sub(45) * 512,
                random.below(50).saturating_sub(45) * 1448,
            )?;
            if state == "time-wait" {
                let expires = random.below(60_000);
                write!(
                    text,
                    r#""timer":{{"kind":"time-wait","expires_in_ms":{expires},"retransmits":0}},"cookie":{row},"#
                )?;
            } else {
                write!(text, r#""cookie":{row},"#)?;
                memory(text, random)?;
                text.push(',');
                tcp_info(text, random)?;
            }
        }
    }
    if text.ends_with(',') {
        text.pop();
    }
    text.push('}');
    Ok(())
}

fn memory(text: &mut String, random: &mut Random) -> std::fmt::Result {
    let waiting = random.below(50).saturating_sub(45) * 832;
    write!(
        text,
        r#""memory":{{"receive_allocated":{waiting},"receive_limit":131072,"send_allocated":0,"send_limit":2626560,"forward_allocated":{},"write_queued":0,"options":0,"backlog":0,"drops":0}}"#,
        4096 - waiting % 4096,
    )
}

fn tcp_info(text: &mut String, random: &mut Random) -> std::fmt::Result {
    let rtt = 200 + random.below(40_000);
    let window = 10 + random.below(30);
    let (sent, received) = (random.below(1 << 20), random.below(1 << 22));
    let rate = u64::from(window) * 1448 * 1_000_000 / u64::from(rtt);
    let again = random.below(40).saturating_sub(37);
    write!(
        text,
        r#""tcp_info":{{"congestion_control":"cubic","congestion_state":"open","rtt_us":{rtt},"rtt_variance_us":{},"min_rtt_us":{},"retransmission_timeout_us":{},"send_mss":1448,"receive_mss":1448,"path_mtu":1500,"congestion_window":{window},"send_window":65536,"unacknowledged_segments":{},"lost_segments":0,"retransmitted_segments":{again},"bytes_sent":{},"bytes_acknowledged":{},"bytes_received":{received},"bytes_retransmitted":{},"not_sent_bytes":0,"delivery_rate":{},"pacing_rate":{},"last_sent_ms":{},"last_received_ms":{},"busy_us":{}}}"#,
        rtt / 4,
        rtt - rtt / 8,
        200_000 + rtt * 2,
        random.below(30).saturating_sub(27),
        sent + again * 1448,
        sent + 1,
        again * 1448,
        rate / 2,
        rate * 2,
        random.below(600_000),
        random.below(600_000),
        u64::from(sent) * 3,
    )
}

/// Numbers that look random and are the same each time (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(end.max(1))).unwrap_or_default()
    }
}
