//! The sockets that nobody is known to hold.

use std::collections::HashSet;

use netsnap_shared::snapshot::{Inode, Namespace, Owner, Ownership};

/// The inodes of the sockets of any kind that have no owner yet. The kernel's own, which
/// have none, are not among them.
pub(crate) fn unowned(namespaces: &[Namespace]) -> HashSet<Inode> {
    let lone = |inode: Option<Inode>, owners: &[Owner]| inode.filter(|_| owners.is_empty());
    let mut inodes = HashSet::new();
    for namespace in namespaces {
        let internet = namespace.sockets.iter();
        let internet = internet.filter(|it| it.ownership != Ownership::Kernel);
        inodes.extend(internet.filter_map(|it| lone(it.inode, &it.owners)));
        let unix = namespace.unix_sockets.iter();
        inodes.extend(unix.filter_map(|it| lone(it.inode, &it.owners)));
        let packet = namespace.packet_sockets.iter();
        inodes.extend(packet.filter_map(|it| lone(it.inode, &it.owners)));
        let netlink = namespace.netlink_sockets.iter();
        let of_programs = netlink.filter(|it| it.port_id != 0);
        inodes.extend(of_programs.filter_map(|it| lone(it.inode, &it.owners)));
    }
    inodes
}
