//! Interfaces as the kernel dumped them, and messages that are not whole.

use super::*;
use crate::readers::linux::netlink::payloads;

/// loopback, a bridge, a veth pair.
const CAPTURED: &[u8] = include_bytes!("../../../../../fixtures/netlink/links.bin");

fn show(link: &Link) -> String {
    let interface = &link.interface;
    let or_dash = |index: Option<u32>| index.map_or_else(|| "-".to_owned(), |i| i.to_string());
    format!(
        "{} {} {} {} {} {} {:?} {} {} carrier {:?} master {} below {}",
        interface.index,
        interface.name,
        interface.kind.as_deref().unwrap_or("-"),
        interface.mac.as_deref().unwrap_or("-"),
        interface.mtu.unwrap_or_default(),
        interface.flags.join(","),
        interface.promiscuity.unwrap(),
        interface.operational_state.as_deref().unwrap_or("-"),
        interface.queueing_discipline.as_deref().unwrap_or("-"),
        interface.carrier,
        or_dash(link.master),
        or_dash(link.below),
    )
}

#[test]
fn captured_links() {
    let links: Vec<_> = payloads(CAPTURED).into_iter().filter_map(parse).collect();
    assert!(links.iter().all(|kept| kept.odd == 0), "{links:?}");
    let shown: Vec<_> = links.iter().map(|kept| show(&kept.row)).collect();
    assert_eq!(
        shown,
        [
            "1 lo loopback 00:00:00:00:00:00 65536 up,loopback,running,lower_up 0 unknown noqueue carrier Some(true) master - below -",
            "10 br0 bridge 02:00:00:00:00:0a 1500 up,broadcast,running,multicast,lower_up 0 up noqueue carrier Some(true) master - below -",
            "11 left veth 02:00:00:00:00:0b 1400 up,broadcast,running,multicast,lower_up 1 up noqueue carrier Some(true) master 10 below 12",
            "12 right veth 02:00:00:00:00:0c 1400 up,broadcast,running,promisc,multicast,lower_up 1 up noqueue carrier Some(true) master - below 11",
        ]
    );
    let lo = links[0].row.interface.statistics.unwrap();
    assert_eq!(lo.received_packets, lo.sent_packets);
    assert_eq!((lo.received_packets, lo.received_bytes), (6, 588));
    let promiscuous: Vec<_> = links
        .iter()
        .map(|kept| kept.row.interface.promiscuous == Some(true))
        .collect();
    assert_eq!(promiscuous, [false, false, true, true]);
}

#[test]
fn what_has_no_name_keeps_its_number() {
    assert_eq!(state_name(6), "up");
    assert_eq!(state_name(9), "9");
    assert_eq!(type_name(65534), None);
}

#[test]
fn half_a_message_is_no_link_or_one_that_is_said_to_be_odd() {
    for payload in payloads(CAPTURED) {
        for length in 0..HEADER_BYTES {
            assert_eq!(parse(&payload[..length]), None);
        }
        let mut ends = 0;
        for length in HEADER_BYTES..payload.len() {
            let kept = parse(&payload[..length]).unwrap();
            assert_eq!(kept.row.interface.index, u32::from(payload[4]));
            // Where an attribute ends by chance, nothing is odd.
            ends += usize::from(kept.odd == 0);
        }
        assert!(ends < payload.len() / 4, "{ends}");
    }
}

/// An attribute; a value of several is nested.
fn attribute(kind: u16, values: &[&[u8]]) -> Vec<u8> {
    let value = values.concat();
    let length = u16::try_from(4 + value.len()).unwrap();
    let mut bytes = [length.to_ne_bytes(), kind.to_ne_bytes()].concat();
    bytes.extend(value);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

/// A message about the Ethernet interface 7 with these attributes.
fn message(attributes: &[Vec<u8>]) -> Vec<u8> {
    let mut message = vec![0, 0, 1, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    message.extend(attributes.concat());
    message
}

/// Parses attributes of the Ethernet interface 7 and compares what is left.
#[track_caller]
fn check(attributes: &[Vec<u8>], odd: usize, expected: impl FnOnce(&mut Link)) {
    let interface = Interface {
        kind: Some("ethernet".into()),
        promiscuous: Some(false),
        ..Interface::new(7, "if7".into())
    };
    let mut row = Link {
        interface,
        master: None,
        below: None,
        namespace_below: None,
        tunnel_port: None,
    };
    expected(&mut row);
    assert_eq!(parse(&message(attributes)), Some(Kept { row, odd }));
}

#[test]
fn attributes_one_by_one() {
    let text = |text: &str| Some(text.to_owned());
    check(&[], 0, |_| {});
    check(&[attribute(99, &[b"new"])], 0, |_| {});
    check(&[attribute(IFLA_IFNAME, &[b"a\n\xff\0"])], 0, |link| {
        link.interface.name = "a\n\u{fffd}".into();
    });
    check(&[attribute(IFLA_IFNAME, &[b"\0"])], 1, |_| {});
    check(&[attribute(IFLA_MTU, &[&[1, 2]])], 1, |_| {});
    check(&[attribute(IFLA_PROMISCUITY, &[&[1]])], 1, |_| {});
    check(&[attribute(IFLA_STATS64, &[&[0; 79]])], 1, |_| {});
    check(&[attribute(IFLA_CARRIER, &[&[0]])], 0, |link| {
        link.interface.carrier = Some(false);
    });
    check(
        &[
            attribute(IFLA_TXQLEN, &[&1000_u32.to_ne_bytes()]),
            attribute(IFLA_IFALIAS, &["to the lab\0".as_bytes()]),
            attribute(IFLA_QDISC, &[b"fq_codel\0"]),
        ],
        0,
        |link| {
            link.interface.queue_length = Some(1000);
            link.interface.alias = text("to the lab");
            link.interface.queueing_discipline = text("fq_codel");
        },
    );
    let names = [
        attribute(IFLA_ALT_IFNAME, &[b"enp1s0\0"]),
        attribute(IFLA_ALT_IFNAME, &[b"a very long name of an interface\0"]),
    ];
    check(
        &[attribute(IFLA_PROP_LIST, &[&names[0], &names[1]])],
        0,
        |link| {
            let names = ["enp1s0", "a very long name of an interface"];
            link.interface.alternative_names = names.map(str::to_owned).into();
        },
    );
}

#[test]
fn the_address_it_was_made_with_is_told_when_it_is_another() {
    let mac = |kind, last| attribute(kind, &[&[2, 0, 0, 0, 0, last]]);
    check(
        &[mac(IFLA_ADDRESS, 1), mac(IFLA_PERM_ADDRESS, 1)],
        0,
        |link| link.interface.mac = Some("02:00:00:00:00:01".into()),
    );
    check(
        &[mac(IFLA_ADDRESS, 1), mac(IFLA_PERM_ADDRESS, 2)],
        0,
        |link| {
            link.interface.mac = Some("02:00:00:00:00:01".into());
            link.interface.permanent_mac = Some("02:00:00:00:00:02".into());
        },
    );
    // InfiniBand's are longer, and those of a tunnel over IPv4 shorter.
    check(&[attribute(IFLA_ADDRESS, &[&[0xfe; 20]])], 0, |link| {
        link.interface.mac = Some(["fe"; 20].join(":"));
    });
    check(&[attribute(IFLA_ADDRESS, &[&[192, 0, 2, 1]])], 0, |link| {
        link.interface.mac = Some("c0:00:02:01".into());
    });
}

#[test]
fn what_the_driver_tells() {
    let information = |kind: &[u8], details: &[u8]| {
        let kind = attribute(IFLA_INFO_KIND, &[kind]);
        let details = attribute(IFLA_INFO_DATA, &[details]);
        attribute(IFLA_LINKINFO, &[&kind, &details])
    };
    let below = attribute(IFLA_LINK, &[&3_u32.to_ne_bytes()]);
    let vlan = attribute(IFLA_VLAN_ID, &[&100_u16.to_ne_bytes()]);
    check(&[below.clone(), information(b"vlan\0", &vlan)], 0, |link| {
        link.interface.kind = Some("vlan".into());
        link.interface.vlan_id = Some(100);
        link.below = Some(3);
    });
    // The same attribute of another kind means something else.
    check(&[information(b"bridge\0", &vlan)], 0, |link| {
        link.interface.kind = Some("bridge".into());
    });
    let half = attribute(IFLA_VLAN_ID, &[&[1]]);
    check(&[information(b"vlan\0", &half)], 1, |link| {
        link.interface.kind = Some("vlan".into());
    });
    let lower = attribute(IFLA_VXLAN_LINK, &[&4_u32.to_ne_bytes()]);
    check(&[information(b"vxlan\0", &lower)], 0, |link| {
        link.interface.kind = Some("vxlan".into());
        link.below = Some(4);
    });
    for (kind, number, name) in [
        (&b"vxlan\0"[..], IFLA_VXLAN_PORT, "vxlan"),
        (b"geneve\0", IFLA_GENEVE_PORT, "geneve"),
    ] {
        let port = attribute(number, &[&4789_u16.to_be_bytes()]);
        check(&[information(kind, &port)], 0, |link| {
            link.interface.kind = Some(name.into());
            link.tunnel_port = Some(4789);
        });
        let cut = attribute(number, &[&[1]]);
        check(&[information(kind, &cut)], 1, |link| {
            link.interface.kind = Some(name.into());
        });
    }
    let namespace = attribute(IFLA_LINK_NETNSID, &[&5_i32.to_ne_bytes()]);
    check(
        &[below, namespace, information(b"veth\0", &[])],
        0,
        |link| {
            link.interface.kind = Some("veth".into());
            link.below = Some(3);
            link.namespace_below = Some(5);
        },
    );
    check(
        &[
            attribute(IFLA_LINK, &[&[0; 4]]),
            attribute(IFLA_MASTER, &[&[0; 4]]),
        ],
        0,
        |_| {},
    );
}
