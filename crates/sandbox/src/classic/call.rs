//! Calls of the classic APIs: credentials, operation, answer.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::answer::{Answer, Node, time};
use super::credentials::Credentials;
use super::errors::{CallResult, ClassicError, Refusal, refused};
use super::fields::Fields;
use super::operation::{Operation, Reply};
use super::operations;
use crate::api_calls::{ApiKind, ClassicCall};
use crate::state::State;
use crate::store::Store;
use crate::store::access_tokens::Rights;
use crate::store::accounts::{Account, AccountId};
use crate::store::idempotency::{IdempotencyKey, StoredResponse};

/// `BUILD` of every answer.
const BUILD: &str = "57921434";

/// Time for which a repeated `MSGSUBID` is answered as the first time.
const MESSAGE_LIFETIME: SignedDuration = SignedDuration::from_hours(45 * 24);

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

/// A call at work on the store.
pub(super) struct Call<'a> {
    pub(super) store: &'a mut Store,
    /// The account that the call acts for.
    pub(super) account: AccountId,
    pub(super) now: Timestamp,
    /// Payments are answered by flat names.
    pub(super) is_flat: bool,
    /// The address under which the client knows the sandbox.
    pub(super) base: String,
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

impl Call<'_> {
    /// The account that the call acts for.
    pub(super) fn account(&self) -> CallResult<&Account> {
        let found = self.store.accounts.get(&self.account);
        found.ok_or_else(|| ClassicError::of(10002).into())
    }
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

/// Fields and warnings of a call that was carried out.
pub(super) type Done = (Vec<Node>, Vec<ClassicError>);

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

/// Reads a request and carries it out: negative tests first, then what was
/// done before under the same message id.
pub(super) fn carry_out<O: Operation>(
    call: &mut Call<'_>,
    fields: &Fields<'_>,
) -> CallResult<Done> {
    call.is_flat = call.is_flat || (O::HAS_PAYMENTS && fields.is_flat());
    let request = O::read(fields)?;
    if call.account()?.settings.negative_testing {
        let mut codes = request.test_codes().into_iter();
        if let Some(error) = codes.find_map(ClassicError::known) {
            return Err(error.into());
        }
    }
    let key = request.message_id().map(|id| IdempotencyKey {
        app: call.account.clone(),
        rights: Rights::Full,
        method: O::NAME.to_owned(),
        path: "classic".to_owned(),
        id: id.to_owned(),
    });
    let fingerprint = Value::String(format!("{} {request:?}", call.is_flat));
    if let Some(key) = &key {
        let now = call.now;
        match call
            .store
            .responses
            .find(key, &fingerprint, MESSAGE_LIFETIME, now)
        {
            Some(Ok(earlier)) => return Ok((earlier_nodes(earlier), Vec::new())),
            Some(Err(_)) => return refused(11607),
            None => {}
        }
    }
    let reply = request.run(call)?;
    let mut answer = Answer::default();
    reply.write(&mut answer);
    let nodes = answer.into_nodes();
    if let Some(key) = key {
        let kept = StoredResponse {
            status: 200,
            body: serde_json::to_value(&nodes).ok(),
            minimal: None,
        };
        call.store
            .responses
            .insert(key, fingerprint, kept, call.now);
    }
    let warnings = reply.warnings().into_iter().map(ClassicError::into_warning);
    Ok((nodes, warnings.collect()))
}

fn earlier_nodes(earlier: StoredResponse) -> Vec<Node> {
    let body = earlier.body.unwrap_or_default();
    serde_json::from_value(body).unwrap_or_default()
}
