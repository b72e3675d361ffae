//! The built collector as a program.

use anyhow::Result;
use netsnap_tests::dist;

#[test]
fn it_says_its_version() -> Result<()> {
    let output = dist::netsnap()?.arg("--version").output()?;
    let said = String::from_utf8(output.stdout)?;
    assert_eq!(said, concat!("netsnap ", env!("CARGO_PKG_VERSION"), "\n"));
    assert!(output.status.success());
    Ok(())
}
