//! Carries out one operation, once for each message id.

use jiff::SignedDuration;
use serde_json::Value;

use super::answer::{Answer, Node};
use super::call::Call;
use super::errors::{CallResult, ClassicError, refused};
use super::fields::Fields;
use super::operation::{Operation, Reply};
use crate::store::access_tokens::Rights;
use crate::store::idempotency::{IdempotencyKey, StoredResponse};

/// Time for which a repeated `MSGSUBID` is answered as the first time.
const MESSAGE_LIFETIME: SignedDuration = SignedDuration::from_hours(45 * 24);

/// Fields and warnings of a call that was carried out.
pub(super) type Done = (Vec<Node>, Vec<ClassicError>);

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
