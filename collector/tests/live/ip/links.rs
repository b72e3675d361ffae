//! `ip -d -s -s address`: links with their addresses and counters.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use netsnap_shared::snapshot::{
    ErrorKinds, Interface, InterfaceAddress, InterfaceStatistics, Namespace,
};
use serde_json::{Value, json};

use super::super::{compare_own, own_namespace, quiet, read_own};
use super::{list, text_or};

/// The flags of an address that `ip` names, by their names in a snapshot.
const ADDRESS_FLAGS: [(&str, &str); 10] = [
    ("secondary", "secondary"),
    ("temporary", "temporary"),
    ("nodad", "nodad"),
    ("optimistic", "optimistic"),
    ("dadfailed", "dadfailed"),
    ("deprecated", "deprecated"),
    ("tentative", "tentative"),
    ("managetempaddr", "mngtmpaddr"),
    ("noprefixroute", "noprefixroute"),
    ("stable_privacy", "stable-privacy"),
];

/// A lifetime that does not end.
const FOR_EVER: u32 = u32::MAX;

#[test]
fn links_are_those_of_ip() {
    quiet::run("ip::links::links_are_those_of_ip", || {
        super::prepare();
        compare_own(links, run_links);
    });
}

/// A packet socket that asks for every frame of interface 1 (packet(7), `PACKET_MR_PROMISC`).
const CAPTURE: &str = "
import socket, struct, sys
capture = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
capture.setsockopt(263, 1, struct.pack('iHH8s', 1, 1, 0, b''))
print('ready', flush=True)
sys.stdin.read()
";

#[test]
fn a_running_capture_makes_promiscuous_without_the_flag() {
    let test = "ip::links::a_running_capture_makes_promiscuous_without_the_flag";
    quiet::run(test, || {
        let mut python = Command::new("python3");
        python.args(["-c", CAPTURE]).stdin(Stdio::piped());
        let Ok(mut child) = python.stdout(Stdio::piped()).spawn() else {
            eprintln!("not tried: python3 is not installed");
            return;
        };
        let mut answer = String::new();
        let output = BufReader::new(child.stdout.take().unwrap()).read_line(&mut answer);
        if quiet::is_own() && output.is_ok() && answer == "ready\n" {
            compare_own(links, run_links);
            let snapshot = read_own();
            let lo = &own_namespace(&snapshot).interfaces[0];
            assert_eq!((lo.promiscuity, lo.promiscuous), (Some(1), Some(true)));
            assert!(!lo.flags.contains(&"promisc".to_owned()), "{lo:?}");
        } else {
            eprintln!("not tried: this user cannot open packet sockets here");
        }
        drop(child.stdin.take());
        child.wait().unwrap();
    });
}

/// `/sys/class/net` tells of the namespace in which it was mounted.
#[test]
fn speed_and_carrier_are_those_of_sysfs() {
    quiet::run_with_names("ip::links::speed_and_carrier_are_those_of_sysfs", || {
        super::prepare();
        let mounted = quiet::is_own() && {
            std::fs::create_dir("/run/sys").unwrap();
            let mount = ["-t", "sysfs", "sysfs", "/run/sys"];
            let status = Command::new("mount").args(mount).status();
            status.is_ok_and(|status| status.success())
        };
        if !mounted {
            eprintln!("not tried: this user cannot mount sysfs for a namespace here");
            return;
        }
        let snapshot = read_own();
        let interfaces = &own_namespace(&snapshot).interfaces;
        for link in interfaces {
            let attribute = |name: &str| {
                let file = format!("/run/sys/class/net/{}/{name}", link.name);
                let text = std::fs::read_to_string(file).ok()?;
                Some(text.trim().to_owned())
            };
            let known = |text: &String| text != "-1" && text != "unknown";
            // Of an interface that is down it tells none of these.
            if attribute("carrier").is_none() {
                continue;
            }
            let carrier = link.carrier.map(|carrier| u8::from(carrier).to_string());
            assert_eq!(carrier, attribute("carrier"), "{link:?}");
            let speed = link.speed_mbps.map(|speed| speed.to_string());
            assert_eq!(speed, attribute("speed").filter(known), "{link:?}");
            assert_eq!(link.duplex, attribute("duplex").filter(known), "{link:?}");
        }
        let fast = interfaces.iter().filter(|link| link.speed_mbps.is_some());
        assert!(fast.count() >= 2, "{interfaces:?}");
    });
}

/// The links of a snapshot.
pub(crate) fn links(namespace: &Namespace) -> Vec<String> {
    let links = namespace.interfaces.iter();
    links
        .map(|link| of_snapshot(link, namespace).to_string())
        .collect()
}

fn of_snapshot(link: &Interface, namespace: &Namespace) -> Value {
    let peer = link.peer.as_ref().map(|peer| {
        assert_eq!(peer.namespace.as_ref(), Some(&namespace.id), "{link:?}");
        let mut links = namespace.interfaces.iter();
        let other = links.find(|other| other.index == peer.index);
        other.unwrap().name.clone()
    });
    // `ip` writes of a running link that it runs by not writing that it has no carrier.
    let mut flags = link.flags.clone();
    flags.retain(|flag| flag != "running");
    flags.sort();
    let mut addresses: Vec<_> = link
        .addresses
        .iter()
        .map(|address| address_of_snapshot(address, &link.name).to_string())
        .collect();
    addresses.sort();
    json!({
        "ifindex": link.index,
        "ifname": link.name,
        "kind": link.kind,
        "address": link.mac,
        "permaddr": link.permanent_mac,
        "mtu": link.mtu,
        "flags": flags,
        "promiscuity": link.promiscuity,
        "operstate": link.operational_state.as_ref().map(|state| state.replace('-', "")),
        "master": link.master,
        "link": peer.or_else(|| link.lower.clone()),
        "vlan": link.vlan_id,
        "txqlen": link.queue_length,
        "qdisc": link.queueing_discipline,
        "ifalias": link.alias,
        "altnames": link.alternative_names,
        "addresses": addresses,
        "counters": counters_of_snapshot(&link.statistics.unwrap()),
    })
}

fn address_of_snapshot(address: &InterfaceAddress, interface: &str) -> Value {
    let has = |name: &str| address.flags.iter().any(|flag| flag == name);
    let mut flags: Vec<_> = ADDRESS_FLAGS
        .into_iter()
        .filter(|(ours, _)| has(ours))
        .map(|(_, theirs)| theirs)
        .collect();
    if !has("permanent") {
        flags.push("dynamic");
    }
    let label = address.label.as_deref();
    json!({
        "local": address.ip,
        "prefixlen": address.prefix_length,
        "address": address.peer,
        "broadcast": address.broadcast,
        "scope": address.scope.unwrap().to_string(),
        "label": label.or_else(|| address.ip.is_ipv4().then_some(interface)),
        "flags": flags,
        "valid_life_time": address.valid_for_s.unwrap_or(FOR_EVER),
        "preferred_life_time": address.preferred_for_s.unwrap_or(FOR_EVER),
    })
}

fn counters_of_snapshot(counters: &InterfaceStatistics) -> Value {
    let InterfaceStatistics {
        received_bytes,
        received_packets,
        received_errors,
        received_dropped,
        received_multicast,
        sent_bytes,
        sent_packets,
        sent_errors,
        sent_dropped,
        collisions,
        kinds,
    } = *counters;
    let ErrorKinds {
        received_length,
        received_over,
        received_crc,
        received_frame,
        received_fifo,
        received_missed,
        received_no_handler,
        sent_aborted,
        sent_carrier,
        sent_fifo,
        sent_heartbeat,
        sent_window,
        received_compressed,
        sent_compressed,
    } = kinds.unwrap();
    json!([
        [
            received_bytes,
            received_packets,
            received_errors,
            received_dropped,
            received_multicast
        ],
        [
            received_length,
            received_over,
            received_crc,
            received_frame,
            received_fifo
        ],
        [received_missed, received_no_handler, received_compressed],
        [
            sent_bytes,
            sent_packets,
            sent_errors,
            sent_dropped,
            collisions
        ],
        [
            sent_aborted,
            sent_carrier,
            sent_fifo,
            sent_heartbeat,
            sent_window,
            sent_compressed
        ],
    ])
}

/// The same from `ip`; `None` when it is not installed.
pub(crate) fn run_links() -> Option<Vec<String>> {
    let links = super::json(&["-s", "-s", "-d", "addr"])?;
    Some(links.iter().map(|link| of_ip(link).to_string()).collect())
}

fn of_ip(link: &Value) -> Value {
    let information = &link["linkinfo"];
    let kind = match text_or(&information["info_kind"], "") {
        kind if kind.is_empty() => text_or(&link["link_type"], "").replace("ether", "ethernet"),
        kind => kind,
    };
    // Two that `ip` makes up.
    let mut flags: Vec<_> = list(&link["flags"])
        .iter()
        .map(|flag| text_or(flag, "").to_lowercase())
        .filter(|flag| flag != "no-carrier" && flag != "m-down")
        .collect();
    flags.sort();
    let mut addresses: Vec<_> = list(&link["addr_info"])
        .iter()
        .map(|address| address_of_ip(address).to_string())
        .collect();
    addresses.sort();
    let below = match &link["link"] {
        Value::Null if kind == "vxlan" => &information["info_data"]["link"],
        below => below,
    };
    let vlan = match &*kind {
        "vlan" => &information["info_data"]["id"],
        _ => &Value::Null,
    };
    json!({
        "ifindex": link["ifindex"],
        "ifname": link["ifname"],
        "kind": kind,
        "address": link["address"],
        "permaddr": link["permaddr"],
        "mtu": link["mtu"],
        "flags": flags,
        "promiscuity": link["promiscuity"],
        "operstate": text_or(&link["operstate"], "").to_lowercase(),
        "master": link["master"],
        "link": below,
        "vlan": vlan,
        "txqlen": link["txqlen"],
        "qdisc": link["qdisc"],
        "ifalias": link["ifalias"],
        "altnames": list(&link["altnames"]),
        "addresses": addresses,
        "counters": counters_of_ip(&link["stats64"]),
    })
}

fn address_of_ip(address: &Value) -> Value {
    let names = ADDRESS_FLAGS.into_iter().map(|(_, theirs)| theirs);
    let flags: Vec<_> = names
        .chain(["dynamic"])
        .filter(|name| address[name] == Value::Bool(true))
        .collect();
    json!({
        "local": address["local"],
        "prefixlen": address["prefixlen"],
        "address": address["address"],
        "broadcast": address["broadcast"],
        "scope": address["scope"],
        "label": address["label"],
        "flags": flags,
        "valid_life_time": address["valid_life_time"],
        "preferred_life_time": address["preferred_life_time"],
    })
}

/// What `ip` leaves out is 0.
fn counters_of_ip(counters: &Value) -> Value {
    let pick = |way: &str, names: &[&str]| -> Vec<u64> {
        let numbers = names.iter().map(|name| &counters[way][name]);
        numbers
            .map(|value| value.as_u64().unwrap_or_default())
            .collect()
    };
    json!([
        pick(
            "rx",
            &["bytes", "packets", "errors", "dropped", "multicast"]
        ),
        pick(
            "rx",
            &[
                "length_errors",
                "over_errors",
                "crc_errors",
                "frame_errors",
                "fifo_errors"
            ],
        ),
        pick("rx", &["missed_errors", "nohandler", "compressed"]),
        pick(
            "tx",
            &["bytes", "packets", "errors", "dropped", "collisions"]
        ),
        pick(
            "tx",
            &[
                "aborted_errors",
                "carrier_errors",
                "fifo_errors",
                "heartbeat_errors",
                "window_errors",
                "compressed",
            ],
        ),
    ])
}
