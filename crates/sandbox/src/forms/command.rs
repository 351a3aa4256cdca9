//! Reads `cmd`, `redirect_cmd` and the mode of `_cart`.

use super::refusal::{Refusal, RefusalKind};
use crate::params::Params;
use crate::store::forms::Command;

/// Commands that exist at PayPal and not here.
const UNSUPPORTED: &[&str] = &[
    "_xclick-auto-billing",
    "_xclick-payment-plan",
    "_oe-gift-certificate",
    "_express-checkout",
];

/// Reads `cmd`, `redirect_cmd` and the cart's mode.
pub(crate) fn read(params: &Params) -> Result<Command, Refusal> {
    let command = match params.get("cmd").unwrap_or_default() {
        "_ext-enter" => redirected(params)?,
        cmd => named("cmd", cmd, params)?,
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

fn redirected(params: &Params) -> Result<Command, Refusal> {
    let wrong = |value: &str| {
        let detail = format!(
            "redirect_cmd is {value:?}: use _xclick, _xclick-subscriptions, _cart or _donations"
        );
        Refusal::new(RefusalKind::RedirectCmd, "redirect_cmd", detail).with_value(value)
    };
    match params.get("redirect_cmd").unwrap_or_default() {
        real @ ("_xclick" | "_xclick-subscriptions" | "_cart" | "_donations") => {
            named("redirect_cmd", real, params)
        }
        other => Err(wrong(other)),
    }
}

fn named(variable: &str, cmd: &str, params: &Params) -> Result<Command, Refusal> {
    match cmd {
        "_xclick" => Ok(Command::BuyNow),
        "_donations" => Ok(Command::Donate),
        "_xclick-subscriptions" => Ok(Command::Subscribe),
        "_cart" => cart(params),
        "" => Err(Refusal::new(
            RefusalKind::CmdMissing,
            "cmd",
            "the request names no command: send cmd=_xclick or cmd=_cart",
        )),
        "_s-xclick" => {
            let detail = "no saved button has this id: send hosted_button_id of one that is \
                          saved here, or encrypted";
            let refusal = Refusal::new(RefusalKind::ButtonUnknown, "hosted_button_id", detail);
            Err(match params.get("hosted_button_id") {
                Some(id) => refusal.with_value(id),
                None => refusal,
            })
        }
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

fn cart(params: &Params) -> Result<Command, Refusal> {
    let on = |name| params.get(name) == Some("1");
    match (on("upload"), on("add"), on("display")) {
        (true, false, false) => Ok(Command::CartUpload),
        (false, true, false) => Ok(Command::CartAdd),
        (false, _, true) => Ok(Command::CartDisplay),
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
