//! The page's Content-Security-Policy: nothing is allowed but what stands in the page.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for a page with exactly these scripts and these styles.
///
/// `'wasm-unsafe-eval'` permits WebAssembly and nothing else; images are the page's own icon, and a
/// worker can only come from a Blob that the page made.
pub(super) fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let (scripts, styles) = (hashes(scripts), hashes(styles));
    format!(
        "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {styles}; \
         img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
}

fn hashes(texts: &[&str]) -> String {
    let hashes: Vec<String> = texts.iter().map(|text| hash(text)).collect();
    hashes.join(" ")
}

/// A hash source as of the W3C's Content Security Policy Level 3.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_sha256_in_base64() {
        // `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`
        let expected = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert_eq!(hash("alert(1)"), expected);
    }
}
