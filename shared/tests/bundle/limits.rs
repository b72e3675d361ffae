//! Bounds: each one is held, just at it a bundle is read, and beyond it the error says which.

use netsnap_shared::bundle::{self, BundleError, Limit, Limits};

use crate::fixture::{BUNDLE_1_0, gzip};

/// Checks what is found to be over which limit; `None` for a bundle that is read.
fn check(bytes: &[u8], limits: &Limits, over: Option<(Limit, u64, u64)>) {
    let error = bundle::decode(bytes, limits).err();
    let expected = over.map(|(limit, allowed, found)| BundleError::OverLimit {
        limit,
        allowed,
        found,
    });
    assert_eq!(error, expected, "{limits:?}");
}

/// A bundle's text with this list of names somewhere in it.
fn with_users(count: usize) -> String {
    let user = r#"{ "uid": 1, "name": "u" }"#;
    let users = vec![user; count].join(",");
    BUNDLE_1_0.replacen(r#""users": ["#, &format!(r#""users": [{users},"#), 1)
}

#[test]
fn sizes_are_bounded_before_and_after_decompression() {
    let default = Limits::default();
    let json = BUNDLE_1_0.as_bytes();
    let compressed = gzip(json);
    let (size, json_size) = (compressed.len() as u64, json.len() as u64);
    let compressed_bytes = |compressed_bytes| Limits {
        compressed_bytes,
        ..default
    };
    let json_bytes = |json_bytes| Limits {
        json_bytes,
        ..default
    };
    check(&compressed, &compressed_bytes(size), None);
    check(
        &compressed,
        &compressed_bytes(size - 1),
        Some((Limit::CompressedBytes, size - 1, size)),
    );
    for bytes in [json, &compressed] {
        check(bytes, &json_bytes(json_size), None);
        check(
            bytes,
            &json_bytes(json_size - 1),
            Some((Limit::JsonBytes, json_size - 1, json_size)),
        );
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    let allowed = 1 << 20;
    let limits = Limits {
        json_bytes: allowed,
        ..Limits::default()
    };
    check(
        &bomb,
        &limits,
        Some((Limit::JsonBytes, allowed, allowed + 1)),
    );
}

#[test]
fn rows_are_bounded_in_one_list_and_in_all() {
    let limits = Limits {
        rows: 1000,
        ..Limits::default()
    };
    // The fixture has five users of its own.
    check(with_users(995).as_bytes(), &limits, None);
    check(
        with_users(996).as_bytes(),
        &limits,
        Some((Limit::Rows, 1000, 1001)),
    );

    // An empty list has no element, with or without space in it.
    let text = with_users(500).replacen(
        r#""detail": null"#,
        r#""detail": null, "x": [[], [ ], [1]]"#,
        1,
    );
    let elements = elements(&serde_json::from_str(&text).unwrap());
    let total_rows = |total_rows| Limits {
        total_rows,
        ..Limits::default()
    };
    check(text.as_bytes(), &total_rows(elements), None);
    check(
        text.as_bytes(),
        &total_rows(elements - 1),
        Some((Limit::TotalRows, elements - 1, elements)),
    );
}

/// The number of elements of all lists in a value.
fn elements(value: &serde_json::Value) -> u64 {
    match value {
        serde_json::Value::Array(list) => {
            list.len() as u64 + list.iter().map(elements).sum::<u64>()
        }
        serde_json::Value::Object(members) => members.values().map(elements).sum(),
        _ => 0,
    }
}

#[test]
fn strings_are_bounded() {
    let limits = Limits {
        string_bytes: 1000,
        ..Limits::default()
    };
    for (length, over) in [(998, None), (999, Some((Limit::StringBytes, 1000, 1001)))] {
        let name = "x".repeat(length);
        let text = BUNDLE_1_0.replacen("web-01", &name, 1);
        check(text.as_bytes(), &limits, over);
        check(&gzip(text.as_bytes()), &limits, over);
    }
    // A key is a string as well, and so is one that never ends.
    let text = format!("{{\"{}", "k".repeat(2000));
    check(
        text.as_bytes(),
        &limits,
        Some((Limit::StringBytes, 1000, 2001)),
    );
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        // The outermost object is a level itself.
        let value = format!("{}{}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        BUNDLE_1_0.replacen(
            r#""version": "1.0","#,
            &format!(r#""version": "1.0", "x": {value},"#),
            1,
        )
    };
    let limits = Limits::default();
    check(nested(32).as_bytes(), &limits, None);
    check(nested(33).as_bytes(), &limits, Some((Limit::Depth, 32, 33)));
    check(
        nested(1_000_000).as_bytes(),
        &limits,
        Some((Limit::Depth, 32, 33)),
    );
}

#[test]
fn brackets_and_commas_within_text_count_for_nothing() {
    let limits = Limits {
        rows: 100,
        ..Limits::default()
    };
    let name = r#"[[{{,,\"]]}}\\"#.repeat(100);
    let text = BUNDLE_1_0.replacen("web-01", &name, 1);
    check(text.as_bytes(), &limits, None);
}

#[test]
fn an_error_over_a_limit_says_which_and_how_much() {
    let limits = Limits {
        rows: 1,
        ..Limits::default()
    };
    let error = bundle::decode(BUNDLE_1_0.as_bytes(), &limits).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the bundle is over a limit: the number of rows in one list is 2 or more, and at most 1 is read"
    );
}
