//! A connection's measures in sentences.

use super::super::wording::{counted, duration, duration_us, number, percent, short};
use super::{Health, health, is_far};
use crate::snapshot::{Socket, TcpInfo};

/// How a connection fares, in sentences made from its numbers, the verdict first. Empty for what is
/// no open connection, and where nothing was measured.
pub fn connection(socket: &Socket) -> Vec<String> {
    let Some(health) = health(socket) else {
        return Vec::new();
    };
    let mut sentences = vec![verdict(health, socket)];
    if let Some(info) = socket.tcp_info.as_deref() {
        let measures = [
            round_trip(info),
            loss(info),
            last(info),
            limits(info),
            waiting(info),
            amounts(info),
            window(info),
        ];
        sentences.extend(measures.into_iter().flatten());
    }
    sentences
}

fn verdict(health: Health, socket: &Socket) -> String {
    let info = socket.tcp_info.as_deref();
    let text = match health {
        Health::Stuck => {
            "It is stuck: what was sent gets no answer. The other side is gone, or packets do not \
             get through."
        }
        Health::PeerFull => {
            "It stands still because the other side has no room: its program does not read."
        }
        Health::Unread => {
            let bytes = counted(socket.receive_queue.unwrap_or(0).into(), "byte");
            let ago = info.and_then(|info| info.last_received_ms);
            return format!(
                "The program here does not read: {bytes} wait, and the last of them arrived {} ago.",
                duration(ago.unwrap_or(0).into())
            );
        }
        Health::Lossy if info.is_some_and(super::loses_now) => {
            "It is losing segments at the moment and sends them again."
        }
        Health::Lossy => "It loses segments: 1 % and more was sent again.",
        Health::ReceiverLimited => {
            "The other side slows it down: its window is often too small for what there is to send."
        }
        Health::SendBufferLimited => {
            "The send buffer here slows it down: it is often too small for what there is to send."
        }
        Health::NetworkLimited => {
            "The network limits it: as much is under way as congestion control allows, and more \
             waits."
        }
        Health::Slow if info.is_some_and(is_far) => {
            "It is slow: each question and answer takes 200 ms or longer."
        }
        Health::Slow => {
            "It is slowed down by a queue on the way: the round trip takes at least three times as \
             long as the shortest of late."
        }
        Health::Idle => "It is idle: nothing was sent or received for a minute or longer.",
        Health::Fine => "TCP's measures show no trouble.",
    };
    text.to_owned()
}

fn round_trip(info: &TcpInfo) -> Option<String> {
    let takes = duration_us(info.rtt_us?.into());
    let varies = info
        .rtt_variance_us
        .map(|us| format!(", varying by {}", duration_us(us.into())));
    let shortest = info
        .min_rtt_us
        .map(|us| format!("; the shortest of late took {}", duration_us(us.into())));
    Some(format!(
        "Its round trip takes {takes}{}{}.",
        varies.unwrap_or_default(),
        shortest.unwrap_or_default()
    ))
}

fn loss(info: &TcpInfo) -> Option<String> {
    let segments = info.retransmitted_segments?;
    if segments == 0 {
        return Some("No segment was sent again.".to_owned());
    }
    let (segments, were) = match segments {
        1 => ("1 segment".to_owned(), "was"),
        _ => (counted(segments.into(), "segment"), "were"),
    };
    let bytes = info.bytes_retransmitted.zip(info.bytes_sent);
    let bytes = bytes.map(|(again, sent)| {
        format!(
            ": {} of {} sent ({})",
            number(again),
            counted(sent, "byte"),
            percent(again, sent)
        )
    });
    let lost = info.lost_segments.filter(|&lost| lost > 0).map(|lost| {
        let segments = counted(lost.into(), "segment");
        let verb = if lost == 1 { "counts" } else { "count" };
        format!(" {segments} under way {verb} as lost.")
    });
    Some(format!(
        "{segments} {were} sent again{}.{}",
        bytes.unwrap_or_default(),
        lost.unwrap_or_default()
    ))
}

fn last(info: &TcpInfo) -> Option<String> {
    let ago = |ms: u32| duration(ms.into());
    Some(match (info.last_sent_ms, info.last_received_ms) {
        (Some(sent), Some(received)) => format!(
            "Data was last sent {} ago and last received {} ago.",
            ago(sent),
            ago(received)
        ),
        (Some(sent), None) => format!("Data was last sent {} ago.", ago(sent)),
        (None, Some(received)) => format!("Data was last received {} ago.", ago(received)),
        (None, None) => return None,
    })
}

fn limits(info: &TcpInfo) -> Option<String> {
    let busy = info.busy_us.filter(|&us| us > 0)?;
    let share = |limited: Option<u64>, what: &str| {
        let limited = limited.filter(|&us| us > 0)?;
        Some(format!("for {} of that {what}", percent(limited, busy)))
    };
    let limits: Vec<String> = [
        share(
            info.receive_window_limited_us,
            "the other side's window was too small",
        ),
        share(
            info.send_buffer_limited_us,
            "the send buffer here was too small",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let busy = duration_us(busy);
    Some(match limits.as_slice() {
        [] => format!("It had something under way for {busy} in all."),
        limits => format!(
            "It had something under way for {busy} in all, {}.",
            super::super::wording::list(limits)
        ),
    })
}

fn waiting(info: &TcpInfo) -> Option<String> {
    let bytes = info.not_sent_bytes.filter(|&bytes| bytes > 0)?;
    let verb = if bytes == 1 { "waits" } else { "wait" };
    Some(format!(
        "{} {verb} to be sent for the first time.",
        counted(bytes.into(), "byte")
    ))
}

fn amounts(info: &TcpInfo) -> Option<String> {
    let (acknowledged, received) = (info.bytes_acknowledged?, info.bytes_received?);
    let rate = info.delivery_rate.filter(|&rate| rate > 0).map(|rate| {
        format!(
            " By the latest measure {} arrive there in a second.",
            counted(rate, "byte")
        )
    });
    Some(format!(
        "The other side has acknowledged {} so far and sent {}.{}",
        counted(acknowledged, "byte"),
        counted(received, "byte"),
        rate.unwrap_or_default()
    ))
}

fn window(info: &TcpInfo) -> Option<String> {
    let segments = counted(info.congestion_window?.into(), "segment");
    let of = info
        .send_mss
        .map(|mss| format!(" of up to {}", counted(mss.into(), "byte")));
    let by = info
        .congestion_control
        .as_deref()
        .map_or("Congestion control".into(), |name| {
            format!("Its congestion control, {},", short(name))
        });
    Some(format!(
        "{by} allows {segments}{} to be under way.",
        of.unwrap_or_default()
    ))
}
