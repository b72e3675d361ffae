//! Tunnels and private networks.

use super::{Entry, both, sctp, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    udp(
        500,
        Encrypted,
        "IKE, by which two ends of an IPsec VPN agree on keys. Its first messages are readable, \
         and the rest is encrypted. Expect strongSwan, Libreswan or a firewall.",
    ),
    both(
        655,
        Encrypted,
        "Tinc, a VPN whose nodes find the best way among each other. TCP carries the talk about \
         the network, and UDP mostly the packets. Expect the program tincd.",
    ),
    both(
        1194,
        Encrypted,
        "OpenVPN, a VPN over TLS. UDP is the usual choice, and TCP the way through strict \
         firewalls. Expect the program openvpn as server or client.",
    ),
    udp(
        1701,
        Cleartext,
        "L2TP, a tunnel without encryption of its own. It is used inside IPsec, and only \
         packets that come out of it should reach this port.",
    ),
    tcp(
        1723,
        Negotiated,
        "PPTP, an old VPN whose encryption is broken. WireGuard, OpenVPN and IPsec have \
         replaced it. It should not be used any more.",
    ),
    udp(
        2152,
        Cleartext,
        "GTP-U, which carries a mobile phone's packets between base station and core network. \
         It encrypts nothing by itself. The control of it is on port 2123.",
    ),
    udp(
        3544,
        Cleartext,
        "Teredo, which carried IPv6 through IPv4 address translation. It is out of use. Old \
         Windows hosts may still try.",
    ),
    udp(
        4500,
        Encrypted,
        "IKE and IPsec itself inside UDP, which lets them pass address translation. Expect \
         strongSwan, Libreswan or a firewall. Phones use it for calls over Wi-Fi.",
    ),
    udp(
        4789,
        Cleartext,
        "VXLAN, which carries whole Ethernet frames between hosts, for virtual networks and \
         containers. It neither encrypts nor checks who sends. The socket belongs to the \
         kernel.",
    ),
    udp(
        6081,
        Cleartext,
        "Geneve, which carries whole Ethernet frames between hosts, as Open vSwitch and OVN do. \
         It neither encrypts nor checks who sends. The socket belongs to the kernel.",
    ),
    udp(
        8472,
        Cleartext,
        "VXLAN at the number that Linux had before IANA gave it 4789; Flannel and Cilium still \
         use it. It neither encrypts nor checks who sends. IANA has the port as otv.",
    ),
    tcp(
        9050,
        Cleartext,
        "Tor's SOCKS proxy, which takes connections from programs on this host. The way from \
         the program to Tor is plain, so it belongs on loopback. IANA has the port as versiera.",
    ),
    sctp(
        36412,
        Cleartext,
        "S1AP, by which an LTE base station talks to the core network's control. It is met in \
         mobile networks only. IPsec protects it where it leaves safe ground.",
    ),
    sctp(
        38412,
        Cleartext,
        "NGAP, by which a 5G base station talks to the core network's control. It is met in \
         mobile networks only. IPsec protects it where it leaves safe ground.",
    ),
    udp(
        41641,
        Encrypted,
        "Tailscale, a network of WireGuard tunnels, for direct connections between its hosts. \
         IANA has assigned the port to nothing. Expect the program tailscaled.",
    ),
    udp(
        51820,
        Encrypted,
        "WireGuard, a VPN inside the kernel. It never answers a caller whose key it does not \
         know. No process owns the socket, because the kernel itself does.",
    ),
];
