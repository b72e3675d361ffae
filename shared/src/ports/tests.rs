use super::Protocol::{Dccp, Icmp, Mptcp, Sctp, Tcp, Udp, UdpLite};
use super::*;

const LINUX: PortRange = PortRange {
    first: 32768,
    last: 60999,
};

/// An assignment in short: a service's name, `-` for one without; a range in parentheses.
fn short(assignment: Assignment) -> String {
    match assignment {
        Assignment::Service { name, range, .. } if range.first == range.last => {
            name.unwrap_or("-").to_owned()
        }
        Assignment::Service { name, range, .. } => {
            format!("{} ({}-{})", name.unwrap_or("-"), range.first, range.last)
        }
        Assignment::Reserved => "reserved".to_owned(),
        Assignment::Unassigned => "unassigned".to_owned(),
        Assignment::Ephemeral(range) => format!("ephemeral ({}-{})", range.first, range.last),
    }
}

fn check(cases: &[(Protocol, u16, Option<PortRange>, &str)]) {
    for &(protocol, port, ephemeral, expected) in cases {
        let found = short(assignment(protocol, port, ephemeral));
        assert_eq!(found, expected, "{port}/{protocol} with {ephemeral:?}");
    }
}

#[test]
fn well_known_ports_are_what_iana_says() {
    check(&[
        (Tcp, 0, None, "reserved"),
        (Sctp, 0, None, "reserved"),
        (Tcp, 1, None, "tcpmux"),
        (Tcp, 2, None, "reserved"),
        (Tcp, 4, None, "unassigned"),
        (Tcp, 9, None, "discard"),
        (Dccp, 9, None, "discard"),
        (Tcp, 15, None, "unassigned"),
        (Tcp, 22, None, "ssh"),
        (Sctp, 22, None, "ssh"),
        (Dccp, 22, None, "unassigned"),
        (Tcp, 24, None, "-"),
        (Tcp, 25, None, "smtp"),
        (Tcp, 42, None, "name"),
        (Tcp, 51, None, "reserved"),
        (Tcp, 53, None, "domain"),
        (Udp, 53, None, "domain"),
        (Tcp, 63, None, "whoispp"),
        (Tcp, 80, None, "http"),
        (Udp, 80, None, "http"),
        (Sctp, 80, None, "http"),
        (Tcp, 81, None, "unassigned"),
        (Tcp, 113, None, "ident"),
        (Udp, 113, None, "auth"),
        (Tcp, 143, None, "imap"),
        (Udp, 143, None, "reserved"),
        (Tcp, 225, None, "reserved"),
        (Tcp, 241, None, "reserved"),
        (Tcp, 242, None, "direct"),
        (Tcp, 272, None, "unassigned"),
        (Tcp, 443, None, "https"),
        (Tcp, 465, None, "submissions"),
        (Udp, 465, None, "igmpv3lite"),
        (Udp, 512, None, "comsat"),
        (Tcp, 514, None, "shell"),
        (Udp, 514, None, "syslog"),
        (Tcp, 585, None, "unassigned"),
        (Tcp, 631, None, "ipp"),
        (Udp, 631, None, "ipp"),
        (Tcp, 666, None, "mdqs"),
        (Tcp, 716, None, "unassigned"),
        (Udp, 716, None, "pana"),
        (Tcp, 888, None, "accessbuilder"),
        (Tcp, 999, None, "garcon"),
        (Udp, 999, None, "applix"),
        (Udp, 1008, None, "-"),
        (Tcp, 1011, None, "reserved"),
        (Tcp, 1020, None, "reserved"),
        (Dccp, 1021, None, "exp1"),
        (Sctp, 1022, None, "exp2"),
        (Tcp, 1023, None, "reserved"),
    ]);
}

#[test]
fn registered_ports_are_what_iana_says() {
    check(&[
        (Tcp, 1024, None, "reserved"),
        (Dccp, 1024, None, "reserved"),
        (Tcp, 2049, None, "nfs"),
        (Sctp, 2049, None, "nfs"),
        (Tcp, 2222, None, "EtherNet-IP-1"),
        (Tcp, 3050, None, "gds-db"),
        (Udp, 3478, None, "stun"),
        (Tcp, 3323, None, "active-net (3322-3325)"),
        (Tcp, 3371, None, "satvid-datalnk (3367-3371)"),
        (Tcp, 4199, None, "eims-admin"),
        (Tcp, 4200, None, "vrml-multi-use (4200-4299)"),
        (Udp, 4299, None, "vrml-multi-use (4200-4299)"),
        (Tcp, 4300, None, "corelccam"),
        (Tcp, 5999, None, "cvsup"),
        (Tcp, 6000, None, "x11 (6000-6063)"),
        (Tcp, 6010, None, "x11 (6000-6063)"),
        (Udp, 6063, None, "x11 (6000-6063)"),
        (Tcp, 6400, None, "boe-cms"),
        (Udp, 6410, None, "boe-resssvr4"),
        (Tcp, 6411, None, "unassigned"),
        (Tcp, 6567, None, "reserved"),
        (Tcp, 6667, None, "ircu (6665-6669)"),
        (Udp, 6667, None, "reserved"),
        (Tcp, 7301, None, "swx (7300-7359)"),
        (Tcp, 9100, None, "hp-pdl-datastr"),
        (Tcp, 27009, None, "flex-lm (27000-27009)"),
        (Sctp, 36412, None, "s1-control"),
        (Tcp, 36412, None, "reserved"),
        (Sctp, 38412, None, "ng-control"),
        (Tcp, 49151, None, "reserved"),
    ]);
}

#[test]
fn ephemeral_ports_are_the_hosts_where_known() {
    let wide = Some(PortRange {
        first: 1,
        last: 65535,
    });
    let reversed = Some(PortRange {
        first: 60999,
        last: 32768,
    });
    check(&[
        (Tcp, 49152, None, "ephemeral (49152-65535)"),
        (Udp, 65535, None, "ephemeral (49152-65535)"),
        (Udp, 40001, Some(LINUX), "ephemeral (32768-60999)"),
        (Udp, 40001, None, "unassigned"),
        (Tcp, 32768, Some(LINUX), "filenet-tms"),
        (Tcp, 33060, Some(LINUX), "mysqlx"),
        // Reserved by IANA, and still handed out by the host.
        (Tcp, 36412, Some(LINUX), "ephemeral (32768-60999)"),
        (Tcp, 61000, Some(LINUX), "unassigned"),
        (Tcp, 4, wide, "unassigned"),
        (Tcp, 1023, wide, "reserved"),
        (Tcp, 1024, wide, "ephemeral (1-65535)"),
        (Tcp, 40001, reversed, "unassigned"),
    ]);
    for (port, range, expected) in [
        (32768, Some(LINUX), true),
        (33060, Some(LINUX), true),
        (60999, Some(LINUX), true),
        (61000, Some(LINUX), false),
        (32767, Some(LINUX), false),
        (49151, None, false),
        (49152, None, true),
        (65535, None, true),
        (1023, wide, false),
        (1024, wide, true),
        (40000, reversed, false),
    ] {
        assert_eq!(is_ephemeral(port, range), expected, "{port} in {range:?}");
    }
}

#[test]
fn protocols_share_ports_or_have_none() {
    check(&[
        (Mptcp, 443, None, "https"),
        (Mptcp, 514, None, "shell"),
        (UdpLite, 514, None, "syslog"),
        (UdpLite, 50000, None, "ephemeral (49152-65535)"),
        (Icmp, 80, None, "unassigned"),
        (Protocol::Raw, 50000, None, "unassigned"),
        (Protocol::Other(47), 443, None, "unassigned"),
    ]);
    assert_eq!(service_name(Icmp, 80), None);
    assert_eq!(note(Icmp, 80), None);
    assert_eq!(note(Mptcp, 22), note(Tcp, 22));
}

#[test]
fn descriptions_are_ianas() {
    for (protocol, port, expected) in [
        (Tcp, 9, "Discard"),
        (Tcp, 22, "The Secure Shell (SSH) Protocol"),
        (Tcp, 24, "any private mail system"),
        (Tcp, 53, "Domain Name Server"),
        (Tcp, 80, "World Wide Web HTTP"),
        (Tcp, 443, "http protocol over TLS/SSL"),
        (Sctp, 443, "HTTPS"),
        (Udp, 514, ""),
        (Udp, 1008, "Possibly used by Sun Solaris"),
        (Udp, 6010, "X Window System"),
        (Tcp, 27017, "Mongo database system"),
    ] {
        // Those of registered ports are there with the feature only.
        let is_there = port <= LAST_WELL_KNOWN || cfg!(feature = "port-descriptions");
        let expected = if is_there { expected } else { "" };
        let Assignment::Service { description, .. } = assignment(protocol, port, None) else {
            panic!("{port}/{protocol} is assigned to nothing");
        };
        assert_eq!(description, expected, "{port}/{protocol}");
    }
}

/// The registry of September 2026: since an older one with 684 names of TCP and 681 of UDP, 300/tcp
/// was assigned (tacacss) and the three NETCONF ports 831 to 833 became reserved for both.
#[test]
fn so_many_well_known_ports_have_a_name() {
    for (protocol, expected) in [(Tcp, 682), (Udp, 678), (Sctp, 9), (Dccp, 3)] {
        let named = (0..=1023)
            .filter(|&port| service_name(protocol, port).is_some())
            .count();
        assert_eq!(named, expected, "{protocol}");
    }
    check(&[
        (Tcp, 300, None, "tacacss"),
        (Udp, 300, None, "reserved"),
        (Tcp, 831, None, "reserved"),
        (Udp, 833, None, "reserved"),
    ]);
}

#[test]
fn every_well_known_port_has_an_answer_that_no_range_changes() {
    for protocol in [Tcp, Udp, Sctp, Dccp] {
        for port in 0..=1023 {
            let answer = assignment(protocol, port, None);
            assert_eq!(answer, assignment(protocol, port, Some(LINUX)));
            match answer {
                Assignment::Service {
                    name,
                    description,
                    range,
                } => {
                    assert!(range.contains(port), "{port}/{protocol}");
                    assert_eq!(name, service_name(protocol, port), "{port}/{protocol}");
                    assert!(
                        name.is_some() || !description.is_empty(),
                        "{port}/{protocol}"
                    );
                }
                Assignment::Reserved | Assignment::Unassigned => {
                    assert_eq!(service_name(protocol, port), None, "{port}/{protocol}");
                }
                Assignment::Ephemeral(_) => panic!("{port}/{protocol} is well known"),
            }
        }
    }
}

#[test]
fn names_lead_to_ports() {
    for (name, expected) in [
        ("https", &[(Tcp, 443), (Udp, 443), (Sctp, 443)][..]),
        ("HTTPS", &[(Tcp, 443), (Udp, 443), (Sctp, 443)]),
        ("syslog", &[(Udp, 514)]),
        ("shell", &[(Tcp, 514)]),
        (
            "http-alt",
            &[
                (Tcp, 591),
                (Udp, 591),
                (Tcp, 8008),
                (Udp, 8008),
                (Tcp, 8080),
                (Udp, 8080),
            ],
        ),
        (
            "ircu",
            &[
                (Tcp, 6665),
                (Tcp, 6666),
                (Tcp, 6667),
                (Tcp, 6668),
                (Tcp, 6669),
            ],
        ),
        ("http", &[(Tcp, 80), (Udp, 80), (Sctp, 80)]),
        ("htt", &[]),
        ("", &[]),
        ("-", &[]),
        ("!", &[]),
    ] {
        assert_eq!(ports_named(name), expected, "{name}");
    }
    assert_eq!(ports_named("x11").len(), 2 * 64);
}
