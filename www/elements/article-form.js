import { checkoutOf } from './checkouts.js';
import { articleOf, choicesOf } from './element-properties.js';
import { problem } from './problem.js';
import { returnFields } from './return-fields.js';
import { checkCurrency, commands, decimal, displayText, minorUnits, missing, period, webscr, wholeNumber } from './rules.js';

/** A whole number from 1. */
function counted(value) {
  const count = wholeNumber(value ?? 1);
  if (!count) {
    throw problem('quantity_not_positive', `The quantity is "${value}". It has to be a whole number from 1.`, { option: 'quantity', value });
  }
  return count;
}

/** Choices as form variables. */
function optionFields(choices = []) {
  if (!Array.isArray(choices)) {
    throw problem('variable_invalid', `The options are "${choices}", which is no JSON.`, { option: 'options', value: choices });
  }
  return Object.fromEntries(choices.flatMap(({ name, value }, index) => [[`on${index}`, name], [`os${index}`, value]]));
}

/** The form that a button's attributes make: for one article, to which the shop adds nothing. */
export function articleForm(button, options) {
  const { environment, business } = options;
  const { label, quantity } = button;
  const { sku, name, price } = articleOf(button, options) ?? {};
  const choices = choicesOf(button);
  const currency = price?.currency ?? button.currency ?? options.currency;
  const isDonation = label === 'donate';
  const action = webscr(environment);
  checkCurrency(currency);
  if (!business) throw missing('business', 'the e-mail address or account id of who is paid');
  if (!name) throw missing('name', 'what the buyer pays for');
  // A donation may leave the amount to the buyer.
  const units = isDonation && price == null ? undefined : minorUnits(price?.value, currency);
  const count = counted(isDonation || label === 'subscribe' ? null : quantity);
  const total = units && decimal(units * count, currency);
  const checkout = checkoutOf(options, {
    currency,
    total,
    lines: [{ key: JSON.stringify([label, sku ?? name, choices]), quantity: count }],
  });
  const [periods, unit] = label === 'subscribe' ? period(button.every ?? '1 M') : [];
  const fields = {
    cmd: (isDonation && commands.donate) || (unit && commands.subscribe) || commands.buyNow,
    charset: 'utf-8',
    business,
    currency_code: currency,
    item_name: displayText('item_name', name),
    item_number: sku === name ? null : sku,
    ...(unit ? { a3: price.value, p3: periods, t3: unit, src: 1, no_note: 1 } : { amount: price?.value, quantity: isDonation ? null : quantity }),
    ...optionFields(choices),
    custom: checkout.id,
    invoice: checkout.id,
    ...returnFields(options, checkout.id),
  };
  return {
    action,
    checkout,
    currency,
    total,
    fields: Object.entries(fields)
      .filter(([, value]) => value != null)
      .map(([field, value]) => ({ name: field, value: String(value) })),
  };
}
