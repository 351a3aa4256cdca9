//! Published clients, with the operations that each carries out in the tests.

/// A client and its calls that succeed.
pub struct Client {
    pub name: &'static str,
    pub calls: &'static [&'static str],
}

/// Calls of Business::PayPal::API, whatever its credentials.
const BUSINESS_PAYPAL_API: &[&str] = &[
    "DoAuthorization",
    "DoCapture",
    "DoExpressCheckoutPayment",
    "DoReauthorization",
    "DoVoid",
    "GetBalance",
    "GetExpressCheckoutDetails",
    "GetTransactionDetails",
    "MassPay",
    "RefundTransaction",
    "SetExpressCheckout",
    "TransactionSearch",
];

pub const CLIENTS: &[Client] = &[
    Client {
        name: "paypal-nvp-api",
        calls: &[
            "DoExpressCheckoutPayment",
            "GetExpressCheckoutDetails",
            "GetTransactionDetails",
            "RefundTransaction",
            "SetExpressCheckout",
        ],
    },
    Client {
        name: "paypal 1.2.5",
        calls: &[
            "DoAuthorization",
            "DoCapture",
            "DoExpressCheckoutPayment",
            "DoVoid",
            "GetExpressCheckoutDetails",
            "GetTransactionDetails",
            "RefundTransaction",
            "SetExpressCheckout",
            "TransactionSearch",
        ],
    },
    Client {
        name: "paypal 1.2.5 (its suite)",
        calls: &["GetExpressCheckoutDetails", "SetExpressCheckout"],
    },
    Client {
        name: "django-paypal 2.1",
        calls: &[
            "CreateBillingAgreement",
            "CreateRecurringPaymentsProfile",
            "DoExpressCheckoutPayment",
            "DoReferenceTransaction",
            "GetExpressCheckoutDetails",
            "GetTransactionDetails",
            "ManageRecurringPaymentsProfileStatus",
            "SetExpressCheckout",
            "UpdateRecurringPaymentsProfile",
        ],
    },
    Client {
        name: "zeep 4.3.3",
        calls: &[
            "AddressVerify",
            "BMButtonSearch",
            "BMCreateButton",
            "BMGetButtonDetails",
            "BMManageButtonStatus",
            "BillAgreementUpdate",
            "CreateBillingAgreement",
            "CreateRecurringPaymentsProfile",
            "DoAuthorization",
            "DoCapture",
            "DoExpressCheckoutPayment",
            "DoReauthorization",
            "DoReferenceTransaction",
            "DoVoid",
            "GetBalance",
            "GetExpressCheckoutDetails",
            "GetPalDetails",
            "GetRecurringPaymentsProfileDetails",
            "GetTransactionDetails",
            "ManageRecurringPaymentsProfileStatus",
            "MassPay",
            "RefundTransaction",
            "SetExpressCheckout",
            "TransactionSearch",
            "UpdateRecurringPaymentsProfile",
        ],
    },
    Client {
        name: "Business::PayPal::API",
        calls: BUSINESS_PAYPAL_API,
    },
    Client {
        name: "Business::PayPal::API (certificate)",
        calls: BUSINESS_PAYPAL_API,
    },
    Client {
        name: "paypalrestsdk 1.13.3",
        calls: &[
            "GET /v1/payments/authorization/{id}",
            "GET /v1/payments/payment",
            "GET /v1/payments/payment/{id}",
            "GET /v1/payments/refund/{id}",
            "GET /v1/payments/sale/{id}",
            "POST /v1/oauth2/token",
            "POST /v1/payments/authorization/{id}/capture",
            "POST /v1/payments/authorization/{id}/void",
            "POST /v1/payments/payment",
            "POST /v1/payments/payment/{id}/execute",
            "POST /v1/payments/sale/{id}/refund",
        ],
    },
    Client {
        name: "@paypal/checkout-server-sdk",
        calls: &[
            "GET /v2/checkout/orders/{id}",
            "GET /v2/payments/authorizations/{id}",
            "GET /v2/payments/captures/{id}",
            "GET /v2/payments/refunds/{id}",
            "POST /v1/oauth2/token",
            "POST /v2/checkout/orders",
            "POST /v2/checkout/orders/{id}/authorize",
            "POST /v2/checkout/orders/{id}/capture",
            "POST /v2/payments/authorizations/{id}/capture",
            "POST /v2/payments/authorizations/{id}/void",
            "POST /v2/payments/captures/{id}/refund",
        ],
    },
    Client {
        name: "@paypal/paypal-server-sdk",
        calls: &[
            "GET /v2/checkout/orders/{id}",
            "GET /v2/payments/captures/{id}",
            "POST /v1/oauth2/token",
            "POST /v2/checkout/orders",
            "POST /v2/checkout/orders/{id}/capture",
            "POST /v2/payments/captures/{id}/refund",
        ],
    },
];
