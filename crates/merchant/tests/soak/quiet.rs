//! After the storm: everything that is still to be heard is heard.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use fastrand::Rng;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::truth::Work;
use crate::world::World;

/// Longer than any pause of the server's.
const HALF_A_DAY: u32 = 13 * 3600;
/// Number of messages that PayPal sends again at a time.
const AT_ONCE: usize = 100;
const PAUSE: Duration = Duration::from_millis(50);
/// PayPal sends again at once; a listener is waited for.
const DELIVERY: Duration = Duration::from_secs(120);
/// After so many rounds it will never be quiet.
const ROUNDS: u32 = 12;

/// Ends the faults, lets PayPal deliver everything and the server do all its
/// work, as if half a day passed.
pub async fn quieten(world: &World) {
    world.paypal.faults(json!({})).await;
    world.receiver.refuse(false);
    world.server.free_disk();
    settle(world).await;
    let mut later = HALF_A_DAY;
    for _ in 0..ROUNDS {
        deliver(world, &undelivered(world).await).await;
        world.server.kill();
        world.server.start(later).await;
        work_is_done(world).await;
        if undelivered(world).await.is_empty() {
            return;
        }
        later = 0;
    }
    panic!(
        "PayPal cannot deliver: {:#?}",
        undelivered(world)
            .await
            .iter()
            .map(|open| &open.id)
            .collect::<Vec<_>>()
    );
}

/// Lets PayPal send every so many messages once more.
pub async fn repeat(world: &World, every: usize) {
    let all = world.paypal.list("notifications").await;
    let some: Vec<Open> = all.iter().step_by(every).map(Open::of).collect();
    deliver(world, &some).await;
    work_is_done(world).await;
}

/// A message that is to be sent, with the number of attempts so far.
struct Open {
    id: String,
    attempts: usize,
}

impl Open {
    fn of(message: &Value) -> Self {
        Self {
            id: message["id"].as_str().unwrap_or_default().to_owned(),
            attempts: attempts(message),
        }
    }
}

/// Banks decide about payments that are pending; some never do.
async fn settle(world: &World) {
    let mut rng: Rng = world.plan.chance(u64::MAX);
    for payment in world.paypal.list("payments").await {
        let reserved = payment["pending_reason"] == "authorization";
        if payment["status"] != "Pending" || reserved {
            continue;
        }
        let end = match rng.u32(..10) {
            0..6 => "Completed",
            6 => "Denied",
            7 => "Failed",
            _ => continue,
        };
        let path = format!("payments/{}/settle", payment["txn_id"].as_str().unwrap());
        let (status, answer) = world
            .paypal
            .control(Method::POST, &path, json!({"status": end}))
            .await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
}

/// Returns whether the shop has taken a message as it was written.
pub fn is_taken(message: &Value) -> bool {
    let attempts = message["attempts"].as_array();
    attempts.is_some_and(|attempts| {
        attempts.iter().any(|attempt| {
            let status = attempt["status"].as_u64().unwrap_or_default();
            attempt["tampered"] == false && (200..300).contains(&status)
        })
    })
}

/// The messages that the shop is still to be told of. What was dropped about
/// a payment of the server path stays lost: the server finds it out by asking.
async fn undelivered(world: &World) -> Vec<Open> {
    let payments = world.paypal.list("payments").await;
    let asked: BTreeSet<&str> = payments
        .iter()
        .filter(|payment| payment["api"] != "form")
        .filter_map(|payment| payment["txn_id"].as_str())
        .collect();
    let is_lost = |message: &Value| {
        let about = message["txn_id"].as_str().unwrap_or_default();
        message["state"] == "dropped" && asked.contains(about)
    };
    world
        .paypal
        .list("notifications")
        .await
        .iter()
        .filter(|message| !is_taken(message) && !is_lost(message))
        .map(Open::of)
        .collect()
}

fn attempts(message: &Value) -> usize {
    message["attempts"].as_array().map_or(0, Vec::len)
}

/// Sends messages, and waits for the answers.
async fn deliver(world: &World, messages: &[Open]) {
    for messages in messages.chunks(AT_ONCE) {
        for Open { id, .. } in messages {
            let path = format!("notifications/{id}/resend");
            world.paypal.control(Method::POST, &path, Value::Null).await;
        }
        for message in messages {
            sent_again(world, message).await;
        }
    }
}

/// Until a message was sent once more than when it was looked at.
async fn sent_again(
    world: &World,
    Open {
        id,
        attempts: before,
    }: &Open,
) {
    let path = format!("notifications/{id}");
    let end = Instant::now() + DELIVERY;
    loop {
        let (_, message) = world.paypal.control(Method::GET, &path, Value::Null).await;
        if attempts(&message) > *before {
            return;
        }
        assert!(Instant::now() < end, "PayPal does not send {message}");
        tokio::time::sleep(PAUSE).await;
    }
}

/// Until nothing is left for the server to do.
async fn work_is_done(world: &World) {
    let mut last = Work::default();
    let mut unchanged = 0;
    loop {
        let work = Work::of(world).await;
        if work == Work::default() {
            return;
        }
        unchanged = if work == last { unchanged + 1 } else { 0 };
        assert!(
            world.server.runs(),
            "the server ended by itself: {}",
            world.server.end_of_log()
        );
        assert!(
            unchanged < 1200,
            "the server does not get on with {work:?}: {}",
            world.server.end_of_log()
        );
        last = work;
        tokio::time::sleep(PAUSE).await;
    }
}
