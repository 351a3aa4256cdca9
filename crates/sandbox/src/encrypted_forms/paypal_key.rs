//! PayPal's key for encrypted forms, made when it is first asked for.

use tokio::sync::OnceCell;

use crate::state::State;
use crate::store::paypal_key::PayPalKey;

/// The sandboxes of one process share it, unless their data file has another.
static MADE: OnceCell<PayPalKey> = OnceCell::const_new();

/// PayPal's key; the first to ask waits until it is made. None when that
/// failed, which the log tells.
pub(crate) async fn paypal_key(state: &State) -> Option<PayPalKey> {
    let kept = state.store().form_key.clone();
    if kept.is_some() {
        return kept;
    }
    let made = MADE.get_or_try_init(|| async {
        match tokio::task::spawn_blocking(PayPalKey::new).await {
            Ok(made) => made.map_err(|error| {
                tracing::error!(%error, "encrypted forms cannot be opened");
            }),
            Err(_) => Err(()),
        }
    });
    let made = made.await.ok()?.clone();
    Some(state.store().form_key.get_or_insert(made).clone())
}
