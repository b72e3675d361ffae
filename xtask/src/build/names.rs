//! Numbers in place of hashes in the names that glue and WebAssembly share.
//!
//! wasm-bindgen ends such a name with sixteen hexadecimal digits of a hash, so that crates compiled
//! apart do not collide. Once all are in one file a number does the same, and gzip packs it better.

use std::collections::BTreeMap;

/// How many digits a hash has. A number gets as many: no length in the WebAssembly changes.
const DIGITS: usize = 16;

/// Replaces the hash of each shared name, in both.
pub(super) fn shorten(glue: &mut [u8], wasm: &mut [u8]) {
    let names = glue.split(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'));
    let hashes = names.filter_map(|name| {
        let shared = name.starts_with(b"__wbg_") || name.starts_with(b"wasm_bindgen__");
        let (_, hash) = name.split_last_chunk::<DIGITS>()?;
        let hexadecimal = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (shared && hash.iter().all(hexadecimal)).then_some(*hash)
    });
    let mut numbers: BTreeMap<[u8; DIGITS], String> =
        hashes.map(|hash| (hash, String::new())).collect();
    for (number, text) in numbers.values_mut().enumerate() {
        *text = format!("{number:0DIGITS$}");
    }
    replace(glue, &numbers);
    replace(wasm, &numbers);
}

fn replace(bytes: &mut [u8], numbers: &BTreeMap<[u8; DIGITS], String>) {
    let mut rest = bytes;
    // `_` stands before the hash of an import, `h` before that of an export.
    while let Some(mark) = rest.iter().position(|byte| matches!(byte, b'_' | b'h')) {
        rest = rest.split_at_mut(mark + 1).1;
        if let Some(hash) = rest.first_chunk_mut::<DIGITS>()
            && let Some(number) = numbers.get(hash)
        {
            hash.copy_from_slice(number.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_same_number_in_both() {
        let check = |[glue, wasm]: [&str; 2], expected: [&str; 2]| {
            let (mut glue, mut wasm) = (glue.as_bytes().to_vec(), wasm.as_bytes().to_vec());
            shorten(&mut glue, &mut wasm);
            assert_eq!([glue, wasm], expected.map(|text| text.as_bytes().to_vec()));
        };
        check(
            [
                "__wbg_body_5f971cbc6950ca4f: wasm.wasm_bindgen__a__h00000000deadbeef(b)",
                "\0wasm_bindgen__a__h00000000deadbeef__wbg_body_5f971cbc6950ca4f\u{1}",
            ],
            [
                "__wbg_body_0000000000000001: wasm.wasm_bindgen__a__h0000000000000000(b)",
                "\0wasm_bindgen__a__h0000000000000000__wbg_body_0000000000000001\u{1}",
            ],
        );
        // Names of others, and hashes that the glue does not know.
        for same in ["a_5f971cbc6950ca4f", "__wbg_body", "__wbg_5F971CBC6950CA4F"] {
            let wasm = "__wbg_body_5f971cbc6950ca4f";
            check([same, wasm], [same, wasm]);
        }
    }
}
