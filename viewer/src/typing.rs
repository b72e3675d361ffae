//! How long typing may rest before a box draws conclusions from it.

/// How long an unfinished text may stand before it counts as an error, in milliseconds.
pub(crate) const PATIENCE_MS: u32 = 900;

/// How long typing must rest before something is suggested, in milliseconds. The rows come first.
pub(crate) const REST_MS: u32 = 80;
