//! Terms of the filter language that hold a host's own text.

/// The term that rows pass whose `field` is exactly this text.
pub fn exactly(field: &str, text: &str) -> String {
    let mut term = String::with_capacity(field.len() + text.len() + 3);
    term.push_str(field);
    term.push_str(":\"");
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            term.push('\\');
        }
        term.push(character);
    }
    term.push('"');
    term
}
