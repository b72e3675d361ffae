//! Sockets as rows.

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::index::Field;
use netsnap_shared::reach::{Reach, accepts_strangers};
use netsnap_shared::snapshot::{Endpoint, State};

use super::owner::{owner, queue, user};
use super::unix::inode;
use super::{Cell, Column, Tone, measures, namespace, namespaces, number, text};
use crate::format;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| of(catalog, row, |at| namespace(at.namespace))),
    text("Proto", Field::Protocol, |catalog, row| {
        of(catalog, row, |at| Cell::new(at.socket.protocol.to_string()))
    })
    .wide(52, 0),
    text("Local address", Field::Local, |catalog, row| {
        of(catalog, row, |at| Cell::new(at.socket.local.ip.to_string()))
    })
    .wide(136, 16),
    text("Local port", Field::LocalPort, |catalog, row| {
        of(catalog, row, |at| port(at.socket.local, at.local_service()))
    })
    .wide(116, 9)
    .whole(),
    text("Remote address", Field::Remote, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(
                at.socket
                    .remote
                    .map(|remote| Cell::new(remote.ip.to_string())),
            )
        })
    })
    .wide(144, 16),
    text("Remote port", Field::RemotePort, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(
                at.socket
                    .remote
                    .map(|remote| port(remote, at.remote_service())),
            )
        })
    })
    .wide(100, 9)
    .whole(),
    text("State", Field::State, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.state.map(state))
        })
    })
    .wide(108, 0),
    text("Process", Field::Process, |catalog, row| {
        of(catalog, row, |at| {
            owner(catalog, &at.socket.owners, at.socket.ownership)
        })
    })
    .wide(136, 13),
    text("User", Field::User, |catalog, row| {
        of(catalog, row, |at| user(catalog, at.socket.uid))
    })
    .wide(76, 7),
    number("Recv-Q", Field::ReceiveQueue, |catalog, row| {
        of(catalog, row, |at| {
            queue(at.socket.accept_queue, at.socket.receive_queue)
        })
    })
    .wide(92, 0)
    .summed(format::grouped),
    number("Send-Q", Field::SendQueue, |catalog, row| {
        of(catalog, row, |at| queue(None, at.socket.send_queue))
    })
    .wide(68, 0)
    .summed(format::grouped),
    text("Interface", Field::Interface, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.interface.as_deref().map(Cell::foreign))
        })
    })
    .wide(80, 6),
    measures::HEALTH,
    measures::RTT,
    measures::RTT_VARIANCE,
    measures::RETRANSMITS,
    measures::LOST,
    measures::SENT,
    measures::RECEIVED,
    measures::LAST_SENT,
    measures::LAST_RECEIVED,
    measures::DELIVERY_RATE,
    measures::CONGESTION_CONTROL,
    measures::WINDOW,
    measures::MSS,
    text("Timer", Field::Timer, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.timer.map(|timer| {
                let left = format::duration_us(u64::from(timer.expires_in_ms) * 1000);
                Cell::new(timer.kind.to_string()).noted(["in ", &left].concat())
            }))
        })
    })
    .wide(168, 0)
    .asked(),
    text("Reached by", Field::Reach, |catalog, row| {
        of(catalog, row, |at| {
            let reach = accepts_strangers(at.socket).then(|| Reach::of_address(at.socket.local.ip));
            Cell::or_blank(reach.map(|reach| {
                Cell::new(match reach {
                    Reach::ThisHost => "this host",
                    Reach::Links => "its links",
                    Reach::Everyone => "everyone",
                })
            }))
        })
    })
    .wide(96, 0)
    .asked(),
    number("UID", Field::Uid, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.uid.map(|uid| Cell::new(uid.to_string())))
        })
    })
    .wide(68, 0)
    .asked(),
    number("Inode", Field::Inode, |catalog, row| {
        of(catalog, row, |at| inode(at.socket.inode))
    })
    .wide(84, 0)
    .asked(),
    number("Mark", Field::Mark, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.mark.map(|mark| Cell::new(mark.to_string())))
        })
    })
    .wide(84, 0)
    .asked(),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(SocketInPlace<'_>) -> Cell) -> Cell {
    Cell::or_blank(catalog.socket(row).map(cell))
}

fn port(end: Endpoint, service: Option<&'static str>) -> Cell {
    let cell = Cell::new(end.port.to_string());
    match service {
        Some(service) => cell.noted(service),
        None => cell,
    }
}

fn state(state: State) -> Cell {
    let tone = match state {
        State::Listen => Tone::Ok,
        State::Unconnected | State::Closed | State::TimeWait => Tone::Dim,
        _ => Tone::Plain,
    };
    Cell::new(format::state(state)).toned(tone)
}
