//! Load on a create endpoint: so many clients, each with one request under way,
//! each request a checkout of its own. What was measured is one JSON object on
//! standard output. `cargo xtask bench` runs it.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use reqwest::{Client, StatusCode};
use serde_json::json;

#[derive(Parser)]
struct Arguments {
    /// The endpoint.
    url: String,
    /// The request's JSON without its idempotency key.
    body: String,
    /// The endpoint at another instance of the shop; can be given more than
    /// once. Requests go to all in turn.
    #[arg(long, value_name = "URL")]
    also: Vec<String>,
    /// What every answer's body must hold; can be given more than once.
    #[arg(long)]
    holds: Vec<String>,
    /// How many clients.
    #[arg(long)]
    clients: u32,
    /// For how long requests are begun.
    #[arg(long)]
    seconds: u64,
}

/// What one client saw.
#[derive(Default)]
struct Seen {
    micros: Vec<u64>,
    errors: u64,
    first_error: Option<String>,
}

struct Load {
    client: Client,
    arguments: Arguments,
    next: AtomicU64,
}

impl Load {
    /// One checkout; what was wrong with the answer, if anything was.
    async fn create(&self) -> Result<(), String> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let body = &self.arguments.body;
        let rest = body.strip_prefix('{').unwrap_or(body);
        // Random, as those of browsers are.
        let key = fastrand::u128(..);
        let body = format!("{{\"idempotency_key\":\"{key:032x}\",{rest}");
        let answer = self
            .client
            .post(self.url(number))
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .map_err(|error| format!("{error:?}"))?;
        let status = answer.status();
        let text = answer.text().await.map_err(|error| format!("{error:?}"))?;
        let mut holds = self.arguments.holds.iter();
        if status == StatusCode::CREATED && holds.all(|part| text.contains(part)) {
            Ok(())
        } else {
            Err(format!("{status}: {text}"))
        }
    }

    /// The endpoint of the request of that number.
    fn url(&self, number: u64) -> &str {
        let Arguments { url, also, .. } = &self.arguments;
        let place = usize::try_from(number).unwrap_or_default() % (also.len() + 1);
        place.checked_sub(1).map_or(url, |place| &also[place])
    }

    async fn until(&self, end: Instant) -> Seen {
        let mut seen = Seen::default();
        while Instant::now() < end {
            let start = Instant::now();
            match self.create().await {
                Ok(()) => seen.micros.push(micros(start.elapsed())),
                Err(error) => {
                    seen.errors += 1;
                    seen.first_error.get_or_insert(error);
                }
            }
        }
        seen
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// The value that so many hundredths of all are not above.
fn percentile(sorted: &[u64], hundredths: usize) -> u64 {
    let place = (sorted.len() * hundredths).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// What this program has used of the processors, on Linux: fields 14 and 15 of
/// its line, in hundredths of a second.
fn cpu_ms() -> Result<u64, Box<dyn std::error::Error>> {
    let line = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = line.rsplit_once(") ").ok_or("an unknown line")?;
    let mut ticks = 0;
    for field in fields.split(' ').skip(11).take(2) {
        ticks += field.parse::<u64>()?;
    }
    Ok(ticks * 10)
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    // Fails only when a provider was chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let load = Arc::new(Load {
        client: Client::builder().timeout(Duration::from_secs(60)).build()?,
        arguments,
        next: AtomicU64::new(0),
    });
    let start = Instant::now();
    let end = start + Duration::from_secs(load.arguments.seconds);
    let clients: Vec<_> = (0..load.arguments.clients)
        .map(|_| {
            let load = Arc::clone(&load);
            tokio::spawn(async move { load.until(end).await })
        })
        .collect();
    let mut all = Seen::default();
    for client in clients {
        let seen = client.await?;
        all.micros.extend(seen.micros);
        all.errors += seen.errors;
        all.first_error = all.first_error.or(seen.first_error);
    }
    let took = start.elapsed();
    all.micros.sort_unstable();
    let result = json!({
        "requests": all.micros.len(),
        "errors": all.errors,
        "first_error": all.first_error,
        "took_us": micros(took),
        "p50_us": percentile(&all.micros, 50),
        "p99_us": percentile(&all.micros, 99),
        "longest_us": all.micros.last(),
        "cpu_ms": cpu_ms()?,
    });
    println!("{result}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error}");
            ExitCode::FAILURE
        }
    }
}
