//! Short names between the WebAssembly and its JavaScript: wasm-bindgen's are
//! long, and hashes in them do not compress.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// What wasm-opt renamed: module, old name, new name; or old name, new name.
#[derive(Deserialize)]
pub struct Renamed {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

/// The module that all imports come from after renaming.
const MODULE: &str = "a";
/// wasm-bindgen's own module of imports, and its end.
const IMPORTS: &str = "const import0 = {";
const MODULES: &str = "return {\n        __proto__: null,";

impl Renamed {
    /// From what wasm-opt prints.
    pub fn parse(printed: &str) -> Result<Self> {
        serde_json::from_str(printed).context("wasm-opt printed no list of names")
    }

    /// wasm-bindgen's module with the new names.
    fn apply(&self, module: &str) -> Result<String> {
        let mut module = module.to_owned();
        let mut own = String::new();
        for (from, old, new) in &self.imports {
            let defined = format!("\n        {old}: function(");
            if module.contains(&defined) {
                module = module.replace(&defined, &format!("\n        {new}: function("));
            } else {
                // Handed through from the crate's own module, or defined in
                // another way.
                let source = self.source(&module, from, old)?;
                own.push_str(&format!("\n        {new}: {source},"));
            }
        }
        for (old, new) in &self.exports {
            for after in [".", "(", ")", ";", ",", " "] {
                module =
                    module.replace(&format!("wasm.{old}{after}"), &format!("wasm.{new}{after}"));
            }
        }
        let start = module
            .find(IMPORTS)
            .context("wasm-bindgen's imports are not where they were")?;
        module.insert_str(start + IMPORTS.len(), &own);
        let start = module
            .find(MODULES)
            .context("wasm-bindgen's modules are not where they were")?;
        let end = module[start..]
            .find("};")
            .context("wasm-bindgen's modules do not end")?
            + start;
        module.replace_range(start..end, &format!("return {{ {MODULE}: import0 "));
        Ok(module)
    }

    fn source(&self, module: &str, from: &str, name: &str) -> Result<String> {
        // import * as import1 from "./snippets/…"
        let line = module
            .lines()
            .find(|line| line.starts_with("import * as ") && line.contains(from))
            .with_context(|| format!("{name} of {from} is not in wasm-bindgen's module"))?;
        let space = line.split(' ').nth(3).unwrap_or_default();
        Ok(format!("{space}.{name}"))
    }
}

/// Gives wasm-bindgen's module `file` the new names.
pub fn rename(file: &Path, renamed: &Renamed) -> Result<()> {
    let module = fs::read_to_string(file)?;
    Ok(fs::write(file, renamed.apply(&module)?)?)
}
