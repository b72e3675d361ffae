//! What a route sets for its connections: `RTA_METRICS`, a list of attributes `RTAX_*`.

use netsnap_shared::snapshot::Route;

use super::super::kept::each;
use crate::readers::linux::netlink::{text_of, u32_of};

/// The names of `ip route` by number.
const NAMES: [&str; 18] = [
    "",
    "lock",
    "mtu",
    "window",
    "rtt",
    "rttvar",
    "ssthresh",
    "cwnd",
    "advmss",
    "reordering",
    "hoplimit",
    "initcwnd",
    "features",
    "rto_min",
    "initrwnd",
    "quickack",
    "",
    "fastopen_no_cookie",
];

const RTAX_RTT: u16 = 4;
const RTAX_RTTVAR: u16 = 5;
const RTAX_CC_ALGO: u16 = 16;

/// Takes the metrics; one without a name as `metric-N`. Returns how many are odd.
pub(super) fn parse(list: &[u8], route: &mut Route) -> usize {
    each(list, |kind, value| {
        if kind == RTAX_CC_ALGO {
            route.congestion_control = Some(text_of(value));
            return Some(());
        }
        let number = u32_of(value)?;
        // The kernel keeps both as it computes with them: in eighths and in quarters.
        let number = match kind {
            RTAX_RTT => number / 8,
            RTAX_RTTVAR => number / 4,
            _ => number,
        };
        let name = match NAMES.get(usize::from(kind)) {
            Some(name) if !name.is_empty() => (*name).to_owned(),
            _ => format!("metric-{kind}"),
        };
        route.metrics.insert(name, number.into());
        Some(())
    })
}

#[cfg(test)]
mod tests {
    use ipnet::IpNet;
    use netsnap_shared::snapshot::Family;

    use super::*;

    #[test]
    fn metrics_have_the_names_of_ip() {
        let check = |list: &[(u16, u32)], expected: &[(&str, i64)]| {
            let bytes: Vec<u8> = list
                .iter()
                .flat_map(|(kind, value)| {
                    let header = [8_u16.to_ne_bytes(), kind.to_ne_bytes()].concat();
                    [header, value.to_ne_bytes().to_vec()].concat()
                })
                .collect();
            let mut route = Route::new(Family::Ipv4, IpNet::default());
            assert_eq!(parse(&bytes, &mut route), 0);
            let found: Vec<_> = route
                .metrics
                .iter()
                .map(|(name, &v)| (&**name, v))
                .collect();
            assert_eq!(found, expected);
        };
        check(&[], &[]);
        check(
            &[(1, 4), (2, 1400), (4, 9600), (5, 120), (13, 300)],
            &[
                ("lock", 4),
                ("mtu", 1400),
                ("rto_min", 300),
                ("rtt", 1200),
                ("rttvar", 30),
            ],
        );
        check(
            &[(17, 1), (99, 5)],
            &[("fastopen_no_cookie", 1), ("metric-99", 5)],
        );
    }

    #[test]
    fn congestion_control_is_text_and_short_numbers_are_odd() {
        let mut route = Route::new(Family::Ipv4, IpNet::default());
        let bytes = [
            9, 0, 16, 0, b'r', b'e', b'n', b'o', 0, 0, 0, 0, 6, 0, 2, 0, 1, 1,
        ];
        assert_eq!(parse(&bytes, &mut route), 1);
        assert_eq!(route.congestion_control.as_deref(), Some("reno"));
        assert!(route.metrics.is_empty());
    }
}
