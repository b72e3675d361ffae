//! `netsnap explain`.

use netsnap::Exit;

use crate::fixture::{Shell, netsnap};

#[test]
fn several_subjects_are_explained_one_after_the_other() {
    let one = netsnap(&["explain", "443/tcp"]);
    assert_eq!((one.exit, one.stderr.as_str()), (Exit::Success, ""));
    let other = netsnap(&["explain", "close-wait"]);
    let both = netsnap(&["explain", "443/tcp", "CLOSE_WAIT"]);
    assert_eq!(both.out(), format!("{}\n{}", one.out(), other.out()));
    let bare = netsnap(&["explain", "443"]);
    assert_eq!(bare, netsnap(&["explain", "443/tcp", "443/udp"]));
}

#[test]
fn lines_fit_the_terminal() {
    for (width, widest) in [(None, 80), (Some(40), 40), (Some(500), 100)] {
        let shell = Shell {
            width,
            ..Shell::default()
        };
        let answer = shell.run(&["explain", "443/tcp", "close-wait", "udp"]);
        for line in answer.out().lines() {
            assert!(line.chars().count() <= widest, "{line}");
        }
    }
}

#[test]
fn an_unknown_word_is_an_error() {
    let answer = netsnap(&["explain", "443/tcp", "\x1b[31m"]);
    assert_eq!(answer.exit, Exit::Failure);
    assert_eq!(
        answer.out(),
        "",
        "nothing is explained when something cannot be"
    );
    assert_eq!(
        answer.stderr,
        "netsnap: cannot explain '\\x1b[31m': it is no port, service, state or protocol; try \
         443/tcp, 443, https, close-wait or udp\n"
    );
}
