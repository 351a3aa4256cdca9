//! Where a component goes in a Leptos page.

use leptos::html;
use leptos::prelude::*;

use super::tag::Tag;
use crate::state::Shop;

/// A place in the page, with a fallback until the component takes it over. A
/// server renders the fallback alone: it knows nothing of the buyer's cart.
pub(super) fn host(
    fallback: Option<Children>,
    build: impl FnOnce(Shop) -> Tag + 'static,
) -> AnyView {
    let shop = Shop::context();
    let place = NodeRef::<html::Div>::new();
    let owner = Owner::current().unwrap_or_default();
    place.on_load(move |place| {
        let tag = owner.with(|| build(shop));
        place.replace_children_with_node_1(tag.element());
        // Lives as long as the place.
        owner.with(|| on_cleanup_local(tag));
    });
    html::div()
        .class("cx-host")
        .node_ref(place)
        .child(fallback.map(|fallback| fallback()))
        .into_any()
}

fn on_cleanup_local(tag: Tag) {
    StoredValue::new_local(tag);
}
