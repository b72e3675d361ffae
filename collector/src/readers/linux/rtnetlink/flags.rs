//! Names for the bits of a set.

/// The names of the bits that are set; a bit without a name as `bit-N`.
pub(super) fn names(bits: u32, known: &[&str]) -> Vec<String> {
    let set = (0..u32::BITS).filter(|bit| bits & (1 << bit) != 0);
    set.map(|bit| match known.get(bit as usize) {
        Some(name) if !name.is_empty() => (*name).to_owned(),
        _ => format!("bit-{bit}"),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_without_a_name_keeps_its_number() {
        for (bits, expected) in [
            (0, &[][..]),
            (0b1, &["first"]),
            (0b111, &["first", "bit-1", "third"]),
            (1 << 31, &["bit-31"]),
        ] {
            assert_eq!(names(bits, &["first", "", "third"]), expected);
        }
    }
}
