//! Parts of the module that wasm-split has made, as its own script loads them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::files;

/// The script that wasm-split makes.
const SCRIPT: &str = "__wasm_split.js";
/// The files of each part, for the bundle.
const LIST: &str = "parts.json";

/// Fewest bytes of a file that several parts have in common, as wasm-split makes
/// it; what a page loads is half of it. Smaller ones go into the module: they are
/// not worth a request, and bundlers would write them into the JavaScript as
/// `data:` URLs, which a Content-Security-Policy refuses.
const SMALLEST: u64 = 16_384;

/// Name of a part's loader, before the name of the part.
const LOADER: &str = "__wasm_split_load_";

/// Files of every part, those first that it shares with others.
pub type Parts = BTreeMap<String, Vec<String>>;

/// Finds the parts that wasm-split has left in a folder.
pub fn find(folder: &Path) -> Result<Parts> {
    let script = folder.join(SCRIPT);
    let text = fs::read_to_string(&script)
        .with_context(|| format!("wasm-split left no {}", script.display()))?;
    let parts = read(&text)?;
    let named: BTreeSet<&str> = parts.values().flatten().map(String::as_str).collect();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_part = name.ends_with(".wasm") && !files().contains(&name);
        ensure!(
            !is_part || named.contains(name.as_str()),
            "{SCRIPT} does not load {name}: has wasm-split another version?"
        );
    }
    Ok(parts)
}

/// Takes the files that are too small out of the parts. Returns their names.
pub fn take_small(folder: &Path, parts: &mut Parts) -> Result<BTreeSet<String>> {
    let mut uses: BTreeMap<&String, usize> = BTreeMap::new();
    for file in parts.values().flatten() {
        *uses.entry(file).or_default() += 1;
    }
    let mut small = BTreeSet::new();
    for (file, uses) in uses {
        if uses > 1 && fs::metadata(folder.join(file))?.len() < SMALLEST {
            small.insert(file.clone());
        }
    }
    for files in parts.values_mut() {
        files.retain(|file| !small.contains(file));
    }
    Ok(small)
}

/// Lists the parts in the folder of their files.
pub fn list(folder: &Path, parts: &Parts) -> Result<()> {
    Ok(fs::write(folder.join(LIST), serde_json::to_string(parts)?)?)
}

/// The parts of the build that is in a folder; none where it is not divided.
pub fn listed(folder: &Path) -> Result<Parts> {
    let list = fs::read_to_string(folder.join(LIST)).context("the module is not built")?;
    serde_json::from_str(&list).context("the list of parts cannot be read")
}

/// Reads wasm-split's script: each declaration with `makeLoad` names a file and
/// the declarations that have to be loaded before.
fn read(script: &str) -> Result<Parts> {
    let mut shared: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut parts = Parts::new();
    let starts: Vec<usize> = script
        .match_indices("const ")
        .map(|(start, _)| start)
        .filter(|start| {
            script[*start..]
                .lines()
                .next()
                .is_some_and(|line| line.contains("makeLoad("))
        })
        .collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(script.len());
        let declaration = &script[start + "const ".len()..end];
        let (name, rest) = declaration.split_once(' ').context("a part has no name")?;
        let needed = rest
            .rsplit_once('[')
            .and_then(|(_, list)| list.split_once(']'))
            .context("a part does not say what it needs")?
            .0;
        let mut files = Vec::new();
        for other in needed
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let known = shared.get(other);
            files.extend_from_slice(known.with_context(|| format!("{other} comes later"))?);
        }
        let own = rest
            .split_once("new URL(\"./")
            .and_then(|(_, url)| url.split_once('"'));
        files.extend(own.map(|(file, _)| file.to_owned()));
        match name.strip_prefix(LOADER) {
            Some(part) => drop(parts.insert(part.to_owned(), files)),
            None => drop(shared.insert(name, files)),
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_comes_after_what_it_shares() {
        let script = r#"
function makeLoad(fetcher, deps) {
    const loader = async () => deps.map(d => d());
}
/* b, c */
const __chunk_2 = makeLoad(() => {
    const src = fetch(new URL("./chunk_2.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
export const __wasm_split_load_c = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_2]));
export const __wasm_split_load_b = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_b.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, [__chunk_2]));
export const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_a.wasm", import.meta.url));
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []));
"#;
        let expected = [
            ("a", vec!["split_a.wasm"]),
            ("b", vec!["chunk_2.wasm", "split_b.wasm"]),
            ("c", vec!["chunk_2.wasm"]),
        ];
        let expected = expected.map(|(part, files)| {
            (
                part.to_owned(),
                files.into_iter().map(str::to_owned).collect(),
            )
        });
        assert_eq!(read(script).unwrap(), Parts::from(expected));
        assert!(read("export const __wasm_split_load_a = makeLoad();").is_err());
    }

    #[test]
    fn what_parts_share_is_in_the_module_where_it_is_small() {
        let folder = crate::workspace::target_dir()
            .join("xtask")
            .join("test-parts");
        fs::create_dir_all(&folder).unwrap();
        for (name, length) in [("large", 20_000), ("small", 90), ("own", 90)] {
            fs::write(folder.join(name), vec![0; length]).unwrap();
        }
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut parts = Parts::from([
            ("a".to_owned(), files(&["large", "small", "own"])),
            ("b".to_owned(), files(&["large", "small"])),
        ]);
        let small = take_small(&folder, &mut parts).unwrap();
        assert_eq!(small, BTreeSet::from(["small".to_owned()]));
        assert_eq!(parts["a"], ["large", "own"]);
        assert_eq!(parts["b"], ["large"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
