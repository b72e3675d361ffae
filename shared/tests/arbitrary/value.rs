//! Strategies for single values.

use std::net::IpAddr;

use netsnap_shared::snapshot::{
    Endpoint, Family, Inode, NamespaceId, Owner, Ownership, Pid, Protocol, State, Timestamp, Uid,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// Text as names on a host can be, harmless and hostile.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z0-9./_-]{1,12}",
        2 => vec(any::<char>(), 0..8).prop_map(|characters| characters.into_iter().collect()),
        1 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        1 => Just("long".repeat(500)),
    ]
}

/// Names that break what is careless with them.
pub(crate) const HOSTILE: &[&str] = &[
    "",
    " ",
    "</script><img src=x onerror=alert(1)>",
    "\u{202e}exe.gnp",
    "\u{1b}]0;title\u{7}\u{1b}[2J",
    "\0",
    "\"}]}\\",
    "line\nbreak\r\ttab",
    "\u{fffd}\u{feff}\u{10ffff}",
    "=cmd|' /C calc'!A0",
];

pub(crate) fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3)
}

pub(crate) fn moment() -> impl Strategy<Value = Timestamp> {
    any::<u64>().prop_map(|ms| Timestamp::from_unix_ms(ms % 300_000_000_000_000))
}

pub(crate) fn namespace_id() -> impl Strategy<Value = NamespaceId> {
    text().prop_map(NamespaceId)
}

pub(crate) fn pid() -> impl Strategy<Value = Pid> {
    // Few enough that owners meet processes, parents and each other.
    prop_oneof![4 => 0..8_u32, 1 => any::<u32>()].prop_map(Pid)
}

pub(crate) fn uid() -> impl Strategy<Value = Uid> {
    prop_oneof![0..3_u32, any::<u32>()].prop_map(Uid)
}

pub(crate) fn inode() -> impl Strategy<Value = Inode> {
    any::<u64>().prop_map(Inode)
}

pub(crate) fn family() -> impl Strategy<Value = Family> {
    prop_oneof![Just(4), Just(6), any::<u8>()].prop_map(Family::from_code)
}

pub(crate) fn protocol() -> impl Strategy<Value = Protocol> {
    prop_oneof![
        prop::sample::select(Protocol::NAMED),
        any::<u16>().prop_map(Protocol::from_code)
    ]
}

pub(crate) fn state() -> impl Strategy<Value = State> {
    prop_oneof![
        prop::sample::select(State::NAMED),
        any::<u8>().prop_map(State::from_code)
    ]
}

/// Addresses, often of a kind that matters and equal to one another.
pub(crate) fn ip() -> impl Strategy<Value = IpAddr> {
    let known = [
        "0.0.0.0",
        "127.0.0.1",
        "10.0.0.1",
        "192.0.2.1",
        "224.0.0.251",
        "::",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::fb",
        "2001:db8::1",
        "::ffff:192.0.2.1",
        "::ffff:0.0.0.0",
    ];
    let known: Vec<IpAddr> = known.iter().filter_map(|text| text.parse().ok()).collect();
    prop_oneof![3 => prop::sample::select(known), 1 => any::<IpAddr>()]
}

pub(crate) fn endpoint() -> impl Strategy<Value = Endpoint> {
    let port = prop_oneof![
        prop::sample::select(vec![0, 22, 53, 443, 40000]),
        any::<u16>()
    ];
    (ip(), port).prop_map(|(ip, port)| Endpoint { ip, port })
}

pub(crate) fn owners() -> impl Strategy<Value = Vec<Owner>> {
    let owner = (pid(), prop::option::of(any::<u32>())).prop_map(|(pid, fd)| Owner { pid, fd });
    vec(owner, 0..4)
}

pub(crate) fn ownership() -> impl Strategy<Value = Ownership> {
    prop::sample::select(vec![
        Ownership::Owned,
        Ownership::Kernel,
        Ownership::NotAccepted,
        Ownership::Hidden,
        Ownership::OtherPidNamespace,
        Ownership::Missing,
        Ownership::Unknown,
    ])
}
