//! Reading sales, authorisations, orders, captures and refunds.

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::Response;

use crate::resources::payments_v1::{self as show, Kind, kind};
use crate::rest::{ApiVersion, Call, IncomingRequest, Operation, Reply, RestError, serve};
use crate::state::State;
use crate::store::payments::Payment;

const READ: Operation = Operation::new(ApiVersion::V1);

/// A payment that v1 calls so. A sale is also found as a capture, and the
/// other way round: both are money that moved.
pub(super) fn of_kind<'a>(
    call: &'a Call<'_>,
    id: &str,
    wanted: Kind,
) -> Result<&'a Payment, RestError> {
    let payment = call.payment(id)?;
    let money = |kind| matches!(kind, Kind::Sale | Kind::Capture);
    let found = kind(payment);
    if found == wanted || (money(found) && money(wanted)) {
        Ok(payment)
    } else {
        Err(RestError::unknown(ApiVersion::V1))
    }
}

fn read(state: &State, incoming: &IncomingRequest, id: &str, wanted: Kind) -> Response<Body> {
    serve(state, incoming, READ, |call| {
        let payment = of_kind(call, id, wanted)?;
        let shown = show::resource(call.store, payment, wanted, &call.base);
        Ok(Reply::ok(shown))
    })
}

pub(super) async fn sale(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    read(&state, &incoming, &id, Kind::Sale)
}

pub(super) async fn authorization(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    read(&state, &incoming, &id, Kind::Authorization)
}

pub(super) async fn order(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    read(&state, &incoming, &id, Kind::Order)
}

pub(super) async fn capture(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    read(&state, &incoming, &id, Kind::Capture)
}

pub(super) async fn refund(
    state: Shared<State>,
    Path(id): Path<String>,
    incoming: IncomingRequest,
) -> Response<Body> {
    serve(&state, &incoming, READ, |call| {
        let (payment, refund) = call.refund(&id)?;
        Ok(Reply::ok(show::refund(payment, refund, &call.base)))
    })
}
