//! Rules: which routing table a packet is looked up in.

use ipnet::IpNet;

use super::{Family, PortRange, RouteProtocol, RouteTable, Uid, fact};
use crate::named_code::named_code;

named_code! {
    /// What a rule does with a packet (`FR_ACT_*` of Linux `include/uapi/linux/fib_rules.h`).
    pub enum RuleAction: u8 {
        /// Looks it up in a table.
        Lookup = 1 => "lookup",
        /// Goes on with another rule.
        Goto = 2 => "goto",
        /// Nothing.
        Nop = 3 => "nop",
        /// Drops it without a word.
        Blackhole = 6 => "blackhole",
        /// Drops it and answers "network unreachable".
        Unreachable = 7 => "unreachable",
        /// Drops it and answers "administratively prohibited".
        Prohibit = 8 => "prohibit",
    }
}

fact! {
    /// A rule of policy routing (`ip rule`); what it does not ask for is null or absent.
    pub struct RoutingRule {
        /// The family of the packets it is about.
        pub family: Family,
        /// Its place: rules are asked from the lowest number on.
        pub priority: u32,
        /// The sources it is for.
        pub source: Option<IpNet>,
        /// The destinations it is for.
        pub destination: Option<IpNet>,
        /// The interface that packets came in by.
        pub incoming_interface: Option<String>,
        /// The interface that the packet's socket is bound to.
        pub outgoing_interface: Option<String>,
        /// The mark that packets have (`fwmark`), with the bits that count.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub mark: Option<MarkMatch>,
        /// The type of service that packets have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub type_of_service: Option<u8>,
        /// The code point (DSCP) that packets have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub dscp: Option<u8>,
        /// The number of the tunnel that packets came by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tunnel_id: Option<u64>,
        /// The IP protocol that packets carry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ip_protocol: Option<u8>,
        /// The source ports that packets have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source_ports: Option<PortRange>,
        /// The destination ports that packets have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub destination_ports: Option<PortRange>,
        /// The users whose packets it is for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub users: Option<UidRange>,
        /// Whether it is for every packet that does not fit.
        pub inverted: bool,
        /// What it does.
        pub action: RuleAction,
        /// The table it looks in; null for other actions, and where the VRF chooses it.
        pub table: Option<RouteTable>,
        /// Whether it looks in the table of the packet's VRF (`l3mdev`).
        #[serde(default)]
        pub vrf_table: bool,
        /// The priority of the rule it goes to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub goto: Option<u32>,
        /// Routes with a prefix of at most this many bits are passed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub suppress_prefix_length: Option<u32>,
        /// Routes by an interface of this group are passed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub suppress_interface_group: Option<u32>,
        /// Who made it.
        pub protocol: RouteProtocol,
    }
}

impl RoutingRule {
    /// A rule for every packet of a family.
    pub const fn new(family: Family, priority: u32, action: RuleAction) -> Self {
        Self {
            family,
            priority,
            source: None,
            destination: None,
            incoming_interface: None,
            outgoing_interface: None,
            mark: None,
            type_of_service: None,
            dscp: None,
            tunnel_id: None,
            ip_protocol: None,
            source_ports: None,
            destination_ports: None,
            users: None,
            inverted: false,
            action,
            table: None,
            vrf_table: false,
            goto: None,
            suppress_prefix_length: None,
            suppress_interface_group: None,
            protocol: RouteProtocol::Unspecified,
        }
    }
}

fact! {
    /// A mark and the bits of it that count.
    #[derive(Copy, Eq)]
    pub struct MarkMatch {
        /// The mark.
        pub value: u32,
        /// The bits that are compared.
        pub mask: u32,
    }
}

fact! {
    /// Users from `first` to `last`, both included.
    #[derive(Copy, Eq)]
    pub struct UidRange {
        /// The lowest number.
        pub first: Uid,
        /// The highest number.
        pub last: Uid,
    }
}
