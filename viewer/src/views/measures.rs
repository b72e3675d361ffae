//! What TCP measures of a connection, as columns that a person can ask for.

use std::time::Duration;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::{self, Health};
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::TcpInfo;

use super::{Cell, Column, Tone, number, text};
use crate::format::{bytes, duration_us, grouped, shown_text, span};

pub(super) const HEALTH: Column = text("Health", Field::Health, |catalog, row| {
    let health = catalog
        .socket(row)
        .and_then(|at| explain::health(at.socket));
    Cell::or_blank(health.map(|health| {
        let tone = match health {
            Health::Fine => Tone::Ok,
            Health::Idle => Tone::Dim,
            Health::Stuck | Health::PeerFull => Tone::Bad,
            _ => Tone::Warn,
        };
        Cell::new(health.name()).toned(tone)
    }))
})
.wide(124, 0)
.asked();

pub(super) const RTT: Column = number("RTT", Field::Rtt, |catalog, row| {
    of(catalog, row, |info| time(info.rtt_us))
})
.wide(76, 0)
.asked();

pub(super) const RTT_VARIANCE: Column = number("RTT varies", Field::RttVariance, |catalog, row| {
    of(catalog, row, |info| time(info.rtt_variance_us))
})
.wide(84, 0)
.asked();

pub(super) const RETRANSMITS: Column = number("Sent again", Field::Retransmits, |catalog, row| {
    of(catalog, row, |info| count(info.retransmitted_segments))
})
.wide(84, 0)
.asked()
.summed(grouped);

pub(super) const LOST: Column = number("Lost", Field::Lost, |catalog, row| {
    of(catalog, row, |info| count(info.lost_segments))
})
.wide(60, 0)
.asked()
.summed(grouped);

pub(super) const SENT: Column = number("Sent", Field::SentBytes, |catalog, row| {
    of(catalog, row, |info| info.bytes_sent.map(bytes))
})
.wide(84, 0)
.asked()
.summed(bytes);

pub(super) const RECEIVED: Column = number("Received", Field::ReceivedBytes, |catalog, row| {
    of(catalog, row, |info| info.bytes_received.map(bytes))
})
.wide(84, 0)
.asked()
.summed(bytes);

pub(super) const LAST_SENT: Column = number("Last sent", Field::LastSent, |catalog, row| {
    of(catalog, row, |info| info.last_sent_ms.map(ago))
})
.wide(116, 0)
.asked();

pub(super) const LAST_RECEIVED: Column =
    number("Last received", Field::LastReceived, |catalog, row| {
        of(catalog, row, |info| info.last_received_ms.map(ago))
    })
    .wide(116, 0)
    .asked();

pub(super) const DELIVERY_RATE: Column = number("Delivery", Field::DeliveryRate, |catalog, row| {
    of(catalog, row, |info| {
        Some([&bytes(info.delivery_rate?), "/s"].concat())
    })
})
.wide(96, 0)
.asked();

pub(super) const CONGESTION_CONTROL: Column =
    text("Congestion", Field::CongestionControl, |catalog, row| {
        of(catalog, row, |info| {
            Some(shown_text(info.congestion_control.as_deref()?).into_owned())
        })
    })
    .wide(92, 0)
    .asked();

pub(super) const WINDOW: Column = number("Window", Field::CongestionWindow, |catalog, row| {
    of(catalog, row, |info| count(info.congestion_window))
})
.wide(76, 0)
.asked();

pub(super) const MSS: Column = number("MSS", Field::Mss, |catalog, row| {
    of(catalog, row, |info| count(info.send_mss))
})
.wide(68, 0)
.asked();

fn of(catalog: &Catalog, row: usize, value: fn(&TcpInfo) -> Option<String>) -> Cell {
    let info = catalog
        .socket(row)
        .and_then(|at| at.socket.tcp_info.as_deref());
    Cell::or_blank(info.and_then(value).map(Cell::new))
}

fn time(us: Option<u32>) -> Option<String> {
    us.map(|us| duration_us(us.into()))
}

fn count(number: Option<u32>) -> Option<String> {
    number.map(|number| grouped(number.into()))
}

fn ago(ms: u32) -> String {
    let text = if ms < 60_000 {
        duration_us(u64::from(ms) * 1000)
    } else {
        span(Duration::from_millis(ms.into()))
    };
    [&text, " ago"].concat()
}
