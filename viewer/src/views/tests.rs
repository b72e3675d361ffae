//! What the cells of a small bundle say.

use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{Field, TableKind};
use netsnap_shared::snapshot::{ProtocolSample, Sample};

use super::{Layout, Tone, columns, incomplete_sources, shown_columns};
use crate::sample::bundle;

fn catalog() -> Catalog {
    Catalog::new(decode(&bundle(), &Limits::default()).unwrap().snapshot)
}

type Case = (usize, &'static str, &'static str, &'static str, Tone);

#[track_caller]
fn check(catalog: &Catalog, table: TableKind, (row, title, text, note, tone): Case) {
    let mut columns = columns(table).iter();
    let column = columns.find(|column| column.title == title).unwrap();
    let cell = (column.cell)(catalog, row);
    let case = format!("{title} of {table:?} {row}");
    assert_eq!(
        (&*cell.text, &*cell.note, cell.tone),
        (text, note, tone),
        "{case}"
    );
}

#[test]
fn a_socket_says_what_is_known_and_why_not() {
    let catalog = catalog();
    for case in [
        (0, "Proto", "tcp", "", Tone::Plain),
        (0, "Local address", "0.0.0.0", "", Tone::Plain),
        (0, "Remote address", "–", "", Tone::Dim),
        (0, "Remote port", "–", "", Tone::Dim),
        (0, "State", "LISTEN", "", Tone::Ok),
        (0, "Process", "nginx", "812 +1", Tone::Plain),
        (0, "User", "www-data", "", Tone::Plain),
        (0, "Recv-Q", "3", "of 4,096", Tone::Warn),
        (0, "Send-Q", "–", "", Tone::Dim),
        (1, "Process", "kernel keeps it", "", Tone::Dim),
        (1, "State", "TIME-WAIT", "", Tone::Dim),
        (1, "Send-Q", "1,234", "", Tone::Warn),
        (1, "User", "–", "", Tone::Dim),
        (2, "State", "–", "", Tone::Dim),
        (2, "Process", "hidden: needs root", "", Tone::Dim),
        (2, "User", "0", "", Tone::Plain),
        (2, "Interface", "eth0", "", Tone::Plain),
        (3, "Proto", "–", "", Tone::Dim),
    ] {
        check(&catalog, TableKind::Sockets, case);
    }
}

#[test]
fn a_socket_without_the_internet_says_what_is_known() {
    let catalog = catalog();
    for case in [
        (0, "State", "listening", "", Tone::Ok),
        (0, "Path", "/run/x⟨ESC⟩.sock", "", Tone::Plain),
        (0, "Process", "nginx", "812", Tone::Plain),
        (0, "User", "www-data", "", Tone::Plain),
        (0, "Recv-Q", "2", "of 128", Tone::Warn),
        (0, "Peer", "–", "", Tone::Dim),
        (1, "Path", "–", "", Tone::Dim),
        (1, "Send-Q", "768", "", Tone::Warn),
        (1, "Peer", "7005", "", Tone::Plain),
    ] {
        check(&catalog, TableKind::UnixSockets, case);
    }
    for case in [
        (0, "Frames", "all", "0x0003", Tone::Plain),
        (0, "Interface", "eth0", "", Tone::Plain),
        (0, "Promiscuous on", "eth0", "+1", Tone::Warn),
        (0, "Process", "nobody found", "", Tone::Dim),
        (1, "Frames", "0x1234", "", Tone::Plain),
        (1, "Interface", "every one", "", Tone::Dim),
        (1, "Promiscuous on", "–", "", Tone::Dim),
    ] {
        check(&catalog, TableKind::PacketSockets, case);
    }
    for case in [
        (0, "Protocol", "route", "", Tone::Plain),
        (0, "Port id", "812", "", Tone::Plain),
        (0, "Groups", "1, 5", "", Tone::Plain),
        (0, "Drops", "3", "", Tone::Warn),
        (1, "Protocol", "77", "", Tone::Plain),
        (1, "Process", "kernel keeps it", "", Tone::Dim),
        (1, "Groups", "–", "", Tone::Dim),
        (1, "Drops", "–", "", Tone::Dim),
    ] {
        check(&catalog, TableKind::NetlinkSockets, case);
    }
}

#[test]
fn a_counter_says_what_it_means() {
    let mut catalog = catalog();
    let look = "It has counted 2.";
    for case in [
        (0, "Protocol", "TCP, more", "TcpExt", Tone::Plain),
        (0, "Counter", "ListenDrops", "", Tone::Plain),
        (0, "Value", "7", "", Tone::Plain),
        (0, "Verdict", "bad", "It has counted 7.", Tone::Bad),
        (0, "Changed", "–", "", Tone::Dim),
        (1, "Verdict", "look", look, Tone::Warn),
        (2, "Counter", "InReceives", "", Tone::Plain),
        (2, "Value", "1,234,567", "", Tone::Plain),
        (2, "Verdict", "–", "", Tone::Dim),
        (3, "Counter", "Unheard⟨ESC⟩Of", "", Tone::Plain),
        (3, "What it counts", "–", "", Tone::Dim),
        (4, "Value", "-1", "", Tone::Plain),
    ] {
        check(&catalog, TableKind::Counters, case);
    }
    let is_shown = |catalog: &Catalog| {
        let columns = shown_columns(TableKind::Counters, catalog, &Layout::default());
        columns.iter().any(|column| column.title == "Changed")
    };
    assert!(!is_shown(&catalog));
    let mut snapshot = catalog.snapshot().clone();
    let counters = [("ListenDrops".to_owned(), 9)].into();
    snapshot.samples.push(Sample {
        collected_at: snapshot.collected_at,
        interfaces: Vec::new(),
        protocol_statistics: vec![ProtocolSample {
            namespace: snapshot.namespaces[0].id.clone(),
            protocol: "TcpExt".to_owned(),
            counters,
        }],
        sockets: Vec::new(),
    });
    catalog = Catalog::new(snapshot);
    assert!(is_shown(&catalog));
    let changed = (0, "Changed", "+2", "", Tone::Warn);
    check(&catalog, TableKind::Counters, changed);
}

#[test]
fn rules_neighbours_and_groups_say_what_is_known() {
    let catalog = catalog();
    for case in [
        (0, "Priority", "0", "", Tone::Plain),
        (0, "For", "every packet", "", Tone::Plain),
        (0, "Table", "local", "", Tone::Plain),
        (
            1,
            "For",
            "packets from 2001:db8::/32 and that came in by e⟨ESC⟩th0",
            "",
            Tone::Plain,
        ),
        (1, "Table", "rule 200", "", Tone::Plain),
        (2, "Action", "prohibit", "", Tone::Warn),
        (2, "Table", "–", "", Tone::Dim),
    ] {
        check(&catalog, TableKind::Rules, case);
    }
    for case in [
        (0, "Address", "192.0.2.254", "", Tone::Plain),
        (0, "State", "reachable", "", Tone::Ok),
        (0, "Flags", "router", "", Tone::Plain),
        (0, "Used", "1.50 s ago", "", Tone::Plain),
        (1, "MAC", "–", "", Tone::Dim),
        (1, "State", "failed", "", Tone::Warn),
        (1, "Confirmed", "–", "", Tone::Dim),
    ] {
        check(&catalog, TableKind::Neighbours, case);
    }
    for case in [
        (0, "Group", "224.0.0.251", "", Tone::Plain),
        (0, "What it is for", "mDNS", "", Tone::Plain),
        (0, "Joined", "2", "", Tone::Plain),
        (1, "What it is for", "of an IPv6 group", "", Tone::Plain),
        (1, "Joined", "–", "", Tone::Dim),
    ] {
        check(&catalog, TableKind::Groups, case);
    }
}

#[test]
fn a_process_says_what_is_known_and_why_not() {
    let catalog = catalog();
    for case in [
        (0, "PID", "812", "", Tone::Plain),
        (0, "Sockets", "1", "", Tone::Plain),
        (0, "Started", "2026-11-22 02:00", "1 h", Tone::Plain),
        (0, "Executable", "/usr/sbin/nginx", "deleted", Tone::Warn),
        (
            0,
            "Command line",
            r"nginx: 'master process' 'it'\''s'",
            "",
            Tone::Plain,
        ),
        (0, "Parent", "1", "", Tone::Plain),
        (1, "Name", "kthreadd", "kernel", Tone::Plain),
        (1, "Executable", "–", "", Tone::Dim),
        (1, "Command line", "–", "", Tone::Dim),
        (1, "Sockets", "0", "", Tone::Dim),
        (2, "Name", "</script>⟨ESC⟩[31m", "", Tone::Plain),
        (2, "Executable", "not readable", "", Tone::Dim),
        (2, "Command line", "not readable", "", Tone::Dim),
        (2, "Parent", "nginx", "812", Tone::Plain),
    ] {
        check(&catalog, TableKind::Processes, case);
    }
}

#[test]
fn a_route_says_what_is_known() {
    let catalog = catalog();
    for case in [
        (0, "Destination", "0.0.0.0/0", "default", Tone::Plain),
        (0, "Gateway", "192.0.2.254", "", Tone::Plain),
        (0, "Metric", "100", "", Tone::Plain),
        (1, "Gateway", "192.0.2.2", "+1", Tone::Plain),
        (1, "Interface", "eth0", "+1", Tone::Plain),
        (1, "Table", "7", "", Tone::Plain),
        (1, "Protocol", "99", "", Tone::Plain),
    ] {
        check(&catalog, TableKind::Routes, case);
    }
}

#[test]
fn an_interface_says_what_is_known() {
    let catalog = catalog();
    for case in [
        (0, "Name", "eth0", "promiscuous", Tone::Warn),
        (0, "Received/s", "–", "", Tone::Dim),
        (0, "Over time", "–", "", Tone::Dim),
        (0, "State", "up", "", Tone::Ok),
        (0, "Addresses", "192.0.2.1/24, fe80::1/64", "", Tone::Plain),
        (0, "MTU", "1,500", "", Tone::Plain),
        (0, "Received", "4.52 MB", "", Tone::Plain),
        (0, "Sent", "812 B", "", Tone::Plain),
        (0, "Errors", "2", "", Tone::Warn),
        (0, "Drops", "0", "", Tone::Plain),
        (0, "Flags", "up, broadcast", "", Tone::Plain),
    ] {
        check(&catalog, TableKind::Interfaces, case);
    }
}

#[test]
fn a_source_says_how_it_went() {
    let catalog = catalog();
    for case in [
        (0, "Status", "complete", "", Tone::Ok),
        (0, "Time", "830 µs", "", Tone::Plain),
        (0, "Detail", "–", "", Tone::Dim),
        (1, "Status", "partial", "", Tone::Warn),
    ] {
        check(&catalog, TableKind::Sources, case);
    }
}

#[test]
fn no_cell_can_fail_on_a_row_that_is_not_there() {
    let catalog = catalog();
    for table in TableKind::ALL {
        for column in columns(table) {
            assert_eq!(
                (column.cell)(&catalog, usize::MAX).text,
                "–",
                "{}",
                column.title
            );
        }
    }
}

#[test]
fn namespaces_are_shown_where_there_are_several() {
    use netsnap_shared::snapshot::{Namespace, NamespaceId};

    use crate::place::View;
    let one = catalog();
    let mut snapshot = one.snapshot().clone();
    let mut blue = Namespace::new(NamespaceId("77".into()));
    blue.name = Some("blue".into());
    blue.sockets = snapshot.namespaces[0].sockets.clone();
    snapshot.namespaces.push(blue);
    let own = snapshot.namespaces[0].sockets.len();
    let two = Catalog::new(snapshot);
    for table in View::ALL.into_iter().filter_map(View::table) {
        for (catalog, is_shown) in [(&one, false), (&two, true)] {
            let shown = shown_columns(table, catalog, &Layout::default());
            let first = shown.first().map(|column| column.field);
            assert_eq!(first == Some(Field::Namespace), is_shown, "{table:?}");
        }
    }
    for case in [
        (0, "Namespace", "own", "", Tone::Plain),
        (own, "Namespace", "blue", "", Tone::Plain),
    ] {
        check(&two, TableKind::Sockets, case);
    }
    check(
        &two,
        TableKind::Sources,
        (1, "Namespace", "–", "", Tone::Dim),
    );
}

#[test]
fn what_could_not_be_read_is_named() {
    assert_eq!(
        incomplete_sources(&catalog()),
        ["/proc/PID/fd: partial – run as root to see every process"]
    );
}
