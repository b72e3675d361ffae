//! The same questions asked of each socket itself, one row after the other and without an index:
//! what the indexed evaluation must agree with.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::catalog::{Catalog, SocketInPlace};
use crate::explain::Health;
use crate::filter::Filter;
use crate::filter::expression::{Bare, Expression, Match, Presence, Test};
use crate::filter::pattern::{Glob, Pattern};
use crate::index::word::words;
use crate::index::{Field, TableKind};
use crate::ports::service_name;
use crate::reach::{Reach, accepts_strangers, is_exposed};
use crate::snapshot::{Socket, State, TcpInfo};

#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Text(String),
    Number(u64),
    Address(IpAddr),
}

/// The rows of the sockets that pass.
pub(super) fn select(filter: &Filter, catalog: &Catalog) -> Vec<u32> {
    let passing = catalog.sockets().filter(|place| match &filter.expression {
        Some(expression) => passes(expression, catalog, place),
        None => true,
    });
    passing
        .map(|place| u32::try_from(place.row).unwrap())
        .collect()
}

fn passes(expression: &Expression, catalog: &Catalog, place: &SocketInPlace<'_>) -> bool {
    match expression {
        Expression::All(parts) => parts.iter().all(|part| passes(part, catalog, place)),
        Expression::Any(parts) => parts.iter().any(|part| passes(part, catalog, place)),
        Expression::Not(part) => !passes(part, catalog, place),
        Expression::Test(Test::Is(positions)) => {
            positions.iter().any(|&position| is(place, position))
        }
        Expression::Test(Test::Has(presences)) => {
            presences.iter().any(|presence| match *presence {
                Presence::Field(field) => !cells(field, catalog, place).is_empty(),
                Presence::Word(_, position) => is(place, position),
            })
        }
        Expression::Test(Test::Field {
            field,
            exact,
            values,
        }) => {
            let cells = cells(*field, catalog, place);
            values.iter().any(|value| match value {
                Match::Blank => cells.is_empty(),
                Match::Endpoint(ip, port) => has_endpoint(*field, place, *ip, *port),
                value => cells.iter().any(|cell| fits(cell, value, *exact, *field)),
            })
        }
        Expression::Test(Test::Bare(bare)) => has_bare(bare, catalog, place),
    }
}

fn is(place: &SocketInPlace<'_>, position: usize) -> bool {
    let socket = place.socket;
    match words(TableKind::Sockets)[position].names[0] {
        "listening" => socket.state == Some(State::Listen),
        "connected" => socket.remote.is_some(),
        "exposed" => is_exposed(socket),
        "loopback" => Reach::of_address(socket.local.ip) == Reach::ThisHost,
        "tcp" => socket.protocol.to_string() == "tcp",
        "owned" => !socket.owners.is_empty(),
        "unowned" => socket.owners.is_empty(),
        "queued" => {
            socket.receive_queue > Some(0)
                || socket.send_queue > Some(0)
                || socket.accept_queue.is_some_and(|queue| queue.length > 0)
        }
        word => panic!("{word} is not among the generated words"),
    }
}

fn cells(field: Field, catalog: &Catalog, place: &SocketInPlace<'_>) -> Vec<Cell> {
    let socket = place.socket;
    let text = |text: Option<String>| -> Vec<Cell> {
        text.into_iter()
            .filter(|text| !text.is_empty())
            .map(Cell::Text)
            .collect()
    };
    let number =
        |number: Option<u64>| -> Vec<Cell> { number.into_iter().map(Cell::Number).collect() };
    let of = |field| cells(field, catalog, place);
    let processes = socket
        .owners
        .iter()
        .filter_map(|owner| catalog.process(owner.pid));
    match field {
        Field::Protocol => text(Some(socket.protocol.to_string())),
        Field::Family => text(Some(socket.family.to_string())),
        Field::State => text(socket.state.map(|state| state.to_string())),
        Field::Local => vec![Cell::Address(socket.local.ip)],
        Field::LocalPort => vec![Cell::Number(socket.local.port.into())],
        Field::Remote => socket
            .remote
            .iter()
            .map(|remote| Cell::Address(remote.ip))
            .collect(),
        Field::RemotePort => number(socket.remote.map(|remote| remote.port.into())),
        Field::Port => [of(Field::LocalPort), of(Field::RemotePort)].concat(),
        Field::Address => [of(Field::Local), of(Field::Remote)].concat(),
        Field::LocalService => {
            text(service_name(socket.protocol, socket.local.port).map(str::to_owned))
        }
        Field::RemoteService => text(
            socket
                .remote
                .and_then(|remote| service_name(socket.protocol, remote.port))
                .map(str::to_owned),
        ),
        Field::Service => [of(Field::LocalService), of(Field::RemoteService)].concat(),
        Field::Process => processes
            .flat_map(|process| text(Some(process.name.clone())))
            .collect(),
        Field::Command => processes
            .flat_map(|process| text(process.command_line.as_ref().map(|line| line.join(" "))))
            .collect(),
        Field::Executable => processes
            .flat_map(|process| text(process.executable.clone()))
            .collect(),
        Field::Pid => socket
            .owners
            .iter()
            .map(|owner| Cell::Number(owner.pid.0.into()))
            .collect(),
        Field::Fd => socket
            .owners
            .iter()
            .flat_map(|owner| number(owner.fd.map(u64::from)))
            .collect(),
        Field::User => text(socket.uid.map(|uid| match catalog.user_name(uid) {
            Some(name) => name.to_owned(),
            None => uid.to_string(),
        })),
        Field::Uid => number(socket.uid.map(|uid| uid.0.into())),
        Field::Owner => text(Some(socket.ownership.name().replace('_', "-"))),
        Field::Inode => number(socket.inode.map(|inode| inode.0)),
        Field::Interface => text(socket.interface.clone()),
        Field::ReceiveQueue => number(socket.receive_queue.map(u64::from)),
        Field::SendQueue => number(socket.send_queue.map(u64::from)),
        Field::Timer => text(socket.timer.map(|timer| timer.kind.to_string())),
        Field::Namespace => {
            let namespace = place.namespace;
            text(Some(
                namespace
                    .name
                    .clone()
                    .unwrap_or_else(|| namespace.id.to_string()),
            ))
        }
        Field::Reach => {
            let reach = match Reach::of_address(socket.local.ip) {
                Reach::ThisHost => "this-host",
                Reach::Links => "links",
                Reach::Everyone => "everyone",
            };
            text(accepts_strangers(socket).then(|| reach.to_owned()))
        }
        Field::Health => text(crate::explain::health(socket).map(|health| match health {
            Health::PeerFull => "peer-full".to_owned(),
            other => other.name().to_owned(),
        })),
        Field::Mark => number(socket.mark.map(u64::from)),
        Field::Rtt => number(measured(socket).rtt_us.map(u64::from)),
        Field::Retransmits => number(measured(socket).retransmitted_segments.map(u64::from)),
        Field::SentBytes => number(measured(socket).bytes_sent),
        Field::CongestionControl => text(measured(socket).congestion_control),
        field => panic!("sockets have no {field:?}"),
    }
}

fn measured(socket: &Socket) -> TcpInfo {
    socket.tcp_info.as_deref().cloned().unwrap_or_default()
}

fn fits(cell: &Cell, value: &Match, is_exact: bool, field: Field) -> bool {
    match (cell, value) {
        (Cell::Text(text), Match::Text(pattern)) => {
            let is_free = matches!(field, Field::Command | Field::Executable);
            let is_part = is_free && !is_exact && matches!(pattern, Pattern::Literal(_));
            text_fits(pattern, text, is_part)
        }
        (Cell::Number(number), Match::Number { first, last }) => first <= number && number <= last,
        (Cell::Address(ip), Match::Net(net)) => net_fits(net, *ip),
        _ => false,
    }
}

fn text_fits(pattern: &Pattern, text: &str, is_part: bool) -> bool {
    let text: Vec<char> = text.chars().map(crate::index::fold::lower).collect();
    let globs: Vec<Glob> = match pattern {
        Pattern::Literal(literal) => literal.chars().map(Glob::Char).collect(),
        Pattern::Wild(globs) => globs.clone(),
    };
    if !is_part {
        return glob_fits(&globs, &text);
    }
    (0..=text.len())
        .any(|start| (start..=text.len()).any(|end| glob_fits(&globs, &text[start..end])))
}

fn glob_fits(globs: &[Glob], text: &[char]) -> bool {
    match (globs, text) {
        ([], []) => true,
        ([Glob::Any, rest @ ..], _) => (0..=text.len()).any(|skip| glob_fits(rest, &text[skip..])),
        ([Glob::One, globs @ ..], [_, text @ ..]) => glob_fits(globs, text),
        ([Glob::Char(wanted), globs @ ..], [found, text @ ..]) => {
            wanted == found && glob_fits(globs, text)
        }
        _ => false,
    }
}

fn net_fits(net: &IpNet, ip: IpAddr) -> bool {
    let ip = match (net, ip) {
        (IpNet::V4(_), IpAddr::V6(v6)) => v6.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        _ => ip,
    };
    let length = u32::from(net.prefix_len());
    match (net.addr(), ip) {
        (IpAddr::V4(net), IpAddr::V4(ip)) => {
            (net.to_bits() ^ ip.to_bits())
                .checked_shr(32 - length)
                .unwrap_or(0)
                == 0
        }
        (IpAddr::V6(net), IpAddr::V6(ip)) => {
            (net.to_bits() ^ ip.to_bits())
                .checked_shr(128 - length)
                .unwrap_or(0)
                == 0
        }
        _ => false,
    }
}

fn has_endpoint(field: Field, place: &SocketInPlace<'_>, ip: IpAddr, port: u16) -> bool {
    let local = Some(place.socket.local).filter(|_| field != Field::Remote);
    let remote = place.socket.remote.filter(|_| field != Field::Local);
    let mut ends = [local, remote].into_iter().flatten();
    ends.any(|end| end.port == port && net_fits(&ip.into(), end.ip))
}

fn has_bare(bare: &Bare, catalog: &Catalog, place: &SocketInPlace<'_>) -> bool {
    if let Bare::Endpoint(ip, port) = bare {
        return has_endpoint(Field::Address, place, *ip, *port);
    }
    let shown = [
        Field::Protocol,
        Field::State,
        Field::Address,
        Field::Port,
        Field::Service,
        Field::Process,
        Field::Pid,
        Field::User,
        Field::Interface,
    ];
    let mut shown = shown
        .into_iter()
        .flat_map(|field| cells(field, catalog, place));
    shown.any(|cell| match (bare, &cell) {
        (Bare::Text(pattern), Cell::Text(text)) => {
            text_fits(pattern, text, true) || is_spelling(pattern, text)
        }
        (Bare::Text(pattern), Cell::Address(ip)) => text_fits(pattern, &ip.to_string(), true),
        (Bare::Text(pattern @ Pattern::Wild(_)), Cell::Number(number)) => {
            text_fits(pattern, &number.to_string(), false)
        }
        (Bare::Number(number), Cell::Number(cell)) => number == cell,
        (Bare::Number(number), Cell::Text(text)) => text.contains(&number.to_string()),
        (Bare::Net(net), Cell::Address(ip)) => net_fits(net, *ip),
        _ => false,
    })
}

/// The other spellings that the generated filters use without a field.
fn is_spelling(pattern: &Pattern, text: &str) -> bool {
    let spellings = [
        ("listening", "listen"),
        ("time_wait", "time-wait"),
        ("unconn", "unconnected"),
    ];
    let Pattern::Literal(literal) = pattern else {
        return false;
    };
    spellings.contains(&(literal.as_str(), text))
}
