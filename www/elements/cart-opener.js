import { make } from './dom.js';

/** The stored cart, as far as it is known without the module. */
export function storedCart({ storageKey = 'checkout-cart' }) {
  try {
    const { lines, currency } = JSON.parse(localStorage.getItem(storageKey));
    return { lines: [], units: lines.reduce((units, { quantity }) => units + quantity, 0), currency };
  } catch {
    return { lines: [], units: 0 };
  }
}

/** The button that opens a cart's dialog, with the count. */
export function opener(cart, { messages, locale, ...options }) {
  const { units } = storedCart(options);
  const button = make(
    'button',
    { type: 'button', class: 'o', part: 'open', 'aria-haspopup': 'dialog', 'aria-busy': cart._busy },
    messages?.['cart.open'] ?? 'Cart',
  );
  if (units) button.append(' ', make('span', { part: 'count' }, units.toLocaleString(locale)));
  button.onclick = () => cart._press();
  return button;
}
