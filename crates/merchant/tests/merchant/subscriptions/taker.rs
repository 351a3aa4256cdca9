//! The shop's own system.

use std::sync::Mutex;

use paypal_merchant::{Fulfilling, Fulfilment, NotTaken, PaidOrder, SubscriptionUpdate};

/// Takes everything, or says no as often as it is told to.
#[derive(Debug, Default)]
pub struct Taker {
    pub orders: Mutex<Vec<PaidOrder>>,
    pub updates: Mutex<Vec<SubscriptionUpdate>>,
    pub refuse: Mutex<usize>,
}

impl Taker {
    /// Kinds and amounts of what it took, and forgets them.
    pub fn took(&self) -> Vec<(&'static str, Option<String>)> {
        let mut updates = self.updates.lock().unwrap();
        let taken = updates.drain(..);
        taken.map(|update| (update.kind, update.amount)).collect()
    }
}

impl Fulfilment for Taker {
    fn fulfil<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        self.orders.lock().unwrap().push(order.clone());
        Box::pin(std::future::ready(Ok(())))
    }

    fn cancel<'a>(&'a self, order: &'a PaidOrder) -> Fulfilling<'a> {
        self.orders.lock().unwrap().push(order.clone());
        Box::pin(std::future::ready(Ok(())))
    }

    fn update_subscription<'a>(&'a self, update: &'a SubscriptionUpdate) -> Fulfilling<'a> {
        let mut refuse = self.refuse.lock().unwrap();
        let answer = if *refuse > 0 {
            *refuse -= 1;
            Err(NotTaken::Refused("the club is closed".to_owned()))
        } else {
            self.updates.lock().unwrap().push(update.clone());
            Ok(())
        };
        Box::pin(std::future::ready(answer))
    }
}
