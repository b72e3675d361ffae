//! The model of a snapshot, the bundle that carries it, and everything pure that is derived from it.
//!
//! This crate does no I/O, reads no clock and has no `cfg(target_os)`: the collector and the viewer
//! build on it, and all of it is tested natively.

pub mod bundle;
pub mod catalog;
pub mod explain;
pub mod filter;
pub mod index;
mod named_code;
pub mod ports;
pub mod rates;
pub mod reach;
pub mod report;
pub mod snapshot;
pub mod sort;
pub mod walk;
