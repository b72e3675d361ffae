//! What stands in a text where something else was expected.

use super::{Error, Reader};

impl Reader<'_> {
    /// The error of the value at `start`, which is not what was expected. Text that is not JSON
    /// says so instead.
    #[cold]
    pub(crate) fn mismatch(&mut self, start: usize, expected: &str) -> Error {
        self.at = start;
        let found = match self.peek() {
            b'[' => "sequence".to_owned(),
            b'{' => "map".to_owned(),
            first => {
                let start = self.at;
                if let Err(error) = self.skip() {
                    return error;
                }
                let text = self.json.get(start..self.at).unwrap_or_default();
                let text = String::from_utf8_lossy(text);
                let kind = match first {
                    b'n' => "",
                    b't' | b'f' => "boolean ",
                    b'"' => "string ",
                    _ if text.contains(['.', 'e', 'E']) => "floating point ",
                    _ => "integer ",
                };
                self.at = start;
                match first {
                    b'n' | b'"' => format!("{kind}{text}"),
                    _ => format!("{kind}`{text}`"),
                }
            }
        };
        self.unexpected(format!("invalid value: {found}, expected {expected}"))
    }
}
