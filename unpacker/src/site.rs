//! The site of a byte: what WebAssembly has there, which is known before the byte is.
//!
//! What is unpacked is two texts, each with a NUL behind it, and a WebAssembly module. Walking along
//! it tells an opcode from the number of a local, and remembers the last opcode. Bytes that are no
//! such thing are told something wrong, and unpacked all the same.
//!
//! Names and opcodes are those of the WebAssembly Core Specification 3.0, "Binary Format".

/// How many kinds there are room for.
pub(crate) const KINDS: usize = 16;
/// How many classes of kinds there are.
pub(crate) const CLASSES: usize = 7;

/// What a byte is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Kind {
    Opcode,
    Local,
    Align,
    Offset,
    Number,
    LongNumber,
    Function,
    Label,
    BlockType,
    /// An operand of an instruction that is rare.
    Operand,
    /// The length of a function's body.
    Length,
    /// The types of a function's locals.
    Locals,
    /// Everything between the code, the data and the next section's content.
    Section,
    Data,
    Text,
}

impl Kind {
    /// Its number.
    #[inline]
    pub(crate) fn number(self) -> usize {
        self as usize & (KINDS - 1)
    }

    /// Whether it belongs to an opcode before it.
    #[inline]
    fn is_operand(self) -> bool {
        !matches!(
            self,
            Self::Opcode | Self::Length | Self::Locals | Self::Section | Self::Data | Self::Text
        )
    }

    /// Like kinds have the same class.
    #[inline]
    pub(crate) fn class(self) -> usize {
        match self {
            Self::Opcode => 0,
            Self::Local => 1,
            Self::Align | Self::Offset => 2,
            Self::Number | Self::LongNumber => 3,
            Self::Data | Self::Text => 4,
            Self::Function => 5,
            _ => 6,
        }
    }
}

/// How many contexts a literal can have: groups, with an opcode or a byte in each.
pub(crate) const CONTEXTS: usize = 16 << 8;

/// What is known about a byte before it is known.
#[derive(Clone, Copy)]
pub(crate) struct Site {
    pub(crate) kind: Kind,
    /// A literal's context: in code the last opcode, elsewhere the last byte, and what comes.
    pub(crate) context: usize,
}

/// What is read.
#[derive(Clone, Copy)]
enum Step {
    /// The texts: how many NULs are to come.
    Text(u8),
    /// The magic number and the version: how many bytes are to come.
    Header(u8),
    Id,
    SectionLength(u8),
    Content,
    /// How many functions there are.
    Functions,
    BodyLength,
    /// How many kinds of locals, and then a number and a type of each.
    LocalKinds,
    Locals(u32),
    Opcode,
    /// How many operands are to come.
    Operands(u32),
    /// The number of labels in a table.
    Labels,
    /// The second half of an opcode.
    Prefixed,
    /// How many bytes of a float are to come.
    Float(u8),
}

/// A walk along the bytes.
pub(crate) struct Walk {
    step: Step,
    kind: Kind,
    /// The last opcode in code, the last byte elsewhere.
    last: u8,
    /// The number that is being read, and how many bits of it there are.
    number: u32,
    bits: u32,
    /// How many bytes of the section and how many of the body are to come, and how many bodies.
    section: u32,
    body: u32,
    bodies: u32,
}

impl Walk {
    pub(crate) fn new() -> Self {
        Self {
            step: Step::Text(2),
            kind: Kind::Text,
            last: 0,
            number: 0,
            bits: 0,
            section: 0,
            body: 0,
            bodies: 0,
        }
    }

    /// What is known about the next byte.
    #[inline]
    pub(crate) fn site(&self) -> Site {
        let group = match self.kind {
            Kind::Opcode => 0,
            Kind::Length => 3,
            Kind::Locals => 4,
            Kind::Section => 5,
            Kind::Data => 6,
            Kind::Text => 7,
            // Operands: the first byte of the first, and all others.
            Kind::Offset if self.bits == 0 => 8,
            Kind::Offset => 9,
            _ if self.bits == 0 => 1,
            _ => 2,
        };
        Site {
            kind: self.kind,
            context: group << 8 | usize::from(self.last),
        }
    }

    /// Goes on behind a byte.
    #[inline(never)]
    pub(crate) fn push(&mut self, byte: u8) {
        if !self.kind.is_operand() {
            self.last = byte;
        }
        self.body = self.body.wrapping_sub(1);
        match self.step {
            Step::Text(left) if byte == 0 => {
                if left < 2 {
                    (self.step, self.kind) = (Step::Header(8), Kind::Section);
                } else {
                    self.step = Step::Text(left - 1);
                }
            }
            Step::Text(_) => {}
            Step::Header(left) => {
                self.step = match left {
                    0..2 => Step::Id,
                    _ => Step::Header(left - 1),
                };
            }
            Step::Id => self.step = Step::SectionLength(byte),
            Step::Content => {
                self.section = self.section.wrapping_sub(1);
                if self.section == 0 {
                    (self.step, self.kind) = (Step::Id, Kind::Section);
                }
            }
            Step::Opcode => self.opcode(byte),
            Step::Float(0..2) => self.operands(0),
            Step::Float(left) => self.step = Step::Float(left - 1),
            number => {
                if self.read(byte) {
                    self.have_read(number);
                }
            }
        }
    }

    /// Goes on behind a number.
    #[inline(never)]
    fn have_read(&mut self, step: Step) {
        match step {
            Step::SectionLength(id) => {
                self.section = self.number;
                (self.step, self.kind) = match id {
                    10 => (Step::Functions, Kind::Section),
                    11 => (Step::Content, Kind::Data),
                    _ => (Step::Content, Kind::Section),
                };
            }
            Step::Functions => {
                self.bodies = self.number;
                self.next_body();
            }
            Step::BodyLength => {
                self.body = self.number;
                (self.step, self.kind) = (Step::LocalKinds, Kind::Locals);
            }
            Step::LocalKinds => self.locals(self.number.wrapping_mul(2)),
            Step::Locals(left) => self.locals(left.wrapping_sub(1)),
            Step::Labels => self.operands(self.number.wrapping_add(1)),
            Step::Prefixed => self.operands(match self.number {
                0..8 => 0,
                8 | 10 | 12 | 14 => 2,
                _ => 1,
            }),
            Step::Operands(left) => {
                self.operands(left.wrapping_sub(1));
                if self.kind as u8 == Kind::Align as u8 {
                    self.kind = Kind::Offset;
                }
            }
            // No numbers.
            _ => {}
        }
    }

    /// Reads on in a number; whether it ends here.
    #[inline]
    fn read(&mut self, byte: u8) -> bool {
        if self.bits == 0 {
            self.number = 0;
        }
        self.number |= u32::from(byte & 0x7f).wrapping_shl(self.bits);
        let ends = byte < 0x80;
        self.bits = if ends { 0 } else { (self.bits + 7) & 63 };
        ends
    }

    #[inline(never)]
    fn next_body(&mut self) {
        (self.step, self.kind) = match self.bodies {
            0 => (Step::Id, Kind::Section),
            _ => (Step::BodyLength, Kind::Length),
        };
        self.bodies = self.bodies.wrapping_sub(1);
    }

    fn locals(&mut self, left: u32) {
        if left == 0 {
            self.operands(0);
        } else {
            self.step = Step::Locals(left);
        }
    }

    /// Goes on to so many operands, or to the next instruction, or body.
    #[inline(never)]
    fn operands(&mut self, left: u32) {
        if left > 0 {
            self.step = Step::Operands(left);
        } else if self.body == 0 {
            self.next_body();
        } else {
            (self.step, self.kind) = (Step::Opcode, Kind::Opcode);
        }
    }

    fn opcode(&mut self, opcode: u8) {
        let (kind, count) = match opcode {
            0x02..=0x04 => (Kind::BlockType, 1),
            0x0c | 0x0d => (Kind::Label, 1),
            0x10 => (Kind::Function, 1),
            0x11 => (Kind::Operand, 2),
            0x20..=0x22 => (Kind::Local, 1),
            0x23..=0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => (Kind::Operand, 1),
            0x28..=0x3e => (Kind::Align, 2),
            0x41 => (Kind::Number, 1),
            0x42 => (Kind::LongNumber, 1),
            0x0e | 0x43 | 0x44 | 0xfc => (Kind::Operand, 0),
            _ => (Kind::Opcode, 0),
        };
        self.operands(count);
        if count > 0 || kind as u8 != Kind::Opcode as u8 {
            self.kind = kind;
        }
        match opcode {
            0x0e => self.step = Step::Labels,
            0x43 => self.step = Step::Float(4),
            0x44 => self.step = Step::Float(8),
            0xfc => self.step = Step::Prefixed,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each byte's kind as a letter.
    fn kinds(bytes: &[u8]) -> String {
        let mut walk = Walk::new();
        let letters = bytes.iter().map(|&byte| {
            let kind = walk.site().kind;
            walk.push(byte);
            match kind {
                Kind::Opcode => 'o',
                Kind::Local => 'l',
                Kind::Align => 'a',
                Kind::Offset => 'f',
                Kind::Number => 'n',
                Kind::LongNumber => 'N',
                Kind::Function => 'c',
                Kind::Label => 'b',
                Kind::BlockType => 't',
                Kind::Operand => '.',
                Kind::Length => 'L',
                Kind::Locals => 'v',
                Kind::Section => 's',
                Kind::Data => 'd',
                Kind::Text => 'x',
            }
        });
        letters.collect()
    }

    #[test]
    fn each_byte_has_its_kind() {
        let body = |instructions: &[u8]| {
            let length = u8::try_from(instructions.len()).unwrap();
            let head = b"b{}\0let a;\0\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x0a".to_vec();
            [&head, &[length + 2, 1, length][..], instructions].concat()
        };
        let check = |instructions: &[u8], expected: &str| {
            let all = kinds(&[&body(instructions)[..], b"\x0b\x01\0"].concat());
            let expected = format!("xxxxxxxxxxxsssssssssssssssssL{expected}ssd");
            assert_eq!(all, expected, "{instructions:x?}");
        };
        check(b"\0\x0b", "vo");
        check(b"\x01\x02\x7f\0\x0b", "vvvoo");
        check(b"\0\x20\0\x0d\x80\x01\x0b", "volobbo");
        check(b"\0\x02\x40\x0b\x0b", "votoo");
        check(b"\0\x28\x02\x88\x01\x36\x02\0\x0b", "voaffoafo");
        check(b"\0\x41\xff\0\x42\x01\x10\x81\x02\x0b", "vonnoNocco");
        check(b"\0\x0e\x01\0\0\x0b", "vo...o");
        check(
            b"\0\x11\0\0\xfc\x0a\0\0\xfc\0\xfc\x0b\0\x0b",
            "vo..o...o.o..o",
        );
        check(
            b"\0\x43\0\0\0\0\x44\0\0\0\0\0\0\0\0\x0b",
            "vo....o........o",
        );
    }
}
