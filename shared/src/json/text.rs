//! Strings and numbers (RFC 8259, sections 6 and 7).

use std::borrow::Cow;

use super::{Reader, Result};

/// A number as far as the model needs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) is_negative: bool,
    /// Its digits; `None` when it has a fraction or an exponent, or does not fit.
    pub(super) digits: Option<u64>,
}

impl<'a> Reader<'a> {
    /// Takes a string whose quote was seen.
    pub(super) fn take_string(&mut self) -> Result<Cow<'a, str>> {
        self.at += 1;
        let plain = self.take_plain()?;
        if self.byte() == b'"' {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        loop {
            match self.byte() {
                b'"' => {
                    self.at += 1;
                    return Ok(Cow::Owned(text));
                }
                b'\\' => text.push(self.take_escape()?),
                _ => return Err(self.not_json("control character in a string")),
            }
            text.push_str(self.take_plain()?);
        }
    }

    /// Takes the part of a string up to a quote, a backslash, a control character or the end.
    fn take_plain(&mut self) -> Result<&'a str> {
        let rest = self.json.get(self.at..).unwrap_or_default();
        let is_special = |&byte: &u8| byte < b' ' || byte == b'"' || byte == b'\\';
        let length = rest.iter().position(is_special).unwrap_or(rest.len());
        let plain = rest.get(..length).unwrap_or_default();
        match std::str::from_utf8(plain) {
            Ok(plain) => {
                self.at += length;
                Ok(plain)
            }
            Err(error) => {
                let cut = error.error_len().is_none() && length == rest.len();
                self.at += if cut { length } else { error.valid_up_to() };
                Err(self.not_json("invalid unicode code point"))
            }
        }
    }

    fn take_escape(&mut self) -> Result<char> {
        self.at += 1;
        let char = match self.byte() {
            plain @ (b'"' | b'\\' | b'/') => char::from(plain),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.take_code_point(),
            _ => return Err(self.not_json("invalid escape")),
        };
        self.at += 1;
        Ok(char)
    }

    /// Takes what comes after a backslash when that is a code point, or two halves of one.
    fn take_code_point(&mut self) -> Result<char> {
        let mut code = self.take_hex()?;
        if (0xd800..0xdc00).contains(&code) {
            for byte in *b"\\u" {
                if self.byte() != byte {
                    return Err(self.not_json("lone leading surrogate in hex escape"));
                }
                // The `u` is passed together with the digits.
                self.at += usize::from(byte == b'\\');
            }
            let low = self.take_hex()?;
            if !(0xdc00..0xe000).contains(&low) {
                return Err(self.not_json("lone leading surrogate in hex escape"));
            }
            code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        char::from_u32(code).ok_or_else(|| self.not_json("lone trailing surrogate in hex escape"))
    }

    /// Takes the `u` and four hexadecimal digits.
    fn take_hex(&mut self) -> Result<u32> {
        let mut code = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = char::from(self.byte()).to_digit(16);
            code = code * 16 + digit.ok_or_else(|| self.not_json("invalid escape"))?;
        }
        self.at += 1;
        Ok(code)
    }

    /// Takes a number whose first byte was seen.
    pub(super) fn take_number(&mut self) -> Result<Number> {
        let is_negative = self.byte() == b'-';
        self.at += usize::from(is_negative);
        let start = self.at;
        let mut digits = self.take_digits()?;
        if self.json.get(start) == Some(&b'0') && self.at - start > 1 {
            self.at = start + 1;
            return Err(self.not_json("invalid number"));
        }
        if self.byte() == b'.' {
            self.at += 1;
            self.take_digits()?;
            digits = None;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), b'+' | b'-'));
            self.take_digits()?;
            digits = None;
        }
        Ok(Number {
            is_negative,
            digits,
        })
    }

    /// Takes at least one digit; their value where it fits.
    fn take_digits(&mut self) -> Result<Option<u64>> {
        let mut value = Some(0u64);
        let start = self.at;
        while let digit @ b'0'..=b'9' = self.byte() {
            let digit = u64::from(digit - b'0');
            value = value.and_then(|value| value.checked_mul(10)?.checked_add(digit));
            self.at += 1;
        }
        if self.at == start {
            return Err(self.not_json("invalid number"));
        }
        Ok(value)
    }
}
