//! Files that are no bundle, given to the page and to the command line.

use std::fs;

use anyhow::Result;
use netsnap_tests::{Page, bundle, dist};

use crate::bad_files;
use crate::contract::{ALERT, STATUS};

const DROP_ZONE: &str = ".drop-zone";
const PICKER: &str = "input[type=file]";

/// How a file gets into the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Drop,
    Pick,
}

impl Way {
    async fn give(self, page: &Page, css: &str, name: &str, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Drop => page.drop_file(css, name, bytes).await,
            Self::Pick => page.pick_file(PICKER, name, bytes).await,
        }
    }
}

/// Waits for the sentence on a file.
async fn wait_for_sentence(page: &Page, file: &bad_files::BadFile) -> Result<()> {
    // The name is there once the file was read, not before.
    page.wait_for_text(ALERT, file.name).await?;
    let said = page.text(ALERT).await?;
    assert!(
        said.to_lowercase().contains(file.reason),
        "{}: {said}",
        file.name
    );
    assert!(said.ends_with('.'), "{said}");
    Ok(())
}

/// The empty viewer takes every bad file with a sentence, and then a good one.
async fn check_empty_viewer(way: Way) -> Result<()> {
    let page = Page::open_viewer().await?;
    for file in bad_files::all()? {
        way.give(&page, DROP_ZONE, file.name, &file.bytes).await?;
        wait_for_sentence(&page, &file).await?;
        assert_eq!(page.count(DROP_ZONE).await?, 1, "{}", file.name);
    }
    let good = bundle::gzip(bundle::sample()?.to_string().as_bytes())?;
    way.give(&page, DROP_ZONE, "good.json.gz", &good).await?;
    page.wait_for_text("header", "web-01").await?;
    assert_eq!(page.count(ALERT).await?, 0);
    assert_eq!(page.count(DROP_ZONE).await?, 0);
    page.finish().await
}

#[tokio::test]
async fn bad_files_that_are_dropped_get_a_sentence() -> Result<()> {
    check_empty_viewer(Way::Drop).await
}

#[tokio::test]
async fn bad_files_that_are_picked_get_a_sentence() -> Result<()> {
    check_empty_viewer(Way::Pick).await
}

#[tokio::test]
async fn a_bad_file_takes_no_open_report_away() -> Result<()> {
    for way in [Way::Drop, Way::Pick] {
        let page = Page::open_report_at(&bundle::sample()?, "#/sockets?q=tcp").await?;
        for file in bad_files::all()?.into_iter().take(2) {
            way.give(&page, "main", file.name, &file.bytes).await?;
            wait_for_sentence(&page, &file).await?;
            assert_eq!(page.text(STATUS).await?, "4 of 6 sockets");
        }
        let mut other = bundle::sample()?;
        other["host"]["hostname"] = "web-02".into();
        way.give(&page, "main", "other.json", other.to_string().as_bytes())
            .await?;
        page.wait_for_text("header", "web-02").await?;
        assert_eq!(page.count(ALERT).await?, 0);
        page.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_bad_bundle_inside_of_a_page_gets_a_sentence() -> Result<()> {
    for file in bad_files::all()? {
        // No bytes are no bundle: that is the empty viewer.
        if file.bytes.is_empty() {
            continue;
        }
        let page = Page::open_report_bytes(&file.bytes).await?;
        page.element(ALERT).await?;
        let said = page.text(ALERT).await?;
        assert!(
            said.to_lowercase().contains(file.reason),
            "{}: {said}",
            file.name
        );
        assert_eq!(page.count(DROP_ZONE).await?, 1, "{}", file.name);
        page.finish().await?;
    }
    Ok(())
}

#[test]
fn bad_files_on_the_command_line_get_a_sentence() -> Result<()> {
    let folder = tempfile::tempdir()?;
    for file in bad_files::all()? {
        let path = folder.path().join(file.name);
        fs::write(&path, &file.bytes)?;
        for command in ["check", "list", "report"] {
            let output = dist::netsnap()?
                .arg(command)
                .arg(&path)
                .current_dir(&folder)
                .output()?;
            let said = String::from_utf8(output.stderr)?;
            assert_eq!(
                output.status.code(),
                Some(1),
                "{command} {}: {said}",
                file.name
            );
            assert_eq!(output.stdout, b"", "{command} {}", file.name);
            assert!(said.starts_with("netsnap: "), "{said}");
            assert!(
                said.to_lowercase().contains(file.reason),
                "{}: {said}",
                file.name
            );
            assert_eq!(said.lines().count(), 1, "{said}");
        }
    }
    // Nothing was written beside the bad files.
    assert_eq!(fs::read_dir(&folder)?.count(), bad_files::all()?.len());
    Ok(())
}
