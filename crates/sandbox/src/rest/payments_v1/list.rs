//! `GET /v1/payments/payment`.

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::resources::payments_v1 as show;
use crate::rest::{ApiVersion, Call, Detail, IncomingRequest, Operation, Reply, RestError, serve};
use crate::state::State;
use crate::store::payments::Api;
use crate::store::rest_orders::{OrderRecord, OrderSearch};

const DEFAULT_COUNT: usize = 10;
const MAX_COUNT: usize = 20;

/// Newest first, `count` at a time.
pub(super) async fn list(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, Operation::new(ApiVersion::V1), |call| {
        let count = number(call, "count")?.unwrap_or(DEFAULT_COUNT);
        if count == 0 || count > MAX_COUNT {
            let detail = Detail::v1("count", "Must be a number from 1 to 20");
            return Err(RestError::validation(vec![detail]));
        }
        let search = OrderSearch {
            api: Api::PaymentsV1,
            app: &call.app,
            start: moment(call, "start_time")?,
            end: moment(call, "end_time")?,
            payee: call.query("payee_id"),
        };
        let mut found: Vec<&OrderRecord> = call.store.orders.search(&search).collect();
        if call.query("sort_by") == Some("update_time") {
            found.sort_by_key(|record| std::cmp::Reverse(record.updated));
        }
        if call.query("sort_order") == Some("asc") {
            found.reverse();
        }
        if let Some(id) = call.query("start_id") {
            let at = found.iter().position(|record| record.id == id);
            found.drain(..at.unwrap_or(found.len()));
        }
        let skip = number(call, "start_index")?.unwrap_or(0).min(found.len());
        found.drain(..skip);
        let payments: Vec<Value> = found
            .iter()
            .take(count)
            .map(|record| show::payment(call.store, record, &call.base))
            .collect();
        let mut page = json!({"count": payments.len(), "payments": payments});
        if let Some(next) = found.get(count) {
            page["next_id"] = json!(next.id);
        }
        Ok(Reply::ok(page))
    })
}

fn number(call: &Call<'_>, name: &str) -> Result<Option<usize>, RestError> {
    call.query(name)
        .map(|text| {
            text.parse()
                .map_err(|_| RestError::validation(vec![Detail::v1(name, "Must be a number")]))
        })
        .transpose()
}

fn moment(call: &Call<'_>, name: &str) -> Result<Option<Timestamp>, RestError> {
    call.query(name)
        .map(|text| {
            text.parse().map_err(|_| {
                RestError::validation(vec![Detail::v1(
                    name,
                    "Must be a date and time of RFC 3339",
                )])
            })
        })
        .transpose()
}
