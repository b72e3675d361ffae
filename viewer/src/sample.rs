//! A small bundle for tests, with what is most likely to go wrong in it.

/// The bundle as JSON.
pub(crate) fn bundle() -> Vec<u8> {
    include_bytes!("sample.json").to_vec()
}
