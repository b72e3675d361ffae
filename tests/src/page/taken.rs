//! What a person takes out of a page: files that it saves, and what it copies.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use super::{PATIENCE, Page};

impl Page {
    /// Lets the page save files and copy texts, as a person's browser does after a click.
    pub async fn let_it_save_and_copy(&self) -> Result<()> {
        let folder = self.folder.path();
        let downloads = json!({ "behavior": "allow", "downloadPath": folder });
        let command = "Browser.setDownloadBehavior";
        self.noted(self.driver.devtools(command, downloads).await)?;
        let clipboard = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        let command = "Browser.grantPermissions";
        self.noted(self.driver.devtools(command, clipboard).await)?;
        Ok(())
    }

    /// A file that the page has saved under this name, as soon as it is there.
    pub async fn saved(&self, name: &str) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        let deadline = tokio::time::Instant::now() + PATIENCE;
        // The browser gives a file its name when it is whole.
        while !path.is_file() {
            if tokio::time::Instant::now() > deadline {
                let files = fs::read_dir(self.folder.path())?.flatten();
                let names: Vec<_> = files.map(|file| file.file_name()).collect();
                return self.noted(Err(anyhow::anyhow!("{name} is not among {names:?}")));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(path)
    }

    /// The text that the page has copied last.
    pub async fn copied(&self) -> Result<String> {
        let script = "const done = arguments[arguments.length - 1];
            navigator.clipboard.readText().then(done, (error) => done({ error: String(error) }));";
        match self.evaluate_async(script, vec![]).await? {
            Value::String(text) => Ok(text),
            other => self.noted(Err(anyhow::anyhow!("nothing could be read: {other}"))),
        }
    }
}
