//! What is said of a filter that was understood: how many rows it leaves, and how long that took.

use netsnap_shared::index::TableKind;

use crate::format::grouped;
use crate::place::View;
use crate::views::noun;

/// `12 of 3,410 sockets`; `3,410 sockets` when none is left out.
pub(super) fn result(table: TableKind, shown: usize, total: usize) -> String {
    let (one, many) = noun(table);
    let mut text = String::new();
    if shown != total {
        text.push_str(&grouped(shown as u64));
        text.push_str(" of ");
    }
    text.push_str(&grouped(total as u64));
    text.push(' ');
    text.push_str(if total == 1 { one } else { many });
    text
}

/// `0.4 ms`; the time is given in microseconds. No browser tells less than a twentieth of a
/// millisecond.
pub(super) fn time(us: u32) -> String {
    let tenths = us.saturating_add(50) / 100;
    let mut text = String::new();
    if tenths == 0 {
        text.push_str("< 0.1");
    } else {
        text.push_str(&grouped((tenths / 10).into()));
        if tenths < 100 {
            text.push('.');
            text.push_str(&(tenths % 10).to_string());
        }
    }
    text.push_str(" ms");
    text
}

/// A filter that shows what the language can do.
pub(super) const fn example(view: View) -> &'static str {
    match view {
        View::Overview | View::Sockets => "Filter: state:listen port:<1024 !local:127.0.0.0/8",
        View::Unix => "Filter: is:listening path:/run/*",
        View::Packet => "Filter: is:promiscuous",
        View::Netlink => "Filter: proto:route !is:kernel",
        View::Processes => "Filter: user:root proc:ngin*",
        View::Routes => "Filter: dest:10.0.0.0/8",
        View::Interfaces => "Filter: is:up",
        View::Rules => "Filter: !is:every",
        View::Neighbours => "Filter: ip:10.0.0.0/8 !is:failed",
        View::Groups => "Filter: meaning:mdns",
        View::Protocols => "Filter: is:unhealthy proto:Tcp*",
        View::Sources => "Filter: !status:complete",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_counts_what_is_shown() {
        for (shown, total, text) in [
            (12, 3_410, "12 of 3,410 sockets"),
            (3_410, 3_410, "3,410 sockets"),
            (0, 1, "0 of 1 socket"),
            (0, 0, "0 sockets"),
        ] {
            assert_eq!(result(TableKind::Sockets, shown, total), text);
        }
    }

    #[test]
    fn a_time_has_two_figures_at_least_where_it_is_short() {
        for (us, text) in [
            (0, "< 0.1 ms"),
            (49, "< 0.1 ms"),
            (50, "0.1 ms"),
            (400, "0.4 ms"),
            (1_249, "1.2 ms"),
            (9_949, "9.9 ms"),
            (9_950, "10 ms"),
            (1_234_567, "1,234 ms"),
            (u32::MAX, "4,294,967 ms"),
        ] {
            assert_eq!(time(us), text, "{us}");
        }
    }

    #[test]
    fn every_example_is_a_filter() {
        for view in View::ALL {
            let text = example(view).trim_start_matches("Filter: ");
            let table = view.table().unwrap_or(TableKind::Sockets);
            let filter = netsnap_shared::filter::Filter::parse(text, table);
            assert!(filter.is_ok(), "{text}: {filter:?}");
        }
    }
}
