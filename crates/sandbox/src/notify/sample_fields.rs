//! Names and values that the simulator's messages have in common.

pub(super) const ITEM: &[(&str, &str)] = &[
    ("mc_currency", "USD"),
    ("item_name", "Sample item"),
    ("item_number", "SAMPLE-1"),
    ("quantity", "1"),
    ("shipping", "0.00"),
    ("tax", "0.00"),
    ("invoice", "sample-invoice"),
    ("custom", ""),
];

pub(super) const CART: &[(&str, &str)] = &[
    ("mc_currency", "USD"),
    ("num_cart_items", "2"),
    ("item_name1", "Sample item"),
    ("item_number1", "SAMPLE-1"),
    ("quantity1", "1"),
    ("mc_gross_1", "6.00"),
    ("item_name2", "Other item"),
    ("item_number2", "SAMPLE-2"),
    ("quantity2", "2"),
    ("mc_gross_2", "4.00"),
    ("mc_shipping", "0.00"),
    ("mc_handling", "0.00"),
    ("tax", "0.00"),
    ("invoice", "sample-invoice"),
    ("custom", ""),
];

pub(super) const PAID: &[(&str, &str)] = &[
    ("txn_id", "61E67681CH3238416"),
    ("payment_status", "Completed"),
    ("payment_type", "instant"),
    ("mc_gross", "10.00"),
    ("mc_fee", "0.59"),
];

pub(super) const SUBSCRIPTION: &[(&str, &str)] = &[
    ("subscr_id", "I-BW452GLLEP1G"),
    ("item_name", "Sample subscription"),
    ("item_number", "SAMPLE-S"),
    ("mc_currency", "USD"),
    ("custom", ""),
];

pub(super) const TERMS: &[(&str, &str)] = &[
    ("period3", "1 M"),
    ("mc_amount3", "10.00"),
    ("recurring", "1"),
    ("reattempt", "1"),
];

pub(super) const PROFILE: &[(&str, &str)] = &[
    ("recurring_payment_id", "I-BW452GLLEP1G"),
    ("profile_status", "Active"),
    ("product_name", "Sample profile"),
    ("product_type", "1"),
    ("period_type", " Regular"),
    ("payment_cycle", "Month"),
    ("amount", "10.00"),
    ("amount_per_cycle", "10.00"),
    ("outstanding_balance", "0.00"),
    ("mc_currency", "USD"),
];

pub(super) const PARTIES: &[(&str, &str)] = &[
    ("business", "merchant@example.com"),
    ("receiver_email", "merchant@example.com"),
    ("receiver_id", "MERCHANT23456"),
    ("payer_email", "buyer@example.com"),
    ("payer_id", "BUYER23456789"),
    ("payer_status", "verified"),
    ("first_name", "Test"),
    ("last_name", "Buyer"),
    ("residence_country", "US"),
    ("notify_version", "3.9"),
    (
        "verify_sign",
        "AFcWxV21C7fd0v3bYYYRCpSSRl31ASamplesCannotBeVerified00000",
    ),
    ("ipn_track_id", "539cae4d23348"),
    ("test_ipn", "1"),
    ("charset", "UTF-8"),
];
