//! Monitoring, logs and measurements.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    udp(
        161,
        Cleartext,
        "SNMP, by which devices are watched and sometimes set. Versions 1 and 2c send their \
         password, the community, in the clear, and version 3 can encrypt. A host or device \
         that has it answers to a monitoring system.",
    ),
    udp(
        162,
        Cleartext,
        "SNMP traps: devices report events here without being asked. Expect a monitoring system \
         such as snmptrapd. Only version 3 can encrypt.",
    ),
    udp(
        514,
        Cleartext,
        "Syslog: hosts and devices send their log messages here. They can be read, forged and \
         lost on the way. Expect a collector such as rsyslog, syslog-ng or a SIEM.",
    ),
    tcp(
        2003,
        Cleartext,
        "Graphite's Carbon, which takes measurements as lines of text. It asks for no password. \
         IANA has the port as brutus.",
    ),
    udp(
        2055,
        Cleartext,
        "NetFlow, by which routers report who talked to whom. Expect a collector such as \
         nfcapd. IANA has the port as iop, which is hardly met.",
    ),
    tcp(
        3100,
        Cleartext,
        "Grafana Loki, which stores logs, by HTTP. It asks for no password by itself and \
         belongs behind a proxy. IANA has the port as opcon-xps.",
    ),
    tcp(
        4317,
        Negotiated,
        "OpenTelemetry by gRPC: programs send their traces, measurements and logs to a \
         collector. It often listens on loopback or inside a cluster in the clear.",
    ),
    tcp(
        4318,
        Negotiated,
        "OpenTelemetry by HTTP: programs send their traces, measurements and logs to a \
         collector. IANA has assigned the port to nothing. Port 4317 is the same by gRPC.",
    ),
    tcp(
        4949,
        Cleartext,
        "The node of Munin, which tells its measurements to a Munin server. It is usually \
         cleartext and limits callers by address.",
    ),
    tcp(
        5044,
        Negotiated,
        "Logstash's input for Beats, by which hosts send their logs. It is cleartext unless TLS \
         was set up. IANA has the port as lxi-evntsvc.",
    ),
    tcp(
        5601,
        Cleartext,
        "Kibana or OpenSearch Dashboards, the web page in front of Elasticsearch. It is plain \
         HTTP unless TLS was set up. IANA has the port as esmagent.",
    ),
    tcp(
        5666,
        Encrypted,
        "NRPE, by which Nagios or Icinga runs checks on this host. It uses TLS, often without \
         proof of who calls, and limits callers by address.",
    ),
    udp(
        6343,
        Cleartext,
        "The sFlow protocol: switches send samples of what passes through them. Expect a \
         collector. What it carries can be read on the way.",
    ),
    tcp(
        6514,
        Encrypted,
        "Syslog over TLS: log messages that nobody reads on the way. Expect a collector such as \
         rsyslog or syslog-ng.",
    ),
    udp(
        8125,
        Cleartext,
        "StatsD, to which programs send measurements as small texts. Nobody answers, and \
         nothing is protected, so it belongs on loopback. IANA has assigned the port to \
         nothing.",
    ),
    tcp(
        9091,
        Cleartext,
        "Prometheus's push gateway, or the web page of the Transmission download client. \
         Neither encrypts by itself. IANA has the port as xmltec-xmlmail.",
    ),
    tcp(
        9093,
        Cleartext,
        "Prometheus's Alertmanager, a web page that sends and silences alerts. Kafka with TLS \
         is met here too. IANA has the port as copycat.",
    ),
    tcp(
        9100,
        Cleartext,
        "Two things: a printer that prints whatever it is sent, or Prometheus's node exporter \
         on a Linux host. The exporter shows the host's measurements to whoever asks. IANA \
         means the printer.",
    ),
    tcp(
        10050,
        Negotiated,
        "The agent of Zabbix, which the Zabbix server asks for measurements. It is cleartext \
         unless TLS was set up. Agents limit callers by address.",
    ),
    tcp(
        10051,
        Negotiated,
        "The Zabbix server, to which agents and proxies send their measurements. It is \
         cleartext unless TLS was set up.",
    ),
    tcp(
        19999,
        Cleartext,
        "Netdata, a web page with live measurements of this host. It shows them to whoever asks \
         unless it was closed. IANA has the port as dnp-sec.",
    ),
];
