//! Where names are looked up: resolv.conf(5).

use std::path::Path;

use netsnap_shared::snapshot::{Resolver, SourceStatus};

use crate::readers::journal::{Reading, count};
use crate::readers::linux::file;

/// The longest file that is read, in bytes.
const FILE_BYTES: usize = 64 << 10;

/// Reads `/etc/resolv.conf`: what it says, even where that is a name server on this host which asks
/// others.
pub(crate) fn read(root: &Path) -> Reading<Option<Resolver>> {
    let (bytes, cut) = match file::read(&root.join("etc/resolv.conf"), FILE_BYTES) {
        Ok(read) => read,
        Err(error) => return Reading::failed(&error),
    };
    let (resolver, odd) = parse(&bytes);
    let mut reading = Reading::one(resolver).map(Some);
    if odd > 0 {
        let lines = count(odd, "line", "lines");
        let reason = format!("{lines} not as resolv.conf(5) has it");
        reading = reading.because(SourceStatus::Partial, reason);
    }
    if cut {
        let reason = format!("only the first {} KiB were read", FILE_BYTES >> 10);
        reading = reading.because(SourceStatus::Partial, reason);
    }
    reading
}

/// Parses the lines, and counts those that say nothing. A keyword stands at the beginning of its
/// line; of `search` and `domain` the last one counts, `options` add up.
fn parse(bytes: &[u8]) -> (Resolver, usize) {
    let text = String::from_utf8_lossy(bytes);
    let mut resolver = Resolver::default();
    let mut odd = 0;
    for line in text.lines() {
        if line.trim().is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        let (keyword, values) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let mut values = values.split_ascii_whitespace().map(str::to_owned);
        let first = values.next();
        match (keyword, first) {
            ("nameserver", Some(server)) => resolver.nameservers.push(server),
            ("search", Some(first)) => {
                resolver.search = std::iter::once(first).chain(values).collect();
            }
            ("domain", Some(domain)) => resolver.search = vec![domain],
            ("options", Some(first)) => {
                resolver.options.push(first);
                resolver.options.extend(values);
            }
            // An order of addresses that no row shows.
            ("sortlist", Some(_)) => {}
            _ => odd += 1,
        }
    }
    (resolver, odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_counts() {
        for (text, servers, search, options, odd) in [
            ("", &[][..], &[][..], &[][..], 0),
            (
                "# made by hand\n;\nnameserver 192.0.2.53\nnameserver\tfe80::1%eth0 # two\n\
                 search example.org  corp.example\noptions edns0 trust-ad\noptions ndots:2\n",
                &["192.0.2.53", "fe80::1%eth0"],
                &["example.org", "corp.example"],
                &["edns0", "trust-ad", "ndots:2"],
                0,
            ),
            (
                "search a b\ndomain c\r\nsortlist 192.0.2.0\n",
                &[],
                &["c"],
                &[],
                0,
            ),
            ("domain a\nsearch b c\n", &[], &["b", "c"], &[], 0),
            (
                "nameserver\n nameserver 192.0.2.1\nnameservers 192.0.2.2\nsearch \n\0\n",
                &[],
                &[],
                &[],
                5,
            ),
            ("nameserver 192.0.2.1", &["192.0.2.1"], &[], &[], 0),
        ] {
            let list = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
            let expected = Resolver {
                nameservers: list(servers),
                search: list(search),
                options: list(options),
            };
            assert_eq!(parse(text.as_bytes()), (expected, odd), "{text:?}");
        }
    }

    #[test]
    fn a_missing_and_an_odd_file_are_said() {
        let root = tempfile::tempdir().unwrap();
        let reading = read(root.path());
        assert_eq!(
            (reading.given, reading.status),
            (None, SourceStatus::Unavailable)
        );

        std::fs::create_dir(root.path().join("etc")).unwrap();
        let file = root.path().join("etc/resolv.conf");
        std::fs::write(&file, b"nameserver \xff\n\nodd\n").unwrap();
        let reading = read(root.path());
        assert_eq!(reading.given.unwrap().nameservers.len(), 1);
        assert_eq!(reading.status, SourceStatus::Partial);
        let detail = "1 line not as resolv.conf(5) has it";
        assert_eq!(reading.detail.as_deref(), Some(detail));
    }
}
