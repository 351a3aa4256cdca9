//! What was sent to PayPal and for what, kept in the browser until it is paid.

use leptos_paypal_core::{Cart, CheckoutId, CheckoutRef, CheckoutStatus, LineKey, Money};
use wasm_bindgen::JsValue;

use crate::browser::js::{self, Object};
use crate::browser::{page, read};
use crate::config::CheckoutPath;

/// How long the same content is the same checkout, in minutes. Longer, and
/// a buyer who paid but never came back could not buy the same again.
const SAME_FOR: u32 = 180;

/// One checkout: what a retry has to match, and what to take out of the cart
/// when it is paid. It stays as the browser keeps it, since hardly anything of
/// it is ever looked at.
pub(crate) struct Record {
    /// The key a retry is recognized by; on a page without a server, the
    /// checkout's id.
    pub(crate) key: CheckoutId,
    /// `key`; `id`: the checkout's name, once there is one; `path` and `api`:
    /// how it goes to PayPal; `locale`: the language that PayPal was asked to
    /// speak; `approval`: where the buyer agrees to it, where PayPal said so;
    /// `seen`: what was last heard of it; `single`: whether it pays for one
    /// article beside the cart; `currency` and `total`; `lines` with their `key`
    /// and `quantity`; `made`: when, in minutes, as [`Records::same`] knows.
    kept: Object,
}

impl Record {
    /// A new one, of what is in `cart`.
    pub(crate) fn new(
        key: CheckoutId,
        path: CheckoutPath,
        locale: &str,
        cart: &Cart,
        single: bool,
        total: Money,
    ) -> Self {
        let kept = Object::new();
        kept.text("key", key.as_str());
        let (name, api) = path.names();
        kept.text("path", name);
        kept.given("api", api);
        if path != CheckoutPath::Form {
            // PayPal's pages follow the form's own settings.
            kept.text("locale", locale);
        }
        kept.put("single", &single.into());
        kept.total(total);
        let mut lines: Vec<JsValue> = Vec::new();
        for line in cart.lines() {
            let written = Object::new();
            written.text("key", line.item.key().as_str());
            written.number("quantity", line.quantity);
            lines.push(written.into());
        }
        kept.put("lines", &lines.into());
        Self { key, kept }
    }

    /// One as it was kept; nothing without a key.
    fn read(kept: JsValue) -> Option<Self> {
        Some(Self {
            key: read::parsed(&kept, "key").ok()?,
            kept: kept.into(),
        })
    }

    /// A field as it is kept.
    pub(crate) fn field(&self, name: &str) -> JsValue {
        js::get(self.kept.as_ref(), name)
    }

    pub(crate) fn is_single(&self) -> bool {
        js::flag(self.kept.as_ref(), "single")
    }

    pub(crate) fn total(&self) -> Option<Money> {
        read::total(self.kept.as_ref())
    }

    pub(crate) fn approval(&self) -> Option<String> {
        js::text(self.kept.as_ref(), "approval")
    }

    pub(crate) fn seen(&self) -> Option<CheckoutStatus> {
        read::status(self.kept.as_ref(), "seen")
    }

    pub(crate) fn set_name(&self, name: &CheckoutRef) {
        self.kept.text("id", name.as_str());
    }

    pub(crate) fn set_approval(&self, approval: Option<&str>) {
        self.kept.given("approval", approval);
    }

    pub(crate) fn set_seen(&self, status: CheckoutStatus) {
        self.kept.text("seen", status.as_str());
    }

    /// Lines and quantities that were paid. Without lines it is nothing that
    /// could be paid again.
    pub(crate) fn take_lines(&self) -> Vec<(LineKey, u32)> {
        let mut lines = Vec::new();
        for line in &js::entries(self.kept.as_ref(), "lines") {
            if let (Some(key), Some(quantity)) =
                (js::text(line, "key"), js::integer(line, "quantity"))
            {
                lines.push((LineKey::from_text(key), quantity));
            }
        }
        self.kept.put("lines", &JsValue::UNDEFINED);
        lines
    }
}

/// The checkouts this browser knows. Where storage is blocked there are none:
/// there is no return page then either that could use them.
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

    /// The one that is already there for the same content, or else the wanted.
    pub(crate) fn same(&self, wanted: Record) -> Record {
        let same = page::same(&self.place, wanted.kept.as_ref(), SAME_FOR);
        Record::read(same).unwrap_or(wanted)
    }

    /// The one of that checkout.
    pub(crate) fn of(&self, name: &CheckoutRef) -> Option<Record> {
        Record::read(page::recall(&self.place, name.as_str()))
    }

    /// Keeps one, in place of what its key had.
    pub(crate) fn keep(&self, record: &Record) {
        page::remember(&self.place, record.key.as_str(), record.kept.as_ref());
    }

    /// Forgets one.
    pub(crate) fn forget(&self, key: &CheckoutId) {
        page::remember(&self.place, key.as_str(), &JsValue::UNDEFINED);
    }
}
