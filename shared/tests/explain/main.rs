//! Explanations as data: a row of a small invented host, and what is said of it.

#[path = "../arbitrary/mod.rs"]
mod arbitrary;
mod headlines;
mod host;
mod others;
mod owners;
mod plain;
mod ports;
mod reach;
mod states;
mod traffic;
