//! Remote access: shells, desktops and consoles.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        22,
        Encrypted,
        "SSH: remote shells, file transfer with SFTP and scp, and tunnels. Expect an SSH server \
         on almost every Unix host. Where it is open to everybody, attempts to guess passwords \
         arrive all day.",
    ),
    tcp(
        23,
        Cleartext,
        "Telnet, a remote shell without any encryption: user name and password can be read on \
         the way. SSH has replaced it. It is still met on network devices, and on cameras and \
         routers it is what worms look for.",
    ),
    tcp(
        512,
        Cleartext,
        "The old BSD rexec service, which runs a command for a user name and a password sent in \
         the clear. SSH has replaced it. On a modern host it should not be open.",
    ),
    tcp(
        513,
        Cleartext,
        "The old BSD rlogin service. It trusts the caller's host and port number in place of a \
         password, and encrypts nothing. On a modern host it should not be open.",
    ),
    tcp(
        514,
        Cleartext,
        "The old BSD rsh service, which runs commands for hosts that it trusts by name. Some \
         programs take syslog messages on this TCP port instead, although only the UDP port is \
         assigned to syslog.",
    ),
    udp(
        623,
        Negotiated,
        "IPMI over the network: power, console and sensors of a server, answered by its \
         management controller and not by its operating system. Its older forms send much in \
         the clear and give out password hashes. It belongs in a network of its own.",
    ),
    tcp(
        2222,
        Encrypted,
        "A second port for SSH, of containers, virtual machines and hosts that hope to be found \
         less often. IANA has assigned it to EtherNet/IP, an industrial protocol, which would \
         be cleartext.",
    ),
    tcp(
        3389,
        Encrypted,
        "RDP, the remote desktop of Windows, also offered by xrdp on Linux. Present versions \
         use TLS and check the user before the desktop starts. Where it is open to everybody, \
         it is among the first ways in that attackers try.",
    ),
    udp(
        3389,
        Encrypted,
        "RDP's second transport for picture and sound, protected by DTLS, beside the connection \
         on TCP port 3389. Where only the TCP port is open, the desktop works too, less \
         smoothly.",
    ),
    tcp(
        4899,
        Encrypted,
        "Radmin, a remote desktop for Windows. Its present version encrypts with its own \
         protocol. Someone may be able to work at this host from afar.",
    ),
    tcp(
        5900,
        Negotiated,
        "VNC, a remote screen; further screens have the ports after it, 5901 for display 1 and \
         so on. Many servers protect only the password and send the screen in the clear. Some \
         support TLS.",
    ),
    tcp(
        5901,
        Negotiated,
        "VNC, a remote screen, for displays 1 to 3: the display is the port less 5900. Expect \
         Xvnc or TigerVNC, started by a user rather than by the system. Many servers send the \
         screen in the clear.",
    )
    .to(5903),
    tcp(
        5938,
        Encrypted,
        "TeamViewer's own port, to its servers and between its clients. It brings its own \
         encryption. Someone may be able to work at this host from afar.",
    ),
    tcp(
        5985,
        Negotiated,
        "WinRM over HTTP: remote PowerShell and management of Windows. The outer protocol is \
         plain, yet messages inside are usually encrypted by Kerberos or NTLM. Expect it on \
         Windows servers and from tools such as Ansible.",
    ),
    tcp(
        5986,
        Encrypted,
        "WinRM over HTTPS: remote PowerShell and management of Windows inside TLS. Expect it on \
         Windows servers that are managed from outside their domain.",
    ),
    tcp(
        7070,
        Encrypted,
        "AnyDesk, a remote desktop, takes direct connections here. It brings its own \
         encryption, and someone may be able to work at this host from afar. IANA has the port \
         as arcp, and old video servers used it too.",
    ),
    tcp(
        9090,
        Cleartext,
        "Most often Prometheus, which collects measurements, or Cockpit, the web console of \
         Linux servers, which accepts HTTPS here. IANA has it as websm, an old IBM tool. Plain \
         HTTP unless the program was set up otherwise.",
    ),
];
