//! Sources in words: what was read, how it went, and what that means for the rows.

use crate::snapshot::{Source, SourceStatus};

use super::{Explanation, Section, Topic, wording};

/// Explains a source.
pub fn source(source: &Source) -> Explanation {
    let name = wording::short(&source.name);
    let took = wording::duration_us(source.duration_us);
    let rows = wording::counted(source.rows, "row");
    let (headline, meaning) = match source.status {
        SourceStatus::Complete => (
            format!("{name} was read completely: {rows} in {took}."),
            "What the system told is in the snapshot, all of it.",
        ),
        SourceStatus::Partial => (
            format!("{name} was read in part: {rows} in {took}."),
            "Some rows or cells are blank for this reason. What is there is right.",
        ),
        SourceStatus::Denied => (
            format!("The system refused to let {name} be read."),
            "Rows that only this source has are missing, and cells that it fills are blank. Rights \
             of an administrator usually help.",
        ),
        SourceStatus::Unavailable => (
            format!("The system does not have {name}."),
            "Nothing is missing that this system could tell in this way; it may have what the \
             source describes all the same.",
        ),
        SourceStatus::Failed => (
            format!("Reading {name} failed."),
            "It should have worked. Rows that only this source has are missing, and cells that it \
             fills are blank.",
        ),
        SourceStatus::Unknown => (
            format!("How reading {name} went is given in a word that this netsnap does not know."),
            "A newer netsnap may know it.",
        ),
    };
    let mut paragraphs = vec![meaning.to_owned()];
    if let Some(detail) = source.detail.as_deref().filter(|detail| !detail.is_empty()) {
        paragraphs.push(format!(
            "The collector says: {}.",
            detail.trim_end_matches('.')
        ));
    }
    if source.rows > 0 && matches!(source.status, SourceStatus::Denied | SourceStatus::Failed) {
        paragraphs.push(format!("It gave {rows} before that."));
    }
    paragraphs.extend(source.namespace.as_ref().map(|id| {
        format!(
            "It was read in the network namespace {}.",
            wording::short(&id.0)
        )
    }));
    Explanation {
        headline,
        sections: Section::of(Topic::Meaning, "What that means", paragraphs)
            .into_iter()
            .collect(),
    }
}
