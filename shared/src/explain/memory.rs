//! What a socket's memory and its drops say.

use crate::snapshot::{Protocol, Socket, SocketMemory, State};

use super::wording;

/// Sentences about drops and full buffers; none where there is nothing to say.
pub(super) fn in_words(socket: &Socket) -> Vec<String> {
    let Some(memory) = socket.memory.as_deref() else {
        return Vec::new();
    };
    let drops = memory.drops.filter(|&drops| drops > 0);
    let drops = drops.map(|drops| dropped(socket, drops));
    drops.into_iter().chain(full_buffer(memory)).collect()
}

fn dropped(socket: &Socket, drops: u32) -> String {
    let (packets, were) = match drops {
        1 => ("1 packet".to_owned(), "was"),
        _ => (wording::counted(drops.into(), "packet"), "were"),
    };
    let why = match socket.protocol {
        Protocol::Tcp | Protocol::Mptcp if socket.state == Some(State::Listen) => {
            "as happens when too many connections wait to be accepted"
        }
        Protocol::Tcp | Protocol::Mptcp => {
            "for want of room, or because they did not fit the connection"
        }
        Protocol::Udp | Protocol::UdpLite => {
            "because the receive buffer was full, or, more rarely, for a wrong checksum: the \
             program reads too slowly for what arrives, or the buffer is too small"
        }
        _ => "because the receive buffer was full",
    };
    format!("{packets} for it {were} dropped {why}.")
}

/// A receive buffer of which nine tenths and more are taken.
fn full_buffer(memory: &SocketMemory) -> Option<String> {
    let taken = u64::from(memory.receive_allocated);
    let limit = u64::from(memory.receive_limit);
    (limit > 0 && taken * 10 >= limit * 9).then(|| {
        format!(
            "Its receive buffer is full: {} of {} are taken, with what the kernel adds. What comes \
             on top has to wait or is lost.",
            wording::number(taken),
            wording::counted(limit, "byte")
        )
    })
}
