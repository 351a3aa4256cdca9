// One product on a page of its own.

import { element } from './element.js';
import { picture } from './catalogue.js';
import { money, priceFrom } from './money.js';
import { card } from './shelf.js';
import { text } from './texts.js';

function price(product, locale) {
  const { lowest, varies } = priceFrom(product);
  const amount = money(lowest, locale);
  return varies ? text('from', { price: amount }) : amount;
}

function facts(product, pricing, locale) {
  const lines = [];
  if (product.max_quantity) {
    lines.push(text('limit', { count: String(product.max_quantity) }));
  }
  const shipping = pricing?.shipping;
  if (shipping) {
    const first = money(shipping.first, locale);
    lines.push(
      shipping.free_from
        ? text('shipping-free-from', { price: first, from: money(shipping.free_from, locale) })
        : text('shipping-price', { price: first }),
    );
  }
  lines.push(text('returns'));
  return element('ul', { class: 'facts' }, ...lines.map((line) => element('li', {}, line)));
}

/** Three others to look at, those after it on the shelf first. */
function others(product, products) {
  const at = products.indexOf(product);
  const rest = [...products.slice(at + 1), ...products.slice(0, at)];
  return rest.filter((other) => !other.sold_out).slice(0, 4);
}

function buy(product) {
  if (product.sold_out) {
    return element('p', { class: 'sold-out' }, text('sold-out-long'));
  }
  const add = element(
    'checkout-add',
    {},
    element('a', { class: 'button', href: '/www/static.html' }, text('plain-page')),
  );
  add.product = product;
  return add;
}

/** Fills `view` with a product; its heading takes the focus. */
export function showProduct(view, product, { products, pricing }, locale) {
  view.replaceChildren(
    element(
      'nav',
      { class: 'crumbs', 'aria-label': text('crumbs') },
      element('a', { href: '#/' }, text('back-to-shelf')),
    ),
    element(
      'div',
      { class: 'product' },
      element('div', { class: 'product-picture' }, picture(product, { eager: true })),
      element(
        'div',
        { class: 'product-words' },
        element('h1', { tabindex: '-1' }, element('bdi', { lang: 'en' }, product.name)),
        element('p', { class: 'product-price' }, price(product, locale)),
        element('p', { class: 'product-copy', lang: 'en', dir: 'auto' }, product.description ?? ''),
        buy(product),
        facts(product, pricing, locale),
      ),
    ),
    element(
      'section',
      { class: 'others', 'aria-labelledby': 'others-title' },
      element('h2', { id: 'others-title' }, text('others')),
      element('ul', { class: 'shelf' }, ...others(product, products).map((other) => card(other, locale))),
    ),
  );
}

/** Says that there is no such product. */
export function showMissing(view) {
  view.replaceChildren(
    element(
      'div',
      { class: 'missing' },
      element('h1', { tabindex: '-1' }, text('missing')),
      element('p', {}, text('missing-long')),
      element('a', { class: 'button', href: '#/' }, text('back-to-shelf')),
    ),
  );
}
