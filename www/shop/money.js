// Money as the buyer reads it.

/** Formats `{value, currency}`; the decimal string is never made a float. */
export function money({ value, currency }, locale) {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value);
}

/** The cheapest price of an article and whether its choices cost more. */
export function priceFrom(product) {
  const prices = [
    product.price,
    ...(product.options ?? []).flatMap((option) =>
      option.choices.flatMap((choice) => (choice.price ? [choice.price] : [])),
    ),
  ];
  // Both sides have the currency's decimals, so the digits compare as integers.
  const minor = (price) => BigInt(price.value.replace('.', ''));
  const lowest = prices.reduce((low, price) => (minor(price) < minor(low) ? price : low));
  return { lowest, varies: prices.some((price) => minor(price) !== minor(lowest)) };
}
