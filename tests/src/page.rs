//! A page in a browser: opened, used, and at the end judged by what it did.

mod axe;
mod evidence;
mod input;
mod paper;
mod taken;

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver::Driver;
use crate::server::Server;
use crate::{bundle, dist};

/// How long something in the page may take to appear, on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Resolves after two frames: what an event changed has been painted.
const PAINTED: &str = "const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => requestAnimationFrame(() => done()));";

/// An open page. [`Page::finish`] ends it, and is what makes the test strict: a page that is
/// forgotten instead panics, unless the test has failed already.
#[derive(Debug)]
pub struct Page {
    driver: Driver,
    url: String,
    server: Option<Server>,
    /// Where the file is that is open, if the harness wrote one.
    folder: TempDir,
    /// Whether nobody has to judge the page any more: it was judged, or it failed its test.
    settled: Cell<bool>,
}

/// What the page takes the system's setting to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ColorScheme {
    /// The name in CSS.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Page {
    /// Opens the built viewer without a bundle, from disk.
    pub async fn open_viewer() -> Result<Self> {
        Self::open_file(&dist::viewer()?).await?.started().await
    }

    /// Opens the built viewer with this bundle inside, from disk. The bundle is JSON and may be
    /// anything; it is compressed and embedded as it is.
    pub async fn open_report(bundle: &Value) -> Result<Self> {
        Self::open_report_at(bundle, "").await
    }

    /// The same with a fragment, such as `#/routes`, in its address.
    pub async fn open_report_at(bundle: &Value, fragment: &str) -> Result<Self> {
        let html = bundle::report(&bundle::gzip(bundle.to_string().as_bytes())?)?;
        Self::open_html_at(&html, fragment).await?.started().await
    }

    /// Opens the built viewer with these bytes in the place of a bundle, from disk.
    pub async fn open_report_bytes(bundle: &[u8]) -> Result<Self> {
        Self::open_html(&bundle::report(bundle)?)
            .await?
            .started()
            .await
    }

    /// Writes a page to disk and opens it from there.
    pub async fn open_html(html: &str) -> Result<Self> {
        Self::open_html_at(html, "").await
    }

    async fn open_html_at(html: &str, fragment: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("page.html");
        fs::write(&path, html)?;
        Self::open(&file_url(&path)?, None, folder, fragment).await
    }

    /// Opens a page in a browser with further arguments.
    pub(crate) async fn open_html_with(html: &str, arguments: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("page.html");
        fs::write(&path, html)?;
        let driver = Driver::start(arguments).await?;
        Self::open_in(driver, &file_url(&path)?, None, folder, "").await
    }

    /// Opens a file.
    pub async fn open_file(path: &Path) -> Result<Self> {
        Self::open_file_at(path, "").await
    }

    /// Opens a file with a fragment, such as `#/routes`, in its address.
    pub async fn open_file_at(path: &Path, fragment: &str) -> Result<Self> {
        Self::open(&file_url(path)?, None, tempfile::tempdir()?, fragment).await
    }

    /// Opens what a server serves at `/`.
    pub async fn open_served(server: Server) -> Result<Self> {
        Self::open_served_at(server, "").await
    }

    /// The same with a fragment, such as `#/routes`, in its address.
    pub async fn open_served_at(server: Server, fragment: &str) -> Result<Self> {
        let url = server.url();
        Self::open(&url, Some(server), tempfile::tempdir()?, fragment).await
    }

    async fn open(
        url: &str,
        server: Option<Server>,
        folder: TempDir,
        fragment: &str,
    ) -> Result<Self> {
        let driver = Driver::start(&[]).await?;
        Self::open_in(driver, url, server, folder, fragment).await
    }

    async fn open_in(
        driver: Driver,
        url: &str,
        server: Option<Server>,
        folder: TempDir,
        fragment: &str,
    ) -> Result<Self> {
        // The browser's own start page is none of the test's business.
        driver.client.goto("about:blank").await?;
        driver.log("browser").await?;
        driver.log("performance").await?;
        let url = url.to_owned();
        driver.client.goto(&format!("{url}{fragment}")).await?;
        Ok(Self {
            driver,
            url,
            server,
            folder,
            settled: Cell::new(false),
        })
    }

    /// Passes a result on; who stops at an error need not finish the page.
    pub(crate) fn noted<T>(&self, result: Result<T, impl Into<anyhow::Error>>) -> Result<T> {
        result.map_err(|error| {
            self.settled.set(true);
            error.into()
        })
    }

    /// Leaves for a file; requests for it are the page's own from now on.
    pub async fn navigate(mut self, path: &Path, fragment: &str) -> Result<Self> {
        self.noted(self.driver.log("performance").await)?;
        self.url = self.noted(file_url(path))?;
        let url = format!("{}{fragment}", self.url);
        self.noted(self.driver.client.goto(&url).await)?;
        Ok(self)
    }

    pub(crate) fn driver(&self) -> &Driver {
        &self.driver
    }

    /// Waits until the viewer has taken the place of the first paint.
    pub async fn started(self) -> Result<Self> {
        self.wait_until(
            "the viewer has started",
            "return !document.querySelector('.opening:not([role=alert])')",
        )
        .await?;
        self.painted().await?;
        Ok(self)
    }

    /// Sets the fragment, such as `#/sockets?q=udp`, and waits until it is painted.
    pub async fn go(&self, fragment: &str) -> Result<()> {
        let script = "location.hash = arguments[0]";
        self.evaluate(script, vec![json!(fragment)]).await?;
        self.painted().await
    }

    /// The fragment as it stands in the address.
    pub async fn fragment(&self) -> Result<String> {
        self.evaluate_text("return location.hash").await
    }

    /// The document's title.
    pub async fn title(&self) -> Result<String> {
        self.noted(self.driver.client.title().await)
    }

    /// The first element that this CSS selector names, as soon as there is one.
    pub async fn element(&self, css: &str) -> Result<Element> {
        let wait = self.driver.client.wait().at_most(PATIENCE);
        let found = wait.every(Duration::from_millis(20));
        let found = found.for_element(Locator::Css(css)).await;
        self.noted(found.with_context(|| format!("the page has no {css}")))
    }

    /// The text of an element as a person sees it, as soon as there is one.
    pub async fn text(&self, css: &str) -> Result<String> {
        let element = self.element(css).await?;
        self.noted(element.text().await)
    }

    /// The texts of all elements, in the order of the document; none is no error.
    pub async fn texts(&self, css: &str) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)";
        let texts = self.evaluate(script, vec![json!(css)]).await?;
        self.noted(serde_json::from_value(texts))
    }

    /// How many elements there are now.
    pub async fn count(&self, css: &str) -> Result<usize> {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let count = self.evaluate(script, vec![json!(css)]).await?;
        self.noted(serde_json::from_value(count))
    }

    /// An attribute of an element, as soon as there is one; `None` when it lacks the attribute.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<Option<String>> {
        let element = self.element(css).await?;
        self.noted(element.attr(name).await)
    }

    /// Waits until an element's text contains this.
    pub async fn wait_for_text(&self, css: &str, expected: &str) -> Result<()> {
        let selector = serde_json::to_string(css)?;
        let text = serde_json::to_string(expected)?;
        self.wait_until(
            &format!("{css} says {expected:?}"),
            &format!("return !!document.querySelector({selector})?.innerText.includes({text})"),
        )
        .await
    }

    /// Waits until a script, which is the body of a function, returns true.
    pub async fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            if self.evaluate(script, vec![]).await? == json!(true) {
                return Ok(());
            }
            if tokio::time::Instant::now() > deadline {
                self.settled.set(true);
                let seen = self.evaluate_text("return document.body.innerText").await?;
                let log = self.driver.log("browser").await?;
                bail!("it never came to this: {what}; the page says:\n{seen}\n{log:#?}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Runs the body of a function in the page.
    pub async fn evaluate(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.noted(self.driver.client.execute(script, arguments).await)
    }

    /// The same, with a callback as the last argument that ends it.
    pub async fn evaluate_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let client = &self.driver.client;
        self.noted(client.execute_async(script, arguments).await)
    }

    async fn evaluate_text(&self, script: &str) -> Result<String> {
        match self.evaluate(script, vec![]).await? {
            Value::String(text) => Ok(text),
            other => self.noted(Err(anyhow!("expected a text, found {other}"))),
        }
    }

    /// Waits for two frames.
    pub async fn painted(&self) -> Result<()> {
        self.evaluate_async(PAINTED, vec![]).await?;
        Ok(())
    }

    /// Gives the page this many CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        let command = "Emulation.setDeviceMetricsOverride";
        self.noted(self.driver.devtools(command, size).await)?;
        self.painted().await
    }

    /// Sets what the system prefers.
    pub async fn prefer(&self, scheme: ColorScheme) -> Result<()> {
        let feature = ("prefers-color-scheme", scheme.name());
        self.emulate("", &[feature]).await
    }

    /// Makes the page believe in a medium, such as `print`, and in features of it, such as
    /// `forced-colors: active`; what is not named is as the browser has it.
    pub async fn emulate(&self, medium: &str, features: &[(&str, &str)]) -> Result<()> {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<Value> = features.iter().map(feature).collect();
        let media = json!({ "media": medium, "features": features });
        let command = "Emulation.setEmulatedMedia";
        self.noted(self.driver.devtools(command, media).await)?;
        self.painted().await
    }

    /// A question that outlives the page: whether its browser still runs.
    pub fn watch_browser(&self) -> impl Fn() -> Option<bool> + use<> {
        self.driver.watch()
    }

    /// Writes what is seen now to a PNG file.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        let image = self.noted(self.driver.client.screenshot().await)?;
        self.noted(fs::write(path, image).with_context(|| path.display().to_string()))
    }

    /// Prints the page to a PDF file and gives what is on the paper: the text of each sheet, in lines as
    /// they stand there.
    pub async fn print(&self) -> Result<Vec<String>> {
        // Not WebDriver's own command, which gives up after ten seconds.
        let printed = self.driver.devtools("Page.printToPDF", json!({})).await;
        let printed = self.noted(printed)?;
        self.noted(paper::sheets(printed["data"].as_str().unwrap_or_default()))
    }

    /// Judges the page and closes the browser.
    ///
    /// An error when the console has an error or a warning, when the policy was violated, or when
    /// anything but the page itself was requested.
    pub async fn finish(self) -> Result<()> {
        self.painted().await?;
        self.settled.set(true);
        let mut evidence = evidence::of_console(&self.driver.log("browser").await?);
        let traffic = self.driver.log("performance").await?;
        evidence.extend(evidence::of_traffic(&traffic, &self.url)?);
        if let Some(server) = &self.server {
            evidence.extend(evidence::of_requests(&server.requests()));
        }
        self.driver.quit().await?;
        ensure!(
            evidence.is_empty(),
            "the page did what it must not do:\n{}",
            evidence.join("\n")
        );
        Ok(())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        assert!(
            self.settled.get() || thread::panicking(),
            "nobody has finished this page, so nobody knows what it did"
        );
    }
}

fn file_url(path: &Path) -> Result<String> {
    url::Url::from_file_path(path)
        .map(String::from)
        .map_err(|()| anyhow!("{} is not absolute", path.display()))
}
