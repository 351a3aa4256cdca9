//! JSON of PayPal's payments, orders and errors.

use super::approval_link;
use super::lenient::{readable, readable_entries};

/// The members of a payment (Payments v1), an order (Orders v2) or an error of
/// either that a page needs.
///
/// Deserializes leniently: a member that is missing, null or of another type
/// is left out, and so is an entry of a list. That needs values that are in
/// memory already, such as `serde_json::Value` or JavaScript's: where text is
/// read, a member of another type is an error.
///
/// ```
/// use leptos_paypal_core::{CheckoutStatus, PayPalAnswer, PayPalBody};
/// let json = serde_json::json!({"id": "5O190127TN364715T", "status": "APPROVED", "links": 7});
/// let body: PayPalBody = serde_json::from_value(json)?;
/// let answer = PayPalAnswer::from_body(&body);
/// assert_eq!(answer.map(|answer| answer.status), Some(CheckoutStatus::Approved));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct PayPalBody {
    #[serde(deserialize_with = "readable")]
    pub(super) id: Option<String>,
    /// Of a v1 payment.
    #[serde(deserialize_with = "readable")]
    pub(super) state: Option<String>,
    /// Of a v2 order.
    #[serde(deserialize_with = "readable")]
    pub(super) status: Option<String>,
    /// Of an error.
    #[serde(deserialize_with = "readable")]
    pub(super) name: Option<String>,
    /// Of an error.
    #[serde(deserialize_with = "readable_entries")]
    pub(super) details: Vec<ErrorDetail>,
    #[serde(deserialize_with = "readable_entries")]
    links: Vec<Link>,
    /// Of a v1 payment.
    #[serde(deserialize_with = "readable_entries")]
    pub(super) transactions: Vec<PurchaseUnit>,
    /// Of a v2 order.
    #[serde(deserialize_with = "readable_entries")]
    pub(super) purchase_units: Vec<PurchaseUnit>,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct ErrorDetail {
    #[serde(deserialize_with = "readable")]
    pub(super) issue: Option<String>,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Link {
    #[serde(deserialize_with = "readable")]
    rel: Option<String>,
    #[serde(deserialize_with = "readable")]
    href: Option<String>,
}

/// A purchase unit (v2) or a transaction (v1).
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct PurchaseUnit {
    #[serde(deserialize_with = "readable")]
    pub(super) amount: Option<Amount>,
    /// Of a purchase unit.
    #[serde(deserialize_with = "readable")]
    pub(super) payments: Option<Payments>,
    /// Of a transaction.
    #[serde(deserialize_with = "readable_entries")]
    pub(super) related_resources: Vec<RelatedResource>,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Payments {
    #[serde(deserialize_with = "readable_entries")]
    pub(super) captures: Vec<PaymentResource>,
    #[serde(deserialize_with = "readable_entries")]
    pub(super) authorizations: Vec<PaymentResource>,
}

/// The related resources of v1 that are money coming in (Payments v1, "Related
/// resources"); refunds are not read.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct RelatedResource {
    #[serde(deserialize_with = "readable")]
    pub(super) sale: Option<PaymentResource>,
    #[serde(deserialize_with = "readable")]
    pub(super) order: Option<PaymentResource>,
    #[serde(deserialize_with = "readable")]
    pub(super) authorization: Option<PaymentResource>,
    #[serde(deserialize_with = "readable")]
    pub(super) capture: Option<PaymentResource>,
}

/// A sale, capture, authorization or v1 order.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct PaymentResource {
    #[serde(deserialize_with = "readable")]
    pub(super) id: Option<String>,
    /// Of v1.
    #[serde(deserialize_with = "readable")]
    pub(super) state: Option<String>,
    /// Of v2.
    #[serde(deserialize_with = "readable")]
    pub(super) status: Option<String>,
    #[serde(deserialize_with = "readable")]
    pub(super) amount: Option<Amount>,
}

/// `total` and `currency` of v1, `value` and `currency_code` of v2.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Amount {
    #[serde(deserialize_with = "readable")]
    pub(super) total: Option<String>,
    #[serde(deserialize_with = "readable")]
    pub(super) currency: Option<String>,
    #[serde(deserialize_with = "readable")]
    pub(super) value: Option<String>,
    #[serde(deserialize_with = "readable")]
    pub(super) currency_code: Option<String>,
}

impl PayPalBody {
    /// PayPal's approval page, by the `links` of an answer or of an error. Not
    /// checked: see [`Environment::allows`](crate::Environment::allows).
    #[must_use]
    pub fn approval_url(&self) -> Option<String> {
        approval_link(|rel| {
            let mut links = self.links.iter();
            let link = links.find(|link| link.rel.as_deref() == Some(rel))?;
            link.href.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::APPROVAL_RELS;
    use super::*;
    use serde_json::{Value, json};

    /// Every member of every object, as PayPal sends it.
    fn full() -> Value {
        let resource = json!({
            "id": "1AB", "state": "completed", "status": "COMPLETED",
            "amount": {"total": "1.00", "currency": "USD", "value": "1.00", "currency_code": "USD"},
        });
        let unit = json!({
            "amount": {"total": "1.00", "currency": "USD", "value": "1.00", "currency_code": "USD"},
            "payments": {"captures": [resource], "authorizations": [resource]},
            "related_resources": [
                {"sale": resource, "order": resource, "authorization": resource, "capture": resource},
            ],
        });
        json!({
            "id": "5O190127TN364715T", "state": "approved", "status": "COMPLETED", "name": "X",
            "details": [{"issue": "X"}],
            "links": [{"rel": "approve", "href": "https://www.paypal.com/"}],
            "transactions": [unit], "purchase_units": [unit],
        })
    }

    fn pointers(value: &Value, to: &str, all: &mut Vec<String>) {
        let members: Vec<(String, &Value)> = match value {
            Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), v)).collect(),
            Value::Array(entries) => (0..).map(|i: usize| i.to_string()).zip(entries).collect(),
            _ => return,
        };
        for (name, member) in members {
            let pointer = format!("{to}/{name}");
            pointers(member, &pointer, all);
            all.push(pointer);
        }
    }

    #[test]
    fn every_member_can_be_of_another_type() {
        let mut all = Vec::new();
        pointers(&full(), "", &mut all);
        assert!(all.len() > 100);
        for pointer in &all {
            for other in [
                json!(null),
                json!(7.5),
                json!(true),
                json!("x"),
                json!([]),
                json!([7]),
                json!({}),
            ] {
                let mut body = full();
                *body.pointer_mut(pointer).unwrap() = other.clone();
                let from_value = serde_json::from_value::<PayPalBody>(body.clone());
                assert!(from_value.is_ok(), "{pointer}: {other}");
            }
        }
    }

    #[test]
    fn an_answer_that_is_cut_off_is_an_error() {
        let text = full().to_string();
        for end in 0..text.len() {
            assert!(
                serde_json::from_str::<PayPalBody>(&text[..end]).is_err(),
                "{end}"
            );
        }
    }

    #[test]
    fn what_can_be_read_beside_it_is_read() {
        let body: PayPalBody = serde_json::from_value(json!({
            "id": 7,
            "name": "X",
            "details": [7, null, {"issue": 7}, {"issue": "INSTRUMENT_DECLINED"}],
            "purchase_units": [
                "x",
                {"amount": "x", "payments": {"captures": [null, {"id": "1", "status": []}]}},
            ],
        }))
        .unwrap();
        assert_eq!(body.id, None);
        assert_eq!(body.name.as_deref(), Some("X"));
        let issues: Vec<_> = body
            .details
            .iter()
            .map(|detail| detail.issue.as_deref())
            .collect();
        assert_eq!(issues, [None, Some("INSTRUMENT_DECLINED")]);
        let [unit] = &body.purchase_units[..] else {
            panic!("one unit")
        };
        assert!(unit.amount.is_none());
        let [capture] = &unit.payments.as_ref().unwrap().captures[..] else {
            panic!("one capture")
        };
        assert_eq!(
            (capture.id.as_deref(), capture.status.as_deref()),
            (Some("1"), None)
        );
    }

    #[test]
    fn links_are_found_by_their_name() {
        for rel in APPROVAL_RELS {
            let body =
                json!({"links": [{"rel": "self", "href": "s"}, {"rel": rel, "href": "there"}]});
            let body: PayPalBody = serde_json::from_value(body).unwrap();
            assert_eq!(body.approval_url().as_deref(), Some("there"), "{rel}");
        }
        for none in [
            json!({}),
            json!({"links": {}}),
            json!({"links": [{"rel": "approve"}]}),
        ] {
            let body: PayPalBody = serde_json::from_value(none).unwrap();
            assert_eq!(body.approval_url(), None);
        }
    }
}
