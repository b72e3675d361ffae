//! `netsnap collect` on a real kernel: as root, as an ordinary user, and beside `ss`.
#![cfg(target_os = "linux")]

mod opened;
mod ss;

use std::fs::{self, Permissions};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use netsnap_tests::{bundle, dist};
use serde_json::Value;

use crate::contract::rows_of;
use crate::own_network;
use opened::Opened;
use ss::{row, row_of_ss};

const VERDICTS: [&str; 6] = [
    "owned",
    "kernel",
    "not_accepted",
    "hidden",
    "other_pid_namespace",
    "missing",
];

/// Other tests make namespaces at the same time; those are not what is looked at here.
const COLLECT: [&str; 5] = ["collect", "--namespace", "self", "-o", "-"];

fn collected(output: Output) -> Result<(Value, String)> {
    let said = String::from_utf8(output.stderr)?;
    ensure!(output.status.success(), "{said}");
    Ok((bundle::read(&output.stdout)?, said))
}

fn sockets(bundle: &Value) -> Vec<&Value> {
    let namespaces = bundle["namespaces"].as_array().into_iter().flatten();
    let sockets = namespaces.filter_map(|namespace| namespace["sockets"].as_array());
    sockets.flatten().collect()
}

/// The lines of advice among what was said.
fn advice(said: &str) -> Vec<&str> {
    said.lines()
        .filter(|line| line.starts_with("netsnap: "))
        .collect()
}

fn is_root() -> Result<bool> {
    Ok(fs::metadata("/proc/self")?.uid() == 0)
}

#[test]
fn everyone_gets_a_bundle() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    let (bundle, said) = collected(dist::netsnap()?.args(COLLECT).output()?)?;
    let here = sockets(&bundle)
        .into_iter()
        .find(|socket| socket["local"]["port"] == port)
        .context("the listener is not there")?;
    assert_eq!(here["ownership"], "owned");
    assert_eq!(here["owners"][0]["pid"], std::process::id());
    assert!(advice(&said).len() <= 1, "{said}");
    for view in ["processes", "routes", "interfaces", "sources"] {
        assert!(rows_of(&bundle, view) > Some(0), "{view}");
    }
    Ok(())
}

#[test]
fn an_ordinary_user_gets_a_verdict_on_each_socket() -> Result<()> {
    if !is_root()? {
        eprintln!("only root can open sockets that this user must not look into");
        return Ok(());
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    // A place and a file that every user may read.
    let folder = tempfile::tempdir()?;
    let program = folder.path().join("netsnap");
    fs::copy(dist::netsnap()?.get_program(), &program)?;
    for path in [folder.path(), &program] {
        fs::set_permissions(path, Permissions::from_mode(0o755))?;
    }
    let output = Command::new("setpriv")
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
        .arg(&program)
        .args(COLLECT)
        .output()?;
    let (bundle, said) = collected(output)?;

    let sockets = sockets(&bundle);
    for socket in &sockets {
        let verdict = socket["ownership"].as_str().unwrap_or_default();
        assert!(VERDICTS.contains(&verdict), "{socket}");
        let owners = socket["owners"].as_array().map_or(0, Vec::len);
        assert_eq!(verdict == "owned", owners > 0, "{socket}");
    }
    let here = sockets
        .iter()
        .find(|socket| socket["local"]["port"] == port)
        .context("the listener is not there")?;
    assert_eq!(here["ownership"], "hidden");
    assert_eq!(bundle["privilege"]["elevated"], false);

    let [advice] = advice(&said)[..] else {
        panic!("one line of advice, not:\n{said}");
    };
    assert!(advice.contains("run as root"), "{advice}");
    let sources = bundle["sources"].as_array().context("no sources")?;
    let partial: Vec<&Value> = sources
        .iter()
        .filter(|source| source["status"] == "partial")
        .collect();
    let names: Vec<&str> = partial
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert!(names.contains(&"/proc/PID/fd"), "{names:?}");
    for source in partial {
        let reason = source["detail"].as_str().unwrap_or_default();
        assert!(!reason.is_empty(), "{source}");
    }
    Ok(())
}

#[test]
fn the_rows_and_owners_are_those_of_ss() -> Result<()> {
    let this = "collecting::the_rows_and_owners_are_those_of_ss";
    own_network::run(this, || {
        let _opened = Opened::all()?;
        // Something else may open a socket between the two, where the namespace is not our own.
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let output = dist::netsnap()?.args(COLLECT).output()?;
            let (bundle, _) = collected(output)?;
            let mut ours: Vec<String> = sockets(&bundle).into_iter().filter_map(row).collect();
            let output = Command::new("ss").arg("-tunaHOpe").output()?;
            let text = String::from_utf8(output.stdout)?;
            let mut theirs = text.lines().map(row_of_ss).collect::<Result<Vec<_>>>()?;
            ours.sort();
            theirs.sort();
            if ours == theirs || Instant::now() > deadline {
                assert_eq!(ours, theirs);
                assert!(ours.len() >= 14, "{ours:#?}");
                return Ok(());
            }
        }
    })
}
