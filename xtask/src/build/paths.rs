//! Paths of the machine that builds: they are kept out of what is handed on, where they would be
//! large, different on each machine, and nobody's business.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::target::rustc;
use crate::workspace::{Workspace, output};

/// Cargo's own separator of flags, which paths do not hold.
const SEPARATOR: char = '\x1f';

/// Folders of this machine, and the names that stand for them in what is handed on.
pub(super) struct Paths {
    /// The general ones first: the compiler takes the last that fits.
    folders: Vec<(PathBuf, &'static str)>,
}

impl Paths {
    /// Asks the environment and the compiler.
    pub(super) fn find(workspace: &Workspace) -> Result<Self> {
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let cargo_home = cargo_home
            .or_else(|| Some(env::home_dir()?.join(".cargo")))
            .context("neither CARGO_HOME nor a home folder is known")?;
        let sysroot = output(rustc().args(["--print", "sysroot"]))?;
        let mut folders = vec![
            (PathBuf::from(sysroot.trim()), "rust"),
            (cargo_home.clone(), "cargo"),
        ];
        // One folder for each registry; without any, nothing comes from there.
        let mut registries: Vec<PathBuf> = fs::read_dir(cargo_home.join("registry/src"))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        registries.sort();
        folders.extend(registries.into_iter().map(|folder| (folder, "crates")));
        folders.push((workspace.target.clone(), "target"));
        folders.push((workspace.root.clone(), "netsnap"));
        // With the target folder inside the workspace, the workspace has to come first.
        folders.sort_by_key(|(folder, _)| folder.components().count());
        Ok(Self { folders })
    }

    /// The value of `CARGO_ENCODED_RUSTFLAGS` that leaves them out. Flags that the environment asks
    /// for stay.
    pub(super) fn flags(&self) -> Result<OsString> {
        let earlier = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_else(|_| {
            let flags = env::var("RUSTFLAGS").unwrap_or_default();
            let flags: Vec<&str> = flags.split_whitespace().collect();
            flags.join(&SEPARATOR.to_string())
        });
        self.flags_after(&earlier)
    }

    fn flags_after(&self, earlier: &str) -> Result<OsString> {
        let mut flags = OsString::from(earlier);
        for (folder, name) in &self.folders {
            let folder = folder.to_str().context("a folder's name is not UTF-8")?;
            if !flags.is_empty() {
                flags.push(SEPARATOR.to_string());
            }
            flags.push(format!("--remap-path-prefix={folder}={name}"));
        }
        Ok(flags)
    }

    /// An error when `content` holds one of the folders.
    pub(super) fn refuse_in(&self, content: &[u8], what: &str) -> Result<()> {
        for (folder, _) in &self.folders {
            let path = folder.as_os_str().as_encoded_bytes();
            // The root of a file system, or one step below it, may well stand for something else.
            let telling = folder.components().count() > 2;
            if telling && holds(content, path) {
                bail!("{what} holds a path of this machine: {}", folder.display());
            }
        }
        Ok(())
    }
}

/// Whether the bytes are in the content.
fn holds(content: &[u8], part: &[u8]) -> bool {
    // The last byte of a path is rarer than its first, which is a slash.
    let (Some(&last), before) = (part.last(), part.len().saturating_sub(1)) else {
        return true;
    };
    let ends = content.iter().enumerate().skip(before);
    ends.filter(|&(_, &byte)| byte == last)
        .any(|(end, _)| content.get(..=end).is_some_and(|head| head.ends_with(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths() -> Paths {
        let folders = [
            ("/root", "home"),
            ("/home/ann/.cargo", "cargo"),
            ("/w o/netsnap", "netsnap"),
        ];
        Paths {
            folders: folders.map(|(path, name)| (path.into(), name)).into(),
        }
    }

    #[test]
    fn flags_are_added_to_those_that_are_there() {
        let added = "--remap-path-prefix=/root=home\x1f--remap-path-prefix=/home/ann/.cargo=cargo\
                     \x1f--remap-path-prefix=/w o/netsnap=netsnap";
        let check = |earlier: &str, expected: &str| {
            assert_eq!(paths().flags_after(earlier).unwrap(), expected);
        };
        check("", added);
        check("-Copt\x1f-g", &format!("-Copt\x1f-g\x1f{added}"));
    }

    #[test]
    fn a_path_is_found_wherever_it_stands() {
        let check = |content: &str, expected: &str| {
            let said = paths().refuse_in(content.as_bytes(), "it");
            let said = said.map_err(|error| error.to_string());
            assert_eq!(said.err().unwrap_or_default(), expected, "{content}");
        };
        check("", "");
        check("/proc/1/root/etc, cargo/registry, /root/.carg", "");
        let cargo = "it holds a path of this machine: /home/ann/.cargo";
        check("/home/ann/.cargo", cargo);
        check("a/home/ann/.cargo/registry/src", cargo);
        let workspace = "it holds a path of this machine: /w o/netsnap";
        check("at /w o/netsnap/viewer", workspace);
    }
}
