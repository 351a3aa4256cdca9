//! What was sent to PayPal and for what, kept in the browser until it is paid.

use leptos_paypal_core::{CheckoutId, CheckoutRef, CheckoutStatus, LineKey, Money};
use wasm_bindgen::JsValue;

use crate::browser::js::{self, Object};
use crate::browser::{page, read};
use crate::config::CheckoutPath;

/// How long the same content is the same checkout, in minutes. Longer, and
/// a buyer who paid but never came back could not buy the same again.
const SAME_FOR: u32 = 180;

/// One checkout: what a retry has to match, and what to take out of the cart
/// when it is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The key a retry is recognized by; on a page without a server, the
    /// checkout's id.
    pub(crate) key: CheckoutId,
    /// The checkout's name, once there is one.
    pub(crate) name: Option<CheckoutRef>,
    /// How it goes to PayPal.
    pub(crate) path: CheckoutPath,
    /// The language that PayPal was asked to speak; a retry asks for the same.
    pub(crate) locale: Option<String>,
    /// Where the buyer agrees to it, where PayPal said so.
    pub(crate) approval: Option<String>,
    /// What was last heard of it. Nothing is left to be paid for in one that
    /// was paid.
    pub(crate) seen: Option<CheckoutStatus>,
    /// Whether it pays for one article beside the cart.
    pub(crate) single: bool,
    /// What it comes to.
    pub(crate) total: Money,
    /// Line and quantity.
    pub(crate) lines: Vec<(LineKey, u32)>,
    /// When it was made, in minutes.
    pub(crate) made: u32,
}

impl Record {
    /// Whether this is the same checkout, made not long ago.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.single == other.single
            && self.path == other.path
            && self.total == other.total
            && self.lines == other.lines
            && other.made.saturating_sub(self.made) < SAME_FOR
    }

    fn read(value: &JsValue) -> Option<Self> {
        let mut record = Self {
            total: read::total(value)?,
            path: CheckoutPath::from_names(
                js::text(value, "path").as_deref(),
                js::text(value, "api").as_deref(),
            )?,
            made: js::integer(value, "made")?,
            key: js::text(value, "key")?.parse().ok()?,
            name: read::name(value, "id"),
            locale: js::text(value, "locale"),
            approval: js::text(value, "approval"),
            seen: read::status(value, "seen"),
            single: js::flag(value, "single"),
            lines: Vec::new(),
        };
        for line in &js::entries(value, "lines") {
            let key = LineKey::from_text(js::text(line, "key")?);
            record.lines.push((key, js::integer(line, "quantity")?));
        }
        Some(record)
    }

    fn write(&self) -> JsValue {
        let (path, api) = self.path.names();
        let written = Object::new();
        written.text("key", self.key.as_str());
        written.given("id", self.name.as_ref().map(CheckoutRef::as_str));
        written.text("path", path);
        written.given("api", api);
        written.given("locale", self.locale.as_deref());
        written.given("approval", self.approval.as_deref());
        written.given("seen", self.seen.map(CheckoutStatus::as_str));
        written.put("single", &self.single.into());
        written.text("currency", self.total.currency().code());
        written.text("total", &self.total.text());
        let mut lines: Vec<JsValue> = Vec::new();
        for (key, quantity) in &self.lines {
            let line = Object::new();
            line.text("key", key.as_str());
            line.number("quantity", *quantity);
            lines.push(line.into());
        }
        written.put("lines", &lines.into());
        written.number("made", self.made);
        written.into()
    }
}

/// The checkouts this browser knows. What cannot be read is passed over, and
/// where storage is blocked there are none: there is no return page then
/// either that could use them.
pub(crate) struct Records {
    place: String,
}

impl Records {
    /// Those kept beside the cart of that name.
    pub(crate) fn beside(storage_key: &str) -> Self {
        Self {
            place: [storage_key, "-checkouts"].concat(),
        }
    }

    fn find(&self, is_it: impl Fn(&Record) -> bool) -> Option<Record> {
        let all = js::list(&page::load(&self.place));
        all.iter().filter_map(Record::read).find(is_it)
    }

    /// The one that is already there for the same content.
    pub(crate) fn same(&self, wanted: &Record) -> Option<Record> {
        self.find(|known| known.is_same(wanted))
    }

    /// The one of that checkout.
    pub(crate) fn of(&self, name: &CheckoutRef) -> Option<Record> {
        self.find(|known| known.name.as_ref() == Some(name))
    }

    /// Keeps one, in place of what its key had.
    pub(crate) fn keep(&self, record: &Record) {
        page::remember(&self.place, record.key.as_str(), &record.write());
    }

    /// Forgets one.
    pub(crate) fn forget(&self, key: &CheckoutId) {
        page::remember(&self.place, key.as_str(), &JsValue::UNDEFINED);
    }
}
