//! Files: shares, transfer, copies and block storage.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        20,
        Cleartext,
        "FTP's data connection in active mode: the server opens it from this port to the \
         client. Nothing of it is encrypted unless both sides use FTPS. It is met as the local \
         port of a connection rather than as a listener.",
    ),
    tcp(
        21,
        Negotiated,
        "FTP's control connection: commands, user name and password, in the clear unless both \
         sides agree on AUTH TLS. Files go over further connections. SFTP, which is part of \
         SSH, has mostly replaced it.",
    ),
    udp(
        69,
        Cleartext,
        "TFTP, file transfer without passwords. Hosts that start from the network and devices \
         that load their firmware use it. An answer comes from another port, so a transfer \
         shows as another socket.",
    ),
    tcp(
        111,
        Cleartext,
        "The port mapper of ONC RPC: it tells callers at which port NFS, mountd and the like \
         are. It names the services of the host to whoever asks. It belongs in a trusted \
         network.",
    ),
    udp(
        111,
        Cleartext,
        "The port mapper of ONC RPC over UDP. A short question gets a long answer, which is \
         misused to flood others when the port is open to the internet. NFS version 4 does not \
         need it.",
    ),
    tcp(
        139,
        Cleartext,
        "SMB over NetBIOS, the older way to file sharing, still offered by Samba. Modern \
         clients go to port 445. It should never be open to the internet.",
    ),
    tcp(
        445,
        Negotiated,
        "SMB, the file sharing of Windows and Samba, and the way to many of Windows' remote \
         interfaces. Version 3 can encrypt, older ones only sign or do neither. It should never \
         be open to the internet.",
    ),
    tcp(
        548,
        Negotiated,
        "AFP, the former file sharing of macOS; SMB has replaced it. Expect an older Mac or a \
         storage box that offers Time Machine. Passwords are protected, while files are not.",
    ),
    tcp(
        873,
        Cleartext,
        "The rsync daemon, which copies trees of files. It neither encrypts them nor asks for \
         more than a simple password, if any. The same program over SSH needs no port of its \
         own.",
    ),
    tcp(
        989,
        Encrypted,
        "The data connection of FTP over TLS, beside its control connection on port 990. It is \
         rare: in practice passive mode gives the data another port.",
    ),
    tcp(
        990,
        Encrypted,
        "FTP over TLS from the first byte, called implicit FTPS. Most servers that offer FTPS \
         use port 21 with AUTH TLS instead. SFTP is another protocol, on SSH's port.",
    ),
    tcp(
        2049,
        Negotiated,
        "NFS, the file sharing of Unix. Without Kerberos (krb5p) or TLS everything is in the \
         clear, and the server believes what user the client claims. It belongs in a trusted \
         network.",
    ),
    udp(
        2049,
        Cleartext,
        "NFS over UDP, which only versions 2 and 3 know. It is almost never used today; Linux \
         has turned it off.",
    ),
    tcp(
        3260,
        Cleartext,
        "The iSCSI target: a disk that another host uses over the network as if it were built \
         in. Everything on it passes in the clear unless IPsec protects it. It belongs in a \
         storage network of its own.",
    ),
    tcp(
        3300,
        Negotiated,
        "Ceph's monitor, which knows where the data of a storage cluster is, with the second \
         version of its protocol. That version can encrypt. The first one, on port 6789, \
         cannot.",
    ),
    tcp(
        6789,
        Cleartext,
        "Ceph's monitor with the first version of its protocol, which encrypts nothing. IANA \
         has the port as radg. Port 3300 is the second version.",
    ),
    tcp(
        8384,
        Cleartext,
        "The web page that controls Syncthing, on loopback unless it was opened. It has no \
         password until one is set. IANA has assigned only the UDP port of this number.",
    ),
    tcp(
        10809,
        Negotiated,
        "NBD, which lends a disk to another host as a block device. It is cleartext unless both \
         sides agree on TLS. Virtual machines use it to copy and to move their disks.",
    ),
    tcp(
        22000,
        Encrypted,
        "Syncthing, which keeps folders the same on several devices. Devices know each other by \
         their certificates, and the connection is TLS. IANA has the port as snapenetio.",
    ),
    udp(
        22000,
        Encrypted,
        "Syncthing over QUIC, beside its connections on TCP port 22000. Devices know each other \
         by their certificates.",
    ),
    tcp(
        24007,
        Negotiated,
        "GlusterFS's management daemon, which joins servers into one storage. It is cleartext \
         unless TLS was set up. IANA has assigned the port to nothing.",
    ),
];
