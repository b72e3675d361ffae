//! Which open ports deserve a look where other hosts reach them: what the notes say of each, as
//! data.

use super::{Privacy, note};
use crate::snapshot::Protocol;

/// Why a port deserves a look where other hosts reach it. The order is from what matters most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Care {
    /// A login in the clear.
    Login,
    /// Its service often asks for no password.
    NoPassword,
    /// Its service belongs on loopback.
    Loopback,
    /// Its service is long out of use.
    Outdated,
    /// What crosses it can be read on the way.
    Cleartext,
}

impl Care {
    /// Every value, what matters most first.
    pub const ALL: [Self; 5] = [
        Self::Login,
        Self::NoPassword,
        Self::Loopback,
        Self::Outdated,
        Self::Cleartext,
    ];

    /// Why it matters, in a sentence. By convention, as a port is one.
    pub const fn why(self) -> &'static str {
        match self {
            Self::Login => {
                "By convention its logins are not encrypted: whoever is on the way can read names \
                 and passwords."
            }
            Self::NoPassword => {
                "Its usual service often asks for no password: whoever reaches it may read its \
                 data or give it commands."
            }
            Self::Loopback => {
                "Its usual service is made for programs on the same host and belongs on loopback."
            }
            Self::Outdated => {
                "Its usual service is long out of use, and strangers misuse it to flood others."
            }
            Self::Cleartext => {
                "By convention nothing there is encrypted: whoever is on the way can read it."
            }
        }
    }
}

/// A reason with its ports of TCP and of UDP.
type Ports = (Care, &'static [u16], &'static [u16]);

const TABLE: [Ports; 4] = [
    (
        Care::Login,
        &[21, 23, 512, 513, 514, 5900, 5901, 5902, 5903],
        &[161, 177],
    ),
    (
        Care::NoPassword,
        &[
            102, 502, 515, 1099, 2181, 2375, 2404, 3632, 5555, 6000, 6333, 6379, 7077, 8009, 9200,
            10255, 11211, 16509, 27017, 44818,
        ],
        &[69, 3671, 11211, 44818, 47808],
    ),
    (
        Care::Loopback,
        &[
            783, 953, 4200, 5005, 5037, 5173, 8000, 8118, 8384, 9050, 9229, 10025, 11332, 11434,
        ],
        &[323, 8125],
    ),
    (Care::Outdated, &[7, 9, 13, 19, 37], &[7, 9, 13, 19, 37]),
];

/// Why a port deserves a look where other hosts reach it; none where it needs no such word.
///
/// Of UDP only those that are named one by one: much of what every network needs (DNS, DHCP, NTP,
/// mDNS) is cleartext there.
pub fn care(protocol: Protocol, port: u16) -> Option<Care> {
    let is_udp = match protocol {
        Protocol::Tcp | Protocol::Mptcp => false,
        Protocol::Udp | Protocol::UdpLite => true,
        _ => return None,
    };
    let named = TABLE
        .iter()
        .find(|(_, tcp, udp)| (if is_udp { udp } else { tcp }).contains(&port));
    if let Some(&(care, ..)) = named {
        return Some(care);
    }
    let is_cleartext = note(protocol, port).is_some_and(|note| note.privacy == Privacy::Cleartext);
    (!is_udp && is_cleartext).then_some(Care::Cleartext)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_has_its_reason() {
        use Protocol::{Mptcp, Sctp, Tcp, Udp};
        for (protocol, port, expected) in [
            (Tcp, 23, Some(Care::Login)),
            (Mptcp, 23, Some(Care::Login)),
            (Udp, 23, None),
            (Sctp, 23, None),
            (Tcp, 6379, Some(Care::NoPassword)),
            (Udp, 8125, Some(Care::Loopback)),
            (Udp, 19, Some(Care::Outdated)),
            (Tcp, 80, Some(Care::Cleartext)),
            (Tcp, 22, None),
            (Tcp, 443, None),
            (Tcp, 25, None),
            (Udp, 53, None),
            (Udp, 5353, None),
            (Tcp, 40_000, None),
        ] {
            assert_eq!(care(protocol, port), expected, "{protocol} {port}");
        }
    }

    #[test]
    fn what_is_named_has_a_note_that_a_person_can_read() {
        for (care, tcp, udp) in TABLE {
            let tcp = tcp.iter().map(|&port| (Protocol::Tcp, port));
            let udp = udp.iter().map(|&port| (Protocol::Udp, port));
            for (protocol, port) in tcp.chain(udp) {
                let note = note(protocol, port).map(|note| note.privacy);
                assert!(
                    matches!(note, Some(Privacy::Cleartext | Privacy::Negotiated)),
                    "{care:?} {protocol} {port}: {note:?}"
                );
            }
        }
    }
}
