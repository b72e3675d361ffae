//! Tables as columns: what the filter, the sort and the completion of every view look at.
//!
//! A column keeps each different value once, in its sort order, and a code per row. Filtering asks
//! each value once and then only compares codes; sorting compares codes.

mod build;
pub(crate) mod column;
mod counters;
pub(crate) mod dictionary;
mod field;
pub(crate) mod fold;
mod group;
mod groups;
mod interfaces;
mod kind;
mod measures;
mod neighbours;
mod netlink_sockets;
mod owners;
mod packet_sockets;
mod processes;
mod routes;
mod rules;
mod sockets;
mod sources;
mod table;
mod texts;
mod unix_sockets;
pub(crate) mod vocabulary;
pub(crate) mod word;

pub use field::Field;
pub(crate) use field::ValueKind;
pub use group::{Group, GroupOrder};
pub use kind::TableKind;
pub use table::{Direction, Table, Tables};
pub use texts::Texts;
