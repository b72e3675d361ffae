//! The viewer: opens a bundle in a browser, offline.

pub mod details;
pub mod overview;
pub mod place;
pub mod rows;
