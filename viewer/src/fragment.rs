//! The URL's fragment: `#/sockets?q=state%3Alisten&sort=-lport&sel=17`, and the place it names.
//!
//! It holds the view and what a person chose in it, never data. `v` is the version of this
//! language; a fragment without it has version 1, and of a version that is not known here only
//! the view is taken. What cannot be read is passed over: a bad fragment is the overview.

use netsnap_shared::index::{Direction, Field, TableKind};

use crate::place::View;
use crate::views::{Grouping, Layout, columns};
use crate::walk::{Part, Question};

/// The version that this code reads and writes.
const VERSION: &str = "1";

/// What a table is ordered by.
pub type Sort = (Field, Direction);

/// A view and what was chosen in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// The view.
    pub view: View,
    /// The identity of the namespace that is looked at; empty for all.
    pub namespace: String,
    /// The filter's text, as typed.
    pub filter: String,
    /// The order of the table, by the first of these, then by the next; none is the bundle's own.
    pub sort: Vec<Sort>,
    /// What is chosen of its columns.
    pub layout: Layout,
    /// How its rows are brought together.
    pub grouping: Grouping,
    /// The selected row of the table.
    pub selected: Option<u32>,
    /// What is asked of the routes; of their view only.
    pub question: Question,
}

/// The place that a fragment names; takes it with and without its `#`.
pub fn parse(fragment: &str) -> Place {
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    let text = text.strip_prefix('/').unwrap_or(text);
    let (name, query) = text.split_once('?').unwrap_or((text, ""));
    let mut place = Place {
        view: View::from_name(name).unwrap_or_default(),
        ..Place::default()
    };
    let parameter = |wanted: &str| {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == wanted)
            .map(|(_, value)| decode(value))
    };
    if parameter("v").is_some_and(|version| version != VERSION) {
        return place;
    }
    place.namespace = parameter("ns").unwrap_or_default();
    let Some(table) = place.view.table() else {
        return place;
    };
    place.filter = parameter("q").unwrap_or_default();
    let list = |wanted: &str| parameter(wanted).unwrap_or_default();
    place.sort = parse_sort(table, &list("sort"));
    place.grouping = Grouping::from_name(table, &list("group"));
    place.layout = parse_layout(table, &list("cols"), &list("widths"));
    place.selected = parameter("sel").and_then(|row| row.parse().ok());
    if place.view == View::Routes {
        for part in Part::ALL {
            let text = parameter(part.name()).unwrap_or_default();
            place.question = place.question.with(part, text);
        }
    }
    place
}

/// The fragment that names a place, with its `#`.
pub fn write(place: &Place) -> String {
    let mut fragment = place.view.href().to_owned();
    let mut parameter = |key: &str, value: &str| add(&mut fragment, key, value);
    if !place.namespace.is_empty() {
        parameter("ns", &place.namespace);
    }
    if !place.filter.is_empty() {
        parameter("q", &place.filter);
    }
    // Names of fields need no encoding, and without it a list can be read.
    let mut list = |key: &str, names: &[String]| {
        if !names.is_empty() {
            let first = !fragment.contains('?');
            fragment
                .push_str(&[if first { "?" } else { "&" }, key, "=", &names.join(",")].concat());
        }
    };
    let sort = place.sort.iter().map(|&(field, direction)| {
        let sign = match direction {
            Direction::Ascending => "",
            Direction::Descending => "-",
        };
        [sign, name(field)].concat()
    });
    list("sort", &sort.collect::<Vec<_>>());
    if place.grouping != Grouping::None {
        list("group", &[place.grouping.name().to_owned()]);
    }
    let columns = place.layout.columns.iter();
    list(
        "cols",
        &columns.map(|&it| name(it).to_owned()).collect::<Vec<_>>(),
    );
    let widths = place.layout.widths.iter();
    let widths = widths.map(|&(field, width)| [name(field), ":", &width.to_string()].concat());
    list("widths", &widths.collect::<Vec<_>>());
    let mut parameter = |key: &str, value: &str| add(&mut fragment, key, value);
    if let Some(row) = place.selected {
        parameter("sel", &row.to_string());
    }
    for part in Part::ALL {
        let text = place.question.text(part);
        if !text.is_empty() {
            parameter(part.name(), text);
        }
    }
    fragment
}

fn add(fragment: &mut String, key: &str, value: &str) {
    let first = !fragment.contains('?');
    fragment.push(if first { '?' } else { '&' });
    fragment.push_str(key);
    fragment.push('=');
    encode(fragment, value);
}

fn name(field: Field) -> &'static str {
    field.names().first().copied().unwrap_or_default()
}

/// The field of a table's column that a name means.
fn field(table: TableKind, name: &str) -> Option<Field> {
    let mut fields = columns(table).iter().map(|column| column.field);
    fields.find(|field| field.names().contains(&name))
}

/// `state,-lport`; only what a column of the table can be sorted by, each once.
fn parse_sort(table: TableKind, text: &str) -> Vec<Sort> {
    let mut sort: Vec<Sort> = Vec::new();
    for name in text.split(',') {
        let (name, direction) = match name.strip_prefix('-') {
            Some(name) => (name, Direction::Descending),
            None => (name, Direction::Ascending),
        };
        let field = field(table, name).filter(|&it| sort.iter().all(|&(known, _)| known != it));
        sort.extend(field.map(|field| (field, direction)));
    }
    sort
}

/// `state,local,rtt` and `rtt:120,local:200`; each column once.
fn parse_layout(table: TableKind, names: &str, widths: &str) -> Layout {
    let mut layout = Layout::default();
    for name in names.split(',') {
        let field = field(table, name).filter(|it| !layout.columns.contains(it));
        layout.columns.extend(field);
    }
    for pair in widths.split(',') {
        if let Some((name, width)) = pair.split_once(':')
            && let (Some(field), Ok(width)) = (field(table, name), width.parse())
        {
            layout.set_width(field, Some(width));
        }
    }
    layout
}

/// As JavaScript's `encodeURIComponent` does it.
fn encode(out: &mut String, value: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 0xf] {
                out.push(char::from(HEX[usize::from(digit)]));
            }
        }
    }
}

/// Undoes percent-encoding and, since forms write it so, `+` for a blank. What is no encoding
/// stands as it is; what is no UTF-8 becomes U+FFFD.
fn decode(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'+' => decoded.push(b' '),
            b'%' => match tail.first_chunk::<2>().copied().and_then(hexadecimal) {
                Some(value) => {
                    decoded.push(value);
                    rest = &tail[2..];
                }
                None => decoded.push(byte),
            },
            _ => decoded.push(byte),
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hexadecimal(digits: [u8; 2]) -> Option<u8> {
    let value = |digit: u8| char::from(digit).to_digit(16);
    u8::try_from(value(digits[0])? * 16 + value(digits[1])?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sockets(filter: &str, sort: Option<Sort>, selected: Option<u32>) -> Place {
        Place {
            view: View::Sockets,
            filter: filter.to_owned(),
            sort: sort.into_iter().collect(),
            selected,
            ..Place::default()
        }
    }

    fn routes(question: Question) -> Place {
        Place {
            view: View::Routes,
            question,
            ..Place::default()
        }
    }

    #[test]
    fn a_place_and_its_fragment_are_the_same() {
        for (place, fragment) in [
            (Place::default(), "#/overview"),
            (
                Place {
                    namespace: "net:[1]".to_owned(),
                    ..Place::default()
                },
                "#/overview?ns=net%3A%5B1%5D",
            ),
            (sockets("", None, None), "#/sockets"),
            (
                sockets("state:listen", None, None),
                "#/sockets?q=state%3Alisten",
            ),
            (
                sockets(
                    "a b+c%",
                    Some((Field::LocalPort, Direction::Descending)),
                    Some(17),
                ),
                "#/sockets?q=a%20b%2Bc%25&sort=-lport&sel=17",
            ),
            (
                sockets(
                    "ü\u{202e}\0",
                    Some((Field::State, Direction::Ascending)),
                    None,
                ),
                "#/sockets?q=%C3%BC%E2%80%AE%00&sort=state",
            ),
            (
                Place {
                    view: View::Sockets,
                    sort: vec![
                        (Field::State, Direction::Ascending),
                        (Field::Rtt, Direction::Descending),
                    ],
                    layout: Layout {
                        columns: vec![Field::State, Field::Local, Field::Rtt],
                        widths: vec![(Field::Rtt, 120)],
                    },
                    grouping: Grouping::By(Field::Process),
                    selected: Some(3),
                    ..Place::default()
                },
                "#/sockets?sort=state,-rtt&group=proc&cols=state,local,rtt&widths=rtt:120&sel=3",
            ),
            (
                Place {
                    view: View::Processes,
                    grouping: Grouping::Tree,
                    ..Place::default()
                },
                "#/processes?group=tree",
            ),
            (
                routes(
                    Question::to("fe80::1%eth0")
                        .with(Part::Mark, "0x10")
                        .with(Part::Namespace, "4026531840"),
                ),
                "#/routes?to=fe80%3A%3A1%25eth0&mark=0x10&in=4026531840",
            ),
        ] {
            assert_eq!(write(&place), fragment);
            assert_eq!(parse(fragment), place, "{fragment}");
        }
    }

    #[test]
    fn every_column_can_be_named_as_the_order() {
        for view in View::ALL {
            let Some(table) = view.table() else {
                continue;
            };
            for column in columns(table) {
                let place = Place {
                    view,
                    sort: vec![(column.field, Direction::Descending)],
                    layout: Layout {
                        columns: vec![column.field],
                        widths: vec![(column.field, 120)],
                    },
                    ..Place::default()
                };
                assert_eq!(parse(&write(&place)), place, "{}", column.title);
                assert!(table.fields().contains(&column.field), "{}", column.title);
            }
        }
    }

    #[test]
    fn a_fragment_that_cannot_be_read_is_harmless() {
        for (fragment, place) in [
            ("", Place::default()),
            ("#", Place::default()),
            ("#/nonsense?q=x", Place::default()),
            ("#/overview?q=x&sel=3", Place::default()),
            ("#/overview?ns=7&v=2", Place::default()),
            ("sockets", sockets("", None, None)),
            ("#/sockets?", sockets("", None, None)),
            ("#/sockets?q=%", sockets("%", None, None)),
            ("#/sockets?q=%zz%4", sockets("%zz%4", None, None)),
            ("#/sockets?q=%ff", sockets("\u{fffd}", None, None)),
            ("#/sockets?q=a+b", sockets("a b", None, None)),
            ("#/sockets?sort=nonsense&sel=-1", sockets("", None, None)),
            ("#/sockets?sel=99999999999", sockets("", None, None)),
            (
                "#/sockets?group=tree&cols=,x&widths=x:1,lport:x,:",
                sockets("", None, None),
            ),
            (
                "#/sockets?sort=lport,x,-lport",
                sockets("", Some((Field::LocalPort, Direction::Ascending)), None),
            ),
            ("#/sockets?v=1&q=x", sockets("x", None, None)),
            ("#/sockets?v=2&q=x", sockets("", None, None)),
            ("#/sockets?to=1.1.1.1", sockets("", None, None)),
            ("#/routes?to=<b>&to=1", routes(Question::to("<b>"))),
            ("#/sockets?q=1&q=2", sockets("1", None, None)),
            (
                "#/sockets?q=<img src=x>",
                sockets("<img src=x>", None, None),
            ),
        ] {
            assert_eq!(parse(fragment), place, "{fragment}");
        }
    }
}
