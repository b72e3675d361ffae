//! The states of TCP as the diagram of RFC 9293 (figure 5), laid out by hand, and as a table.

use netsnap_shared::snapshot::State;
use yew::prelude::*;

use super::panel;
use crate::format::{counted, grouped, state as state_name};
use crate::overview::states::{ALL, States, filter, meaning};

/// Half the width and half the height of a state's box.
const HALF: (i16, i16) = (68, 22);

/// The middle of each state's box.
const NODES: [(State, i16, i16); ALL.len()] = [
    (State::Closed, 248, 30),
    (State::Listen, 248, 114),
    (State::SynReceived, 76, 198),
    (State::SynSent, 420, 198),
    (State::Established, 248, 282),
    (State::FinWait1, 76, 366),
    (State::CloseWait, 420, 366),
    (State::FinWait2, 76, 450),
    (State::Closing, 248, 450),
    (State::LastAck, 420, 450),
    (State::TimeWait, 248, 534),
];

/// An arrow: its path, the words beside it, and where they start or end.
struct Arrow {
    path: &'static str,
    words: &'static str,
    at: (i16, i16),
    anchor: &'static str,
}

const fn arrow(
    path: &'static str,
    words: &'static str,
    at: (i16, i16),
    anchor: &'static str,
) -> Arrow {
    Arrow {
        path,
        words,
        at,
        anchor,
    }
}

const ARROWS: [Arrow; 18] = [
    arrow("M236 52V90", "listen", (230, 77), "end"),
    arrow("M260 92V54", "close", (266, 77), "start"),
    arrow(
        "M316 20H422Q434 20 434 32V174",
        "connect",
        (440, 118),
        "start",
    ),
    arrow("M410 176V54Q410 42 398 42H318", "close", (404, 77), "end"),
    arrow(
        "M180 114H88Q76 114 76 126V174",
        "SYN received",
        (82, 150),
        "start",
    ),
    arrow(
        "M316 114H374Q386 114 386 126V174",
        "send",
        (380, 150),
        "end",
    ),
    arrow("M352 198H146", "SYN received", (248, 192), "middle"),
    arrow(
        "M124 220V270Q124 282 136 282H178",
        "ACK received",
        (130, 244),
        "start",
    ),
    arrow(
        "M372 220V270Q372 282 360 282H318",
        "SYN, ACK received",
        (366, 244),
        "end",
    ),
    arrow("M44 220V342", "close", (50, 286), "start"),
    arrow(
        "M204 304V346Q204 358 192 358H146",
        "close",
        (198, 326),
        "end",
    ),
    arrow(
        "M292 304V354Q292 366 304 366H350",
        "FIN received",
        (298, 326),
        "start",
    ),
    arrow("M60 388V426", "ACK received", (66, 411), "start"),
    arrow(
        "M144 376H236Q248 376 248 388V426",
        "FIN received",
        (242, 394),
        "end",
    ),
    arrow("M420 388V426", "close", (426, 411), "start"),
    arrow(
        "M76 472V522Q76 534 88 534H178",
        "FIN received",
        (82, 500),
        "start",
    ),
    arrow("M248 472V510", "ACK received", (254, 495), "start"),
    arrow("M420 472V510", "ACK received", (414, 495), "end"),
];

pub(in crate::overview) fn states(states: &States) -> Html {
    let body = html! {
        <>
            <p class="panel-note">
                { "The states of RFC 9293 and how a connection moves through them. \
                   Those of this host are filled." }
            </p>
            <svg class="states" viewBox="0 0 496 580" role="group" aria-labelledby="tcp-states">
                <defs>
                    <marker id="arrow-head" viewBox="0 0 8 8" refX="7" refY="4"
                        markerWidth="7" markerHeight="7" orient="auto">
                        <path d="M0 0L8 4L0 8Z" />
                    </marker>
                </defs>
                <g class="arrows" aria-hidden="true">
                    { for ARROWS.iter().map(draw_arrow) }
                    <path d="M316 534H350" marker-end="url(#arrow-head)" />
                    <text x="333" y="572" text-anchor="middle">{ "after 2 × MSL" }</text>
                    <rect class="again" x="352" y="512" width="136" height="44" rx="8" />
                    <text class="name" x="420" y="538" text-anchor="middle">{ "CLOSED" }</text>
                </g>
                { for NODES.iter().map(|&(state, x, y)| node(states, state, x, y)) }
            </svg>
            if states.others > 0 {
                <p class="dim">
                    { counted(states.others, "socket is", "sockets are") }
                    { " in a state that RFC 9293 does not know." }
                </p>
            }
            <details class="as-table">
                <summary>{ "As a table" }</summary>
                <table>
                    <thead><tr>
                        <th scope="col">{ "State" }</th>
                        <th scope="col" class="figure">{ "Sockets" }</th>
                        <th scope="col">{ "Meaning" }</th>
                    </tr></thead>
                    <tbody>{ for ALL.iter().map(|&state| row(states, state)) }</tbody>
                </table>
            </details>
        </>
    };
    panel("tcp-states", "tcp-states", "TCP states", body)
}

fn draw_arrow(arrow: &Arrow) -> Html {
    let (x, y) = arrow.at;
    html! {
        <>
            <path d={arrow.path} marker-end="url(#arrow-head)" />
            <text x={x.to_string()} y={y.to_string()} text-anchor={arrow.anchor}>{ arrow.words }</text>
        </>
    }
}

fn node(states: &States, state: State, x: i16, y: i16) -> Html {
    let count = states.count(state);
    let name = state_name(state);
    let rect = html! {
        <rect x={(x - HALF.0).to_string()} y={(y - HALF.1).to_string()}
            width={(2 * HALF.0).to_string()} height={(2 * HALF.1).to_string()} rx="8" />
    };
    let text = |class, y: i16, text: String| {
        html! {
            <text {class} x={x.to_string()} y={y.to_string()} text-anchor="middle">{ text }</text>
        }
    };
    if count == 0 {
        return html! {
            <g class="state none">
                <title>{ meaning(state) }</title>
                { rect }
                { text("name", y + 4, name) }
            </g>
        };
    }
    let label = format!(
        "{name} {}: {}",
        counted(count, "socket", "sockets"),
        meaning(state)
    );
    // The title is around the button: inside it would be a part of the text that the name repeats.
    html! {
        <g>
            <title>{ meaning(state) }</title>
            <g class="state" role="button" tabindex="0" aria-label={label}
                data-view="sockets" data-filter={filter(state)}>
                { rect }
                { text("name", y - 4, name) }
                { " " }
                { text("count", y + 14, grouped(count as u64)) }
            </g>
        </g>
    }
}

fn row(states: &States, state: State) -> Html {
    let count = states.count(state);
    html! {
        <tr>
            <th scope="row">
                if count > 0 {
                    <button type="button" class="link" data-view="sockets" data-filter={filter(state)}>
                        { state_name(state) }
                    </button>
                } else {
                    { state_name(state) }
                }
            </th>
            <td class="figure">{ grouped(count as u64) }</td>
            <td>{ meaning(state) }</td>
        </tr>
    }
}
