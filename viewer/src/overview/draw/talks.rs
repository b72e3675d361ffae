//! Whom this host talks to, as three lists with bars.

use yew::prelude::*;

use super::{LENGTH, panel, sockets_link};
use crate::format::{counted, grouped, shown_text_up_to};
use crate::overview::talks::{FILTER, Group, Groups, Talks, WITHIN_FILTER};

pub(in crate::overview) fn talks(talks: &Talks) -> Html {
    let body = html! {
        <>
            <p class="panel-note">{ sentence(talks) }</p>
            if talks.open > 0 {
                <div class="talk-lists">
                    { list("Addresses", &talks.addresses, talks.open) }
                    { list("Processes", &talks.processes, talks.open) }
                    { list("Services", &talks.services, talks.open) }
                </div>
            }
        </>
    };
    panel("talks", "whom-it-talks-to", "Whom it talks to", body)
}

fn sentence(talks: &Talks) -> Html {
    let connections = |count| counted(count, "open connection", "open connections");
    let away = match talks.open {
        0 => html! { { "No open connection to another host." } },
        count => html! {
            <>{ sockets_link(connections(count), FILTER) }{ " to other addresses." }</>
        },
    };
    html! {
        <>
            { away }
            if talks.within > 0 {
                { " " }
                { sockets_link(counted(talks.within, "socket", "sockets"), WITHIN_FILTER) }
                { " talking within this host, over loopback." }
            }
        </>
    }
}

fn list(title: &'static str, groups: &Groups, all: usize) -> Html {
    html! {
        <div class="talk-list">
            <h3>{ title }</h3>
            <ol>{ for groups.shown.iter().map(|group| row(group, all)) }</ol>
            if groups.more > 0 {
                <p>{ sockets_link(["and ", &grouped(groups.more as u64), " more"].concat(), FILTER) }</p>
            }
        </div>
    }
}

fn row(group: &Group, all: usize) -> Html {
    let label = shown_text_up_to(&group.label, LENGTH).into_owned();
    let width = format!("{}%", (group.count * 100).div_ceil(all.max(1)).min(100));
    html! {
        <li>
            <button type="button" class="bar-row" data-view="sockets" data-filter={group.filter.clone()}>
                <span class="named" title={label.clone()}>
                    <span class="one-line">{ label }</span>
                    if let Some(note) = group.note {
                        { " " }<small>{ note }</small>
                    }
                </span>
                <b>{ grouped(group.count as u64) }</b>
                <svg class="share" aria-hidden="true"><rect {width} height="100%" rx="1.5" /></svg>
            </button>
        </li>
    }
}
