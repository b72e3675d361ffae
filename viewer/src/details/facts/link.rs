//! All fields of neighbours and of multicast groups.

use netsnap_shared::snapshot::{MulticastGroup, Namespace, Neighbour};

use super::{Fact, fact, maybe};

pub(super) fn neighbour(namespace: &Namespace, neighbour: &Neighbour) -> Vec<Fact> {
    let ago = |ms: Option<u64>| ms.map(|ms| format!("{ms} ms ago"));
    let flags = &neighbour.flags;
    let flags = (!flags.is_empty()).then(|| flags.join(", "));
    vec![
        fact("Address", neighbour.ip),
        maybe("MAC", neighbour.mac.as_deref()),
        fact("Interface", &neighbour.interface),
        fact("State", &neighbour.state),
        maybe("Flags", flags),
        maybe("Used", ago(neighbour.used_ms)),
        maybe("Confirmed", ago(neighbour.confirmed_ms)),
        fact("Namespace", &namespace.id),
    ]
}

pub(super) fn group(namespace: &Namespace, group: &MulticastGroup) -> Vec<Fact> {
    vec![
        fact("Group", &group.group),
        fact("Interface", &group.interface),
        maybe("Joined", group.users),
        fact("Namespace", &namespace.id),
    ]
}
