//! Which rows pass, and in which order they are sorted.

use super::sample::{self, tables};
use crate::filter::Filter;
use crate::index::Direction::{Ascending, Descending};
use crate::index::{Direction, Field, TableKind};

fn check(table: TableKind, cases: &[(&str, &[u32])]) {
    let columns = sample::table(table);
    for (text, rows) in cases {
        let filter = Filter::parse(text, table).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.select(&columns), *rows, "{text}");
    }
}

#[test]
fn sockets_are_found_by_their_fields() {
    let all: &[u32] = &[0, 1, 2, 3, 4, 5, 6, 7, 8];
    check(
        TableKind::Sockets,
        &[
            ("", all),
            ("  ", all),
            ("state:listen", &[0, 1, 6]),
            ("state:LISTENING", &[0, 1, 6]),
            ("state:TIME_WAIT,estab", &[2, 3, 5, 7]),
            ("state=77", &[8]),
            ("state!=listen proto:tcp", &[2, 3, 7, 8]),
            ("proto:udp", &[4, 5]),
            ("proto:17", &[4, 5]),
            ("family:6", &[6, 7, 8]),
            ("port:443", &[0, 2]),
            ("port:<1024", &[0, 2, 4, 5]),
            ("port<1024", &[0, 2, 4, 5]),
            ("port<=443", &[0, 2, 4, 5]),
            ("lport:>=50000", &[5]),
            ("port:8000-8999", &[6, 7]),
            ("port:53,68,9000", &[4, 5, 8]),
            ("port:>50000,443", &[0, 2, 7]),
            ("rport:5432", &[3]),
            ("dport=5432", &[3]),
            ("local:127.0.0.0/8", &[1]),
            ("local:10.0.0.5", &[2, 3, 5, 7]),
            ("local:::ffff:10.0.0.5", &[7]),
            ("src:10.0.0.5:443", &[2]),
            ("ip:8.8.8.8:53", &[5]),
            ("ip:[fe80::1]:9000", &[8]),
            ("remote:10.0.0.0/8", &[3]),
            ("remote:none", &[0, 1, 4, 6, 8]),
            ("has:remote", &[2, 3, 5, 7]),
            ("remote!=none", &[2, 3, 5, 7]),
            ("ip:192.168.0.0/16,203.0.113.0/24", &[2, 7]),
            ("proc:nginx", &[0, 2]),
            ("proc:NGIN*", &[0, 2]),
            ("proc:ngin", &[]),
            ("proc:?ostgres", &[1, 5]),
            ("proc:none", &[3, 6, 7, 8]),
            ("name:nginx", &[0, 2]),
            ("pid:813", &[0, 2]),
            ("pid:>=900", &[1, 5, 6, 7]),
            ("cmd:worker", &[0, 2]),
            ("cmd=worker", &[]),
            ("cmd=\"nginx: worker process\"", &[0, 2]),
            ("cmd:*worker*", &[0, 2]),
            ("cmd:worker*", &[]),
            ("exe:/usr/sbin/*", &[0, 2]),
            ("user:root", &[0, 1, 4, 5, 6, 7]),
            ("user:1000", &[8]),
            ("uid:33", &[2]),
            ("owner:kernel", &[3]),
            ("owner:missing", &[8]),
            ("fd:9", &[2]),
            ("inode:none", &[3]),
            ("inode:1443", &[0, 2]),
            ("iface:eth0", &[8]),
            ("dev:eth*", &[8]),
            ("sendq>0", &[2]),
            ("recvq:0", all),
            ("reach:this-host", &[1]),
            ("reach:everyone", &[0, 4, 6]),
            ("ns:host", all),
            ("timer:retransmit", &[2]),
            ("timer:on", &[2]),
        ],
    );
}

#[test]
fn sockets_are_found_by_words() {
    check(
        TableKind::Sockets,
        &[
            ("is:listening", &[0, 1, 6]),
            ("is:listen,udp", &[0, 1, 4, 5, 6]),
            ("is:connected", &[2, 3, 5, 7]),
            ("is:exposed", &[0, 4, 6]),
            ("is:loopback", &[1]),
            ("is:link", &[8]),
            ("is:mapped", &[7]),
            ("is:wellknown", &[0, 2, 4, 5]),
            ("is:ephemeral", &[5]),
            ("is:unowned", &[3, 8]),
            ("is:shared", &[0]),
            ("is:orphan", &[8]),
            ("is:kernel", &[3]),
            ("is:queued", &[0, 2]),
            ("has:queue", &[0, 2]),
            ("is:public", &[5]),
            ("is:private", &[3, 7]),
            ("is:wildcard", &[0, 4, 6]),
            ("has:owner", &[0, 1, 2, 4, 5, 6, 7]),
            ("has:process", &[0, 1, 2, 4, 5]),
            ("has:inode,uid !has:inode", &[]),
            ("has:timer", &[2]),
            ("has:rport", &[2, 3, 5, 7]),
        ],
    );
}

#[test]
fn terms_are_combined() {
    check(
        TableKind::Sockets,
        &[
            ("state:listen port:443", &[0]),
            ("state:listen and port:443", &[0]),
            ("state:listen && port:443", &[0]),
            ("port:443 or port:68", &[0, 2, 4]),
            ("port:443 || port:68", &[0, 2, 4]),
            ("port:443||port:68", &[0, 2, 4]),
            ("state:listen port:443 or proto:udp port:68", &[0, 4]),
            ("state:listen (port:443 or port:5432)", &[0, 1]),
            ("state:listen(port:443 OR port:5432)", &[0, 1]),
            ("!state:listen proto:tcp", &[2, 3, 7, 8]),
            ("-state:listen not proto:udp", &[2, 3, 7, 8]),
            ("!(state:listen or proto:udp)", &[2, 3, 7, 8]),
            ("!!proto:udp", &[4, 5]),
            ("not not proto:udp", &[4, 5]),
            ("state:listen !local:127.0.0.0/8", &[0, 6]),
        ],
    );
}

#[test]
fn a_word_without_a_field_is_looked_for_everywhere() {
    check(
        TableKind::Sockets,
        &[
            ("443", &[0, 2, 4]),
            ("54430", &[2]),
            ("44", &[]),
            ("44*", &[0, 2, 4]),
            ("nginx", &[0, 2]),
            ("GIN", &[0, 2]),
            ("n?inx", &[0, 2]),
            ("estab", &[2, 5, 7]),
            ("LISTENING", &[0, 1, 6]),
            ("TIME_WAIT", &[3]),
            ("udp", &[4, 5]),
            ("10.0.0.5", &[2, 3, 5, 7]),
            ("10.0.0.0/8", &[2, 3, 5, 7]),
            ("10.0.0.", &[2, 3, 5, 7]),
            ("8.8.8.8:53", &[5]),
            ("fe80::1", &[8]),
            ("[fe80::1]:9000", &[8]),
            (":443", &[0, 2]),
            ("*:443", &[0, 2]),
            ("\"443\"", &[]),
            ("eth0", &[8]),
            ("www-data", &[2]),
            ("!nginx", &[1, 3, 4, 5, 6, 7, 8]),
        ],
    );
}

#[test]
fn rows_of_the_other_tables_are_found() {
    check(
        TableKind::Processes,
        &[
            ("name:nginx", &[2, 3]),
            ("ppid:812", &[3]),
            ("ppid:none", &[0]),
            ("exe:none", &[0]),
            ("exe:postgres", &[4]),
            ("exe=/usr/sbin/nginx", &[2, 3]),
            ("cmd:eth0", &[1]),
            ("user:www-data", &[3]),
            ("container:4f5e", &[4]),
            ("has:container", &[4]),
            ("sockets:0", &[0]),
            ("sockets:>1", &[3, 4]),
            ("has:sockets", &[1, 2, 3, 4]),
            ("is:kernel", &[0]),
            ("is:deleted", &[4]),
            ("is:exposed", &[1, 2, 3]),
            ("is:listening", &[2, 3, 4]),
            ("started:2026-11-22", &[0]),
            ("started:>2026-11-22", &[1, 2, 3, 4]),
            ("started:<=2026-11-22", &[0]),
            ("started:<2026-11-22", &[]),
            ("443", &[1]),
            ("/usr", &[2, 3, 4]),
        ],
    );
    check(
        TableKind::Routes,
        &[
            ("dest:10.0.0.5", &[0, 1]),
            ("dest:10.0.0.0/8", &[1, 2]),
            ("dest=10.0.0.0/8", &[]),
            ("dest=10.0.0.0/24", &[1]),
            ("dest:default", &[0, 4]),
            ("default", &[0, 4]),
            ("is:default", &[0, 4]),
            ("via:10.0.0.1", &[0]),
            ("gateway:10.8.0.0/16", &[5]),
            ("gateway:none", &[1, 2, 3, 4]),
            ("dev:wg0", &[2, 5]),
            ("src:10.0.0.5", &[1]),
            ("metric:none", &[2]),
            ("metric:<=100", &[0, 1, 3, 4, 5]),
            ("table:local", &[3]),
            ("table:42", &[4]),
            ("table:255", &[3]),
            ("proto:dhcp", &[0]),
            ("scope:global", &[0]),
            ("kind:blackhole", &[4]),
            ("is:blackhole", &[4]),
            ("is:multipath", &[5]),
            ("is:ipv6", &[4]),
            ("10.8.0.2", &[0, 2, 5]),
        ],
    );
    check(
        TableKind::Interfaces,
        &[
            ("name:lo", &[0]),
            ("kind:ethernet", &[1]),
            ("addr:10.0.0.0/8", &[1]),
            ("10.0.0.5", &[1]),
            ("52:54:00:AB", &[1]),
            ("mac:52:54:*", &[1]),
            ("mtu:>1500", &[0]),
            ("flag:broadcast", &[1]),
            ("state:down", &[1]),
            ("is:up", &[0]),
            ("is:down", &[1]),
            ("is:promiscuous", &[1]),
            ("is:drops", &[1]),
            ("has:drops", &[1]),
            ("tx-drops:1", &[1]),
            ("rx:>=2000", &[1]),
            ("is:errors", &[]),
        ],
    );
    check(
        TableKind::Sources,
        &[
            ("name:sock_diag", &[0, 2]),
            ("status:denied", &[1]),
            ("is:incomplete", &[1, 2]),
            ("ns:none", &[1]),
            ("rows:>2", &[0]),
            ("detail:ROOT", &[1]),
            ("root", &[1]),
            ("has:detail", &[1, 2]),
        ],
    );
}

#[test]
fn a_filter_of_another_table_selects_nothing() {
    let filter = Filter::parse("state:listen", TableKind::Sockets).unwrap();
    let rows = filter.select(tables().get(TableKind::Routes));
    assert_eq!(rows, Vec::<u32>::new());
}

#[test]
fn rows_are_sorted_with_blanks_last() {
    let tables = tables();
    let check = |table: TableKind, by: &[(Field, Direction)], expected: &[u32]| {
        let table = tables.get(table);
        let mut rows: Vec<u32> = (0u32..).take(table.len()).collect();
        table.sort(&mut rows, by);
        assert_eq!(rows, expected, "{by:?}");
    };
    let sockets = TableKind::Sockets;
    check(
        sockets,
        &[(Field::LocalPort, Ascending)],
        &[4, 0, 2, 1, 6, 7, 8, 3, 5],
    );
    check(
        sockets,
        &[(Field::LocalPort, Descending)],
        &[5, 3, 8, 6, 7, 1, 0, 2, 4],
    );
    check(
        sockets,
        &[(Field::Port, Ascending)],
        &[4, 0, 2, 1, 6, 7, 8, 3, 5],
    );
    check(
        sockets,
        &[(Field::Remote, Ascending)],
        &[5, 3, 2, 7, 0, 1, 4, 6, 8],
    );
    check(
        sockets,
        &[(Field::Remote, Descending)],
        &[7, 2, 3, 5, 0, 1, 4, 6, 8],
    );
    check(
        sockets,
        &[(Field::Process, Ascending)],
        &[4, 0, 2, 1, 5, 3, 6, 7, 8],
    );
    check(
        sockets,
        &[
            (Field::Protocol, Descending),
            (Field::SendQueue, Descending),
        ],
        &[4, 5, 2, 0, 1, 3, 6, 7, 8],
    );
    check(
        sockets,
        &[(Field::Metric, Ascending)],
        &[0, 1, 2, 3, 4, 5, 6, 7, 8],
    );
    check(
        TableKind::Routes,
        &[(Field::Metric, Descending)],
        &[0, 1, 3, 4, 5, 2],
    );
    check(
        TableKind::Routes,
        &[(Field::Destination, Ascending)],
        &[0, 1, 2, 3, 5, 4],
    );
}

type Counted = &'static [(&'static str, usize)];

#[test]
fn values_are_counted_once_for_each_row() {
    let tables = tables();
    let cases: [(TableKind, Field, Counted); 5] = [
        (
            TableKind::Sockets,
            Field::Process,
            &[("nginx", 2), ("postgres", 2), ("dhclient", 1)],
        ),
        (TableKind::Sockets, Field::Timer, &[("retransmit", 1)]),
        (TableKind::Sockets, Field::Metric, &[]),
        (
            TableKind::Routes,
            Field::Gateway,
            &[("10.0.0.1", 1), ("10.0.0.2", 1), ("10.8.0.2", 1)],
        ),
        (
            TableKind::Interfaces,
            Field::Flag,
            &[("up", 2), ("broadcast", 1), ("loopback", 1)],
        ),
    ];
    for (table, field, expected) in cases {
        let values = tables.get(table).values(field);
        let values: Vec<_> = values
            .iter()
            .map(|(text, count)| (text.as_str(), *count))
            .collect();
        assert_eq!(values, expected, "{field:?}");
    }
    let ports = tables.get(TableKind::Sockets).values(Field::Port);
    assert!(ports.contains(&("5432".to_owned(), 2)));
}
