//! Where a file goes: whole and private, or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::Environment;
use crate::interrupt::{self, Held};

/// Where to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Standard output.
    Stdout,
    /// A file.
    File {
        /// Its path.
        path: PathBuf,
        /// Whether a file that is there is replaced.
        replace: bool,
    },
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutputError {
    #[error("{} exists already: choose another name, or replace it with --force", .0.display())]
    Exists(PathBuf),
    #[error("cannot write {}: it is a directory", .0.display())]
    Directory(PathBuf),
    #[error("standard output is a terminal: name a file with -o FILE, or pipe it into a program")]
    Terminal,
    #[error("cannot write {}", .path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("a signal came before {} was whole: nothing was written", .0.display())]
    Interrupted(PathBuf),
    #[error("cannot write to standard output")]
    Stdout(#[source] io::Error),
}

impl Target {
    /// The target of a path, where `-` is standard output.
    pub(crate) fn new(path: &Path, replace: bool) -> Self {
        if path == Path::new("-") {
            Self::Stdout
        } else {
            Self::File {
                path: path.to_owned(),
                replace,
            }
        }
    }

    /// Finds out what can be found out before the work begins.
    pub(crate) fn check(&self, environment: &Environment<'_>) -> Result<(), OutputError> {
        match self {
            Self::Stdout if environment.stdout_is_terminal => Err(OutputError::Terminal),
            Self::Stdout => Ok(()),
            Self::File { path, replace } => kind(path, *replace).map(drop),
        }
    }

    /// Writes what `fill` gives: all of it, or an error and no file. Gives the number of bytes.
    pub(crate) fn write(
        &self,
        environment: &mut Environment<'_>,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<u64, OutputError> {
        self.check(environment)?;
        match self {
            Self::Stdout => counted(environment.stdout, None, fill)
                .and_then(|bytes| environment.stdout.flush().map(|()| bytes))
                .map_err(OutputError::Stdout),
            Self::File { path, replace } => {
                write_file(path, *replace, |file, held| counted(file, held, fill))
            }
        }
    }
}

/// Writes and gives the number of bytes.
fn counted(
    out: &mut dyn Write,
    held: Option<&Held>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<u64> {
    let mut counted = Counted {
        out,
        held,
        bytes: 0,
    };
    fill(&mut counted)?;
    Ok(counted.bytes)
}

/// Counts what is written, and writes no more once a signal came.
struct Counted<'a> {
    out: &'a mut dyn Write,
    held: Option<&'a Held>,
    bytes: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.is_some_and(Held::came) {
            // Not `Interrupted`, which means to try again.
            return Err(io::Error::other("a signal came"));
        }
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What stands at a path already.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// Nothing, or a file that may be replaced.
    File,
    /// A device or a pipe, which takes the bytes as they come.
    Device,
}

fn kind(path: &Path, replace: bool) -> Result<Kind, OutputError> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(OutputError::Directory(path.to_owned())),
        Ok(found) if !found.is_file() => Ok(Kind::Device),
        Ok(_) if replace => Ok(Kind::File),
        Ok(_) => Err(OutputError::Exists(path.to_owned())),
        // A link that leads nowhere is there too.
        Err(_) if !replace && path.symlink_metadata().is_ok() => {
            Err(OutputError::Exists(path.to_owned()))
        }
        Err(_) => Ok(Kind::File),
    }
}

/// Writes a file under a temporary name beside its place, readable only by its owner, and renames
/// it once it is whole. A signal meanwhile ends that, and nothing stays.
fn write_file<T>(
    path: &Path,
    replace: bool,
    write: impl FnOnce(&mut File, Option<&Held>) -> io::Result<T>,
) -> Result<T, OutputError> {
    let failed = |source| OutputError::Write {
        path: path.to_owned(),
        source,
    };
    if kind(path, replace)? == Kind::Device {
        let mut device = OpenOptions::new().write(true).open(path).map_err(failed)?;
        return write(&mut device, None).map_err(failed);
    }
    // Behind a link it is the file that is replaced, not the link.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let held = interrupt::hold();
    let mut temporary = tempfile::Builder::new()
        .prefix(".netsnap-")
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(|error| failed(without_path(&error)))?;
    let written = write(temporary.as_file_mut(), Some(&held));
    let written = written.and_then(|written| {
        settle(temporary.as_file())?;
        Ok(written)
    });
    if held.came() {
        return Err(OutputError::Interrupted(path.to_owned()));
    }
    let written = written.map_err(failed)?;
    let persisted = if replace {
        temporary.persist(&place)
    } else {
        temporary.persist_noclobber(&place)
    };
    match persisted {
        Ok(_) => Ok(written),
        Err(error) if !replace && error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(OutputError::Exists(path.to_owned()))
        }
        Err(error) => Err(failed(error.error)),
    }
}

/// Makes sure that there was room for what was written: some file systems say only when the bytes
/// are to reach the disk that it is full. The usual local ones have room for what they have taken,
/// and waiting for the disk may take longer than everything before.
fn settle(file: &File) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        /// Of Linux `include/uapi/linux/magic.h`: ext4, XFS, Btrfs, F2FS, tmpfs, ramfs, overlayfs.
        const TAKE_ONLY_WHAT_FITS: [u32; 7] = [
            0xef53,
            0x5846_5342,
            0x9123_683e,
            0xf2f5_2010,
            0x0102_1994,
            0x8584_58f6,
            0x794c_7630,
        ];
        let kind = rustix::fs::fstatfs(file).map(|found| u32::try_from(found.f_type));
        if matches!(kind, Ok(Ok(kind)) if TAKE_ONLY_WHAT_FITS.contains(&kind)) {
            return Ok(());
        }
    }
    file.sync_all()
}

/// The error without the temporary name, which says nothing to anyone.
fn without_path(error: &io::Error) -> io::Error {
    let text = error.to_string();
    let reason = text.split(" at path ").next().unwrap_or_default();
    io::Error::new(error.kind(), reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a folder holds, by name.
    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json.gz");
        for (replace, bytes, expected, ok) in [
            (false, "one", "one", true),
            (false, "two", "one", false),
            (true, "three", "three", true),
        ] {
            let result = write_file(&path, replace, |file, _| file.write_all(bytes.as_bytes()));
            assert_eq!(result.is_ok(), ok, "{bytes}");
            assert_eq!(fs::read_to_string(&path).unwrap(), expected);
            assert_eq!(names(folder.path()), ["a.json.gz"]);
        }
    }

    #[test]
    fn an_error_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json.gz");
        let fail = |file: &mut File, _: Option<&Held>| -> io::Result<()> {
            file.write_all(b"half")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        };
        assert!(matches!(
            write_file(&path, false, fail),
            Err(OutputError::Write { .. })
        ));
        assert_eq!(names(folder.path()), [""; 0]);

        fs::write(&path, "old").unwrap();
        assert!(write_file(&path, true, fail).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.json.gz"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_signal_leaves_nothing_behind() {
        use signal_hook::consts::SIGTERM;
        use signal_hook::low_level::raise;

        // In a process of its own: a signal is for all the tests in one.
        const MARK: &str = "NETSNAP_TEST_SIGNAL";
        if std::env::var_os(MARK).is_none() {
            let again = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["output::tests::a_signal_leaves_nothing_behind", "--exact"])
                .env(MARK, "1")
                .output()
                .unwrap();
            assert!(again.status.success(), "{again:?}");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json.gz");
        let early = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            raise(SIGTERM)?;
            out.write_all(b"more")
        };
        let late = |out: &mut dyn Write| {
            out.write_all(b"all")?;
            raise(SIGTERM)
        };
        let results = [
            write_file(&path, false, |file, held| counted(file, held, early)),
            write_file(&path, false, |file, held| counted(file, held, late)),
        ];
        for result in results {
            assert!(
                matches!(result, Err(OutputError::Interrupted(_))),
                "{result:?}"
            );
            assert_eq!(names(folder.path()), [""; 0]);
        }
        // What came before is no reason not to write the next.
        write_file(&path, false, |file, held| {
            counted(file, held, |out| out.write_all(b"all"))
        })
        .unwrap();
        assert_eq!(names(folder.path()), ["a.json.gz"]);
    }

    #[test]
    fn a_missing_folder_is_named_without_the_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/a.html");
        let error = write_file(&path, false, |_, _| Ok(())).unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(!source.contains(".part"), "{source}");
        assert!(error.to_string().ends_with("missing/a.html"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        write_file(&path, true, |file, _| file.write_all(b"new")).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let (file, link, lost) = (
            folder.path().join("file"),
            folder.path().join("link"),
            folder.path().join("lost"),
        );
        fs::write(&file, "old").unwrap();
        symlink(&file, &link).unwrap();
        symlink(folder.path().join("nowhere"), &lost).unwrap();
        write_file(&link, true, |file, _| file.write_all(b"new")).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(matches!(
            write_file(&lost, false, |_, _| Ok(())),
            Err(OutputError::Exists(_))
        ));
        write_file(Path::new("/dev/null"), false, |file, _| {
            file.write_all(b"x")
        })
        .unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        assert!(matches!(
            write_file(folder.path(), true, |_, _| Ok(())),
            Err(OutputError::Directory(_))
        ));
    }
}
