//! The rows of a bundle as they stand in its JSON, for whoever hands them on unchanged: with fields
//! that this code does not know, and with every digit of every number.

/// The bytes of one row, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowText<'a> {
    /// The number of the entry of the outer list that the row is in, from 0; 0 where the list is at
    /// the top level.
    pub outer: usize,
    /// The row: an object, as it stands there.
    pub text: &'a [u8],
}

/// The objects of a list in the order of the JSON, `path` being the keys that lead to it: one key for
/// a list at the top level, two for the lists of that name in each entry of the first.
///
/// It looks only at structure, of JSON that was decoded before. A list that is not there has no rows.
pub fn row_texts<'a>(json: &'a [u8], path: &[&str]) -> Vec<RowText<'a>> {
    let mut rows = Vec::new();
    // How many lists and objects are open, how many of the path's lists are among the outermost of
    // them, and whether the last key was the path's next one.
    let (mut depth, mut inside, mut is_next) = (0, 0, false);
    let (mut outer, mut start) = (0, 0);
    let mut at = 0;
    while let Some(&byte) = json.get(at) {
        at += 1;
        // Each list of the path stands in an object.
        let is_on_path = depth == 2 * inside + 1;
        match byte {
            b'"' => {
                let from = at;
                at = end_of_string(json, at);
                let key = path.get(inside).filter(|_| is_on_path);
                if let Some(key) = key
                    && is_key(json, at)
                {
                    is_next = json.get(from..at - 1) == Some(key.as_bytes());
                }
            }
            b'[' | b'{' => {
                if depth == 2 * inside && inside == path.len() {
                    start = at - 1;
                }
                depth += 1;
                if byte == b'[' && is_on_path && is_next {
                    inside += 1;
                    if inside == 1 {
                        outer = 0;
                    }
                }
                is_next = false;
            }
            b']' | b'}' => {
                depth = usize::saturating_sub(depth, 1);
                if inside > 0 && depth < 2 * inside {
                    inside -= 1;
                } else if depth == 2 * inside && byte == b'}' {
                    if inside == path.len() {
                        let text = json.get(start..at).unwrap_or_default();
                        rows.push(RowText { outer, text });
                    } else if inside == 1 {
                        outer += 1;
                    }
                }
            }
            _ => {}
        }
    }
    rows
}

/// The index behind the closing quote of a string whose first byte is at `at`, or the end.
pub(super) fn end_of_string(json: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = json.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

/// Whether the string that ends just before `at` is a key.
fn is_key(json: &[u8], at: usize) -> bool {
    let rest = json.get(at..).unwrap_or_default();
    rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, path: &[&str], expected: &[(usize, &str)]) {
        let rows = row_texts(json.as_bytes(), path);
        let rows: Vec<_> = rows
            .iter()
            .map(|row| (row.outer, str::from_utf8(row.text).unwrap()))
            .collect();
        assert_eq!(rows, expected, "{json} {path:?}");
    }

    #[test]
    fn rows_are_found_as_they_stand() {
        check(
            r#"{"a":[{"x":1},{"x":[{}]}]}"#,
            &["a"],
            &[(0, r#"{"x":1}"#), (0, r#"{"x":[{}]}"#)],
        );
        check(
            r#"{"b":[{"a":[{}]}],"a": [ {"a":[{"n":2}]} ]}"#,
            &["a"],
            &[(0, r#"{"a":[{"n":2}]}"#)],
        );
        check(
            r#"{"n":[{"s":[{"i":1},{"i":2}]},{"x":{"s":[{"i":3}]}},{"t":[],"s":[{"i":4}]}]}"#,
            &["n", "s"],
            &[(0, r#"{"i":1}"#), (0, r#"{"i":2}"#), (2, r#"{"i":4}"#)],
        );
        check(r#"{"s":[{"i":1}],"n":[{"s":[]}]}"#, &["n", "s"], &[]);
    }

    #[test]
    fn texts_that_look_like_structure_are_texts() {
        check(
            r#"{"z":"\"a\":[{","a":[{"k":"]}\\"},{"k":"\"}"}]}"#,
            &["a"],
            &[(0, r#"{"k":"]}\\"}"#), (0, r#"{"k":"\"}"}"#)],
        );
        check(
            r#"{"a":"a","b":[{}],"a" : [{"é":"}"}]}"#,
            &["a"],
            &[(0, r#"{"é":"}"}"#)],
        );
    }

    #[test]
    fn what_is_no_such_list_has_no_rows() {
        for json in [
            "",
            "[",
            "]]]",
            "{",
            r#"{"a"#,
            r#"{"a":[{"x":"#,
            r#"{"a":{"b":{}}}"#,
            r#"[{"a":[{}]}]"#,
            r#"{"a":[1,[{}],null]}"#,
        ] {
            check(json, &["a"], &[]);
            check(json, &["a", "b"], &[]);
        }
    }
}
