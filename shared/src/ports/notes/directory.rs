//! Directories and identity: users, passwords and certificates.

use super::{Entry, both, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        49,
        Cleartext,
        "TACACS+, which decides who may administer routers and switches. Its messages are only \
         masked with a shared key, which is not sound encryption. Expect a server for the \
         network's own staff.",
    ),
    tcp(
        88,
        Negotiated,
        "Kerberos, by which users and services prove who they are. Expect a domain controller \
         or a Kerberos server. Secrets inside its messages are encrypted, while names can be \
         read.",
    ),
    udp(
        88,
        Negotiated,
        "Kerberos over UDP, by which users and services prove who they are. Clients turn to TCP \
         port 88 when a ticket is too large. Secrets inside its messages are encrypted, while \
         names can be read.",
    ),
    tcp(
        113,
        Cleartext,
        "Ident, which tells a server the name of the user behind a connection. Some IRC servers \
         still ask. It gives away user names and is otherwise out of use.",
    ),
    udp(
        137,
        Cleartext,
        "NetBIOS name service: Windows and Samba hosts find each other by name on a link. It \
         tells everyone who asks the host's name and domain, and answers can be forged. Modern \
         networks do without.",
    ),
    udp(
        138,
        Cleartext,
        "NetBIOS datagrams, by which Windows and Samba hosts announce themselves on a link. \
         Modern networks do without. It should never be open to the internet.",
    ),
    tcp(
        300,
        Encrypted,
        "TACACS+ over TLS 1.3, which decides who may administer routers and switches. It is the \
         successor of the form on port 49, whose messages are only masked. IANA calls it \
         tacacss.",
    ),
    tcp(
        389,
        Negotiated,
        "LDAP, the directory of users and computers. It is cleartext unless both sides agree on \
         StartTLS; Active Directory may sign and seal inside it. Expect a domain controller, \
         OpenLDAP or 389 Directory Server.",
    ),
    udp(
        389,
        Cleartext,
        "Connectionless LDAP, by which Windows finds a domain controller. Open to the internet \
         it is misused to flood others. It belongs inside a network.",
    ),
    both(
        464,
        Negotiated,
        "The Kerberos service that changes passwords. Expect a domain controller or a Kerberos \
         server. What it carries is encrypted by Kerberos itself.",
    ),
    tcp(
        636,
        Encrypted,
        "LDAP over TLS from the first byte. It carries what port 389 carries, the directory of \
         users and computers, with nobody reading along.",
    ),
    tcp(
        749,
        Negotiated,
        "The administration of a Kerberos server, kadmin. Requests are protected by Kerberos \
         itself. It belongs within reach of administrators only.",
    ),
    udp(
        1812,
        Cleartext,
        "RADIUS, which decides who may enter a wireless network, a VPN or a switch. Passwords \
         inside are hidden by an old method with a shared key, and the rest is readable. Expect \
         a RADIUS server such as FreeRADIUS.",
    ),
    udp(
        1813,
        Cleartext,
        "RADIUS accounting: who was connected, when, and how much. Access points and VPN \
         servers report here. It can be read on the way.",
    ),
    tcp(
        3268,
        Negotiated,
        "The global catalogue of Active Directory: LDAP over the whole forest. Only a Windows \
         domain controller has it. It is cleartext unless signed and sealed inside, or StartTLS \
         is used.",
    ),
    tcp(
        3269,
        Encrypted,
        "The global catalogue of Active Directory over TLS. Only a Windows domain controller \
         has it. Port 3268 is the form without TLS.",
    ),
];
