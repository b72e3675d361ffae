//! Objects and lists.

use std::borrow::Cow;

use super::{Error, Fault, MAX_DEPTH, Reader, Result};

/// Takes the value of each field of an object, by its place in the list of names.
pub(crate) type Fields<'f> = dyn FnMut(&mut Reader<'_>, usize) -> Result<()> + 'f;

impl<'a> Reader<'a> {
    /// Reads an object with at most 64 named fields, in any order; others are passed over.
    pub(crate) fn fields(
        &mut self,
        expected: &str,
        names: &[&str],
        take: &mut Fields<'_>,
    ) -> Result<()> {
        let mut seen = 0u64;
        // Fields mostly come in their order.
        let mut next = 0;
        self.members(expected, &mut |reader, key| {
            let is_next = names.get(next).is_some_and(|name| *name == key);
            let found = if is_next {
                Some(next)
            } else {
                names.iter().position(|name| *name == key)
            };
            let Some(field) = found else {
                return reader.skip();
            };
            if seen & (1 << field) != 0 {
                return Err(reader.unexpected(format!("duplicate field `{key}`")));
            }
            seen |= 1 << field;
            next = field + 1;
            take(reader, field)
        })
    }

    /// Reads an object; each key is handed on with its value still to be read.
    pub(super) fn members(
        &mut self,
        expected: &str,
        take: &mut dyn FnMut(&mut Self, Cow<'a, str>) -> Result<()>,
    ) -> Result<()> {
        self.each(b'{', b'}', expected, &mut |reader| {
            if reader.peek() != b'"' {
                return Err(reader.not_json("key must be a string"));
            }
            let key = reader.take_string()?;
            if !reader.takes(b':') {
                return Err(reader.not_json("expected `:`"));
            }
            take(reader, key)
        })
    }

    /// Reads a list, element by element.
    pub(super) fn list(
        &mut self,
        expected: &str,
        take: &mut dyn FnMut(&mut Self) -> Result<()>,
    ) -> Result<()> {
        self.each(b'[', b']', expected, take)
    }

    fn each(
        &mut self,
        open: u8,
        close: u8,
        expected: &str,
        take: &mut dyn FnMut(&mut Self) -> Result<()>,
    ) -> Result<()> {
        if !self.takes(open) {
            return Err(self.mismatch(self.at, expected));
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.not_json("recursion limit exceeded"));
        }
        if !self.takes(close) {
            loop {
                take(self)?;
                if self.takes(close) {
                    break;
                }
                if !self.takes(b',') {
                    return Err(self.not_json("expected `,` or the end of a list or an object"));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// The error of a value that is JSON and cannot be used.
    pub(super) fn unexpected(&self, why: String) -> Error {
        self.error(Fault::Unexpected(why))
    }

    /// The error of an object that lacks a field.
    #[cold]
    pub(crate) fn missing(&self, field: &str) -> Error {
        self.unexpected(format!("missing field `{field}`"))
    }
}
