import { checkoutOf } from './checkouts.js';
import { returnFields, withQuery } from './return-fields.js';
import { decimal, minorUnits } from './rules.js';

/** Variables that change what a form's amount comes to. */
const ADDED = ['shipping', 'handling', 'handling_cart', 'tax', 'tax_rate', 'discount_amount', 'discount_rate', 'option_amount0'];

/** Nothing when it cannot be read: PayPal then says what is wrong with a form. */
const attempt = (run) => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/**
 * A PayPal form of the page's own, as it is sent: with what the page has
 * configured for the way back, and a checkout id, where the form says nothing
 * else.
 */
export function ownForm(form, submitter, options) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const fields = [...data].map(([name, value]) => ({ name, value: String(value) }));
  const get = (name) => data.get(name) || undefined;
  const currency = get('currency_code');
  // Not for other forms, nor where PayPal keeps the cart, nor where the fields are encrypted.
  const isCheckout = get('cmd') && !get('encrypted') && (get('cmd') !== '_cart' || get('upload'));
  let checkout;
  if (isCheckout) {
    const total = attempt(() => decimal(minorUnits(get('amount'), currency) * Number(get('quantity') ?? 1), currency));
    checkout = checkoutOf(options, {
      currency: currency ?? options.currency ?? '',
      // What PayPal adds is not known here.
      total: ADDED.some(get) ? undefined : total,
      lines: [{ key: JSON.stringify(fields), quantity: 1 }],
    });
    const id = checkout.id;
    const set = (name, value) => {
      if (value == null) return;
      const known = fields.find((field) => field.name === name);
      if (known?.value) return;
      if (known) known.value = value;
      else fields.push({ name, value });
    };
    for (const [name, query] of [
      ['return', `checkout=${id}`],
      ['cancel_return', `checkout=${id}&cancelled=1`],
    ]) {
      const own = get(name) && attempt(() => withQuery(get(name), query));
      if (own) fields.find((field) => field.name === name).value = own;
    }
    const back = attempt(() => returnFields(options, id)) ?? {};
    for (const name in back) set(name, back[name]);
    set('custom', id);
    set('invoice', id);
  }
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
  return {
    action: new URL(action, document.baseURI).href,
    method: form.getAttribute('method') ?? 'get',
    charset: form.acceptCharset || undefined,
    target: submitter?.getAttribute('formtarget') || form.target || undefined,
    checkout,
    total: checkout?.total,
    currency,
    fields,
  };
}
