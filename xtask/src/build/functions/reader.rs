//! The binary format's atoms: bytes, numbers in LEB128, and what has its length before it.

use anyhow::{Context, Result, bail};

/// What is still to be read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The next byte.
    pub(super) fn byte(&mut self) -> Result<u8> {
        let (byte, rest) = self.0.split_first().context("cut off")?;
        self.0 = rest;
        Ok(*byte)
    }

    /// So many bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count).context("cut off")?;
        self.0 = rest;
        Ok(bytes)
    }

    /// A number without a sign.
    pub(super) fn u32(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("a number of more than 32 bits")
    }

    /// Passes over a number of any size and sign.
    pub(super) fn number(&mut self) -> Result<()> {
        while self.byte()? >= 0x80 {}
        Ok(())
    }

    /// Bytes whose count stands before them.
    pub(super) fn sized(&mut self) -> Result<&'a [u8]> {
        let count = self.u32()?;
        self.bytes(usize::try_from(count)?)
    }

    /// Passes over the expression of an offset.
    pub(super) fn expression(&mut self) -> Result<()> {
        match self.byte()? {
            // i32.const or global.get, and end.
            0x41 | 0x23 => self.number()?,
            opcode => bail!("an offset with the opcode {opcode:#04x}"),
        }
        match self.byte()? {
            0x0b => Ok(()),
            _ => bail!("an offset of several instructions"),
        }
    }

    /// What was read since an earlier moment.
    pub(super) fn since(self, before: &'a [u8]) -> &'a [u8] {
        let read = before.len().saturating_sub(self.0.len());
        before.get(..read).unwrap_or_default()
    }
}

/// Writes a number without a sign, as short as it can be.
pub(super) fn write_u32(to: &mut Vec<u8>, mut number: u32) {
    loop {
        let low = number.to_le_bytes()[0] & 0x7f;
        number >>= 7;
        if number == 0 {
            to.push(low);
            return;
        }
        to.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let check = |number: u32, expected: &[u8]| {
            let mut bytes = Vec::new();
            write_u32(&mut bytes, number);
            assert_eq!(bytes, expected);
            assert_eq!(Reader(&bytes).u32().unwrap(), number);
        };
        check(0, &[0]);
        check(127, &[0x7f]);
        check(128, &[0x80, 1]);
        check(u32::MAX, &[0xff, 0xff, 0xff, 0xff, 0x0f]);
        assert!(Reader(&[0x80]).u32().is_err());
        assert!(Reader(&[0x80, 0x80, 0x80, 0x80, 0x80, 0]).u32().is_err());
    }
}
