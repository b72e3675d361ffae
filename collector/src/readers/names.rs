//! The names of remote addresses, asked of the DNS where a person wants that. Nothing else in the
//! collector sends anything.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread::Builder;
use std::time::Duration;

use dns_lookup::LookupErrorKind;
use netsnap_shared::snapshot::{AddressName, Snapshot, Source, SourceStatus};

use super::Clock;
use super::journal::{count, microseconds};

/// The most addresses that are looked up.
const MOST_ADDRESSES: usize = 1000;

/// The most questions that are open at one time.
const THREADS: usize = 16;

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Name(String),
    NoName,
    Failed,
}

/// Looks up the names of a snapshot's remote addresses for at most this long, and adds them. The
/// servers that the host's resolver asks learn the addresses; the source says so.
pub fn look_up_names(snapshot: &mut Snapshot, limit: Duration) {
    look_up(snapshot, limit, Clock::system(), ask);
}

/// Asks the host's resolver (getnameinfo(3)): `/etc/hosts`, the DNS, or what it is set up to ask.
fn ask(ip: IpAddr) -> Answer {
    // The resolver takes a mapped address for one of IPv6, which has no name.
    match dns_lookup::lookup_addr(&ip.to_canonical()) {
        Ok(name) => Answer::Name(name),
        Err(error)
            if matches!(
                error.kind(),
                LookupErrorKind::NoName | LookupErrorKind::NoData
            ) =>
        {
            Answer::NoName
        }
        Err(_) => Answer::Failed,
    }
}

fn look_up(
    snapshot: &mut Snapshot,
    limit: Duration,
    clock: Clock,
    ask: impl Fn(IpAddr) -> Answer + Copy + Send + 'static,
) {
    let began = clock.elapsed();
    let all = remote_addresses(snapshot);
    let wanted = all.len().min(MOST_ADDRESSES);
    let left_out = all.len() - wanted;
    let answers = start(all.into_iter().take(wanted).collect(), ask);
    let mut names = BTreeMap::new();
    let (mut unnamed, mut failed, mut timed_out) = (0, 0, false);
    for _ in 0..wanted {
        let spent = clock.elapsed().saturating_sub(began);
        match answers.recv_timeout(limit.saturating_sub(spent)) {
            Ok((ip, Answer::Name(name))) => drop(names.insert(ip, name)),
            Ok((_, Answer::NoName)) => unnamed += 1,
            Ok((_, Answer::Failed)) => failed += 1,
            // Threads that still wait for an answer end with the program.
            Err(error) => {
                timed_out = error == RecvTimeoutError::Timeout;
                break;
            }
        }
    }
    let open = wanted - names.len() - unnamed - failed;

    let asked = count(wanted, "address was", "addresses were");
    let mut detail = vec![match wanted {
        0 => "there is no address to ask for: nothing was sent".to_owned(),
        _ => format!("{asked} asked for, which sends queries to the host's name servers"),
    }];
    let have = |number| if number == 1 { "has" } else { "have" };
    for (number, what) in [
        (unnamed, format!("{} no name", have(unnamed))),
        (failed, "got no answer".to_owned()),
        (
            open,
            if timed_out {
                "were not answered in time".to_owned()
            } else {
                "could not be asked for".to_owned()
            },
        ),
        (
            left_out,
            format!("more than {MOST_ADDRESSES} were left out"),
        ),
    ] {
        if number > 0 {
            detail.push(format!("{number} {what}"));
        }
    }
    let is_complete = failed + open + left_out == 0;
    snapshot.sources.push(Source {
        name: "reverse DNS".to_owned(),
        namespace: None,
        status: if is_complete {
            SourceStatus::Complete
        } else {
            SourceStatus::Partial
        },
        rows: names.len() as u64,
        duration_us: microseconds(clock.elapsed().saturating_sub(began)),
        detail: Some(detail.join("; ")),
    });
    let names = names.into_iter().map(|(ip, name)| AddressName { ip, name });
    snapshot.names = names.collect();
}

/// The addresses of the other ends that a name server can know, those with the most sockets first.
fn remote_addresses(snapshot: &Snapshot) -> Vec<IpAddr> {
    let sockets = snapshot
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.sockets);
    let mut sockets_of: BTreeMap<IpAddr, usize> = BTreeMap::new();
    for remote in sockets.filter_map(|socket| socket.remote) {
        *sockets_of.entry(remote.ip).or_default() += 1;
    }
    let known = sockets_of.into_iter().filter(|(ip, _)| has_a_zone(*ip));
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|&(ip, sockets)| (std::cmp::Reverse(sockets), ip));
    known.into_iter().map(|(ip, _)| ip).collect()
}

/// Whether an address means the same outside of its host and its link.
fn has_a_zone(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    let is_local = match ip {
        IpAddr::V4(ip) => ip.is_link_local() || ip.is_broadcast(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    !(is_local || ip.is_loopback() || ip.is_unspecified() || ip.is_multicast())
}

/// Asks for all of them, several at a time. The answers come as they come.
fn start(
    addresses: Vec<IpAddr>,
    ask: impl Fn(IpAddr) -> Answer + Copy + Send + 'static,
) -> Receiver<(IpAddr, Answer)> {
    let (answers, receiver) = channel();
    let threads = THREADS.min(addresses.len());
    let waiting = Arc::new(Mutex::new(addresses.into_iter()));
    for _ in 0..threads {
        let (waiting, answers) = (Arc::clone(&waiting), answers.clone());
        let work = move || {
            while let Some(ip) = waiting.lock().ok().and_then(|mut waiting| waiting.next()) {
                if answers.send((ip, ask(ip))).is_err() {
                    return;
                }
            }
        };
        if Builder::new()
            .name("reverse-dns".to_owned())
            .spawn(work)
            .is_err()
        {
            break;
        }
    }
    receiver
}

#[cfg(test)]
mod tests;
