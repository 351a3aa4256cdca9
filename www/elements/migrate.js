// Reads what minicart.js and simpleCart.js left in a browser, and their markup.
// A file of its own: pages that have neither do not load it.

const MINICART = 'PPMiniCart';
const SIMPLECART = 'simpleCart_items';

/** What a line is about in simpleCart.js, and not an option. */
const KNOWN = new Set(['id', 'name', 'price', 'quantity', 'item_number', 'shipping', 'tax', 'taxRate', 'taxrate', 'thumb', 'image', 'total', 'link', 'decrement', 'increment', 'remove', 'add']);

/** An amount with exactly the currency's decimals, or nothing; never rounded. */
function amount(value, currency) {
  const found = /^\d+(?:\.(\d+))?$/.exec(String(value).trim());
  if (!found) return undefined;
  const [whole, decimals = ''] = String(value).trim().split('.');
  const wanted = /^(HUF|JPY|TWD)$/.test(currency) ? 0 : 2;
  if (/[1-9]/.test(decimals.slice(wanted))) return undefined;
  const digits = decimals.slice(0, wanted).padEnd(wanted, '0');
  return { value: wanted ? `${whole}.${digits}` : whole, currency };
}

/** An article's number: its own, or one made of its name. */
const number = (own, name) => String(own || name).trim().slice(0, 127);

const quantityOf = (value) => {
  const quantity = Number(value ?? 1);
  return Number.isInteger(quantity) && quantity > 0 ? quantity : undefined;
};

/** A line, when all of it can be read. */
function line({ sku, name, price, options, menus = [], quantity, picture }, currency) {
  const read = amount(price, currency);
  const count = quantityOf(quantity);
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

function fields(get, currency, menus) {
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

/** What can be chosen in a control: a menu's or radio buttons' values, or the one that is fixed. */
function choices(control) {
  if (!control) return [];
  if (control.options) return Array.from(control.options, ({ value }) => value);
  if (control instanceof RadioNodeList) return Array.from(control, ({ value }) => value);
  // What is typed is no choice.
  if (control.type && control.type !== 'hidden') return [];
  return [control.value ?? control.textContent.trim()];
}

/** The menus of an article; one of them may have prices of its own. */
const menusOf = (named, priced, prices) =>
  named
    .map(([name, control], index) => ({
      name,
      choices: choices(control)
        .filter(Boolean)
        .map((value) => ({ value, ...(index === priced && prices.has(value) && { price: prices.get(value) }) })),
    }))
    .filter((option) => option.choices.length > 0);

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
  return sorted(items, (item) => fields((field) => item[field] ?? (field === 'currency_code' ? common : undefined), currency));
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

export function readForm(form, currency) {
  const given = new FormData(form);
  const get = (name) => given.get(name) ?? undefined;
  const named = [];
  for (let index = 0; get(`on${index}`); index += 1) {
    named.push([get(`on${index}`), form.elements.namedItem(`os${index}`)]);
  }
  const prices = new Map();
  for (let index = 0; get(`option_amount${index}`); index += 1) {
    const price = amount(get(`option_amount${index}`), currency);
    if (!price) return undefined;
    prices.set(get(`option_select${index}`), price);
  }
  return fields(get, currency, menusOf(named, Number(get('option_index') ?? 0), prices));
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
