//! Enumerations of PayPal's words, with a variant for unknown ones.

use crate::open_enum;

open_enum! {
    /// `payment_status` (IPN guide, "payment information").
    PaymentStatus {
        /// The money is on the account.
        Completed = "Completed",
        /// The money is not there yet; see `pending_reason`.
        Pending = "Pending",
        /// Accepted; treated as pending.
        Processed = "Processed",
        /// A German ELV payment has been started.
        Created = "Created",
        /// The merchant refused a pending payment.
        Denied = "Denied",
        /// The bank payment failed.
        Failed = "Failed",
        /// The authorisation lapsed.
        Expired = "Expired",
        /// The authorisation was voided.
        Voided = "Voided",
        /// The merchant gave money back.
        Refunded = "Refunded",
        /// PayPal took money back.
        Reversed = "Reversed",
        /// A reversal was withdrawn.
        CanceledReversal = "Canceled_Reversal",
    }
}

open_enum! {
    /// `pending_reason`: only with `Pending`.
    PendingReason {
        /// The account wants to see the address first.
        Address = "address",
        /// Authorised, not captured.
        Authorization = "authorization",
        /// Paid out later.
        DelayedDisbursement = "delayed_disbursement",
        /// Paid from a bank account.
        Echeck = "echeck",
        /// The account takes money from abroad by hand.
        Intl = "intl",
        /// The account has no balance of this currency.
        MultiCurrency = "multi_currency",
        /// Part of an order.
        Order = "order",
        /// PayPal looks at it.
        PaymentReview = "paymentreview",
        /// Regulation wants it looked at.
        RegulatoryReview = "regulatory_review",
        /// The receiver's e-mail is not registered or confirmed.
        Unilateral = "unilateral",
        /// The account has to be upgraded.
        Upgrade = "upgrade",
        /// The account is not verified.
        Verify = "verify",
        /// Something else.
        Unspecified = "other",
    }
}

open_enum! {
    /// `reason_code`: with `Refunded`, `Reversed` and `Canceled_Reversal`.
    ReasonCode {
        /// The merchant refunded.
        Refund = "refund",
        /// The card's owner disputed it.
        Chargeback = "chargeback",
        /// The money-back guarantee.
        Guarantee = "guarantee",
        /// The buyer complained.
        BuyerComplaint = "buyer_complaint",
        /// A reversal was adjusted.
        AdjustmentReversal = "adjustment_reversal",
        /// PayPal reversed it.
        AdminReversal = "admin_reversal",
        /// PayPal reversed it as fraud.
        AdminFraudReversal = "admin_fraud_reversal",
        /// A chargeback was paid back.
        ChargebackReimbursement = "chargeback_reimbursement",
        /// Something else.
        Unspecified = "other",
    }
}

open_enum! {
    /// `txn_type` (IPN guide, "transaction and notification types").
    TxnType {
        /// Buy Now and Donate.
        WebAccept = "web_accept",
        /// Several items, by form or Express Checkout.
        Cart = "cart",
        /// One item through Express Checkout.
        ExpressCheckout = "express_checkout",
        /// Money sent from PayPal's site.
        SendMoney = "send_money",
        /// Typed in by the merchant.
        VirtualTerminal = "virtual_terminal",
        /// Website Payments Pro Hosted.
        ProHosted = "pro_hosted",
        /// Many payments at once.
        MassPay = "masspay",
        /// A subscription begins; no payment.
        SubscrSignup = "subscr_signup",
        /// A payment of a subscription.
        SubscrPayment = "subscr_payment",
        /// A subscription is changed.
        SubscrModify = "subscr_modify",
        /// A subscription could not be charged.
        SubscrFailed = "subscr_failed",
        /// A subscription is cancelled.
        SubscrCancel = "subscr_cancel",
        /// A subscription is over.
        SubscrEot = "subscr_eot",
        /// A payment of an API profile.
        RecurringPayment = "recurring_payment",
        /// A payment by billing agreement.
        MerchPmt = "merch_pmt",
        /// A billing agreement begins.
        MpSignup = "mp_signup",
        /// A billing agreement is cancelled.
        MpCancel = "mp_cancel",
        /// A dispute is opened.
        NewCase = "new_case",
        /// A dispute is settled.
        Adjustment = "adjustment",
    }
}

impl TxnType {
    /// Returns true for a single payment of a buyer's.
    #[must_use]
    pub const fn is_payment(&self) -> bool {
        matches!(
            self,
            Self::WebAccept
                | Self::Cart
                | Self::ExpressCheckout
                | Self::SendMoney
                | Self::VirtualTerminal
                | Self::ProHosted
                | Self::SubscrPayment
                | Self::RecurringPayment
                | Self::MerchPmt
        )
    }

    /// Returns true for what tells of a subscription, an agreement or a dispute
    /// and moves no money.
    #[must_use]
    pub fn is_notice(&self) -> bool {
        match self {
            Self::SubscrSignup
            | Self::SubscrModify
            | Self::SubscrFailed
            | Self::SubscrCancel
            | Self::SubscrEot
            | Self::MpSignup
            | Self::MpCancel
            | Self::NewCase => true,
            // recurring_payment_profile_created, recurring_payment_skipped, …
            Self::Other(word) => word.starts_with("recurring_payment_"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_spellings_are_the_same_word() {
        assert_eq!(
            PaymentStatus::from("Canceled-Reversal"),
            PaymentStatus::CanceledReversal
        );
        assert_eq!(
            PendingReason::from("PaymentReview"),
            PendingReason::PaymentReview
        );
        assert_eq!(
            PendingReason::from("multi-currency"),
            PendingReason::MultiCurrency
        );
        assert_eq!(
            ReasonCode::from("buyer-complaint"),
            ReasonCode::BuyerComplaint
        );
    }

    #[test]
    fn unknown_words_are_kept() {
        let status = PaymentStatus::from("Uncleared");
        assert_eq!(status, PaymentStatus::Other("Uncleared".to_owned()));
        assert_eq!(status.as_str(), "Uncleared");
        let json = serde_json::to_string(&status).unwrap();
        assert_eq!(json, "\"Uncleared\"");
        assert_eq!(
            serde_json::from_str::<PaymentStatus>(&json).unwrap(),
            status
        );
    }
}
