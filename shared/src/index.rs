//! Tables as columns: what the filter, the sort and the completion of every view look at.
//!
//! A column keeps each different value once, in its sort order, and a code per row. Filtering asks
//! each value once and then only compares codes; sorting compares codes.

mod field;
mod kind;
mod table;

pub use field::Field;
pub use kind::TableKind;
pub use table::{Direction, Table, Tables};
