//! Requests of the classic APIs: credentials, operation, outcome.

use jiff::Timestamp;

use super::answer::{Node, time};
use super::call::Call;
use super::carry_out::Done;
use super::credentials::Credentials;
use super::errors::{CallResult, ClassicError, Refusal, refused};
use super::fields::Fields;
use super::operations;
use crate::api_calls::{ApiKind, ClassicCall};
use crate::state::State;

/// `BUILD` of every answer.
const BUILD: &str = "57921434";

/// From this version on the fields of payments are numbered.
const NUMBERED_SINCE: f64 = 63.0;

/// A request of either encoding, before its credentials are known to be right.
pub(super) struct IncomingCall<'a> {
    pub(super) method: String,
    pub(super) version: Option<String>,
    pub(super) credentials: Credentials,
    pub(super) fields: Fields<'a>,
    pub(super) correlation_id: String,
    /// The address under which the client knows the sandbox.
    pub(super) base: String,
}

/// `ACK`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
pub(super) enum Ack {
    Success,
    SuccessWithWarning,
    Failure,
}

/// Outcome of a call, for either encoding.
pub(super) struct Outcome {
    /// The operation that was asked for.
    pub(super) operation: String,
    /// The operation in the name of SOAP's answer.
    pub(super) soap_name: String,
    pub(super) ack: Ack,
    pub(super) nodes: Vec<Node>,
    pub(super) errors: Vec<ClassicError>,
    pub(super) timestamp: String,
    pub(super) correlation_id: String,
    pub(super) version: Option<String>,
    pub(super) build: &'static str,
}

impl Outcome {
    /// The call for the log.
    pub(super) fn for_log(&self, api: ApiKind) -> ClassicCall {
        ClassicCall {
            api,
            operation: self.operation.clone(),
            ack: self.ack.into(),
        }
    }
}

/// Carries a call out, or says why not.
pub(super) fn perform(state: &State, incoming: &IncomingCall<'_>) -> Outcome {
    let now = state.clock().now();
    let result = run(state, incoming, now);
    let (ack, nodes, errors) = match result {
        Ok((nodes, warnings)) if warnings.is_empty() => (Ack::Success, nodes, warnings),
        Ok((nodes, warnings)) => (Ack::SuccessWithWarning, nodes, warnings),
        Err(Refusal(errors)) => {
            let nodes = operations::refused_nodes(&incoming.method);
            (Ack::Failure, nodes, errors)
        }
    };
    Outcome {
        operation: incoming.method.clone(),
        soap_name: operations::soap_name(&incoming.method),
        ack,
        nodes,
        errors,
        timestamp: time(now),
        correlation_id: incoming.correlation_id.clone(),
        version: incoming.version.clone(),
        build: BUILD,
    }
}

fn run(state: &State, incoming: &IncomingCall<'_>, now: Timestamp) -> CallResult<Done> {
    if !operations::is_known(&incoming.method) {
        return refused(81002);
    }
    let version = incoming.version.as_deref().unwrap_or_default();
    let Some(version) = read_version(version) else {
        return refused(10006);
    };
    let mut store = state.store();
    let account = incoming.credentials.authenticate(&store)?;
    let mut call = Call {
        store: &mut store,
        account,
        now,
        is_flat: version < NUMBERED_SINCE,
        base: incoming.base.clone(),
    };
    let done = operations::dispatch(&mut call, &incoming.method, &incoming.fields);
    drop(store);
    state.clock().wake();
    done
}

/// Reads a version such as `204` or `98.0`.
fn read_version(text: &str) -> Option<f64> {
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let version = text.parse::<f64>().ok()?;
    (is_plain && version > 0.0 && version.is_finite()).then_some(version)
}
