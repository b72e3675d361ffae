//! The bundle from outside: what is written is read again, and bad input gets its error.

#[path = "../arbitrary/mod.rs"]
mod arbitrary;
mod bad_input;
mod fixture;
mod limits;
mod round_trip;
#[cfg(feature = "schema")]
mod schema;
