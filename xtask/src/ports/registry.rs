//! IANA's registry of ports in memory: what the package says, with corrections laid over it.

use std::collections::BTreeMap;

use anyhow::Context as _;

use super::corrections::Correction;

/// The letters of the protocols in the data, in the order of [`Registry`]'s columns.
pub(super) const LETTERS: [char; 4] = ['t', 'u', 's', 'd'];

/// The ports that RFC 6335 calls dynamic: IANA assigns none from here on.
const FIRST_DYNAMIC: u16 = 49152;

/// The ports that keep every word of IANA's.
const LAST_WELL_KNOWN: u16 = 1023;

/// How many bytes of a registered port's description are long.
const LONG: usize = 70;

/// Words that say nothing of a service that its name does not.
const FILLERS: [&str; 9] = [
    "port", "protocol", "server", "service", "services", "system", "tcp", "the", "udp",
];

/// What IANA says of a port or a range; a port it assigns to nothing has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Assignment {
    /// Assigned; the name may be empty and so may the description.
    Service {
        /// The service's name.
        name: String,
        /// IANA's description.
        description: String,
    },
    /// Kept free on purpose.
    Reserved,
}

/// The assignments of TCP, UDP, SCTP and DCCP, each by first and last port; ranges do not overlap.
#[derive(Debug, Default)]
pub(super) struct Registry {
    pub(super) columns: [BTreeMap<(u16, u16), Assignment>; 4],
}

impl Registry {
    /// Reads the package's JSON: an object of `"PORT/PROTOCOL": [name, description]`.
    pub(super) fn from_package(json: &[u8]) -> anyhow::Result<Self> {
        let rows: BTreeMap<String, [String; 2]> =
            serde_json::from_slice(json).context("the package has another form than expected")?;
        let mut registry = Self::default();
        for (key, [name, description]) in &rows {
            let (port, protocol) = key
                .split_once('/')
                .with_context(|| format!("a key without a protocol: {key}"))?;
            let port: u16 = port.parse().with_context(|| format!("no port: {key}"))?;
            let column = ["tcp", "udp", "sctp", "dccp"]
                .iter()
                .position(|name| *name == protocol)
                .with_context(|| format!("an unknown protocol: {key}"))?;
            if port >= FIRST_DYNAMIC {
                continue;
            }
            if let Some(assignment) = assignment(port, name, description) {
                registry.columns[column].insert((port, port), assignment);
            }
        }
        Ok(registry)
    }

    /// Replaces what the registry says of the correction's ports.
    pub(super) fn correct(&mut self, correction: &Correction) {
        let Correction { first, last, .. } = *correction;
        for (column, letter) in self.columns.iter_mut().zip(LETTERS) {
            if correction.protocols.contains(letter) {
                column.retain(|&(from, to), _| to < first || last < from);
                column.insert((first, last), correction.assignment.clone());
            }
        }
    }
}

/// What a row of the package says; none where it says that the port is assigned to nothing.
fn assignment(port: u16, name: &str, description: &str) -> Option<Assignment> {
    let mut description = description
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches("????")
        .to_owned();
    // A hint for the registry's readers, not a description of the service.
    if let Some(at) = description.find("IANA assigned this well-formed service name") {
        description.truncate(at);
        description.truncate(description.trim_end().len());
    }
    if name.is_empty() {
        let plain = description.to_ascii_lowercase();
        let is_free = ["unassigned", "de-registered", "removed", "deprecated"];
        return if is_free.iter().any(|word| plain.starts_with(word)) || plain.is_empty() {
            None
        } else if plain.starts_with("reserved") {
            Some(Assignment::Reserved)
        } else {
            Some(Assignment::Service {
                name: String::new(),
                description,
            })
        };
    }
    let name = well_formed(name);
    if port > LAST_WELL_KNOWN {
        description = shortened(&name, description);
    }
    Some(Assignment::Service { name, description })
}

/// The name that RFC 6335 allows for an old one: IANA lists the allowed one first and the old one
/// as its alias, and the package keeps the last.
fn well_formed(name: &str) -> String {
    if name == "whois++" {
        return "whoispp".to_owned();
    }
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

/// A description without what is only weight: all of it where it says no more than the name, the rest
/// of the first sentence where it is long.
fn shortened(name: &str, mut description: String) -> String {
    let name = letters(name);
    let says_no_more = description
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(letters)
        .filter(|word| !FILLERS.contains(&word.as_str()))
        .all(|word| name.contains(&word));
    if says_no_more || letters(&description) == name {
        return String::new();
    }
    if description.len() > LONG
        && let Some(end) = description.find(". ").or_else(|| description.find("; "))
    {
        description.truncate(end);
    }
    description
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(name: &str, description: &str) -> Assignment {
        Assignment::Service {
            name: name.to_owned(),
            description: description.to_owned(),
        }
    }

    #[test]
    fn rows_of_the_package_are_read_and_trimmed() {
        for (port, name, description, expected) in [
            (
                53,
                "domain",
                "Domain Name Server",
                Some(service("domain", "Domain Name Server")),
            ),
            (9, "discard", "Discard", Some(service("discard", "Discard"))),
            (
                2401,
                "cvspserver",
                "CVSpserver",
                Some(service("cvspserver", "")),
            ),
            (
                2401,
                "cvspserver",
                "The CVS Pserver Protocol",
                Some(service("cvspserver", "")),
            ),
            (
                2401,
                "cvspserver",
                "CVS Repository",
                Some(service("cvspserver", "CVS Repository")),
            ),
            (
                63,
                "whois++",
                "whois++",
                Some(service("whoispp", "whois++")),
            ),
            (
                2222,
                "EtherNet/IP-1",
                "EtherNet/IP I/O",
                Some(service("EtherNet-IP-1", "EtherNet/IP I/O")),
            ),
            (
                24,
                "",
                "any private mail system",
                Some(service("", "any private mail system")),
            ),
            (
                1008,
                "",
                "Possibly used by Sun Solaris????",
                Some(service("", "Possibly used by Sun Solaris")),
            ),
            (
                774,
                "a-b",
                "x\nIANA assigned this well-formed service name as a …",
                Some(service("a-b", "x")),
            ),
            (0, "", "Reserved", Some(Assignment::Reserved)),
            (4, "", "Unassigned", None),
            (15, "", "Unassigned [was netstat]", None),
            (2905, "", "De-registered", None),
        ] {
            assert_eq!(
                assignment(port, name, description),
                expected,
                "{port} {name}"
            );
        }
    }

    #[test]
    fn a_correction_replaces_the_ports_of_its_range() -> anyhow::Result<()> {
        let mut registry = Registry::from_package(
            br#"{"5/tcp":["a",""],"6/tcp":["b",""],"6/udp":["c",""],"50000/tcp":["d",""]}"#,
        )?;
        registry.correct(&Correction {
            first: 6,
            last: 8,
            protocols: "t".to_owned(),
            assignment: Assignment::Reserved,
        });
        let [tcp, udp, ..] = &registry.columns;
        assert_eq!(tcp.keys().copied().collect::<Vec<_>>(), [(5, 5), (6, 8)]);
        assert_eq!(tcp.get(&(6, 8)), Some(&Assignment::Reserved));
        assert_eq!(udp.keys().copied().collect::<Vec<_>>(), [(6, 6)]);
        Ok(())
    }
}
