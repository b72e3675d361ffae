//! The web: pages, proxies and caches.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        80,
        Cleartext,
        "HTTP, the web without encryption. Whatever is sent here, passwords and cookies too, \
         can be read and changed on the way. A web server often has it only to redirect to \
         HTTPS, and certificate authorities call on it to check who has the name.",
    ),
    tcp(
        443,
        Encrypted,
        "HTTPS, the web over TLS. Expect a web server, a proxy or a load balancer in front of \
         one. Many other services hide here too, because firewalls let this port through.",
    ),
    udp(
        443,
        Encrypted,
        "HTTP/3, the web over QUIC, which brings its own TLS 1.3. A browser comes here after a \
         server has offered it on TCP port 443. A client's end of it is a UDP socket with a \
         fixed peer.",
    ),
    tcp(
        1080,
        Cleartext,
        "SOCKS, a proxy that passes on any TCP connection, and with version 5 UDP as well. \
         SSH's dynamic forwarding opens one on loopback. The proxy itself encrypts nothing.",
    ),
    tcp(
        3128,
        Cleartext,
        "The port of the Squid web proxy: browsers send it their requests, and HTTPS passes \
         through it as a tunnel. IANA has it as ndl-aas. A proxy that takes requests from \
         everybody is soon misused.",
    ),
    tcp(
        6081,
        Cleartext,
        "The default port of Varnish, a cache in front of web servers. It speaks plain HTTP, \
         and something else takes care of TLS. The same number of UDP is Geneve, another \
         matter.",
    ),
    tcp(
        8000,
        Cleartext,
        "A favourite of development web servers, such as Python's http.server and Django. IANA \
         has it as irdmi, which is hardly met. Such a server has no encryption and seldom asks \
         for a password, so it should listen on loopback only.",
    ),
    tcp(
        8008,
        Cleartext,
        "Another port for HTTP, known to IANA as http-alt. Expect the plain web page of a \
         device or of an application, such as a Matrix home server behind its proxy or a \
         television that takes casts.",
    ),
    tcp(
        8009,
        Cleartext,
        "AJP, by which a web server hands requests to a Tomcat behind it. It trusts its peer \
         fully and must not be open to others. IANA has assigned the port to the discovery of \
         NVMe storage.",
    ),
    tcp(
        8080,
        Cleartext,
        "The usual second port for HTTP, taken by proxies, application servers such as Tomcat \
         and Jenkins, and programs that may not open port 80. It has no encryption of its own. \
         Often it is meant for a proxy in front of it, and not for everybody.",
    ),
    tcp(
        8081,
        Cleartext,
        "A third choice for HTTP after 80 and 8080, often the administration page or the health \
         check of a program that has one of those too. IANA has it as sunproxyadmin. Nexus \
         repositories and many container images use it.",
    ),
    tcp(
        8118,
        Cleartext,
        "Privoxy, a filtering web proxy, listens here. It is often chained to Tor and belongs \
         on loopback. The way from the browser to it is plain HTTP.",
    ),
    tcp(
        8443,
        Encrypted,
        "The usual second port for HTTPS, taken by application servers and by the \
         administration pages of appliances. IANA has it as pcsync-https, which is hardly met \
         any more.",
    ),
    tcp(
        8888,
        Cleartext,
        "HTTP of a Jupyter notebook, or of another development server or proxy. Whoever reaches \
         a notebook can run code with its owner's rights, and only a token protects it. IANA's \
         name for the port, ddi-tcp-1, is hardly met.",
    ),
    tcp(
        9443,
        Encrypted,
        "HTTPS of an administration page: Portainer, WSO2 products and VMware appliances have \
         it. IANA has it as tungsten-https, WSO2's name for it.",
    ),
    tcp(
        10000,
        Cleartext,
        "Webmin, a web page that administers the whole host as root. It uses HTTPS where it was \
         set up with it, which is usual. IANA has the port as ndmp, which backup systems use to \
         drive storage devices.",
    ),
];
