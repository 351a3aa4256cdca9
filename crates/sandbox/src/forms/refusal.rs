//! Forms that PayPal would not take.

use thiserror::Error;

/// Refusal of a form: which variable, with which value, by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{detail}")]
pub(crate) struct Refusal {
    pub(crate) kind: RefusalKind,
    /// As it was, or would have been, posted.
    pub(crate) variable: String,
    pub(crate) value: Option<String>,
    /// The fault and advice.
    pub(crate) detail: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $code:literal $rule:literal $documented:literal;)+) => {
        /// The rules by which forms are refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum RefusalKind { $($(#[$doc])* $kind),+ }

        impl RefusalKind {
            /// A stable name for programs.
            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code),+ }
            }

            /// The rule in words.
            pub(crate) const fn rule(self) -> &'static str {
                match self { $(Self::$kind => $rule),+ }
            }

            /// PayPal's document and section.
            pub(crate) const fn documented(self) -> &'static str {
                match self { $(Self::$kind => $documented),+ }
            }
        }
    };
}

kinds! {
    CmdMissing "cmd_missing"
        "Every form names its command in cmd."
        "HTML Variables for PayPal Payments Standard, \"Technical variables\"";
    CmdUnknown "cmd_unknown"
        "cmd is one of PayPal's commands, such as _xclick or _cart."
        "HTML Variables for PayPal Payments Standard, \"Technical variables\"";
    CmdUnsupported "cmd_unsupported"
        "This sandbox takes _xclick, _donations, _xclick-subscriptions, _cart, _s-xclick and _ext-enter forms."
        "README of paypal-sandbox";
    RedirectCmd "redirect_cmd_invalid"
        "_ext-enter names the real command in redirect_cmd: _xclick, _xclick-subscriptions, _cart or _donations."
        "Website Payments Standard Checkout Integration Guide, table A.1";
    CartMode "cart_mode_invalid"
        "_cart needs exactly one of upload, add and display, with the value 1; of add and display together, display counts."
        "HTML Variables for PayPal Payments Standard, \"Shopping cart variables\"";
    HostedButton "hosted_button_id_not_allowed"
        "hosted_button_id comes only with cmd=_s-xclick."
        "HTML Variables for PayPal Payments Standard, \"Technical variables\"";
    ButtonUnknown "hosted_button_unknown"
        "_s-xclick comes with hosted_button_id of a saved button or with encrypted."
        "HTML Variables for PayPal Payments Standard, \"Technical variables\"";
    BusinessMissing "business_missing"
        "business names the payee by e-mail address or account id."
        "HTML Variables for PayPal Payments Standard, \"Payment transaction variables\"";
    BusinessUnknown "business_unknown"
        "business is a confirmed e-mail address or the account id of an account that exists here."
        "HTML Variables for PayPal Payments Standard, \"Payment transaction variables\"";
    CurrencyUnknown "currency_unknown"
        "currency_code is one of PayPal's three-letter codes, in capitals; left out it is USD."
        "PayPal currency codes";
    CurrencyDomestic "currency_domestic_only"
        "BRL, CNY, INR and MYR are only for accounts of their own country."
        "PayPal currency codes";
    CurrencyMixed "currency_mixed"
        "One cart has one currency."
        "HTML Variables for PayPal Payments Standard, \"Payment transaction variables\"";
    AmountMissing "amount_missing"
        "Add to Cart and cart upload need the price of every item."
        "HTML Variables for PayPal Payments Standard, \"Individual item variables\"";
    AmountUnreadable "amount_unreadable"
        "A price is digits with at most one point, with no sign, grouping or currency mark, and no more decimals than the currency has."
        "HTML Variables for PayPal Payments Standard, \"Individual item variables\"";
    QuantityInvalid "quantity_invalid"
        "quantity is a whole number from 1; empty, zero and negative are not allowed."
        "HTML Variables for PayPal Payments Standard, \"Individual item variables\"";
    ItemIncomplete "item_incomplete"
        "Every item of a cart upload has both item_name_x and amount_x."
        "Third-party shopping carts: the Cart Upload command";
    ItemsMissing "items_missing"
        "A cart upload has at least one item, and the first has the number 1."
        "Third-party shopping carts: the Cart Upload command";
    DiscountTooLarge "discount_not_below_price"
        "A discount is less than the price it is taken from, a rate less than 100 percent."
        "HTML Variables for PayPal Payments Standard, \"Discount variables\"";
    TermMissing "subscription_term_missing"
        "A subscription has a3, p3 and t3, and every trial its price, length and unit."
        "HTML Variables for PayPal Payments Standard, \"Recurring payment variables\"";
    PeriodInvalid "subscription_period_invalid"
        "A period is 1 to 90 D, 1 to 52 W, 1 to 24 M or 1 to 5 Y."
        "HTML Variables for PayPal Payments Standard, \"Recurring payment variables\"";
    SecondTrial "second_trial_alone"
        "A second trial comes after a first one."
        "HTML Variables for PayPal Payments Standard, \"Recurring payment variables\"";
    TimesInvalid "srt_invalid"
        "srt is 2 to 52."
        "HTML Variables for PayPal Payments Standard, \"Recurring payment variables\"";
    Modify "modify_unsupported"
        "modify is 0: PayPal has not taken 1 and 2 since 15 March 2019."
        "HTML Variables for PayPal Payments Standard, \"Recurring payment variables\"";
    TotalZero "total_zero"
        "A payment is more than nothing."
        "Third-party shopping carts: the Cart Upload command";
    TotalTooLarge "total_above_maximum"
        "A payment is at most about 10,000 USD in its currency, or what the configuration says."
        "Website Payments Standard Checkout Integration Guide, \"Multiple currencies\"";
    EncryptedUnreadable "encrypted_unreadable"
        "encrypted is a form that the merchant has signed and encrypted by DES-EDE3-CBC for PayPal's certificate, PKCS#7 in PEM."
        "PayPal Payments Standard Integration Guide, \"Using Encrypted Website Payments to protect buttons\"";
    BusinessNotEncrypted "business_not_encrypted"
        "business is among the variables that are encrypted."
        "PayPal Payments Standard Integration Guide, \"Using Encrypted Website Payments to protect buttons\"";
    CertIdUnknown "cert_id_unknown"
        "cert_id, among the variables that are encrypted, is the id of a certificate that the payee has uploaded."
        "PayPal help, \"We were unable to decrypt the Certificate ID\"";
    SignatureInvalid "signature_invalid"
        "An encrypted form is signed with the key of the certificate that cert_id names."
        "PayPal Payments Standard Integration Guide, \"Using Encrypted Website Payments to protect buttons\"";
    EncryptedContradicted "encrypted_contradicted"
        "Nothing in clear beside an encrypted form says something else than the form."
        "README of paypal-sandbox";
    EncryptedFormsOnly "encrypted_forms_only"
        "This account takes encrypted and saved buttons only."
        "PayPal Payments Standard Integration Guide, \"Blocking unprotected and non-encrypted payment buttons\"";
    InvoiceTooLong "invoice_too_long"
        "invoice has at most 127 characters; cut, it would be another invoice."
        "HTML Variables for PayPal Payments Standard, \"Payment transaction variables\"";
    DuplicateInvoice "duplicate_invoice"
        "This account refuses an invoice number that was paid before."
        "HTML Variables for PayPal Payments Standard, \"Payment transaction variables\"";
}

impl Refusal {
    pub(crate) fn new(
        kind: RefusalKind,
        variable: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            variable: variable.into(),
            value: None,
            detail: detail.into(),
        }
    }

    pub(crate) fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
}
