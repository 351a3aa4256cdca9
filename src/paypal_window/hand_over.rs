//! A payment in a window of its own comes back there, and is handed over to the
//! page that opened the window.
//!
//! The two speak by a `BroadcastChannel`: PayPal's pages may take the window's
//! opener away (`Cross-Origin-Opener-Policy`), and only pages of the shop's own
//! origin hear it. Nothing that is said is believed beyond which page to show.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Promise};
use leptos_paypal_core::CheckoutRef;
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::dom::json;

/// Milliseconds that the opener has to answer.
const ANSWER_MS: u32 = 600;

/// Milliseconds in which a window that was handed over is gone; some browsers
/// do not let a page close it.
const CLOSE_MS: u32 = 600;

/// The buyer's return to the shop, as the window tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Return {
    pub(crate) checkout: CheckoutRef,
    /// Address of the page, with what PayPal has added.
    pub(crate) url: String,
    /// True when the buyer has turned back.
    pub(crate) cancelled: bool,
}

/// The opener's end; it hears until it is dropped.
pub(crate) struct Listener {
    channel: BroadcastChannel,
    _hear: Closure<dyn Fn(MessageEvent)>,
}

impl Listener {
    /// Hears of the return of a checkout. `None` where the browser has no such
    /// channel: then the window tells the buyer itself.
    pub(crate) fn new(
        storage_key: &str,
        checkout: CheckoutRef,
        on_return: impl Fn(Return) + 'static,
    ) -> Option<Self> {
        let channel = open(storage_key)?;
        let answers = channel.clone();
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(back) = json::read::<Return>(event.data())
                && back.checkout == checkout
            {
                // The answer is the name of what is taken. It fails only when
                // the channel is closed, and then nobody waits.
                let _ = answers.post_message(&checkout.as_str().into());
                on_return(back);
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _hear: hear,
        })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// Hands the buyer's return over to the page that opened this window, and
/// closes the window. Ends when there is no such page any more, or the window
/// stays: then this page goes on by itself.
pub(crate) async fn hand_over(storage_key: &str, back: Return) {
    let Some(channel) = open(storage_key) else {
        return;
    };
    let checkout = back.checkout.clone();
    let taken = Promise::new(&mut |resolve, _| {
        let checkout = checkout.clone();
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data() == *checkout.as_str() {
                let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::TRUE);
            }
        });
        channel.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
    });
    let sent = channel.post_message(&json::to_value(&back));
    let late = future_to_promise(async {
        TimeoutFuture::new(ANSWER_MS).await;
        Ok(JsValue::FALSE)
    });
    let answer = JsFuture::from(Promise::race(&Array::of2(&taken, &late))).await;
    channel.close();
    if sent.is_err() || !answer.is_ok_and(|answer| answer.is_truthy()) {
        return;
    }
    if let Some(window) = web_sys::window() {
        let _ = window.close();
    }
    TimeoutFuture::new(CLOSE_MS).await;
}

fn open(storage_key: &str) -> Option<BroadcastChannel> {
    BroadcastChannel::new(&format!("leptos-paypal {storage_key}")).ok()
}
