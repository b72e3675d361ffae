//! Sound, pictures, printing and home devices.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        515,
        Cleartext,
        "LPD, the old printing protocol of Unix. Printers still offer it. It has no password \
         and no encryption; IPP has replaced it.",
    ),
    tcp(
        554,
        Cleartext,
        "RTSP, which controls video streams; expect a camera or a video server. Picture and \
         sound usually pass in the clear. A camera should not be open to the internet.",
    ),
    tcp(
        631,
        Negotiated,
        "IPP, printing; expect CUPS, or a printer. CUPS listens on loopback and has a web page \
         there. It is HTTP that can turn into TLS at the same port.",
    ),
    udp(
        631,
        Cleartext,
        "The browsing of CUPS, by which old print servers announced their printers. Its \
         successor cups-browsed took orders from whoever sent a packet here until 2024. Modern \
         systems find printers by multicast DNS.",
    ),
    tcp(
        1400,
        Cleartext,
        "The control of Sonos loudspeakers, by UPnP over HTTP. Whoever is on the network may \
         use it. IANA has the port as cadkey-tablet.",
    ),
    tcp(
        1935,
        Cleartext,
        "RTMP, by which video is sent to a streaming server. It is cleartext; its form with TLS \
         uses port 443 or others. IANA has the port as macromedia-fcs.",
    ),
    tcp(
        3689,
        Cleartext,
        "DAAP, by which iTunes and its like share music on a network. Anyone on the network may \
         listen. It is seldom met today.",
    ),
    tcp(
        8096,
        Cleartext,
        "Jellyfin or Emby, a media server with a web page. It is plain HTTP; port 8920 is the \
         form with TLS. IANA has assigned the port to nothing.",
    ),
    tcp(
        32400,
        Negotiated,
        "Plex, a media server with a web page. It takes HTTP and HTTPS at the same port. IANA \
         calls it plex.",
    ),
    tcp(
        62078,
        Encrypted,
        "An iPhone or iPad: its link to a computer for backups over Wi-Fi. It is protected by \
         the trust that the user confirmed. The port lies in the dynamic range, so a connection \
         may have it by chance.",
    ),
];
