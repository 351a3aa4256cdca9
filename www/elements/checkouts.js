// The checkouts that this browser started, beside its cart: the return page
// believes a link only about one of them. The module keeps its own there too.

import { newCheckoutId, rememberedCheckouts, sameCheckoutMinutes } from './rules.js';

const placeOf = ({ storageKey = 'checkout-cart' }) => `${storageKey}-checkouts`;

function stored(options) {
  try {
    const list = JSON.parse(localStorage.getItem(placeOf(options)));
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

const content = ({ single, path, currency, total, lines }) => JSON.stringify([single, path, currency, total, lines]);

/** A checkout of one article: the one that was started for the same, else a new one. */
export function checkoutOf(options, { currency, total, lines }) {
  const made = Math.floor(Date.now() / 60_000);
  const wanted = { path: 'page', single: true, currency, total, lines, made };
  const same = stored(options).find((known) => content(known) === content(wanted) && made - known.made < sameCheckoutMinutes);
  if (same) return same;
  const id = newCheckoutId();
  return { key: id, id, ...wanted };
}

/** Keeps a checkout. Where storage is blocked, the return page knows none. */
export function keepCheckout(options, checkout) {
  try {
    const others = stored(options).filter(({ key }) => key !== checkout.key);
    localStorage.setItem(placeOf(options), JSON.stringify([...others, checkout].slice(-rememberedCheckouts)));
  } catch {
    // Blocked or full.
  }
}
