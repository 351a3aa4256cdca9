//! The cart in a browser, beside minicart and React with react-use-cart.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::table::{Table, tenths, time};
use crate::build;
use crate::process;
use crate::setup::{self, Need, Tools, npm};
use crate::workspace;

/// The folder of the pages and of what measures them, with packages of its own.
const FOLDER: &str = "tests/bench/browser";

/// Results of one run.
#[derive(Debug, Serialize, Deserialize)]
pub struct Measured {
    /// Version of Chromium.
    browser: String,
    carts: Vec<Cart>,
}

/// Figures of one cart.
#[derive(Debug, Serialize, Deserialize)]
struct Cart {
    cart: Contender,
    /// Bytes that the first visit loads.
    transferred: u64,
    loads: Loads,
    actions: Vec<Actions>,
    /// Adding articles one by one, all of them together.
    fill: Times,
    memory: Memory,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Contender {
    Ours,
    Minicart,
    React,
}

/// From the navigation on, on a slow network and processor.
#[derive(Debug, Serialize, Deserialize)]
struct Loads {
    /// The first button is there and takes a press.
    button: Times,
    /// A press at once has done what it does.
    pressed: Times,
    /// The stored cart is there.
    full: Times,
}

/// Actions on a cart of `lines`, until layout is done.
#[derive(Debug, Serialize, Deserialize)]
struct Actions {
    lines: u32,
    add: Times,
    set: Times,
    remove: Times,
}

/// Microseconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Times {
    count: u64,
    median: u64,
    min: u64,
    max: u64,
}

/// Memory before and after a thousand quantity changes.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    before: Bytes,
    after: Bytes,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Bytes {
    /// JavaScript, after the garbage is collected.
    heap: u64,
    /// Memory of the WebAssembly module.
    wasm: u64,
}

/// Needs on the machine.
pub const NEEDS: [Need; 5] = [
    Need::WasmTarget,
    Need::Bindgen,
    Need::WasmSplit,
    Need::Npm,
    Need::Browser,
];

/// Installs the other carts, when their versions have changed; the answer is
/// their folder.
pub fn set_up() -> Result<PathBuf> {
    let folder = workspace::root().join(FOLDER);
    npm::set_up_folder(&folder, "npm-ci-bench-browser")?;
    Ok(folder)
}

/// Builds the package and measures.
pub fn measure(quick: bool) -> Result<Measured> {
    let tools = setup::set_up(&NEEDS)?.complete()?;
    build::package(&tools, build::Options::default())?;
    run(&tools, quick)
}

fn run(tools: &Tools, quick: bool) -> Result<Measured> {
    println!("\nThe cart in a browser");
    let mut node = process::command("node");
    node.arg(set_up()?.join("run.mjs"))
        .env("CHROME", tools.browser()?.for_journeys())
        .stderr(Stdio::inherit());
    if quick {
        node.arg("--quick");
    }
    let answer = process::output(&mut node)?;
    serde_json::from_str(&answer).context("the measuring script's answer cannot be read")
}

impl Contender {
    const fn title(self) -> &'static str {
        match self {
            Self::Ours => "`<checkout-cart>`",
            Self::Minicart => "minicart",
            Self::React => "React",
        }
    }
}

impl Times {
    /// "4.2 ms (3.9 – 9.1)": the median, the shortest and the longest.
    fn cell(self) -> String {
        let ms = |micros| tenths(micros, 1_000);
        format!(
            "{} ms ({} – {})",
            ms(self.median),
            ms(self.min),
            ms(self.max)
        )
    }

    fn spread(self) -> String {
        format!(
            "{} ({} – {})",
            time(self.median),
            time(self.min),
            time(self.max)
        )
    }
}

impl Measured {
    /// The table of everything, one column per cart.
    pub fn table(&self) -> String {
        let mut head = vec!["Figure"];
        head.extend(self.carts.iter().map(|cart| cart.cart.title()));
        let mut table = Table::new(&head);
        let mut row = |figure: &str, cell: &dyn Fn(&Cart) -> String| {
            let mut cells = vec![figure.to_owned()];
            cells.extend(self.carts.iter().map(cell));
            table.row(cells);
        };
        row("first visit, brotli bytes", &|cart| {
            format!("{} KB", tenths(cart.transferred, 1_000))
        });
        row("first working button", &|cart| cart.loads.button.spread());
        row("a press at once is done", &|cart| {
            cart.loads.pressed.spread()
        });
        row("first full cart, 10 lines", &|cart| {
            cart.loads.full.spread()
        });
        let sizes = self.carts.first().map_or(&[][..], |cart| &cart.actions);
        for (name, pick) in [
            ("add", (|at| at.add) as fn(&Actions) -> Times),
            ("set quantity", |at| at.set),
            ("remove", |at| at.remove),
        ] {
            for (index, size) in sizes.iter().enumerate() {
                row(&format!("{name}, {} lines", size.lines), &|cart| {
                    let at = cart.actions.get(index);
                    at.map_or_else(String::new, |at| pick(at).cell())
                });
            }
        }
        row("add 90 articles one by one", &|cart| cart.fill.spread());
        let mib = |bytes| tenths(bytes, 1 << 20);
        row("JavaScript heap after 1000 changes", &|cart| {
            let Memory { before, after } = &cart.memory;
            format!("{} MiB (from {})", mib(after.heap), mib(before.heap))
        });
        row("WebAssembly memory after them", &|cart| {
            let Memory { before, after } = &cart.memory;
            format!("{} MiB (from {})", mib(after.wasm), mib(before.wasm))
        });
        format!("{}\nChromium {}\n", table.markdown(), self.browser)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_median_shortest_and_longest() {
        let times = Times {
            count: 3,
            median: 4_249,
            min: 950,
            max: 12_000,
        };
        assert_eq!(times.cell(), "4.2 ms (1.0 – 12.0)");
        assert_eq!(times.spread(), "4.2 ms (950 µs – 12.0 ms)");
    }
}
