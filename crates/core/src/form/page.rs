//! Variables for the look of PayPal's pages.

use super::writer::Writer;
use super::{AbsoluteUrl, HexColor};

/// The variables that dress PayPal's pages.
///
/// PayPal ignores most of them since September 2016; they still travel, for
/// integrations that name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageVariables {
    /// `image_url`: a logo of 150 × 50 pixels, at most 1,024 characters.
    pub image_url: Option<AbsoluteUrl>,
    /// `page_style`: a style of the merchant's profile, at most 30 characters.
    pub page_style: Option<String>,
    /// `cpp_header_image`: 750 × 90 pixels.
    pub cpp_header_image: Option<AbsoluteUrl>,
    /// `cpp_headerback_color`.
    pub cpp_headerback_color: Option<HexColor>,
    /// `cpp_headerborder_color`.
    pub cpp_headerborder_color: Option<HexColor>,
    /// `cpp_payflow_color`.
    pub cpp_payflow_color: Option<HexColor>,
    /// `cpp_logo_image`: 190 × 60 pixels, at most 127 characters; not for
    /// donations.
    pub cpp_logo_image: Option<AbsoluteUrl>,
    /// `cpp_cart_border_color`; not for donations.
    pub cpp_cart_border_color: Option<HexColor>,
    /// `cs`: a black page instead of a white one.
    pub cs: Option<bool>,
}

impl PageVariables {
    pub(super) fn write(&self, to: &mut Writer) {
        let urls = [
            ("image_url", &self.image_url),
            ("cpp_header_image", &self.cpp_header_image),
            ("cpp_logo_image", &self.cpp_logo_image),
        ];
        for (name, url) in urls {
            to.optional(name, url.as_ref().map(AbsoluteUrl::as_str));
        }
        to.optional("page_style", self.page_style.as_deref());
        let colors = [
            ("cpp_headerback_color", &self.cpp_headerback_color),
            ("cpp_headerborder_color", &self.cpp_headerborder_color),
            ("cpp_payflow_color", &self.cpp_payflow_color),
            ("cpp_cart_border_color", &self.cpp_cart_border_color),
        ];
        for (name, color) in colors {
            to.optional(name, color.as_ref().map(HexColor::as_str));
        }
        to.optional("cs", self.cs.map(|black| if black { "1" } else { "0" }));
    }
}
