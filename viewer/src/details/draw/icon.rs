//! One small drawing for each topic, so that the eye finds its part again.

use netsnap_shared::explain::Topic;
use yew::prelude::*;

pub(super) fn of(topic: Topic) -> Html {
    draw(match topic {
        // An open book.
        Topic::Meaning => {
            "M8 4C6 2.5 3.5 2.5 2 3v9.5c1.5-.5 4-.5 6 1 2-1.5 4.5-1.5 6-1V3c-1.5-.5-4-.5-6 1zM8 4v9.5"
        }
        // A socket in a wall.
        Topic::Port => "M2.5 2.5h11v11h-11zM5 7h6v4H5zM6.5 7V5M9.5 7V5",
        // Two states and the way between them.
        Topic::State => "M1.5 8a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M6.5 8H14M11 5l3 3-3 3",
        // Circles that widen.
        Topic::Reach => {
            "M8 8h.01M5.2 10.8a4 4 0 0 1 0-5.6M10.8 5.2a4 4 0 0 1 0 5.6M3 13a7 7 0 0 1 0-10M13 3a7 7 0 0 1 0 10"
        }
        // A person.
        Topic::Owner => {
            "M5.5 5a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M2.5 14c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5"
        }
        // To and fro.
        Topic::Traffic => "M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3",
        // What is out of sight.
        Topic::Limits => "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M3 13.5l10-11",
    })
}

/// A list.
pub(super) fn fields() -> Html {
    draw("M2.5 4h.01M2.5 8h.01M2.5 12h.01M5.5 4H14M5.5 8H14M5.5 12H14")
}

/// A way with stops.
pub(super) fn way() -> Html {
    draw(
        "M2.5 3.5h.01M2.5 3.5H10a2.25 2.25 0 0 1 0 4.5H6a2.25 2.25 0 0 0 0 4.5h7.5M11 10l2.5 2.5L11 15",
    )
}

/// A tree.
pub(super) fn relatives() -> Html {
    draw("M2 2.5h5v4H2zM9 9.5h5v4H9zM4.5 6.5v5H9")
}

/// A curve over time.
pub(super) fn rates() -> Html {
    draw("M2 2.5v11h12M4.5 10.5l3-4 2.5 2 3.5-5")
}

fn draw(d: &'static str) -> Html {
    html! { <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path {d} /></svg> }
}
