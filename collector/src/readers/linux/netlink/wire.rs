//! The framing of netlink(7): messages in a datagram, attributes in a message. Nothing here panics
//! on what it is given.

use netlink_packet_core::{NLA_HEADER_SIZE, NLA_TYPE_MASK, NetlinkBuffer};

/// Netlink messages and attributes begin at multiples of this many bytes.
const ALIGNMENT: usize = 4;

/// A message of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Message<'a> {
    pub kind: u16,
    pub flags: u16,
    pub sequence: u32,
    pub port: u32,
    pub payload: &'a [u8],
}

/// The first message of a datagram and what follows it; `None` when there is no whole message.
pub(super) fn split_message(datagram: &[u8]) -> Option<(Message<'_>, &[u8])> {
    let header = NetlinkBuffer::new_checked(datagram).ok()?;
    let length = usize::try_from(header.length()).ok()?;
    let message = Message {
        kind: header.message_type(),
        flags: header.flags(),
        sequence: header.sequence_number(),
        port: header.port_number(),
        payload: header.payload(),
    };
    let rest = datagram.get(length.next_multiple_of(ALIGNMENT)..);
    Some((message, rest.unwrap_or_default()))
}

/// The attributes of a message by type, up to the first that is not whole. Flags in the type
/// (nested, byte order) are taken off.
pub(crate) fn attributes(mut bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (length, rest) = bytes.split_first_chunk()?;
        let (kind, _) = rest.split_first_chunk()?;
        let length = usize::from(u16::from_ne_bytes(*length));
        let value = bytes.get(NLA_HEADER_SIZE..length)?;
        bytes = bytes
            .get(length.next_multiple_of(ALIGNMENT)..)
            .unwrap_or_default();
        Some((u16::from_ne_bytes(*kind) & NLA_TYPE_MASK, value))
    })
}

/// The number in the first two bytes, in the host's order.
pub(crate) fn u16_of(bytes: &[u8]) -> Option<u16> {
    bytes.first_chunk().copied().map(u16::from_ne_bytes)
}

/// The number in the first four bytes, in the host's order.
pub(crate) fn u32_of(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().copied().map(u32::from_ne_bytes)
}

/// The signed number in the first four bytes, in the host's order.
pub(crate) fn i32_of(bytes: &[u8]) -> Option<i32> {
    bytes.first_chunk().copied().map(i32::from_ne_bytes)
}

/// The number in the eight bytes at this offset, in the host's order.
pub(crate) fn u64_at(bytes: &[u8], offset: usize) -> Option<u64> {
    let bytes = bytes.get(offset..)?;
    bytes.first_chunk().copied().map(u64::from_ne_bytes)
}

/// A text that ends at the first NUL or with the attribute.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == 0);
    String::from_utf8_lossy(bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default())
        .into_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The payloads of the messages in a captured dump.
    pub(crate) fn payloads(mut dump: &[u8]) -> Vec<&[u8]> {
        let mut payloads = Vec::new();
        while let Some((message, rest)) = split_message(dump) {
            if message.kind >= 16 {
                payloads.push(message.payload);
            }
            dump = rest;
        }
        payloads
    }

    #[test]
    fn attributes_end_where_they_are_not_whole() {
        let check = |bytes: &[u8], expected: &[(u16, &[u8])]| {
            assert_eq!(attributes(bytes).collect::<Vec<_>>(), expected, "{bytes:?}");
        };
        check(&[], &[]);
        check(&[4, 0, 1], &[]);
        check(&[4, 0, 1, 0], &[(1, &[])]);
        // Shorter than its own header, and longer than the message.
        check(&[3, 0, 1, 0], &[]);
        check(&[9, 0, 1, 0, 7, 7, 7, 7], &[]);
        // Padded to four bytes; the nested flag is taken off.
        check(
            &[5, 0, 1, 0, 9, 0, 0, 0, 4, 0, 2, 0x80],
            &[(1, &[9]), (2, &[])],
        );
        // The last needs no padding.
        check(&[5, 0, 1, 0, 9], &[(1, &[9])]);
    }

    #[test]
    fn messages_end_where_they_are_not_whole() {
        let mut datagram = vec![18, 0, 0, 0, 3, 0, 2, 0, 5, 0, 0, 0, 6, 0, 0, 0, 1, 2, 0, 0];
        let (message, rest) = split_message(&datagram).unwrap();
        assert_eq!(
            message,
            Message {
                kind: 3,
                flags: 2,
                sequence: 5,
                port: 6,
                payload: &[1, 2]
            }
        );
        assert!(rest.is_empty());
        for length in [0, 15, 21, 0xff] {
            datagram[0] = length;
            assert_eq!(split_message(&datagram), None, "{length}");
        }
    }

    #[test]
    fn texts_end_at_the_first_nul() {
        for (bytes, text) in [
            (&b"eth0\0"[..], "eth0"),
            (b"eth0", "eth0"),
            (b"a\0b", "a"),
            (b"", ""),
            (b"\xff\0", "\u{fffd}"),
        ] {
            assert_eq!(text_of(bytes), text);
        }
    }
}
