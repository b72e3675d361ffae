//! Message queues and buses.

use super::{Entry, tcp, udp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        1883,
        Cleartext,
        "MQTT, the small message bus of devices and homes; expect Mosquitto, EMQX or HiveMQ. \
         Passwords and messages pass in the clear. Port 8883 is its form with TLS.",
    ),
    tcp(
        2181,
        Cleartext,
        "ZooKeeper, which keeps the shared settings of Kafka, Hadoop and others. It is \
         cleartext and usually asks for no password. It must be closed to others.",
    ),
    tcp(
        4222,
        Negotiated,
        "NATS, a message bus between services. It is cleartext unless TLS was set up. IANA has \
         the port as vrml-multi-use, with the whole range from 4200 to 4299.",
    ),
    tcp(
        4369,
        Cleartext,
        "EPMD, which tells Erlang programs such as RabbitMQ and CouchDB at which port the other \
         nodes are. It answers whoever asks. Linux hosts with RabbitMQ have it as a matter of \
         course.",
    ),
    tcp(
        5671,
        Encrypted,
        "AMQP over TLS, a message queue; expect RabbitMQ or a cloud's bus. It carries what port \
         5672 carries, with nobody reading along.",
    ),
    tcp(
        5672,
        Cleartext,
        "AMQP, a message queue; expect RabbitMQ, Qpid or ActiveMQ. It carries passwords and \
         messages in the clear. Port 5671 is its form with TLS.",
    ),
    udp(
        5683,
        Cleartext,
        "CoAP, a small relative of HTTP for tiny devices. It is cleartext; port 5684 is its \
         form with DTLS. Open to the internet it can be misused to flood others.",
    ),
    tcp(
        8883,
        Encrypted,
        "MQTT over TLS, the small message bus of devices and homes. Clouds take their devices' \
         messages here. Devices often prove who they are by a certificate.",
    ),
    tcp(
        9092,
        Negotiated,
        "Apache Kafka, a log of messages that many programs write and read. It is cleartext \
         unless TLS was set up. IANA has assigned the port to another service, XmlIpcRegSvc.",
    ),
    tcp(
        15672,
        Cleartext,
        "The web page and HTTP interface that manage RabbitMQ. The password travels in the \
         clear unless TLS was set up. IANA has assigned the port to nothing.",
    ),
    tcp(
        61613,
        Cleartext,
        "STOMP, a simple text protocol of message queues such as ActiveMQ and RabbitMQ. It is \
         cleartext. The port lies in the dynamic range, so a connection may have it by chance.",
    ),
    tcp(
        61616,
        Cleartext,
        "Apache ActiveMQ's own protocol, OpenWire. Old versions let whoever reaches it run \
         code. The port lies in the dynamic range, so a connection may have it by chance.",
    ),
];
