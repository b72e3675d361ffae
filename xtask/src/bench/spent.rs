//! What a collection spent its time on, as its bundle says.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::file;

/// How many sources are named; the others are one row.
const NAMED: usize = 12;

/// Of a bundle, what is needed here: a whole one as a tree of values would fill the memory.
#[derive(Deserialize)]
struct Bundle {
    duration_ms: u64,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    name: String,
    rows: u64,
    duration_us: u64,
}

/// Prints the sources of a bundle by their time, after a run that took `wall`.
pub(super) fn print(bundle: &Path, wall: Duration) -> Result<()> {
    let mut json = Vec::new();
    std::io::Read::read_to_end(&mut GzDecoder::new(&file::read(bundle)?[..]), &mut json)?;
    let bundle: Bundle = serde_json::from_slice(&json)?;
    let after = wall.saturating_sub(Duration::from_millis(bundle.duration_ms));
    println!(
        "Of the last run's {} ms reading took {}; starting, encoding {} MB of JSON, compressing and writing the \
         other {}. By source, of which some are read at the same time:\n",
        wall.as_millis(),
        bundle.duration_ms,
        json.len().div_ceil(1_000_000),
        after.as_millis(),
    );
    println!("| source | rows | ms |\n|---|--:|--:|");
    for (name, rows, us) in by_time(bundle.sources) {
        println!(
            "| {name} | {rows} | {:.1} |",
            Duration::from_micros(us).as_secs_f64() * 1e3
        );
    }
    Ok(())
}

/// Name, rows and microseconds of each kind of source, the longest first and the short ones as one.
fn by_time(sources: Vec<Source>) -> Vec<(String, u64, u64)> {
    let mut sums = BTreeMap::<String, (u64, u64)>::new();
    for source in sources {
        let (rows, us) = sums.entry(source.name).or_default();
        *rows += source.rows;
        *us += source.duration_us;
    }
    let mut sums: Vec<(String, u64, u64)> = sums
        .into_iter()
        .map(|(name, (rows, us))| (name, rows, us))
        .collect();
    sums.sort_by_key(|(_, _, us)| std::cmp::Reverse(*us));
    let others = sums.split_off(NAMED.min(sums.len()));
    if !others.is_empty() {
        let name = format!("{} others", others.len());
        let (rows, us) = others
            .iter()
            .fold((0, 0), |(rows, us), other| (rows + other.1, us + other.2));
        sums.push((name, rows, us));
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_added_and_short_ones_put_together() {
        let source = |name: &str, duration_us| Source {
            name: name.to_owned(),
            rows: 1,
            duration_us,
        };
        let check = |sources: Vec<Source>, expected: &[(&str, u64, u64)]| {
            let found = by_time(sources);
            let found: Vec<(&str, u64, u64)> = found
                .iter()
                .map(|(name, rows, us)| (&**name, *rows, *us))
                .collect();
            assert_eq!(found, expected);
        };
        check(vec![], &[]);
        let twice = vec![source("a", 5), source("b", 7), source("a", 4)];
        check(twice, &[("a", 2, 9), ("b", 1, 7)]);
        let many: Vec<Source> = (0..14).map(|us| source(&format!("{us:02}"), us)).collect();
        let found = by_time(many);
        assert_eq!(found.len(), NAMED + 1);
        assert_eq!(found.last(), Some(&("2 others".to_owned(), 2, 1)));
    }
}
