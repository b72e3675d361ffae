//! Chat, calls and games.

use super::{Entry, both, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    both(
        3478,
        Negotiated,
        "STUN and TURN, which help calls and games through address translation: a host learns \
         its own outer address, or lets a server relay. What is relayed is usually encrypted by \
         itself. Expect coturn, or a call program as client.",
    ),
    tcp(
        5060,
        Cleartext,
        "SIP over TCP, which sets up telephone calls. Who calls whom can be read on the way; \
         the sound takes other ports. Port 5061 is the form with TLS.",
    ),
    udp(
        5060,
        Cleartext,
        "SIP, which sets up telephone calls. Who calls whom can be read on the way; the sound \
         takes other ports. Open servers get attempts to phone at their cost all day.",
    ),
    tcp(
        5061,
        Encrypted,
        "SIP over TLS, which sets up telephone calls with nobody reading along. Whether the \
         sound is encrypted too is settled inside.",
    ),
    tcp(
        5222,
        Negotiated,
        "XMPP from a chat program to its server. It begins in the clear, and servers demand \
         STARTTLS today. Expect Prosody or ejabberd, or a phone that waits for notices.",
    ),
    tcp(
        5269,
        Negotiated,
        "XMPP between servers. It begins in the clear, and servers demand STARTTLS today. \
         Expect Prosody or ejabberd.",
    ),
    tcp(
        5349,
        Encrypted,
        "STUN and TURN over TLS, which help calls through address translation and strict \
         firewalls. Expect coturn. Port 3478 is the form without TLS.",
    ),
    tcp(
        6665,
        Cleartext,
        "IRC, text chat; 6667 is the usual port of the five. Everything passes in the clear, \
         and port 6697 is the form with TLS. Malware of the past took its commands this way.",
    )
    .to(6669),
    tcp(
        6697,
        Encrypted,
        "IRC over TLS, text chat. It replaces the ports around 6667, where everything passes in \
         the clear.",
    ),
    both(
        6881,
        Negotiated,
        "BitTorrent, which spreads files among many hosts. Encryption is optional and hides \
         little. IANA has assigned the port to nothing, and clients often choose another.",
    ),
    tcp(
        8333,
        Negotiated,
        "Bitcoin, between the nodes of its network. Old versions of its protocol are cleartext, \
         newer nodes encrypt. IANA has assigned the port to nothing.",
    ),
    udp(
        19132,
        Negotiated,
        "A Minecraft server for phones and consoles, the Bedrock Edition. IANA has assigned the \
         port to nothing.",
    ),
    tcp(
        25565,
        Negotiated,
        "A Minecraft server. Play is encrypted when the server checks accounts, and plain when \
         it does not. IANA has assigned the port to nothing.",
    ),
    udp(
        27015,
        Cleartext,
        "A game server with Valve's engine, such as Counter-Strike, and the questions of Steam \
         about it. IANA has assigned the port to nothing. Answers can be misused to flood \
         others.",
    ),
    both(
        64738,
        Encrypted,
        "Mumble, group voice chat: TLS for control on TCP, and voice encrypted on UDP. The port \
         lies in the dynamic range, so a connection may have it by chance.",
    ),
];
