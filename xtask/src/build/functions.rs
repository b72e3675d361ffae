//! The functions of a WebAssembly module: taken out, and put back in another order.
//!
//! Only as much of the format is known as the compiler and wasm-bindgen use; anything else is
//! refused. Names and opcodes are those of the WebAssembly Core Specification 3.0, "Binary Format".

use anyhow::{Context, Result, bail, ensure};

use reader::{Reader, write_u32};

mod body;
mod reader;

pub(super) use body::Body;

/// The magic number and the version.
const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// The ids of the sections in which functions are named by their numbers.
mod section {
    pub(super) const IMPORT: u8 = 2;
    pub(super) const FUNCTION: u8 = 3;
    pub(super) const EXPORT: u8 = 7;
    pub(super) const START: u8 = 8;
    pub(super) const ELEMENT: u8 = 9;
    pub(super) const CODE: u8 = 10;
}

/// A function that the module has itself.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Function {
    /// The number of its type.
    pub(super) of_type: u32,
    /// What it does.
    pub(super) body: Body,
}

/// A module, taken apart at its functions.
pub(super) struct Module<'a> {
    pub(super) sections: Vec<(u8, &'a [u8])>,
    /// How many functions are imported; their numbers come first.
    pub(super) imported: u32,
    /// All others, in the order of their numbers.
    pub(super) functions: Vec<Function>,
}

impl<'a> Module<'a> {
    /// Takes a module apart.
    pub(super) fn read(wasm: &'a [u8]) -> Result<Self> {
        let rest = wasm.strip_prefix(HEADER).context("no WebAssembly")?;
        let mut reader = Reader(rest);
        let mut sections = Vec::new();
        while !reader.0.is_empty() {
            sections.push((reader.byte()?, reader.sized()?));
        }
        let content = |id| {
            let found = sections.iter().find(|section| section.0 == id);
            Reader(found.map_or(&[0][..], |section| section.1))
        };
        let mut types = content(section::FUNCTION);
        let mut bodies = content(section::CODE);
        let count = types.u32()?;
        ensure!(count == bodies.u32()?, "functions without bodies");
        let functions = (0..count).map(|_| {
            Ok(Function {
                of_type: types.u32()?,
                body: Body::read(bodies.sized()?)?,
            })
        });
        Ok(Self {
            functions: functions.collect::<Result<_>>()?,
            imported: imported(content(section::IMPORT))?,
            sections,
        })
    }

    /// The module with the functions of these places only, in this order. `numbers` are the new
    /// numbers of all functions by their old ones, the imported first.
    pub(super) fn write(&self, order: &[usize], numbers: &[u32]) -> Result<Vec<u8>> {
        let mut wasm = HEADER.to_vec();
        for &(id, content) in &self.sections {
            let new = match id {
                section::FUNCTION => self.list(order, |function, to| {
                    write_u32(to, function.of_type);
                    Ok(())
                })?,
                section::CODE => self.list(order, |function, to| {
                    let body = function.body.write(numbers)?;
                    write_u32(to, u32::try_from(body.len())?);
                    to.extend_from_slice(&body);
                    Ok(())
                })?,
                section::EXPORT => exports(Reader(content), numbers)?,
                section::ELEMENT => elements(Reader(content), numbers)?,
                section::START => {
                    let mut new = Vec::new();
                    write_u32(&mut new, renumbered(numbers, Reader(content).u32()?)?);
                    new
                }
                _ => content.to_vec(),
            };
            wasm.push(id);
            write_u32(&mut wasm, u32::try_from(new.len())?);
            wasm.extend_from_slice(&new);
        }
        Ok(wasm)
    }

    /// The vector of what is written for each function.
    fn list(
        &self,
        order: &[usize],
        mut write: impl FnMut(&Function, &mut Vec<u8>) -> Result<()>,
    ) -> Result<Vec<u8>> {
        let mut list = Vec::new();
        write_u32(&mut list, u32::try_from(order.len())?);
        for &place in order {
            let function = self.functions.get(place).context("no such function")?;
            write(function, &mut list)?;
        }
        Ok(list)
    }
}

/// A function's new number.
fn renumbered(numbers: &[u32], old: u32) -> Result<u32> {
    let new = numbers.get(usize::try_from(old)?);
    new.copied().context("a function that is not there")
}

/// How many functions are imported.
fn imported(mut imports: Reader) -> Result<u32> {
    let mut functions = 0;
    for _ in 0..imports.u32()? {
        imports.sized()?;
        imports.sized()?;
        match imports.byte()? {
            0 => {
                imports.u32()?;
                functions += 1;
            }
            kind => bail!("an import of kind {kind}, which is not known here"),
        }
    }
    Ok(functions)
}

/// The section of exports with functions' new numbers.
fn exports(mut old: Reader, numbers: &[u32]) -> Result<Vec<u8>> {
    let mut new = Vec::new();
    let count = old.u32()?;
    write_u32(&mut new, count);
    for _ in 0..count {
        let before = old.0;
        old.sized()?;
        let kind = old.byte()?;
        new.extend_from_slice(old.since(before));
        let number = old.u32()?;
        let number = if kind == 0 {
            renumbered(numbers, number)?
        } else {
            number
        };
        write_u32(&mut new, number);
    }
    Ok(new)
}

/// The section of elements, which are the functions that are called by pointers, likewise.
fn elements(mut old: Reader, numbers: &[u32]) -> Result<Vec<u8>> {
    let mut new = Vec::new();
    let count = old.u32()?;
    write_u32(&mut new, count);
    for _ in 0..count {
        let before = old.0;
        match old.u32()? {
            0 => old.expression()?,
            // A table's number before the offset, and a kind behind it, which is zero for functions.
            2 => {
                old.u32()?;
                old.expression()?;
                ensure!(old.byte()? == 0, "elements that are no functions");
            }
            kind => bail!("elements of kind {kind}, which is not known here"),
        }
        new.extend_from_slice(old.since(before));
        let functions = old.u32()?;
        write_u32(&mut new, functions);
        for _ in 0..functions {
            write_u32(&mut new, renumbered(numbers, old.u32()?)?);
        }
    }
    Ok(new)
}
