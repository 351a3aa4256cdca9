//! A Chromium or Chrome for the browser tests, and the driver of its version.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::apt::Apt;
use super::folder::build_folder;
use crate::process;
use crate::steps::Step;

const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
/// Debian's package and program of the browser without a window.
const SHELL: &str = "chromium-headless-shell";
const MAC_BROWSERS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const CHROME_PACKAGE: &str =
    "https://dl.google.com/linux/direct/google-chrome-stable_current_amd64.deb";
const DRIVER_VERSIONS: &str = "https://googlechromelabs.github.io/chrome-for-testing";
const DRIVERS: &str = "https://storage.googleapis.com/chrome-for-testing-public";
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(300);

/// A browser and its driver.
#[derive(Debug)]
pub struct Browser {
    /// The browser's program.
    pub program: PathBuf,
    /// The chromedriver of the same major version.
    pub driver: PathBuf,
    /// The same browser without a window, where there is one.
    shell: Option<PathBuf>,
    version: String,
}

impl Browser {
    /// The program for journeys: the one that does not draw a window's frame if
    /// it can, since that takes half of the processor's time.
    pub fn for_journeys(&self) -> &Path {
        self.shell.as_deref().unwrap_or(&self.program)
    }

    /// One line for people.
    pub fn description(&self) -> String {
        let shell = match &self.shell {
            Some(shell) => format!(", {}", shell.display()),
            None => String::new(),
        };
        format!(
            "{} {}, {}{shell}",
            self.program.display(),
            self.version,
            self.driver.display()
        )
    }
}

/// Finds or installs browser and driver, and Debian's browser without a window.
pub fn set_up(apt: &Apt, cache: &Path, step: &Step) -> Result<Browser> {
    let browser = find_or_install(apt, cache, step)?;
    let mut shell = find_shell(&browser);
    // Nobody else's browser has such a package.
    if shell.is_none() && is_debians(&browser.program)? && apt.installs() && apt.offers(SHELL)? {
        apt.install(&[SHELL])?;
        shell = find_shell(&browser);
    }
    Ok(Browser { shell, ..browser })
}

fn find_shell(browser: &Browser) -> Option<PathBuf> {
    process::find(&[SHELL]).filter(|shell| {
        version_of(shell).is_ok_and(|version| major(&version) == major(&browser.version))
    })
}

fn is_debians(program: &Path) -> Result<bool> {
    let answer = process::output(process::command(program).arg("--version"))?;
    Ok(answer.contains("built on Debian"))
}

fn find_or_install(apt: &Apt, cache: &Path, step: &Step) -> Result<Browser> {
    let downloaded = cache.join("chromedriver");
    let first_problem = match find(&downloaded) {
        Ok(browser) => return Ok(browser),
        Err(problem) => problem,
    };
    // Ubuntu has these names too, but they only lead to a snap.
    if apt.offers("chromium-driver")? {
        apt.install(&["chromium", "chromium-driver"])?;
        return find(&downloaded);
    }
    if find_program().is_none() {
        if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            bail!("{first_problem:#}; install Google Chrome or Chromium");
        }
        step.note("Google Chrome, from its maker");
        install_chrome(apt, cache)?;
    }
    let program = find_program().context("install Google Chrome or Chromium")?;
    let version = version_of(&program)?;
    step.note(&format!("chromedriver for {version}"));
    download_driver(apt, &version, &downloaded)?;
    find(&downloaded)
}

fn find(downloaded: &Path) -> Result<Browser> {
    let program = find_program().context("no Chromium or Chrome was found")?;
    let version = version_of(&program)?;
    let mut seen = Vec::new();
    for driver in possible_drivers(downloaded) {
        let driver_version = version_of(&driver)?;
        if major(&driver_version) == major(&version) {
            return Ok(Browser {
                program,
                driver,
                shell: None,
                version,
            });
        }
        seen.push(format!("{} is {driver_version}", driver.display()));
    }
    bail!(
        "no chromedriver for {} {version} was found {seen:?}",
        program.display()
    )
}

fn find_program() -> Option<PathBuf> {
    if let Some(program) = env::var_os("CHROME")
        .map(PathBuf::from)
        .filter(|p| p.is_file())
    {
        return Some(program);
    }
    let on_path = process::find(&BROWSERS);
    on_path.or_else(|| MAC_BROWSERS.iter().map(PathBuf::from).find(|p| p.is_file()))
}

fn possible_drivers(downloaded: &Path) -> Vec<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
    // GitHub's machines name the folder in this variable.
    let in_folder = env::var_os("CHROMEWEBDRIVER").map(|dir| Path::new(&dir).join("chromedriver"));
    [
        named,
        process::find(&["chromedriver"]),
        in_folder,
        Some(downloaded.join("chromedriver")),
    ]
    .into_iter()
    .flatten()
    .filter(|driver| driver.is_file())
    .collect()
}

fn version_of(program: &Path) -> Result<String> {
    let answer = process::output(process::command(program).arg("--version"))?;
    version_in(&answer)
        .map(str::to_owned)
        .with_context(|| format!("{} --version said {answer:?}", program.display()))
}

/// The version in `Chromium 156.0.8078.79 built on Debian`.
fn version_in(answer: &str) -> Option<&str> {
    answer
        .split_whitespace()
        .find(|word| word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit()))
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

fn install_chrome(apt: &Apt, cache: &Path) -> Result<()> {
    if process::find(&["curl"]).is_none() {
        apt.install(&["curl", "ca-certificates"])?;
    }
    let package = cache.join("google-chrome.deb");
    download(CHROME_PACKAGE, &package)?;
    apt.install(&[&package.to_string_lossy()])?;
    fs::remove_file(package)?;
    Ok(())
}

fn download_driver(apt: &Apt, chrome: &str, folder: &Path) -> Result<()> {
    for tool in ["curl", "unzip"] {
        if process::find(&[tool]).is_none() {
            apt.install(&[tool])?;
        }
    }
    let platform = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "linux64",
        ("macos", "aarch64") => "mac-arm64",
        ("macos", "x86_64") => "mac-x64",
        (os, arch) => {
            bail!("there is no chromedriver to download for {os} on {arch}; install one by hand")
        }
    };
    build_folder(folder, |dir| {
        let answer = dir.join("version");
        let build = chrome.rsplit_once('.').map_or(chrome, |(build, _)| build);
        download(
            &format!("{DRIVER_VERSIONS}/LATEST_RELEASE_{build}"),
            &answer,
        )?;
        let version = fs::read_to_string(&answer)?;
        let archive = dir.join("chromedriver.zip");
        let address = format!(
            "{DRIVERS}/{}/{platform}/chromedriver-{platform}.zip",
            version.trim()
        );
        download(&address, &archive)?;
        let mut unzip = process::command("unzip");
        unzip.args(["-q", "-j"]).arg(&archive).arg("-d").arg(dir);
        process::logged(&mut unzip, "unzip", None)?;
        fs::remove_file(archive)?;
        Ok(())
    })
}

fn download(address: &str, file: &Path) -> Result<()> {
    let mut curl = process::command("curl");
    curl.args([
        "--fail",
        "--silent",
        "--show-error",
        "--location",
        "--connect-timeout",
        "20",
    ])
    .arg("--output")
    .arg(file)
    .arg(address);
    process::logged(&mut curl, "download", Some(DOWNLOAD_LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_versions_of_browser_and_driver() {
        let chromium = "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)";
        assert_eq!(version_in(chromium), Some("156.0.8078.79"));
        let driver = "ChromeDriver 156.0.8078.79 (a21ce95c-refs/branch-heads/8078@{#1704})";
        assert_eq!(version_in(driver), Some("156.0.8078.79"));
        assert_eq!(version_in("Google Chrome"), None);
        assert_eq!(major("156.0.8078.79"), "156");
    }
}
