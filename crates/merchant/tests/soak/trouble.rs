//! Troubles while buyers buy.

use std::time::Duration;

use fastrand::Rng;
use serde_json::{Value, json};

use crate::plan::Troubles;
use crate::world::World;

/// After a longer outage than these together, checkouts that nobody asked
/// about would expire.
const OUTAGES: u32 = 8 * 3600;

const PATHS: [&str; 7] = [
    "/cgi-bin",
    "/v1/oauth2",
    "/v1/payments",
    "/v2/checkout",
    "/v2/payments",
    "/v1/notifications/verify",
    "/v",
];

/// Makes trouble until nobody asks any more.
pub async fn trouble(world: &World) {
    let mut rng = world.plan.chance(0);
    loop {
        if !world.after(rng.u64(4..30)).await {
            return;
        }
        match world.plan.troubles {
            Troubles::Only { faults, .. } => {
                world
                    .paypal
                    .faults(serde_json::from_str(faults).unwrap())
                    .await
            }
            Troubles::Kills => outage(world, &mut rng).await,
            Troubles::FullDisks => full_disk(world, &mut rng).await,
            Troubles::All => match rng.u32(..100) {
                0..25 => outage(world, &mut rng).await,
                25..35 => full_disk(world, &mut rng).await,
                _ => {
                    world.receiver.refuse(rng.u32(..100) < 20);
                    world.paypal.faults(faults(&mut rng)).await;
                }
            },
        }
    }
}

/// Kills the server in the middle of whatever it does, and starts it again on
/// the same books, at once or as if much later.
async fn outage(world: &World, rng: &mut Rng) {
    tokio::time::sleep(Duration::from_millis(rng.u64(..40))).await;
    world.server.kill();
    world.paypal.advance(rng.i64(0..20));
    let left = OUTAGES.saturating_sub(world.server.ahead());
    let later = match rng.u32(..100) {
        0..50 => 0,
        50..95 => rng.u32(30..180),
        _ => rng.u32(600..1500),
    };
    let reserves = world.plan.troubles == Troubles::All && rng.u32(..100) < 25;
    world.server.reserve(reserves);
    tokio::time::sleep(Duration::from_millis(rng.u64(..120))).await;
    world.server.start(later.min(left)).await;
}

/// Fills the server's disk for a moment; what it has begun fails half way.
async fn full_disk(world: &World, rng: &mut Rng) {
    tokio::time::sleep(Duration::from_millis(rng.u64(..40))).await;
    world.server.fill_disk();
    tokio::time::sleep(Duration::from_millis(rng.u64(50..800))).await;
    world.server.free_disk();
}

fn faults(rng: &mut Rng) -> Value {
    let mut chance = |share: u32| rng.u32(..100) < share;
    let mut ipn = json!({});
    if chance(15) {
        ipn["hold"] = json!(true);
    }
    if chance(30) {
        ipn["reverse"] = json!(true);
    }
    if chance(20) {
        ipn["duplicate"] = json!(2);
    }
    if chance(10) {
        ipn["drop"] = json!(2);
    }
    if chance(15) {
        ipn["delay_ms"] = json!(400);
    }
    if chance(12) {
        ipn["tamper"] = json!({"mc_gross": "0.01", "payment_status": "Completed", "summary": "x"});
    }
    let mut payment = json!({});
    if chance(10) {
        payment["pending"] = json!("echeck");
    }
    if chance(20) {
        payment["decline_next"] = json!(1);
    }
    let mut post_back = json!({});
    if chance(12) {
        post_back["status"] = json!(503);
    } else if chance(8) {
        post_back["answer"] = json!("<html>We'll be back soon</html>");
    }
    let mut http = json!({
        "path": PATHS[rng.usize(..PATHS.len())],
        "count": rng.u32(1..8),
    });
    match rng.u32(..10) {
        0 | 1 => http["cut"] = json!("before"),
        2 | 3 => http["cut"] = json!("after"),
        4 => http["status"] = json!(503),
        5 => http["status"] = json!(500),
        6 => http["status"] = json!(429),
        7 => http["delay_ms"] = json!(rng.u32(5..150)),
        _ => http = json!({}),
    }
    json!({"ipn": ipn, "payment": payment, "post_back": post_back, "http": http})
}
