//! Parts of the module that a page is going to need.

use leptos::prelude::Effect;
use leptos::task::spawn_local;

use super::{client_path, form_path};
use crate::config::CheckoutPath;
use crate::context::CheckoutContext;
use crate::http_client::paypal_answer;

/// Loads the parts that payments of the configuration need, and those of every later
/// one: no click has to wait for them. What cannot be loaded now is tried again at the
/// click.
pub(super) fn load_parts(context: CheckoutContext) {
    // Does not run on a server.
    Effect::new(move || {
        let config = context.config();
        if config.path == CheckoutPath::Form && config.create_address().is_none() {
            spawn_local(async { drop(form_path::load().await) });
        }
        let is_paypals = context.paypal_client().is_some();
        if is_paypals {
            spawn_local(async { drop(client_path::load().await) });
        }
        // A server of another shape hands PayPal's answers through.
        if is_paypals || config.create_url.is_some() {
            spawn_local(async { drop(paypal_answer::load().await) });
        }
    });
}
