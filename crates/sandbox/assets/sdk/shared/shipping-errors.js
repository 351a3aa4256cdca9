// PayPal's texts for refusals, which the callbacks of a page may take.

/** For an address. */
const ADDRESS_ERRORS = {
  ADDRESS_ERROR: 'The shop does not ship to this address.',
  COUNTRY_ERROR: 'The shop does not ship to this country.',
  STATE_ERROR: 'The shop does not ship to this state.',
  ZIP_ERROR: 'The shop does not ship to this postal code.',
};

/** For a way of shipping. */
const OPTION_ERRORS = {
  METHOD_UNAVAILABLE: 'The shop does not ship in this way.',
  STORE_UNAVAILABLE: 'Part of the order is not available at this store.',
};

/** Address and way of shipping, as `onShippingChange` of v4 and v5 is told them. */
function shippingChange(address, option) {
  const { city, state, countryCode, postalCode } = address ?? {};
  const { id, label, type, amount } = option ?? {};
  return {
    ...(address && { shipping_address: { city, state, country_code: countryCode, postal_code: postalCode } }),
    ...(option && { selected_shipping_option: { id, label, type, ...(amount && { amount: { currency_code: amount.currencyCode, value: amount.value } }) } }),
  };
}
