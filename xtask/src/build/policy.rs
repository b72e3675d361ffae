//! The page's Content-Security-Policy: nothing is allowed but what stands in the page.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for a page with exactly this script and this style.
///
/// `'wasm-unsafe-eval'` permits WebAssembly and nothing else; images are the page's own icon, and a
/// worker can only come from a Blob that the page made.
pub(super) fn policy(script: &str, style: &str) -> String {
    let (script, style) = (hash(script), hash(style));
    format!(
        "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src {style}; \
         img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
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
