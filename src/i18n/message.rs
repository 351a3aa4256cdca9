//! Message keys and their English texts.

/// One message per row: its variant, its key in `locales/*.json`, its English text.
macro_rules! messages {
    ($($name:ident $key:literal $english:literal)+) => {
        /// Message of a component. English is built in; other languages come
        /// with the configuration, from `locales/*.json`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each text explains itself")]
        pub enum Message { $($name),+ }

        const TABLE: &[(&str, &str)] = &[$(($key, $english)),+];

        impl Message {
            /// Every message.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

messages! {
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
    LineMore "line.more" "Increase quantity of {name}"
    LineLess "line.less" "Decrease quantity of {name}"
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
    AddMore "add.more" "Increase quantity"
    AddLess "add.less" "Decrease quantity"
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
    PayPalAddToCart "paypal.addtocart" "Add to {paypal} cart"
    PayPalViewCart "paypal.viewcart" "View {paypal} cart"
    CardTitle "card.title" "Or pay with a card"
    CardNumber "card.number" "Card number"
    CardExpiry "card.expiry" "Expires (MM/YY)"
    CardCode "card.code" "Security code"
    CardName "card.name" "Name on the card"
    CardPay "card.pay" "Pay with this card"
    CardBusy "card.busy" "Sending the card…"
    CardNumberInvalid "card.number.invalid" "Enter a valid card number."
    CardExpiryInvalid "card.expiry.invalid" "Enter the month and year on the card, in the future."
    CardCodeInvalid "card.code.invalid" "Enter the 3 or 4 digits of the security code."
    CardNameInvalid "card.name.invalid" "Enter the name as it is on the card."
    CardRefused "card.refused" "This card was not accepted. Nothing was charged. Check what you entered, or use another card."
    DonateAmount "donate.amount" "Amount ({currency})"
    PlanDay "plan.day" "{price} a day"
    PlanWeek "plan.week" "{price} a week"
    PlanMonth "plan.month" "{price} a month"
    PlanYear "plan.year" "{price} a year"
    PlanEvery "plan.every" "{price} every {period}"
    PlanOnce "plan.once" "{period} for {price}"
    PlanFree "plan.free" "{period} free"
    PlanThen "plan.then" "{trial}, then {terms}"
    PlanTimes "plan.times" "{terms}, {count} times"
    PlanUntilCancelled "plan.until_cancelled" "{terms}, until you cancel"
    PayPalBusy "paypal.busy" "Taking you to PayPal…"
    PayPalBack "paypal.back" "Continue at PayPal"
    WindowTitle "window.title" "Continue in the PayPal window"
    WindowText "window.text" "Nothing is charged until you agree there. If you don’t see the window, bring it back."
    WindowShow "window.show" "Show the window"
    WindowClose "window.close" "Close it and stay here"
    ErrorLimit "error.limit" "At most {limit} of {name} can be ordered at once."
    ErrorFull "error.full" "The cart is full. Remove an item, or place two orders."
    ErrorAdd "error.add" "This can’t be added to the cart ({code})."
    ErrorAmount "error.amount" "Enter an amount, such as {amount}. Nothing was charged."
    ErrorLeast "error.least" "The smallest amount is {amount}. Nothing was charged."
    ErrorMost "error.most" "The largest amount is {amount}. Nothing was charged."
    ErrorDonation "error.donation" "The shop does not take this amount. Nothing was charged. Enter another one."
    ErrorTotals "error.totals" "We couldn’t calculate the total ({code})."
    ErrorUnreachable "error.unreachable" "We can’t reach the shop. Nothing was charged. Check your connection and try again."
    ErrorServer "error.server" "The shop could not start the payment ({code}). Nothing was charged. Try again, or contact the shop."
    ErrorArticle "error.article" "Something in your cart is no longer available ({code}). Nothing was charged. Check the cart and try again."
    ErrorOffer "error.offer" "This is no longer offered ({code}). Nothing was charged. Reload the page, or contact the shop."
    ErrorForm "error.form" "This can’t be paid with PayPal ({code}). Nothing was charged. Please contact the shop."
    ErrorRedirect "error.redirect" "We couldn’t verify the PayPal link, so the payment was stopped. Nothing was charged. Please contact the shop."
    ErrorPayPal "error.paypal" "PayPal is not responding right now. Nothing was charged. Wait a moment and try again."
    ErrorBusy "error.busy" "The shop is busy right now. Nothing was charged. Wait a moment and try again."
    ErrorDeclined "error.declined" "Your payment method was declined. Nothing was charged. You can choose another one at PayPal."
    ErrorRefused "error.refused" "PayPal refused this payment ({code}). Nothing was charged. Please contact the shop."
    ErrorChanged "error.changed" "The total is now {total}. Nothing was charged yet. Press the button again to pay it."
    ErrorPlan "error.plan" "The terms are now: {terms}. Nothing was charged yet. Press the button again to agree to them."
    ErrorAgreed "error.agreed" "You have agreed to this already. You will not be charged twice."
    ErrorSdk "error.sdk" "PayPal’s own button is not available ({code}). Nothing was charged. Use this button instead."
    NoticeBlocked "notice.blocked" "This browser does not let the shop keep your cart. It will be gone when you leave the page."
    NoticeDropped "notice.dropped" "Your earlier cart could not be read, so this one is new."
    NoticeCurrency "notice.currency" "Your earlier cart was in another currency, so this one is new."
    NoticeRepriced "notice.repriced" "Something in your cart has changed. Please review it."
    NoticePaid "notice.paid" "This order has already been paid. You will not be charged again."
    ReturnLooking "return.looking" "Looking up your payment…"
    ReturnLookingText "return.looking.text" "This takes a moment. Please keep this page open."
    ReturnCreated "return.created" "Not paid yet"
    ReturnCreatedText "return.created.text" "PayPal has not confirmed a payment. If you have just paid, wait a moment; if you left PayPal, your cart is as you left it."
    ReturnOpenText "return.open.text" "You left PayPal before approving the payment. Nothing was charged and your cart is as you left it. You can continue at PayPal."
    ReturnApproved "return.approved" "Almost done"
    ReturnApprovedText "return.approved.text" "You agreed to the payment and it is being carried out. There is nothing else for you to do."
    ReturnSubscribed "return.subscribed" "Your subscription has begun"
    ReturnSubscribedText "return.subscribed.text" "Nothing has been charged. The first payment, {amount}, is due on {date}. PayPal takes it by itself; there is nothing else for you to do."
    ReturnSubscriptionOver "return.subscription_over" "Your subscription is over"
    ReturnSubscriptionOverText "return.subscription_over.text" "Nothing was charged, and PayPal takes no payments for it."
    ReturnPending "return.pending" "Your payment is on its way"
    ReturnPendingText "return.pending.text" "PayPal has accepted the payment, but the money is not there yet. The shop is told as soon as it is. You do not need to pay again."
    ReturnPaid "return.paid" "Thank you, your payment is complete"
    ReturnPaidText "return.paid.text" "The shop has your order and your payment. PayPal sends you a receipt by e-mail."
    ReturnFailed "return.failed" "The payment did not go through"
    ReturnFailedText "return.failed.text" "You were not charged. Your cart is as you left it; try again or choose another way to pay at PayPal."
    ReturnDeclined "return.declined" "Your payment method was declined"
    ReturnDeclinedText "return.declined.text" "You were not charged and your cart is as you left it. At PayPal you can choose another card or account."
    ReturnRefused "return.refused" "PayPal refused the payment"
    ReturnRefusedText "return.refused.text" "You were not charged and your cart is as you left it. Please contact the shop if this happens again."
    ReturnPayPal "return.paypal" "PayPal is not responding right now"
    ReturnPayPalText "return.paypal.text" "The shop keeps trying to finish your payment; you are not charged twice. Please keep this page open."
    ReturnCancelled "return.cancelled" "You left PayPal before paying"
    ReturnCancelledText "return.cancelled.text" "You were not charged. Your cart is as you left it."
    ReturnExpired "return.expired" "This checkout has expired"
    ReturnExpiredText "return.expired.text" "It was not paid in time, and you were not charged. Your cart is as you left it; you can check out again."
    ReturnReview "return.review" "The shop is checking your payment"
    ReturnReviewText "return.review.text" "A payment arrived, but it does not match the order exactly. The shop is looking into it. Please do not pay again."
    ReturnRefunded "return.refunded" "Your payment was refunded"
    ReturnRefundedText "return.refunded.text" "The whole amount goes back to you. PayPal shows when it arrives."
    ReturnPart "return.partially_refunded" "Part of your payment was refunded"
    ReturnPartText "return.partially_refunded.text" "Some of the amount goes back to you. PayPal shows how much and when."
    ReturnReversed "return.reversed" "The payment was reversed"
    ReturnReversedText "return.reversed.text" "PayPal has reversed the payment. Please contact the shop if this is not what you expect."
    ReturnReported "return.reported" "PayPal reports the payment as completed"
    ReturnReportedText "return.reported.text" "PayPal sends you a receipt by e-mail, and tells the shop."
    ReturnReportedPending "return.reported_pending" "PayPal reports the payment as pending"
    ReturnReportedPendingText "return.reported_pending.text" "The money is not there yet. You do not need to pay again."
    ReturnThanks "return.thanks" "You are back from PayPal"
    ReturnThanksText "return.thanks.text" "If you have paid, PayPal sends you a receipt by e-mail. If you left PayPal without paying, you were not charged."
    ReturnNothing "return.nothing" "There is no payment to show here"
    ReturnNothingText "return.nothing.text" "This page shows what became of a payment after you come back from PayPal."
    ReturnUnknown "return.unknown" "The shop does not know this payment"
    ReturnUnknownText "return.unknown.text" "The address of this page may be incomplete. If you have paid, keep PayPal’s receipt and contact the shop."
    ReturnUnreachable "return.unreachable" "We can’t reach the shop right now"
    ReturnUnreachableText "return.unreachable.text" "This does not change your payment. Check your connection and try again; you do not need to pay again."
    ReturnLate "return.late" "This takes longer than usual. You can leave this page and come back to it later: nothing is lost."
    ReturnAgain "return.again" "Check again"
    ReturnTotal "return.total" "Total"
    ReturnReference "return.reference" "Order"
    ReturnTransaction "return.transaction" "PayPal transaction"
}

impl Message {
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
