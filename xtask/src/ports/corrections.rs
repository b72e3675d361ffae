//! The rows of `port-corrections.tsv`; the file itself says what they mean.

use anyhow::{Context as _, ensure};

use super::registry::{Assignment, LETTERS};

/// What the registry says of some ports, where the package does not.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Correction {
    pub(super) first: u16,
    pub(super) last: u16,
    /// Letters of [`LETTERS`].
    pub(super) protocols: String,
    pub(super) assignment: Assignment,
}

/// Reads the rows; empty lines and those that begin with `#` are skipped.
pub(super) fn parse(text: &str) -> anyhow::Result<Vec<Correction>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(index, line)| row(line).with_context(|| format!("corrections, line {}", index + 1)))
        .collect()
}

fn row(line: &str) -> anyhow::Result<Correction> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    let (ports, protocols, name, description) = (next(), next(), next(), next());
    ensure!(next().is_empty(), "too many fields");

    let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
    let first = first.parse().context("no port")?;
    let last = last.parse().context("no last port")?;
    ensure!(first <= last, "a range that ends before it begins");
    ensure!(
        !protocols.is_empty() && protocols.chars().all(|c| LETTERS.contains(&c)),
        "unknown protocols"
    );
    let assignment = if name == "!" {
        Assignment::Reserved
    } else {
        Assignment::Service {
            name: name.to_owned(),
            description: description.to_owned(),
        }
    };
    Ok(Correction {
        first,
        last,
        protocols: protocols.to_owned(),
        assignment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_rows_are_refused() {
        for (line, reason) in [
            ("x\tt\tname", "no port"),
            ("1-\tt\tname", "no last port"),
            ("2-1\tt\tname", "a range that ends before it begins"),
            ("1\t\tname", "unknown protocols"),
            ("1\tx\tname", "unknown protocols"),
            ("1\tt\tname\tdescription\tmore", "too many fields"),
        ] {
            let error = row(line).expect_err(line);
            assert_eq!(error.to_string(), reason, "{line}");
        }
    }

    #[test]
    fn rows_are_read_between_remarks() -> anyhow::Result<()> {
        let rows = parse("# remark\n\n6000-6063\ttu\tx11\tX Window System\n51\tt\t!\n")?;
        assert_eq!(
            rows,
            [
                Correction {
                    first: 6000,
                    last: 6063,
                    protocols: "tu".to_owned(),
                    assignment: Assignment::Service {
                        name: "x11".to_owned(),
                        description: "X Window System".to_owned(),
                    },
                },
                Correction {
                    first: 51,
                    last: 51,
                    protocols: "t".to_owned(),
                    assignment: Assignment::Reserved,
                },
            ]
        );
        Ok(())
    }
}
