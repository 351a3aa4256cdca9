//! `issue` of an error's details.

use crate::open_enum;

open_enum! {
    /// The `issue` of one detail. Orders and Payments v2 use these words;
    /// Payments v1 has an English text there, which arrives as `Other`.
    #[non_exhaustive]
    Issue {
        // Ill-formed requests (400).
        MissingRequiredParameter = "MISSING_REQUIRED_PARAMETER",
        InvalidParameterValue = "INVALID_PARAMETER_VALUE",
        InvalidParameterSyntax = "INVALID_PARAMETER_SYNTAX",
        InvalidStringLength = "INVALID_STRING_LENGTH",
        PaypalRequestIdRequired = "PAYPAL_REQUEST_ID_REQUIRED",
        MalformedRequestJson = "MALFORMED_REQUEST_JSON",
        DuplicateRequestId = "DUPLICATE_REQUEST_ID",
        // Rights and existence (401, 403, 404).
        InvalidAccountStatus = "INVALID_ACCOUNT_STATUS",
        PermissionDenied = "PERMISSION_DENIED",
        PayeeAccountNotVerified = "PAYEE_ACCOUNT_NOT_VERIFIED",
        ConsentNeeded = "CONSENT_NEEDED",
        InvalidResourceId = "INVALID_RESOURCE_ID",
        // Create and patch (422).
        AmountMismatch = "AMOUNT_MISMATCH",
        ItemTotalMismatch = "ITEM_TOTAL_MISMATCH",
        ItemTotalRequired = "ITEM_TOTAL_REQUIRED",
        TaxTotalMismatch = "TAX_TOTAL_MISMATCH",
        TaxTotalRequired = "TAX_TOTAL_REQUIRED",
        CannotBeNegative = "CANNOT_BE_NEGATIVE",
        CannotBeZeroOrNegative = "CANNOT_BE_ZERO_OR_NEGATIVE",
        DecimalPrecision = "DECIMAL_PRECISION",
        DecimalsNotSupported = "DECIMALS_NOT_SUPPORTED",
        InvalidCurrencyCode = "INVALID_CURRENCY_CODE",
        MultiCurrencyOrder = "MULTI_CURRENCY_ORDER",
        MaxValueExceeded = "MAX_VALUE_EXCEEDED",
        DuplicateInvoiceId = "DUPLICATE_INVOICE_ID",
        PayeeAccountInvalid = "PAYEE_ACCOUNT_INVALID",
        PayeeAccountRestricted = "PAYEE_ACCOUNT_RESTRICTED",
        NotPatchable = "NOT_PATCHABLE",
        OrderAlreadyCompleted = "ORDER_ALREADY_COMPLETED",
        // Capture and authorize (422).
        OrderNotApproved = "ORDER_NOT_APPROVED",
        OrderAlreadyCaptured = "ORDER_ALREADY_CAPTURED",
        OrderAlreadyAuthorized = "ORDER_ALREADY_AUTHORIZED",
        OrderExpired = "ORDER_EXPIRED",
        OrderCompletedOrVoided = "ORDER_COMPLETED_OR_VOIDED",
        PreviousRequestInProgress = "PREVIOUS_REQUEST_IN_PROGRESS",
        OrderCompletionInProgress = "ORDER_COMPLETION_IN_PROGRESS",
        ActionDoesNotMatchIntent = "ACTION_DOES_NOT_MATCH_INTENT",
        InstrumentDeclined = "INSTRUMENT_DECLINED",
        TransactionRefused = "TRANSACTION_REFUSED",
        PayerCannotPay = "PAYER_CANNOT_PAY",
        PayerActionRequired = "PAYER_ACTION_REQUIRED",
        RedirectPayerForAlternateFunding = "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
        PayeeBlockedTransaction = "PAYEE_BLOCKED_TRANSACTION",
        MaxNumberOfPaymentAttemptsExceeded = "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
        ComplianceViolation = "COMPLIANCE_VIOLATION",
        TransactionLimitExceeded = "TRANSACTION_LIMIT_EXCEEDED",
        // Authorizations (422).
        AuthorizationVoided = "AUTHORIZATION_VOIDED",
        AuthorizationExpired = "AUTHORIZATION_EXPIRED",
        AuthorizationAlreadyCaptured = "AUTHORIZATION_ALREADY_CAPTURED",
        MaxCaptureAmountExceeded = "MAX_CAPTURE_AMOUNT_EXCEEDED",
        PreviouslyCaptured = "PREVIOUSLY_CAPTURED",
        PreviouslyVoided = "PREVIOUSLY_VOIDED",
        CannotBeVoided = "CANNOT_BE_VOIDED",
        // Refunds (422).
        CaptureFullyRefunded = "CAPTURE_FULLY_REFUNDED",
        RefundAmountExceeded = "REFUND_AMOUNT_EXCEEDED",
        RefundTimeLimitExceeded = "REFUND_TIME_LIMIT_EXCEEDED",
        RefundCaptureCurrencyMismatch = "REFUND_CAPTURE_CURRENCY_MISMATCH",
        PartialRefundNotAllowed = "PARTIAL_REFUND_NOT_ALLOWED",
        PendingCapture = "PENDING_CAPTURE",
        TransactionDisputed = "TRANSACTION_DISPUTED",
    }
}
