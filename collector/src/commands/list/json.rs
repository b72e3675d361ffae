//! Rows as a JSON list, one row in each line.

use std::io::{self, Write};

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::TableKind;
use netsnap_shared::snapshot::{Namespace, NamespaceId};
use serde::Serialize;

use super::{chosen, counters, each_with_namespace};
use crate::terminal::harmless_json;

/// A row of a namespace, with the fields that it has in a bundle and the namespace it is in.
#[derive(Serialize)]
struct InNamespace<'a, T> {
    namespace: &'a NamespaceId,
    #[serde(flatten)]
    row: &'a T,
}

pub(super) fn write(
    out: &mut dyn Write,
    catalog: &Catalog,
    kind: TableKind,
    rows: &[u32],
) -> io::Result<()> {
    let snapshot = catalog.snapshot();
    match kind {
        TableKind::Sockets => write_in_namespaces(out, catalog, |n| &n.sockets, rows),
        TableKind::Routes => write_in_namespaces(out, catalog, |n| &n.routes, rows),
        TableKind::UnixSockets => write_in_namespaces(out, catalog, |n| &n.unix_sockets, rows),
        TableKind::PacketSockets => write_in_namespaces(out, catalog, |n| &n.packet_sockets, rows),
        TableKind::NetlinkSockets => {
            write_in_namespaces(out, catalog, |n| &n.netlink_sockets, rows)
        }
        TableKind::Rules => write_in_namespaces(out, catalog, |n| &n.rules, rows),
        TableKind::Neighbours => write_in_namespaces(out, catalog, |n| &n.neighbours, rows),
        TableKind::Groups => write_in_namespaces(out, catalog, |n| &n.multicast_groups, rows),
        TableKind::Counters => write_list(out, counters::in_json(catalog, rows)),
        TableKind::Interfaces => write_in_namespaces(out, catalog, |n| &n.interfaces, rows),
        TableKind::Processes => write_list(out, chosen(&snapshot.processes, rows)),
        TableKind::Sources => write_list(out, chosen(&snapshot.sources, rows)),
    }
}

fn write_in_namespaces<T: Serialize>(
    out: &mut dyn Write,
    catalog: &Catalog,
    list: impl Fn(&Namespace) -> &[T],
    rows: &[u32],
) -> io::Result<()> {
    let all = each_with_namespace(catalog, list);
    let rows = chosen(&all, rows).map(|&(namespace, row)| InNamespace {
        namespace: &namespace.id,
        row,
    });
    write_list(out, rows)
}

fn write_list(out: &mut dyn Write, rows: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    let mut before = "[\n";
    for row in rows {
        let json = serde_json::to_string(&row)?;
        write!(out, "{before}{}", harmless_json(&json))?;
        before = ",\n";
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
}
