//! The bundle from outside: what is written is read again, and bad input gets its error.

#![expect(
    clippy::expect_used,
    reason = "what prepares a test stops where it is wrong itself"
)]

#[path = "../arbitrary/mod.rs"]
mod arbitrary;
mod bad_input;
mod fixture;
mod left_out;
mod limits;
#[cfg(feature = "schema")]
mod paths;
mod portions;
mod round_trip;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "schema")]
mod sources;
