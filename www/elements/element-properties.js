import { LOOK, TERMS, propertyOf } from './attributes.js';

/** Value of an attribute: JSON, else the text as it is, which is refused later. */
function fromJson(value) {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

const counted = (text) => (text == null ? undefined : Number(text));

/**
 * The article of an element: `product`, or what its attributes say. Where one
 * of these is there, even empty, it is about an article, and nothing else.
 */
export function articleOf(element, options) {
  // What cannot be read is refused by the module.
  if (element.product !== null) return fromJson(element.product) ?? element.product;
  if (!['sku', 'name', 'price'].some((name) => element.hasAttribute(name))) return undefined;
  const article = {};
  for (const attribute of ['sku', 'name', 'picture']) {
    if (element[attribute] !== null) article[attribute] = element[attribute];
  }
  const { price, currency, maxQuantity } = element;
  if (price !== null) article.price = { value: price, currency: currency ?? options.currency };
  if (maxQuantity !== null) article.maxQuantity = counted(maxQuantity);
  article.sku ??= article.name;
  // The choices that are made are all that there are.
  const choices = choicesOf(element);
  if (price !== null && Array.isArray(choices)) article.options = choices.map(({ name, value }) => ({ name, choices: [{ value }] }));
  return article;
}

/** The choices of a button, as pairs. */
export function choicesOf(element) {
  const options = fromJson(element.options);
  if (!options || typeof options !== 'object' || Array.isArray(options)) return options ?? undefined;
  return Object.entries(options).map(([name, value]) => ({ name, value }));
}

/** Properties of an element that the module gets. */
export function propertiesOf(element, options) {
  const { kind } = element.constructor;
  const look = Object.fromEntries(LOOK.map((name) => [name, element[name] ?? undefined]));
  if (kind === 'cart') return { ...look, dialog: element.dialog };
  if (kind === 'return') return { query: location.search + location.hash };
  if (kind === 'button' && element.hostedButtonId) {
    return { ...look, hosted: { buttonId: element.hostedButtonId, options: choicesOf(element) } };
  }
  if (kind === 'button' && /^(donate|subscribe)$/.test(element.label)) {
    const { offer, name, sku, price, suggested } = element;
    const terms = Object.fromEntries(TERMS.map(propertyOf).map((term) => [term, element[term] ?? undefined]));
    const article = { offer, name, sku, price, suggested, currency: element.currency ?? options.currency };
    return { ...look, [element.label]: { ...article, ...terms, options: choicesOf(element) } };
  }
  if (kind === 'button' && element.label === 'viewcart') return { ...look, paypalCart: {} };
  const product = articleOf(element, options);
  if (kind === 'add') return { product };
  const chosen = { product, options: choicesOf(element), quantity: counted(element.quantity) };
  return element.label === 'addtocart' ? { ...look, paypalCart: { add: true, ...chosen } } : { ...look, ...chosen };
}
