//! `netsnap explain` against the committed data, of which the test has a reader of its own.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use anyhow::{Context, Result, ensure};
use netsnap_tests::dist;

const WELL_KNOWN: RangeInclusive<u16> = 0..=1023;

/// What a line of the data says of a port.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Assigned {
    Reserved,
    Service {
        name: Option<String>,
        description: String,
    },
}

/// The data by port and by the letter of the protocol.
fn read(data: &str) -> Result<BTreeMap<(u16, char), Assigned>> {
    let mut ports = BTreeMap::new();
    let mut last = RangeInclusive::new(0, 0);
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        let (place, what) = line.split_once(' ').context("no blank")?;
        let letters_from = place.find(|character: char| character.is_ascii_alphabetic());
        let (numbers, letters) = place.split_at(letters_from.unwrap_or(place.len()));
        last = match numbers {
            "=" => last,
            "" => *last.end() + 1..=*last.end() + 1,
            _ => {
                let (first, end) = numbers.split_once('-').unwrap_or((numbers, numbers));
                first.parse()?..=end.parse()?
            }
        };
        let (name, description) = what.split_once(' ').unwrap_or((what, ""));
        let assigned = match name {
            "!" => Assigned::Reserved,
            name => Assigned::Service {
                name: (name != "-").then(|| name.to_owned()),
                description: description.to_owned(),
            },
        };
        let letters = if letters.is_empty() { "tu" } else { letters };
        for letter in letters.chars() {
            for port in last.clone() {
                ports.insert((port, letter), assigned.clone());
            }
        }
    }
    Ok(ports)
}

/// The first sentence that `netsnap explain` says, in one line.
fn explained(subject: &str) -> Result<String> {
    let output = dist::netsnap()?.args(["explain", subject]).output()?;
    ensure!(output.status.success(), "{subject}: {output:?}");
    let said = String::from_utf8(output.stdout)?;
    let lines: Vec<&str> = said.lines().take_while(|line| !line.is_empty()).collect();
    Ok(lines.join(" "))
}

fn expected(protocol: &str, port: u16, assigned: Option<&Assigned>) -> String {
    let at = format!("{protocol} port {port}");
    match assigned {
        None => format!("IANA has assigned {at} to nothing."),
        Some(Assigned::Reserved) => format!("IANA keeps {at} reserved."),
        Some(Assigned::Service { name, description }) => {
            let description = description.trim_end_matches('.');
            match name.as_deref() {
                None => {
                    format!("IANA assigns {at} to a service without a short name: {description}.")
                }
                Some(name) if description.is_empty() || description == name => {
                    format!("IANA assigns {at} to {name}.")
                }
                Some(name) => format!("IANA assigns {at} to {name}: {description}."),
            }
        }
    }
}

fn check(protocol: &str, letter: char) -> Result<()> {
    let data = read(include_str!("../../shared/data/ports.txt"))?;
    for port in WELL_KNOWN {
        let said = explained(&format!("{port}/{}", protocol.to_lowercase()))?;
        assert_eq!(said, expected(protocol, port, data.get(&(port, letter))));
    }
    Ok(())
}

#[test]
fn every_well_known_port_of_tcp_is_explained() -> Result<()> {
    check("TCP", 't')
}

#[test]
fn every_well_known_port_of_udp_is_explained() -> Result<()> {
    check("UDP", 'u')
}

/// What IANA says, written by hand: the data itself may be wrong.
#[test]
fn known_answers_are_right() -> Result<()> {
    for (subject, part) in [
        ("0/tcp", "reserved"),
        ("4/udp", "to nothing"),
        ("22/tcp", "to ssh:"),
        ("22/sctp", "to ssh:"),
        ("53/udp", "to domain:"),
        ("80/tcp", "to http:"),
        ("443/udp", "to https:"),
        ("514/tcp", "to shell:"),
        ("514/udp", "to syslog"),
        ("631/tcp", "to ipp:"),
        ("1023/tcp", "reserved"),
        ("6667/tcp", "TCP ports 6665–6669 to ircu"),
        ("6010/tcp", "TCP ports 6000–6063 to x11"),
        ("65535/tcp", "ephemeral"),
    ] {
        let said = explained(subject)?;
        assert!(said.contains(part), "{subject}: {said}");
    }
    Ok(())
}
