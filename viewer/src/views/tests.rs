//! What the cells of a small bundle say.

use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::TableKind;

use super::{Tone, columns, incomplete_sources};
use crate::sample::bundle;

fn catalog() -> Catalog {
    Catalog::new(decode(&bundle(), &Limits::default()).unwrap().snapshot)
}

#[test]
fn cells_say_what_is_known_and_why_not() {
    use TableKind::{Interfaces, Processes, Routes, Sockets, Sources};
    let catalog = catalog();
    for (table, row, title, text, note, tone) in [
        (Sockets, 0, "Proto", "tcp", "", Tone::Plain),
        (Sockets, 0, "Local address", "0.0.0.0", "", Tone::Plain),
        (Sockets, 0, "Remote address", "–", "", Tone::Dim),
        (Sockets, 0, "Remote port", "–", "", Tone::Dim),
        (Sockets, 0, "State", "LISTEN", "", Tone::Ok),
        (Sockets, 0, "Process", "nginx", "812 +1", Tone::Plain),
        (Sockets, 0, "User", "www-data", "", Tone::Plain),
        (Sockets, 0, "Recv-Q", "3", "of 4,096", Tone::Warn),
        (Sockets, 0, "Send-Q", "–", "", Tone::Dim),
        (Sockets, 1, "Process", "kernel keeps it", "", Tone::Dim),
        (Sockets, 1, "State", "TIME-WAIT", "", Tone::Dim),
        (Sockets, 1, "Send-Q", "1,234", "", Tone::Warn),
        (Sockets, 1, "User", "–", "", Tone::Dim),
        (Sockets, 2, "State", "–", "", Tone::Dim),
        (Sockets, 2, "Process", "hidden: needs root", "", Tone::Dim),
        (Sockets, 2, "User", "0", "", Tone::Plain),
        (Sockets, 2, "Interface", "eth0", "", Tone::Plain),
        (Sockets, 3, "Proto", "–", "", Tone::Dim),
        (Processes, 0, "PID", "812", "", Tone::Plain),
        (Processes, 0, "Sockets", "1", "", Tone::Plain),
        (
            Processes,
            0,
            "Started",
            "2026-11-22 02:00",
            "1 h",
            Tone::Plain,
        ),
        (
            Processes,
            0,
            "Executable",
            "/usr/sbin/nginx",
            "deleted",
            Tone::Warn,
        ),
        (
            Processes,
            0,
            "Command line",
            r"nginx: 'master process' 'it'\''s'",
            "",
            Tone::Plain,
        ),
        (Processes, 0, "Parent", "1", "", Tone::Plain),
        (Processes, 1, "Name", "kthreadd", "kernel", Tone::Plain),
        (Processes, 1, "Executable", "–", "", Tone::Dim),
        (Processes, 1, "Command line", "–", "", Tone::Dim),
        (Processes, 1, "Sockets", "0", "", Tone::Dim),
        (Processes, 2, "Name", "</script>⟨ESC⟩[31m", "", Tone::Plain),
        (Processes, 2, "Executable", "not readable", "", Tone::Dim),
        (Processes, 2, "Command line", "not readable", "", Tone::Dim),
        (Processes, 2, "Parent", "nginx", "812", Tone::Plain),
        (
            Routes,
            0,
            "Destination",
            "0.0.0.0/0",
            "default",
            Tone::Plain,
        ),
        (Routes, 0, "Gateway", "192.0.2.254", "", Tone::Plain),
        (Routes, 0, "Metric", "100", "", Tone::Plain),
        (Routes, 1, "Gateway", "192.0.2.2", "+1", Tone::Plain),
        (Routes, 1, "Interface", "eth0", "+1", Tone::Plain),
        (Routes, 1, "Table", "7", "", Tone::Plain),
        (Routes, 1, "Protocol", "99", "", Tone::Plain),
        (Interfaces, 0, "Name", "eth0", "promiscuous", Tone::Plain),
        (Interfaces, 0, "State", "up", "", Tone::Ok),
        (
            Interfaces,
            0,
            "Addresses",
            "192.0.2.1/24, fe80::1/64",
            "",
            Tone::Plain,
        ),
        (Interfaces, 0, "MTU", "1,500", "", Tone::Plain),
        (Interfaces, 0, "Received", "4.52 MB", "", Tone::Plain),
        (Interfaces, 0, "Sent", "812 B", "", Tone::Plain),
        (Interfaces, 0, "Errors", "2", "", Tone::Warn),
        (Interfaces, 0, "Drops", "0", "", Tone::Plain),
        (Interfaces, 0, "Flags", "up, broadcast", "", Tone::Plain),
        (Sources, 0, "Status", "complete", "", Tone::Ok),
        (Sources, 0, "Time", "830 µs", "", Tone::Plain),
        (Sources, 0, "Detail", "–", "", Tone::Dim),
        (Sources, 1, "Status", "partial", "", Tone::Warn),
    ] {
        let column = columns(table)
            .iter()
            .find(|column| column.title == title)
            .unwrap();
        let cell = (column.cell)(&catalog, row);
        let case = format!("{title} of {table:?} {row}");
        assert_eq!(
            (&*cell.text, &*cell.note, cell.tone),
            (text, note, tone),
            "{case}"
        );
    }
}

#[test]
fn no_cell_can_fail_on_a_row_that_is_not_there() {
    let catalog = catalog();
    for table in [
        TableKind::Sockets,
        TableKind::Processes,
        TableKind::Routes,
        TableKind::Interfaces,
        TableKind::Sources,
    ] {
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
fn what_could_not_be_read_is_named() {
    assert_eq!(
        incomplete_sources(&catalog()),
        ["/proc/PID/fd: partial – run as root to see every process"]
    );
}
