//! Reads JSON text straight into the model, with a small amount of code.
//!
//! The viewer carries this inside every report. What serde derives for the model is more than six
//! times as long there, because it is made again for each type; here the types only say which
//! fields they have. The tests hold both ways of reading to the same result.

mod describe;
mod object;
mod text;
mod value;

pub(crate) use value::FromJson;
pub(crate) use value::{read_struct, read_transparent};

/// How deep lists and objects may lie in each other, whatever the limits of a bundle say: each
/// level is a call.
const MAX_DEPTH: u32 = 128;

/// Why a text could not be read. Boxed, because almost every call can fail and almost none does.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Error(pub(crate) Box<Stop>);

/// Where reading stopped, and why.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    /// The index of the byte.
    pub(crate) at: usize,
    /// What is wrong with it.
    pub(crate) fault: Fault,
}

/// What can be wrong with a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It ends in the middle.
    Ended,
    /// It is not JSON.
    NotJson(&'static str),
    /// It is JSON and not what was expected.
    Unexpected(String),
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// A JSON text and how far it has been read.
pub(crate) struct Reader<'a> {
    json: &'a [u8],
    at: usize,
    depth: u32,
}

/// Reads a text that is one value and nothing else.
pub(crate) fn read<T: FromJson>(json: &[u8]) -> Result<T> {
    let mut reader = Reader::new(json);
    let value = T::from_json(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Whether a text is one value, whichever it is.
pub(crate) fn check(json: &[u8]) -> Result<()> {
    let mut reader = Reader::new(json);
    reader.skip()?;
    reader.end()
}

impl<'a> Reader<'a> {
    fn new(json: &'a [u8]) -> Self {
        Self {
            json,
            at: 0,
            depth: 0,
        }
    }

    fn error(&self, fault: Fault) -> Error {
        Error(Box::new(Stop { at: self.at, fault }))
    }

    /// The error of a text that is not JSON at this byte; at its end it is truncated instead.
    fn not_json(&self, why: &'static str) -> Error {
        self.error(if self.at < self.json.len() {
            Fault::NotJson(why)
        } else {
            Fault::Ended
        })
    }

    /// The next byte, or 0 at the end: no token has a byte 0.
    fn byte(&self) -> u8 {
        self.json.get(self.at).copied().unwrap_or_default()
    }

    /// The first byte of the next token, or 0 at the end.
    fn peek(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\n' | b'\t' | b'\r') {
            self.at += 1;
        }
        self.byte()
    }

    /// Takes the next token when it begins with `byte`.
    fn takes(&mut self, byte: u8) -> bool {
        let takes = self.peek() == byte;
        self.at += usize::from(takes);
        takes
    }

    fn end(&mut self) -> Result<()> {
        match self.peek() {
            _ if self.at >= self.json.len() => Ok(()),
            _ => Err(self.not_json("trailing characters")),
        }
    }

    /// Takes `null`, `true` or `false`, whose first byte was seen.
    fn literal(&mut self, literal: &'static [u8]) -> Result<()> {
        for &byte in literal {
            if self.byte() != byte {
                return Err(self.not_json("expected ident"));
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Takes `null` if it comes next.
    fn takes_null(&mut self) -> Result<bool> {
        let is_null = self.peek() == b'n';
        if is_null {
            self.literal(b"null")?;
        }
        Ok(is_null)
    }

    /// Passes over a value.
    fn skip(&mut self) -> Result<()> {
        match self.peek() {
            b'n' => self.literal(b"null"),
            b't' => self.literal(b"true"),
            b'f' => self.literal(b"false"),
            b'"' => self.take_string().map(drop),
            b'[' => self.list("", &mut Self::skip),
            b'{' => self.members("", &mut |reader, _| reader.skip()),
            b'-' | b'0'..=b'9' => self.take_number().map(drop),
            _ => Err(self.not_json("expected value")),
        }
    }
}

#[cfg(test)]
mod tests;
