//! The terminal's size.

/// The columns of the terminal behind standard output; `None` when there is none.
pub fn columns() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(std::io::stdout())?;
    Some(usize::from(columns)).filter(|&columns| columns > 0)
}
