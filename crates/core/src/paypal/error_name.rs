//! `name` of an error.

use crate::open_enum;

open_enum! {
    /// The `name` of an error, or `error` where OAuth answers. In Payments v1
    /// it is the reason itself; in v2 it is a class, and [`Issue`](super::Issue)
    /// is the reason.
    #[non_exhaustive]
    ErrorName {
        // Both.
        NotAuthorized = "NOT_AUTHORIZED",
        AuthenticationFailure = "AUTHENTICATION_FAILURE",
        InternalServerError = "INTERNAL_SERVER_ERROR",
        ServiceUnavailable = "SERVICE_UNAVAILABLE",
        RateLimitReached = "RATE_LIMIT_REACHED",
        // v2.
        InvalidRequest = "INVALID_REQUEST",
        ResourceNotFound = "RESOURCE_NOT_FOUND",
        ResourceConflict = "RESOURCE_CONFLICT",
        UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE",
        UnprocessableEntity = "UNPROCESSABLE_ENTITY",
        // v1.
        ValidationError = "VALIDATION_ERROR",
        MalformedRequest = "MALFORMED_REQUEST",
        PaymentNotApprovedForExecution = "PAYMENT_NOT_APPROVED_FOR_EXECUTION",
        InvalidPayerId = "INVALID_PAYER_ID",
        PaymentAlreadyDone = "PAYMENT_ALREADY_DONE",
        PaymentStateInvalid = "PAYMENT_STATE_INVALID",
        InvalidResourceId = "INVALID_RESOURCE_ID",
        InstrumentDeclined = "INSTRUMENT_DECLINED",
        AuthorizationCannotBeVoided = "AUTHORIZATION_CANNOT_BE_VOIDED",
        OrderCannotBeVoided = "ORDER_CANNOT_BE_VOIDED",
        OrderAlreadyCompleted = "ORDER_ALREADY_COMPLETED",
        TransactionAlreadyRefunded = "TRANSACTION_ALREADY_REFUNDED",
        // OAuth.
        InvalidClient = "invalid_client",
        InvalidToken = "invalid_token",
        UnsupportedGrantType = "unsupported_grant_type",
    }
}
