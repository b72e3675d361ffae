//! Explanations as data: a row of a small invented host, and what is said of it.

#![expect(
    clippy::expect_used,
    reason = "what prepares a test stops where it is wrong itself"
)]

#[path = "../arbitrary/mod.rs"]
mod arbitrary;
mod counters;
mod headlines;
mod host;
mod link;
mod local;
mod others;
mod owners;
mod plain;
mod ports;
mod reach;
mod states;
mod traffic;
