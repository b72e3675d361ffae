//! Results that take long to make, kept under the hash of what they were made from.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::file;

/// What is done to an input; a new number makes every earlier result stale.
const RECIPE: &str = concat!("6 ", env!("CARGO_PKG_VERSION"));

/// The files of these names for `input`: those that an earlier build left in `place`, or else what
/// `make` gives. Only the newest result is worth its place.
pub(super) fn kept<const N: usize>(
    place: &Path,
    input: &[u8],
    names: [&str; N],
    make: impl FnOnce() -> Result<[Vec<u8>; N]>,
) -> Result<[Vec<u8>; N]> {
    let mut hash = Sha256::new();
    hash.update(RECIPE);
    hash.update(input);
    let mut name = String::new();
    for byte in hash.finalize() {
        write!(name, "{byte:02x}")?;
    }
    let folder = place.join(name);
    let mut earlier: [Vec<u8>; N] = std::array::from_fn(|_| Vec::new());
    let complete = earlier.iter_mut().zip(names).all(|(content, name)| {
        fs::read(folder.join(name)).is_ok_and(|read| {
            *content = read;
            true
        })
    });
    if complete {
        return Ok(earlier);
    }

    let new = make()?;
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    for (content, name) in new.iter().zip(names) {
        file::write_if_changed(&folder.join(name), content)?;
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_made_once_for_each_input() {
        let place = std::env::temp_dir().join(format!("netsnap-kept-{}", std::process::id()));
        let mut made = 0;
        let mut check = |input: &str, expected: u32| {
            let result = kept(&place, input.as_bytes(), ["a", "b"], || {
                made += 1;
                Ok([input.into(), b"second".to_vec()])
            });
            assert_eq!(result.unwrap(), [input.into(), b"second".to_vec()]);
            assert_eq!(made, expected, "{input}");
        };
        check("one", 1);
        check("one", 1);
        check("two", 2);
        // It was removed for the newer one.
        check("one", 3);
        fs::remove_dir_all(&place).unwrap();
    }
}
