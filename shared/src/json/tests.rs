use proptest::prelude::*;
use serde::de::IgnoredAny;

use super::*;

/// Pieces that mean much to a JSON parser.
const PIECES: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "\\ude00", "\\ud83d", "00e4", "\\n",
    "\\x", "a", "ä", "\u{1}", "\n", " ", "-", "0", "1", "12", ".", "e", "E+", "null", "true",
    "fals", "\"a\":", "\"b\",", "\0",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..12).prop_map(|pieces| pieces.concat())
}

/// Checks that this reader and `serde_json` say the same of a text.
fn check_against_serde(text: &[u8]) {
    let found = check(text);
    // What serde passes over may hold half a code point, and a number that it reads must be one
    // that a computer can hold: the verdict here lies between the two.
    let expected = serde_json::from_slice::<IgnoredAny>(text);
    let strictly = serde_json::from_slice::<serde_json::Value>(text);
    assert!(
        (strictly.is_err() || found.is_ok()) && (found.is_err() || expected.is_ok()),
        "{found:?} {strictly:?} {expected:?} {:?}",
        String::from_utf8_lossy(text)
    );
    let expected = serde_json::from_slice::<String>(text).ok();
    assert_eq!(read::<String>(text).ok(), expected);
    let expected = serde_json::from_slice::<Vec<Option<u16>>>(text).ok();
    assert_eq!(read::<Vec<Option<u16>>>(text).ok(), expected);
}

proptest! {
    #[test]
    fn a_text_is_json_exactly_if_serde_says_so(text in pieces()) {
        check_against_serde(text.as_bytes());
        check_against_serde(format!("\"{text}\"").as_bytes());
        check_against_serde(format!("[{text}]").as_bytes());
        check_against_serde(format!("[0,{text}").as_bytes());
    }

    #[test]
    fn any_string_and_number_is_read_as_written(text in any::<String>(), number in any::<i64>()) {
        let json = serde_json::to_string(&text).unwrap();
        prop_assert_eq!(read::<String>(json.as_bytes()).unwrap(), text);
        prop_assert_eq!(read::<i64>(number.to_string().as_bytes()).unwrap(), number);
        prop_assert_eq!(
            read::<u64>(number.to_string().as_bytes()).ok(),
            u64::try_from(number).ok()
        );
    }
}

#[test]
fn what_serde_reads_is_read_the_same() {
    for text in [
        "",
        " ",
        "0",
        "-0",
        "00",
        "01",
        "-",
        "1.",
        "1.5",
        ".5",
        "1e5",
        "1E-5",
        "1e",
        "1e+",
        "+1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "nul",
        "nulll",
        "true",
        "tru",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ud83dx\"",
        "\"\\u00E4\"",
        "\"\\u00g4\"",
        "\"\\/\"",
        "\"\u{7f}\"",
        "\"\t\"",
        "\"a",
        "\"a\\",
        "{} {}",
        "18446744073709551616",
        "[65535,null]",
        "[65536]",
        "[-1]",
    ] {
        check_against_serde(text.as_bytes());
    }
    check_against_serde(b"\"\xff\"");
    check_against_serde(b"\"\xe4\xb8");
}

#[test]
fn every_beginning_of_a_text_has_ended_too_early() {
    let text = r#"{"ä":[-12.5e+3,0,true,false,null,"a\n\ud83d\ude00\u00e4"],"b":{}}"#.as_bytes();
    assert_eq!(check(text), Ok(()));
    for (end, _) in text.iter().enumerate() {
        let error = check(&text[..end]).unwrap_err();
        assert_eq!((error.0.at, error.0.fault), (end, Fault::Ended));
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(check(nested(128).as_bytes()), Ok(()));
    assert!(check(nested(129).as_bytes()).is_err());
    assert!(check(nested(1_000_000).as_bytes()).is_err());
}
