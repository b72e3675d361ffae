//! The explanation of a row as plain text.

use crate::details::Account;
use crate::format::shown_text_up_to;

/// How many characters of a field or a paragraph are written.
const LENGTH: usize = 4_000;

/// What the details say of a row, part by part.
pub fn plain_text(account: &Account) -> String {
    let mut out = String::new();
    line(&mut out, "", &account.kind);
    line(&mut out, "", &account.explanation.headline);
    for section in &account.explanation.sections {
        title(&mut out, &section.title);
        for paragraph in &section.paragraphs {
            line(&mut out, "", paragraph);
        }
    }
    if let Some(way) = &account.way {
        title(&mut out, "The way of its packets");
        line(&mut out, "", &way.outcome);
    }
    for list in &account.relatives {
        title(&mut out, list.title);
        for row in &list.rows {
            line(&mut out, "- ", &row.label);
            if !row.note.is_empty() {
                out.pop();
                line(&mut out, ", ", &row.note);
            }
        }
    }
    title(&mut out, "All fields");
    for fact in &account.facts {
        out.push_str(fact.name);
        line(&mut out, ": ", &fact.value);
    }
    out
}

fn title(out: &mut String, text: &str) {
    line(out, "\n", text);
}

fn line(out: &mut String, before: &str, text: &str) {
    out.push_str(before);
    out.push_str(&shown_text_up_to(text, LENGTH));
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::sample::{catalog, process, tcp_listener};
    use crate::place::Selected;

    #[test]
    fn an_account_is_told_part_by_part() {
        let catalog = catalog(
            vec![process(1, "evil\u{202e}\n")],
            vec![tcp_listener("0.0.0.0:443", &[1])],
        );
        let account = Account::of(&catalog, Selected::Socket(0)).unwrap();
        let text = plain_text(&account);
        assert!(text.starts_with("TCP socket · IPv4 · LISTEN\n"), "{text}");
        for part in [
            "\n\nPort 443",
            "evil⟨U+202E⟩⟨LF⟩",
            "\n\nAll fields\n",
            "\nState: LISTEN (10)\n",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
