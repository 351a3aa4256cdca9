//! `_notify-validate`: whether a posted message is one that was sent.

use crate::config::Verification;
use crate::params::{BytePair, byte_pairs};
use crate::store::Store;

/// The two answers, without anything around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Verified,
    Invalid,
}

impl Verdict {
    /// The whole body of the answer.
    pub(crate) const fn body(self) -> &'static str {
        match self {
            Self::Verified => "VERIFIED",
            Self::Invalid => "INVALID",
        }
    }
}

/// Variables that say what a message is about: a payment, a subscription or a
/// recurring payments profile.
const IDS: &[&[u8]] = &[b"txn_id", b"subscr_id", b"recurring_payment_id"];

/// Compares what came, in the query, the body or both, with every message sent
/// and takes note that the one it equals was verified.
pub(crate) fn check(store: &mut Store, query: &[u8], body: &[u8]) -> Verdict {
    let strict = store.verification == Verification::Strict;
    let (raw_query, raw_body) = (without_cmd(query), without_cmd(body));
    let as_sent = |sent: &[u8]| {
        [&raw_query, &raw_body]
            .iter()
            .any(|raw| raw.as_slice() == sent)
            && (raw_query.is_empty() || raw_body.is_empty())
    };
    // Most come as they were sent, and that is found out quickly.
    let mut all = store.notifications.iter();
    let mut found = all.position(|message| as_sent(message.body.as_bytes()));
    if found.is_none() && !strict {
        let came = sorted(query, body);
        let is_about = |id: &str| {
            came.iter()
                .any(|(name, value)| IDS.contains(&name.as_slice()) && value == id.as_bytes())
        };
        let mut all = store.notifications.iter();
        found = all.position(|message| {
            is_about(&message.txn_id) && came == sorted(&[], message.body.as_bytes())
        });
    }
    match found.and_then(|found| store.notifications.change(found)) {
        Some(message) => {
            message.verified = true;
            Verdict::Verified
        }
        None => Verdict::Invalid,
    }
}

/// The decoded pairs in one order, without `cmd`. Bytes, never text: a client
/// that changed the encoding has changed the message. A pair that came twice is
/// there twice, unless address and body have it, such as `test_ipn`.
fn sorted(query: &[u8], body: &[u8]) -> Vec<BytePair> {
    let mut pairs = byte_pairs(body);
    pairs.sort();
    let more: Vec<BytePair> = byte_pairs(query)
        .into_iter()
        .filter(|pair| pairs.binary_search(pair).is_err())
        .collect();
    pairs.extend(more);
    pairs.retain(|(name, _)| name != b"cmd");
    pairs.sort();
    pairs
}

/// The encoded text with `cmd`, first or last, cut off.
fn without_cmd(encoded: &[u8]) -> Vec<u8> {
    let parts: Vec<&[u8]> = encoded
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.starts_with(b"cmd="))
        .collect();
    parts.join(&b'&')
}
