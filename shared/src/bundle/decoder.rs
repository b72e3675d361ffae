//! JSON to snapshot, portion by portion: a bundle's text is never in memory at once.
//!
//! The long lists of a bundle lie one level below the top or in a network stack. Down to there the
//! text is taken apart here; every value below is `serde_json`'s to read, as soon as all of it is
//! there. So a million sockets are a million small texts, one after the other, and between any two
//! portions a browser can show how far it is.

use super::error::{recognise, refusal};
use super::header::Header;
use super::{BundleError, Decoded, Limit, Limits};
use crate::snapshot::Snapshot;
use netsnap_reader::{Bounds, Failed, Found, List, Object, Read, Wanted, read_prefix};

/// The list whose elements have long lists themselves.
const STACKS: &str = "namespaces";

/// How many bytes tell what a file is that is no bundle.
const RECOGNISED: usize = 16;

/// Takes a bundle's JSON in portions of any size.
#[derive(Debug)]
pub struct Decoder {
    limits: Limits,
    bounds: Bounds,
    /// What came and was not used up yet.
    text: Vec<u8>,
    /// Where in `text` the rest begins.
    at: usize,
    /// How many bytes came before `text`.
    before: u64,
    /// How many bytes have to be there before it is worth to look again.
    wanted: usize,
    expected: Expected,
    /// The lists and objects that are open, the outermost first.
    levels: Vec<Level>,
    header: Header,
    /// What is wrong with the rest, while it is not known yet whether this is a bundle at all.
    problem: Option<BundleError>,
    snapshot: Snapshot,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Document,
    /// A member's name, or the end of an object that has none.
    FirstName,
    Name,
    Colon,
    Value,
    /// An element, or the end of a list that has none.
    FirstElement,
    Element,
    /// A comma or the end of what is open.
    Separator,
    Nothing,
}

/// A list or an object that is open.
#[derive(Debug)]
enum Level {
    Object {
        found: Found,
        /// The member that is being read.
        member: Member,
    },
    /// How many elements it has.
    List(u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Format,
    Version,
    Field(usize),
    Unknown,
}

/// How looking at the text ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// What was there is used up.
    Further,
    /// It is still there, and is looked at otherwise.
    Again,
    /// More of the text is needed.
    Incomplete,
}

impl Decoder {
    /// Begins a bundle.
    pub fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            bounds: Bounds::new(*limits),
            text: Vec::new(),
            at: 0,
            before: 0,
            wanted: 0,
            expected: Expected::Document,
            levels: Vec::new(),
            header: Header::default(),
            problem: None,
            snapshot: Snapshot::blank(),
        }
    }

    /// How many bytes of JSON came so far.
    pub fn bytes(&self) -> u64 {
        self.before + self.text.len() as u64
    }

    /// How many elements of lists were read so far.
    pub fn rows(&self) -> u64 {
        self.bounds.rows()
    }

    /// Takes the next portion.
    pub fn push(&mut self, portion: &[u8]) -> Result<(), BundleError> {
        self.text.drain(..self.at);
        self.before += self.at as u64;
        self.at = 0;
        self.text.extend_from_slice(portion);
        let allowed = self.limits.json_bytes;
        if self.bytes() > allowed {
            return Err(BundleError::OverLimit {
                limit: Limit::JsonBytes,
                allowed,
                found: allowed + 1,
            });
        }
        if self.text.len() < self.wanted {
            return Ok(());
        }
        self.advance()
    }

    /// Says what came, when nothing more comes.
    pub fn finish(mut self) -> Result<Decoded, BundleError> {
        self.advance()?;
        let json_bytes = self.bytes();
        match self.expected {
            Expected::Nothing => {}
            Expected::Document if self.text.get(self.at..).is_none_or(<[u8]>::is_empty) => {
                return Err(BundleError::Empty);
            }
            Expected::Document => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                return Err(BundleError::NotGzip(recognise(rest)));
            }
            _ => return Err(BundleError::Truncated),
        }
        let version = self.header.version()?;
        match self.problem {
            Some(problem) => Err(problem),
            None => Ok(Decoded {
                snapshot: self.snapshot,
                version,
                json_bytes,
            }),
        }
    }

    fn advance(&mut self) -> Result<(), BundleError> {
        if self.before == 0 && self.at == 0 && self.expected == Expected::Document {
            const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
            if self.text.starts_with(BYTE_ORDER_MARK) {
                self.at = BYTE_ORDER_MARK.len();
            }
        }
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let space = rest.iter().take_while(|byte| is_space(**byte)).count();
            self.at += space;
            let Some(&byte) = rest.get(space) else {
                self.wanted = 0;
                return Ok(());
            };
            if self.look(byte)? == Look::Incomplete {
                return self.wait(byte);
            }
        }
    }

    /// Waits for more of a value that begins with `byte`.
    fn wait(&mut self, byte: u8) -> Result<(), BundleError> {
        let there = self.text.len() - self.at;
        let (limit, allowed) = match byte {
            b'"' => (Limit::StringBytes, self.limits.string_bytes),
            _ => (Limit::ValueBytes, self.limits.value_bytes),
        };
        if there as u64 > allowed {
            return Err(BundleError::OverLimit {
                limit,
                allowed,
                found: there as u64,
            });
        }
        // A value is read from its start again: twice as much of it keeps that cheap.
        self.wanted = there * 2;
        Ok(())
    }

    fn look(&mut self, byte: u8) -> Result<Look, BundleError> {
        match (self.expected, byte) {
            (Expected::Document, b'{' | b'[') => self.open(byte)?,
            (Expected::Document, _) => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                if rest.len() < RECOGNISED {
                    return Ok(Look::Incomplete);
                }
                return Err(BundleError::NotGzip(recognise(rest)));
            }
            (Expected::FirstName, b'}') | (Expected::FirstElement, b']') => self.close()?,
            (Expected::FirstName | Expected::Name, b'"') => return self.name(),
            (Expected::Name, b'}') | (Expected::Element, b']') => {
                return Err(self.not_json("trailing comma"));
            }
            (Expected::FirstName | Expected::Name, _) => {
                return Err(self.not_json("key must be a string"));
            }
            (Expected::Colon, b':') => self.step(Expected::Value),
            (Expected::Colon, _) => return Err(self.not_json("expected `:`")),
            (Expected::Value | Expected::FirstElement | Expected::Element, _) => {
                return self.value(byte);
            }
            (Expected::Separator, b',') => self.step(match self.levels.last() {
                Some(Level::List(_)) => Expected::Element,
                _ => Expected::Name,
            }),
            (Expected::Separator, _) => {
                let (end, otherwise) = match self.levels.last() {
                    Some(Level::List(_)) => (b']', "expected `,` or `]`"),
                    _ => (b'}', "expected `,` or `}`"),
                };
                if byte != end {
                    return Err(self.not_json(otherwise));
                }
                self.close()?;
            }
            (Expected::Nothing, _) => return Err(self.not_json("trailing characters")),
        }
        Ok(Look::Further)
    }

    fn step(&mut self, expected: Expected) {
        self.at += 1;
        self.expected = expected;
    }

    /// Goes into a list or an object.
    fn open(&mut self, byte: u8) -> Result<(), BundleError> {
        self.bounds.enter().map_err(|Failed| over(&self.bounds))?;
        let is_object = byte == b'{';
        let level = if is_object {
            // An object is open by its list already, but for the outermost.
            let names = object(&mut self.snapshot, &self.levels).map(|object| object.names());
            Level::Object {
                found: Found::of(names.unwrap_or_default()),
                member: Member::Unknown,
            }
        } else {
            Level::List(0)
        };
        self.levels.push(level);
        self.step(if is_object {
            Expected::FirstName
        } else {
            Expected::FirstElement
        });
        Ok(())
    }

    /// Goes out of the innermost list or object.
    fn close(&mut self) -> Result<(), BundleError> {
        let required = object(&mut self.snapshot, &self.levels).map_or(0, |it| it.required());
        if let Some(Level::Object { found, .. }) = self.levels.last()
            && let Some(name) = found.missing(required)
        {
            self.malformed(&["missing field `", name, "`"])?;
        }
        self.levels.pop();
        self.bounds.leave();
        self.step(Expected::Separator);
        if self.levels.is_empty() {
            self.expected = Expected::Nothing;
        }
        self.count()
    }

    /// The innermost list has one more element.
    fn count(&mut self) -> Result<(), BundleError> {
        let counted = match self.levels.last_mut() {
            Some(Level::List(count)) => {
                *count += 1;
                self.bounds.element(*count)
            }
            _ => Ok(()),
        };
        counted.map_err(|Failed| over(&self.bounds))
    }

    fn name(&mut self) -> Result<Look, BundleError> {
        let mut name = String::new();
        let look = self.text(&mut name)?;
        if look != Look::Further {
            return Ok(look);
        }
        let is_outermost = self.levels.len() == 1;
        let mut twice = None;
        let mut counted = Ok(());
        if let Some(Level::Object { found, member }) = self.levels.last_mut() {
            counted = found.count(&self.bounds);
            *member = match (name.as_str(), found.find(name.as_bytes())) {
                ("format", _) if is_outermost => Member::Format,
                ("version", _) if is_outermost => Member::Version,
                (_, Some(place)) => {
                    twice = found.take(place).err();
                    Member::Field(place)
                }
                _ => Member::Unknown,
            };
        }
        counted.map_err(|Failed| over(&self.bounds))?;
        if let Some(name) = twice {
            self.malformed(&["duplicate field `", name, "`"])?;
        }
        self.expected = Expected::Colon;
        Ok(Look::Further)
    }

    /// A member's value, or an element.
    fn value(&mut self, byte: u8) -> Result<Look, BundleError> {
        if !self.is_whole(byte) {
            return Ok(Look::Incomplete);
        }
        let member = match self.levels.last() {
            Some(&Level::Object { member, .. }) => member,
            Some(Level::List(_)) if self.problem.is_none() => return self.element(byte),
            _ => Member::Unknown,
        };
        let look = match member {
            Member::Format | Member::Version if byte == b'"' => self.header(member)?,
            Member::Field(place) if self.problem.is_none() => {
                if byte == b'[' && self.begin_list(place) {
                    self.open(byte)?;
                    return Ok(Look::Further);
                }
                let mark = self.bounds.mark();
                let rest = self.text.get(self.at..).unwrap_or_default();
                let (snapshot, levels) = (&mut self.snapshot, &self.levels);
                let read = read_prefix(rest, &self.bounds, &mut |value| {
                    let object = object(snapshot, levels).ok_or(Failed)?;
                    object.field(place).ok_or(Failed)?.read_field(value)
                });
                self.used(mark, read)?
            }
            _ => self.pass_over()?,
        };
        if look == Look::Further {
            self.expected = Expected::Separator;
            self.count()?;
        }
        Ok(look)
    }

    /// The version and the format, which say what all the rest is.
    fn header(&mut self, member: Member) -> Result<Look, BundleError> {
        let position = self.position();
        let mut text = String::new();
        let look = self.text(&mut text)?;
        if look == Look::Further {
            match member {
                Member::Format => self.header.format = Some(text),
                _ => self.header.version = Some((text, position)),
            }
            match self.header.verdict() {
                // Whether it is JSON is said first.
                Some(Err(BundleError::Foreign)) => self.problem = Some(BundleError::Foreign),
                Some(verdict) => drop(verdict?),
                None => {}
            }
        }
        Ok(look)
    }

    fn element(&mut self, byte: u8) -> Result<Look, BundleError> {
        if byte == b'{' && self.is_in_stacks() {
            if let Some(list) = list(&mut self.snapshot, &self.levels) {
                list.begin_element();
            }
            self.open(byte)?;
            return Ok(Look::Further);
        }
        let mark = self.bounds.mark();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let (snapshot, levels) = (&mut self.snapshot, &self.levels);
        let read = read_prefix(
            rest,
            &self.bounds,
            &mut |value| match list(snapshot, levels) {
                Some(list) => list.read_element(value).map(drop),
                // Of a document that is a list.
                None => value.read(&mut Wanted::nothing()).map(drop),
            },
        );
        let look = self.used(mark, read)?;
        if look == Look::Further {
            self.expected = Expected::Separator;
            self.count()?;
        }
        Ok(look)
    }

    /// Whether all of a value is there that nothing at its own end ends: a number, a literal.
    fn is_whole(&self, byte: u8) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        matches!(byte, b'"' | b'{' | b'[')
            || rest
                .iter()
                .any(|&byte| is_space(byte) || matches!(byte, b',' | b']' | b'}'))
    }

    /// Whether elements of the innermost list are network stacks.
    fn is_in_stacks(&self) -> bool {
        match self.levels.as_slice() {
            [
                Level::Object {
                    found,
                    member: Member::Field(place),
                },
                Level::List(_),
            ] => found.find(STACKS.as_bytes()) == Some(*place),
            _ => false,
        }
    }

    /// Begins the list that a field is; `false` for a field that is none.
    fn begin_list(&mut self, place: usize) -> bool {
        let object = object(&mut self.snapshot, &self.levels);
        let field = object.and_then(|object| object.field(place));
        let list = field.and_then(|field| field.field_list());
        list.map(List::clear).is_some()
    }

    fn text(&mut self, text: &mut String) -> Result<Look, BundleError> {
        let mark = self.bounds.mark();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let read = read_prefix(rest, &self.bounds, &mut |value| {
            text.read(value, false).map(drop)
        });
        self.used(mark, read)
    }

    fn pass_over(&mut self) -> Result<Look, BundleError> {
        let mark = self.bounds.mark();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let read = read_prefix(rest, &self.bounds, &mut |value| {
            value.read(&mut Wanted::nothing()).map(drop)
        });
        self.used(mark, read)
    }

    /// Goes behind what was read.
    fn used(
        &mut self,
        mark: (u64, u64),
        read: Result<usize, serde_json::Error>,
    ) -> Result<Look, BundleError> {
        let error = match read {
            Ok(length) => {
                self.at += length;
                return Ok(Look::Further);
            }
            Err(error) => error,
        };
        if self.bounds.over().is_some() {
            return Err(over(&self.bounds));
        }
        self.bounds.undo(mark);
        if error.is_eof() {
            return Ok(Look::Incomplete);
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let problem = refusal(self.before + self.at as u64, rest, &error);
        self.put_off(problem)?;
        Ok(Look::Again)
    }

    /// Where the rest begins, counted from 1.
    fn position(&self) -> u64 {
        self.before + self.at as u64 + 1
    }

    #[cold]
    fn not_json(&self, reason: &str) -> BundleError {
        BundleError::NotJson {
            byte: self.position(),
            reason: reason.to_owned(),
        }
    }

    #[cold]
    fn malformed(&mut self, reason: &[&str]) -> Result<(), BundleError> {
        let byte = self.position();
        let reason = reason.concat();
        self.put_off(BundleError::Malformed { byte, reason })
    }

    /// What is wrong with a bundle is said when it is known to be one, of a version known here.
    fn put_off(&mut self, problem: BundleError) -> Result<(), BundleError> {
        let is_malformed = matches!(problem, BundleError::Malformed { .. });
        if is_malformed && self.problem.is_some() {
            return Ok(());
        }
        if !is_malformed || self.header.verdict().is_some() {
            return Err(problem);
        }
        self.problem = Some(problem);
        Ok(())
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}

#[cold]
fn over(bounds: &Bounds) -> BundleError {
    match bounds.over() {
        Some((limit, allowed, found)) => BundleError::OverLimit {
            limit,
            allowed,
            found,
        },
        None => BundleError::Truncated,
    }
}

/// The innermost object that is open; of a list, its last element.
fn object<'a>(snapshot: &'a mut Snapshot, levels: &[Level]) -> Option<&'a mut dyn Object> {
    match levels {
        [] | [Level::Object { .. }] => Some(snapshot),
        [outer @ .., Level::Object { .. }] => list(snapshot, outer)?.last_element(),
        [.., Level::List(_)] => list(snapshot, levels)?.last_element(),
    }
}

/// The innermost list that is open.
fn list<'a>(snapshot: &'a mut Snapshot, levels: &[Level]) -> Option<&'a mut dyn List> {
    let [
        outer @ ..,
        Level::Object {
            member: Member::Field(place),
            ..
        },
        Level::List(_),
    ] = levels
    else {
        return None;
    };
    let outer = levels.get(..=outer.len())?;
    object(snapshot, outer)?.field(*place)?.field_list()
}
