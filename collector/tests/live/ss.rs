//! The rows of `ss`, and a snapshot's in the same words.

use std::process::Command;

use netsnap_shared::snapshot::{Endpoint, Owner, Pid, Socket, State};

/// The sockets that `ss -a` lists: sockets that only hold a port are not among them.
pub(crate) fn rows(sockets: &[Socket]) -> Vec<String> {
    let listed = sockets
        .iter()
        .filter(|socket| socket.state != Some(State::BoundInactive));
    listed
        .map(|socket| {
            let queues = socket
                .accept_queue
                .map_or((socket.receive_queue, socket.send_queue), |queue| {
                    (Some(queue.length), Some(queue.limit))
                });
            line(
                socket.protocol.name().unwrap(),
                socket.state.unwrap().name().unwrap(),
                queues,
                (Some(socket.local), socket.remote),
                socket.inode.map_or(0, |inode| inode.0),
                &socket.owners,
            )
        })
        .collect()
}

fn line(
    protocol: &str,
    state: &str,
    queues: (Option<u32>, Option<u32>),
    ends: (Option<Endpoint>, Option<Endpoint>),
    inode: u64,
    owners: &[Owner],
) -> String {
    let end = |end: Option<Endpoint>| end.map_or_else(|| "*".to_owned(), |end| end.to_string());
    let number = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let mut owners = owners.to_vec();
    owners.sort_unstable();
    let owners: Vec<_> = owners
        .iter()
        .map(|owner| format!("{}:{}", owner.pid, number(owner.fd)))
        .collect();
    format!(
        "{protocol} {state} {} {} {} {} {inode} {}",
        number(queues.0),
        number(queues.1),
        end(ends.0),
        end(ends.1),
        owners.join(",")
    )
}

/// What `ss` says; `None` when it is not installed.
pub(crate) fn run() -> Option<Vec<String>> {
    let output = Command::new("ss").arg("-tunaHOpe").output().ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(parse).collect())
}

/// `protocol state receive send local remote [users:(…)] [timer:(…)] … ino:N …`.
fn parse(row: &str) -> String {
    let words: Vec<_> = row.split_whitespace().collect();
    let [protocol, state, receive, send, local, remote, rest @ ..] = &words[..] else {
        panic!("{row}");
    };
    let rest = rest.join(" ");
    let inode = after(&rest, "ino:").first().copied().unwrap_or(0);
    let pids = after(&rest, "pid=");
    let descriptors = after(&rest, "fd=");
    assert_eq!(pids.len(), descriptors.len(), "{row}");
    let owners: Vec<_> = pids.into_iter().zip(descriptors).map(owner).collect();
    line(
        protocol,
        state_name(state),
        (receive.parse().ok(), send.parse().ok()),
        (endpoint(local), endpoint(remote)),
        inode,
        &owners,
    )
}

fn owner((pid, fd): (u64, u64)) -> Owner {
    Owner {
        pid: Pid(u32::try_from(pid).unwrap()),
        fd: u32::try_from(fd).ok(),
    }
}

/// Every number that follows a word.
fn after(text: &str, word: &str) -> Vec<u64> {
    let parts = text.split(word).skip(1);
    let digits = |part: &str| {
        part.chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
    };
    parts.map(|part| digits(part).parse().unwrap()).collect()
}

/// `ip:port`; the interface after `%` is left out, and `*` is every IPv6 address. A remote end
/// without a port is none.
fn endpoint(text: &str) -> Option<Endpoint> {
    let (ip, port) = text.rsplit_once(':').unwrap();
    let ip = ip.trim_start_matches('[').split(['%', ']']).next().unwrap();
    let ip = if ip == "*" { "::" } else { ip };
    let port = port.parse().ok()?;
    Some(Endpoint {
        ip: ip.parse().unwrap(),
        port,
    })
}

fn state_name(state: &str) -> &str {
    match state {
        "LISTEN" => "listen",
        "ESTAB" => "established",
        "SYN-SENT" => "syn-sent",
        "SYN-RECV" => "syn-received",
        "FIN-WAIT-1" => "fin-wait-1",
        "FIN-WAIT-2" => "fin-wait-2",
        "TIME-WAIT" => "time-wait",
        "CLOSE-WAIT" => "close-wait",
        "LAST-ACK" => "last-ack",
        "CLOSING" => "closing",
        "UNCONN" => "unconnected",
        other => panic!("{other}"),
    }
}
