//! Statuses, as Orders v2 and Payments v2 name them.

use crate::open_enum;

open_enum! {
    /// `intent` of an order.
    #[non_exhaustive]
    OrderIntent { Capture = "CAPTURE", Authorize = "AUTHORIZE" }
}

open_enum! {
    /// `status` of an order. `COMPLETED` is not proof of money: the captures'
    /// status is.
    #[non_exhaustive]
    OrderStatus {
        Created = "CREATED",
        Saved = "SAVED",
        Approved = "APPROVED",
        Voided = "VOIDED",
        Completed = "COMPLETED",
        PayerActionRequired = "PAYER_ACTION_REQUIRED",
    }
}

open_enum! {
    /// `status` of a capture. The money is there only with `COMPLETED`.
    #[non_exhaustive]
    CaptureStatus {
        Completed = "COMPLETED",
        Declined = "DECLINED",
        PartiallyRefunded = "PARTIALLY_REFUNDED",
        Pending = "PENDING",
        Refunded = "REFUNDED",
        Failed = "FAILED",
    }
}

open_enum! {
    /// `status` of an authorization.
    #[non_exhaustive]
    AuthorizationStatus {
        Created = "CREATED",
        Captured = "CAPTURED",
        Denied = "DENIED",
        PartiallyCaptured = "PARTIALLY_CAPTURED",
        Voided = "VOIDED",
        Pending = "PENDING",
        Expired = "EXPIRED",
    }
}

open_enum! {
    /// `status` of a refund.
    #[non_exhaustive]
    RefundStatus {
        Cancelled = "CANCELLED",
        Failed = "FAILED",
        Pending = "PENDING",
        Completed = "COMPLETED",
    }
}

open_enum! {
    /// `status_details.reason`: why a payment is not further.
    #[non_exhaustive]
    StatusReason {
        BuyerComplaint = "BUYER_COMPLAINT",
        Chargeback = "CHARGEBACK",
        Echeck = "ECHECK",
        InternationalWithdrawal = "INTERNATIONAL_WITHDRAWAL",
        Unspecified = "OTHER",
        PendingReview = "PENDING_REVIEW",
        ReceivingPreferenceMandatesManualAction = "RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION",
        Refunded = "REFUNDED",
        TransactionApprovedAwaitingFunding = "TRANSACTION_APPROVED_AWAITING_FUNDING",
        Unilateral = "UNILATERAL",
        VerificationRequired = "VERIFICATION_REQUIRED",
        DeclinedByRiskFraudFilters = "DECLINED_BY_RISK_FRAUD_FILTERS",
    }
}
