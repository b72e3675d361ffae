//! How long a packet's walk takes among a million routes.
//!
//! `cargo run --release -p netsnap-shared --example walk_speed [ROUTES]`

use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Instant;

use ipnet::IpNet;
use netsnap_shared::snapshot::{Family, Namespace, NamespaceId, Route};
use netsnap_shared::walk::{Packet, walk};

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let count: u32 = count.unwrap_or(1_000_000);
    let mut namespace = Namespace::new(NamespaceId("1".to_owned()));
    namespace.routes = (0..count).map(route).collect();
    println!("{count} routes of {} bytes", size_of::<Route>());
    for destination in [
        IpAddr::V4(Ipv4Addr::new(100, 64, 7, 9)),
        IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 7, 0, 0, 0, 0, 1)),
    ] {
        let mut best = f64::MAX;
        let mut tables = 0;
        for _ in 0..9 {
            let start = Instant::now();
            let walk = black_box(walk(black_box(&namespace), &Packet::to(destination)));
            best = best.min(start.elapsed().as_secs_f64());
            tables = walk.steps.len() / 2;
        }
        println!("{:>9.2} ms  {destination}, {tables} tables", best * 1000.0);
    }
}

/// Routes as a router with a full table has them: half IPv4, half IPv6, of many lengths.
fn route(number: u32) -> Route {
    let spread = number.wrapping_mul(0x9e37_79b1);
    let is_ipv4 = number.is_multiple_of(2);
    let (family, destination) = if is_ipv4 {
        let length = u8::try_from(8 + spread % 17).unwrap_or(24);
        let ip = Ipv4Addr::from_bits(spread);
        (Family::Ipv4, IpNet::new_assert(ip.into(), length).trunc())
    } else {
        let length = u8::try_from(20 + spread % 29).unwrap_or(48);
        let ip = Ipv6Addr::from_bits((0x2000 << 112) | (u128::from(spread) << 84));
        (Family::Ipv6, IpNet::new_assert(ip.into(), length).trunc())
    };
    Route {
        gateway: Some(Ipv4Addr::new(192, 0, 2, 1).into()),
        interface: Some("eth0".to_owned()),
        ..Route::new(family, destination)
    }
}
