//! The body of a function: its instructions, and the functions that it names.

use anyhow::{Result, bail};

use super::reader::{Reader, write_u32};
use super::renumbered;

/// A body with the numbers of functions taken out.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in super::super) struct Body {
    /// The locals and the instructions, without the numbers of functions.
    code: Vec<u8>,
    /// Where in `code` each instruction begins.
    starts: Vec<usize>,
    /// The functions that are called or pointed at, each with the place in `code` where it is named.
    named: Vec<(usize, u32)>,
}

impl Body {
    /// Reads a body without the length before it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let mut body = Self {
            code: Vec::with_capacity(bytes.len()),
            starts: Vec::new(),
            named: Vec::new(),
        };
        let mut rest = Reader(bytes);
        for _ in 0..rest.u32()? {
            rest.u32()?;
            rest.byte()?;
        }
        body.code.extend_from_slice(rest.since(bytes));
        while !rest.0.is_empty() {
            body.starts.push(body.code.len());
            let before = rest.0;
            let opcode = rest.byte()?;
            // call and ref.func
            if matches!(opcode, 0x10 | 0xd2) {
                body.code.push(opcode);
                body.named.push((body.code.len(), rest.u32()?));
            } else {
                operands(opcode, &mut rest)?;
                body.code.extend_from_slice(rest.since(before));
            }
        }
        Ok(body)
    }

    /// The body with the new numbers of functions, by their old ones.
    pub(super) fn write(&self, numbers: &[u32]) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.code.len() + 3 * self.named.len());
        let mut written = 0;
        for &(place, function) in &self.named {
            bytes.extend_from_slice(self.code.get(written..place).unwrap_or_default());
            write_u32(&mut bytes, renumbered(numbers, function)?);
            written = place;
        }
        bytes.extend_from_slice(self.code.get(written..).unwrap_or_default());
        Ok(bytes)
    }

    /// Names other functions: those that these lead to.
    pub(in super::super) fn rename(&mut self, to: impl Fn(u32) -> u32) {
        for (_, function) in &mut self.named {
            *function = to(*function);
        }
    }

    /// Each run of so many instructions, without the numbers of functions.
    pub(in super::super) fn runs(&self, length: usize) -> impl Iterator<Item = &[u8]> {
        let ends = self.starts.iter().copied().chain([self.code.len()]);
        let pairs = self.starts.iter().zip(ends.skip(length));
        pairs.filter_map(|(&start, end)| self.code.get(start..end))
    }
}

/// Passes over what follows an opcode.
fn operands(opcode: u8, rest: &mut Reader) -> Result<()> {
    match opcode {
        // Control, parametric and numeric instructions that have none.
        0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => Ok(()),
        // Blocks and branches; locals, globals, tables; the memory's size; i32.const, i64.const.
        0x02..=0x04 | 0x0c | 0x0d | 0x20..=0x26 | 0x3f..=0x42 | 0xd0 => rest.number(),
        // call_indirect; loads and stores.
        0x11 | 0x28..=0x3e => {
            rest.number()?;
            rest.number()
        }
        // br_table: one more than it counts.
        0x0e => {
            for _ in 0..=rest.u32()? {
                rest.number()?;
            }
            Ok(())
        }
        // select with types
        0x1c => rest.sized().map(drop),
        0x43 => rest.bytes(4).map(drop),
        0x44 => rest.bytes(8).map(drop),
        0xfc => {
            let count = match rest.u32()? {
                // Saturating conversions.
                0..8 => 0,
                // data.drop, memory.fill, elem.drop, and those of tables with one operand.
                9 | 11 | 13 | 15..18 => 1,
                8 | 10 | 12 | 14 => 2,
                unknown => bail!("the opcode 0xfc {unknown} is not known here"),
            };
            (0..count).try_for_each(|_| rest.number())
        }
        unknown => bail!("the opcode {unknown:#04x} is not known here"),
    }
}
