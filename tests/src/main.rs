//! The browser for people: screenshots to look at, and how fast the viewer answers.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use netsnap_tests::{filter_speed, screenshots};

const USAGE: &str = "usage: netsnap-browser screenshots PAGE.html FOLDER
       netsnap-browser speed PAGE.html
       netsnap-browser bundle SOCKETS FILE.json.gz
(run through `cargo xtask screenshots` and `cargo xtask bench viewer`)";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("netsnap-browser: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(words: &[&str]) -> Result<()> {
    match *words {
        ["screenshots", page, folder] => {
            screenshots::take(&absolute(page)?, Path::new(folder)).await
        }
        ["speed", page] => {
            print!("{}", filter_speed::measure(&absolute(page)?).await?);
            Ok(())
        }
        ["bundle", sockets, file] => {
            let bundle = netsnap_tests::bundle::with_sockets(sockets.parse()?)?;
            let bytes = netsnap_tests::bundle::gzip(bundle.to_string().as_bytes())?;
            Ok(std::fs::write(file, bytes)?)
        }
        _ => bail!(USAGE),
    }
}

fn absolute(path: &str) -> Result<PathBuf> {
    Ok(std::path::absolute(path)?)
}
