//! A network namespace of a test's own, where nothing else opens sockets.
#![cfg(target_os = "linux")]

use std::env;
use std::process::Command;

use anyhow::{Result, ensure};

/// Set in the test that runs inside of its namespace.
const MARK: &str = "NETSNAP_PRODUCT_TEST_NAMESPACE";

/// The options that make a namespace: as root, and as an ordinary user.
const WAYS: [&[&str]; 2] = [&["--net"], &["--map-root-user", "--net"]];

/// Runs a test's body in a network namespace of its own by running the test of this full name again
/// inside of one; where this system does not allow that, the body runs here.
pub(crate) fn run(test: &str, body: impl FnOnce() -> Result<()>) -> Result<()> {
    let inside = env::var_os(MARK).is_some();
    let allowed = |options: &&&[&str]| {
        let probe = Command::new("unshare").args(**options).arg("true").output();
        probe.is_ok_and(|output| output.status.success())
    };
    let Some(options) = WAYS.iter().find(allowed).filter(|_| !inside) else {
        return body();
    };
    let status = Command::new("unshare")
        .args(*options)
        .args(["sh", "-c", "ip link set lo up && exec \"$0\" \"$@\""])
        .arg(env::current_exe()?)
        .args([test, "--exact", "--nocapture"])
        .env(MARK, "1")
        .status()?;
    ensure!(status.success(), "{test} failed in its namespace");
    Ok(())
}
