//! chromedriver and the Chromium that it starts; both end with the [`Driver`], whatever happens.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::{ParseError, Url};

/// Says what a machine without a browser lacks.
const MISSING: &str =
    "chromium and chromedriver are needed: apt-get install chromium chromium-driver";

/// Keeps Chromium from doing anything of its own.
///
/// It is told what it does through a pipe, and ends when the pipe's other end does: so it dies with
/// chromedriver even when that is killed. Names are not resolved, so that nothing of its own leaves
/// the machine.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
    "--window-size=1280,800",
    // A container's /dev/shm is too small for a large page.
    "--disable-dev-shm-usage",
    // As root Chromium has no sandbox to offer.
    "--no-sandbox",
];

/// A browser with a fresh profile.
#[derive(Debug)]
pub(crate) struct Driver {
    pub(crate) client: Client,
    processes: Processes,
    /// After the browser, which writes into it until the end.
    _profile: TempDir,
}

/// Whether a process runs; one that ended and that nobody waited for has no program any more.
fn runs(pid: u64) -> bool {
    Path::new("/proc")
        .join(pid.to_string())
        .join("exe")
        .read_link()
        .is_ok()
}

/// Processes that end when this is dropped, also in a test that panics.
#[derive(Debug)]
struct Processes {
    chromedriver: Child,
    /// Chromium's, once it has started.
    browser: Option<u64>,
}

impl Drop for Processes {
    fn drop(&mut self) {
        // It may have ended already; there is nothing to be done about either.
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
        // The browser follows, and writes into its profile until then.
        let deadline = Instant::now() + Duration::from_secs(5);
        while self.browser.is_some_and(runs) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Driver {
    /// Starts a browser, with further arguments of its own.
    pub(crate) async fn start(arguments: &[&str]) -> Result<Self> {
        let profile = tempfile::Builder::new()
            .prefix("netsnap-chromium-")
            .tempdir()?;
        let mut processes = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map(|chromedriver| Processes {
                chromedriver,
                browser: None,
            })
            .context(MISSING)?;
        let address = address(&mut processes.chromedriver)?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(profile.path(), arguments)?)
            .connect(&address)
            .await
            .context(MISSING)?;
        let told = client.capabilities();
        processes.browser = told.and_then(|told| told.get("goog:processID")?.as_u64());
        Ok(Self {
            client,
            processes,
            _profile: profile,
        })
    }

    /// Whether the browser runs; `None` when nobody knows. The answer outlives the driver.
    pub(crate) fn watch(&self) -> impl Fn() -> Option<bool> + use<> {
        let browser = self.processes.browser;
        move || browser.map(runs)
    }

    /// Sends chromedriver a command of its own.
    pub(crate) async fn post(&self, path: &'static str, body: Value) -> Result<Value> {
        Ok(self.client.issue_cmd(Post { path, body }).await?)
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("goog/cdp/execute", body).await
    }

    /// The entries of a log since it was read last.
    pub(crate) async fn log(&self, kind: &str) -> Result<Vec<Value>> {
        match self.post("se/log", json!({ "type": kind })).await? {
            Value::Array(entries) => Ok(entries),
            other => bail!("the log {kind} is no list: {other}"),
        }
    }

    /// Closes the browser in an orderly way.
    pub(crate) async fn quit(&self) -> Result<()> {
        self.client.clone().close().await?;
        Ok(())
    }
}

/// Where chromedriver listens: it picks a free port and says which.
fn address(chromedriver: &mut Child) -> Result<String> {
    let stdout = chromedriver.stdout.take().context("no output")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return Ok(format!("http://127.0.0.1:{}", port.trim_end_matches('.')));
        }
    }
    bail!("chromedriver ended before it listened")
}

fn capabilities(profile: &Path, further: &[&str]) -> Result<Capabilities> {
    let arguments = ARGUMENTS.iter().chain(further).map(ToString::to_string);
    let mut arguments: Vec<String> = arguments.collect();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let capabilities = json!({
        "browserName": "chrome",
        // A million rows on a loaded machine.
        "timeouts": { "script": 300_000, "pageLoad": 300_000 },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "args": arguments,
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        },
    });
    match capabilities {
        Value::Object(capabilities) => Ok(capabilities),
        _ => bail!("capabilities are an object"),
    }
}

/// A command that the WebDriver standard does not have.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
