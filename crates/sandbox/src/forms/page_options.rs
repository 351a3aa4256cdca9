//! Variables about PayPal's pages, the return to the shop and notifications.

use encoding_rs::Encoding;

use super::reader::Reader;
use crate::store::checkout_details::{CheckoutPageOptions, ReturnMethod};

/// Accepted, and without effect here: PayPal has ignored most of these since
/// 2016, the others change pages that this sandbox draws in its own way, or are
/// read elsewhere.
const WITHOUT_EFFECT: &[&str] = &[
    "cmd",
    "redirect_cmd",
    "upload",
    "add",
    "display",
    "hosted_button_id",
    "cert_id",
    "business",
    "currency_code",
    "test_ipn",
    "bn",
    "cbt",
    "cn",
    "cs",
    "lc",
    "image_url",
    "shopping_url",
    "page_style",
    "cpp_header_image",
    "cpp_headerback_color",
    "cpp_headerborder_color",
    "cpp_payflow_color",
    "cpp_logo_image",
    "cpp_cart_border_color",
];

const MAX_URL: usize = 1024;
const MAX_NOTIFY_URL: usize = 255;

/// Reads the variables.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    charset: Option<&'static Encoding>,
) -> CheckoutPageOptions {
    reader.accept(WITHOUT_EFFECT);
    if reader.filled("charset").is_some() && charset.is_none() {
        reader.ignore("charset", "not the name of an encoding");
    }
    CheckoutPageOptions {
        return_url: reader.url("return", MAX_URL),
        cancel_return: reader.url("cancel_return", MAX_URL),
        notify_url: reader.url("notify_url", MAX_NOTIFY_URL),
        rm: reader.word(
            "rm",
            &[
                ("0", ReturnMethod::Get),
                ("1", ReturnMethod::Get),
                ("2", ReturnMethod::Post),
            ],
            ReturnMethod::Get,
        ),
        note: reader.word("no_note", &[("0", true), ("1", false)], true),
        charset,
    }
}
