//! The viewer's page, put into the program when it was built.

/// The page without a bundle; `None` in a program that was built without one.
///
/// `cargo xtask build` puts the page in. A plain `cargo build` leaves it out, and everything but
/// `netsnap report` works.
pub fn viewer_page() -> Option<&'static str> {
    let page = include_str!(concat!(env!("OUT_DIR"), "/viewer.html"));
    (!page.is_empty()).then_some(page)
}
