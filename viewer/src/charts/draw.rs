//! A chart made visible.

use yew::prelude::*;

use super::{Chart, DETAILS};

/// The titles of the table that says the same as a chart.
const TITLES: [&str; 5] = ["When", "Received/s", "Packets/s", "Sent/s", "Packets/s"];

/// A chart with its labels, and as a table.
pub(crate) fn chart(chart: &Chart) -> Html {
    let Some([received, sent]) = &chart.outlines else {
        return html! { <p>{ chart.sentence.clone() }</p> };
    };
    let [most_received, most_sent] = &chart.most;
    let middle = DETAILS.half.to_string();
    let box_of = [
        "0 0 ",
        &DETAILS.width.to_string(),
        " ",
        &(2 * DETAILS.half).to_string(),
    ];
    html! {
        <>
            <p>{ chart.sentence.clone() }</p>
            <figure class="chart" aria-hidden="true">
                <p><i class="received" />{ "received, up to " }{ most_received.clone() }</p>
                <svg viewBox={box_of.concat()} preserveAspectRatio="none">
                    <path class="received" d={received.clone()} />
                    <path class="sent" d={sent.clone()} />
                    <line x1="0" x2="100%" y1={middle.clone()} y2={middle} />
                </svg>
                <p><i class="sent" />{ "sent, up to " }{ most_sent.clone() }</p>
                <p class="moments">{ for chart.moments.iter().map(|at| html! { <span>{ at.clone() }</span> }) }</p>
            </figure>
            <details class="as-table">
                <summary>{ "As a table" }</summary>
                <table>
                    <thead><tr>{ for TITLES.iter().map(|title| html! { <th scope="col">{ *title }</th> }) }</tr></thead>
                    <tbody>{ for chart.lines.iter().map(line) }</tbody>
                </table>
            </details>
        </>
    }
}

fn line(cells: &[String; 5]) -> Html {
    html! { <tr>{ for cells.iter().map(|text| html! { <td>{ text.clone() }</td> }) }</tr> }
}
