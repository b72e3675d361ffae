//! How long the tables of 100,000 sockets take to build, to filter and to sort.
//!
//! `cargo run --release -p netsnap-shared --example filter_speed [SOCKETS]`

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;
use std::time::{Duration, Instant};

use netsnap_shared::catalog::Catalog;
use netsnap_shared::filter::{Filter, complete};
use netsnap_shared::index::Direction::{Ascending, Descending};
use netsnap_shared::index::{Field, Table, TableKind, Tables};
use netsnap_shared::snapshot::{
    Collector, Endpoint, Family, Host, Inode, Namespace, NamespaceId, Owner, Ownership, Pid,
    Privilege, Process, Protocol, Snapshot, Socket, State, Timestamp, Uid, User,
};

const FILTERS: [&str; 14] = [
    "state:listen",
    "port:443",
    "port:<1024",
    "remote:10.0.0.0/8",
    "proc:ngin*",
    "cmd:worker",
    "443",
    "nginx",
    "10.1.2.",
    "192.168.0.0/16",
    "is:exposed !is:loopback",
    "state:established,time-wait (port:443 or port:8000-8999) !local:127.0.0.0/8",
    "inode:>50000",
    "has:process !user:root",
];

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let catalog = Rc::new(Catalog::new(snapshot(count.unwrap_or(100_000))));
    let rounds = 7;
    let built = best_of(rounds, || drop(Table::new(TableKind::Sockets, &catalog)));
    println!("{:>9}  Table::new", milliseconds(built));

    let tables = Tables::new(&catalog);
    let table = tables.get(TableKind::Sockets);
    for text in FILTERS {
        let start = Instant::now();
        let rows = filtered(text, &tables);
        let first = start.elapsed();
        let best = best_of(rounds, || drop(filtered(text, &tables)));
        println!(
            "{:>9}  {text}  (first {}, {} rows)",
            milliseconds(best),
            milliseconds(first),
            rows.len()
        );
    }
    let sorts = [
        vec![(Field::State, Ascending)],
        vec![(Field::LocalPort, Descending)],
        vec![(Field::Inode, Ascending)],
        vec![
            (Field::Process, Ascending),
            (Field::Remote, Ascending),
            (Field::RemotePort, Ascending),
        ],
    ];
    for by in sorts {
        let best = best_of(rounds, || {
            let mut rows = filtered("", &tables);
            table.sort(&mut rows, &by);
        });
        println!("{:>9}  sort {by:?}", milliseconds(best));
    }
    for text in ["", "4", "port:4", "remote:1", "inode:"] {
        let best = best_of(rounds, || drop(complete(text, text.len(), table, None)));
        println!("{:>9}  complete {text:?}", milliseconds(best));
    }
}

fn filtered(text: &str, tables: &Tables) -> Vec<u32> {
    match Filter::parse(text, TableKind::Sockets) {
        Ok(filter) => filter.select(tables.get(TableKind::Sockets)),
        Err(error) => {
            eprintln!("{text}: {error}");
            Vec::new()
        }
    }
}

fn best_of(rounds: usize, mut run: impl FnMut()) -> Duration {
    let times = (0..rounds).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1000.0)
}

/// Numbers that look random and are the same each time (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap_or_default()
    }
}

fn address(random: &mut Random, is_v6: bool, spread: u32) -> IpAddr {
    let host = random.below(spread);
    let [_, b, c, d] = host.to_be_bytes();
    if is_v6 {
        let [high, low] = [u16::from(b), u16::from_be_bytes([c, d])];
        return Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, high, low).into();
    }
    let first = [10, 127, 192, 203];
    let first = first[host as usize % first.len()];
    Ipv4Addr::new(first, if first == 192 { 168 } else { b }, c, d).into()
}

fn socket(random: &mut Random, row: u64) -> Socket {
    let states = [
        State::Established,
        State::Established,
        State::Established,
        State::TimeWait,
        State::CloseWait,
        State::Listen,
    ];
    let state = states[random.below(6) as usize];
    let is_v6 = random.below(4) == 0;
    let is_owned = state != State::TimeWait;
    let ports = [443u16, 8080, 22, 5432];
    let port = |random: &mut Random| match random.below(2) {
        0 => ports[random.below(4) as usize],
        _ => u16::try_from(32768 + random.below(28000)).unwrap_or_default(),
    };
    let protocol = if random.below(10) == 0 {
        Protocol::Udp
    } else {
        Protocol::Tcp
    };
    let family = if is_v6 { Family::Ipv6 } else { Family::Ipv4 };
    let local = Endpoint {
        ip: address(random, is_v6, 16),
        port: port(random),
    };
    Socket {
        state: Some(state),
        remote: (state != State::Listen).then(|| Endpoint {
            ip: address(random, is_v6, 200_000),
            port: port(random),
        }),
        owners: if is_owned {
            vec![Owner {
                pid: Pid(1000 + random.below(200)),
                fd: Some(random.below(5000)),
            }]
        } else {
            Vec::new()
        },
        ownership: if is_owned {
            Ownership::Owned
        } else {
            Ownership::Kernel
        },
        uid: Some(Uid(random.below(3))),
        inode: is_owned.then_some(Inode(10_000 + row * 3)),
        receive_queue: Some(random.below(50).saturating_sub(40)),
        send_queue: Some(random.below(50).saturating_sub(40)),
        ..Socket::new(protocol, family, local)
    }
}

fn snapshot(count: u64) -> Snapshot {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let names = ["nginx", "postgres", "sshd", "java", "node"];
    let processes = (1000u32..1200)
        .zip(names.iter().cycle())
        .map(|(pid, name)| Process {
            parent_pid: Some(Pid(1)),
            executable: Some(format!("/usr/bin/{name}")),
            executable_deleted: Some(false),
            command_line: Some(vec![(*name).to_owned(), format!("--worker={pid}")]),
            uid: Some(Uid(pid % 3)),
            ..Process::new(Pid(pid), (*name).to_owned())
        });
    let user = |(uid, name): (u32, &str)| User {
        uid: Uid(uid),
        name: name.to_owned(),
    };
    Snapshot {
        collector: Collector {
            name: "filter_speed".to_owned(),
            version: "1.0.0".to_owned(),
        },
        collected_at: Timestamp::from_unix_ms(0),
        duration_ms: 0,
        host: Host {
            hostname: None,
            os: "linux".to_owned(),
            os_version: None,
            kernel: None,
            architecture: None,
            boot_time: None,
            resolver: None,
        },
        privilege: Privilege {
            uid: None,
            user: None,
            elevated: true,
            capabilities: Vec::new(),
        },
        sources: Vec::new(),
        users: [(0, "root"), (1, "daemon"), (2, "www-data")]
            .map(user)
            .into(),
        processes: processes.collect(),
        namespaces: vec![Namespace {
            is_collectors: true,
            sockets: (0..count).map(|row| socket(&mut random, row)).collect(),
            ..Namespace::new(NamespaceId("1".to_owned()))
        }],
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}
