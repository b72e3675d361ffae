//! Strategies for the whole model: any snapshot that can be written, however odd.
//!
//! Every field is named, so that a new one does not compile before it has a strategy.

mod host;
mod interface;
mod local_socket;
mod namespace;
mod process;
mod route;
mod sample;
mod socket;
pub(crate) mod value;

use netsnap_shared::snapshot::{Collector, Snapshot};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use host::{address_name, host, privilege, source, user};
use namespace::namespace;
use process::process;
use sample::{redaction, sample};
use value::{moment, text};

/// A strategy for a struct from strategies for all of its fields.
macro_rules! fields {
    ($Name:ident { $($field:ident: $strategy:expr,)* }) => {{
        prop_compose! {
            // On the heap: a whole namespace is too much for the stack of a test.
            fn whole()($($field in ($strategy).boxed()),*) -> $Name {
                $Name { $($field),* }
            }
        }
        whole()
    }};
}
pub(crate) use fields;

/// Any snapshot.
pub(crate) fn snapshot() -> impl Strategy<Value = Snapshot> {
    fields!(Snapshot {
        collector: collector(),
        collected_at: moment(),
        duration_ms: any::<u64>(),
        host: host(),
        privilege: privilege(),
        sources: vec(source(), 0..3),
        users: vec(user(), 0..3),
        processes: vec(process(), 0..4),
        namespaces: vec(namespace(), 0..3),
        names: vec(address_name(), 0..3),
        samples: vec(sample(), 0..2),
        redaction: of(redaction()),
    })
}

fn collector() -> impl Strategy<Value = Collector> {
    fields!(Collector {
        name: text(),
        version: text(),
    })
}
