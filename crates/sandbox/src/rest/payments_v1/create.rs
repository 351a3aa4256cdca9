//! `POST /v1/payments/payment`.

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::Response;

use super::request;
use crate::resources::payments_v1 as show;
use crate::rest::{ApiVersion, IncomingRequest, Operation, Reply, mock_response, serve};
use crate::state::State;

const CREATE: Operation = Operation::new(ApiVersion::V1)
    .for_browsers()
    .mocks(mock_response::PAYMENT);

pub(super) async fn create(state: Shared<State>, incoming: IncomingRequest) -> Response<Body> {
    serve(&state, &incoming, CREATE, |call| {
        let body = call.body.clone();
        let draft = request::read(&body, call.store, &call.app)?;
        let id = call.open(draft, body)?;
        let record = call.record(&id)?;
        Ok(Reply::created(show::payment(
            call.store, record, &call.base,
        )))
    })
}
