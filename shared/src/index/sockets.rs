//! The table of sockets.

use std::collections::HashMap;
use std::net::IpAddr;

use super::build::{Builder, Cell};
use super::owners::{add_owners, add_users, add_verdicts};
use super::sources::add_namespaces;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::{Catalog, SocketInPlace};
use crate::explain::{self, Health};
use crate::ports;
use crate::reach::{Reach, accepts_strangers, is_exposed};
use crate::snapshot::{AcceptQueue, Family, Ownership, Protocol, Socket, State, TimerKind};

pub(super) fn table(catalog: &Catalog) -> Table {
    let mut table = Builder::new(TableKind::Sockets, catalog.socket_count());
    add_names(&mut table, catalog);
    add_ends(&mut table, catalog);
    let owners = each(catalog, |at| at.socket.owners.as_slice());
    add_owners(&mut table, catalog, &owners);
    add_verdicts(&mut table, &each(catalog, |at| at.socket.ownership));
    add_users(&mut table, catalog, &each(catalog, |at| at.socket.uid));
    let number = |field: fn(&Socket) -> Option<u64>| [cell(catalog, &|at| field(at.socket))];
    table.numbers([Field::Inode], number(|s| s.inode.map(|inode| inode.0)));
    table.numbers(
        [Field::ReceiveQueue],
        number(|s| s.receive_queue.map(u64::from)),
    );
    table.numbers([Field::SendQueue], number(|s| s.send_queue.map(u64::from)));
    table.words(each(catalog, |place| mask(&place)))
}

/// What each socket has, in a plain loop: the viewer is built for size, and chains of adapters are
/// slow then.
fn each<'a, T>(catalog: &'a Catalog, of: impl Fn(SocketInPlace<'a>) -> T) -> Vec<T> {
    let mut all = Vec::with_capacity(catalog.socket_count());
    for namespace in &catalog.snapshot().namespaces {
        for socket in &namespace.sockets {
            all.push(of(SocketInPlace {
                row: all.len(),
                namespace,
                socket,
            }));
        }
    }
    all
}

/// One value of each socket, or none.
pub(super) fn cell<K>(catalog: &Catalog, key: &dyn Fn(SocketInPlace<'_>) -> Option<K>) -> Cell<K> {
    Cell::of(each(catalog, key))
}

/// The columns of words from short lists.
fn add_names(table: &mut Builder, catalog: &Catalog) {
    let mut add = |field, key: fn(&Socket) -> Option<u64>, name: fn(u64) -> Option<String>| {
        let keyed = Builder::key([cell(catalog, &|place| key(place.socket))]);
        table.texts_of([field], &keyed, name);
    };
    add(
        Field::Protocol,
        |socket| Some(socket.protocol.code().into()),
        |code| Some(Protocol::from_code(u16::try_from(code).ok()?).to_string()),
    );
    add(
        Field::Family,
        |socket| Some(socket.family.code().into()),
        |code| Some(Family::from_code(u8::try_from(code).ok()?).to_string()),
    );
    add(
        Field::State,
        |socket| socket.state.map(|state| state.code().into()),
        |code| Some(State::from_code(u8::try_from(code).ok()?).to_string()),
    );
    add(
        Field::Timer,
        |socket| socket.timer.map(|timer| timer.kind.code().into()),
        |code| Some(TimerKind::from_code(u8::try_from(code).ok()?).to_string()),
    );
    add(
        Field::Reach,
        |socket| {
            let reach = accepts_strangers(socket).then(|| Reach::of_address(socket.local.ip))?;
            REACHES
                .iter()
                .position(|&(known, _)| known == reach)
                .map(|at| at as u64)
        },
        |at| {
            REACHES
                .get(usize::try_from(at).ok()?)
                .map(|(_, name)| (*name).to_owned())
        },
    );
    add_namespaces(table, catalog.snapshot(), |namespace| {
        namespace.sockets.len()
    });
    add_texts(table, catalog, Field::Interface, |socket| {
        socket.interface.as_deref()
    });
}

/// A column of texts of which many are alike.
pub(super) fn add_texts(
    table: &mut Builder,
    catalog: &Catalog,
    field: Field,
    text: fn(&Socket) -> Option<&str>,
) {
    let mut texts = Vec::new();
    let mut places = HashMap::new();
    let mut keys = Vec::with_capacity(catalog.socket_count());
    for text in each(catalog, |place| text(place.socket)) {
        keys.push(text.map(|text| {
            *places.entry(text).or_insert_with(|| {
                texts.push(text);
                texts.len() as u64 - 1
            })
        }));
    }
    let keys = Builder::key([Cell::of(keys)]);
    table.texts_of([field], &keys, |at| {
        let text = texts.get(usize::try_from(at).ok()?);
        text.map(|&text| text.to_owned())
    });
}

/// The addresses and ports of both ends.
fn add_ends(table: &mut Builder, catalog: &Catalog) {
    table.addresses(
        [Field::Local, Field::Remote],
        [
            cell(catalog, &|at| Some(at.socket.local.ip)),
            cell(catalog, &|at| Some(at.socket.remote?.ip)),
        ],
    );
    table.numbers(
        [Field::LocalPort, Field::RemotePort],
        [
            cell(catalog, &|at| Some(at.socket.local.port.into())),
            cell(catalog, &|at| Some(at.socket.remote?.port.into())),
        ],
    );
    // The key of a service is that of its port; a port that was handed out has none.
    let key =
        |socket: &Socket, port: u16| u64::from(socket.protocol.code()) << 16 | u64::from(port);
    let services = Builder::key([
        cell(catalog, &|place| {
            let is_named = place.local_service().is_some();
            is_named.then(|| key(place.socket, place.socket.local.port))
        }),
        cell(catalog, &|place| {
            let remote = place.remote_service().and(place.socket.remote)?;
            Some(key(place.socket, remote.port))
        }),
    ]);
    table.texts_of(
        [Field::LocalService, Field::RemoteService],
        &services,
        |key| {
            let protocol = Protocol::from_code(u16::try_from(key >> 16).ok()?);
            let port = u16::try_from(key & 0xffff).ok()?;
            ports::service_name(protocol, port).map(str::to_owned)
        },
    );
}

const REACHES: [(Reach, &str); 3] = [
    (Reach::ThisHost, "this-host"),
    (Reach::Links, "links"),
    (Reach::Everyone, "everyone"),
];

define_words! {
    place: SocketInPlace<'_>;
    ["listening", "listen", "listener"] "waits for connections"
        => place.socket.state == Some(State::Listen);
    ["connected"] "has a fixed peer" => place.socket.remote.is_some();
    ["established"] "has an open connection"
        => place.socket.state == Some(State::Established);
    ["exposed"] "takes what strangers on other hosts send" => is_exposed(place.socket);
    ["loopback", "localhost"] "its local address is reached from this host only"
        => Reach::of_address(place.socket.local.ip) == Reach::ThisHost;
    ["link"] "its local address is reached from its links only"
        => Reach::of_address(place.socket.local.ip) == Reach::Links;
    ["wildcard", "any"] "listens on or is bound to every address"
        => place.socket.local.ip.is_unspecified();
    ["multicast"] "an address of it is a multicast group"
        => addresses(place.socket).any(|ip| ip.is_multicast());
    ["public"] "its peer has a public address" => peer(place.socket).is_some_and(is_public);
    ["private"] "its peer has a private address" => peer(place.socket).is_some_and(is_private);
    ["ipv4", "v4", "inet"] "a socket of IPv4" => place.socket.family == Family::Ipv4;
    ["ipv6", "v6", "inet6"] "a socket of IPv6" => place.socket.family == Family::Ipv6;
    ["mapped"] "an IPv6 socket that carries IPv4" => addresses(place.socket).any(is_mapped);
    ["tcp"] "TCP" => place.socket.protocol == Protocol::Tcp;
    ["udp"] "UDP" => place.socket.protocol == Protocol::Udp;
    ["wellknown", "well-known"] "a port of either end is in 1–1023"
        => ports_of(place.socket).any(|port| (1..1024).contains(&port));
    ["ephemeral"] "its local port is in the range that the host hands out"
        => place
            .namespace
            .settings
            .ephemeral_ports
            .unwrap_or(ports::DYNAMIC)
            .contains(place.socket.local.port);
    ["owned"] "a process is known that holds it" => !place.socket.owners.is_empty();
    ["unowned"] "no process is known that holds it" => place.socket.owners.is_empty();
    ["shared"] "several processes hold it"
        => place.socket.owners.iter().any(|owner| {
            place.socket.owners.first().is_some_and(|first| first.pid != owner.pid)
        });
    ["orphan"] "nobody holds it, though every process was looked at"
        => place.socket.ownership == Ownership::Missing;
    ["hidden"] "who holds it was not permitted to see"
        => place.socket.ownership == Ownership::Hidden;
    ["kernel"] "the kernel keeps it and no process can"
        => place.socket.ownership == Ownership::Kernel;
    ["queued"] "bytes or connections wait in one of its queues"
        => is_queued(place.socket);
    ["full"] "as many connections as may wait for it to accept them"
        => place.socket.accept_queue.is_some_and(AcceptQueue::is_full);
    ["trouble"] "what TCP measures of it deserves a look"
        => explain::health(place.socket).is_some_and(Health::is_trouble);
}

fn addresses(socket: &Socket) -> impl Iterator<Item = IpAddr> {
    [Some(socket.local.ip), peer(socket)].into_iter().flatten()
}

fn ports_of(socket: &Socket) -> impl Iterator<Item = u16> {
    let remote = socket.remote.map(|remote| remote.port);
    [Some(socket.local.port), remote].into_iter().flatten()
}

fn peer(socket: &Socket) -> Option<IpAddr> {
    socket.remote.map(|remote| remote.ip)
}

fn is_queued(socket: &Socket) -> bool {
    let bytes = [socket.receive_queue, socket.send_queue];
    let connections = socket.accept_queue.map(|queue| queue.length);
    bytes
        .into_iter()
        .chain([connections])
        .flatten()
        .any(|length| length > 0)
}

fn is_mapped(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.to_ipv4_mapped().is_some())
}

/// For use within an organisation: RFC 1918, RFC 6598 and RFC 4193.
fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            ip.is_private() || (a == 100 && b & 0xc0 == 64)
        }
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

/// Routed on the internet, as far as the address itself says (IANA's special-purpose registries).
fn is_public(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    let special = match ip {
        IpAddr::V4(ip) => ip.is_documentation() || matches!(ip.octets()[0], 0 | 240..),
        IpAddr::V6(ip) => {
            matches!(ip.segments(), [0x2001, 0xdb8, ..]) || ip.segments()[0] & 0xe000 != 0x2000
        }
    };
    Reach::of_address(ip) == Reach::Everyone && !special && !is_private(ip) && !ip.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_public_or_private_or_neither() {
        for (address, public, private) in [
            ("8.8.8.8", true, false),
            ("10.1.2.3", false, true),
            ("172.31.0.1", false, true),
            ("172.32.0.1", true, false),
            ("100.64.0.1", false, true),
            ("100.128.0.1", true, false),
            ("127.0.0.1", false, false),
            ("169.254.1.1", false, false),
            ("0.0.0.0", false, false),
            ("192.0.2.1", false, false),
            ("224.0.0.251", false, false),
            ("239.1.1.1", false, false),
            ("255.255.255.255", false, false),
            ("2606:4700::1111", true, false),
            ("::ffff:8.8.8.8", true, false),
            ("::ffff:10.0.0.1", false, true),
            ("fd00::1", false, true),
            ("fe80::1", false, false),
            ("::", false, false),
            ("::1", false, false),
            ("2001:db8::1", false, false),
        ] {
            let ip = address.parse().unwrap();
            assert_eq!(
                (is_public(ip), is_private(ip)),
                (public, private),
                "{address}"
            );
        }
    }
}
