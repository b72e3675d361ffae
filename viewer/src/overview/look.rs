//! What deserves a look, as far as the facts themselves tell. What can be normal is said as such.

#[cfg(test)]
mod tests;

use netsnap_shared::catalog::SocketInPlace;
use netsnap_shared::explain::{self, Health};
use netsnap_shared::ports::{self, Care};
use netsnap_shared::reach::Reach;
use netsnap_shared::snapshot::{AcceptQueue, Interface, Namespace, Protocol, State};
use netsnap_shared::sort::sort_by;

use super::names::{Names, Tally};
use super::part::Part;
use crate::format::{counted, grouped};
use crate::place::View;

/// How many ports, names or counters a line lists; the rest is a number.
const LISTED: usize = 2;

/// So many connections that a program has not closed are a heap; a few are on their way.
const HEAP: usize = 10;

/// What is looked for, for whoever reads that nothing was found.
pub const LOOKED_FOR: &str = "Looked for: ports open to other hosts whose logins or traffic are \
    cleartext, which ask for no password or belong on loopback; interfaces that take every frame; \
    connections that are stuck, lossy or slow; full queues; connections that nobody closes; \
    counters of faults.";

/// Something that deserves a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What it is; may hold a host's own text, as may the next ones.
    pub what: String,
    /// Who has to do with it.
    pub who: String,
    /// Why it matters.
    pub why: String,
    /// How many rows show it.
    pub count: usize,
    /// The view that has them.
    pub view: View,
    /// The filter that leaves only them.
    pub filter: String,
}

/// What was found among sockets.
#[derive(Debug, Default)]
pub struct Looking {
    open: Vec<Open>,
    full: Tally,
    unclosed: Tally,
    troubled: Tally,
    /// How many of the troubled there are of each kind.
    troubles: [usize; Health::ALL.len()],
}

/// The ports of one protocol that other hosts reach and that deserve a look for one reason.
#[derive(Debug)]
struct Open {
    care: Care,
    protocol: Protocol,
    ports: Vec<u16>,
    reach: Reach,
    holders: Tally,
}

impl Looking {
    /// Looks at a socket that takes what strangers send.
    pub fn open(&mut self, names: &Names<'_>, place: SocketInPlace<'_>) {
        let socket = place.socket;
        let (protocol, port) = (socket.protocol, socket.local.port);
        if socket.accept_queue.is_some_and(AcceptQueue::is_full) {
            self.full.add(names, &socket.owners);
        }
        let reach = Reach::of_address(socket.local.ip);
        // A datagram socket may have got its number by chance.
        let was_handed_out = socket.state != Some(State::Listen)
            && ports::is_ephemeral(port, place.namespace.settings.ephemeral_ports);
        if reach == Reach::ThisHost || was_handed_out {
            return;
        }
        let Some(care) = ports::care(protocol, port) else {
            return;
        };
        let same = |open: &Open| open.care == care && open.protocol == protocol;
        if !self.open.iter().any(same) {
            self.open.push(Open {
                care,
                protocol,
                ports: Vec::new(),
                reach,
                holders: Tally::default(),
            });
        }
        for open in self.open.iter_mut().filter(|open| same(open)) {
            open.reach = open.reach.max(reach);
            open.holders.add(names, &socket.owners);
            if !open.ports.contains(&port) {
                open.ports.push(port);
            }
        }
    }

    /// Looks at any other socket.
    pub fn add(&mut self, names: &Names<'_>, place: SocketInPlace<'_>) {
        let socket = place.socket;
        if socket.state == Some(State::CloseWait) {
            self.unclosed.add(names, &socket.owners);
        }
        if let Some(health) = explain::health(socket).filter(|health| health.is_trouble()) {
            self.troubled.add(names, &socket.owners);
            if let Some(count) = self.troubles.get_mut(health as usize) {
                *count += 1;
            }
        }
    }

    /// What deserves a look, what matters most first.
    pub fn looks(mut self, part: Part<'_>, names: &Names<'_>) -> Vec<Look> {
        sort_by(&mut self.open, |a, b| {
            (a.care, a.protocol).cmp(&(b.care, b.protocol))
        });
        let mut looks = Vec::new();
        let (grave, slight): (Vec<Open>, Vec<Open>) = self
            .open
            .into_iter()
            .partition(|open| open.care <= Care::Loopback);
        looks.extend(grave.into_iter().map(|open| open_ports(open, names)));
        looks.extend(promiscuous(part, names));
        looks.extend(full(&self.full, names));
        looks.extend(troubled(&self.troubled, self.troubles, names));
        looks.extend(unclosed(&self.unclosed, names));
        looks.extend(counters(part));
        looks.extend(slight.into_iter().map(|open| open_ports(open, names)));
        looks
    }
}

fn open_ports(mut open: Open, names: &Names<'_>) -> Look {
    open.ports.sort_unstable();
    let Open {
        care,
        protocol,
        ports,
        reach,
        holders,
    } = open;
    let port = |&port: &u16| match ports::service_name(protocol, port) {
        Some(name) => format!("{name} ({protocol} {port})"),
        None => format!("{protocol} port {port}"),
    };
    let (verb, whom) = (
        if ports.len() == 1 { "is" } else { "are" },
        match reach {
            Reach::Links => "every host on its links",
            _ => "everyone",
        },
    );
    let numbers: Vec<String> = ports.iter().map(u16::to_string).collect();
    Look {
        what: format!("{} {verb} open to {whom}", list(ports.iter().map(port))),
        who: who(&holders, names),
        why: care.why().to_owned(),
        count: holders.total,
        view: View::Sockets,
        filter: format!("is:exposed proto:{protocol} lport:{}", numbers.join(",")),
    }
}

/// Interfaces that take every frame without being a part of a bridge or a bond.
fn promiscuous(part: Part<'_>, names: &Names<'_>) -> Option<Look> {
    let takes_all = |it: &&Interface| it.promiscuous == Some(true) && it.master.is_none();
    let interfaces = |namespace: &Namespace| namespace.interfaces.iter().filter(takes_all).count();
    let namespaces = part.namespaces();
    let count: usize = namespaces.iter().map(interfaces).sum();
    if count == 0 {
        return None;
    }
    let mut capturing = Tally::default();
    for socket in namespaces.iter().flat_map(|it| &it.packet_sockets) {
        if socket
            .promiscuous_on
            .as_ref()
            .is_some_and(|on| !on.is_empty())
        {
            capturing.add(names, &socket.owners);
        }
    }
    let all = namespaces.iter().flat_map(|it| &it.interfaces);
    let found = all.filter(takes_all).map(|it| it.name.clone());
    let takes = if count == 1 { "takes" } else { "take" };
    Some(Look {
        what: format!("{} {takes} frames that are not for this host", list(found)),
        who: if capturing.total == 0 {
            "no packet socket asked for it".to_owned()
        } else {
            who(&capturing, names)
        },
        why: "Promiscuous mode: a packet capture, a virtual machine or a container needs it. \
              Where none of them runs, somebody may read along."
            .to_owned(),
        count,
        view: View::Interfaces,
        filter: "is:promiscuous".to_owned(),
    })
}

fn full(full: &Tally, names: &Names<'_>) -> Option<Look> {
    let count = full.total;
    (count > 0).then(|| Look {
        what: format!(
            "{} a full queue of connections",
            counted(count, "listener has", "listeners have")
        ),
        who: who(full, names),
        why: "Its program does not accept fast enough, and the system drops or refuses what \
              comes on top."
            .to_owned(),
        count,
        view: View::Sockets,
        filter: "is:full".to_owned(),
    })
}

fn troubled(
    troubled: &Tally,
    by_kind: [usize; Health::ALL.len()],
    names: &Names<'_>,
) -> Option<Look> {
    let kinds = Health::ALL.into_iter().zip(by_kind);
    let mut kinds: Vec<(Health, usize)> = kinds.filter(|&(_, count)| count > 0).collect();
    sort_by(&mut kinds, |(_, a), (_, b)| b.cmp(a));
    let &(most, _) = kinds.first()?;
    let parts: Vec<String> = kinds
        .iter()
        .map(|&(health, count)| [&grouped(count as u64), " ", health.name()].concat())
        .collect();
    Some(Look {
        what: format!(
            "{} in trouble",
            counted(troubled.total, "connection is", "connections are")
        ),
        who: who(troubled, names),
        why: [&parts.join(", "), ". ", most.meaning()].concat(),
        count: troubled.total,
        view: View::Sockets,
        filter: "is:trouble".to_owned(),
    })
}

/// Connections that a program does not close, where one program has a heap of them.
fn unclosed(unclosed: &Tally, names: &Names<'_>) -> Option<Look> {
    let by_name = unclosed.counts(names).map(|(_, count)| count);
    let most = by_name.max().unwrap_or(0).max(unclosed.unknown);
    (most >= HEAP).then(|| Look {
        what: format!(
            "{} to be closed here",
            counted(unclosed.total, "connection waits", "connections wait")
        ),
        who: who(unclosed, names),
        why: "The other side has closed them (CLOSE-WAIT); a program that forgets its own side \
              runs out of descriptors."
            .to_owned(),
        count: unclosed.total,
        view: View::Sockets,
        filter: "state:close-wait".to_owned(),
    })
}

fn counters(part: Part<'_>) -> Option<Look> {
    let rows = part.catalog.counters().iter();
    // Those that were judged come first.
    let judged = rows.take_while(|row| row.judged.is_some());
    let own = judged.filter(|row| part.place.is_none_or(|place| place == row.namespace));
    let mut own = own.peekable();
    let worst = *own.peek()?;
    let count = own.count();
    let meaning = explain::counter(&worst.protocol, &worst.name);
    let reason = worst.judged.as_ref().map(|(_, reason)| reason.as_str());
    Some(Look {
        what: [&counted(count, "counter stands", "counters stand"), " out"].concat(),
        who: match count {
            1 => worst.name.clone(),
            _ => [&worst.name, " and ", &grouped(count as u64 - 1), " more"].concat(),
        },
        why: [
            &*meaning.map(|it| it.meaning).unwrap_or_default(),
            " ",
            reason.unwrap_or_default(),
        ]
        .concat(),
        count,
        view: View::Protocols,
        filter: "is:unhealthy".to_owned(),
    })
}

/// The names that have most of something, with their counts where there are several.
fn who(tally: &Tally, names: &Names<'_>) -> String {
    let mut counts: Vec<(&str, usize)> = tally.counts(names).collect();
    sort_by(&mut counts, |(_, a), (_, b)| b.cmp(a));
    if tally.unknown > 0 {
        counts.push(("no known process", tally.unknown));
    }
    match counts.as_slice() {
        [(name, _)] => (*name).to_owned(),
        _ => list(
            counts
                .iter()
                .map(|(name, count)| [name, " ×", &grouped(*count as u64)].concat()),
        ),
    }
}

/// The first few as people list them, and how many more there are.
fn list(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    let more = items.len().saturating_sub(LISTED);
    if more > 0 {
        items.truncate(LISTED);
        items.push(counted(more, "more", "more"));
    }
    match items.split_last() {
        Some((last, before)) if !before.is_empty() => [&before.join(", "), " and ", last].concat(),
        _ => items.concat(),
    }
}
