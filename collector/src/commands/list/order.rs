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
    let name = name.to_ascii_lowercase();
    let field = fields(table)
        .iter()
        .find(|field| field.names().contains(&name.as_str()));
    field
        .map(|&field| (field, direction))
        .ok_or_else(|| WrongUsage(unknown(term, table)))
}

fn unknown(term: &str, table: TableKind) -> String {
    let names: Vec<&str> = fields(table)
        .iter()
        .filter_map(|field| field.names().first().copied())
        .collect();
    format!(
        "cannot sort by '{term}': this table can be sorted by {}",
        names.join(", ")
    )
}

fn fields(table: TableKind) -> &'static [Field] {
    let _ = table;
    &[
        Field::Protocol,
        Field::Family,
        Field::State,
        Field::Local,
        Field::LocalPort,
        Field::Remote,
        Field::RemotePort,
        Field::Process,
        Field::Pid,
        Field::User,
    ]
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
        let error = parse(&["nonsense".to_owned()], TableKind::Sockets).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("cannot sort by 'nonsense'"), "{text}");
        assert!(text.contains("state, "), "{text}");
    }
}
