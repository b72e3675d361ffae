//! Sockets that do not carry an internet protocol: between processes of one host, to whole frames,
//! and to the kernel.

use super::{AcceptQueue, Inode, Owner, Ownership, SocketMemory, Uid, fact};
use crate::named_code::named_code;

fact! {
    /// A socket between processes of one host (unix(7)).
    pub struct UnixSocket {
        /// `stream`, `datagram` or `seqpacket`.
        pub kind: String,
        /// `listening`, `connected` or `unconnected`; a datagram socket is connected when it has a
        /// peer of its own.
        pub state: String,
        /// The path or, with a leading `@`, the abstract name it is bound to.
        pub path: Option<String>,
        /// Its inode; null for a connection that was not accepted yet.
        pub inode: Option<Inode>,
        /// The inode of the socket at the other end; null where there is none or it has no inode.
        pub peer_inode: Option<Inode>,
        /// The descriptors that refer to it.
        pub owners: Vec<Owner>,
        /// The verdict on its owner.
        pub ownership: Ownership,
        /// The user that opened it.
        pub uid: Option<Uid>,
        /// Bytes that have arrived and were not yet read, of a datagram socket those of the next
        /// message; null for listeners and where unknown.
        pub receive_queue: Option<u32>,
        /// The memory in bytes of what was written and not yet read by the peer; null for listeners
        /// and where unknown.
        pub send_queue: Option<u32>,
        /// A listener's queue.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub accept_queue: Option<AcceptQueue>,
        /// The memory it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub memory: Option<Box<SocketMemory>>,
    }
}

fact! {
    /// A socket that sees whole frames (packet(7)).
    pub struct PacketSocket {
        /// `raw` (with link header) or `datagram` (without).
        pub kind: String,
        /// The `EtherType` it asks for; 3 (`ETH_P_ALL`) is every frame, 0 none.
        pub ethertype: Option<u16>,
        /// The interface it is bound to; null for every interface.
        pub interface: Option<String>,
        /// The user that opened it.
        pub uid: Option<Uid>,
        /// Its inode.
        pub inode: Option<Inode>,
        /// The descriptors that refer to it.
        pub owners: Vec<Owner>,
        /// The verdict on its owner.
        pub ownership: Ownership,
        /// The interfaces that it has made promiscuous (`PACKET_MR_PROMISC`); null where unknown.
        pub promiscuous_on: Option<Vec<String>>,
        /// The memory it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub memory: Option<Box<SocketMemory>>,
    }
}

named_code! {
    /// What a netlink socket talks to (`NETLINK_*` of Linux `include/uapi/linux/netlink.h`).
    pub enum NetlinkProtocol: u8 {
        /// Links, addresses, routes, neighbours.
        Route = 0 => "route",
        /// Left to user programs.
        Usersock = 2 => "usersock",
        /// Once the old firewall's; unused.
        Firewall = 3 => "firewall",
        /// Sockets.
        SockDiag = 4 => "sock_diag",
        /// Log of the packet filter.
        Nflog = 5 => "nflog",
        /// Transformations (`IPsec`).
        Xfrm = 6 => "xfrm",
        /// Events of `SELinux`.
        Selinux = 7 => "selinux",
        /// iSCSI.
        Iscsi = 8 => "iscsi",
        /// The audit log.
        Audit = 9 => "audit",
        /// Lookups in the routing tables.
        FibLookup = 10 => "fib_lookup",
        /// The kernel's connector.
        Connector = 11 => "connector",
        /// The packet filter.
        Netfilter = 12 => "netfilter",
        /// The IPv6 packet filter's old queue.
        Ip6Fw = 13 => "ip6_fw",
        /// `DECnet`.
        DnrtMsg = 14 => "dnrtmsg",
        /// Events of devices, which udev(7) listens to.
        KobjectUevent = 15 => "kobject_uevent",
        /// Whatever modules register under a name.
        Generic = 16 => "generic",
        /// SCSI transports.
        ScsiTransport = 18 => "scsitransport",
        /// File systems in user space.
        Ecryptfs = 19 => "ecryptfs",
        /// RDMA.
        Rdma = 20 => "rdma",
        /// The kernel's cryptography.
        Crypto = 21 => "crypto",
        /// SMC sockets.
        Smc = 22 => "smc",
    }
}

fact! {
    /// A socket to the kernel (netlink(7)).
    pub struct NetlinkSocket {
        /// What it talks to.
        pub protocol: NetlinkProtocol,
        /// Its address, often the pid of the process that opened it; 0 is the kernel's end.
        pub port_id: u32,
        /// The groups whose messages it gets, by number from 1; null where unknown.
        pub groups: Option<Vec<u32>>,
        /// Its inode.
        pub inode: Option<Inode>,
        /// The descriptors that refer to it.
        pub owners: Vec<Owner>,
        /// The verdict on its owner.
        pub ownership: Ownership,
        /// The memory in bytes of what has arrived and was not yet read.
        pub receive_queue: Option<u32>,
        /// The memory in bytes of what was written and not yet taken.
        pub send_queue: Option<u32>,
        /// Messages lost for want of room; null where unknown.
        pub drops: Option<u64>,
    }
}
