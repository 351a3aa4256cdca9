//! The browser itself: what `page.js` exports. Nothing of it throws.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    pub(crate) fn get(value: &JsValue, name: &str) -> JsValue;
    pub(crate) fn put(value: &JsValue, name: &str, field: &JsValue);
    #[wasm_bindgen(js_name = put)]
    pub(crate) fn put_text(value: &JsValue, name: &str, field: Option<&str>);
    #[wasm_bindgen(js_name = put)]
    pub(crate) fn put_number(value: &JsValue, name: &str, field: u32);
    pub(crate) fn whole(value: &JsValue) -> Option<u32>;
    pub(crate) fn list(value: &JsValue) -> Vec<JsValue>;
    pub(crate) fn parameters(query: &str) -> Vec<JsValue>;
    pub(crate) fn object() -> JsValue;
    pub(crate) fn pairs(value: &JsValue) -> JsValue;
    pub(crate) fn named(pairs: Option<&JsValue>) -> JsValue;
    pub(crate) fn problem(code: &str, what: &str) -> JsValue;

    pub(crate) fn build(template: &str, handle: JsValue) -> Element;
    pub(crate) fn value(text: &str);
    pub(crate) fn fill(element: &Element);
    pub(crate) fn mount(host: &Element, element: &Element);
    pub(crate) fn listen(event: &str, handle: JsValue);
    pub(crate) fn unmount(element: &Element);
    pub(crate) fn fire(element: &JsValue, name: &str, detail: &JsValue) -> bool;
    #[wasm_bindgen(js_name = fireAll)]
    pub(crate) fn fire_all(selector: &str, name: &str, detail: &JsValue);

    pub(crate) fn soon(run: &JsValue);
    pub(crate) fn sleep(milliseconds: u32, then: JsValue);

    pub(crate) fn load(key: &str) -> JsValue;
    pub(crate) fn keep(key: &str, value: &JsValue) -> bool;
    pub(crate) fn recall(place: &str, id: &str) -> JsValue;
    pub(crate) fn same(place: &str, wanted: &JsValue, minutes: u32) -> JsValue;
    pub(crate) fn remember(place: &str, key: &str, entry: &JsValue);

    pub(crate) fn call(url: &str, body: &JsValue, timeout: u32, then: JsValue);
    pub(crate) fn leave(address: &str, fields: Option<&JsValue>) -> bool;
    pub(crate) fn random(length: u32) -> Option<Vec<u8>>;

    pub(crate) fn number(
        locale: &str,
        currency: &str,
        decimals: u8,
        decimal: &str,
    ) -> Option<String>;
    pub(crate) fn plural(locale: &str, count: u32) -> Option<String>;
}
