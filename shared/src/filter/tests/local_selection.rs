//! Which rows pass of tables that are no sockets of the internet, processes, routes or interfaces.

use super::sample;
use crate::filter::Filter;
use crate::index::TableKind;

fn check(table: TableKind, cases: &[(&str, &[u32])]) {
    let columns = sample::table(table);
    for (text, rows) in cases {
        let filter = Filter::parse(text, table).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(filter.select(&columns), *rows, "{text}");
    }
}

#[test]
fn unix_sockets_are_found() {
    check(
        TableKind::UnixSockets,
        &[
            ("", &[0, 1, 2, 3]),
            ("state:listening", &[0]),
            ("state:LISTEN", &[0]),
            ("state:ESTAB", &[1, 2]),
            ("kind:stream", &[0, 1, 2]),
            ("kind:str", &[0, 1, 2]),
            ("kind:9", &[3]),
            ("kind:seq", &[]),
            ("path:nginx", &[0, 2]),
            ("name:nginx", &[0, 2]),
            ("path=/run/nginx.sock", &[0, 2]),
            ("path:@*", &[3]),
            ("path:none", &[1]),
            ("inode:902", &[1]),
            ("peer:902", &[2]),
            ("proc:nginx", &[0]),
            ("pid:813 fd:3", &[0]),
            ("user:www-data", &[0, 1, 3]),
            ("uid:none", &[2]),
            ("owner:not-accepted", &[2]),
            ("owner:hidden", &[1]),
            ("sendq>0", &[3]),
            ("ns:blue", &[]),
            ("nginx", &[0, 2]),
            ("is:listening", &[0]),
            ("is:connected", &[1, 2]),
            ("is:bound", &[0, 2, 3]),
            ("is:abstract", &[3]),
            ("is:waiting", &[2]),
            ("is:owned", &[0]),
            ("is:unowned", &[1, 2, 3]),
            ("is:orphan", &[3]),
            ("is:hidden", &[1]),
            ("is:queued", &[0, 3]),
            ("has:owner", &[0]),
            ("has:queue", &[0, 3]),
        ],
    );
}

#[test]
fn packet_sockets_are_found() {
    check(
        TableKind::PacketSockets,
        &[
            ("kind:raw", &[0]),
            ("kind:dgram", &[1]),
            ("ethertype:3", &[0]),
            ("ether:2054", &[1]),
            ("dev:eth0", &[0]),
            ("name:eth0", &[0]),
            ("iface:none", &[1]),
            ("promisc:lo", &[0]),
            ("has:promisc", &[0]),
            ("is:promiscuous", &[0]),
            ("is:all", &[0]),
            ("is:owned", &[0]),
            ("is:unowned", &[1]),
            ("is:orphan", &[1]),
            ("is:hidden", &[]),
            ("proc:nginx", &[0]),
            ("user:root", &[0, 1]),
            ("inode:904", &[1]),
            ("owner:missing", &[1]),
        ],
    );
}

#[test]
fn netlink_sockets_are_found() {
    check(
        TableKind::NetlinkSockets,
        &[
            ("proto:route", &[0]),
            ("proto:rtnl", &[0]),
            ("proto:kobject_uevent", &[1]),
            ("proto:uevent", &[1]),
            ("proto:15", &[1]),
            ("proto:77", &[2]),
            ("portid:0", &[0]),
            ("port-id:>800", &[1, 2]),
            ("group:5", &[1]),
            ("group:none", &[0, 2]),
            ("drops>0", &[2]),
            ("proc:nginx", &[1]),
            ("name:nginx", &[1]),
            ("inode:4", &[0]),
            ("owner:kernel", &[0]),
            ("is:kernel", &[0]),
            ("is:member", &[1]),
            ("is:owned", &[1]),
            ("is:unowned", &[0, 2]),
            ("is:orphan", &[2]),
            ("is:hidden", &[]),
            ("is:queued", &[]),
            ("is:drops", &[2]),
            ("has:drops", &[2]),
            ("recvq:0", &[0, 1, 2]),
        ],
    );
}

#[test]
fn rules_are_found() {
    check(
        TableKind::Rules,
        &[
            ("", &[0, 1, 2]),
            ("table:local", &[0]),
            ("table:100", &[1]),
            ("table:none", &[2]),
            ("action:prohibit", &[2]),
            ("action:8", &[2]),
            ("priority:<150", &[0, 1]),
            ("pref:100", &[1]),
            ("from:10.1.2.3", &[1]),
            ("src:10.0.0.0/8", &[1]),
            ("to:2001:db8::1", &[2]),
            ("dev:eth0", &[1]),
            ("oif:wg0", &[1]),
            ("for:mark", &[1]),
            ("name:\"every packet\"", &[0]),
            ("family:6", &[2]),
            ("proto:static", &[1]),
            ("ns:none", &[]),
            ("is:every", &[0]),
            ("is:inverted", &[1]),
            ("is:lookup", &[0, 1]),
            ("is:drop", &[2]),
            ("is:v4", &[0, 1]),
            ("is:ipv6", &[2]),
            ("10.1.2.3", &[1]),
        ],
    );
}

#[test]
fn neighbours_are_found() {
    check(
        TableKind::Neighbours,
        &[
            ("ip:192.0.2.0/24", &[0, 2]),
            ("name:fe80::2", &[1]),
            ("mac:02:00:00:*", &[0, 1]),
            ("mac:none", &[2]),
            ("state:permanent", &[1]),
            ("dev:eth0", &[0, 1, 2]),
            ("detail:router", &[0]),
            ("used>1000", &[0]),
            ("confirmed:none", &[1, 2]),
            ("ns:none", &[]),
            ("is:resolved", &[0, 1]),
            ("is:reachable", &[0]),
            ("is:stale", &[]),
            ("is:failed", &[2]),
            ("is:static", &[1]),
            ("is:router", &[0]),
            ("is:ipv4", &[0, 2]),
            ("is:v6", &[1]),
            ("192.0.2.3", &[2]),
            ("192.0.2.0/30", &[0, 2]),
            ("02:00:00:00:00:02", &[1]),
        ],
    );
}

#[test]
fn groups_are_found() {
    check(
        TableKind::Groups,
        &[
            ("group:224.0.0.251", &[0]),
            ("group:ff02::*", &[1]),
            ("name:0a:*", &[2]),
            ("meaning:mdns", &[0]),
            ("meaning:none", &[2]),
            ("dev:wg0", &[2]),
            ("joined>1", &[0]),
            ("joined:none", &[2]),
            ("ns:none", &[]),
            ("is:ipv4", &[0]),
            ("is:ipv6", &[1]),
            ("is:link", &[2]),
            ("is:known", &[0, 1]),
            ("solicited", &[1]),
            ("224.0.0.0/24", &[0]),
            ("ff02::1:ff00:1", &[1]),
        ],
    );
}

#[test]
fn counters_are_found() {
    check(
        TableKind::Counters,
        &[
            ("", &[0, 1, 2, 3]),
            ("proto:TcpExt", &[0, 3]),
            ("counter:drops", &[0]),
            ("name:seg", &[2]),
            ("value>0", &[0, 2]),
            ("value:none", &[1]),
            ("verdict:bad", &[0]),
            ("verdict:look", &[]),
            ("change:none", &[0, 1, 2, 3]),
            ("meaning:segments", &[2]),
            ("ns:none", &[]),
            ("is:unhealthy", &[0]),
            ("is:bad", &[0]),
            ("is:nonzero", &[0, 1, 2]),
            ("is:changed", &[]),
            ("has:verdict", &[0]),
            ("900", &[2]),
        ],
    );
}
