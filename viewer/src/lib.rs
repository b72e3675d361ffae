//! The viewer: opens a bundle in a browser, offline.
