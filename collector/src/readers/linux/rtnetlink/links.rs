//! Interfaces: `RTM_NEWLINK` messages, `struct ifinfomsg` and the attributes `IFLA_*` of
//! `include/uapi/linux/if_link.h`.

mod statistics;

use netsnap_shared::snapshot::Interface;

use super::kept::{Kept, each};
use super::{flags, mac_of};
use crate::readers::linux::netlink::{Request, text_of, u16_of, u32_of};

/// `RTM_GETLINK`, answered by `RTM_NEWLINK`, with an empty `struct ifinfomsg`.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 18,
    answer: 16,
    body: &[0; HEADER_BYTES],
};

/// An interface, and the numbers of those that it belongs to.
#[derive(Debug, PartialEq)]
pub(super) struct Link {
    /// Without addresses, and without the names that only other messages tell.
    pub interface: Interface,
    /// The interface that it is a part of.
    pub master: Option<u32>,
    /// The interface below it, or the other end of a pair.
    pub below: Option<u32>,
    /// What this namespace calls the one in which `below` is; `None` when that is this one.
    pub namespace_below: Option<i32>,
    /// Of a tunnel over UDP the port that the kernel itself listens at.
    pub tunnel_port: Option<u16>,
}

/// The length of `struct ifinfomsg`.
const HEADER_BYTES: usize = 16;

const IFLA_ADDRESS: u16 = 1;
const IFLA_IFNAME: u16 = 3;
const IFLA_MTU: u16 = 4;
const IFLA_LINK: u16 = 5;
const IFLA_QDISC: u16 = 6;
const IFLA_MASTER: u16 = 10;
const IFLA_TXQLEN: u16 = 13;
const IFLA_OPERSTATE: u16 = 16;
const IFLA_LINKINFO: u16 = 18;
const IFLA_IFALIAS: u16 = 20;
const IFLA_STATS64: u16 = 23;
const IFLA_PROMISCUITY: u16 = 30;
const IFLA_CARRIER: u16 = 33;
const IFLA_LINK_NETNSID: u16 = 37;
const IFLA_PROP_LIST: u16 = 52;
const IFLA_ALT_IFNAME: u16 = 53;
const IFLA_PERM_ADDRESS: u16 = 54;

const IFLA_INFO_KIND: u16 = 1;
const IFLA_INFO_DATA: u16 = 2;
const IFLA_VLAN_ID: u16 = 1;
const IFLA_VXLAN_LINK: u16 = 3;
const IFLA_VXLAN_PORT: u16 = 15;
const IFLA_GENEVE_PORT: u16 = 5;

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

/// Parses a message. One without a name gets that of its number.
pub(super) fn parse(payload: &[u8]) -> Option<Kept<Link>> {
    let (header, rest) = payload.split_first_chunk::<HEADER_BYTES>()?;
    let link_type = u16_of(&header[2..])?;
    let index = u32_of(&header[4..])?;
    let flag_bits = u32_of(&header[8..])?;
    let mut link = Link {
        interface: Interface {
            flags: flags::names(flag_bits, &FLAGS),
            promiscuous: Some(flag_bits & IFF_PROMISC != 0),
            ..Interface::new(index, format!("if{index}"))
        },
        master: None,
        below: None,
        namespace_below: None,
        tunnel_port: None,
    };
    let mut odd_inside = 0;
    let odd = each(rest, |kind, value| {
        odd_inside += take(&mut link, kind, value)?;
        Some(())
    });
    let interface = &mut link.interface;
    if interface.permanent_mac == interface.mac {
        interface.permanent_mac = None;
    }
    if interface.kind.is_none() {
        interface.kind = type_name(link_type).map(str::to_owned);
    }
    Some(Kept {
        row: link,
        odd: odd + odd_inside,
    })
}

/// Takes one attribute. Returns how many of those inside of it are odd.
fn take(link: &mut Link, kind: u16, value: &[u8]) -> Option<usize> {
    let interface = &mut link.interface;
    match kind {
        IFLA_IFNAME => match text_of(value) {
            name if name.is_empty() => return None,
            name => interface.name = name,
        },
        IFLA_ADDRESS => interface.mac = mac_of(value),
        IFLA_PERM_ADDRESS => interface.permanent_mac = mac_of(value),
        IFLA_MTU => interface.mtu = Some(u32_of(value)?),
        IFLA_TXQLEN => interface.queue_length = Some(u32_of(value)?),
        IFLA_QDISC => interface.queueing_discipline = Some(text_of(value)),
        IFLA_IFALIAS => interface.alias = Some(text_of(value)),
        IFLA_OPERSTATE => interface.operational_state = Some(state_name(*value.first()?)),
        IFLA_CARRIER => interface.carrier = Some(*value.first()? != 0),
        IFLA_PROMISCUITY => {
            // Counts every wish for it: also those of bridges and packet sockets, for which the
            // flag is not set.
            let count = u32_of(value)?;
            interface.promiscuity = Some(count);
            if count > 0 {
                interface.promiscuous = Some(true);
            }
        }
        IFLA_STATS64 => interface.statistics = Some(statistics::parse(value)?),
        IFLA_PROP_LIST => return Some(properties(interface, value)),
        IFLA_LINKINFO => return Some(kind_of_link(link, value)),
        IFLA_MASTER => link.master = Some(u32_of(value)?).filter(|&index| index != 0),
        IFLA_LINK => link.below = Some(u32_of(value)?).filter(|&index| index != 0),
        IFLA_LINK_NETNSID => link.namespace_below = Some(u32_of(value)?.cast_signed()),
        _ => {}
    }
    Some(0)
}

/// The list of other names.
fn properties(interface: &mut Interface, list: &[u8]) -> usize {
    each(list, |kind, value| {
        if kind == IFLA_ALT_IFNAME {
            interface.alternative_names.push(text_of(value));
        }
        Some(())
    })
}

/// What the driver tells of the link: its kind, and details that mean what the kind says.
fn kind_of_link(link: &mut Link, information: &[u8]) -> usize {
    let mut details = None;
    let odd = each(information, |kind, value| {
        match kind {
            IFLA_INFO_KIND => link.interface.kind = Some(text_of(value)),
            IFLA_INFO_DATA => details = Some(value),
            _ => {}
        }
        Some(())
    });
    let Some(details) = details else {
        return odd;
    };
    match link.interface.kind.as_deref() {
        Some("vlan") => {
            odd + each(details, |kind, value| {
                if kind == IFLA_VLAN_ID {
                    link.interface.vlan_id = Some(u16_of(value)?);
                }
                Some(())
            })
        }
        Some("vxlan") => {
            odd + each(details, |kind, value| {
                match kind {
                    IFLA_VXLAN_LINK => {
                        link.below = Some(u32_of(value)?).filter(|&index| index != 0);
                    }
                    IFLA_VXLAN_PORT => link.tunnel_port = Some(port_of(value)?),
                    _ => {}
                }
                Some(())
            })
        }
        Some("geneve") => {
            odd + each(details, |kind, value| {
                if kind == IFLA_GENEVE_PORT {
                    link.tunnel_port = Some(port_of(value)?);
                }
                Some(())
            })
        }
        _ => odd,
    }
}

/// A port, as packets have it.
fn port_of(value: &[u8]) -> Option<u16> {
    value.first_chunk().copied().map(u16::from_be_bytes)
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

#[cfg(test)]
mod tests;
