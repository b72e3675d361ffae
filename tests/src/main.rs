//! The browser for people: screenshots to look at, and how fast the viewer answers beside a plain page.

use std::env;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use netsnap_tests::{bundle, screenshots, speed};

const USAGE: &str = "usage: netsnap-browser screenshots PAGE.html FOLDER
       netsnap-browser speed REPORT.html PLAIN.html
       netsnap-browser bundle SOCKETS FILE.json.gz
       netsnap-browser plain FILE.json.gz PLAIN.html
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
        ["speed", report, plain] => {
            let table = speed::compare(&absolute(report)?, &absolute(plain)?).await?;
            print!("{table}");
            Ok(())
        }
        ["bundle", sockets, file] => {
            let file = BufWriter::new(File::create(file)?);
            bundle::write_large(sockets.parse()?, file)
        }
        ["plain", file, page] => {
            let html = bundle::embed(speed::PLAIN_PAGE, &fs::read(file)?)?;
            Ok(fs::write(page, html)?)
        }
        _ => bail!(USAGE),
    }
}

fn absolute(path: &str) -> Result<PathBuf> {
    Ok(std::path::absolute(path)?)
}
