//! How long the overview takes to say what it says of a bundle:
//! `cargo run --release -p netsnap-viewer --example overview_speed BUNDLE.json.gz`.

use std::process::ExitCode;
use std::time::Instant;

use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::catalog::Catalog;
use netsnap_viewer::overview::Answers;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: overview_speed BUNDLE.json.gz");
        return ExitCode::from(2);
    };
    let bytes = std::fs::read(&path).map_err(|error| error.to_string());
    let decoded = bytes
        .and_then(|bytes| decode(&bytes, &Limits::default()).map_err(|error| error.to_string()));
    let catalog = match decoded {
        Ok(decoded) => Catalog::new(decoded.snapshot),
        Err(error) => {
            eprintln!("overview_speed: {path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut fastest = u128::MAX;
    for _ in 0..20 {
        let start = Instant::now();
        let answers = Answers::new(&catalog, None);
        fastest = fastest.min(start.elapsed().as_micros());
        std::hint::black_box(answers);
    }
    println!("{} sockets: {fastest} µs", catalog.socket_count());
    ExitCode::SUCCESS
}
