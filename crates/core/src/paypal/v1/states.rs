//! States, as Payments v1 names them.

use crate::open_enum;

open_enum! {
    /// `intent` of a payment.
    #[non_exhaustive]
    PaymentIntent { Sale = "sale", Authorize = "authorize", Order = "order" }
}

open_enum! {
    /// `state` of a payment. Only execution makes it `approved`; the buyer's
    /// agreement alone leaves it `created`.
    #[non_exhaustive]
    PaymentState {
        Created = "created",
        Approved = "approved",
        Failed = "failed",
        PartiallyCompleted = "partially_completed",
        InProgress = "in_progress",
        Canceled = "canceled",
        Expired = "expired",
        Pending = "pending",
    }
}

open_enum! {
    /// `state` of a sale. The money is there only with `completed`.
    #[non_exhaustive]
    SaleState {
        Completed = "completed",
        PartiallyRefunded = "partially_refunded",
        Pending = "pending",
        Refunded = "refunded",
        Denied = "denied",
        Reversed = "reversed",
    }
}

open_enum! {
    /// `state` of an authorization.
    #[non_exhaustive]
    AuthorizationState {
        Pending = "pending",
        Authorized = "authorized",
        PartiallyCaptured = "partially_captured",
        Captured = "captured",
        Expired = "expired",
        Denied = "denied",
        Voided = "voided",
    }
}

open_enum! {
    /// `state` of an order of Payments v1.
    #[non_exhaustive]
    OrderState {
        Pending = "PENDING",
        Authorized = "AUTHORIZED",
        Captured = "CAPTURED",
        Completed = "COMPLETED",
        Voided = "VOIDED",
    }
}

open_enum! {
    /// `state` of a capture.
    #[non_exhaustive]
    CaptureState {
        Pending = "pending",
        Completed = "completed",
        Refunded = "refunded",
        PartiallyRefunded = "partially_refunded",
        Denied = "denied",
    }
}

open_enum! {
    /// `state` of a refund.
    #[non_exhaustive]
    RefundState {
        Pending = "pending",
        Completed = "completed",
        Cancelled = "cancelled",
        Failed = "failed",
    }
}

open_enum! {
    /// `failure_reason` of a payment.
    #[non_exhaustive]
    FailureReason {
        UnableToCompleteTransaction = "UNABLE_TO_COMPLETE_TRANSACTION",
        InvalidPaymentMethod = "INVALID_PAYMENT_METHOD",
        PayerCannotPay = "PAYER_CANNOT_PAY",
        CannotPayThisPayee = "CANNOT_PAY_THIS_PAYEE",
        RedirectRequired = "REDIRECT_REQUIRED",
        PayeeFilterRestrictions = "PAYEE_FILTER_RESTRICTIONS",
    }
}
