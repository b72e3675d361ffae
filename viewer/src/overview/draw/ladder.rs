//! Who can reach this host, as a ladder of three rungs.

use netsnap_shared::reach::Reach;
use yew::prelude::*;

use super::{LENGTH, panel, sockets_link};
use crate::format::{counted, grouped, shown_text_up_to};
use crate::overview::ladder::{OpenPort, Rung};

pub(in crate::overview) fn ladder(rungs: &[Rung]) -> Html {
    let body = html! {
        <>
            <p class="panel-note">
                { "Open ports by the addresses they are bound to. A firewall may narrow this; \
                   a snapshot does not see one." }
            </p>
            <ol class="rungs">{ for rungs.iter().map(rung) }</ol>
        </>
    };
    panel("ladder", "who-can-reach", "Who can reach this host", body)
}

fn rung(rung: &Rung) -> Html {
    let (class, title, whom) = match rung.reach {
        Reach::Everyone => (
            "everyone",
            "Everyone",
            "every host with a route to this one",
        ),
        Reach::Links => ("links", "Its links", "hosts on the same network segment"),
        Reach::ThisHost => ("this-host", "This host only", "programs that run here"),
    };
    let ports = if rung.open.is_empty() {
        Html::default()
    } else {
        html! {
            <ul class="chips">
                { for rung.open.iter().map(|open| open_port(rung, open)) }
                if rung.more > 0 {
                    <li>{ more(rung) }</li>
                }
            </ul>
        }
    };
    html! {
        <li class={classes!("rung", class, rung.open.is_empty().then_some("empty"))}>
            <div class="rung-head">
                <h3>{ title }</h3>
                <p>{ whom }</p>
                if rung.sockets > 0 {
                    <p>{ sockets_link(counted(rung.sockets, "socket", "sockets"), rung.filter()) }</p>
                } else {
                    <p>{ "– no open port" }</p>
                }
            </div>
            { ports }
        </li>
    }
}

fn open_port(rung: &Rung, open: &OpenPort) -> Html {
    let ports = if open.ports.first == open.ports.last {
        html! {
            <>
                <b>{ open.ports.first }</b>
                if let Some(service) = open.service {
                    { " " }<span class="service">{ service }</span>
                }
            </>
        }
    } else {
        html! { <span class="service">{ "ephemeral ports" }</span> }
    };
    let mut names: Vec<String> = Vec::new();
    names.extend(
        open.names
            .iter()
            .map(|name| shown_text_up_to(name, LENGTH).into_owned()),
    );
    if open.more_names > 0 {
        names.push(format!("{} more", grouped(open.more_names as u64)));
    }
    html! {
        <li>
            <button type="button" class="chip open-port"
                data-view="sockets" data-filter={rung.filter_of(open)}>
                <small>{ open.protocol.to_string() }</small>{ " " }
                { ports }{ " " }
                <span class="names one-line">{ names.join(", ") }</span>
                if open.sockets > 1 {
                    { " " }<small>{ "×" }{ grouped(open.sockets as u64) }</small>
                }
            </button>
        </li>
    }
}

fn more(rung: &Rung) -> Html {
    html! {
        <button type="button" class="chip" data-view="sockets" data-filter={rung.filter()}>
            { grouped(rung.more as u64) }{ " more" }
        </button>
    }
}
