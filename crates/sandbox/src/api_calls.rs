//! Log of the API calls that programs have made, as PayPal's dashboard has one.

use std::collections::VecDeque;

use jiff::Timestamp;

/// The most calls that are kept.
const MAX_CALLS: usize = 1000;

/// Kind of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(crate) enum ApiKind {
    Nvp,
    Soap,
    Rest,
}

/// One call.
#[derive(Clone, Debug)]
pub(crate) struct ApiCall {
    pub(crate) at: Timestamp,
    pub(crate) api: ApiKind,
    /// `DoCapture`, or `POST /v2/checkout/orders/{id}/capture`.
    pub(crate) operation: String,
    /// `ACK`, or the HTTP status.
    pub(crate) result: String,
    /// `CORRELATIONID`, or `Paypal-Debug-Id`.
    pub(crate) debug_id: String,
    /// `User-Agent`.
    pub(crate) client: Option<String>,
}

/// The last calls, oldest first.
#[derive(Debug, Default)]
pub(crate) struct ApiCalls(VecDeque<ApiCall>);

impl ApiCalls {
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &ApiCall> {
        self.0.iter()
    }

    pub(crate) fn add(&mut self, call: ApiCall) {
        if self.0.len() == MAX_CALLS {
            self.0.pop_front();
        }
        self.0.push_back(call);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A call of a classic API, as its answer tells it to the log.
#[derive(Clone, Debug)]
pub(crate) struct ClassicCall {
    pub(crate) api: ApiKind,
    pub(crate) operation: String,
    pub(crate) ack: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_calls_go_first() {
        let mut calls = ApiCalls::default();
        for number in 0..=MAX_CALLS {
            calls.add(ApiCall {
                at: Timestamp::UNIX_EPOCH,
                api: ApiKind::Nvp,
                operation: number.to_string(),
                result: "Success".to_owned(),
                debug_id: String::new(),
                client: None,
            });
        }
        let kept: Vec<&str> = calls.iter().map(|call| call.operation.as_str()).collect();
        assert_eq!(kept.len(), MAX_CALLS);
        assert_eq!((kept[0], kept[MAX_CALLS - 1]), ("1", "1000"));
    }
}
