import { amount, fromVariables, menusOf } from './form-line.js';

/** The article that a PayPal form sells, with its menus, and the choices that are made in it. */
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
  return fromVariables(get, currency, menusOf(named, Number(get('option_index') ?? 0), prices));
}
