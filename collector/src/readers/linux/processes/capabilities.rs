//! The capabilities of a process that matter to a network (capabilities(7)).

use crate::readers::linux::privilege::CAPABILITIES;

/// Those that open, configure or watch sockets and interfaces, and those with which a process can
/// take over another one, or the kernel, and so its sockets.
const OF_NETWORK: [&str; 12] = [
    "cap_dac_override",
    "cap_dac_read_search",
    "cap_setgid",
    "cap_setuid",
    "cap_net_bind_service",
    "cap_net_broadcast",
    "cap_net_admin",
    "cap_net_raw",
    "cap_sys_module",
    "cap_sys_ptrace",
    "cap_sys_admin",
    "cap_bpf",
];

/// Their names, in the order of the kernel's numbers, for a mask such as `CapEff` has.
pub(super) fn of_network(mask: u64) -> Vec<String> {
    let set = CAPABILITIES.iter().enumerate();
    set.filter(|(bit, name)| mask & (1 << bit) != 0 && OF_NETWORK.contains(name))
        .map(|(_, name)| (*name).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_matter_are_named() {
        for (mask, names) in [
            (0, &[][..]),
            (1 << 0 | 1 << 10, &["cap_net_bind_service"]),
            (
                1 << 12 | 1 << 13 | 1 << 63,
                &["cap_net_admin", "cap_net_raw"],
            ),
            (u64::MAX, &OF_NETWORK),
        ] {
            assert_eq!(of_network(mask), names, "{mask:x}");
        }
    }
}
