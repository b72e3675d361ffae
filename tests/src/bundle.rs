//! Bundles to open: written out as JSON, so that they test the format and not the code behind it.

use std::io::Write;

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// The place of a bundle in a page, as the format of a report has it.
const PLACE: &str = r#"<script id="netsnap-bundle" type="application/gzip"></script>"#;

/// Compresses.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?)
}

/// The page with these bytes in the place of a bundle, whatever they are.
pub fn embed(page: &str, bundle: &[u8]) -> Result<String> {
    ensure!(
        page.matches(PLACE).count() == 1,
        "the page has no place for a bundle"
    );
    let (start, end) = PLACE.split_at(PLACE.len() - "</script>".len());
    let element = format!("{start}{}{end}", STANDARD.encode(bundle));
    Ok(page.replacen(PLACE, &element, 1))
}

/// A small host: a web server with a client, a resolver, somebody else's socket, a backlog.
pub fn sample() -> Value {
    let socket = |row: (
        &str,
        &str,
        Option<&str>,
        &str,
        u16,
        Option<(&str, u16)>,
        Value,
        &str,
    )| {
        let (protocol, family, state, ip, port, remote, owners, ownership) = row;
        json!({
            "protocol": protocol, "family": family, "state": state,
            "local": { "ip": ip, "port": port },
            "remote": remote.map(|(ip, port)| json!({ "ip": ip, "port": port })),
            "owners": owners, "ownership": ownership,
            "uid": 0, "inode": 4000 + u32::from(port), "interface": null,
            "receive_queue": 0, "send_queue": 0,
        })
    };
    let nginx = json!([{ "pid": 812, "fd": 6 }, { "pid": 813, "fd": 6 }]);
    let sockets: Vec<Value> = [
        (
            "tcp",
            "ipv4",
            Some("listen"),
            "0.0.0.0",
            443,
            None,
            nginx,
            "owned",
        ),
        (
            "tcp",
            "ipv6",
            Some("listen"),
            "::",
            22,
            None,
            json!([]),
            "hidden",
        ),
        (
            "tcp",
            "ipv4",
            Some("established"),
            "192.0.2.10",
            443,
            Some(("198.51.100.7", 50312)),
            json!([{ "pid": 813, "fd": 11 }]),
            "owned",
        ),
        (
            "tcp",
            "ipv4",
            Some("time-wait"),
            "192.0.2.10",
            443,
            Some(("198.51.100.7", 50301)),
            json!([]),
            "kernel",
        ),
        (
            "udp",
            "ipv4",
            Some("unconnected"),
            "127.0.0.53",
            53,
            None,
            json!([{ "pid": 401, "fd": 14 }]),
            "owned",
        ),
        (
            "udp",
            "ipv4",
            Some("established"),
            "192.0.2.10",
            40123,
            Some(("192.0.2.1", 53)),
            json!([{ "pid": 401, "fd": 15 }]),
            "owned",
        ),
    ]
    .map(socket)
    .into();
    let process = |pid: u32, parent: u32, name: &str, uid: u32| {
        json!({
            "pid": pid, "parent_pid": parent, "name": name, "executable": format!("/usr/sbin/{name}"),
            "executable_deleted": pid == 813, "command_line": [name, "-g", "daemon off;"], "uid": uid,
            "started_at": "2026-11-01T06:00:00.000Z", "namespace": "net:[4026531840]",
            "container": null, "kernel_thread": false,
        })
    };
    let route = |destination: &str, gateway: Option<&str>, scope: &str| {
        json!({
            "family": "ipv4", "destination": destination, "gateway": gateway, "interface": "eth0",
            "source": "192.0.2.10", "metric": 100, "table": "main", "protocol": "dhcp",
            "scope": scope, "kind": "unicast",
        })
    };
    let interface = |index: u32, name: &str, ip: &str, prefix: u8, flags: &[&str]| {
        json!({
            "index": index, "name": name, "kind": null, "mac": "02:00:5e:10:00:01", "mtu": 1500,
            "flags": flags, "promiscuous": false, "operational_state": "up",
            "addresses": [{ "ip": ip, "prefix_length": prefix }],
            "statistics": {
                "received_bytes": 7_340_032, "received_packets": 9100, "received_errors": 0,
                "received_dropped": 3, "received_multicast": 12, "sent_bytes": 1_048_576,
                "sent_packets": 4200, "sent_errors": 0, "sent_dropped": 0, "collisions": 0,
            },
        })
    };
    document(&json!({
        "processes": [
            process(401, 1, "resolved", 101),
            process(812, 1, "nginx", 0),
            process(813, 812, "nginx", 33),
        ],
        "sockets": sockets,
        "routes": [
            route("0.0.0.0/0", Some("192.0.2.1"), "global"),
            route("192.0.2.0/24", None, "link"),
        ],
        "interfaces": [
            interface(1, "lo", "127.0.0.1", 8, &["UP", "LOOPBACK", "RUNNING"]),
            interface(2, "eth0", "192.0.2.10", 24, &["UP", "BROADCAST", "RUNNING", "MULTICAST"]),
        ],
    }))
}

/// A host with this many sockets: both ends of half as many loopback connections, in ten processes.
pub fn with_sockets(count: u32) -> Value {
    let ends = |number: u32| {
        // Ephemeral ports of several loopback addresses, as the collector's benchmark has them.
        let connection = number / 2;
        let client = json!({
            "ip": format!("127.0.{}.{}", connection / 25_000, 1 + connection / 12_500 % 2),
            "port": 32_768 + connection % 25_000,
        });
        let server = json!({ "ip": "127.0.0.1", "port": 20_000 + connection % 10 });
        if number % 2 == 0 {
            (client, server)
        } else {
            (server, client)
        }
    };
    let sockets: Vec<Value> = (0..count)
        .map(|number| {
            let (local, remote) = ends(number);
            json!({
                "protocol": "tcp", "family": "ipv4", "state": "established",
                "local": local, "remote": remote,
                "owners": [{ "pid": 1000 + number % 10, "fd": 3 + number / 10 }],
                "ownership": "owned", "uid": 1000, "inode": 100_000 + number, "interface": null,
                "receive_queue": number % 7 * 100, "send_queue": 0,
            })
        })
        .collect();
    let processes: Vec<Value> = (1000..1010)
        .map(|pid| {
            json!({
                "pid": pid, "parent_pid": 1, "name": format!("worker-{pid}"),
                "executable": "/usr/local/bin/worker", "executable_deleted": false,
                "command_line": ["worker", "--number", pid.to_string()], "uid": 1000,
                "started_at": "2026-11-01T06:00:00.000Z", "namespace": "net:[4026531840]",
                "container": null, "kernel_thread": false,
            })
        })
        .collect();
    document(&json!({
        "processes": processes, "sockets": sockets, "routes": [], "interfaces": [],
    }))
}

/// A bundle around lists of processes, sockets, routes and interfaces.
fn document(lists: &Value) -> Value {
    let source = |name: &str, status: &str, list: &str, detail: Option<&str>| {
        json!({
            "name": name, "namespace": "net:[4026531840]", "status": status,
            "rows": lists[list].as_array().map_or(0, Vec::len), "duration_us": 1200, "detail": detail,
        })
    };
    let denied = "1 of 214 processes: permission denied";
    json!({
        "format": "netsnap", "version": "1.0",
        "collector": { "name": "netsnap", "version": "0.1.0" },
        "collected_at": "2026-11-22T03:00:00.000Z", "duration_ms": 31,
        "host": {
            "hostname": "web-01", "os": "Linux", "os_version": "Debian GNU/Linux 12",
            "kernel": "6.18.0", "architecture": "x86_64", "boot_time": "2026-11-01T05:59:00.000Z",
        },
        "privilege": { "uid": 1000, "user": "op", "elevated": false, "capabilities": [] },
        "sources": [
            source("sockets: tcp", "complete", "sockets", None),
            source("sockets: owners", "partial", "sockets", Some(denied)),
            source("processes", "complete", "processes", None),
            source("routes", "complete", "routes", None),
            source("interfaces", "complete", "interfaces", None),
        ],
        "users": [
            { "uid": 0, "name": "root" }, { "uid": 33, "name": "www-data" },
            { "uid": 101, "name": "resolve" }, { "uid": 1000, "name": "op" },
        ],
        "processes": lists["processes"],
        "namespaces": [{
            "id": "net:[4026531840]", "name": null, "is_collectors": true,
            "settings": { "ephemeral_ports": { "first": 32768, "last": 60999 } },
            "sockets": lists["sockets"],
            "routes": lists["routes"],
            "interfaces": lists["interfaces"],
        }],
    })
}
