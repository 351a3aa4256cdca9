//! Query of the return page, as the browser brings it back from PayPal. All of
//! it is a hint: anybody can type an address.

use crate::CheckoutId;

/// The longest value that is looked at, in characters (`custom` has 256).
const MAX_CHARS: usize = 256;

/// The query of a return page, or the body that PayPal posts to it with
/// `rm=2`.
///
/// ```
/// use leptos_paypal_core::ReturnQuery;
/// let back = ReturnQuery::parse("?tx=61E67681CH3238416&st=Completed&amt=19.95&cc=USD");
/// assert_eq!(back.pdt.map(|pdt| pdt.tx).as_deref(), Some("61E67681CH3238416"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnQuery {
    /// Checkout that the buyer returns from: our own `checkout`, else `cm`,
    /// which carries the form's `custom`.
    pub checkout: Option<CheckoutId>,
    /// Our own `cancelled=1`, which `cancel_return` carries.
    pub cancelled: bool,
    /// Our own `approved=1`: PayPal's SDK has told the page that the buyer has
    /// agreed, and has named no payer.
    pub approved: bool,
    /// Parameters that PayPal appends with Payment Data Transfer on, or posts
    /// with `rm=2`.
    pub pdt: Option<PdtReturn>,
    /// `token`: an Express Checkout token or an Orders v2 order.
    pub token: Option<String>,
    /// `PayerID`, once the buyer has agreed.
    pub payer_id: Option<String>,
    /// `paymentId` of a Payments v1 payment.
    pub payment_id: Option<String>,
}

/// The parameters of Payment Data Transfer. `sig` has no public way to be
/// checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PdtReturn {
    /// The transaction, to be looked up.
    pub tx: String,
    /// The `payment_status` it had; empty when not given.
    pub st: String,
    /// The gross amount, as text.
    pub amt: Option<String>,
    /// Its currency.
    pub cc: Option<String>,
    /// The form's `custom`.
    pub cm: Option<String>,
    /// The form's `item_number`.
    pub item_number: Option<String>,
    /// PayPal's signature.
    pub sig: Option<String>,
}

impl ReturnQuery {
    /// The query of an address's query and fragment: PayPal's app returns with
    /// `#onApprove&token=…&PayerID=…`, or `onCancel` or `onError` and a token, and
    /// leaves the query as it was. Any other fragment is left out.
    ///
    /// ```
    /// use leptos_paypal_core::ReturnQuery;
    /// let query = ReturnQuery::of_address("?checkout=7#onApprove&token=5O1&PayerID=ANN");
    /// assert_eq!(query, "?checkout=7&token=5O1&PayerID=ANN");
    /// ```
    #[must_use]
    pub fn of_address(query_and_fragment: &str) -> String {
        let (query, fragment) = query_and_fragment
            .split_once('#')
            .unwrap_or((query_and_fragment, ""));
        let (event, more) = fragment.split_once('&').unwrap_or((fragment, ""));
        let names: &[&str] = match event {
            "onApprove" => &["token", "PayerID"],
            "onCancel" | "onError" => &["token"],
            _ => &[],
        };
        let mut whole = query.to_owned();
        for pair in more.split('&') {
            let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
            if names.contains(&name) {
                whole.push(if whole.is_empty() { '?' } else { '&' });
                whole.push_str(pair);
            }
        }
        whole
    }

    /// Reads a query, with or without its `?`, or a posted body. Never fails:
    /// what is not understood, too long or not text is left out.
    #[cfg(feature = "urlencoded")]
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let query = query.strip_prefix('?').unwrap_or(query);
        Self::from_pairs(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The same from names and values that are decoded already.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut back = Self::default();
        let mut pdt = PdtReturn::default();
        for (name, value) in pairs {
            if value.is_empty()
                || value.chars().count() > MAX_CHARS
                || value.chars().any(char::is_control)
            {
                continue;
            }
            // Ours come first in the address, PayPal appends: of our own the
            // first counts, of PayPal's the last.
            match name.as_str() {
                "checkout" => back.checkout = back.checkout.or_else(|| value.parse().ok()),
                "cancelled" => back.cancelled |= value == "1",
                "approved" => back.approved |= value == "1",
                // As they are in a query, and as they are in a posted body.
                "tx" | "txn_id" => pdt.tx = value,
                "st" | "payment_status" => pdt.st = value,
                "amt" | "mc_gross" => pdt.amt = Some(value),
                "cc" | "mc_currency" => pdt.cc = Some(value),
                "cm" | "custom" => pdt.cm = Some(value),
                "item_number" => pdt.item_number = Some(value),
                "sig" => pdt.sig = Some(value),
                "token" => back.token = Some(value),
                "PayerID" => back.payer_id = Some(value),
                "paymentId" => back.payment_id = Some(value),
                _ => {}
            }
        }
        if back.checkout.is_none() {
            back.checkout = pdt.cm.as_deref().and_then(|custom| custom.parse().ok());
        }
        if !pdt.tx.is_empty() {
            back.pdt = Some(pdt);
        }
        back
    }

    /// Returns true when the buyer has agreed, as the address has it, and has
    /// not turned back.
    ///
    /// ```
    /// use leptos_paypal_core::ReturnQuery;
    /// assert!(ReturnQuery::parse("?token=5O1&PayerID=ANN").is_agreed());
    /// assert!(ReturnQuery::parse("?approved=1&token=5O1").is_agreed());
    /// assert!(!ReturnQuery::parse("?token=5O1").is_agreed());
    /// ```
    #[must_use]
    pub const fn is_agreed(&self) -> bool {
        !self.cancelled && (self.approved || self.payer_id.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "co_abcdefghijklmnopqrstuvwxyz";
    const OTHER: &str = "co_bbbbbbbbbbbbbbbbbbbbbbbbbb";

    fn id(text: &str) -> Option<CheckoutId> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn pdt_is_appended_to_whatever_is_there() {
        let back = ReturnQuery::parse(&format!(
            "?checkout={ID}&page=2&tx=1AB&st=Completed&amt=21%2e50&cc=USD&cm={OTHER}&item_number=MUG%2d1&sig=a%2Bb"
        ));
        assert_eq!(back.checkout, id(ID));
        let pdt = back.pdt.unwrap();
        assert_eq!(
            (pdt.tx.as_str(), pdt.st.as_str(), pdt.amt.as_deref()),
            ("1AB", "Completed", Some("21.50"))
        );
        assert_eq!(
            (pdt.cc.as_deref(), pdt.cm.as_deref()),
            (Some("USD"), Some(OTHER))
        );
        assert_eq!(
            (pdt.item_number.as_deref(), pdt.sig.as_deref()),
            (Some("MUG-1"), Some("a+b"))
        );
        assert!(!back.cancelled);
    }

    #[test]
    fn without_our_own_parameter_custom_names_the_checkout() {
        assert_eq!(
            ReturnQuery::parse(&format!("tx=1&cm={ID}")).checkout,
            id(ID)
        );
        assert_eq!(ReturnQuery::parse("?tx=1&cm=order-77").checkout, None);
    }

    #[test]
    fn rm_variants() {
        // rm=0 and rm=1 without PDT: nothing but our own.
        let get = ReturnQuery::parse(&format!("?checkout={ID}"));
        assert_eq!((get.checkout, get.pdt), (id(ID), None));
        // rm=2: a body named as in IPN, with extras.
        let post = ReturnQuery::parse(&format!(
            "mc_gross=21.50&payment_status=Pending&txn_id=9XY&mc_currency=EUR&custom={ID}&merchant_return_link=click+here&auth=A1"
        ));
        let pdt = post.pdt.unwrap();
        assert_eq!((post.checkout, pdt.tx.as_str()), (id(ID), "9XY"));
        assert_eq!(
            (pdt.st.as_str(), pdt.cc.as_deref()),
            ("Pending", Some("EUR"))
        );
    }

    #[test]
    fn cancel_and_the_paths_with_an_api() {
        let back = ReturnQuery::parse(&format!("?checkout={ID}&cancelled=1&token=EC-1"));
        assert!(back.cancelled);
        assert_eq!(back.token.as_deref(), Some("EC-1"));
        let back = ReturnQuery::parse("?paymentId=PAY-1&token=EC-1&PayerID=BUYER");
        assert_eq!(back.payment_id.as_deref(), Some("PAY-1"));
        assert_eq!(back.payer_id.as_deref(), Some("BUYER"));
        assert!(!ReturnQuery::parse("?cancelled=0").cancelled);
        assert!(!ReturnQuery::parse("?approved=0&token=5O1").is_agreed());
        assert!(!ReturnQuery::parse("?approved=1&cancelled=1&token=5O1").is_agreed());
    }

    #[test]
    fn paypals_app_returns_with_a_fragment() {
        for (address, query) in [
            (
                "?checkout=7&cancelled=1#onCancel&token=5O1&PayerID=ANN",
                "?checkout=7&cancelled=1&token=5O1",
            ),
            (
                "#onApprove&token=5O1&PayerID=ANN&button_session_id=uid_1&fundingSource=paypal",
                "?token=5O1&PayerID=ANN",
            ),
            ("?a=1#onError&token=5O1&PayerID=ANN", "?a=1&token=5O1"),
            ("?a=1#details", "?a=1"),
            ("?a=1#token=5O1&PayerID=ANN", "?a=1"),
            ("?a=1#onApproved&token=5O1", "?a=1"),
            ("?a=1#onApprove", "?a=1"),
            ("?a=1", "?a=1"),
            ("", ""),
        ] {
            assert_eq!(ReturnQuery::of_address(address), query, "{address}");
        }
        // The checkout of the address is ours: nobody else names one behind the `#`.
        let forged = format!("?checkout={ID}#onApprove&checkout={OTHER}&token=5O1");
        let back = ReturnQuery::parse(&ReturnQuery::of_address(&forged));
        assert_eq!(
            (back.checkout, back.token.as_deref()),
            (id(ID), Some("5O1"))
        );
    }

    #[test]
    fn what_is_not_text_is_left_out() {
        let long = "x".repeat(257);
        for query in [
            String::new(),
            "?".to_owned(),
            "?tx=".to_owned(),
            "?tx=a%00b".to_owned(),
            format!("?tx={long}"),
            "?checkout=co_short&TX=1".to_owned(),
        ] {
            assert_eq!(
                ReturnQuery::parse(&query),
                ReturnQuery::default(),
                "{query}"
            );
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(query in ".{0,200}") {
            let _ = ReturnQuery::parse(&ReturnQuery::of_address(&query));
        }

        #[test]
        fn what_stands_before_does_not_matter(before in "[a-b0-9=%&+]{0,40}") {
            let back = ReturnQuery::parse(&format!("?{before}&checkout={ID}&tx=1AB&st=Completed"));
            prop_assert_eq!(back.checkout, id(ID));
            prop_assert_eq!(back.pdt.unwrap().tx, "1AB");
        }
    }
}
