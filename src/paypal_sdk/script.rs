//! PayPal's scripts, each of which is loaded once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Math, Promise, Reflect};
use leptos::prelude::window_event_listener_untyped;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use super::SdkFailure;
use super::object::promise;
use crate::config::{CheckoutConfig, SdkOptions, SdkVersion};

/// Times that a script is tried.
const TRIES: u32 = 3;

/// Milliseconds before it is tried again: at least, and at most that many more.
const PAUSE_MS: u32 = 50;
const JITTER_MS: u32 = 350;

/// Global name of an SDK that the page itself has loaded.
const PAGES_OWN: &str = "paypal";

/// One of PayPal's scripts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Script {
    version: SdkVersion,
    url: String,
    /// Global name, one for each address: another script of PayPal's in the
    /// page is left alone.
    namespace: String,
    nonce: Option<String>,
}

thread_local! {
    /// Scripts that are loaded, or being loaded.
    static LOADS: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
}

impl Script {
    /// The script of a configuration. `None` without a client id.
    pub(super) fn new(version: SdkVersion, config: &CheckoutConfig) -> Option<Self> {
        let url = match version {
            SdkVersion::V5 => v5_url(config)?,
            SdkVersion::V6 => config.environment.sdk_v6(),
        };
        Some(Self {
            version,
            namespace: format!("leptosPayPal{:08x}", hash(&url)),
            url,
            nonce: config.sdk.nonce.clone(),
        })
    }

    /// Loads the script, unless it is there, and returns its global object.
    pub(super) async fn load(self) -> Result<JsValue, SdkFailure> {
        if let Some(known) = self.known() {
            return Ok(known);
        }
        let url = self.url.clone();
        let loading = LOADS.with_borrow(|loads| {
            let found = loads.iter().find(|(other, _)| *other == url);
            found.map(|(_, promise)| promise.clone())
        });
        let loading = loading.unwrap_or_else(|| {
            let load: Promise = promise(self.load_with_retries()).unchecked_into();
            LOADS.with_borrow_mut(|loads| loads.push((url.clone(), load.clone())));
            load
        });
        let loaded = JsFuture::from(loading).await;
        loaded.map_err(|error| {
            forget(&url);
            SdkFailure::from_value(&error)
        })
    }

    /// Does not wait any longer for a load that hangs: the next one is another.
    pub(super) fn give_up(&self) {
        if self.known().is_none() {
            forget(&self.url);
        }
    }

    async fn load_with_retries(self) -> Result<JsValue, JsValue> {
        let is_blocked = Rc::new(Cell::new(false));
        let blocked = is_blocked.clone();
        let base = self.base().to_owned();
        let policy = window_event_listener_untyped("securitypolicyviolation", move |event| {
            let member = |name: &str| {
                let found = Reflect::get(&event, &name.into()).unwrap_or_default();
                found.as_string().unwrap_or_default()
            };
            if member("blockedURI").starts_with(&base) && member("disposition") == "enforce" {
                blocked.set(true);
            }
        });
        let mut loaded = Err(SdkFailure::Unavailable);
        for attempt in 0..TRIES {
            loaded = self.load_once(attempt).await;
            if !matches!(loaded, Err(SdkFailure::Unavailable)) {
                break;
            }
            // The policy's event comes after the script's.
            let jitter = (Math::random() * f64::from(JITTER_MS)) as u32;
            TimeoutFuture::new(PAUSE_MS + jitter).await;
            if is_blocked.get() {
                loaded = Err(SdkFailure::Blocked);
                break;
            }
        }
        policy.remove();
        loaded.map_err(|failure| failure.code().into())
    }

    /// The address without its query.
    fn base(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }

    async fn load_once(&self, attempt: u32) -> Result<JsValue, SdkFailure> {
        let script = self.element(attempt).ok_or(SdkFailure::Blocked)?;
        let loaded = Promise::new(&mut |resolve, reject| {
            script.set_onload(Some(&resolve));
            script.set_onerror(Some(&reject));
        });
        let head = script.owner_document().and_then(|document| {
            let head = document.query_selector("head").ok().flatten();
            head.or_else(|| document.document_element())
        });
        let added = head.is_some_and(|head| head.append_child(&script).is_ok());
        let is_loaded = added && JsFuture::from(loaded).await.is_ok();
        script.set_onload(None);
        script.set_onerror(None);
        if !is_loaded {
            script.remove();
        }
        self.known().ok_or(SdkFailure::Unavailable)
    }

    /// Its element. `None` where the page lets nobody make one, as with Trusted
    /// Types: PayPal's scripts do not run there either.
    fn element(&self, attempt: u32) -> Option<HtmlElement> {
        let document = web_sys::window()?.document()?;
        let script = document.create_element("script").ok()?;
        let set = |name: &str, value: &str| script.set_attribute(name, value).ok();
        set("data-namespace", &self.namespace)?;
        if let Some(nonce) = &self.nonce {
            set("nonce", nonce)?;
            set("data-csp-nonce", nonce)?;
        }
        // PayPal's own loader says so too; v5 knows no such parameter.
        let retry = match (self.version, attempt) {
            (SdkVersion::V6, 1..) => format!("?paypal-sdk-retry={attempt}"),
            _ => String::new(),
        };
        set("src", &format!("{}{retry}", self.url))?;
        script.dyn_into().ok()
    }

    /// Its global object, or that of the page's own script where one serves all.
    fn known(&self) -> Option<JsValue> {
        let own = global(&self.namespace, self.version);
        own.or_else(|| match self.version {
            SdkVersion::V5 => None,
            SdkVersion::V6 => global(PAGES_OWN, self.version),
        })
    }
}

fn forget(url: &str) {
    LOADS.with_borrow_mut(|loads| loads.retain(|(known, _)| known != url));
}

/// The SDK of that name, if it is of that version.
fn global(name: &str, version: SdkVersion) -> Option<JsValue> {
    let found = Reflect::get(&js_sys::global(), &name.into()).ok()?;
    let number = Reflect::get(&found, &"version".into()).ok()?.as_string()?;
    let wanted = match version {
        SdkVersion::V5 => "5.",
        SdkVersion::V6 => "6.",
    };
    number.starts_with(wanted).then_some(found)
}

/// Address of SDK v5, which has its settings as parameters.
fn v5_url(config: &CheckoutConfig) -> Option<String> {
    let SdkOptions {
        funding_sources,
        pay_later_message,
        card_fields,
        ..
    } = &config.sdk;
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    let mut url = config.environment.sdk_v5();
    let client_id = encode(config.client_id.as_ref()?.as_str());
    url.push_str("?client-id=");
    url.push_str(&client_id);
    let mut add = |name: &str, value: &str| {
        for piece in ["&", name, "=", value] {
            url.push_str(piece);
        }
    };
    let components = match (pay_later_message, card_fields) {
        (true, true) => "buttons,messages,card-fields",
        (true, false) => "buttons,messages",
        (false, true) => "buttons,card-fields",
        (false, false) => "buttons",
    };
    add("components", components);
    add("currency", config.currency.code());
    let intent = match config.paypal_page.authorizes() {
        true => "authorize",
        false => "capture",
    };
    add("intent", intent);
    // PayPal and cards need no permission.
    let enabled: Vec<&str> = funding_sources
        .iter()
        .map(|source| source.as_str())
        .filter(|name| !matches!(*name, "paypal" | "card"))
        .collect();
    if !enabled.is_empty() {
        add("enable-funding", &enabled.join(","));
    }
    if let Some(locale) = v5_locale(&config.locale) {
        add("locale", &encode(&locale));
    }
    let payee = config.business.as_ref();
    if let Some(payee) = payee.filter(|payee| payee.is_account_id()) {
        add("merchant-id", payee.as_str());
    }
    Some(url)
}

/// `de-AT` as v5 takes it, `de_AT`; `None` for a language without a country.
fn v5_locale(locale: &str) -> Option<String> {
    let (language, country) = locale.split_once('-')?;
    let is_known = language.len() == 2 && country.len() == 2;
    is_known.then(|| format!("{language}_{country}"))
}

/// A short name of a text (FNV-1a).
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
