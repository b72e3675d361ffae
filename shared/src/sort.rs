//! Sorting with one copy of the sorting code.
//!
//! The library's sort is made again for each type and each order, at five kilobytes a time in the
//! viewer. Here it is made for positions, and the order is asked for.

use std::cmp::Ordering;

/// Sorts by an order; elements that are equal in it stay as they stand.
///
/// For lists of which none is long or whose comparisons cost more than a call: texts, rows to show.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    let ordered = places.into_iter();
    items.extend(ordered.filter_map(|place| taken.get_mut(place)?.take()));
}

/// Sorts by the elements' own order.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// The places from 0 to `len` by an order, equal ones by place.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_library_does() {
        for length in [0usize, 1, 2, 7, 50, 1000] {
            let items: Vec<(usize, usize)> = (0..length).map(|at| (at * 7919 % 13, at)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|&(key, _)| key);
            let mut found = items.clone();
            sort_by(&mut found, |a, b| a.0.cmp(&b.0));
            assert_eq!(found, expected);
            expected.sort_unstable();
            sort(&mut found);
            assert_eq!(found, expected);
        }
    }
}
