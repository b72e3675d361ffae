//! Development tools and build systems.

use super::{Entry, tcp};
use crate::ports::Privacy::{Cleartext, Encrypted};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        1099,
        Cleartext,
        "The registry of Java RMI, by which programs find remote objects; JMX uses it too. \
         Where it is open, whoever reaches it can often run code. It is cleartext by default.",
    ),
    tcp(
        3000,
        Cleartext,
        "A development web server of Node.js or Ruby on Rails, or Grafana's web page. It is \
         plain HTTP. IANA has the port as hbci, which home banking once used.",
    ),
    tcp(
        3632,
        Cleartext,
        "The distcc daemon, which compiles for other hosts. It runs what it is told, limits \
         callers by address only and encrypts nothing. It belongs in a trusted network.",
    ),
    tcp(
        3690,
        Cleartext,
        "Subversion's own protocol, svnserve. It is cleartext unless SASL encrypts it. HTTPS \
         and SSH are the other ways to a repository.",
    ),
    tcp(
        4200,
        Cleartext,
        "The development web server of Angular. It is plain HTTP and belongs on loopback. IANA \
         has the port as vrml-multi-use, with the whole range up to 4299, and that is never \
         met.",
    ),
    tcp(
        4505,
        Encrypted,
        "Salt's master, which publishes its orders to the hosts it manages. It encrypts by \
         itself with AES. IANA has assigned the port to nothing.",
    ),
    tcp(
        4506,
        Encrypted,
        "Salt's master, where the hosts it manages return their results. It encrypts by itself \
         with AES. IANA has assigned the port to nothing.",
    ),
    tcp(
        5005,
        Cleartext,
        "The debugger of Java, by the number its examples use. Whoever reaches it can run code \
         as the program, so it belongs on loopback. IANA has the port as avt-profile-2.",
    ),
    tcp(
        5173,
        Cleartext,
        "Vite, a development web server for JavaScript. It is plain HTTP and belongs on \
         loopback. IANA has assigned the port to nothing.",
    ),
    tcp(
        7077,
        Cleartext,
        "The master of Apache Spark, which takes jobs. Whoever may submit one runs code on the \
         cluster. IANA has assigned the port to nothing.",
    ),
    tcp(
        8140,
        Encrypted,
        "The server of Puppet, from which hosts fetch how they shall be set up. It is HTTPS \
         with certificates on both sides.",
    ),
    tcp(
        9229,
        Cleartext,
        "The debugger of Node.js. Whoever reaches it can run code as the program, so it belongs \
         on loopback. IANA has assigned the port to nothing.",
    ),
    tcp(
        9418,
        Cleartext,
        "Git's own protocol, to fetch repositories without a password. It neither encrypts nor \
         proves who the server is. HTTPS and SSH have mostly replaced it.",
    ),
    tcp(
        11434,
        Cleartext,
        "Ollama, which runs language models on this host, by HTTP. It asks for no password and \
         belongs on loopback. IANA calls it ollama.",
    ),
];
