//! The two fields that say what a file is.

use super::{BundleError, FORMAT, VERSION, Version};

/// The values of `format` and `version`, as far as they came and are text.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) format: Option<String>,
    /// And where it stands, counted from 1.
    pub(super) version: Option<(String, u64)>,
}

impl Header {
    /// What both say; `None` while one is still to come.
    pub(super) fn verdict(&self) -> Option<Result<Version, BundleError>> {
        match (&self.format, &self.version) {
            (Some(format), _) if format != FORMAT => Some(Err(BundleError::Foreign)),
            (Some(_), Some(_)) => Some(self.version()),
            _ => None,
        }
    }

    /// The version of a bundle that can be read here, when nothing more comes.
    pub(super) fn version(&self) -> Result<Version, BundleError> {
        if self.format.as_deref() != Some(FORMAT) {
            return Err(BundleError::Foreign);
        }
        let (text, byte) = match &self.version {
            Some((text, byte)) => (text.as_str(), *byte),
            None => return Err(malformed(1, "the version is missing")),
        };
        let version: Version = text.parse().map_err(|reason| malformed(byte, reason))?;
        if version.major > VERSION.major {
            return Err(BundleError::NewerMajor { found: version });
        }
        if version.major < VERSION.major {
            return Err(malformed(byte, "there is no format version below 1.0"));
        }
        Ok(version)
    }
}

fn malformed(byte: u64, reason: &str) -> BundleError {
    BundleError::Malformed {
        byte,
        reason: reason.to_owned(),
    }
}
