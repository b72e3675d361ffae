//! The JSON Schema of a bundle, made from the model.

use schemars::generate::SchemaSettings;

use super::{FORMAT, VERSION};
use crate::snapshot::Snapshot;

/// The JSON Schema (draft 2020-12) of a bundle's JSON, as pretty-printed text.
pub fn schema() -> String {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Snapshot>();
    schema.insert(
        "title".to_owned(),
        format!("netsnap bundle {VERSION}").into(),
    );
    if let Some(properties) = schema
        .get_mut("properties")
        .and_then(|value| value.as_object_mut())
    {
        properties.insert(
            "format".to_owned(),
            serde_json::json!({ "const": FORMAT, "description": "What the file is." }),
        );
        properties.insert(
            "version".to_owned(),
            serde_json::json!({
                "type": "string",
                "pattern": format!("^{}\\.[0-9]+$", VERSION.major),
                "description": "The version of the format; a minor only adds.",
            }),
        );
    }
    if let Some(required) = schema
        .get_mut("required")
        .and_then(|value| value.as_array_mut())
    {
        required.insert(0, "format".into());
        required.insert(1, "version".into());
    }
    format!("{:#}\n", schema.as_value())
}
