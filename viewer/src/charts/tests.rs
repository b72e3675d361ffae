use super::*;

fn step(start_ms: u64, end_ms: u64, amounts: Option<(u64, u64)>) -> Step {
    Step {
        start_ms,
        end_ms,
        amounts: amounts.map(|(received_bytes, sent_bytes)| Amounts {
            received_bytes,
            sent_bytes,
            ..Amounts::default()
        }),
    }
}

#[test]
fn blocks_stand_above_and_below_the_line() {
    let room = Room {
        width: 100,
        half: 10,
    };
    for (steps, expected) in [
        (&[][..], ["", ""]),
        (&[step(0, 1000, None)], ["", ""]),
        (
            &[step(0, 1000, Some((0, 0)))],
            ["M0 10V10H100V10Z", "M0 10V10H100V10Z"],
        ),
        (
            &[
                step(0, 1000, Some((20, 0))),
                step(1000, 4000, Some((10, 5))),
            ],
            ["M0 10V0H25V5H100V10Z", "M0 10V10H25V12H100V10Z"],
        ),
        // What cannot be told is a gap.
        (
            &[
                step(500, 1000, Some((1, 1))),
                step(1000, 1500, None),
                step(1500, 2500, Some((1, 1))),
            ],
            [
                "M0 10V0H25V10ZM50 10V0H100V10Z",
                "M0 10V20H25V10ZM50 10V20H100V10Z",
            ],
        ),
        (
            &[step(0, u64::MAX, Some((u64::MAX, 1)))],
            ["M0 10V0H100V10Z", "M0 10V10H100V10Z"],
        ),
        // A step without a duration, which no reader makes.
        (
            &[step(7, 7, Some((1, 0)))],
            ["M0 10V0H0V10Z", "M0 10V10H0V10Z"],
        ),
    ] {
        assert_eq!(outlines(steps, room), expected, "{steps:?}");
    }
}

#[test]
fn of_many_steps_the_peaks_stay() {
    let steps: Vec<Step> = (0..1000)
        .map(|at| step(at, at + 1, (at != 3).then_some((at % 100, 7))))
        .collect();
    let few = fewer(&steps, 40);
    assert_eq!(few.len(), 40);
    assert_eq!(few.first(), Some(&step(0, 25, Some((24, 7)))));
    assert_eq!(few.last(), Some(&step(975, 1000, Some((99, 7)))));
    assert_eq!(fewer(&steps[..3], 40), &steps[..3]);
    assert_eq!(fewer(&[], 40), []);
}

#[test]
fn a_moment_of_the_watch_is_short() {
    for (ms, text) in [
        (0, "0 s"),
        (8_010, "8.01 s"),
        (119_999, "119 s"),
        (120_000, "2 min"),
        (u64::MAX, "213,503,982,334 d 14 h"),
    ] {
        assert_eq!(moment(ms), text);
    }
}
