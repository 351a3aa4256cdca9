//! Resource usage of a process, as Linux tells it.

use std::fs;

use anyhow::{Context, Result};
use serde::Serialize;

/// Memory of a process, in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Memory {
    /// Memory it holds now.
    pub now_kib: u64,
    /// The most that it held.
    pub peak_kib: u64,
}

/// The memory of a process.
pub fn memory(process: u32) -> Result<Memory> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    read_memory(&status).with_context(|| format!("{path} tells no memory"))
}

fn read_memory(status: &str) -> Option<Memory> {
    let value = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some(Memory {
        now_kib: value("VmRSS:")?,
        peak_kib: value("VmHWM:")?,
    })
}

/// Processor time of a process, in milliseconds.
pub fn cpu_ms(process: u32) -> Result<u64> {
    let path = format!("/proc/{process}/stat");
    let line = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    read_cpu(&line).with_context(|| format!("{path} tells no processor time"))
}

/// Fields 14 and 15, counted from the program's name, which may hold anything;
/// in hundredths of a second on every usual Linux.
fn read_cpu(line: &str) -> Option<u64> {
    let (_, fields) = line.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some((ticks()? + ticks()?) * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_linux_tells() {
        let status = "Name:\tnode\nVmHWM:\t   70000 kB\nVmRSS:\t   60000 kB\nThreads:\t7\n";
        let memory = Memory {
            now_kib: 60_000,
            peak_kib: 70_000,
        };
        assert_eq!(read_memory(status), Some(memory));
        assert_eq!(read_memory("Name:\tgone\n"), None);
        let line = "7 (a) b) S 1 7 7 0 -1 4194304 100 0 0 0 25 5 0 0 20 0 1 0 100 1000 10";
        assert_eq!(read_cpu(line), Some(300));
    }
}
