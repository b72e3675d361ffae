//! How a connection fares, by what TCP measures of it.
//!
//! The thresholds are ours and stand in [`Health::meaning`]; each sentence is made from the row's own
//! numbers.

mod words;

#[cfg(test)]
mod tests;

pub use words::connection;

use crate::snapshot::{CongestionState, Protocol, Socket, State, TcpInfo, TimerKind};

/// A segment that was sent again so often without an answer makes a connection stuck.
const STUCK_AFTER: u8 = 3;

/// Data that has waited for the program here for so long was left lying.
const UNREAD_AFTER_MS: u32 = 1000;

/// A connection on which nothing was sent or received for so long is idle.
const IDLE_AFTER_MS: u32 = 60_000;

/// So many bytes per thousand sent again are loss that one feels.
const LOSSY_PER_MILLE: u128 = 10;

/// So few segments sent again are no trend.
const LOSSY_SEGMENTS: u32 = 10;

/// A limit counts when it held for so many per cent of the time that there was something to send.
const LIMITED_PERCENT: u128 = 20;

/// So little time to send something tells nothing about limits.
const BUSY_AT_LEAST_US: u64 = 1_000_000;

/// A round trip that takes so long is slow.
const SLOW_US: u32 = 200_000;

/// A round trip that takes so much longer than the shortest of late waits in a queue on the way, if
/// it is also three times as long.
const QUEUED_US: u32 = 50_000;

/// How a connection fares: the first of these that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// The same segment was sent again and again, and nothing comes back.
    Stuck,
    /// The peer has said that it has no room.
    PeerFull,
    /// The program here does not read.
    Unread,
    /// Segments get lost.
    Lossy,
    /// The peer's window is too small.
    ReceiverLimited,
    /// The send buffer is too small.
    SendBufferLimited,
    /// The network takes no more.
    NetworkLimited,
    /// The round trip takes long.
    Slow,
    /// Nothing has been sent or received for a while.
    Idle,
    /// None of these.
    Fine,
}

impl Health {
    /// Every value, the worst first.
    pub const ALL: [Self; 10] = [
        Self::Stuck,
        Self::PeerFull,
        Self::Unread,
        Self::Lossy,
        Self::ReceiverLimited,
        Self::SendBufferLimited,
        Self::NetworkLimited,
        Self::Slow,
        Self::Idle,
        Self::Fine,
    ];

    /// A word for a cell.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stuck => "stuck",
            Self::PeerFull => "peer full",
            Self::Unread => "unread",
            Self::Lossy => "lossy",
            Self::ReceiverLimited => "receiver-limited",
            Self::SendBufferLimited => "buffer-limited",
            Self::NetworkLimited => "network-limited",
            Self::Slow => "slow",
            Self::Idle => "idle",
            Self::Fine => "fine",
        }
    }

    /// What it means and from when on it holds.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Stuck => {
                "The same segment was sent again at least 3 times, or 3 probes of keep-alive were \
                 sent, without an answer."
            }
            Self::PeerFull => {
                "The other side has said that it has no room: its program does not read."
            }
            Self::Unread => "Data arrived at least 1 s ago, and the program here has not read it.",
            Self::Lossy => {
                "Segments are being lost now, or at least 1 % of the bytes and 10 segments were \
                 sent again."
            }
            Self::ReceiverLimited => {
                "For at least 20 % of the time in which there was something to send, and 1 s of it \
                 in all, the other side's window was too small."
            }
            Self::SendBufferLimited => {
                "For at least 20 % of the time in which there was something to send, and 1 s of it \
                 in all, the send buffer here was too small."
            }
            Self::NetworkLimited => {
                "There is more to send, and as much is under way as congestion control allows."
            }
            Self::Slow => {
                "The round trip takes at least 200 ms, or 50 ms more than and three times as long \
                 as the shortest of late."
            }
            Self::Idle => "Nothing was sent or received for at least 1 min.",
            Self::Fine => "No sign of trouble in what TCP measures.",
        }
    }

    /// Whether it deserves a look.
    pub const fn is_trouble(self) -> bool {
        !matches!(self, Self::Idle | Self::Fine)
    }
}

/// How a connection fares; `None` for what is no open connection, and where nothing was measured.
pub fn health(socket: &Socket) -> Option<Health> {
    if !is_open(socket) {
        return None;
    }
    let nothing = TcpInfo::default();
    let info = socket.tcp_info.as_deref().unwrap_or(&nothing);
    let checks = [
        (Health::Stuck, is_stuck(socket)),
        (
            Health::PeerFull,
            has_timer(socket, TimerKind::ZeroWindowProbe),
        ),
        (Health::Unread, is_unread(socket, info)),
        (Health::Lossy, loses_now(info)),
        (Health::Idle, is_idle(info)),
        (Health::Lossy, has_lost(info)),
        (
            Health::ReceiverLimited,
            is_limited(info, info.receive_window_limited_us),
        ),
        (
            Health::SendBufferLimited,
            is_limited(info, info.send_buffer_limited_us),
        ),
        (Health::NetworkLimited, fills_window(info)),
        (Health::Slow, is_far(info) || is_queued(info)),
        (Health::Fine, socket.tcp_info.is_some()),
    ];
    let mut checks = checks.into_iter();
    checks
        .find(|&(_, applies)| applies)
        .map(|(health, _)| health)
}

fn is_open(socket: &Socket) -> bool {
    matches!(socket.protocol, Protocol::Tcp | Protocol::Mptcp)
        && !matches!(
            socket.state,
            None | Some(
                State::Listen
                    | State::TimeWait
                    | State::Closed
                    | State::BoundInactive
                    | State::Unconnected
                    | State::Other(_)
            )
        )
}

fn has_timer(socket: &Socket, kind: TimerKind) -> bool {
    socket.timer.is_some_and(|timer| timer.kind == kind)
}

fn is_stuck(socket: &Socket) -> bool {
    socket.timer.is_some_and(|timer| {
        matches!(timer.kind, TimerKind::Retransmit | TimerKind::Keepalive)
            && timer.retransmits >= STUCK_AFTER
    })
}

fn is_unread(socket: &Socket, info: &TcpInfo) -> bool {
    // A FIN counts as a byte until the program has read up to it.
    let is_only_fin = socket.state != Some(State::Established) && socket.receive_queue == Some(1);
    socket.receive_queue.is_some_and(|bytes| bytes > 0)
        && !is_only_fin
        && info
            .last_received_ms
            .is_some_and(|ago| ago >= UNREAD_AFTER_MS)
}

fn loses_now(info: &TcpInfo) -> bool {
    info.lost_segments.is_some_and(|lost| lost > 0)
        || matches!(
            info.congestion_state,
            Some(CongestionState::Recovery | CongestionState::Loss)
        )
}

fn has_lost(info: &TcpInfo) -> bool {
    let (Some(sent), Some(again)) = (info.bytes_sent, info.bytes_retransmitted) else {
        return false;
    };
    let segments = info.retransmitted_segments.unwrap_or(0);
    segments >= LOSSY_SEGMENTS
        && again > 0
        && u128::from(again) * 1000 >= u128::from(sent) * LOSSY_PER_MILLE
}

fn is_idle(info: &TcpInfo) -> bool {
    let is_long_ago = |ago: Option<u32>| ago.is_some_and(|ago| ago >= IDLE_AFTER_MS);
    is_long_ago(info.last_sent_ms) && is_long_ago(info.last_received_ms)
}

fn is_limited(info: &TcpInfo, limited_us: Option<u64>) -> bool {
    let busy = info.busy_us.unwrap_or(0);
    let limited = u128::from(limited_us.unwrap_or(0));
    busy >= BUSY_AT_LEAST_US && limited * 100 >= u128::from(busy) * LIMITED_PERCENT
}

fn fills_window(info: &TcpInfo) -> bool {
    info.not_sent_bytes.is_some_and(|bytes| bytes > 0)
        && info
            .unacknowledged_segments
            .zip(info.congestion_window)
            .is_some_and(|(under_way, allowed)| allowed > 0 && under_way >= allowed)
}

fn is_far(info: &TcpInfo) -> bool {
    info.rtt_us.is_some_and(|rtt| rtt >= SLOW_US)
}

fn is_queued(info: &TcpInfo) -> bool {
    info.rtt_us
        .zip(info.min_rtt_us)
        .is_some_and(|(rtt, shortest)| {
            rtt.saturating_sub(shortest) >= QUEUED_US && rtt / 3 >= shortest
        })
}
