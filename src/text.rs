//! The words a buyer reads.

use leptos_paypal_core::cut;

/// One text per row: its name here, its key in `locales/*.json`, its English.
macro_rules! texts {
    ($($name:ident $key:literal $english:literal)+) => {
        /// A text of the component. English is built in; other languages come
        /// with the configuration, from `locales/*.json`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each text says itself what it means")]
        pub enum Text { $($name),+ }

        const TABLE: &[(&str, &str)] = &[$(($key, $english)),+];

        impl Text {
            /// Every text.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

texts! {
    CartTitle "cart.title" "Your cart"
    CartOpen "cart.open" "Cart"
    CartClose "cart.close" "Close"
    CartEmpty "cart.empty" "Your cart is empty."
    UnitsZero "cart.units.zero" "{count} items"
    UnitsOne "cart.units.one" "{count} item"
    UnitsTwo "cart.units.two" "{count} items"
    UnitsFew "cart.units.few" "{count} items"
    UnitsMany "cart.units.many" "{count} items"
    UnitsOther "cart.units.other" "{count} items"
    LineQuantity "line.quantity" "Quantity of {name}"
    LineMore "line.more" "One more of {name}"
    LineLess "line.less" "One less of {name}"
    LineRemove "line.remove" "Remove {name}"
    LineRemoveShort "line.remove_short" "Remove"
    LineEach "line.each" "{price} each"
    LineOption "line.option" "{name}: {value}"
    LineRemoved "line.removed" "{name} was removed. Total {total}."
    LineChanged "line.changed" "{name}: {count}. Total {total}."
    TotalsItems "totals.items" "Subtotal"
    TotalsDiscount "totals.discount" "Discount"
    TotalsShipping "totals.shipping" "Shipping"
    TotalsFree "totals.free" "Free"
    TotalsHandling "totals.handling" "Handling"
    TotalsTax "totals.tax" "Tax"
    TotalsTotal "totals.total" "Total"
    AddQuantity "add.quantity" "Quantity"
    AddMore "add.more" "One more"
    AddLess "add.less" "One less"
    AddButton "add.button" "Add to cart"
    AddDone "add.done" "{name} is in your cart."
    AddSoldOut "add.sold_out" "Sold out"
    AddChoice "add.choice" "{value} – {price}"
    PayPalPlain "paypal.paypal" "{paypal}"
    PayPalCheckout "paypal.checkout" "{paypal} Checkout"
    PayPalBuyNow "paypal.buynow" "{paypal} Buy Now"
    PayPalPay "paypal.pay" "Pay with {paypal}"
    PayPalDonate "paypal.donate" "Donate with {paypal}"
    PayPalSubscribe "paypal.subscribe" "Subscribe with {paypal}"
    PayPalInstallment "paypal.installment" "Installments with {paypal}"
    PayPalBusy "paypal.busy" "Taking you to PayPal…"
    PayPalBack "paypal.back" "Continue at PayPal"
    ErrorLimit "error.limit" "At most {limit} of {name} can be ordered at once."
    ErrorFull "error.full" "The cart is full. Take something out, or order twice."
    ErrorAdd "error.add" "This cannot be put into the cart ({code})."
    ErrorTotals "error.totals" "This cart cannot be added up ({code})."
    ErrorUnreachable "error.unreachable" "The shop cannot be reached. Nothing was charged. Check your connection and try again."
    ErrorServer "error.server" "The shop could not start the payment ({code}). Nothing was charged. Try again, or write to the shop."
    ErrorArticle "error.article" "The shop no longer sells something in your cart as it is ({code}). Nothing was charged. Check the cart and try again."
    ErrorForm "error.form" "This cannot be paid with PayPal as it is ({code}). Nothing was charged. Please write to the shop."
    ErrorRedirect "error.redirect" "The way to PayPal was not safe, so the payment was stopped. Nothing was charged. Please write to the shop."
    ErrorPayPal "error.paypal" "PayPal does not answer at the moment. Nothing was charged. Wait a moment and try again."
    ErrorBusy "error.busy" "The shop has too much to do at the moment. Nothing was charged. Wait a moment and try again."
    ErrorDeclined "error.declined" "This way of paying was declined. Nothing was charged. You can choose another one at PayPal."
    ErrorRefused "error.refused" "PayPal does not take this payment ({code}). Nothing was charged. Please write to the shop."
    ErrorChanged "error.changed" "The total is now {total}. Nothing was charged yet. Press the button again to pay it."
    NoticeBlocked "notice.blocked" "This browser does not let the shop keep your cart. It will be gone when you leave the page."
    NoticeDropped "notice.dropped" "Your earlier cart could not be read, so this one is new."
    NoticeCurrency "notice.currency" "Your earlier cart was in another currency, so this one is new."
    NoticeRepriced "notice.repriced" "Something in your cart has changed. Please look it over."
    NoticePaid "notice.paid" "This order has already been paid. You will not be charged again."
    ReturnLooking "return.looking" "Looking up your payment…"
    ReturnLookingText "return.looking.text" "This takes a moment. Please keep this page open."
    ReturnCreated "return.created" "Not paid yet"
    ReturnCreatedText "return.created.text" "PayPal has not confirmed a payment. If you have just paid, wait a moment; if you turned back, your cart is as you left it."
    ReturnOpenText "return.open.text" "You came back before you agreed to pay. Nothing was charged and your cart is as you left it. You can go on at PayPal."
    ReturnApproved "return.approved" "Almost done"
    ReturnApprovedText "return.approved.text" "You agreed to the payment and it is being carried out. There is nothing else for you to do."
    ReturnPending "return.pending" "Your payment is on its way"
    ReturnPendingText "return.pending.text" "PayPal has accepted the payment, but the money is not there yet. The shop is told as soon as it is. You do not need to pay again."
    ReturnPaid "return.paid" "Thank you, your payment is complete"
    ReturnPaidText "return.paid.text" "The shop has your order and your payment. PayPal sends you a receipt by e-mail."
    ReturnFailed "return.failed" "The payment did not go through"
    ReturnFailedText "return.failed.text" "You were not charged. Your cart is as you left it; try again or choose another way to pay at PayPal."
    ReturnDeclined "return.declined" "This way of paying was declined"
    ReturnDeclinedText "return.declined.text" "You were not charged and your cart is as you left it. At PayPal you can choose another card or account."
    ReturnRefused "return.refused" "PayPal did not take the payment"
    ReturnRefusedText "return.refused.text" "You were not charged and your cart is as you left it. Please write to the shop if this happens again."
    ReturnPayPal "return.paypal" "PayPal does not answer at the moment"
    ReturnPayPalText "return.paypal.text" "The shop keeps trying to finish your payment; you are not charged twice. Please keep this page open."
    ReturnCancelled "return.cancelled" "You turned back before paying"
    ReturnCancelledText "return.cancelled.text" "You were not charged. Your cart is as you left it."
    ReturnExpired "return.expired" "This checkout has expired"
    ReturnExpiredText "return.expired.text" "It was not paid in time and you were not charged. Your cart is as you left it; you can check out again."
    ReturnReview "return.review" "The shop is checking your payment"
    ReturnReviewText "return.review.text" "A payment arrived, but it does not match the order exactly. The shop looks at it. Please do not pay again."
    ReturnRefunded "return.refunded" "Your payment was refunded"
    ReturnRefundedText "return.refunded.text" "The whole amount goes back to you. PayPal shows when it arrives."
    ReturnPart "return.partially_refunded" "Part of your payment was refunded"
    ReturnPartText "return.partially_refunded.text" "Some of the amount goes back to you. PayPal shows how much and when."
    ReturnReversed "return.reversed" "The payment was taken back"
    ReturnReversedText "return.reversed.text" "PayPal has taken the payment back. Please write to the shop if this is not what you expect."
    ReturnReported "return.reported" "PayPal reports the payment as completed"
    ReturnReportedText "return.reported.text" "PayPal sends you a receipt by e-mail, and tells the shop."
    ReturnReportedPending "return.reported_pending" "PayPal reports the payment as pending"
    ReturnReportedPendingText "return.reported_pending.text" "The money is not there yet. You do not need to pay again."
    ReturnThanks "return.thanks" "You are back from PayPal"
    ReturnThanksText "return.thanks.text" "If you have paid, PayPal sends you a receipt by e-mail. If you turned back, you were not charged."
    ReturnNothing "return.nothing" "There is no payment to show here"
    ReturnNothingText "return.nothing.text" "This page shows what became of a payment after you come back from PayPal."
    ReturnUnknown "return.unknown" "The shop does not know this payment"
    ReturnUnknownText "return.unknown.text" "The address of this page may be incomplete. If you have paid, keep PayPal’s receipt and write to the shop."
    ReturnUnreachable "return.unreachable" "The shop cannot be reached at the moment"
    ReturnUnreachableText "return.unreachable.text" "This does not change your payment. Check your connection and look again; you do not need to pay again."
    ReturnLate "return.late" "This takes longer than usual. You can leave this page and come back to it later: nothing gets lost."
    ReturnAgain "return.again" "Look again"
    ReturnTotal "return.total" "Total"
    ReturnReference "return.reference" "Order"
    ReturnTransaction "return.transaction" "PayPal transaction"
}

impl Text {
    /// The key in `locales/*.json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.row().0
    }

    /// The English text.
    #[must_use]
    pub fn english(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (&'static str, &'static str) {
        TABLE.get(self as usize).copied().unwrap_or_default()
    }
}

/// The texts of one language; English where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<Option<String>>);

impl Texts {
    /// Texts from a lookup by key.
    pub fn from_lookup(mut lookup: impl FnMut(&'static str) -> Option<String>) -> Self {
        Self(TABLE.iter().map(|(key, _)| lookup(key)).collect())
    }

    /// The text, with its `{placeholders}` as they are.
    #[must_use]
    pub fn get(&self, text: Text) -> &str {
        match self.0.get(text as usize) {
            Some(Some(own)) => own,
            _ => text.english(),
        }
    }

    /// The text with `{name}` replaced by each value.
    #[must_use]
    pub fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(text);
        let mut filled = String::new();
        // Values are never looked at again, so that a name with braces in it
        // stays as it is.
        while let Some((before, after)) = cut(rest, b'{') {
            filled.push_str(before);
            let Some((name, after)) = cut(after, b'}') else {
                filled.push('{');
                rest = after;
                break;
            };
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                filled.push_str(value);
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn locale(json: &str) -> BTreeMap<String, String> {
        serde_json::from_str(json).unwrap()
    }

    fn placeholders(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}').map(|(name, _)| name))
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_language_has_every_text() {
        let plural = [
            Text::UnitsZero,
            Text::UnitsTwo,
            Text::UnitsFew,
            Text::UnitsMany,
        ];
        for (name, json, forms) in [
            ("en", include_str!("../locales/en.json"), 2),
            ("de", include_str!("../locales/de.json"), 2),
            ("zh", include_str!("../locales/zh.json"), 1),
            ("ar", include_str!("../locales/ar.json"), 6),
        ] {
            let texts = locale(json);
            let mut known = 0;
            for text in Text::ALL {
                let Some(own) = texts.get(text.key()) else {
                    let optional = plural.contains(text) || *text == Text::UnitsOne && forms == 1;
                    assert!(optional && forms < 6, "{name} has no {}", text.key());
                    continue;
                };
                known += 1;
                if !text.key().starts_with("cart.units.") {
                    assert_eq!(
                        placeholders(own),
                        placeholders(text.english()),
                        "{name} {}",
                        text.key()
                    );
                }
                if name == "en" {
                    assert_eq!(own, text.english(), "{}", text.key());
                }
            }
            assert_eq!(known, texts.len(), "{name} has texts that nobody uses");
        }
    }

    #[test]
    fn values_are_put_in_once() {
        let texts = Texts::default();
        let filled = texts.fill(Text::LineRemove, &[("name", "{name} {count}")]);
        assert_eq!(filled, "Remove {name} {count}");
        let own =
            Texts::from_lookup(|key| (key == "line.remove").then(|| "{name} {name} {".to_owned()));
        assert_eq!(own.fill(Text::LineRemove, &[("name", "A")]), "A A {");
    }
}
