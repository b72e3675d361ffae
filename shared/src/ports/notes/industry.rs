//! Industry, buildings and energy.

use super::{Entry, both, tcp, udp};
use crate::ports::Privacy::{Cleartext, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        102,
        Cleartext,
        "The S7 protocol of Siemens controllers, and MMS of power stations, both over ISO \
         transport. Neither encrypts in its usual form. It belongs in a network of the plant.",
    ),
    tcp(
        104,
        Cleartext,
        "DICOM at its old number, by which medical devices send pictures such as X-rays. IANA \
         has it as acr-nema, the name of the forerunner. It is usually cleartext.",
    ),
    tcp(
        502,
        Cleartext,
        "Modbus, which reads and sets industrial controllers, meters and inverters. It has \
         neither password nor encryption. Open to others, whoever reaches it can steer the \
         machine.",
    ),
    tcp(
        2404,
        Cleartext,
        "IEC 60870-5-104, which links power stations to their control rooms. It has neither \
         password nor encryption. It belongs in a network of the plant.",
    ),
    udp(
        3671,
        Cleartext,
        "KNXnet/IP, which runs light and blinds of buildings. Its usual form has neither \
         password nor encryption. IANA calls it efcp.",
    ),
    tcp(
        4840,
        Negotiated,
        "OPC UA, by which industrial machines and their control rooms exchange data. It can \
         sign and encrypt, and need not. Expect a controller or a gateway.",
    ),
    tcp(
        11112,
        Negotiated,
        "DICOM, by which medical devices send pictures such as X-rays. It is cleartext unless \
         TLS was set up. It carries what patients want kept secret.",
    ),
    tcp(
        20000,
        Cleartext,
        "DNP3, which links power and water stations to their control rooms; or Usermin, a web \
         page for users beside Webmin. DNP3 encrypts nothing in its usual form.",
    ),
    both(
        44818,
        Cleartext,
        "EtherNet/IP, which configures and reads industrial controllers, those of Rockwell \
         above all. It usually has neither password nor encryption. It belongs in a network of \
         the plant.",
    ),
    udp(
        47808,
        Cleartext,
        "BACnet, which runs heating, air and light of buildings. Its usual form has neither \
         password nor encryption. It belongs in a network of the building.",
    ),
];
