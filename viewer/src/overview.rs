//! The overview: who can reach this host, what deserves a look, whom it talks to, what could not be
//! read.
//!
//! What it says is computed by pure functions, once for each part of a snapshot that is looked at, in
//! one pass over the sockets; `draw` makes it visible.

mod draw;
pub mod ladder;
pub mod look;
pub mod names;
pub mod part;
pub mod ports_map;
#[cfg(test)]
pub(crate) mod sample;
pub mod states;
pub mod summary;
pub mod talks;
pub mod unread;

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::reach::accepts_strangers;
use netsnap_shared::snapshot::State;
use yew::prelude::*;

use crate::links;
use crate::place::View;
use names::Names;
use part::Part;

/// What the overview is made from.
#[derive(Clone, Properties)]
pub struct OverviewProps {
    /// What it says.
    pub answers: Rc<Answers>,
    /// Opens a view with this filter.
    pub on_filter: Callback<(View, String)>,
}

impl PartialEq for OverviewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answers, &other.answers) && self.on_filter == other.on_filter
    }
}

/// Everything that the overview says of a part of a snapshot.
#[derive(Debug)]
pub struct Answers {
    /// The key numbers.
    pub numbers: [summary::Number; 6],
    /// Who can reach this host.
    pub ladder: [ladder::Rung; 3],
    /// What deserves a look.
    pub looks: Vec<look::Look>,
    /// Whom it talks to.
    pub talks: talks::Talks,
    /// What could not be read.
    pub unread: unread::Unread,
    /// The well-known ports that it uses.
    pub marks: Vec<ports_map::Mark>,
    /// The states of its TCP sockets.
    pub states: states::States,
}

impl Answers {
    /// Computes what the overview says of the namespace at a place of the snapshot's list, or of all.
    pub fn new(catalog: &Catalog, place: Option<usize>) -> Self {
        let part = Part { catalog, place };
        let names = Names::new(catalog);
        let mut counts = summary::Counts::default();
        let mut ladder = ladder::Ladder::default();
        let mut looking = look::Looking::default();
        let mut talking = talks::Talking::new(part);
        let mut verdicts = unread::Verdicts::default();
        let mut uses = ports_map::Uses::default();
        let mut states = states::States::default();
        for place in part.sockets() {
            let socket = place.socket;
            counts.add(socket);
            states.add(socket);
            verdicts.add(socket.ownership);
            if accepts_strangers(socket) {
                ladder.add(place);
                uses.open(socket);
                looking.open(&names, place);
            } else {
                looking.add(&names, place);
                if socket.state == Some(State::Established) {
                    talking.add(&names, place);
                    uses.connected(socket);
                }
            }
        }
        Self {
            numbers: summary::numbers(part, counts),
            ladder: ladder.rungs(catalog),
            looks: looking.looks(part, &names),
            talks: talking.talks(part, &names),
            unread: unread::unread(part, verdicts),
            marks: uses.marks(catalog),
            states,
        }
    }
}

/// The overview.
#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let answers = &props.answers;
    let onclick = use_callback(
        props.on_filter.clone(),
        |event: MouseEvent, on_filter: &Callback<(View, String)>| {
            if let Some(place) = links::followed(&event) {
                on_filter.emit(place);
            }
        },
    );
    let onkeydown = use_callback(
        props.on_filter.clone(),
        |event: KeyboardEvent, on_filter: &Callback<(View, String)>| {
            if links::works_drawn_button(&event)
                && let Some(place) = links::followed(&event)
            {
                event.prevent_default();
                on_filter.emit(place);
            }
        },
    );
    html! {
        <div class="overview" {onclick} {onkeydown}>
            <h1 class="visually-hidden">{ "Overview" }</h1>
            { draw::numbers(&answers.numbers) }
            <div class="overview-columns">
                <div class="overview-column">
                    { draw::ladder(&answers.ladder) }
                    { draw::talks(&answers.talks) }
                    <draw::PortsMap answers={answers.clone()} />
                </div>
                <div class="overview-column">
                    { draw::looks(&answers.looks) }
                    { draw::unread(&answers.unread) }
                    { draw::states(&answers.states) }
                </div>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::filter::Filter;
    use netsnap_shared::index::Tables;
    use netsnap_shared::snapshot::Ownership;

    use super::sample::{catalog, process, tcp, tcp_listener, udp};
    use super::*;

    fn check(tables: &Tables, view: View, filter: &str, count: usize) {
        let Some(kind) = view.table() else {
            panic!("the overview leads to tables, not to itself");
        };
        let filter_of = Filter::parse(filter, kind);
        let rows = filter_of.map(|filter_of| filter_of.select(tables.get(kind)).len());
        assert_eq!(rows, Ok(count), "{filter}");
    }

    #[test]
    fn every_number_is_the_number_of_rows_that_its_filter_leaves() {
        let open = |local, remote, pids| tcp(State::Established, local, remote, pids);
        let mut hidden = tcp_listener("10.0.0.1:8080", &[]);
        hidden.ownership = Ownership::Hidden;
        let catalog = catalog(
            vec![process(1, "nginx"), process(2, "a \"b\" \\ c*")],
            vec![
                tcp_listener("0.0.0.0:443", &[1, 2]),
                tcp_listener("[::]:443", &[1]),
                tcp_listener("127.0.0.1:5432", &[2]),
                hidden,
                udp("0.0.0.0:40000", &[2]),
                udp("0.0.0.0:123", &[2]),
                udp("[fe80::1]:546", &[]),
                open("10.0.0.1:443", "203.0.113.7:50000", &[1]),
                open("[::ffff:10.0.0.1]:443", "[::ffff:203.0.113.7]:50001", &[1]),
                open("10.0.0.1:40000", "203.0.113.9:22", &[2, 1]),
                open("10.0.0.1:40001", "203.0.113.9:22", &[]),
                open("[2001:db8::1]:40001", "[2001:db8::2]:22", &[]),
                open("127.0.0.1:443", "127.0.0.1:40000", &[1]),
                open("[::ffff:127.0.0.1]:40000", "[::ffff:127.0.0.1]:443", &[2]),
                open("[::1]:40000", "[::1]:443", &[2]),
                tcp(State::TimeWait, "10.0.0.1:40002", "203.0.113.9:22", &[]),
                tcp(State::NewSynReceived, "10.0.0.1:443", "203.0.113.9:9", &[]),
            ],
        );
        let catalog = Rc::new(catalog);
        let tables = Tables::new(&catalog);
        let answers = Answers::new(&catalog, None);
        for number in answers.numbers {
            check(&tables, number.view, number.filter, number.count);
        }
        let sockets = |filter: &str, count| check(&tables, View::Sockets, filter, count);
        for rung in &answers.ladder {
            sockets(rung.filter(), rung.sockets);
            for open in &rung.open {
                sockets(&rung.filter_of(open), open.sockets);
            }
        }
        for look in &answers.looks {
            check(&tables, look.view, &look.filter, look.count);
        }
        let talks = &answers.talks;
        sockets(talks::FILTER, talks.open);
        sockets(talks::WITHIN_FILTER, talks.within);
        for groups in [&talks.addresses, &talks.processes, &talks.services] {
            for group in &groups.shown {
                sockets(&group.filter, group.count);
            }
        }
        for state in states::ALL {
            sockets(states::filter(state), answers.states.count(state));
        }
        for &(verdict, count) in &answers.unread.unowned {
            sockets(&unread::filter(verdict), count);
        }
        for mark in &answers.marks {
            assert!(
                Filter::parse(
                    &ports_map::filter(mark.port),
                    View::Sockets.table().unwrap()
                )
                .is_ok()
            );
        }
    }
}
