//! Databases and caches.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        1433,
        Negotiated,
        "Microsoft SQL Server, a relational database. The password is always protected, while \
         the data is only when encryption was asked for or forced. It should be within reach of \
         its applications only.",
    ),
    udp(
        1434,
        Cleartext,
        "The browser service of Microsoft SQL Server, which tells at which port a named \
         instance is. It answers whoever asks, and a famous worm of 2003 came through it. \
         Expect it on Windows with SQL Server.",
    ),
    tcp(
        1521,
        Negotiated,
        "Oracle Database's listener. It is cleartext unless native network encryption or TLS \
         was set up. IANA has the port as ncube-lm, while Oracle's own number, 2483, is seldom \
         used.",
    ),
    tcp(
        3050,
        Negotiated,
        "Firebird or InterBase, a relational database. Firebird 3 and later can encrypt the \
         connection, older ones cannot. IANA calls it gds-db.",
    ),
    tcp(
        3306,
        Negotiated,
        "MySQL or MariaDB, a relational database. Clients and server may agree on TLS, and many \
         do not. It should be within reach of its applications only.",
    ),
    tcp(
        5432,
        Negotiated,
        "PostgreSQL, a relational database. The server may demand TLS and by default does not. \
         It should be within reach of its applications only.",
    ),
    tcp(
        5984,
        Cleartext,
        "CouchDB, a document database with an HTTP interface. Port 6984 is its form with TLS. \
         It should be within reach of its applications only.",
    ),
    tcp(
        6333,
        Cleartext,
        "Qdrant, a vector database, by HTTP; port 6334 is its gRPC. By default it asks for no \
         key and does not encrypt. IANA has assigned the port to nothing.",
    ),
    tcp(
        6379,
        Cleartext,
        "Redis or Valkey, a store in memory for caches, queues and sessions. By default it is \
         cleartext and has no password; it then takes commands from loopback only. Whoever \
         reaches an open one can often run code on the host.",
    ),
    tcp(
        6432,
        Negotiated,
        "PgBouncer, which shares a few connections to PostgreSQL among many clients. It speaks \
         PostgreSQL's protocol, with or without TLS. IANA has the port as pgbouncer.",
    ),
    tcp(
        7000,
        Negotiated,
        "Many things: how the nodes of Cassandra talk to each other, AirPlay on a Mac, or an \
         IRC server. IANA has it as afs3-fileserver, a file system that uses UDP. Look at the \
         program that owns it.",
    ),
    tcp(
        7474,
        Cleartext,
        "The web page and HTTP interface of Neo4j, a graph database. Its clients use port 7687. \
         It is cleartext; port 7473 is its form with TLS.",
    ),
    tcp(
        8086,
        Cleartext,
        "InfluxDB, a database of measurements, by HTTP. It is cleartext unless TLS was set up. \
         IANA has the port as d-s-n.",
    ),
    tcp(
        8123,
        Cleartext,
        "Home Assistant's web page, or the HTTP interface of the ClickHouse database. Both are \
         cleartext by default. IANA has assigned the port to nothing.",
    ),
    tcp(
        8529,
        Cleartext,
        "ArangoDB, a database of documents and graphs, with an HTTP interface and web page. It \
         is cleartext unless TLS was set up. IANA has assigned the port to nothing.",
    ),
    tcp(
        9042,
        Negotiated,
        "Apache Cassandra or ScyllaDB, a distributed database, for its clients. It is cleartext \
         unless TLS was set up. IANA has assigned the port to nothing.",
    ),
    tcp(
        9200,
        Cleartext,
        "The HTTP interface of Elasticsearch or OpenSearch, a search engine. Older versions \
         have neither TLS nor passwords, present ones set up both. IANA has the port as \
         wap-wsp, for old mobile phones.",
    ),
    tcp(
        9300,
        Cleartext,
        "How the nodes of Elasticsearch or OpenSearch talk to each other. It is cleartext in \
         older versions and must be closed to others. IANA has the port as vrace.",
    ),
    tcp(
        11211,
        Cleartext,
        "Memcached, a cache in memory. It is usually cleartext and asks for no password, so it \
         belongs on loopback or in a closed network. IANA calls it memcache.",
    ),
    udp(
        11211,
        Cleartext,
        "Memcached over UDP, which newer versions leave off. Open to the internet it can \
         multiply a packet many thousandfold, and the largest floods of 2018 came from such \
         hosts. It should be off.",
    ),
    tcp(
        26379,
        Cleartext,
        "Redis Sentinel, which watches Redis servers and names the one in charge. It is \
         cleartext unless TLS was set up. It belongs in the same closed network as Redis.",
    ),
    tcp(
        27017,
        Negotiated,
        "MongoDB, a document database. It is cleartext unless TLS was set up, and old \
         installations ask for no password. Open ones have been emptied and held to ransom by \
         the thousand.",
    ),
    tcp(
        33060,
        Negotiated,
        "MySQL's second protocol, the X Protocol, beside port 3306. It is on by default since \
         MySQL 8. Linux also hands this port out to connections by chance.",
    ),
    tcp(
        50000,
        Negotiated,
        "IBM Db2's usual port, although it lies in the dynamic range and so may also belong to \
         a connection by chance. SAP systems have pages here as well. Db2 is cleartext unless \
         TLS was set up.",
    ),
];
