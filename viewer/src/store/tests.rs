//! Actions and what they leave, on a small bundle of its own.

use std::rc::Rc;

use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::index::{Direction, Field, TableKind};

use super::{Action, Address, Loading, Report, State};
use crate::fragment::Place;
use crate::place::{Selected, View};
use crate::sample::bundle;
use crate::walk::{Part, Question};

fn report() -> Rc<Report> {
    let decoded = decode(&bundle(), &Limits::default()).unwrap();
    Rc::new(Report::new(decoded, None))
}

fn opened(fragment: &str) -> State {
    let mut state = State::default();
    state.apply(Action::Navigate(crate::fragment::parse(fragment).into()));
    state.apply(Action::Loaded(report()));
    state
}

fn rows(state: &State, table: TableKind) -> Vec<u32> {
    state.pane(table).selection().rows.to_vec()
}

#[test]
fn a_fragment_holds_until_the_bundle_is_there() {
    let state = opened("#/sockets?sel=1&sort=-state");
    assert_eq!(state.view, View::Sockets);
    assert_eq!(state.selected(), Some(Selected::Socket(1)));
    assert_eq!(
        state.pane(TableKind::Sockets).sort,
        [(Field::State, Direction::Descending)]
    );
    assert_eq!(rows(&state, TableKind::Sockets).len(), 3);
}

#[test]
fn a_row_that_is_not_there_is_not_selected() {
    assert_eq!(opened("#/sockets?sel=4000000000").selected(), None);
    assert_eq!(opened("#/overview?sel=1").selected(), None);
}

#[test]
fn every_action_says_what_the_address_becomes() {
    for (action, address, fragment) in [
        (Action::Show(View::Routes), Address::Push, "#/routes"),
        (
            Action::Filter("x".to_owned()),
            Address::Type,
            "#/sockets?q=x",
        ),
        (Action::Filter(String::new()), Address::Push, "#/sockets"),
        (
            Action::FilterIn(View::Processes, "root".to_owned()),
            Address::Push,
            "#/processes?q=root",
        ),
        (
            Action::Sort(Field::State),
            Address::Replace,
            "#/sockets?sort=state",
        ),
        (Action::Select(Some(2)), Address::Push, "#/sockets?sel=2"),
        (Action::Select(None), Address::Push, "#/sockets"),
        (Action::Follow(2), Address::Replace, "#/sockets?sel=2"),
        (
            Action::Open(Selected::Process(0)),
            Address::Push,
            "#/processes?sel=0",
        ),
        (
            Action::Open(Selected::Route(0)),
            Address::Push,
            "#/routes?sel=0",
        ),
        (Action::Help(true), Address::Keep, "#/sockets"),
        (Action::DismissNewer, Address::Keep, "#/sockets"),
    ] {
        let mut state = opened("#/sockets");
        let case = format!("{action:?}");
        assert_eq!(state.apply(action), address, "{case}");
        assert_eq!(crate::fragment::write(&state.place()), fragment, "{case}");
    }
}

#[test]
fn a_column_is_sorted_up_then_down_then_not() {
    let mut state = opened("#/sockets");
    for expected in [
        Some(Direction::Ascending),
        Some(Direction::Descending),
        None,
    ] {
        state.apply(Action::Sort(Field::LocalPort));
        let sort = state.pane(TableKind::Sockets).sort.first();
        assert_eq!(sort.map(|&(_, direction)| direction), expected);
    }
    state.apply(Action::Sort(Field::LocalPort));
    state.apply(Action::Sort(Field::State));
    let sort = |state: &State| state.pane(TableKind::Sockets).sort.clone();
    let up = |field| (field, Direction::Ascending);
    assert_eq!(sort(&state), [up(Field::State)]);
    for (action, expected) in [
        (
            Action::SortToo(Field::User),
            vec![up(Field::State), up(Field::User)],
        ),
        (
            Action::SortToo(Field::State),
            vec![(Field::State, Direction::Descending), up(Field::User)],
        ),
        (Action::SortToo(Field::State), vec![up(Field::User)]),
        (
            Action::SortToo(Field::State),
            vec![up(Field::User), up(Field::State)],
        ),
        (Action::Sort(Field::User), vec![up(Field::User)]),
    ] {
        state.apply(action);
        assert_eq!(sort(&state), expected);
    }
}

#[test]
fn each_view_keeps_its_filter() {
    let mut state = opened("#/sockets?q=state%3Alisten");
    state.apply(Action::Show(View::Overview));
    assert_eq!(state.place(), Place::default());
    state.apply(Action::Show(View::Sockets));
    assert_eq!(state.place().filter, "state:listen");
}

#[test]
fn a_file_that_cannot_be_read_closes_nothing() {
    let mut state = opened("#/sockets");
    let loading = Loading {
        file: Some("x".to_owned()),
        size: 7,
        ..Loading::default()
    };
    state.apply(Action::Load(loading.clone()));
    assert_eq!(state.loading, Some(loading));
    assert!(state.report.is_some());
    state.apply(Action::LoadFailed("no".to_owned()));
    assert_eq!(
        (state.loading.is_none(), state.problem.as_deref()),
        (true, Some("no"))
    );
    assert_eq!(rows(&state, TableKind::Sockets).len(), 3);
    state.apply(Action::DismissProblem);
    assert_eq!(state.problem, None);
}

#[test]
fn another_bundle_keeps_the_filter_and_drops_the_selection() {
    let mut state = opened("#/sockets?q=tcp&sel=1");
    state.apply(Action::Loaded(report()));
    assert_eq!(state.place().filter, "tcp");
    assert_eq!(state.selected(), None);
}

#[test]
fn another_bundle_has_an_overview_of_its_own() {
    for fragment in ["#/overview", "#/overview?ns=1"] {
        let mut state = opened(fragment);
        let first = Rc::clone(state.scope.answers().unwrap());
        state.apply(Action::Show(View::Sockets));
        state.apply(Action::Show(View::Overview));
        assert!(
            Rc::ptr_eq(&first, state.scope.answers().unwrap()),
            "{fragment}"
        );
        state.apply(Action::Loaded(two_namespaces()));
        assert!(
            !Rc::ptr_eq(&first, state.scope.answers().unwrap()),
            "{fragment}"
        );
    }
}

#[test]
fn a_question_is_answered_at_each_key_and_keeps_the_last_answer() {
    let mut state = opened("#/routes?to=127.0.0.1");
    let said = |state: &State| {
        let answer = state.asked.answer().map(|answer| answer.outcome.clone());
        (answer.unwrap_or_default(), state.asked.problem().is_some())
    };
    let (first, _) = said(&state);
    assert!(first.contains("127.0.0.1"), "{first}");
    for (question, address, is_last, is_problem) in [
        (Question::to("127.0.0."), "to=127.0.0.", true, true),
        (Question::to("127.0.0.x"), "to=127.0.0.x", true, true),
        (Question::to("127.0.0.2"), "to=127.0.0.2", false, false),
        (
            Question::default().with(Part::Mark, "1"),
            "mark=1",
            false,
            false,
        ),
    ] {
        let address = ["#/routes?", address].concat();
        assert_eq!(state.apply(Action::Ask(question)), Address::Type);
        assert_eq!(crate::fragment::write(&state.place()), address);
        let (outcome, has_problem) = said(&state);
        assert_eq!(outcome == first, is_last, "{address}: {outcome}");
        assert_eq!(has_problem, is_problem, "{address}");
    }
    assert_eq!(state.asked.answer(), None);
    // It is kept for when the view is shown again, and is no part of other views' addresses.
    state.apply(Action::Ask(Question::to("127.0.0.1")));
    state.apply(Action::Show(View::Sockets));
    assert_eq!(state.place().question, Question::default());
    state.apply(Action::Loaded(report()));
    state.apply(Action::Show(View::Routes));
    assert_eq!(said(&state), (first, false));
}

/// The report with a second namespace, whose name begins like that of the first.
fn two_namespaces() -> Rc<Report> {
    let mut decoded = decode(&bundle(), &Limits::default()).unwrap();
    let namespaces = &mut decoded.snapshot.namespaces;
    let mut other = namespaces[0].clone();
    other.id.0.push('0');
    other.is_collectors = false;
    other.sockets.truncate(1);
    namespaces.push(other);
    Rc::new(Report::new(decoded, None))
}

#[test]
fn one_namespace_shows_its_own_rows_in_every_table() {
    let report = two_namespaces();
    let [own, other] = [0, 1].map(|at| report.catalog.snapshot().namespaces[at].id.0.clone());
    let mut state = State::default();
    state.apply(Action::Loaded(Rc::clone(&report)));
    state.apply(Action::FilterIn(View::Sockets, "tcp or udp".to_owned()));
    for (namespace, sockets) in [
        (String::new(), &[0, 1, 2, 3][..]),
        (own.clone(), &[0, 1, 2]),
        (other.clone(), &[3]),
        ("none that there is".to_owned(), &[0, 1, 2, 3]),
    ] {
        assert_eq!(
            state.apply(Action::Within(namespace.clone())),
            Address::Push
        );
        assert_eq!(rows(&state, TableKind::Sockets), sockets, "{namespace}");
        let selection = state.pane(TableKind::Sockets).selection();
        assert_eq!(selection.total, sockets.len(), "{namespace}");
        let place = crate::fragment::parse(&crate::fragment::write(&state.place()));
        assert_eq!(place, state.place());
        assert_eq!(place.namespace, namespace);
    }
    // The overview is that of the namespace alone.
    state.apply(Action::Within(other.clone()));
    state.apply(Action::Show(View::Overview));
    let catalog = state
        .scope
        .answers()
        .map(|answers| answers.numbers[0].count);
    assert_eq!(catalog, Some(1));
    // A row of another namespace is shown among all.
    state.apply(Action::Open(Selected::Socket(3)));
    assert_eq!(state.scope.place(), Some(1));
    state.apply(Action::Open(Selected::Socket(0)));
    assert_eq!(
        (state.scope.place(), state.selected()),
        (None, Some(Selected::Socket(0)))
    );
}
