//! The ways of a packet, hop by hop: its source, the interface, the router, where it arrives.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Namespace;
use netsnap_shared::walk::{Outcome, SourceAddress, SourceReason, Walk, Way};

use crate::place::Selected;
use crate::rows;

/// One way: its hops in order.
pub type Path = Vec<Hop>;

/// A station on a packet's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// What it is to the packet.
    pub label: &'static str,
    /// Its address or its name; may be a host's own text.
    pub value: String,
    /// What else is known of it; empty for nothing.
    pub note: String,
    /// Its row.
    pub selected: Option<Selected>,
}

impl Hop {
    fn new(label: &'static str, value: impl Into<String>, note: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
            note: note.into(),
            selected: None,
        }
    }
}

pub(super) fn paths(catalog: &Catalog, namespace: &Namespace, walk: &Walk<'_>) -> Vec<Path> {
    let path = |way| path(catalog, namespace, walk, way);
    walk.ways.iter().map(path).collect()
}

fn path(catalog: &Catalog, namespace: &Namespace, walk: &Walk<'_>, way: &Way<'_>) -> Path {
    let is_one_of_several = walk.outcome == Outcome::OneOfSeveral;
    let mut path = Vec::with_capacity(4);
    path.extend(way.source.map(source));
    if let Some(name) = way.interface {
        let note = match (way.link_down, is_one_of_several) {
            (true, _) => "no signal: most likely lost".to_owned(),
            (false, true) => ["weight ", &way.weight.to_string()].concat(),
            (false, false) => String::new(),
        };
        path.push(Hop {
            selected: rows::interface_row(catalog, namespace, name),
            ..Hop::new("Interface", name, note)
        });
    }
    let neighbour = way.neighbour.map(|neighbour| {
        let mac = neighbour.mac.as_deref().unwrap_or("no MAC known");
        [mac, ", ", &neighbour.state].concat()
    });
    let mut neighbour = neighbour.unwrap_or_default();
    if let Some(gateway) = way.gateway {
        let of_router = std::mem::take(&mut neighbour);
        path.push(Hop::new("Router", gateway.to_string(), of_router));
    }
    let label = match walk.outcome {
        Outcome::DeliveredHere => "This host",
        Outcome::ToGroup => "Group",
        Outcome::Broadcast => "Every host there",
        _ => "Destination",
    };
    path.push(Hop::new(
        label,
        walk.packet.destination.to_string(),
        neighbour,
    ));
    path
}

fn source(source: SourceAddress) -> Hop {
    let note = match source.reason {
        SourceReason::Chosen => "chosen by its sender",
        SourceReason::Route => "preferred by the route",
        SourceReason::Destination => "",
        SourceReason::Guess => "a guess: nothing names one",
    };
    Hop::new("Source", source.ip.to_string(), note)
}
