// Reads articles and choices out of form variables and of what other scripts kept.

import { decimal, displayText, minorUnits, wholeNumber } from './rules.js';

/** An amount with exactly the currency's decimals, or nothing; never rounded. */
export function amount(value, currency) {
  // Zeros after the currency's decimals change nothing.
  const text = String(value ?? '')
    .trim()
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  try {
    return { value: decimal(minorUnits(text, currency), currency), currency };
  } catch {
    return undefined;
  }
}

/** An article's number: its own, or one made of its name. */
const number = (own, name) => displayText('item_number', String(own || name).trim());

/** A line, when all of it can be read. */
export function line({ sku, name, price, options, menus = [], quantity, picture }, currency) {
  const read = amount(price, currency);
  const count = wholeNumber(quantity ?? 1);
  if (!name || !read || !count) return undefined;
  return {
    product: {
      sku: number(sku, name),
      name: String(name),
      price: read,
      ...(picture && { picture }),
      ...(menus.length > 0 && { options: menus }),
    },
    options,
    quantity: count,
  };
}

/** `on0`/`os0` and following. */
function formOptions(get) {
  const options = [];
  for (let index = 0; get(`on${index}`); index += 1) {
    const value = get(`os${index}`);
    if (value) options.push({ name: String(get(`on${index}`)), value: String(value) });
  }
  return options;
}

/** A line of PayPal's variables. */
export function fromVariables(get, currency, menus) {
  const own = get('currency_code');
  if (own && own !== currency) return undefined;
  // PayPal takes the one for the other, minicart.js adds them up.
  if (get('amount') && get('option_amount0')) return undefined;
  return line(
    {
      sku: get('item_number'),
      name: get('item_name'),
      price: get('amount') ?? menus?.flatMap((menu) => menu.choices).find((choice) => choice.price)?.price.value,
      quantity: get('quantity') || 1,
      options: formOptions(get),
      menus,
    },
    currency,
  );
}

/** Choices of a control: a menu's or radio buttons' values, or the one that is fixed. */
function choices(control) {
  if (!control) return [];
  if (control.options) return Array.from(control.options, ({ value }) => value);
  if (control instanceof RadioNodeList) return Array.from(control, ({ value }) => value);
  // What is typed is no choice.
  if (control.type && control.type !== 'hidden') return [];
  return [control.value ?? control.textContent.trim()];
}

/** The menus of an article; one of them may have prices of its own. */
export const menusOf = (named, priced, prices) =>
  named
    .map(([name, control], index) => ({
      name,
      choices: choices(control)
        .filter(Boolean)
        .map((value) => ({ value, ...(index === priced && prices.has(value) && { price: prices.get(value) }) })),
    }))
    .filter((option) => option.choices.length > 0);
