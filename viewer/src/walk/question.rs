//! What a person asks of the routes: the texts as they were typed, and the packet that they make.

mod address;

use std::net::IpAddr;

use netsnap_shared::snapshot::{Namespace, Snapshot, Uid};
use netsnap_shared::walk::Packet;

use crate::format::shown_text_up_to;

/// How many interfaces are named to somebody who has named another.
const NAMED: usize = 5;

/// How much of a name is repeated, in characters.
const NAME_LENGTH: usize = 40;

/// A part of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The address that the packet is to go to.
    To,
    /// The source address that its sender has chosen.
    Source,
    /// Its mark.
    Mark,
    /// The user whose socket it is from.
    User,
    /// The interface that the socket is bound to.
    Interface,
    /// The network namespace that it starts in.
    Namespace,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 6] = [
        Self::To,
        Self::Source,
        Self::Mark,
        Self::User,
        Self::Interface,
        Self::Namespace,
    ];

    /// Those that most questions leave out, with a label and an example each.
    pub const FINER: [(Self, &'static str, &'static str); 4] = [
        (Self::Source, "Source address", "not chosen yet"),
        (Self::Mark, "Mark", "0x10"),
        (Self::User, "User", "uid or name"),
        (Self::Interface, "Bound to interface", "none"),
    ];

    /// The name in the URL's fragment.
    pub const fn name(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::Source => "from",
            Self::Mark => "mark",
            Self::User => "uid",
            Self::Interface => "by",
            Self::Namespace => "in",
        }
    }
}

/// The texts as typed; an empty one asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question([String; Part::ALL.len()]);

/// Why a text makes no packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The part that it is in.
    pub part: Part,
    /// Why, as a sentence.
    pub reason: String,
    /// Whether more typing may mend it.
    pub incomplete: bool,
}

impl Question {
    /// A question for an address only.
    pub fn to(address: impl Into<String>) -> Self {
        Self::default().with(Part::To, address)
    }

    /// The same question with another text in one part.
    #[must_use]
    pub fn with(mut self, part: Part, text: impl Into<String>) -> Self {
        self.0[part as usize] = text.into();
        self
    }

    /// The text of a part.
    pub fn text(&self, part: Part) -> &str {
        &self.0[part as usize]
    }

    /// Whether it asks for more than an address.
    pub fn is_fine(&self) -> bool {
        let mut finer = Part::FINER.iter();
        finer.any(|&(part, ..)| !self.text(part).is_empty())
    }

    /// The packet that it asks for; none when no address is given, whatever else is.
    pub fn packet<'a>(
        &'a self,
        snapshot: &Snapshot,
        namespace: &'a Namespace,
    ) -> Result<Option<Packet<'a>>, Problem> {
        let text = |part| self.text(part).trim();
        let to = text(Part::To);
        if to.is_empty() {
            return Ok(None);
        }
        // As programs write it: fe80::1%eth0.
        let (to, zone) = match to.split_once('%') {
            Some((to, zone)) => (to, Some(zone)),
            None => (to, None),
        };
        let destination = address::parse(to, Part::To)?.to_canonical();
        let mut packet = Packet::to(destination);
        if let Some(source) = given(text(Part::Source)) {
            let source = address::parse(source, Part::Source)?.to_canonical();
            if source.is_ipv4() != destination.is_ipv4() {
                return Err(other_family(source, destination));
            }
            packet.source = Some(source);
        }
        packet.mark = given(text(Part::Mark)).map(mark).transpose()?;
        packet.uid = given(text(Part::User))
            .map(|text| user(text, snapshot))
            .transpose()?;
        packet.outgoing_interface = match (zone, given(text(Part::Interface))) {
            (Some(zone), None) => Some(interface(zone, namespace, Part::To)?),
            (_, Some(name)) => Some(interface(name, namespace, Part::Interface)?),
            (None, None) => None,
        };
        Ok(Some(packet))
    }
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn other_family(source: IpAddr, destination: IpAddr) -> Problem {
    let name = |ip: IpAddr| if ip.is_ipv4() { "IPv4" } else { "IPv6" };
    Problem {
        part: Part::Source,
        reason: [
            "The source is of ",
            name(source),
            " and the destination of ",
            name(destination),
            ": one packet has one of them.",
        ]
        .concat(),
        incomplete: false,
    }
}

fn mark(text: &str) -> Result<u32, Problem> {
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let number = match hexadecimal {
        Some(digits) if !digits.starts_with('+') => u32::from_str_radix(digits, 16).ok(),
        Some(_) => None,
        None => text.parse().ok(),
    };
    number.ok_or_else(|| Problem {
        part: Part::Mark,
        reason: "A mark is a number of 32 bits, such as 16 or 0x10.".to_owned(),
        incomplete: hexadecimal == Some(""),
    })
}

fn user(text: &str, snapshot: &Snapshot) -> Result<Uid, Problem> {
    if let Ok(number) = text.parse() {
        return Ok(Uid(number));
    }
    let mut users = snapshot.users.iter();
    if let Some(user) = users.find(|user| user.name == text) {
        return Ok(user.uid);
    }
    Err(Problem {
        part: Part::User,
        reason: "The bundle knows no user of this name. A uid is a number.".to_owned(),
        incomplete: snapshot
            .users
            .iter()
            .any(|user| user.name.starts_with(text)),
    })
}

fn interface<'a>(name: &str, namespace: &'a Namespace, part: Part) -> Result<&'a str, Problem> {
    let mut names = namespace.interfaces.iter().map(|known| &*known.name);
    if let Some(known) = names.clone().find(|known| *known == name) {
        return Ok(known);
    }
    let is_begun = names.clone().any(|known| known.starts_with(name));
    let mut reason = "The namespace has no interface of this name".to_owned();
    for (at, known) in names.by_ref().take(NAMED).enumerate() {
        reason.push_str(if at == 0 { ", but " } else { ", " });
        reason.push_str(&shown_text_up_to(known, NAME_LENGTH));
    }
    reason.push_str(if names.next().is_some() {
        " and more."
    } else {
        "."
    });
    Err(Problem {
        part,
        reason,
        incomplete: is_begun,
    })
}

#[cfg(test)]
mod tests;
