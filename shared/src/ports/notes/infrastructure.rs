//! The network's own services: names, time, addresses and routes.

use super::{Entry, both, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted};

pub(super) const NOTES: &[Entry] = &[
    both(
        7,
        Cleartext,
        "Echo, which sends back whatever it gets. It was made for tests and is long out of use. \
         Open to others it only serves to make floods, so it should be off.",
    ),
    both(
        9,
        Cleartext,
        "Discard, which throws away whatever it gets. It is long out of use as a service. \
         Packets that wake a sleeping computer are often sent to its UDP port, where nobody \
         needs to listen.",
    ),
    both(
        13,
        Cleartext,
        "Daytime, which sends the date and the time as text. It is long out of use; NTP keeps \
         clocks today. It should be off.",
    ),
    both(
        19,
        Cleartext,
        "Chargen, which sends characters without end. It was made for tests. On UDP it \
         multiplies what it gets and is misused for floods, so it should be off.",
    ),
    both(
        37,
        Cleartext,
        "Time, which sends the time as a number of 32 bits. It is long out of use; NTP keeps \
         clocks today. It should be off.",
    ),
    tcp(
        43,
        Cleartext,
        "WHOIS, which tells who has a domain or an address. The client asks in plain text, and \
         only registries have servers for it.",
    ),
    tcp(
        53,
        Cleartext,
        "DNS over TCP, for answers too large for UDP and for the transfer of whole zones \
         between servers. Whoever answers on UDP port 53 should answer here too.",
    ),
    udp(
        53,
        Cleartext,
        "DNS, which turns names into addresses. Questions and answers can be read and forged on \
         the way, unless DNSSEC guards the answers. A resolver that answers everybody is \
         misused to flood others; a stub such as systemd-resolved listens on loopback.",
    ),
    udp(
        67,
        Cleartext,
        "The server's end of DHCP, which hands out IPv4 addresses. Expect a DHCP server or \
         relay; on a small network that is the router, and on a host with virtual machines \
         often dnsmasq. A second, unknown server can take over a network.",
    ),
    udp(
        68,
        Cleartext,
        "The client's end of DHCP: the host asks for its IPv4 address here and renews it. \
         Expect systemd-networkd, NetworkManager or dhclient. It is normal on a host whose \
         address is not fixed.",
    ),
    udp(
        123,
        Cleartext,
        "NTP, which keeps the clock right. Clients listen here as well as servers. Time is not \
         secret, but without NTS it can be forged; old servers are misused to flood others.",
    ),
    tcp(
        179,
        Cleartext,
        "BGP, by which routers tell each other which networks they reach. Only a router, or a \
         host that announces addresses, should have it. Peers are fixed by configuration and \
         often guarded by a key.",
    ),
    udp(
        319,
        Cleartext,
        "PTP's event messages, which set clocks to within microseconds. Audio networks, \
         exchanges and mobile networks use it. Port 320 carries the rest of the protocol.",
    ),
    udp(
        320,
        Cleartext,
        "PTP's general messages, the companions of the time stamps on port 319. Expect ptp4l or \
         a device with a precise clock. It belongs inside one network.",
    ),
    udp(
        323,
        Cleartext,
        "The control port of chrony, which keeps the clock right. It listens on loopback and \
         lets chronyc ask and command the daemon. IANA keeps this UDP port reserved.",
    ),
    udp(
        520,
        Cleartext,
        "RIP, an old protocol by which routers tell each other their routes. Whoever can send \
         here may be able to change routes. It is rare today.",
    ),
    udp(
        546,
        Cleartext,
        "The client's end of DHCPv6, by which a host gets an IPv6 address or other settings. It \
         listens on a link-local address. It is normal on a host with IPv6.",
    ),
    udp(
        547,
        Cleartext,
        "The server's end of DHCPv6, which hands out IPv6 addresses and prefixes. Expect a \
         router, a DHCP server or a relay. Hosts reach it by multicast on their link.",
    ),
    both(
        853,
        Encrypted,
        "DNS inside encryption: over TLS on TCP, and over QUIC or DTLS on UDP. Resolvers use it \
         so that nobody on the way can read which names are asked for.",
    ),
    tcp(
        953,
        Cleartext,
        "The control port of the BIND name server, for rndc. Commands are signed with a key, \
         though not encrypted. It belongs on loopback.",
    ),
    udp(
        1900,
        Cleartext,
        "SSDP, by which UPnP devices announce themselves and are found: routers, televisions, \
         media servers. Seen from the internet it is misused to flood others. On a link it \
         tells what devices there are.",
    ),
    tcp(
        4460,
        Encrypted,
        "The key exchange of NTS, which makes NTP proof against forgery. A client fetches keys \
         here over TLS, and then asks for the time on UDP port 123. Expect chrony or ntpd-rs on \
         a time server.",
    ),
    both(
        5353,
        Cleartext,
        "Multicast DNS: hosts on one link find each other's names and services without a \
         server. Avahi, Bonjour, Windows and web browsers listen here. It reveals the host's \
         name and services to the link.",
    ),
    tcp(
        5355,
        Cleartext,
        "LLMNR over TCP, the rare second form of a question to the link for a name. On Linux \
         systemd-resolved listens here. Networks without a need for it turn it off.",
    ),
    udp(
        5355,
        Cleartext,
        "LLMNR, by which Windows, and systemd-resolved on Linux, ask the link for a name that \
         DNS does not know. Anyone on the link may answer, which is used to steal password \
         hashes. Networks without a need for it turn it off.",
    ),
];
