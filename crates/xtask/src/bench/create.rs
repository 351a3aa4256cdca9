//! The create endpoint, one shop after the other, again and again, before one
//! sandbox.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::programs::Programs;
use super::shops::{self, Shop};
use super::table::{Table, tenths, time};
use super::usage::{Memory, cpu_ms, memory};
use crate::postgres::{self, Durability};
use crate::process;

const MERCHANT: &str = "paypal-merchant";
const EXPRESS: &str = "Express";
const BESIDE: &str = "the other paypal-merchant";
/// So many of the instances on PostgreSQL.
const INSTANCES: [(&str, usize); 3] = [
    ("1 instance on PostgreSQL", 1),
    ("2 instances on PostgreSQL", 2),
    ("4 instances on PostgreSQL", 4),
];

/// Two mugs and a tea of the demo's catalogue, and what they come to with
/// shipping and tax: every shop has to say the same.
const LINES: &str = r#"[{"sku":"MUG","quantity":2,"options":[{"name":"Size","value":"Large, 350 ml"},{"name":"Glaze","value":"Ash"}]},{"sku":"SENCHA","quantity":1,"options":[{"name":"Weight","value":"100 g"}]}]"#;
const TOTAL: &str = r#""total":"85.01""#;
/// Approval address in every answer of the server path.
const APPROVAL: &str = "/checkoutnow?token=";

/// Duration and number of clients.
pub struct Plan {
    clients: Vec<u32>,
    rounds: u32,
    seconds: u32,
    warm_up: u32,
    beside: Option<PathBuf>,
}

impl Plan {
    pub fn new(quick: bool, beside: Option<PathBuf>) -> Self {
        Self {
            clients: vec![1, 16, 64],
            rounds: if quick { 1 } else { 2 },
            seconds: if quick { 2 } else { 6 },
            warm_up: if quick { 1 } else { 3 },
            beside,
        }
    }
}

/// Path of a checkout to PayPal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    OrdersV2,
    Form,
}

impl Way {
    const fn title(self) -> &'static str {
        match self {
            Self::OrdersV2 => "Orders v2",
            Self::Form => "form",
        }
    }

    fn body(self) -> String {
        let path = match self {
            Self::OrdersV2 => r#""path":"server","api":"orders_v2""#,
            Self::Form => r#""path":"form""#,
        };
        format!("{{{path},\"currency\":\"USD\",\"lines\":{LINES}}}")
    }
}

/// Result of one load run.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Seen {
    requests: u64,
    errors: u64,
    first_error: Option<String>,
    took_us: u64,
    p50_us: u64,
    p99_us: u64,
    longest_us: Option<u64>,
    /// The load's own processor time.
    cpu_ms: u64,
}

/// One run of the load.
#[derive(Debug, Serialize)]
struct Round {
    shop: &'static str,
    way: Way,
    clients: u32,
    seen: Seen,
    shop_cpu_ms: u64,
    sandbox_cpu_ms: u64,
}

/// The memory of one shop.
#[derive(Debug, Serialize)]
struct Use {
    shop: &'static str,
    start_kib: u64,
    end: Memory,
    checkouts: u64,
}

/// Everything that was measured of the endpoint.
#[derive(Debug, Serialize)]
pub struct Created {
    rounds: Vec<Round>,
    memory: Vec<Use>,
}

/// A shop: one server, or several instances on one database.
struct Measured<'a> {
    name: &'static str,
    servers: &'a [Shop],
    ways: &'static [Way],
    /// Memory at the start; `None` for those that share servers with others.
    start_kib: Option<u64>,
}

impl Measured<'_> {
    /// Processor time of all of its servers.
    fn cpu_ms(&self) -> Result<u64> {
        let servers = self.servers.iter();
        servers.map(|shop| cpu_ms(shop.server.id())).sum()
    }
}

/// Starts the servers and measures.
pub fn measure(
    plan: &Plan,
    programs: &Programs,
    express: &Path,
    postgres: Result<&Path>,
    folder: &Path,
) -> Result<Created> {
    let sandbox = shops::sandbox(programs, folder)?;
    let both: &[Way] = &[Way::OrdersV2, Way::Form];
    let express = [shops::express(express, &sandbox.url, folder)?];
    let merchant =
        |name, program| shops::merchant(name, program, &sandbox.url, folder).map(|shop| [shop]);
    let own = merchant("paypal-merchant", &programs.merchant)?;
    let beside = match &plan.beside {
        Some(program) => Some(merchant("other-paypal-merchant", program)?),
        None => None,
    };
    // The server has to outlive its instances.
    let database = match postgres {
        Ok(programs) => Some(postgres::Server::start(programs, Durability::Full)?),
        Err(error) => {
            println!("Without PostgreSQL: {error:#}");
            None
        }
    };
    let instances = match &database {
        Some(server) => shops::instances(&server.url(), &programs.merchant, &sandbox.url, folder)?,
        None => Vec::new(),
    };
    let mut measured = Vec::new();
    let alone = [(EXPRESS, &express, &both[..1]), (MERCHANT, &own, both)];
    let beside = beside.as_ref().map(|shop| (BESIDE, shop, both));
    for (name, servers, ways) in alone.into_iter().chain(beside) {
        let start_kib = Some(memory(servers[0].server.id())?.now_kib);
        measured.push(Measured {
            name,
            servers,
            ways,
            start_kib,
        });
    }
    for (name, count) in INSTANCES {
        if let Some(servers) = instances.get(..count) {
            measured.push(Measured {
                name,
                servers,
                ways: both,
                start_kib: None,
            });
        }
    }
    let run = Run {
        programs,
        sandbox: &sandbox,
    };
    println!("\nThe create endpoint");
    let mut created = 0_u64;
    let mut counts = vec![created; measured.len()];
    for (shop, count) in measured.iter().zip(&mut counts) {
        // Node compiles what it often runs.
        let round = run.round(shop, Way::OrdersV2, 8, plan.warm_up)?;
        *count += round.seen.requests;
    }
    let mut rounds = Vec::new();
    for &clients in &plan.clients {
        for _ in 0..plan.rounds {
            for (shop, count) in measured.iter().zip(&mut counts) {
                for &way in shop.ways {
                    let round = run.round(shop, way, clients, plan.seconds)?;
                    *count += round.seen.requests;
                    created += round.seen.requests;
                    println!("  {}", round.line());
                    rounds.push(round);
                }
            }
        }
    }
    if created == 0 {
        bail!("no checkout was made; see the logs in {}", folder.display());
    }
    let memory = measured
        .iter()
        .zip(counts)
        .filter_map(|(shop, checkouts)| Some((shop, shop.start_kib?, checkouts)))
        .map(|(shop, start_kib, checkouts)| {
            Ok(Use {
                shop: shop.name,
                start_kib,
                end: memory(shop.servers[0].server.id())?,
                checkouts,
            })
        })
        .collect::<Result<_>>()?;
    Ok(Created { rounds, memory })
}

struct Run<'a> {
    programs: &'a Programs,
    sandbox: &'a Shop,
}

impl Run<'_> {
    fn round(&self, shop: &Measured<'_>, way: Way, clients: u32, seconds: u32) -> Result<Round> {
        let mut load = process::command(&self.programs.load);
        let servers = shop.servers.iter();
        let mut urls = servers.map(|shop| format!("{}/api/checkouts", shop.url));
        let first = urls.next().context("a shop has a server")?;
        load.arg(first)
            .arg(way.body())
            .args(urls.flat_map(|url| ["--also".to_owned(), url]))
            .args(["--holds", TOTAL])
            .args(["--clients", &clients.to_string()])
            .args(["--seconds", &seconds.to_string()]);
        if way == Way::OrdersV2 {
            load.args(["--holds", APPROVAL]);
        }
        let sandbox = self.sandbox.server.id();
        let before = (shop.cpu_ms()?, cpu_ms(sandbox)?);
        let seen = process::output(&mut load)?;
        let seen: Seen = serde_json::from_str(&seen).context("the load's own words")?;
        if seen.requests == 0 {
            bail!(
                "{} made no checkout: {}",
                shop.name,
                seen.first_error.unwrap_or_default()
            );
        }
        Ok(Round {
            shop: shop.name,
            way,
            clients,
            shop_cpu_ms: shop.cpu_ms()? - before.0,
            sandbox_cpu_ms: cpu_ms(sandbox)? - before.1,
            seen,
        })
    }
}

impl Round {
    fn per_second(&self) -> u64 {
        self.seen.requests * 1_000_000 / self.seen.took_us.max(1)
    }

    fn line(&self) -> String {
        format!(
            "{:<25} {:<10} {:>3} clients  {:>5}/s  p50 {:>8}  p99 {:>8}  {} errors",
            self.shop,
            self.way.title(),
            self.clients,
            self.per_second(),
            time(self.seen.p50_us),
            time(self.seen.p99_us),
            self.seen.errors
        )
    }
}

/// The rounds of one kind together.
struct Sum<'a>(Vec<&'a Round>);

impl Sum<'_> {
    fn of(&self, value: impl Fn(&Round) -> u64) -> u64 {
        self.0.iter().map(|round| value(round)).sum()
    }

    fn mean(&self, value: impl Fn(&Round) -> u64) -> u64 {
        self.of(value) / u64::try_from(self.0.len()).unwrap_or(1).max(1)
    }

    /// Processor time for each request.
    fn cpu(&self, milliseconds: impl Fn(&Round) -> u64) -> String {
        time(self.of(milliseconds) * 1000 / self.of(|round| round.seen.requests).max(1))
    }

    fn cells(&self) -> Vec<String> {
        let requests = self.of(|round| round.seen.requests);
        let took = self.of(|round| round.seen.took_us);
        let first = self.0.first();
        vec![
            first.map_or_else(String::new, |round| {
                format!("{}, {}", round.shop, round.way.title())
            }),
            first.map_or_else(String::new, |round| round.clients.to_string()),
            (requests * 1_000_000 / took.max(1)).to_string(),
            time(self.mean(|round| round.seen.p50_us)),
            time(self.mean(|round| round.seen.p99_us)),
            self.of(|round| round.seen.errors).to_string(),
            self.cpu(|round| round.shop_cpu_ms),
            self.cpu(|round| round.sandbox_cpu_ms),
            self.cpu(|round| round.seen.cpu_ms),
        ]
    }
}

impl Created {
    /// The endpoint's table and the memory's.
    pub fn tables(&self) -> String {
        let mut table = Table::new(&[
            "Endpoint",
            "clients",
            "requests/s",
            "p50",
            "p99",
            "errors",
            "CPU, shop",
            "CPU, sandbox",
            "CPU, load",
        ]);
        let mut kinds: Vec<(&str, Way, u32)> = Vec::new();
        for round in &self.rounds {
            let kind = (round.shop, round.way, round.clients);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        for (shop, way, clients) in kinds {
            let same = self.rounds.iter();
            let same =
                same.filter(|round| (round.shop, round.way, round.clients) == (shop, way, clients));
            table.row(Sum(same.collect()).cells());
        }
        format!("{}\n{}", table.markdown(), self.memory_table())
    }

    fn memory_table(&self) -> String {
        let mut table = Table::new(&[
            "Memory",
            "at the start",
            "at the end",
            "at most",
            "checkouts made",
        ]);
        let mib = |kib: u64| format!("{} MiB", tenths(kib, 1024));
        for used in &self.memory {
            table.row(vec![
                used.shop.to_owned(),
                mib(used.start_kib),
                mib(used.end.now_kib),
                mib(used.end.peak_kib),
                used.checkouts.to_string(),
            ]);
        }
        table.markdown()
    }
}
