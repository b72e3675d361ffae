//! Desktops and their programs.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted};

pub(super) const NOTES: &[Entry] = &[
    udp(
        177,
        Cleartext,
        "XDMCP, by which a terminal asks a host for a graphical login. Everything after it is \
         cleartext too. It is out of use and should be off.",
    ),
    tcp(
        4713,
        Cleartext,
        "PulseAudio's sound over the network. A desktop opens it only when told to. Whoever may \
         connect can also listen to the microphone.",
    ),
    tcp(
        5037,
        Cleartext,
        "The server of Android's adb on a developer's computer, which talks to the phones that \
         are plugged in. It belongs on loopback. IANA has assigned the port to nothing.",
    ),
    tcp(
        5555,
        Cleartext,
        "Android's adb over the network: a shell on the phone or television. Where it is open, \
         whoever is let in controls the device. IANA has the port as personal-agent.",
    ),
    tcp(
        6000,
        Cleartext,
        "X11, the windows of Unix desktops: display 0 has port 6000, and 6010 onwards are those \
         that SSH forwards on loopback. The protocol is cleartext, and whoever may connect sees \
         every key. Modern desktops do not listen here.",
    )
    .to(6063),
    tcp(
        17500,
        Encrypted,
        "Dropbox, which finds its other copies on the same network and exchanges files with \
         them directly. IANA calls it db-lsp. It is met on desktops.",
    ),
    udp(
        17500,
        Cleartext,
        "Dropbox, which announces itself to its other copies on the same network. IANA calls it \
         db-lsp-disc. It tells the link who runs it.",
    ),
];
