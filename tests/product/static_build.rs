//! The collector that `cargo xtask build --static` makes: it runs where there is nothing but a kernel.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use netsnap_tests::{bundle, dist};

/// Enters an otherwise empty folder that has this host's /proc, and runs what is in it.
const IN_FOLDER: &str = r#"mount --rbind /proc "$0/proc" &&
    PATH="$PATH:/usr/sbin:/sbin" exec chroot "$0" /netsnap collect --namespace self -o -"#;

/// The options that make a mount namespace: as root, and as an ordinary user.
const WAYS: [&[&str]; 2] = [&["--mount"], &["--map-root-user", "--mount"]];

#[test]
fn it_reads_a_host_of_which_it_sees_only_proc() -> Result<()> {
    let allowed = |options: &&&[&str]| {
        let probe = Command::new("unshare").args(**options).arg("true").output();
        probe.is_ok_and(|output| output.status.success())
    };
    let Some(options) = WAYS.iter().find(allowed) else {
        eprintln!("this system allows no mount namespace: the static build was not run in one");
        return Ok(());
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("proc"))?;
    fs::copy(dist::static_netsnap()?, folder.path().join("netsnap"))?;
    let output = Command::new("unshare")
        .args(*options)
        .args(["sh", "-c", IN_FOLDER])
        .arg(folder.path())
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}");

    let bundle = bundle::read(&output.stdout)?;
    let namespaces = bundle["namespaces"].as_array().context("no namespaces")?;
    let sockets = namespaces.iter().filter_map(|it| it["sockets"].as_array());
    let here = sockets
        .flatten()
        .find(|socket| socket["local"]["port"] == port)
        .context("the listener is not there")?;
    assert_eq!(here["ownership"], "owned");
    assert_eq!(here["owners"][0]["pid"], std::process::id());
    // What it cannot see it does not invent.
    let sources = bundle["sources"].as_array().context("no sources")?;
    for name in ["/etc/passwd", "/etc/os-release"] {
        let source = sources.iter().find(|source| source["name"] == name);
        let source = source.with_context(|| format!("no source {name}"))?;
        assert_eq!(source["status"], "unavailable", "{source}");
    }
    assert!(bundle["host"]["os_version"].is_null());
    assert_eq!(bundle["users"], serde_json::json!([]));
    Ok(())
}

#[test]
fn it_needs_no_other_program_and_no_library() -> Result<()> {
    let program = fs::read(dist::static_netsnap()?)?;
    let asked = asked_for(&program).context("the program has an odd header")?;
    assert_eq!(asked, Asked::default());
    // The reader of headers finds both where they are.
    let ordinary = fs::read(dist::netsnap()?.get_program())?;
    let asked = asked_for(&ordinary).context("the ordinary program has an odd header")?;
    if cfg!(target_env = "gnu") {
        assert!(asked.interpreter && asked.libraries > 0, "{asked:?}");
    }
    Ok(())
}

#[test]
fn it_holds_the_page() -> Result<()> {
    let page = fs::read(dist::viewer()?)?;
    let program = fs::read(dist::static_netsnap()?)?;
    if !program.windows(page.len()).any(|part| part == page) {
        bail!("the static build has another page than target/dist/viewer.html");
    }
    Ok(())
}

/// What a program asks its system for before it begins.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    /// A dynamic loader (`PT_INTERP`).
    interpreter: bool,
    /// How many libraries (`DT_NEEDED`).
    libraries: usize,
}

/// Reads the program headers of a 64-bit little-endian ELF file, elf(5).
fn asked_for(elf: &[u8]) -> Option<Asked> {
    const PT_DYNAMIC: u64 = 2;
    const PT_INTERP: u64 = 3;
    const DT_NEEDED: u64 = 1;
    if !elf.starts_with(b"\x7fELF\x02\x01") {
        return None;
    }
    let number = |at: u64, length: usize| {
        let bytes = elf.get(usize::try_from(at).ok()?..)?.get(..length)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
        )
    };
    // e_phoff, e_phentsize and e_phnum of the file's header.
    let (first, size, count) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
    let mut asked = Asked::default();
    for header in (0..count).map(|index| first + index * size) {
        match number(header, 4)? {
            PT_INTERP => asked.interpreter = true,
            PT_DYNAMIC => {
                // p_offset and p_filesz; an entry is a tag and a value.
                let (start, length) = (number(header + 8, 8)?, number(header + 32, 8)?);
                for entry in (start..start + length).step_by(16) {
                    asked.libraries += usize::from(number(entry, 8)? == DT_NEEDED);
                }
            }
            _ => {}
        }
    }
    Some(asked)
}
