//! Interfaces: `RTM_NEWLINK` messages, `struct ifinfomsg` and the attributes `IFLA_*` of
//! `include/uapi/linux/if_link.h`.

use netsnap_shared::snapshot::{Interface, InterfaceStatistics};

use super::mac_of;
use crate::readers::linux::netlink::{Request, attributes, text_of, u16_of, u32_of, u64_at};

/// `RTM_GETLINK`, answered by `RTM_NEWLINK`, with an empty `struct ifinfomsg`.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 18,
    answer: 16,
    body: &[0; HEADER_BYTES],
};

/// The length of `struct ifinfomsg`.
const HEADER_BYTES: usize = 16;

const IFLA_ADDRESS: u16 = 1;
const IFLA_IFNAME: u16 = 3;
const IFLA_MTU: u16 = 4;
const IFLA_OPERSTATE: u16 = 16;
const IFLA_LINKINFO: u16 = 18;
const IFLA_STATS64: u16 = 23;
const IFLA_PROMISCUITY: u16 = 30;
const IFLA_INFO_KIND: u16 = 1;

const IFF_PROMISC: u32 = 1 << 8;

/// `IFF_*` of `include/uapi/linux/if.h` by bit.
const FLAGS: [&str; 19] = [
    "up",
    "broadcast",
    "debug",
    "loopback",
    "pointopoint",
    "notrailers",
    "running",
    "noarp",
    "promisc",
    "allmulti",
    "master",
    "slave",
    "multicast",
    "portsel",
    "automedia",
    "dynamic",
    "lower_up",
    "dormant",
    "echo",
];

/// `IF_OPER_*` of `include/uapi/linux/if.h` by number, as RFC 2863 names them.
const OPERATIONAL_STATES: [&str; 7] = [
    "unknown",
    "not-present",
    "down",
    "lower-layer-down",
    "testing",
    "dormant",
    "up",
];

/// Parses a message into an interface without addresses.
pub(super) fn parse(payload: &[u8]) -> Option<Interface> {
    let (header, rest) = payload.split_first_chunk::<HEADER_BYTES>()?;
    let link_type = u16_of(&header[2..])?;
    let flags = u32_of(&header[8..])?;
    let mut link = Interface {
        flags: flag_names(flags),
        promiscuous: Some(flags & IFF_PROMISC != 0),
        ..Interface::new(u32_of(&header[4..])?, String::new())
    };
    for (kind, value) in attributes(rest) {
        match kind {
            IFLA_IFNAME => link.name = text_of(value),
            IFLA_ADDRESS => link.mac = mac_of(value),
            IFLA_MTU => link.mtu = u32_of(value),
            IFLA_OPERSTATE => link.operational_state = value.first().map(|&code| state_name(code)),
            IFLA_LINKINFO => {
                let kind = attributes(value).find(|(kind, _)| *kind == IFLA_INFO_KIND);
                link.kind = kind.map(|(_, name)| text_of(name));
            }
            IFLA_STATS64 => link.statistics = statistics(value),
            // Counts every wish for it: also those of bridges and packet sockets, for which the
            // flag is not set.
            IFLA_PROMISCUITY if u32_of(value)? > 0 => link.promiscuous = Some(true),
            _ => {}
        }
    }
    link.kind = link
        .kind
        .or_else(|| type_name(link_type).map(str::to_owned));
    (!link.name.is_empty()).then_some(link)
}

fn flag_names(flags: u32) -> Vec<String> {
    let set = (0..u32::BITS).filter(|bit| flags & (1 << bit) != 0);
    set.map(|bit| match FLAGS.get(bit as usize) {
        Some(name) => (*name).to_owned(),
        None => format!("bit-{bit}"),
    })
    .collect()
}

fn state_name(code: u8) -> String {
    match OPERATIONAL_STATES.get(usize::from(code)) {
        Some(name) => (*name).to_owned(),
        None => code.to_string(),
    }
}

/// What a link is by `ARPHRD_*` of `include/uapi/linux/if_arp.h`, for drivers that do not say.
fn type_name(code: u16) -> Option<&'static str> {
    Some(match code {
        1 => "ethernet",
        32 => "infiniband",
        280 => "can",
        512 => "ppp",
        768 => "ipip",
        769 => "ip6tnl",
        772 => "loopback",
        776 => "sit",
        778 => "gre",
        801..=803 => "wifi",
        823 => "ip6gre",
        _ => return None,
    })
}

/// `struct rtnl_link_stats64`; the first ten counters are in every kernel's.
fn statistics(value: &[u8]) -> Option<InterfaceStatistics> {
    let counter = |index: usize| u64_at(value, index * 8);
    Some(InterfaceStatistics {
        received_packets: counter(0)?,
        sent_packets: counter(1)?,
        received_bytes: counter(2)?,
        sent_bytes: counter(3)?,
        received_errors: counter(4)?,
        sent_errors: counter(5)?,
        received_dropped: counter(6)?,
        sent_dropped: counter(7)?,
        received_multicast: counter(8)?,
        collisions: counter(9)?,
        kinds: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::linux::netlink::payloads;

    #[test]
    fn captured_links() {
        let dump = include_bytes!("../../../../fixtures/netlink/links.bin");
        let links: Vec<_> = payloads(dump).into_iter().filter_map(parse).collect();
        let shown: Vec<_> = links
            .iter()
            .map(|link| {
                format!(
                    "{} {} {} {} {} {} {} {}",
                    link.index,
                    link.name,
                    link.kind.as_deref().unwrap_or("-"),
                    link.mac.as_deref().unwrap_or("-"),
                    link.mtu.unwrap_or_default(),
                    link.flags.join(","),
                    link.promiscuous == Some(true),
                    link.operational_state.as_deref().unwrap_or("-"),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "1 lo loopback 00:00:00:00:00:00 65536 up,loopback,running,lower_up false unknown",
                "10 br0 bridge 02:00:00:00:00:0a 1500 up,broadcast,running,multicast,lower_up false up",
                "11 left veth 02:00:00:00:00:0b 1400 up,broadcast,running,multicast,lower_up true up",
                "12 right veth 02:00:00:00:00:0c 1400 up,broadcast,running,promisc,multicast,lower_up true up",
            ]
        );
        let lo = links[0].statistics.unwrap();
        assert_eq!(lo.received_packets, lo.sent_packets);
        assert_eq!((lo.received_packets, lo.received_bytes), (6, 588));
    }

    #[test]
    fn what_has_no_name_keeps_its_number() {
        assert_eq!(flag_names(1 | 1 << 20), ["up", "bit-20"]);
        assert_eq!(state_name(6), "up");
        assert_eq!(state_name(9), "9");
        assert_eq!(type_name(65534), None);
    }

    #[test]
    fn half_a_message_is_no_link() {
        let dump = include_bytes!("../../../../fixtures/netlink/links.bin");
        let payloads = payloads(dump);
        for length in 0..HEADER_BYTES {
            assert_eq!(parse(&payloads[0][..length]), None);
        }
        for length in HEADER_BYTES..payloads[0].len() {
            let _ = parse(&payloads[0][..length]);
        }
    }
}
