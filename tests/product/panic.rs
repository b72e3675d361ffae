//! When the viewer itself fails: the page says so, and offers what somebody needs who is to mend it.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};

use crate::contract::{ALERT, SEARCH, ask};

const DETAILS: &str = ".failed pre";
const BUTTON: &str = ".failed button";

/// Takes rows out of the page behind the viewer's back, as an extension of a browser may do it that
/// rewrites pages, and then has rows put in front of them: where, the viewer cannot know any more.
async fn failed() -> Result<Page> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets?q=udp").await?;
    page.wait_for_text("[role=status]", "2 of 6 sockets")
        .await?;
    let script = "document.querySelectorAll('.grid-body > *').forEach((row) => row.remove())";
    page.evaluate(script, vec![]).await?;
    page.retype(SEARCH, "").await?;
    page.wait_for_text(ALERT, "netsnap has failed").await?;
    Ok(page)
}

#[tokio::test]
async fn a_failure_is_told_and_its_details_can_be_copied() -> Result<()> {
    let page = failed().await?;
    // Nothing else is there to be worked any more.
    assert_eq!(page.count("#app").await?, 0);
    let details = page.text(DETAILS).await?;
    for part in [
        "netsnap 0.",
        "at #/sockets",
        "panicked at",
        "next sibling",
        "Chrom",
    ] {
        assert!(details.contains(part), "no {part} in {details}");
    }
    assert!(!details.contains("udp"), "{details}");
    assert_eq!(page.violations(&[]).await?, [""; 0]);
    // The button has the focus.
    page.press(Key::Enter).await?;
    page.wait_for_text(BUTTON, "Copied").await?;
    // What else happens does not paint it a second time.
    page.go("#/routes").await?;
    page.press('?').await?;
    assert_eq!(page.count(".failed").await?, 1);
    // The console has the error as well.
    let said = page.finish().await.unwrap_err().to_string();
    assert!(said.contains("next sibling"), "{said}");
    Ok(())
}

#[tokio::test]
async fn where_nothing_may_be_copied_the_details_are_selected() -> Result<()> {
    let page = failed().await?;
    let script = "Object.defineProperty(navigator, 'clipboard', { value: undefined })";
    page.evaluate(script, vec![]).await?;
    page.click(BUTTON).await?;
    page.wait_for_text(BUTTON, "Selected").await?;
    let selected = ask(&page, "return getSelection().toString()").await?;
    assert_eq!(selected.trim(), page.text(DETAILS).await?.trim());
    page.finish().await.unwrap_err();
    Ok(())
}
