//! Containers, orchestration and the cloud.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        902,
        Negotiated,
        "VMware ESXi: consoles of virtual machines and copies of their disks. Logins are \
         protected by TLS, while the data need not be. IANA has the port as ideafarm-door, \
         which is never met.",
    ),
    tcp(
        2375,
        Cleartext,
        "Docker's interface without encryption and without a password. Whoever reaches it is \
         root on the host. It should not be open at all; port 2376 is the form with TLS.",
    ),
    tcp(
        2376,
        Encrypted,
        "Docker's interface over TLS, where clients prove who they are by a certificate. \
         Whoever has such a certificate is root on the host.",
    ),
    tcp(
        2377,
        Encrypted,
        "The management of a Docker swarm: nodes join here and get their work. Nodes prove who \
         they are by certificates. It is open between the nodes of a swarm only.",
    ),
    tcp(
        2379,
        Negotiated,
        "The etcd store for its clients; in a Kubernetes cluster it holds everything, secrets \
         too. Kubernetes sets it up with TLS and certificates on both sides, while etcd alone \
         is cleartext.",
    ),
    tcp(
        2380,
        Negotiated,
        "How the members of an etcd store talk to each other. Kubernetes sets it up with TLS \
         and certificates on both sides. It is open between members only.",
    ),
    tcp(
        4646,
        Cleartext,
        "The HTTP interface of Nomad, which places work on hosts. It is plain unless TLS was \
         set up, and without access rules everybody may run jobs. IANA has the port as \
         dots-signal.",
    ),
    tcp(
        5000,
        Cleartext,
        "A container registry, a Flask development server, AirPlay on a Mac, or the web page of \
         a storage box. IANA has the port as commplex-main, which is never met. Look at the \
         program that owns it.",
    ),
    tcp(
        6443,
        Encrypted,
        "The API server of Kubernetes, which commands the whole cluster. It is HTTPS, and \
         callers prove who they are by a certificate or a token. IANA has the port as \
         sun-sr-https.",
    ),
    tcp(
        7946,
        Negotiated,
        "The gossip of a Docker swarm, by which its nodes learn of each other's networks; UDP \
         has the same port. IANA has assigned it to nothing. It is open between nodes only.",
    ),
    udp(
        7946,
        Negotiated,
        "The gossip of a Docker swarm, or of MetalLB in a Kubernetes cluster, by which nodes \
         learn of each other. IANA has assigned it to nothing. It is open between nodes only.",
    ),
    tcp(
        8006,
        Encrypted,
        "The web page of Proxmox VE, which runs virtual machines. Whoever logs in there has the \
         whole host. IANA has the port as wpl-analytics.",
    ),
    tcp(
        8200,
        Negotiated,
        "Vault or OpenBao, which keeps secrets, with its HTTP interface. It should use TLS, \
         which only its development mode leaves off. IANA has the port as trivnet1; media \
         servers such as MiniDLNA use it too.",
    ),
    tcp(
        8500,
        Cleartext,
        "The HTTP interface and web page of Consul, which knows where services are. It is plain \
         unless TLS was set up, and without access rules everybody may change it. IANA has the \
         port as fmtp.",
    ),
    tcp(
        9000,
        Cleartext,
        "Many things: PHP-FPM, MinIO's object store, SonarQube, Portainer. IANA has the port as \
         cslistener. PHP-FPM runs what it is told and belongs on loopback.",
    ),
    tcp(
        9001,
        Cleartext,
        "Often MinIO's web page, supervisord's control page or a Tor relay. IANA has the port \
         as etlservicemgr. Look at the program that owns it.",
    ),
    tcp(
        10250,
        Encrypted,
        "The kubelet, which runs the containers of a Kubernetes node. It is HTTPS; one that \
         lets anonymous callers in lets them run commands in every container. IANA has assigned \
         the port to nothing.",
    ),
    tcp(
        10255,
        Cleartext,
        "The kubelet's old port for reading only, which shows what runs on a Kubernetes node to \
         whoever asks. IANA has assigned it to nothing. Clusters should have it off.",
    ),
    tcp(
        10256,
        Cleartext,
        "The health check of kube-proxy on a Kubernetes node, asked by load balancers. It tells \
         little. IANA has assigned the port to nothing.",
    ),
    tcp(
        16509,
        Cleartext,
        "The libvirt daemon over TCP without TLS, which controls virtual machines. Whoever may \
         use it has the host. IANA has assigned the port to nothing; port 16514 is the form \
         with TLS.",
    ),
    tcp(
        50051,
        Negotiated,
        "The port that gRPC's examples use, and so many services between programs. It lies in \
         the dynamic range, so a connection may have it by chance. With or without TLS is the \
         program's choice.",
    ),
];
