//! `ip maddress`: the multicast groups of IP and of the link layer.

use std::net::{Ipv4Addr, Ipv6Addr, UdpSocket};

use netsnap_shared::snapshot::Namespace;

use super::super::{compare_own, quiet};
use super::{list, text_or};

#[test]
fn groups_are_those_of_ip() {
    quiet::run("ip::groups::groups_are_those_of_ip", || {
        super::prepare();
        if quiet::is_own() {
            super::run_all(&["maddress add 01:00:5e:00:00:99 dev nsnap2"]);
        }
        let group = Ipv4Addr::new(239, 1, 2, 3);
        let members: Vec<_> = [(); 2]
            .map(|()| {
                let member = UdpSocket::bind("0.0.0.0:0").unwrap();
                let joined = member.join_multicast_v4(&group, &Ipv4Addr::LOCALHOST);
                joined.map(|()| member).unwrap()
            })
            .into();
        let six = UdpSocket::bind("[::]:0").and_then(|member| {
            let group: Ipv6Addr = "ff02::1234".parse().unwrap();
            member.join_multicast_v6(&group, 1).map(|()| member)
        });
        if let Err(error) = &six {
            eprintln!("not tried: a group of IPv6: {error}");
        }
        compare_own(
            |namespace| {
                let groups = groups(namespace);
                assert!(groups.contains(&"lo 239.1.2.3 2".to_owned()), "{groups:?}");
                assert_eq!(
                    six.is_ok(),
                    groups.contains(&"lo ff02::1234 1".to_owned()),
                    "{groups:?}"
                );
                groups
            },
            run,
        );
        drop(members);
    });
}

/// The groups of a snapshot.
fn groups(namespace: &Namespace) -> Vec<String> {
    let groups = namespace.multicast_groups.iter();
    groups
        .map(|group| {
            let users = group.users.unwrap();
            format!("{} {} {users}", group.interface, group.group)
        })
        .collect()
}

/// The same from `ip`; `None` when it is not installed.
fn run() -> Option<Vec<String>> {
    let mut shown = Vec::new();
    for link in super::json(&["maddress"])? {
        for group in list(&link["maddr"]) {
            let address = text_or(&group["address"], &text_or(&group["link"], ""));
            let users = text_or(&group["users"], "1");
            shown.push(format!(
                "{} {address} {users}",
                text_or(&link["ifname"], "")
            ));
        }
    }
    Some(shown)
}
