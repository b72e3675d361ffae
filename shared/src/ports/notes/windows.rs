//! Windows and its domains.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        135,
        Negotiated,
        "The RPC endpoint mapper of Windows: it tells callers at which port a service is. Every \
         Windows host has it. It should never be open to the internet.",
    ),
    tcp(
        593,
        Negotiated,
        "The RPC endpoint mapper of Windows, reached over HTTP. Domain controllers and Exchange \
         servers have it. It should never be open to the internet.",
    ),
    tcp(
        1688,
        Negotiated,
        "KMS, by which Windows and Office activate themselves at a server of their company. \
         IANA has the port as nsjtp-data. Anything but an official server here stands for \
         forged licences.",
    ),
    tcp(
        2179,
        Encrypted,
        "Hyper-V, for the consoles of its virtual machines. Only a Windows host that runs \
         virtual machines has it. IANA calls it vmrdp.",
    ),
    udp(
        3702,
        Cleartext,
        "WS-Discovery, by which Windows finds printers, cameras and computers on a link. Open \
         to the internet it is misused to flood others. It tells the link who is there.",
    ),
    tcp(
        5357,
        Cleartext,
        "The web services for devices of Windows, by which printers and computers on a network \
         are used. It answers the local network only. IANA calls it wsdapi.",
    ),
    tcp(
        8530,
        Cleartext,
        "WSUS, from which Windows hosts fetch updates, over HTTP. Updates are signed, while \
         talk about them can be changed. Port 8531 is the form with TLS.",
    ),
    tcp(
        9389,
        Encrypted,
        "The web services of Active Directory, used by PowerShell's tools. Only a Windows \
         domain controller has it. Messages inside are protected.",
    ),
    tcp(
        47001,
        Negotiated,
        "The web service of Windows remote management for the host itself. It is there on each \
         Windows host that has the service. It should not be reached from outside.",
    ),
];
