//! `netsnap collect`: this host as a bundle.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use netsnap_shared::bundle;

use super::file_name::file_name;
use super::{check_more, read_host, read_more, write_gzip, wrote};
use crate::Environment;
use crate::cli::{Collect, Format};
use crate::output::Target;

pub(super) fn run(arguments: &Collect, environment: &mut Environment<'_>) -> anyhow::Result<()> {
    let output = &arguments.output;
    let format = format(arguments.format, output.path.as_deref());
    let named = output
        .path
        .as_deref()
        .map(|path| Target::new(path, output.force));
    if let Some(target) = &named {
        // Before the work, not after it.
        target.check(environment)?;
    }
    check_more(&arguments.more, environment)?;
    let mut snapshot = read_host(&arguments.what, environment);
    read_more(&arguments.more, &arguments.what, &mut snapshot, environment);
    let target = named.unwrap_or_else(|| {
        let extension = match format {
            Format::Gzip => bundle::FILE_EXTENSION,
            Format::Json => "json",
        };
        Target::File {
            path: PathBuf::from(file_name("netsnap", &snapshot, extension)),
            replace: output.force,
        }
    });
    let size = target.write(environment, |out| match format {
        Format::Gzip => write_gzip(&snapshot, out),
        Format::Json => {
            let mut buffer = BufWriter::with_capacity(1 << 16, out);
            bundle::write_json(&snapshot, &mut buffer)?;
            buffer.flush()
        }
    })?;
    wrote(&target, size, &snapshot, environment)?;
    // The program ends here: of many rows, giving back each would take a while and help nobody.
    std::mem::forget(snapshot);
    Ok(())
}

/// What was asked for, or else what the file's name promises.
fn format(asked: Option<Format>, path: Option<&Path>) -> Format {
    let is_json = path
        .and_then(Path::extension)
        .is_some_and(|extension| extension == "json");
    asked.unwrap_or(if is_json { Format::Json } else { Format::Gzip })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_promises_a_format() {
        for (asked, path, expected) in [
            (None, None, Format::Gzip),
            (None, Some("-"), Format::Gzip),
            (None, Some("a.json.gz"), Format::Gzip),
            (None, Some("a"), Format::Gzip),
            (None, Some("a.json"), Format::Json),
            (Some(Format::Gzip), Some("a.json"), Format::Gzip),
            (Some(Format::Json), None, Format::Json),
        ] {
            assert_eq!(format(asked, path.map(Path::new)), expected, "{path:?}");
        }
    }
}
