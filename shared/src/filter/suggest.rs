//! The way out of a misspelt word, and how a message quotes one.

/// `did you mean …?` for the known word that is nearest, where one is near.
pub(super) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let word = word.to_ascii_lowercase();
    let length = word.chars().count();
    let allowed = match length {
        0..=2 => 1,
        3..=5 => 2,
        6..=40 => 3,
        _ => return None,
    };
    let measured = known.map(|known| {
        let is_start = length > 1 && known.starts_with(&word);
        let distance = if is_start { 0 } else { distance(&word, known) };
        (distance, known)
    });
    let near = measured.filter(|(distance, known)| {
        // Of a short word more than one letter has to be left.
        let left = known.len().min(length).saturating_sub(*distance);
        *distance <= allowed && left > usize::from(*distance > 1)
    });
    let (_, nearest) = near.min_by_key(|(distance, _)| *distance)?;
    Some(format!("did you mean `{nearest}`?"))
}

/// A list of words in a sentence.
pub(super) fn all_of<'a>(lead: &str, words: impl Iterator<Item = &'a str>) -> String {
    format!("{lead} {}", words.collect::<Vec<_>>().join(", "))
}

/// How many characters must be changed, added, removed or swapped with their neighbour to make one
/// word of the other.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().collect();
    let mut rows: [Vec<usize>; 3] = [Vec::new(), Vec::new(), (0..=from.len()).collect()];
    let mut last = None;
    for (row, ch) in to.chars().enumerate() {
        rows.rotate_left(1);
        let [older, old, new] = &mut rows;
        new.clear();
        new.push(row + 1);
        for (column, &own) in from.iter().enumerate() {
            let get =
                |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
            let mut cost = get(old, column) + usize::from(own != ch);
            cost = cost.min(get(old, column + 1) + 1).min(get(new, column) + 1);
            let before = column.checked_sub(1).and_then(|before| from.get(before));
            if before == Some(&ch) && last == Some(own) {
                cost = cost.min(get(older, column - 1) + 1);
            }
            new.push(cost);
        }
        last = Some(ch);
    }
    rows.last()
        .and_then(|row| row.last())
        .copied()
        .unwrap_or_default()
}

/// A text as far as a message has room for it.
pub(super) fn shortened(text: &str) -> String {
    const ROOM: usize = 40;
    if text.chars().count() <= ROOM {
        return text.to_owned();
    }
    text.chars().take(ROOM).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_suggested_where_one_is_near() {
        let known = ["state", "port", "proto", "listening", "pid"];
        for (word, nearest) in [
            ("stat", Some("state")),
            ("staet", Some("state")),
            ("prot", Some("proto")),
            ("pord", Some("port")),
            ("lisetning", Some("listening")),
            ("STATE", Some("state")),
            ("xyzzy", None),
            ("q", None),
            ("", None),
        ] {
            let expected = nearest.map(|nearest| format!("did you mean `{nearest}`?"));
            assert_eq!(did_you_mean(word, known.into_iter()), expected, "{word}");
        }
    }
}
