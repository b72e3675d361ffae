//! The colours of the page keep the contrast that WCAG 2.2 asks for (1.4.3 for text, 1.4.11 for
//! outlines), in light and in dark.

#![expect(
    clippy::unwrap_used,
    reason = "a style sheet without a token fails the test that asks for it"
)]

const TOKENS: &str = include_str!("../style/00-tokens.css");

/// The two colours of a token, light then dark, as linear luminance.
fn luminances(token: &str) -> [f64; 2] {
    let start = format!("\n  {token}: light-dark(");
    let (_, rest) = TOKENS
        .split_once(&start)
        .unwrap_or_else(|| panic!("{token}"));
    let (pair, _) = rest.split_once(");").unwrap();
    let colours: Vec<f64> = pair.split(", ").map(luminance).collect();
    colours.try_into().unwrap()
}

/// WCAG 2.2, "relative luminance".
fn luminance(hex: &str) -> f64 {
    let code = u32::from_str_radix(hex.strip_prefix('#').unwrap(), 16).unwrap();
    let linear = |shift: u32| {
        let value = f64::from(code >> shift & 0xff) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
}

fn check(front: &str, back: &str, least: f64) {
    for (mode, (a, b)) in ["light", "dark"]
        .into_iter()
        .zip(luminances(front).into_iter().zip(luminances(back)))
    {
        let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(
            contrast >= least,
            "{front} on {back}, {mode}: {contrast:.2}"
        );
    }
}

#[test]
fn text_can_be_read_on_every_surface() {
    for front in [
        "--text",
        "--text-dim",
        "--accent",
        "--ok",
        "--warn",
        "--bad",
    ] {
        for back in ["--bg", "--surface", "--surface-2"] {
            check(front, back, 4.5);
        }
    }
    for (front, back) in [
        ("--accent-text", "--accent"),
        ("--text", "--accent-soft"),
        ("--text-dim", "--accent-soft"),
        ("--accent", "--accent-soft"),
        ("--ok", "--ok-soft"),
        ("--warn", "--warn-soft"),
        ("--bad", "--bad-soft"),
    ] {
        check(front, back, 4.5);
    }
}

#[test]
fn outlines_and_focus_can_be_seen_on_every_surface() {
    for front in ["--line-strong", "--focus"] {
        for back in ["--bg", "--surface"] {
            check(front, back, 3.0);
        }
    }
}
