//! The calls of Orders v2.

use serde_json::{Map, Value};

use super::{NewOrder, Order, Patch};
use crate::call::Call;
use crate::{Answer, ApiError, Client, OrderId, RequestId};

const ORDERS: &str = "/v2/checkout/orders";

/// The calls of Orders v2. Every call fails with [`ApiError`]; every answer
/// is asked for in full (`Prefer: return=representation`).
#[derive(Clone, Copy, Debug)]
pub struct OrdersV2<'c>(&'c Client);

impl Client {
    /// Orders v2.
    #[must_use]
    pub const fn orders_v2(&self) -> OrdersV2<'_> {
        OrdersV2(self)
    }
}

type Result<T> = std::result::Result<Answer<T>, ApiError>;

#[allow(
    clippy::missing_errors_doc,
    reason = "every call fails alike, as the type says"
)]
impl OrdersV2<'_> {
    /// Creates an order; the buyer agrees at its
    /// [approval link](crate::Links::approval).
    pub async fn create(&self, order: &NewOrder, id: &RequestId) -> Result<Order> {
        let call = Call::post("v2 create order", ORDERS, &[], id)?.json(order)?;
        self.run(call).await
    }

    /// Asks for an order.
    pub async fn get(&self, order: &OrderId) -> Result<Order> {
        self.run(Call::get("v2 get order", ORDERS, &[order.as_str()])?)
            .await
    }

    /// Changes an order before it is captured. Not repeated after a failure:
    /// ask for the order first.
    pub async fn patch(&self, order: &OrderId, changes: &[Patch]) -> Result<()> {
        let call = Call::patch("v2 patch order", ORDERS, &[order.as_str()])?;
        self.0.call(&call.json(&changes)?).await
    }

    /// Reserves the money of an order that the buyer agreed to.
    pub async fn authorize(&self, order: &OrderId, id: &RequestId) -> Result<Order> {
        self.finish("v2 authorize order", order, "authorize", id)
            .await
    }

    /// Moves the money of an order that the buyer agreed to.
    ///
    /// An order that was captured before is a
    /// [refusal](crate::Refusal::is_done_already): [`OrdersV2::get`] tells the
    /// rest.
    pub async fn capture(&self, order: &OrderId, id: &RequestId) -> Result<Order> {
        self.finish("v2 capture order", order, "capture", id).await
    }

    async fn finish(
        &self,
        operation: &'static str,
        order: &OrderId,
        verb: &str,
        id: &RequestId,
    ) -> Result<Order> {
        let call = Call::post(operation, ORDERS, &[order.as_str(), verb], id)?;
        self.run(call.json(&Value::Object(Map::new()))?).await
    }

    async fn run(&self, call: Call<'_>) -> Result<Order> {
        let call = call.representation();
        self.0.call(&call).await?.read(call.operation())
    }
}
