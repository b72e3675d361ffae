//! The memory of a socket, as every family of `sock_diag(7)` tells it.

use netsnap_shared::snapshot::SocketMemory;

use crate::readers::linux::netlink::u32_of;

/// Parses `SK_MEMINFO_*` of `include/uapi/linux/sock_diag.h`: numbers of 32 bits. Kernels before 4.12
/// do not count drops.
pub(super) fn parse(bytes: &[u8]) -> Option<SocketMemory> {
    let mut numbers = bytes.chunks_exact(4).map_while(u32_of);
    Some(SocketMemory {
        receive_allocated: numbers.next()?,
        receive_limit: numbers.next()?,
        send_allocated: numbers.next()?,
        send_limit: numbers.next()?,
        forward_allocated: numbers.next()?,
        write_queued: numbers.next()?,
        options: numbers.next()?,
        backlog: numbers.next()?,
        drops: numbers.next(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_list_has_no_drops() {
        let bytes: Vec<u8> = (1..=10_u32).flat_map(u32::to_ne_bytes).collect();
        for (length, drops) in [
            (40, Some(Some(9))),
            (36, Some(Some(9))),
            (35, Some(None)),
            (32, Some(None)),
            (31, None),
            (0, None),
        ] {
            let memory = parse(&bytes[..length]);
            assert_eq!(memory.map(|memory| memory.drops), drops, "{length}");
        }
        let memory = parse(&bytes).unwrap();
        assert_eq!((memory.receive_allocated, memory.backlog), (1, 8));
    }
}
