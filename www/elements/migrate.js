// Reads what minicart.js and simpleCart.js left in a browser, and their markup.
// A file of its own: pages that have neither do not load it.

import { fromVariables, line, menusOf } from './form-line.js';

export { readForm } from './read-form.js';

const MINICART = 'PPMiniCart';
const SIMPLECART = 'simpleCart_items';

/** Fields of a line of simpleCart.js that are not options. */
const KNOWN = new Set(['id', 'name', 'price', 'quantity', 'item_number', 'shipping', 'tax', 'taxRate', 'taxrate', 'thumb', 'image', 'total', 'link', 'decrement', 'increment', 'remove', 'add']);

/** Sorts what can be read from what cannot. */
function sorted(all, read) {
  const cart = { lines: [], skipped: [] };
  for (const value of all) {
    const found = read(value);
    if (found) cart.lines.push(found);
    else cart.skipped.push({ reason: 'article_unreadable', value });
  }
  return cart;
}

function stored(storage, name, decode = (text) => text) {
  try {
    return JSON.parse(decode(storage.getItem(name) ?? 'null'));
  } catch {
    return undefined;
  }
}

export function readMinicart({ currency, name = MINICART, storage = localStorage }) {
  const kept = stored(storage, name, decodeURIComponent);
  if (!kept?.value || new Date(kept.expires) < Date.now()) return { lines: [], skipped: [] };
  const { items = [], settings = {} } = kept.value;
  const common = settings.currency_code;
  return sorted(items, (item) => fromVariables((field) => item[field] ?? (field === 'currency_code' ? common : undefined), currency));
}

export function readSimpleCart({ currency, name = SIMPLECART, storage = localStorage }) {
  const items = Object.values(stored(storage, name) ?? {});
  return sorted(items, (item) =>
    line(
      {
        // Ids such as SCI-1 are only counted up.
        sku: item.item_number,
        name: item.name,
        price: item.price,
        quantity: item.quantity,
        picture: item.thumb ?? item.image,
        options: Object.entries(item)
          .filter(([key, value]) => !KNOWN.has(key) && typeof value === 'string' && value)
          .map(([option, value]) => ({ name: option, value })),
      },
      currency,
    ),
  );
}

export function readShelfItem(element, currency) {
  const values = {};
  const named = [];
  for (const part of element.querySelectorAll('[class*="item_"]')) {
    const name = /(?:^|\s)item_(\w+)/.exec(part.className)?.[1]?.toLowerCase();
    const value = part.value ?? part.getAttribute('src') ?? part.textContent;
    if (name) {
      values[name] = value.trim();
      if (!KNOWN.has(name) && name !== 'number') named.push([name, part]);
    }
  }
  const { price = '', quantity, name, number: own } = values;
  return line(
    {
      sku: own,
      name,
      // $1,234.50 is one; 12,50 could be two things, and is none.
      price: /,\d{1,2}$/.test(price) ? '' : price.replace(/[^\d.]/g, ''),
      quantity: quantity ?? 1,
      picture: values.thumb ?? values.image,
      options: named.map(([option]) => ({ name: option, value: values[option] })).filter(({ value }) => value),
      menus: menusOf(named),
    },
    currency,
  );
}

/** Lines of the same article with the same choices are one. */
function merged(lines) {
  const all = new Map();
  for (const { product, options, quantity } of lines) {
    const key = JSON.stringify([product.sku, options]);
    const known = all.get(key);
    if (known) known.quantity += quantity;
    else all.set(key, { item: { ...product, options }, quantity });
  }
  return [...all.values()];
}

export function takeOver({ currency, storageKey = 'checkout-cart', storage = localStorage }) {
  const read = [
    [MINICART, readMinicart({ currency, storage })],
    [SIMPLECART, readSimpleCart({ currency, storage })],
  ];
  const lines = merged(read.flatMap(([, cart]) => cart.lines));
  if (lines.length === 0 || stored(storage, storageKey)?.lines?.length) return 0;
  storage.setItem(storageKey, JSON.stringify({ version: 1, currency, lines }));
  for (const [name, cart] of read) {
    // What could not be read stays for whoever wants to look at it.
    if (cart.lines.length > 0 && cart.skipped.length === 0) storage.removeItem(name);
  }
  return lines.length;
}
