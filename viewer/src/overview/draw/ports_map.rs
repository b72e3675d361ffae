//! The well-known ports as a map of 32 by 32 cells, and as a table.

use std::fmt::Write as _;
use std::rc::Rc;

use yew::prelude::*;

use super::panel;
use crate::format::shown_text_up_to;
use crate::links;
use crate::overview::Answers;
use crate::overview::ports_map::{Mark, PORTS, Role, SIDE, filter, is_assigned, words};

/// From one cell to the next, the size of a cell, and the room for the labels of rows.
const STEP: u16 = 12;
const CELL: u16 = 10;
const LEFT: u16 = 32;

/// How many characters of a mark's words are shown: they hold the names of processes.
const LENGTH: usize = 400;

/// What the map is made from.
#[derive(Clone, Properties)]
pub(in crate::overview) struct PortsMapProps {
    /// What is known of the snapshot.
    pub(in crate::overview) answers: Rc<Answers>,
}

impl PartialEq for PortsMapProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answers, &other.answers)
    }
}

/// The map. It keeps which cell the pointer is on.
#[component]
pub(in crate::overview) fn PortsMap(props: &PortsMapProps) -> Html {
    let pointed = use_state_eq(|| None::<u16>);
    let grid = use_memo((), |()| Grid::new());
    let onmousemove = use_callback(pointed.setter(), |event: MouseEvent, pointed| {
        pointed.set(port_at(&event));
    });
    let onmouseleave = use_callback(pointed.setter(), |_: MouseEvent, pointed| pointed.set(None));
    let onfocusin = use_callback(pointed.setter(), |event: FocusEvent, pointed| {
        let element = links::closest(&event, "[data-port]");
        let port = element.and_then(|element| element.get_attribute("data-port"));
        pointed.set(port.and_then(|port| port.parse().ok()));
    });
    let marks = &props.answers.marks;
    let caption = match *pointed {
        Some(port) => caption(marks, port),
        None => "Point at a cell for IANA's name of the port.".to_owned(),
    };
    let body = html! {
        <>
            <ul class="legend">
                <li class="exposed">{ "open to other hosts" }</li>
                <li class="this-host">{ "open to this host only" }</li>
                <li class="remote">{ "connected to elsewhere" }</li>
                <li class="assigned">{ "assigned by IANA" }</li>
                <li class="unassigned">{ "unassigned" }</li>
            </ul>
            <svg class="ports" viewBox={grid.view_box.clone()} role="group" aria-labelledby="well-known-ports"
                {onmousemove} {onmouseleave} {onfocusin}>
                <g aria-hidden="true">
                    <rect class="ground" x={LEFT.to_string()} y="0"
                        width={(SIDE * STEP).to_string()} height={(SIDE * STEP).to_string()} />
                    <path class="unassigned" d={grid.unassigned.clone()} />
                    <path class="assigned" d={grid.assigned.clone()} />
                    { for (0..SIDE).step_by(4).map(row_label) }
                    if let Some(port) = *pointed {
                        { cell("pointed", port) }
                    }
                </g>
                { for marks.iter().map(mark) }
            </svg>
            <p class="caption any-text">{ caption }</p>
            <details class="as-table">
                <summary>{ "As a table" }</summary>
                { table(marks) }
            </details>
        </>
    };
    panel(
        "ports-map",
        "well-known-ports",
        "Well-known ports, 0 to 1023",
        body,
    )
}

/// The cells that no host changes, as two paths.
struct Grid {
    view_box: AttrValue,
    assigned: AttrValue,
    unassigned: AttrValue,
}

impl Grid {
    fn new() -> Self {
        let mut assigned = String::new();
        let mut unassigned = String::new();
        for port in 0..PORTS {
            let (x, y) = corner(port);
            let path = if is_assigned(port) {
                &mut assigned
            } else {
                &mut unassigned
            };
            let _ = write!(path, "M{x} {y}h{CELL}v{CELL}h-{CELL}z");
        }
        let (width, height) = (LEFT + SIDE * STEP, SIDE * STEP);
        Self {
            view_box: format!("0 0 {width} {height}").into(),
            assigned: assigned.into(),
            unassigned: unassigned.into(),
        }
    }
}

/// The corner of a port's cell in the drawing.
fn corner(port: u16) -> (u16, u16) {
    (LEFT + port % SIDE * STEP + 1, port / SIDE * STEP + 1)
}

/// The port under the pointer, from where it is in the drawing's rectangle.
fn port_at(event: &MouseEvent) -> Option<u16> {
    let element = links::closest(event, "svg")?;
    let bounds = element.get_bounding_client_rect();
    let unit = bounds.width() / f64::from(LEFT + SIDE * STEP);
    let place = |offset: f64| {
        let place = (offset / unit / f64::from(STEP)).floor();
        (0..SIDE).find(|&known| (f64::from(known) - place).abs() < 0.5)
    };
    let column = place(f64::from(event.client_x()) - bounds.left() - f64::from(LEFT) * unit)?;
    let row = place(f64::from(event.client_y()) - bounds.top())?;
    Some(row * SIDE + column)
}

fn caption(marks: &[Mark], port: u16) -> String {
    match marks.iter().find(|mark| mark.port == port) {
        Some(mark) => shown_text_up_to(&mark.words, LENGTH).into_owned(),
        None => words(port),
    }
}

fn row_label(row: u16) -> Html {
    let (x, y) = ((LEFT - 6).to_string(), (row * STEP + 9).to_string());
    html! { <text {x} {y} text-anchor="end">{ row * SIDE }</text> }
}

fn cell(class: &'static str, port: u16) -> Html {
    let (x, y) = corner(port);
    let size = CELL.to_string();
    html! {
        <rect {class} x={x.to_string()} y={y.to_string()} width={size.clone()} height={size} />
    }
}

fn mark(mark: &Mark) -> Html {
    let class = role(mark.role);
    let words = shown_text_up_to(&mark.words, LENGTH).into_owned();
    html! {
        <g key={mark.port} class={classes!("mark", class)} role="button" tabindex="0" aria-label={words.clone()}
            data-port={mark.port.to_string()} data-view="sockets" data-filter={filter(mark.port)}>
            <title>{ words }</title>
            { cell("cell", mark.port) }
        </g>
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Exposed => "exposed",
        Role::ThisHost => "this-host",
        Role::Remote => "remote",
    }
}

fn table(marks: &[Mark]) -> Html {
    if marks.is_empty() {
        return html! { <p class="dim">{ "This host uses no well-known port." }</p> };
    }
    html! {
        <table>
            <thead><tr>
                <th scope="col" class="figure">{ "Port" }</th>
                <th scope="col">{ "What this host does there" }</th>
            </tr></thead>
            <tbody>{ for marks.iter().map(row) }</tbody>
        </table>
    }
}

fn row(mark: &Mark) -> Html {
    html! {
        <tr>
            <th scope="row" class="figure">
                <button type="button" class="link" data-view="sockets" data-filter={filter(mark.port)}>
                    { mark.port }
                </button>
            </th>
            <td class="any-text">{ shown_text_up_to(&mark.words, LENGTH).into_owned() }</td>
        </tr>
    }
}
