//! States, as Payments v1 names them.

use crate::open_enum::open_enum;

open_enum! {
    /// `intent` of a payment.
    PaymentIntent { Sale = "sale", Authorize = "authorize", Order = "order" }
}

open_enum! {
    /// `state` of a payment. Only execution makes it `approved`; the buyer's
    /// agreement alone leaves it `created`.
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
    RefundState {
        Pending = "pending",
        Completed = "completed",
        Cancelled = "cancelled",
        Failed = "failed",
    }
}

open_enum! {
    /// `failure_reason` of a payment.
    FailureReason {
        UnableToCompleteTransaction = "UNABLE_TO_COMPLETE_TRANSACTION",
        InvalidPaymentMethod = "INVALID_PAYMENT_METHOD",
        PayerCannotPay = "PAYER_CANNOT_PAY",
        CannotPayThisPayee = "CANNOT_PAY_THIS_PAYEE",
        RedirectRequired = "REDIRECT_REQUIRED",
        PayeeFilterRestrictions = "PAYEE_FILTER_RESTRICTIONS",
    }
}
