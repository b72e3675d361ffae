//! `netsnap explain`: what the viewer would say of a port, a service, a state or a protocol.

mod subject;

use std::io::{self, Write};

use netsnap_shared::explain::{self, Explanation};

use crate::Environment;
use crate::cli::Explain;
use crate::terminal::wrap;
use subject::Subject;

/// The width of text where there is no terminal, in columns.
const WIDTH: usize = 80;

/// Longer lines than this are hard to read.
const WIDEST: usize = 100;

pub(super) fn run(arguments: &Explain, environment: &mut Environment<'_>) -> anyhow::Result<()> {
    let mut subjects = Vec::new();
    for word in &arguments.subjects {
        subjects.extend(subject::parse(word)?);
    }
    let width = environment.width.unwrap_or(WIDTH).clamp(20, WIDEST);
    for (place, subject) in subjects.into_iter().enumerate() {
        if place > 0 {
            writeln!(environment.stdout)?;
        }
        let explanation = match subject {
            Subject::Port(protocol, number) => explain::port(protocol, number),
            Subject::State(state) => explain::state(state),
            Subject::Protocol(protocol) => explain::protocol(protocol),
        };
        print(&explanation, width, environment.stdout)?;
    }
    Ok(())
}

fn print(explanation: &Explanation, width: usize, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", wrap(&explanation.headline, width, ""))?;
    for section in &explanation.sections {
        write!(out, "\n{}", wrap(&section.title, width, ""))?;
        if !section.path.is_empty() {
            let path: Vec<String> = section.path.iter().map(ToString::to_string).collect();
            let path = path.join(" → ").to_uppercase();
            write!(out, "{}", wrap(&path, width, "  "))?;
        }
        for paragraph in &section.paragraphs {
            write!(out, "{}", wrap(paragraph, width, "  "))?;
        }
    }
    Ok(())
}
