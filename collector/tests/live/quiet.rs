//! A place where nothing else opens sockets: a network namespace of the test's own.

use std::env;
use std::process::Command;

/// Set in the test that runs inside of its namespace.
const MARK: &str = "NETSNAP_TEST_NAMESPACE";

/// Runs a test's body in a network namespace of its own, by running the test again inside of one.
/// Where this system does not let the test make a namespace, the body runs here.
pub(crate) fn run(test: &str, body: impl FnOnce()) {
    run_prepared(test, &[], "ip link set lo up", body);
}

/// The same with a mount namespace of its own, where `ip netns` can give names that nobody else
/// sees.
pub(crate) fn run_with_names(test: &str, body: impl FnOnce()) {
    let prepare = "mount -t tmpfs tmpfs /run && mkdir /run/netns && ip link set lo up";
    run_prepared(test, &["--mount"], prepare, body);
}

fn run_prepared(test: &str, options: &[&str], prepare: &str, body: impl FnOnce()) {
    let Some(unshare) = unshare().filter(|_| env::var_os(MARK).is_none()) else {
        return body();
    };
    let status = Command::new("unshare")
        .args(unshare)
        .args(options)
        .args(["sh", "-c", &format!("{prepare} && exec \"$0\" \"$@\"")])
        .arg(env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(MARK, "1")
        .status()
        .unwrap();
    assert!(status.success(), "{test} failed in its namespace");
}

/// Whether this is a namespace that the test may change.
pub(crate) fn is_own() -> bool {
    env::var_os(MARK).is_some()
}

/// The options that make a namespace here: as root, or as an ordinary user with a user namespace.
fn unshare() -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] = [&["--net"], &["--map-root-user", "--net"]];
    ways.into_iter().find(|options| {
        let probe = Command::new("unshare")
            .args(*options)
            .args(["ip", "link", "set", "lo", "up"])
            .output();
        probe.is_ok_and(|probe| probe.status.success())
    })
}
