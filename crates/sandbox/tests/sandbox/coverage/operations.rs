//! Operations of PayPal's APIs, and how far the sandbox has them.

use Support::{Complete, Partly};

/// Extent to which the sandbox has an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    Complete,
    Partly,
}

/// Operations with the same differences from PayPal.
pub struct Family {
    pub operations: &'static [&'static str],
    pub support: Support,
    /// Differences from PayPal; empty where none are known.
    pub differs: &'static str,
}

const fn family(
    operations: &'static [&'static str],
    support: Support,
    differs: &'static str,
) -> Family {
    Family {
        operations,
        support,
        differs,
    }
}

/// NVP and SOAP.
pub const CLASSIC: &[Family] = &[
    family(
        &[
            "SetExpressCheckout",
            "GetExpressCheckoutDetails",
            "DoExpressCheckoutPayment",
        ],
        Partly,
        "no callback, gift, survey or flat-rate shipping; up to ten payments to several sellers are made all or none; an amount may differ from the one agreed to as far as the buyer's money goes",
    ),
    family(
        &["GetTransactionDetails", "TransactionSearch"],
        Complete,
        "any transaction of the account, also of forms and REST; 100 hits",
    ),
    family(
        &["RefundTransaction"],
        Complete,
        "within 180 days; `REFUNDTYPE=Other` is like `Partial`",
    ),
    family(
        &[
            "DoAuthorization",
            "DoReauthorization",
            "DoCapture",
            "DoVoid",
        ],
        Complete,
        "never more than was authorised or ordered (PayPal: up to 115 %); a reauthorisation is possible at once, for 29 days",
    ),
    family(&["GetBalance", "GetPalDetails"], Complete, ""),
    family(
        &["AddressVerify"],
        Partly,
        "an address is compared with that of the account",
    ),
    family(
        &[
            "CreateBillingAgreement",
            "BillAgreementUpdate",
            "DoReferenceTransaction",
        ],
        Partly,
        "`REFERENCEID` is an agreement, not a transaction",
    ),
    family(
        &[
            "CreateRecurringPaymentsProfile",
            "GetRecurringPaymentsProfileDetails",
            "ManageRecurringPaymentsProfileStatus",
            "UpdateRecurringPaymentsProfile",
            "BillOutstandingAmount",
        ],
        Partly,
        "by token, not by card; profiles are active at once; charges that are due by the sandbox's clock are made with the next request, or when the clock is set, at most 500 at a time; a charge that failed is not tried again by itself; of a subscription by form, price and number of payments can be changed",
    ),
    family(
        &["MassPay"],
        Partly,
        "receivers need an account here; all or none; without a fee, and without a message to the sender",
    ),
    family(
        &[
            "BMCreateButton",
            "BMUpdateButton",
            "BMGetButtonDetails",
            "BMButtonSearch",
            "BMManageButtonStatus",
        ],
        Partly,
        "`HOSTED` and `CLEARTEXT`, not `ENCRYPTED`; a saved button is paid as `_s-xclick` with its `hosted_button_id`, and what it has saved cannot be replaced by the page; types that forms do not have are saved and refused when they are paid",
    ),
];

/// OAuth, Payments v1, Orders v2, Payments v2, webhooks.
pub const REST: &[Family] = &[
    family(
        &["POST /v1/oauth2/token"],
        Partly,
        "`client_credentials`, with and without a secret, and `response_type=client_token`",
    ),
    family(
        &[
            "POST /v1/payments/payment",
            "GET /v1/payments/payment",
            "GET /v1/payments/payment/{id}",
            "PATCH /v1/payments/payment/{id}",
            "POST /v1/payments/payment/{id}/execute",
        ],
        Partly,
        "`payment_method` is `paypal`, not a card",
    ),
    family(
        &[
            "GET /v1/payments/sale/{id}",
            "POST /v1/payments/sale/{id}/refund",
            "GET /v1/payments/authorization/{id}",
            "POST /v1/payments/authorization/{id}/capture",
            "POST /v1/payments/authorization/{id}/void",
            "POST /v1/payments/authorization/{id}/reauthorize",
            "GET /v1/payments/orders/{id}",
            "POST /v1/payments/orders/{id}/authorize",
            "POST /v1/payments/orders/{id}/capture",
            "POST /v1/payments/orders/{id}/do-void",
            "GET /v1/payments/capture/{id}",
            "POST /v1/payments/capture/{id}/refund",
            "GET /v1/payments/refund/{id}",
        ],
        Complete,
        "an authorisation is captured up to its amount, for 29 days",
    ),
    family(
        &[
            "POST /v2/checkout/orders",
            "GET /v2/checkout/orders/{id}",
            "PATCH /v2/checkout/orders/{id}",
            "POST /v2/checkout/orders/{id}/confirm-payment-source",
            "POST /v2/checkout/orders/{id}/authorize",
            "POST /v2/checkout/orders/{id}/capture",
        ],
        Partly,
        "`payment_source` is `paypal`; a card comes with `confirm-payment-source`, not with the order; no wallets, nothing is saved",
    ),
    family(
        &[
            "GET /v2/payments/authorizations/{id}",
            "POST /v2/payments/authorizations/{id}/capture",
            "POST /v2/payments/authorizations/{id}/void",
            "POST /v2/payments/authorizations/{id}/reauthorize",
            "GET /v2/payments/captures/{id}",
            "POST /v2/payments/captures/{id}/refund",
            "GET /v2/payments/refunds/{id}",
        ],
        Complete,
        "an authorisation is captured up to its amount, for 29 days",
    ),
    family(
        &["POST /v2/payments/find-eligible-methods"],
        Partly,
        "PayPal, Pay Later, Credit, Venmo and cards",
    ),
    family(
        &[
            "POST /v1/notifications/webhooks",
            "GET /v1/notifications/webhooks",
            "GET /v1/notifications/webhooks/{id}",
            "PATCH /v1/notifications/webhooks/{id}",
            "DELETE /v1/notifications/webhooks/{id}",
            "GET /v1/notifications/webhooks/{id}/event-types",
            "GET /v1/notifications/webhooks-event-types",
            "GET /v1/notifications/webhooks-events",
            "GET /v1/notifications/webhooks-events/{id}",
            "POST /v1/notifications/webhooks-events/{id}/resend",
            "POST /v1/notifications/simulate-event",
            "POST /v1/notifications/verify-webhook-signature",
            "GET /v1/notifications/certs/{name}",
        ],
        Partly,
        "the events of the operations above, of reversals and disputes",
    ),
];

/// Classic operations that the sandbox has not.
pub const NO_CLASSIC: &[&str] = &[
    "DoDirectPayment",
    "DoNonReferencedCredit",
    "DoUATPAuthorization",
    "UpdateAuthorization",
    "SetCustomerBillingAgreement",
    "GetBillingAgreementCustomerDetails",
    "ManagePendingTransactionStatus",
    "BMGetInventory",
    "BMSetInventory",
    "GetAuthDetails",
];

/// REST operations that the sandbox has not.
pub const NO_REST: &[&str] = &[
    "POST /v1/billing/plans",
    "POST /v1/billing/subscriptions",
    "POST /v1/billing-agreements/agreements",
    "POST /v1/catalogs/products",
    "GET /v1/customer/disputes",
    "GET /v1/identity/openidconnect/userinfo",
    "POST /v1/payment-experience/web-profiles",
    "POST /v1/payments/billing-plans",
    "POST /v1/payments/billing-agreements",
    "POST /v1/payments/payouts",
    "GET /v1/reporting/transactions",
    "GET /v1/reporting/balances",
    "POST /v1/shipping/trackers-batch",
    "POST /v1/vault/credit-cards",
    "POST /v2/checkout/orders/{id}/track",
    "POST /v2/invoicing/invoices",
    "POST /v3/vault/setup-tokens",
    "POST /v3/vault/payment-tokens",
];
