//! A report: the viewer's page with a bundle inside it.
//!
//! The bundle stands as base64 in an inert element. Base64 has no `<`, so no name on any host can
//! end the element early.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The id of the element that holds the bundle.
pub const BUNDLE_ELEMENT: &str = "netsnap-bundle";

/// The empty element as it stands in a page without a bundle.
pub const EMPTY_ELEMENT: &str = r#"<script id="netsnap-bundle" type="application/gzip"></script>"#;

/// The page has no place for a bundle, or more than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the viewer's page does not have exactly one place for a bundle")]
pub struct NoPlace;

/// The page with this bundle inside.
pub fn embed(page: &str, bundle: &[u8]) -> Result<String, NoPlace> {
    let mut parts = page.split(EMPTY_ELEMENT);
    let (Some(before), Some(after), None) = (parts.next(), parts.next(), parts.next()) else {
        return Err(NoPlace);
    };
    let (start, end) = EMPTY_ELEMENT.split_once("><").ok_or(NoPlace)?;
    let mut report = String::with_capacity(page.len() + bundle.len() * 4 / 3 + 8);
    report.push_str(before);
    report.push_str(start);
    report.push('>');
    STANDARD.encode_string(bundle, &mut report);
    report.push('<');
    report.push_str(end);
    report.push_str(after);
    Ok(report)
}

/// The text of the element that holds the bundle, of a report's whole text; `None` for every other
/// page.
pub fn element_text(report: &str) -> Option<&str> {
    let (start, _) = EMPTY_ELEMENT.split_once("><")?;
    let (_, rest) = report.split_once(start)?;
    let (text, _) = rest.strip_prefix('>')?.split_once("</script>")?;
    Some(text)
}

/// The bundle from the text of its element; `None` for an empty one.
pub fn extract(text: &str) -> Option<Result<Vec<u8>, base64::DecodeError>> {
    let text = text.trim_ascii();
    (!text.is_empty()).then(|| STANDARD.decode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_comes_out_again() {
        let page = format!("<html>{EMPTY_ELEMENT}</html>");
        let bundle: Vec<u8> = (0..=255).collect();
        let report = embed(&page, &bundle).unwrap();
        let text = element_text(&report).unwrap();
        assert_eq!(extract(text).unwrap().unwrap(), bundle);
        assert_eq!(report.matches("</script>").count(), 1);
    }

    #[test]
    fn a_page_needs_exactly_one_place() {
        assert_eq!(embed("<html></html>", b"x"), Err(NoPlace));
        assert_eq!(embed(&EMPTY_ELEMENT.repeat(2), b"x"), Err(NoPlace));
    }

    #[test]
    fn an_empty_element_holds_no_bundle() {
        assert_eq!(element_text(EMPTY_ELEMENT), Some(""));
        assert_eq!(element_text("<html></html>"), None);
        assert!(extract(" \n").is_none());
        assert!(extract("!").unwrap().is_err());
    }
}
