//! `netsnap list`: rows in the terminal, with the viewer's filter language.

mod counters;
mod groups;
mod interfaces;
mod invalid_filter;
mod json;
mod neighbours;
mod netlink_sockets;
mod order;
mod owner;
mod packet_sockets;
mod processes;
mod routes;
mod rules;
mod sockets;
mod sources;
mod unix_sockets;

pub(crate) use invalid_filter::InvalidFilter;

use netsnap_shared::bundle::Limits;
use netsnap_shared::catalog::Catalog;
use netsnap_shared::filter::Filter;
use netsnap_shared::index::{Table, TableKind};
use netsnap_shared::snapshot::Namespace;

use super::{options, read_host};
use crate::cli::List;
use crate::terminal::{Column, counted, grouped, write_table};
use crate::{Environment, input};

/// The widest name of a process beside others, in columns.
const NAME_WIDTH: usize = 40;

pub(super) fn run(arguments: &List, environment: &mut Environment<'_>) -> anyhow::Result<()> {
    let kind = TableKind::from(arguments.table);
    let text = arguments.filter.as_deref().unwrap_or_default();
    // What is wrong with the arguments is said before anything is read.
    let filter = Filter::parse(text, kind).map_err(|error| InvalidFilter::new(text, error))?;
    let order = order::parse(&arguments.sort, kind)?;
    let snapshot = match &arguments.bundle {
        Some(path) => {
            input::read(path, &Limits::default(), environment)?
                .decoded
                .snapshot
        }
        // What a reader is told to mend is the owners of sockets.
        None if kind == TableKind::Sockets => read_host(&arguments.what, environment),
        None => (environment.read_host)(&options(&arguments.what)),
    };
    let catalog = Catalog::new(snapshot);
    let table = Table::new(kind, &catalog);
    let mut rows = filter.select(&table);
    table.sort(&mut rows, &order);

    if arguments.json {
        json::write(environment.stdout, &catalog, kind, &rows)?;
    } else {
        let (columns, cells) = print(&catalog, kind, &rows);
        let header = !arguments.no_header;
        write_table(
            environment.stdout,
            &columns,
            &cells,
            header,
            environment.width,
        )?;
    }
    if environment.stdout_is_terminal {
        environment.note(&count(kind, rows.len(), table.len()));
    }
    Ok(())
}

/// The columns of a table and the cells of its rows.
type Printed = (Vec<Column>, Vec<Vec<String>>);

/// The columns of a table and the cells of these rows.
fn print(catalog: &Catalog, kind: TableKind, rows: &[u32]) -> Printed {
    match kind {
        TableKind::Sockets => sockets::print(catalog, rows),
        TableKind::Processes => processes::print(catalog, rows),
        TableKind::Routes => routes::print(catalog, rows),
        TableKind::Interfaces => interfaces::print(catalog, rows),
        TableKind::Sources => sources::print(catalog, rows),
        TableKind::UnixSockets => unix_sockets::print(catalog, rows),
        TableKind::PacketSockets => packet_sockets::print(catalog, rows),
        TableKind::NetlinkSockets => netlink_sockets::print(catalog, rows),
        TableKind::Counters => counters::print(catalog, rows),
        TableKind::Rules => rules::print(catalog, rows),
        TableKind::Neighbours => neighbours::print(catalog, rows),
        TableKind::Groups => groups::print(catalog, rows),
    }
}

/// How many rows there are, in the words of the viewer.
fn count(kind: TableKind, shown: usize, all: usize) -> String {
    let (one, many) = kind.noun();
    if shown == all {
        counted(all, one, many)
    } else {
        format!("{} of {}", grouped(shown as u64), counted(all, one, many))
    }
}

/// The chosen rows of a list.
fn chosen<'a, T>(all: &'a [T], rows: &'a [u32]) -> impl Iterator<Item = &'a T> {
    rows.iter().filter_map(|&row| all.get(row as usize))
}

/// The chosen rows of what every namespace has of a kind.
fn in_namespaces<T>(
    catalog: &Catalog,
    rows: &[u32],
    columns: Vec<Column>,
    list: impl Fn(&Namespace) -> &[T],
    cells: impl Fn(&T) -> Vec<String>,
) -> Printed {
    let all = each_with_namespace(catalog, list);
    let shown = chosen(&all, rows).map(|&(_, row)| cells(row)).collect();
    let namespaces = chosen(&all, rows).map(|&(namespace, _)| namespace);
    with_namespaces(catalog, columns, shown, namespaces.collect())
}

/// What every namespace has of a kind, one namespace after the other, each with its namespace.
fn each_with_namespace<T>(
    catalog: &Catalog,
    list: impl Fn(&Namespace) -> &[T],
) -> Vec<(&Namespace, &T)> {
    let namespaces = &catalog.snapshot().namespaces;
    namespaces
        .iter()
        .flat_map(|namespace| list(namespace).iter().map(move |row| (namespace, row)))
        .collect()
}

/// A value as text, empty where there is none.
fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The column that tells namespaces apart goes before the others, where there are several.
fn with_namespaces(
    catalog: &Catalog,
    mut columns: Vec<Column>,
    mut cells: Vec<Vec<String>>,
    namespaces: Vec<&Namespace>,
) -> Printed {
    if catalog.snapshot().namespaces.len() > 1 {
        columns.insert(0, Column::left("NAMESPACE"));
        for (row, namespace) in cells.iter_mut().zip(namespaces) {
            let name = namespace
                .name
                .clone()
                .unwrap_or_else(|| namespace.id.to_string());
            row.insert(0, name);
        }
    }
    (columns, cells)
}
