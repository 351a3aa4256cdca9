//! Payments that a page made by itself, adopted into the books.

mod fitting;
mod limits;
mod messages;
mod misfits;
mod refused;

use crate::harness::World;

/// A shop that adopts, and a PayPal whose messages the test brings by itself.
async fn open() -> World {
    let mut config = paypal_sandbox::Config::default();
    // Nobody listens there.
    config.accounts[0].ipn_url = Some("http://127.0.0.1:9/ipn".to_owned());
    World::of(config, |config| config.adopts_client_payments = true).await
}
