//! `netsnap schema`: the JSON Schema of a bundle.

use netsnap_shared::bundle;

use crate::Environment;

pub(super) fn run(environment: &mut Environment<'_>) -> anyhow::Result<()> {
    environment.stdout.write_all(bundle::schema().as_bytes())?;
    Ok(())
}
