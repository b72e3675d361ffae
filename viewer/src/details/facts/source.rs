//! All fields of a source.

use netsnap_shared::snapshot::Source;

use super::{Fact, fact, maybe};
use crate::format::{duration_us, grouped};

pub(super) fn facts(source: &Source) -> Vec<Fact> {
    vec![
        fact("Name", &source.name),
        fact("Status", source.status.name()),
        fact("Rows", grouped(source.rows)),
        fact("Time", duration_us(source.duration_us)),
        maybe("Namespace", source.namespace.as_ref()),
        maybe("Detail", source.detail.as_deref()),
    ]
}
