//! The table `/proc/net/unix` (proc(5)), for kernels that refuse `sock_diag`. It does not tell peers,
//! queues, users or memory. It has the connections that wait in a backlog, without an inode.

use netsnap_shared::snapshot::UnixSocket;

use super::super::inode_of;
use super::super::table::Lines;
use super::{kind_name, unix_socket};

/// `__SO_ACCEPTCON` of `include/uapi/linux/net.h`: it listens.
const LISTENS: u32 = 1 << 16;

/// Parses the table. A path is written as it is, so that one with a newline goes on in the next
/// line.
pub(super) fn parse(bytes: &[u8]) -> Lines<UnixSocket> {
    let mut rows: Vec<UnixSocket> = Vec::new();
    let mut odd = 0;
    let lines = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    for line in lines.split(|&byte| byte == b'\n').skip(1) {
        if let Some(row) = row(line) {
            rows.push(row);
        } else if let Some(path) = rows.last_mut().and_then(|row| row.path.as_mut()) {
            path.push('\n');
            path.push_str(&String::from_utf8_lossy(line));
        } else {
            odd += 1;
        }
    }
    Lines {
        rows,
        odd,
        remark: Some("peers, queues and users are not in it"),
    }
}

/// `address: references protocol flags type state inode[ path]`; all but the inode hexadecimal.
fn row(line: &[u8]) -> Option<UnixSocket> {
    let (head, name) = split_head(line)?;
    let mut words = std::str::from_utf8(head).ok()?.split_ascii_whitespace();
    let address = words.next()?.strip_suffix(':')?;
    u128::from_str_radix(address, 16).ok()?;
    let mut number = |digits: usize| {
        let word = words.next().filter(|word| word.len() == digits)?;
        u32::from_str_radix(word, 16).ok()
    };
    let (_references, _protocol, flags) = (number(8)?, number(8)?, number(8)?);
    let (kind, state) = (number(4)?, number(2)?);
    let inode = words.next()?.parse().ok()?;
    let name = name.map(|name| String::from_utf8_lossy(name).into_owned());
    Some(UnixSocket {
        path: name.filter(|name| !name.is_empty()),
        inode: inode_of(inode),
        ..unix_socket(kind_name(kind), state_name(state, flags))
    })
}

/// The first seven words, and what follows the space behind them.
fn split_head(line: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let mut words = 0;
    let mut in_word = false;
    for (at, &byte) in line.iter().enumerate() {
        let is_space = byte == b' ';
        if is_space && in_word && words == 7 {
            return Some((line.get(..at)?, line.get(at + 1..)));
        }
        words += usize::from(!is_space && !in_word);
        in_word = !is_space;
    }
    (words == 7).then_some((line, None))
}

/// The state: `SS_*` of `include/uapi/linux/net.h`. That of a socket without a file is
/// `SS_CONNECTING` when it has a peer and waits to be accepted, and otherwise `SS_DISCONNECTING`.
fn state_name(code: u32, flags: u32) -> String {
    match code {
        _ if flags & LISTENS != 0 => "listening".to_owned(),
        2 | 3 => "connected".to_owned(),
        1 | 4 => "unconnected".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
