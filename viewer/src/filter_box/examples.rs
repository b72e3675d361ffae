//! Filters that are worth a try, made from the values that a table really has.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use netsnap_shared::filter::{Filter, quote};
use netsnap_shared::index::{Field, Table, TableKind};

use crate::format::{shown_text, shown_text_up_to};

/// A filter, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Example {
    pub(super) filter: String,
    pub(super) meaning: String,
    /// How many rows pass it.
    pub(super) count: usize,
}

/// What an example is made of.
struct Template {
    /// The filter; `{}` stands for the term of a value, `{/}` for the network of an address.
    filter: &'static str,
    /// What it asks for; `{}` stands for the value.
    meaning: &'static str,
    /// Where the value comes from: the most frequent one of this field among the rows that pass this
    /// filter.
    value: Option<(Field, &'static str)>,
}

const fn plain(filter: &'static str, meaning: &'static str) -> Template {
    Template {
        filter,
        meaning,
        value: None,
    }
}

const fn with(
    filter: &'static str,
    meaning: &'static str,
    field: Field,
    among: &'static str,
) -> Template {
    Template {
        filter,
        meaning,
        value: Some((field, among)),
    }
}

const SOCKETS: &[Template] = &[
    plain("state:listen", "waits for connections"),
    with(
        "{} is:listening",
        "{} waits for connections",
        Field::Process,
        "is:listening",
    ),
    plain(
        "state:listen port:<1024 !local:127.0.0.0/8",
        "waits on a well-known port, and not on loopback alone",
    ),
    plain("is:exposed", "takes what strangers on other hosts send"),
    with(
        "{/}",
        "has a peer in the network {}",
        Field::Remote,
        "is:established !is:loopback",
    ),
    with(
        "{} state:established",
        "open connections of port {}, at either end",
        Field::Port,
        "state:established",
    ),
    with(
        "{} !user:root",
        "what {} has open, and not as root",
        Field::Process,
        "!user:root has:process",
    ),
    plain("proto:udp remote:none", "UDP without a fixed peer"),
    plain("is:queued", "bytes or connections wait in a queue"),
    plain(
        "is:unowned !is:kernel",
        "nobody is known to hold it, though somebody should",
    ),
];

const UNIX: &[Template] = &[
    plain("is:listening", "waits for connections"),
    with("{}", "what {} has open", Field::Process, "is:listening"),
    plain("path:/run/*", "bound to a path in /run"),
    plain(
        "is:abstract is:listening",
        "waits at a name that no file guards",
    ),
    plain("kind:datagram", "takes messages, not streams"),
    plain("is:queued", "bytes or connections wait in a queue"),
    with("{}", "opened by the user {}", Field::User, "!user:root"),
];

const PACKET: &[Template] = &[
    plain("is:promiscuous", "has made an interface promiscuous"),
    plain("is:all", "takes frames of every kind"),
    plain("iface:none", "takes frames of every interface"),
    with("{}", "held by {}", Field::Process, "has:process"),
    plain("!user:root", "not opened by root"),
];

const NETLINK: &[Template] = &[
    with("{}", "held by {}", Field::Process, "has:process"),
    plain(
        "proto:route !is:kernel",
        "talks to the kernel about links, addresses and routes",
    ),
    with("{}", "talks about {}", Field::Protocol, "!is:kernel"),
    plain("is:member", "is told of what changes"),
    plain("is:drops", "has lost messages"),
];

const PROCESSES: &[Template] = &[
    plain("is:listening", "waits for connections"),
    plain("is:exposed", "takes what strangers on other hosts send"),
    plain("is:exposed is:root", "does so as root"),
    with(
        "{}",
        "runs as the user {}",
        Field::User,
        "!user:root !is:kernel",
    ),
    with("{}", "every {}", Field::Process, "is:networked"),
    plain("sockets:>10", "has more than ten sockets"),
    plain("is:deleted", "its file was deleted or replaced"),
    plain(
        "exe:/tmp/* or exe:/dev/shm/*",
        "runs from where everybody may write",
    ),
    plain("is:contained", "lives in a container"),
    plain("ppid:1 !is:kernel", "started by the first process"),
];

const ROUTES: &[Template] = &[
    plain("is:default", "leads everywhere"),
    with("{}", "leads through {}", Field::Interface, "!table:local"),
    with("{}", "leads by the router {}", Field::Gateway, ""),
    plain("!table:local", "leads away from this host"),
    plain("is:ipv6 !table:local", "the same, of IPv6"),
    plain("is:blackhole", "drops packets"),
    with("{}", "made by {}", Field::Protocol, "!proto:kernel"),
];

const RULES: &[Template] = &[
    plain("!is:every", "is for some packets only"),
    with(
        "{}",
        "looks in the table {}",
        Field::RouteTable,
        "!is:every",
    ),
    plain("is:drop", "drops packets"),
    plain("priority:<32766", "asked before the main table"),
    plain("is:ipv6", "a rule of IPv6"),
];

const INTERFACES: &[Template] = &[
    plain("is:up !is:loopback", "packets pass, and to other hosts"),
    plain("is:down", "packets do not pass"),
    with(
        "{/}",
        "has an address in {}",
        Field::Address,
        "!is:loopback",
    ),
    with("{}", "is of the kind {}", Field::Kind, "!is:loopback"),
    plain("has:errors,drops", "has counted errors or drops"),
    plain("is:promiscuous", "takes frames that are not for it"),
    plain("rx:>1000000", "has received more than a megabyte"),
    plain("mtu:<1500", "takes only small packets"),
];

const NEIGHBOURS: &[Template] = &[
    plain("is:reachable", "answered a moment ago"),
    plain("is:failed", "did not answer"),
    plain("is:router", "says that it is a router"),
    with("{}", "is behind {}", Field::Interface, ""),
    with("{/}", "is in the network {}", Field::Address, "is:ipv4"),
    plain("is:permanent", "was entered by hand"),
];

const GROUPS: &[Template] = &[
    with("{}", "joined by {}", Field::Interface, ""),
    plain("meaning:mdns", "for names in the local network"),
    plain("is:ipv4", "a group of IPv4"),
    plain("!is:link !is:known", "it is not known what it is for"),
];

const COUNTERS: &[Template] = &[
    plain("is:unhealthy", "deserves a look"),
    with(
        "{} is:counted",
        "{}, where it is not 0",
        Field::Protocol,
        "",
    ),
    plain("counter:retrans is:counted", "what was sent again"),
    plain("is:changed", "grew while the collector watched"),
    plain("meaning:dropped value:>0", "something was dropped"),
];

const SOURCES: &[Template] = &[
    plain("is:incomplete", "was not read to the end"),
    plain("is:denied", "may not be read with these rights"),
    plain("status:complete rows:0", "was read and has nothing"),
    plain("us:>10000", "took more than ten milliseconds"),
    with("{}", "of the namespace {}", Field::Namespace, ""),
];

const fn templates(table: TableKind) -> &'static [Template] {
    match table {
        TableKind::Sockets => SOCKETS,
        TableKind::Processes => PROCESSES,
        TableKind::Routes => ROUTES,
        TableKind::Interfaces => INTERFACES,
        TableKind::Sources => SOURCES,
        TableKind::UnixSockets => UNIX,
        TableKind::PacketSockets => PACKET,
        TableKind::NetlinkSockets => NETLINK,
        TableKind::Counters => COUNTERS,
        TableKind::Rules => RULES,
        TableKind::Neighbours => NEIGHBOURS,
        TableKind::Groups => GROUPS,
    }
}

/// How long a value may be that an example is made of, in bytes.
const LONGEST_VALUE: usize = 40;

/// The examples of a table that find something, of the rows `own` where not all can be shown.
pub(super) fn examples(table: &Table, own: Option<&[u32]>) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for template in templates(table.kind()) {
        let Some((filter, meaning)) = made(template, table, own) else {
            continue;
        };
        let count = rows(table, own, &filter).len();
        if count > 0 && examples.iter().all(|known| known.filter != filter) {
            examples.push(Example {
                filter,
                meaning,
                count,
            });
        }
    }
    examples
}

/// The filter and its meaning; none where there is no value for it.
fn made(template: &Template, table: &Table, own: Option<&[u32]>) -> Option<(String, String)> {
    let Some((field, among)) = template.value else {
        return Some((template.filter.to_owned(), template.meaning.to_owned()));
    };
    let value = table.most_frequent(field, &rows(table, own, among))?;
    if value.len() > LONGEST_VALUE || value.contains(char::is_control) {
        return None;
    }
    let (sign, value) = if template.filter.contains("{/}") {
        ("{/}", network(value.parse().ok()?))
    } else {
        ("{}", value)
    };
    let filter = template.filter.replacen(sign, &quote(field, &value), 1);
    let meaning = template.meaning.replacen("{}", &shown_text(&value), 1);
    Some((filter, meaning))
}

/// The rows that pass a filter; none for a text that is none.
fn rows(table: &Table, own: Option<&[u32]>, filter: &str) -> Vec<u32> {
    let filter = Filter::parse(filter, table.kind());
    let mut rows = filter.map_or_else(|_| Vec::new(), |filter| filter.select(table));
    if let Some(own) = own {
        rows.retain(|row| own.binary_search(row).is_ok());
    }
    rows
}

/// The network of usual size that an address lies in.
fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            [&*Ipv4Addr::new(a, b, c, 0).to_string(), "/24"].concat()
        }
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            [&*Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string(), "/64"].concat()
        }
    }
}

impl Example {
    /// What it asks for, as far as a line has room.
    pub(super) fn shown_meaning(&self) -> String {
        shown_text_up_to(&self.meaning, 100).into_owned()
    }
}

#[cfg(test)]
mod tests;
