//! The counters of a network stack in words, and which of them deserve a look.
//!
//! What is said of each is data (`shared/data/counters.txt`).

mod judge;
mod rows;
mod table;

pub use judge::{JudgedCounter, Verdict, growth, unhealthy};
pub use rows::{CounterRow, counter_row, counter_rows};

use std::borrow::Cow;

use table::Entry;

/// What is known of a counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// What it counts, in a sentence or two.
    pub meaning: Cow<'static, str>,
    /// What it means when it grows.
    pub growth: Growth,
}

/// What it means when a counter grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// It is a present value or a setting and does not count.
    Value,
    /// Little by itself.
    Neutral,
    /// The stack does its work.
    Healthy,
    /// It deserves a look.
    Look(Option<Share>),
    /// Something goes wrong.
    Bad(Option<Share>),
}

/// From which share of another counter on growth counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// So many per thousand.
    pub per_mille: u32,
    /// The other counter's group; `None` for the same.
    pub group: Option<&'static str>,
    /// The other counter's name.
    pub name: &'static str,
}

/// What is known of a counter of a group, both by the kernel's names: `Tcp` and `RetransSegs`. A name
/// may carry its group before it, as in `/proc/net/snmp6`.
pub fn counter(protocol: &str, name: &str) -> Option<Counter> {
    let name = table::own_name(protocol, name);
    if let Some(Entry {
        meaning, growth, ..
    }) = table::find(protocol, name)
    {
        return Some(Counter {
            meaning: Cow::Borrowed(meaning),
            growth: *growth,
        });
    }
    let meaning = icmp_type(protocol, name)?;
    Some(Counter {
        meaning: Cow::Owned(meaning),
        growth: Growth::Neutral,
    })
}

/// The heading of a group of counters, such as `TCP, more` for `TcpExt`.
pub fn counter_group(protocol: &str) -> Option<Cow<'static, str>> {
    match protocol.strip_prefix("sockstat ") {
        None => table::title(protocol).map(Cow::Borrowed),
        Some(kind) => {
            let title = table::title("sockstat")?;
            Some(Cow::Owned(format!(
                "{title}: {}",
                super::wording::short(kind)
            )))
        }
    }
}

/// `InType3` and the like, which count the messages of one type.
fn icmp_type(protocol: &str, name: &str) -> Option<String> {
    let is_ipv6 = match protocol {
        "IcmpMsg" => false,
        "Icmp6" => true,
        _ => return None,
    };
    let (number, way) = match name.strip_prefix("InType") {
        Some(number) => (number, "came in"),
        None => (name.strip_prefix("OutType")?, "were sent"),
    };
    let number: u8 = number.parse().ok()?;
    let kind = match (is_ipv6, number) {
        (false, 0) | (true, 129) => ", answers to pings,",
        (false, 3) | (true, 1) => ", \"destination unreachable\",",
        (true, 2) => ", \"packet too big\",",
        (false, 5) | (true, 137) => ", redirects,",
        (false, 8) | (true, 128) => ", pings,",
        (false, 11) | (true, 3) => ", \"time exceeded\",",
        (false, 12) | (true, 4) => ", \"parameter problem\",",
        (true, 133) => ", questions for a router,",
        (true, 134) => ", router advertisements,",
        (true, 135) => ", questions for a link-layer address,",
        (true, 136) => ", answers with a link-layer address,",
        (true, 143) => ", reports of multicast groups,",
        _ => "",
    };
    Some(format!("ICMP messages of type {number}{kind} that {way}."))
}

#[cfg(test)]
mod tests;
