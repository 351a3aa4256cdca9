//! What was sent to PayPal and for what, kept in the browser until it is paid.

use leptos_paypal_core::{CheckoutId, CheckoutRef, CheckoutStatus, Currency, LineKey, Money};
use wasm_bindgen::JsValue;

use crate::browser::{js, storage, write};
use crate::config::CheckoutPath;

/// How many checkouts are remembered.
const KEPT: usize = 12;

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
        let currency: Currency = js::text(value, "currency")?.parse().ok()?;
        Some(Self {
            key: js::text(value, "key")?.parse().ok()?,
            name: js::text(value, "id").and_then(|name| name.parse().ok()),
            path: CheckoutPath::from_names(
                js::text(value, "path").as_deref(),
                js::text(value, "api").as_deref(),
            )?,
            locale: js::text(value, "locale"),
            approval: js::text(value, "approval"),
            seen: js::text(value, "seen").and_then(|seen| CheckoutStatus::from_name(&seen)),
            single: js::flag(value, "single"),
            total: Money::parse(&js::text(value, "total")?, currency).ok()?,
            lines: js::entries(value, "lines")
                .iter()
                .map(|line| {
                    let key = LineKey::from_text(js::text(line, "key")?);
                    Some((key, js::integer(line, "quantity")?))
                })
                .collect::<Option<_>>()?,
            made: js::integer(value, "made")?,
        })
    }

    fn write(&self) -> JsValue {
        let optional = |text: Option<&str>| text.map_or(JsValue::UNDEFINED, write::text);
        let (path, api) = self.path.names();
        js::object(&[
            ("key", write::text(self.key.as_str())),
            ("id", optional(self.name.as_ref().map(CheckoutRef::as_str))),
            ("path", write::text(path)),
            ("api", optional(api)),
            ("locale", optional(self.locale.as_deref())),
            ("approval", optional(self.approval.as_deref())),
            ("seen", optional(self.seen.map(CheckoutStatus::as_str))),
            ("single", self.single.into()),
            ("currency", write::text(self.total.currency().code())),
            ("total", write::text(&self.total.text())),
            (
                "lines",
                js::array(self.lines.iter().map(|(key, quantity)| {
                    js::object(&[
                        ("key", write::text(key.as_str())),
                        ("quantity", (*quantity).into()),
                    ])
                })),
            ),
            ("made", self.made.into()),
        ])
    }
}

/// The checkouts this browser knows.
pub(crate) struct Records {
    place: String,
    list: Vec<Record>,
}

impl Records {
    /// Those kept beside the cart of that name; none where storage is blocked
    /// or what is there cannot be read.
    pub(crate) fn load(storage_key: &str) -> Self {
        let place = [storage_key, "-checkouts"].concat();
        let kept = storage::read(&place).ok().flatten();
        let kept = js::object(&[("kept", kept.unwrap_or(JsValue::NULL))]);
        let list = js::entries(&kept, "kept")
            .iter()
            .filter_map(Record::read)
            .collect();
        Self { place, list }
    }

    /// The one that is already there for the same content.
    pub(crate) fn same(&self, wanted: &Record) -> Option<Record> {
        self.list
            .iter()
            .find(|known| known.is_same(wanted))
            .cloned()
    }

    /// The one of that checkout.
    pub(crate) fn of(&self, name: &CheckoutRef) -> Option<Record> {
        self.list
            .iter()
            .find(|known| known.name.as_ref() == Some(name))
            .cloned()
    }

    /// Keeps one, in place of what its key had.
    pub(crate) fn keep(&mut self, record: Record) {
        self.list.retain(|known| known.key != record.key);
        self.list.push(record);
        let surplus = self.list.len().saturating_sub(KEPT);
        self.list.drain(..surplus);
        self.save();
    }

    /// Forgets one.
    pub(crate) fn forget(&mut self, key: &CheckoutId) {
        self.list.retain(|known| known.key != *key);
        self.save();
    }

    fn save(&self) {
        if self.list.is_empty() {
            storage::remove(&self.place);
            return;
        }
        // Without storage there is no return page that could use it either.
        let _ = storage::write(&self.place, &js::array(self.list.iter().map(Record::write)));
    }
}
