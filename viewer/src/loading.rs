//! Bundles on their way in: the one inside the page, and files that are dropped or picked.

mod draw;
mod portions;

use js_sys::{Array, Uint8Array};
use netsnap_shared::bundle::{BundleError, Decoded, Decoder, Limits, check_file_size};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::TableKind;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

use crate::browser::{clock_ms, mark};
use crate::format::{sentence, shown_text_up_to};
use crate::store::{Progress, Report};
pub(crate) use draw::{notice, opening};
pub(crate) use portions::{Portions, embedded, file_of, of_file};

/// How long a file's name may be in a sentence, in characters.
const NAME_LENGTH: usize = 80;

/// How often a person is told how far it is, in milliseconds.
const TOLD_EVERY_MS: f64 = 80.0;

/// How much JSON is held at once to take rows out of it, in bytes.
const COPIED_JSON: usize = 1 << 29;

/// Opens a bundle that comes in portions.
pub(crate) async fn open(
    portions: Portions,
    name: Option<String>,
    size: u64,
    on_progress: Callback<Progress>,
) -> Result<Report, String> {
    let limits = Limits::default();
    let decoded = match check_file_size(size, &limits) {
        Ok(()) => decode(&portions, &limits, &on_progress).await,
        // Before the browser makes room for it.
        Err(error) => Err(error.to_string()),
    };
    let decoded = decoded.map_err(|reason| {
        portions.stop();
        problem(name.as_deref(), &reason)
    })?;
    mark("netsnap-decoded");
    // Step by step, so that the page never hangs for as long as all of it takes.
    let pause = async || JsFuture::from(portions.pause()).await;
    // It is never rejected.
    let _ = pause().await;
    let newer = decoded.is_newer().then_some(decoded.version);
    let catalog = Catalog::new(decoded.snapshot);
    let _ = pause().await;
    let report = Report::of(catalog, name, newer);
    // The one that is long; the others are made when they are asked for.
    report.tables.get(TableKind::Sockets);
    mark("netsnap-indexed");
    let _ = pause().await;
    portions.stop();
    Ok(report)
}

/// The JSON of a bundle, as it stands there.
pub(crate) async fn json_of(portions: Portions) -> Result<Vec<u8>, String> {
    let mut json = Vec::new();
    loop {
        let portion = next(&portions).await;
        match portion {
            Ok(Some(portion)) if json.len() < COPIED_JSON => {
                json.extend(bytes_of(&portion).to_vec());
            }
            Ok(None) => return Ok(json),
            Ok(Some(_)) => {
                portions.stop();
                return Err("the bundle is too large for that: take the bundle itself".to_owned());
            }
            Err(problem) => return Err(problem),
        }
    }
}

/// A file's size in bytes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file's size is a whole number, which JavaScript keeps as a double"
)]
pub(crate) fn whole_bytes(size: f64) -> u64 {
    size as u64
}

async fn decode(
    portions: &Portions,
    limits: &Limits,
    on_progress: &Callback<Progress>,
) -> Result<Decoded, String> {
    let mut decoder = Decoder::new(limits);
    let mut pushed: Result<(), BundleError> = Ok(());
    let mut told = clock_ms();
    let mut bytes = Vec::new();
    loop {
        let Some(portion) = next(portions).await? else {
            break;
        };
        // A damaged file is called so, whatever its damage looks like: so its rest still comes when
        // what came is no bundle.
        if pushed.is_ok() {
            let portion = bytes_of(&portion);
            bytes.resize(portion.length() as usize, 0);
            portion.copy_to(&mut bytes);
            pushed = decoder.push(&bytes);
        }
        if let Err(error @ BundleError::OverLimit { .. }) = pushed {
            return Err(error.to_string());
        }
        if clock_ms() - told > TOLD_EVERY_MS {
            on_progress.emit(Progress {
                read: whole_bytes(portion.get(1).as_f64().unwrap_or_default()),
                rows: decoder.rows(),
            });
            told = clock_ms();
        }
    }
    match pushed {
        Ok(()) => decoder.finish(),
        Err(error) => Err(error),
    }
    .map_err(|error| error.to_string())
}

/// The next portion; none at the end of the file.
async fn next(portions: &Portions) -> Result<Option<Array>, String> {
    // The promise is never rejected.
    let next = JsFuture::from(portions.next()).await.unwrap_or_default();
    if let Some(word) = next.as_string() {
        return Err(match word.as_str() {
            "truncated" => BundleError::Truncated.to_string(),
            "damaged" => BundleError::Corrupt("it cannot be decompressed".to_owned()).to_string(),
            _ => "the browser could not read the file".to_owned(),
        });
    }
    Ok(next.dyn_into().ok())
}

fn bytes_of(portion: &Array) -> Uint8Array {
    portion.get(0).unchecked_into()
}

fn problem(name: Option<&str>, reason: &str) -> String {
    match name {
        Some(name) => {
            let name = shown_text_up_to(name, NAME_LENGTH);
            ["“", &*name, "” could not be opened. ", &sentence(reason)].concat()
        }
        None => [
            "The bundle inside this page could not be opened. ",
            &sentence(reason),
        ]
        .concat(),
    }
}
