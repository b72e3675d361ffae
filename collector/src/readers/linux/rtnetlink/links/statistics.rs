//! The counters of an interface: `struct rtnl_link_stats64` of `include/uapi/linux/if_link.h`.

use netsnap_shared::snapshot::{ErrorKinds, InterfaceStatistics};

use crate::readers::linux::netlink::u64_at;

/// Parses the counters. The first ten are in every kernel's; those after them are unknown unless
/// they are all there.
pub(super) fn parse(value: &[u8]) -> Option<InterfaceStatistics> {
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
        kinds: kinds(counter),
    })
}

/// What errors and drops were; the last of these counters came with Linux 4.6.
fn kinds(counter: impl Fn(usize) -> Option<u64>) -> Option<ErrorKinds> {
    Some(ErrorKinds {
        received_length: counter(10)?,
        received_over: counter(11)?,
        received_crc: counter(12)?,
        received_frame: counter(13)?,
        received_fifo: counter(14)?,
        received_missed: counter(15)?,
        sent_aborted: counter(16)?,
        sent_carrier: counter(17)?,
        sent_fifo: counter(18)?,
        sent_heartbeat: counter(19)?,
        sent_window: counter(20)?,
        received_compressed: counter(21)?,
        sent_compressed: counter(22)?,
        received_no_handler: counter(23)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_counters_as_the_kernel_has() {
        let bytes: Vec<u8> = (0..25_u64).flat_map(u64::to_ne_bytes).collect();
        let all = parse(&bytes).unwrap();
        assert_eq!((all.received_packets, all.collisions), (0, 9));
        let kinds = all.kinds.unwrap();
        assert_eq!((kinds.received_length, kinds.sent_aborted), (10, 16));
        assert_eq!((kinds.sent_compressed, kinds.received_no_handler), (22, 23));

        let older = parse(&bytes[..23 * 8]).unwrap();
        assert_eq!((older.collisions, older.kinds), (9, None));
        assert_eq!(parse(&bytes[..79]), None);
    }
}
