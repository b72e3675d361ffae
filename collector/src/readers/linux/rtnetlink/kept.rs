//! Rows whose attributes were not all understood: they are kept, and what is odd is counted.

use crate::readers::journal::{Reading, count};
use crate::readers::linux::netlink::attributes;
use netsnap_shared::snapshot::SourceStatus;

/// The length of an attribute's header, and what its end is rounded up to.
const HEADER_BYTES: usize = 4;

/// A row, and how many of its attributes were not understood.
#[derive(Debug, PartialEq)]
pub(super) struct Kept<T> {
    pub row: T,
    pub odd: usize,
}

/// Gives each attribute to `take`, which says `None` to a value that it does not understand; a kind
/// that it does not know is nothing odd. Returns how many were odd, and one more for bytes at the
/// end that are no whole attribute.
pub(super) fn each<'a>(
    bytes: &'a [u8],
    mut take: impl FnMut(u16, &'a [u8]) -> Option<()>,
) -> usize {
    let mut odd = 0;
    let mut read = 0;
    for (kind, value) in attributes(bytes) {
        read += (HEADER_BYTES + value.len()).next_multiple_of(HEADER_BYTES);
        odd += usize::from(take(kind, value).is_none());
    }
    odd + usize::from(read < bytes.len())
}

/// The rows, with a remark on the attributes that were not understood.
pub(super) fn rows<T>(reading: Reading<Vec<Kept<T>>>) -> Reading<Vec<T>> {
    let odd: usize = reading.given.iter().map(|kept| kept.odd).sum();
    let reading = reading.map(|all| all.into_iter().map(|kept| kept.row).collect());
    if odd == 0 {
        return reading;
    }
    let odd = count(odd, "attribute was", "attributes were");
    reading.because(SourceStatus::Partial, format!("{odd} not understood"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_attributes_are_counted() {
        let check = |bytes: &[u8], expected: usize| {
            // Values of one byte are understood.
            let odd = each(bytes, |_, value| (value.len() == 1).then_some(()));
            assert_eq!(odd, expected, "{bytes:?}");
        };
        check(&[], 0);
        check(&[5, 0, 1, 0, 7], 0);
        check(&[5, 0, 1, 0, 7, 0, 0, 0], 0);
        check(&[4, 0, 1, 0], 1);
        check(&[5, 0, 1, 0, 7, 0, 0, 0, 9, 0, 1, 0, 1], 1);
        check(&[1], 1);
    }

    #[test]
    fn rows_with_odd_attributes_are_kept_and_said() {
        let kept = |row, odd| Kept { row, odd };
        let reading = rows(Reading::complete(vec![kept(1, 0), kept(2, 2)]));
        assert_eq!(reading.given, [1, 2]);
        assert_eq!(reading.status, SourceStatus::Partial);
        assert_eq!(
            reading.detail.as_deref(),
            Some("2 attributes were not understood")
        );
        let reading = rows(Reading::complete(vec![kept(1, 0)]));
        assert_eq!((reading.status, reading.rows), (SourceStatus::Complete, 1));
    }
}
