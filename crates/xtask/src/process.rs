//! Running other programs: streamed, captured, or logged with a progress line.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, io};

use anyhow::{Context, Result, bail};

use crate::steps::clock;
use crate::workspace;

/// Environment variables that `cargo run` adds for xtask itself. Handed on, it
/// would mislead the cargo and rustc started from here.
fn is_cargo_runs_own(name: &str) -> bool {
    matches!(
        name,
        "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "OUT_DIR"
    ) || name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || name
            == if cfg!(target_os = "macos") {
                "DYLD_FALLBACK_LIBRARY_PATH"
            } else {
                "LD_LIBRARY_PATH"
            }
}

/// A command in the root of the clone, with the caller's own environment.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_cargo_runs_own) {
            command.env_remove(name);
        }
    }
    command
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let mut text = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for arg in command.get_args() {
        let arg = arg.to_string_lossy();
        text.push(' ');
        if arg.is_empty() || arg.contains(char::is_whitespace) {
            text.push_str(&format!("'{arg}'"));
        } else {
            text.push_str(&arg);
        }
    }
    text
}

/// Runs with the terminal handed to the command.
pub fn stream(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    io::stdout().flush()?;
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Number of the last lines of a failed program that are shown again.
const TAIL_LINES: usize = 60;

/// Runs with each line of its standard output shown and told to `heard`. The
/// error repeats the last of them below its first line.
pub fn stream_lines(command: &mut Command, mut heard: impl FnMut(&str)) -> Result<()> {
    println!("$ {}", shown(command));
    io::stdout().flush()?;
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let mut tail = VecDeque::new();
    if let Some(lines) = child.stdout.take() {
        for line in BufReader::new(lines).lines() {
            let line = line?;
            println!("{line}");
            heard(&line);
            if tail.len() == TAIL_LINES {
                tail.pop_front();
            }
            tail.push_back(line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        let tail: Vec<String> = tail.into();
        bail!(
            "{} ended with {status}\n{}",
            shown(command),
            tail.join("\n")
        );
    }
    Ok(())
}

/// Runs a command and returns its standard output; an error if it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}: {}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs with the output in a log file and one moving line on the terminal.
/// A failure shows the log's end and names the file.
pub fn logged(command: &mut Command, log_name: &str, limit: Option<Duration>) -> Result<()> {
    let path = workspace::log_dir().join(format!("{log_name}.log"));
    fs::create_dir_all(workspace::log_dir())?;
    let log = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    println!("      $ {}", shown(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| cannot_start(command))?;
    match watch(&mut child, &path, limit)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => {
            eprintln!("{}", last_lines(&path, 25));
            bail!(
                "{} ended with {status}; all of its output is in {}",
                shown(command),
                path.display()
            )
        }
        None => bail!(
            "{} did not end within {} s; its output is in {}",
            shown(command),
            limit.unwrap_or_default().as_secs(),
            path.display()
        ),
    }
}

/// Waits for the child and shows the log's last line. None: the limit passed
/// and the child was ended.
fn watch(child: &mut Child, log: &Path, limit: Option<Duration>) -> Result<Option<ExitStatus>> {
    let start = Instant::now();
    let on_terminal = io::stdout().is_terminal();
    let pause = Duration::from_secs(if on_terminal { 1 } else { 20 });
    let mut next = start + pause;
    let ended = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if limit.is_some_and(|limit| start.elapsed() > limit) {
            child.kill()?;
            child.wait()?;
            break None;
        }
        if Instant::now() >= next {
            next += pause;
            let last: String = last_lines(log, 1).trim().chars().take(60).collect();
            let line = format!("      {} {last}", clock(start.elapsed()));
            if on_terminal {
                print!("\r\x1b[K{line}");
                io::stdout().flush()?;
            } else {
                println!("{line}");
            }
        }
        thread::sleep(Duration::from_millis(100));
    };
    if on_terminal {
        print!("\r\x1b[K");
        io::stdout().flush()?;
    }
    Ok(ended)
}

fn last_lines(path: &Path, count: usize) -> String {
    const TAIL: u64 = 16 * 1024;
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

fn cannot_start(command: &Command) -> String {
    format!(
        "{} cannot be started",
        command.get_program().to_string_lossy()
    )
}

/// The first of these programs that is on PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |dir| dir.join(name)))
        .find(|file| file.is_file())
}

/// PATH with these folders in front.
pub fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = first.iter().cloned().chain(env::split_paths(&path));
    env::join_paths(all).context("a folder name holds PATH's separator")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_a_command_as_typed() {
        let mut command = Command::new("/usr/bin/npm");
        command.args(["ci", "a b"]);
        assert_eq!(shown(&command), "npm ci 'a b'");
    }

    #[test]
    fn keeps_the_callers_environment_and_drops_cargo_runs() {
        assert!(is_cargo_runs_own("CARGO_PKG_NAME"));
        assert!(is_cargo_runs_own("CARGO_MANIFEST_DIR"));
        assert!(!is_cargo_runs_own("CARGO_HOME"));
        assert!(!is_cargo_runs_own("CARGO_TARGET_DIR"));
        assert!(!is_cargo_runs_own("PATH"));
    }

    #[cfg(unix)]
    #[test]
    fn a_command_over_its_limit_is_ended_and_says_so() {
        let mut command = Command::new("sleep");
        command.arg("30");
        let start = Instant::now();
        let error = logged(&mut command, "test-limit", Some(Duration::from_millis(200)))
            .unwrap_err()
            .to_string();
        assert!(error.contains("did not end within"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[cfg(unix)]
    #[test]
    fn a_failure_repeats_the_last_lines() {
        let mut command = Command::new("sh");
        command.args(["-c", "seq 1 70; exit 3"]);
        let mut heard = 0;
        let error = stream_lines(&mut command, |_| heard += 1)
            .unwrap_err()
            .to_string();
        assert_eq!(heard, 70);
        let lines: Vec<&str> = error.lines().collect();
        assert!(lines[0].ends_with("exit status: 3"), "{error}");
        assert_eq!((lines[1], lines[lines.len() - 1]), ("11", "70"));
    }

    #[cfg(unix)]
    #[test]
    fn a_failure_names_the_log() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo wrong >&2; exit 3"]);
        let error = logged(&mut command, "test-failure", None)
            .unwrap_err()
            .to_string();
        assert!(error.contains("test-failure.log"), "{error}");
        let log = fs::read_to_string(workspace::log_dir().join("test-failure.log")).unwrap();
        assert_eq!(log.trim(), "wrong");
    }
}
