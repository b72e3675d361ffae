//! The tables `/proc/net/{tcp,udp,udplite,raw,icmp}` and their like for IPv6 (proc(5)), for what
//! `sock_diag` does not answer. They do not tell a listener's backlog, the interface, or a socket that
//! only holds a port.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

use netsnap_shared::snapshot::{Endpoint, Family, Protocol, SourceStatus, Timer, TimerKind};

use super::row::{Codes, Row};
use crate::readers::journal::{Reading, count};

/// Reads one table.
pub(super) fn read(file: &Path, protocol: Protocol, family: Family) -> Reading<Vec<Row>> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Reading::failed(&error),
    };
    let ticks_per_second = rustix::param::clock_ticks_per_second();
    let (rows, odd) = parse(&bytes, protocol, family, ticks_per_second);
    let reading = Reading::complete(rows);
    if odd > 0 {
        let odd = count(odd, "line was", "lines were");
        reading.because(SourceStatus::Partial, format!("{odd} not understood"))
    } else {
        reading
    }
}

/// Parses a table into its rows and the number of lines that are none.
pub(super) fn parse(
    bytes: &[u8],
    protocol: Protocol,
    family: Family,
    hertz: u64,
) -> (Vec<Row>, usize) {
    let text = String::from_utf8_lossy(bytes);
    let mut rows = Vec::new();
    let mut odd = 0;
    for line in text.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        match row(line, protocol, family, hertz) {
            Some(row) => rows.push(row),
            None => odd += 1,
        }
    }
    (rows, odd)
}

/// `sl: local remote state tx:rx timer:when retransmits uid timeout inode …`, mostly hexadecimal.
fn row(line: &str, protocol: Protocol, family: Family, hertz: u64) -> Option<Row> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let local = endpoint(words.next()?, family)?;
    let remote = endpoint(words.next()?, family)?;
    let state = u8::from_str_radix(words.next()?, 16).ok()?;
    let (send_queue, receive_queue) = hexadecimal_pair(words.next()?)?;
    let (timer, ticks) = hexadecimal_pair(words.next()?)?;
    let retransmits = u64::from_str_radix(words.next()?, 16).ok()?;
    let uid = words.next()?.parse().ok()?;
    let inode = words.nth(1)?.parse().ok()?;
    let mut row = Row::from_codes(Codes {
        protocol,
        family,
        state,
        local,
        remote,
        receive_queue,
        send_queue,
        uid,
        inode,
    });
    let kind = u8::try_from(timer).ok()?;
    let milliseconds = u64::from(ticks) * 1000 / hertz.max(1);
    row.timer = (kind != 0).then_some(Timer {
        kind: TimerKind::from_code(kind),
        expires_in_ms: u32::try_from(milliseconds).unwrap_or(u32::MAX),
        retransmits: u8::try_from(retransmits).unwrap_or(u8::MAX),
    });
    Some(row)
}

fn hexadecimal_pair(text: &str) -> Option<(u32, u32)> {
    let (first, second) = text.split_once(':')?;
    Some((
        u32::from_str_radix(first, 16).ok()?,
        u32::from_str_radix(second, 16).ok()?,
    ))
}

/// `ADDRESS:PORT`. The address is written in words of four bytes, each as a number in the host's
/// byte order.
fn endpoint(text: &str, family: Family) -> Option<Endpoint> {
    let (address, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let word = |index: usize| {
        let digits = address.get(index * 8..index * 8 + 8)?;
        Some(u32::from_str_radix(digits, 16).ok()?.to_ne_bytes())
    };
    let ip: IpAddr = match (family, address.len()) {
        (Family::Ipv6, 32) => {
            let mut bytes = [0; 16];
            for (index, part) in bytes.chunks_exact_mut(4).enumerate() {
                part.copy_from_slice(&word(index)?);
            }
            Ipv6Addr::from(bytes).into()
        }
        (Family::Ipv4, 8) => Ipv4Addr::from(word(0)?).into(),
        _ => return None,
    };
    Some(Endpoint { ip, port })
}

#[cfg(test)]
mod tests;
