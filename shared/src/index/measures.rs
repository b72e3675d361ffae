//! What TCP measures of connections, as columns of the table of sockets.

use super::build::Builder;
use super::sockets::{add_texts, cell};
use super::vocabulary::word;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::explain::{self, Health};
use crate::snapshot::TcpInfo;

/// The fields of these columns.
pub(super) const LATER: &[Field] = &[
    Field::Health,
    Field::Mark,
    Field::CongestionControl,
    Field::Rtt,
    Field::RttVariance,
    Field::Retransmits,
    Field::Lost,
    Field::SentBytes,
    Field::ReceivedBytes,
    Field::LastSent,
    Field::LastReceived,
    Field::DeliveryRate,
    Field::CongestionWindow,
    Field::Mss,
];

/// A table with the column of this field and no other.
pub(super) fn later(catalog: &Catalog, field: Field) -> Table {
    let mut table = Builder::new(TableKind::Sockets, catalog.socket_count());
    match field {
        Field::Health => add_health(&mut table, catalog),
        Field::CongestionControl => add_texts(&mut table, catalog, field, |socket| {
            socket.tcp_info.as_ref()?.congestion_control.as_deref()
        }),
        _ => {
            let numbers = cell(catalog, &|place| match field {
                Field::Mark => place.socket.mark.map(u64::from),
                _ => measure(place.socket.tcp_info.as_deref()?, field),
            });
            table.numbers([field], [numbers]);
        }
    }
    table.words(Vec::new())
}

fn add_health(table: &mut Builder, catalog: &Catalog) {
    let keys = cell(catalog, &|place| {
        let health = explain::health(place.socket)?;
        let mut known = Health::ALL.iter();
        known.position(|&it| it == health).map(|at| at as u64)
    });
    let keys = Builder::key([keys]);
    table.texts_of([Field::Health], &keys, |at| {
        let health = Health::ALL.get(usize::try_from(at).ok()?)?;
        Some(word(*health).to_owned())
    });
}

fn measure(info: &TcpInfo, field: Field) -> Option<u64> {
    let small = match field {
        Field::SentBytes => return info.bytes_sent,
        Field::ReceivedBytes => return info.bytes_received,
        Field::DeliveryRate => return info.delivery_rate,
        Field::Rtt => info.rtt_us,
        Field::RttVariance => info.rtt_variance_us,
        Field::Retransmits => info.retransmitted_segments,
        Field::Lost => info.lost_segments,
        Field::LastSent => info.last_sent_ms,
        Field::LastReceived => info.last_received_ms,
        Field::CongestionWindow => info.congestion_window,
        Field::Mss => info.send_mss,
        _ => None,
    };
    small.map(u64::from)
}
