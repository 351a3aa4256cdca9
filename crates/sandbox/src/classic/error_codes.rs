//! PayPal's error codes with their messages.

/// Code, short message and long message. An empty short message is the one
/// about an invalid argument.
///
/// Recorded answers and PayPal's documents back the meaning of these: 10001,
/// 10002, 10004, 10009, 10102, 10401, 10404, 10408, 10409, 10410, 10411, 10413,
/// 10418, 10422, 10424, 10426, 10486, 10525, 10527, 10603, 10623, 10736, 11610.
/// Every other code, or its text, is unverified.
pub(super) const CODES: &[(u32, &str, &str)] = &[
    (10001, "Internal Error", "Internal Error"),
    (10002, "Security error", "Security header is not valid"),
    (10004, "", "Invalid argument"),
    (10006, "Version error", "Version is not supported"),
    (
        10007,
        "Permission denied",
        "You do not have permission to make this API call",
    ),
    (
        10009,
        "Transaction refused",
        "The transaction can not be refunded",
    ),
    (
        10014,
        "API call limit exceeded",
        "The number of calls is above the limit",
    ),
    (
        10102,
        "PaymentAction of Order Temporarily Unavailable",
        "PaymentAction of Order is temporarily unavailable. Please try later or use other PaymentAction.",
    ),
    (10201, "Agreement canceled", "Agreement was canceled"),
    (
        10321,
        "Insufficient funds",
        "The account has not enough money in this currency",
    ),
    (10400, "", "Order total is invalid."),
    (10401, "", "Order total is missing."),
    (
        10402,
        "Authorization only is not allowed for merchant.",
        "This merchant account is not permitted to set PaymentAction to Authorization. Please contact Customer Service.",
    ),
    (10404, "", "ReturnURL is missing."),
    (10405, "", "CancelURL is missing."),
    (10406, "", "The PayerID value is invalid."),
    (10407, "", "Invalid buyer email address (BuyerEmail)."),
    (
        10408,
        "Express Checkout token is missing.",
        "Express Checkout token is missing.",
    ),
    (
        10409,
        "You're not authorized to access this info.",
        "Express Checkout token was issued for a merchant account other than yours.",
    ),
    (10410, "Invalid token", "Invalid token."),
    (
        10411,
        "This Express Checkout session has expired.",
        "This Express Checkout session has expired. Token value is no longer valid.",
    ),
    (
        10412,
        "Duplicate invoice",
        "Payment has already been made for this InvoiceID.",
    ),
    (
        10413,
        "",
        "The totals of the cart item amounts do not match order amounts.",
    ),
    (
        10414,
        "",
        "The amount exceeds the maximum amount for a single transaction.",
    ),
    (
        10415,
        "",
        "A successful transaction has already been completed for this token.",
    ),
    (
        10416,
        "",
        "You have exceeded the maximum number of payment attempts for this token.",
    ),
    (
        10417,
        "Transaction cannot complete.",
        "The transaction cannot complete successfully. Instruct the customer to use an alternative payment method.",
    ),
    (
        10418,
        "",
        "The currencies of the shopping cart amounts must be the same.",
    ),
    (10419, "", "Express Checkout PayerID is missing."),
    (10420, "", "Express Checkout PaymentAction is missing."),
    (
        10421,
        "This Express Checkout session belongs to a different customer.",
        "This Express Checkout session belongs to a different customer. Token value mismatch.",
    ),
    (
        10422,
        "Customer must choose new funding sources.",
        "The customer must return to PayPal to select new funding sources.",
    ),
    (
        10423,
        "",
        "This transaction cannot be completed with PaymentAction of Authorization.",
    ),
    (10424, "", "Shipping address is invalid."),
    (10426, "", "Item total is invalid."),
    (10427, "", "Shipping total is invalid."),
    (10428, "", "Handling total is invalid."),
    (10429, "", "Tax total is invalid."),
    (10430, "", "Item amount is invalid."),
    (10431, "", "Item amount is invalid."),
    (
        10432,
        "",
        "Invoice ID value exceeds maximum allowable length.",
    ),
    (
        10433,
        "",
        "Order description value exceeds maximum allowable length.",
    ),
    (10434, "", "Custom value exceeds maximum allowable length."),
    (
        10444,
        "",
        "The transaction currency specified must be the same as previously specified.",
    ),
    (
        10445,
        "This transaction cannot be processed at this time. Please try again later.",
        "This transaction cannot be processed at this time. Please try again later.",
    ),
    (
        10446,
        "Unconfirmed email",
        "A confirmed email is required to make this API call.",
    ),
    (10471, "", "ReturnURL is invalid."),
    (10472, "", "CancelURL is invalid."),
    (
        10481,
        "PaymentAction Authorization not allowed",
        "PaymentAction Authorization is not allowed for this transaction.",
    ),
    (
        10485,
        "Payment not authorized",
        "Payment has not been authorized by the user.",
    ),
    (
        10486,
        "This transaction couldn't be completed.",
        "This transaction couldn't be completed. Please redirect your customer to PayPal.",
    ),
    (
        10525,
        "Invalid Data",
        "This transaction cannot be processed. The amount to be charged is zero.",
    ),
    (
        10527,
        "Invalid Data",
        "This transaction cannot be processed. Please enter a valid credit card number and type.",
    ),
    (10600, "Authorization voided.", "Authorization is voided."),
    (
        10601,
        "Authorization expired.",
        "Authorization has expired.",
    ),
    (
        10602,
        "Authorization completed.",
        "Authorization has already been completed.",
    ),
    (
        10603,
        "The buyer is restricted.",
        "The buyer account is restricted.",
    ),
    (10605, "Unsupported currency.", "Currency is not supported."),
    (
        10606,
        "Transaction rejected, please contact the buyer.",
        "Buyer cannot pay.",
    ),
    (
        10609,
        "Invalid transactionID.",
        "Transaction id is invalid.",
    ),
    (
        10610,
        "Amount limit exceeded.",
        "Amount specified exceeds allowable limit.",
    ),
    (
        10612,
        "Maximum number of submissions reached.",
        "Maximum number of captures for the authorization is reached.",
    ),
    (
        10613,
        "Currency mismatch.",
        "Currency of capture must be the same as currency of authorization.",
    ),
    (
        10614,
        "Void error.",
        "Reauthorization cannot be voided. Please void the original parent authorization.",
    ),
    (
        10615,
        "Reauthorization error.",
        "You can reauthorize only the original authorization, not a reauthorization.",
    ),
    (
        10623,
        "Maximum number of authorization reached.",
        "Maximum number of authorization allowed for the order is reached.",
    ),
    (
        10627,
        "Order error.",
        "Maximum number of authorizations for the order is reached.",
    ),
    (
        10730,
        "Shipping Address Country Empty",
        "The shipping address country is required.",
    ),
    (
        10736,
        "Shipping Address Invalid City State Postal Code",
        "A match of the Shipping Address City, State, and Postal Code failed.",
    ),
    (
        10752,
        "Gateway Decline",
        "This transaction cannot be processed.",
    ),
    (
        10755,
        "Unsupported Currency.",
        "This transaction cannot be processed due to an unsupported currency.",
    ),
    (
        11002,
        "Exceeds limit",
        "The number of results were truncated. Please change your search parameters if you wish to see all your results.",
    ),
    (
        11451,
        "Billing Agreement Id or transaction Id is not valid",
        "Billing Agreement Id or transaction Id is not valid",
    ),
    (
        11452,
        "Merchant not enabled for reference transactions",
        "Merchant not enabled for reference transactions",
    ),
    (11502, "Invalid Token", "The token is invalid"),
    (
        11516,
        "Invalid billing frequency",
        "Billing frequency must be > 0 and be less than or equal to one year",
    ),
    (
        11518,
        "Invalid billing period",
        "Billing period must be one of Day, Week, Month, SemiMonth, or Year",
    ),
    (
        11519,
        "Invalid amount",
        "Bill amount must be greater than 0",
    ),
    (11520, "Invalid currency", "Currency must be valid"),
    (
        11545,
        "Start date invalid",
        "Subscription start date should be greater than current date",
    ),
    (
        11547,
        "Recurring payments profile error",
        "The activation type is invalid or the profile cannot be activated",
    ),
    (
        11549,
        "Start Date is required",
        "Subscription start date is required",
    ),
    (
        11551,
        "Profile ID is missing from the request",
        "Profile ID is missing from the request",
    ),
    (11552, "Invalid profile ID", "The profile ID is invalid"),
    (
        11556,
        "Invalid profile status for cancel action; profile should be active or suspended",
        "Invalid profile status for cancel action; profile should be active or suspended",
    ),
    (
        11557,
        "Invalid profile status for suspend action; profile should be active",
        "Invalid profile status for suspend action; profile should be active",
    ),
    (
        11558,
        "Invalid profile status for reactivate action; profile should be suspended",
        "Invalid profile status for reactivate action; profile should be suspended",
    ),
    (
        11581,
        "Profile description is invalid",
        "Profile description is invalid",
    ),
    (
        11582,
        "Invalid description",
        "Profile description is missing",
    ),
    (
        11607,
        "Duplicate Request",
        "A successful transaction has already been completed for this MsgSubID with other parameters.",
    ),
    (
        11610,
        "Payment Pending your review in Fraud Management Filters",
        "Payment Pending your review in Fraud Management Filters",
    ),
    (
        11821,
        "This transaction cannot be processed at this time.",
        "Duplicate Payment Request ID has been passed",
    ),
    (
        11925,
        "Invalid button",
        "There was an error processing your request. The hosted button ID is invalid.",
    ),
    (
        11926,
        "Invalid button",
        "The button type or code type is invalid.",
    ),
    (
        11951,
        "Invalid button variables",
        "A variable of the button is invalid.",
    ),
    (
        81002,
        "Unspecified Method",
        "Method Specified is not Supported",
    ),
    (
        81100,
        "Missing Parameter",
        "OrderTotal (Amt) : Required parameter missing",
    ),
    (
        81115,
        "Missing Parameter",
        "Token : Required parameter missing",
    ),
];
