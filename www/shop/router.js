// The view that the address names. Each is a history entry, so back and forward
// work, and every product can be linked to.

/** `{view: 'product', sku}` or `{view: 'shelf', anchor}` for a location hash. */
export function route(hash) {
  const product = /^#\/product\/(.+)$/.exec(hash);
  if (product) {
    try {
      return { view: 'product', sku: decodeURIComponent(product[1]) };
    } catch {
      return { view: 'product', sku: product[1] };
    }
  }
  const anchor = /^#([a-z][a-z-]*)$/.exec(hash);
  return { view: 'shelf', anchor: anchor ? anchor[1] : null };
}
