// The product grid.

import { element } from './element.js';
import { picture } from './catalogue.js';
import { money, priceFrom } from './money.js';
import { text } from './texts.js';

/** Glazes and colours that are shown as dots; the sheet has a class for each. */
const DOTS = ['Slate', 'Ash', 'Celadon', 'Tenmoku', 'Moss', 'Natural', 'Sage', 'Indigo'];

function dots(product) {
  const colours = (product.options ?? [])
    .flatMap((option) => option.choices)
    .filter((choice) => DOTS.includes(choice.value));
  if (colours.length === 0) {
    return [];
  }
  return [
    element(
      'span',
      { class: 'dots', 'aria-hidden': 'true' },
      ...colours.map(({ value }) => element('span', { class: `dot dot-${value.toLowerCase()}` })),
    ),
  ];
}

function price(product, locale) {
  if (product.sold_out) {
    return text('sold-out');
  }
  const { lowest, varies } = priceFrom(product);
  const amount = money(lowest, locale);
  return varies ? text('from', { price: amount }) : amount;
}

/** The address of a product's view. */
export function productAddress(product) {
  return `#/product/${encodeURIComponent(product.sku)}`;
}

/** One product as a card that leads to its view. */
export function card(product, locale, heading = 'h3') {
  return element(
    'li',
    { class: product.sold_out ? 'card card-sold-out' : 'card' },
    element(
      'a',
      { class: 'card-link', href: productAddress(product) },
      element('div', { class: 'card-picture' }, picture(product)),
      element(heading, { class: 'card-name' }, element('bdi', { lang: 'en' }, product.name)),
      element(
        'div',
        { class: 'card-line' },
        element('span', { class: 'card-price' }, price(product, locale)),
        ...dots(product),
      ),
    ),
  );
}

/** Replaces the cards of a shelf; what else stands on it keeps its place. */
export function fillShelf(shelf, products, locale) {
  const note = shelf.querySelector('.shelf-note');
  for (const old of shelf.querySelectorAll('.card')) {
    old.remove();
  }
  const cards = products.map((product) => card(product, locale));
  const before = note ? 5 : cards.length;
  shelf.prepend(...cards.slice(0, before));
  shelf.append(...cards.slice(before));
}
