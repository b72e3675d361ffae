//! The order of rows that `--sort` asks for.

use netsnap_shared::index::{Direction, Field, TableKind};

use super::super::WrongUsage;

/// Reads fields; a `-` before one puts its largest value first.
pub(super) fn parse(
    sort: &[String],
    table: TableKind,
) -> Result<Vec<(Field, Direction)>, WrongUsage> {
    sort.iter().map(|term| parse_term(term, table)).collect()
}

fn parse_term(term: &str, table: TableKind) -> Result<(Field, Direction), WrongUsage> {
    let (name, direction) = match term.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (term.strip_prefix('+').unwrap_or(term), Direction::Ascending),
    };
    match table.field(name) {
        Some(field) => Ok((field, direction)),
        None => Err(WrongUsage(unknown(term, table))),
    }
}

fn unknown(term: &str, table: TableKind) -> String {
    let fields = table.fields().iter();
    let names: Vec<&str> = fields
        .filter_map(|field| field.names().first().copied())
        .collect();
    format!(
        "cannot sort by '{term}': {} can be sorted by {}",
        table.name(),
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minus_turns_the_order_round() {
        for (term, expected) in [
            ("pid", Some((Field::Pid, Direction::Ascending))),
            ("+pid", Some((Field::Pid, Direction::Ascending))),
            ("-PID", Some((Field::Pid, Direction::Descending))),
            ("", None),
            ("-", None),
            ("nonsense", None),
        ] {
            assert_eq!(
                parse_term(term, TableKind::Sockets).ok(),
                expected,
                "{term}"
            );
        }
    }

    #[test]
    fn an_unknown_field_is_answered_with_the_known_ones() {
        let error = parse(&["state".to_owned()], TableKind::Routes).unwrap_err();
        let text = error.to_string();
        let start = "cannot sort by 'state': routes can be sorted by ";
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains("metric, "), "{text}");
    }
}
