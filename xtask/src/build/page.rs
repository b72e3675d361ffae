//! The single page: `index.html` with style, script and viewer in their places.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::policy::policy;
use super::viewer::Viewer;
use crate::file;
use crate::workspace::Workspace;

const POLICY_PLACE: &str = "<!-- netsnap: policy -->";
const STYLE_PLACE: &str = "/* netsnap: style */";
const SCRIPT_PLACE: &str = "/* netsnap: script */";
const VIEWER_PLACE: &str = r#"<script id="netsnap-viewer" type="application/gzip"></script>"#;
/// As `netsnap_shared::report` has it; the collector puts a bundle here.
const BUNDLE_PLACE: &str = r#"<script id="netsnap-bundle" type="application/gzip"></script>"#;

/// What a page is made of.
pub(super) struct Parts {
    index: String,
    style: String,
    script: String,
    wasm_gzip: Vec<u8>,
}

impl Parts {
    /// Takes the viewer and reads the rest.
    pub(super) fn read(workspace: &Workspace, viewer: Viewer) -> Result<Self> {
        let boot = file::read_text(&workspace.root.join("viewer/boot.js"))?;
        Ok(Self {
            index: file::read_text(&workspace.root.join("index.html"))?,
            style: stylesheet(&workspace.root.join("viewer/style"))?,
            script: format!("{}\n{boot}", viewer.glue.trim_end()),
            wasm_gzip: viewer.wasm_gzip,
        })
    }
}

/// All style sheets of a folder in the order of their names.
fn stylesheet(folder: &Path) -> Result<String> {
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .with_context(|| format!("{} could not be read", folder.display()))?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    paths.sort();
    let mut style = String::new();
    for path in paths {
        style.push_str(&without_comments(&file::read_text(&path)?));
    }
    Ok(style)
}

/// A style sheet without comments, indentation and empty lines: its reader is a browser.
fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |text, line| text + line + "\n")
}

/// Puts every part in its place.
pub(super) fn assemble(parts: &Parts) -> Result<String> {
    // A carriage return would be normalised by the browser and change the hash.
    let style_and_script = [&parts.style, &parts.script];
    if style_and_script.iter().any(|text| text.contains('\r')) {
        bail!("a style sheet or a script has carriage returns");
    }
    for end in ["</script", "<!--", "<script"] {
        if parts.script.to_ascii_lowercase().contains(end) {
            bail!("the script contains {end}, which an HTML parser takes for its own");
        }
    }
    if parts.style.to_ascii_lowercase().contains("</style") {
        bail!("the style contains its own end");
    }
    let mut page = parts.index.clone();
    put(&mut page, STYLE_PLACE, &parts.style)?;
    put(&mut page, SCRIPT_PLACE, &parts.script)?;
    let style = between(&page, "<style>", "</style>")?;
    let script = between(&page, "<script>", "</script>")?;
    let policy = policy(script, style);
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    put(&mut page, POLICY_PLACE, &meta)?;
    // Last, so that no search has to go through it.
    let (start, end) = VIEWER_PLACE.split_once("><").context("no end tag")?;
    let wasm = STANDARD.encode(&parts.wasm_gzip);
    put(&mut page, VIEWER_PLACE, &format!("{start}>{wasm}<{end}"))?;
    match page.matches(BUNDLE_PLACE).count() {
        1 => Ok(page),
        count => bail!("the page has {count} places for a bundle, not 1"),
    }
}

/// Replaces the only occurrence of a placeholder.
fn put(page: &mut String, place: &str, content: &str) -> Result<()> {
    match page.matches(place).count() {
        1 => *page = page.replacen(place, content, 1),
        count => bail!("index.html has {count} of {place}, not 1"),
    }
    Ok(())
}

/// What stands between the only start tag of its kind and the end tag after it.
fn between<'a>(page: &'a str, start: &str, end: &str) -> Result<&'a str> {
    match page.matches(start).count() {
        1 => {}
        count => bail!("index.html has {count} of {start}, not 1"),
    }
    page.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map(|(content, _)| content)
        .with_context(|| format!("index.html has no {end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        Parts {
            index: include_str!("../../../index.html").to_owned(),
            style: "b { color: red }\n".to_owned(),
            script: "let wasm_bindgen;".to_owned(),
            wasm_gzip: vec![0, 1, 2, 3],
        }
    }

    #[test]
    fn every_part_finds_its_place() {
        let page = assemble(&parts()).unwrap();
        for part in [
            r#"http-equiv="Content-Security-Policy" content="default-src 'none'; "#,
            "b { color: red }\n",
            "let wasm_bindgen;",
            r#"type="application/gzip">AAECAw==</script>"#,
            BUNDLE_PLACE,
        ] {
            assert_eq!(page.matches(part).count(), 1, "{part}");
        }
        assert!(!page.contains("netsnap: "), "a placeholder is left");
    }

    #[test]
    fn what_would_break_the_page_is_refused() {
        let check = |change: fn(&mut Parts), expected: &str| {
            let mut parts = parts();
            change(&mut parts);
            let error = assemble(&parts).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(|p| p.script.push_str("'</SCRIPT>'"), "</script");
        check(|p| p.script.push_str("'<!--'"), "<!--");
        check(|p| p.style.push_str("</style>"), "its own end");
        check(|p| p.style.push('\r'), "carriage return");
        check(|p| p.index = p.index.replace(BUNDLE_PLACE, ""), "0 places");
        check(|p| p.index.push_str(POLICY_PLACE), "2 of <!-- netsnap");
    }

    #[test]
    fn comments_of_a_style_sheet_are_left_out() {
        let css = "/* a */\n\nb { /* c */\n  d: e;\n}\n/* never closed";
        assert_eq!(without_comments(css), "b {\nd: e;\n}\n");
    }
}
