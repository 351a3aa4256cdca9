//! Progress of a command, step by step.

use std::time::{Duration, Instant};

/// A numbered list of steps, printed as they happen.
pub struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// Announces `total` steps.
    pub fn new(title: &str, total: usize) -> Self {
        println!("{title}: {}", count(total, "step"));
        Self { total, done: 0 }
    }

    /// Begins the next step.
    pub fn next(&mut self, title: &str) -> Step {
        self.done += 1;
        println!("[{}/{}] {title}", self.done, self.total);
        Step {
            start: Instant::now(),
        }
    }
}

/// One step under way.
pub struct Step {
    start: Instant,
}

impl Step {
    /// Says what the step does now.
    pub fn note(&self, text: &str) {
        println!("      {text}");
    }

    /// Says that it is done, with the time when it took any.
    pub fn done(self, text: &str) {
        let elapsed = self.start.elapsed();
        if elapsed < Duration::from_secs(2) {
            println!("      {text}");
        } else {
            println!("      {text} (in {})", clock(elapsed));
        }
    }
}

/// Minutes and seconds: `5:07`.
pub fn clock(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// `1 step`, `2 steps`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_secs(7)), "0:07");
        assert_eq!(clock(Duration::from_secs(3_725)), "62:05");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(count(1, "step"), "1 step");
        assert_eq!(count(0, "step"), "0 steps");
    }
}
