//! A run from beginning to end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::buyer::journey;
use crate::check::{Case, Wrong};
use crate::plan::{Plan, Troubles};
use crate::quiet::{quieten, repeat};
use crate::story::Story;
use crate::trouble::trouble;
use crate::truth::{Books, Money};
use crate::world::World;

/// Number of wrongs that are told in full.
const TOLD: usize = 5;
/// Pause between two reports of a long run.
const NEWS: Duration = Duration::from_secs(15);
/// A fault that has not struck by then never will.
const STRIKES: Duration = Duration::from_secs(60);
/// Between two looks at whether it has.
const PAUSE: Duration = Duration::from_millis(50);

/// Outcome of a run.
pub struct Outcome {
    pub statuses: BTreeMap<String, u32>,
    pub kills: u32,
    /// Number of times that the server's disk was full.
    pub full_disks: u32,
    /// Number of times that each fault has struck.
    pub struck: BTreeMap<String, u64>,
    pub told: usize,
}

/// Lets buyers buy with the plan's troubles, waits until everything is quiet,
/// and compares the books with PayPal's.
pub async fn run(plan: Plan) -> Outcome {
    println!(
        "soak: seed {} (PAYPAL_SOAK_SEED), {} checkouts, {} at a time",
        plan.seed, plan.checkouts, plan.at_once
    );
    let start = Instant::now();
    let world = Arc::new(World::open(plan).await);
    if let Troubles::Only { faults, .. } = world.plan.troubles {
        world
            .paypal
            .faults(serde_json::from_str(faults).unwrap())
            .await;
    }
    let stories = storm(&world, start).await;
    if let Troubles::Only { strikes, .. } = world.plan.troubles {
        everything_struck(&world, strikes).await;
    }
    let stormed = start.elapsed();
    println!(
        "soak: the storm is over after {:.1} s; what was left is done",
        stormed.as_secs_f32()
    );
    quieten(&world).await;
    println!(
        "soak: the books are compared after {:.1} s",
        start.elapsed().as_secs_f32()
    );
    let (books, money) = (Books::read(&world).await, Money::read(&world).await);
    let told = world.receiver.told();
    let case = Case {
        stories: &stories,
        books: &books,
        money: &money,
        told: &told,
    };
    let wrongs = case.wrongs();
    if !wrongs.is_empty() {
        fail(&world, &stories, &money, &wrongs);
    }
    nothing_more_comes_of_it(&world, &books).await;
    let outcome = summary(&world, &books, &money).await;
    println!(
        "soak: {:.1} s of storm, {:.1} s in all",
        stormed.as_secs_f32(),
        start.elapsed().as_secs_f32()
    );
    outcome
}

async fn storm(world: &Arc<World>, start: Instant) -> Vec<Story> {
    let troubled = {
        let world = world.clone();
        tokio::spawn(async move { trouble(&world).await })
    };
    let plan = &world.plan;
    let mut buyers = JoinSet::new();
    let mut stories = Vec::new();
    let mut news = start + NEWS;
    let mut next = 0;
    loop {
        let is_over = plan.limit.is_some_and(|limit| start.elapsed() >= limit);
        while next < plan.checkouts && buyers.len() < plan.at_once && !is_over {
            let (world, number) = (world.clone(), next);
            buyers.spawn(async move { journey(&world, number).await });
            next += 1;
        }
        let Some(story) = buyers.join_next().await else {
            break;
        };
        stories.push(story.unwrap());
        if Instant::now() >= news {
            news = Instant::now() + NEWS;
            println!(
                "soak: {} of {} checkouts, {} kills, {} full disks, {} s",
                stories.len(),
                plan.checkouts,
                world.server.kills(),
                world.server.full_disks(),
                start.elapsed().as_secs()
            );
        }
    }
    world.all_answered();
    troubled.await.unwrap();
    stories
}

/// Waits for faults of what goes on when the buyers are gone, such as
/// notifications.
async fn everything_struck(world: &World, strikes: &[&str]) {
    let end = Instant::now() + STRIKES;
    loop {
        let struck = struck(world).await;
        let mut missing = strikes.iter().filter(|name| !struck.contains_key(**name));
        let Some(name) = missing.next() else { return };
        assert!(
            Instant::now() < end,
            "{name} has not struck, but {struck:?}"
        );
        tokio::time::sleep(PAUSE).await;
    }
}

/// Number of times that each fault of PayPal's has struck.
async fn struck(world: &World) -> BTreeMap<String, u64> {
    let (_, struck) = world
        .paypal
        .control(Method::GET, "faults/struck", Value::Null)
        .await;
    let mut struck: BTreeMap<String, u64> = serde_json::from_value(struck).unwrap();
    struck.retain(|_, count| *count > 0);
    struck
}

/// Messages that come again change nothing.
async fn nothing_more_comes_of_it(world: &World, before: &Books) {
    repeat(world, 7).await;
    let after = Books::read(world).await;
    let steps = |books: &Books| -> BTreeMap<String, usize> {
        let steps = books.steps.iter();
        steps.map(|(id, steps)| (id.clone(), steps.len())).collect()
    };
    let (before, seed) = (steps(before), world.plan.seed);
    for (id, count) in steps(&after) {
        assert_eq!(
            before.get(&id),
            Some(&count),
            "seed {seed}: a message that came again moved {id}:\n{}",
            world.server.show(&id)
        );
    }
}

fn fail(world: &World, stories: &[Story], money: &Money, wrongs: &[Wrong]) -> ! {
    for wrong in wrongs.iter().take(TOLD) {
        println!("\nWRONG {wrong}");
        let Some(id) = &wrong.checkout else { continue };
        println!("--- the shop's:\n{}", world.server.show(id));
        println!("--- PayPal's:");
        for payment in &money.payments {
            if payment["custom"] == id.as_str() {
                println!("{payment}");
            }
        }
        for message in &money.notifications {
            if message["body"]
                .as_str()
                .is_some_and(|body| body.contains(id))
            {
                let (kind, about) = (&message["kind"], &message["payment_status"]);
                println!(
                    "{kind} {about} {} {}",
                    message["state"], message["attempts"]
                );
            }
        }
        if let Some(story) = stories
            .iter()
            .find(|story| story.checkout.as_ref() == Some(id))
        {
            println!("--- the buyer's:\n{story:#?}");
        }
    }
    println!(
        "--- the end of the server's log:\n{}",
        world.server.end_of_log()
    );
    panic!(
        "seed {}: {} things are wrong, such as {}",
        world.plan.seed,
        wrongs.len(),
        wrongs[0]
    );
}

async fn summary(world: &World, books: &Books, money: &Money) -> Outcome {
    let mut statuses: BTreeMap<String, u32> = BTreeMap::new();
    for status in books.statuses().into_values() {
        *statuses.entry(status).or_default() += 1;
    }
    let mut struck = struck(world).await;
    let refused = u64::from(world.receiver.refused());
    if refused > 0 {
        struck.insert("fulfilment refused".to_owned(), refused);
    }
    let attempts: usize = money
        .notifications
        .iter()
        .filter_map(|message| Some(message["attempts"].as_array()?.len()))
        .sum();
    let outcome = Outcome {
        statuses,
        kills: world.server.kills(),
        full_disks: world.server.full_disks(),
        struck,
        told: world.receiver.told().len(),
    };
    println!("soak: checkouts {:?}", outcome.statuses);
    println!(
        "soak: {} kills, {} full disks, {} calls without an answer, faults {:?}",
        outcome.kills,
        outcome.full_disks,
        world.unanswered.load(Ordering::Relaxed),
        outcome.struck
    );
    println!(
        "soak: {} payments, {} notifications in {attempts} deliveries, {} fulfilments",
        money.payments.len(),
        money.notifications.len(),
        outcome.told
    );
    outcome
}
