//! `cmd`: what a form asks for.

use super::params::Params;
use super::refusal::{Refusal, RefusalKind};

/// A form that leads to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// `_xclick`
    BuyNow,
    /// `_donations`
    Donate,
    /// `_cart` with `upload=1`
    CartUpload,
    /// `_cart` with `add=1`
    CartAdd,
    /// `_cart` with `display=1`
    CartDisplay,
}

/// Commands that exist at PayPal and not here.
const UNSUPPORTED: &[&str] = &[
    "_s-xclick",
    "_xclick-subscriptions",
    "_xclick-auto-billing",
    "_xclick-payment-plan",
    "_oe-gift-certificate",
    "_express-checkout",
];

impl Command {
    /// Reads `cmd`, `redirect_cmd` and the cart's mode.
    pub(crate) fn read(params: &Params) -> Result<Self, Refusal> {
        let command = match params.get("cmd").unwrap_or_default() {
            "_ext-enter" => Self::redirected(params)?,
            cmd => Self::named("cmd", cmd, params)?,
        };
        // `_s-xclick` alone may name a saved button.
        match params.get("hosted_button_id") {
            Some(id) if !id.is_empty() => Err(Refusal::new(
                RefusalKind::HostedButton,
                "hosted_button_id",
                "hosted_button_id came with another command than _s-xclick: leave it out",
            )
            .with_value(id)),
            _ => Ok(command),
        }
    }

    fn redirected(params: &Params) -> Result<Self, Refusal> {
        let wrong = |value: &str| {
            let detail = format!("redirect_cmd is {value:?}: use _xclick, _cart or _donations");
            Refusal::new(RefusalKind::RedirectCmd, "redirect_cmd", detail).with_value(value)
        };
        match params.get("redirect_cmd").unwrap_or_default() {
            real @ ("_xclick" | "_cart" | "_donations") => {
                Self::named("redirect_cmd", real, params)
            }
            other => Err(wrong(other)),
        }
    }

    fn named(variable: &str, cmd: &str, params: &Params) -> Result<Self, Refusal> {
        match cmd {
            "_xclick" => Ok(Self::BuyNow),
            "_donations" => Ok(Self::Donate),
            "_cart" => Self::cart(params),
            "" => Err(Refusal::new(
                RefusalKind::CmdMissing,
                "cmd",
                "the request names no command: send cmd=_xclick or cmd=_cart",
            )),
            known if UNSUPPORTED.contains(&known) => Err(Refusal::new(
                RefusalKind::CmdUnsupported,
                variable,
                format!("{known} is a command that this sandbox does not take"),
            )
            .with_value(known)),
            unknown => Err(Refusal::new(
                RefusalKind::CmdUnknown,
                variable,
                format!("{unknown:?} is not a command of webscr"),
            )
            .with_value(unknown)),
        }
    }

    fn cart(params: &Params) -> Result<Self, Refusal> {
        let on = |name| params.get(name) == Some("1");
        match (on("upload"), on("add"), on("display")) {
            (true, false, false) => Ok(Self::CartUpload),
            (false, true, false) => Ok(Self::CartAdd),
            (false, _, true) => Ok(Self::CartDisplay),
            (false, false, false) => Err(Refusal::new(
                RefusalKind::CartMode,
                "upload",
                "_cart came without upload, add or display: send upload=1 for a whole cart",
            )),
            (true, ..) => Err(Refusal::new(
                RefusalKind::CartMode,
                "upload",
                "_cart came with upload and add or display together: send one of them",
            )
            .with_value("1")),
        }
    }

    /// The name for people.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::BuyNow => "_xclick",
            Self::Donate => "_donations",
            Self::CartUpload => "_cart upload",
            Self::CartAdd => "_cart add",
            Self::CartDisplay => "_cart display",
        }
    }
}
