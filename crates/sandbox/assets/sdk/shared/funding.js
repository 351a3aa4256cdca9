// Ways to pay. Those that the sandbox has lead to the same pages.

const FUNDING_NAMES = [
  ...['paypal', 'venmo', 'applepay', 'itau', 'credit', 'paylater', 'card', 'ideal', 'sepa', 'bancontact', 'giropay', 'sofort', 'eps'],
  ...['mybank', 'p24', 'payu', 'blik', 'trustly', 'oxxo', 'boleto', 'boletobancario', 'wechatpay', 'mercadopago', 'multibanco'],
  ...['satispay', 'paidy'],
];

/** `paypal.FUNDING`. */
const FUNDING = Object.fromEntries(FUNDING_NAMES.map((name) => [name.toUpperCase(), name]));

/** Currency in which Pay Later is offered, by country. */
const PAY_LATER = { US: 'USD', AU: 'AUD', CA: 'CAD', DE: 'EUR', ES: 'EUR', FR: 'EUR', GB: 'GBP', IT: 'EUR' };

/** Countries with PayPal Credit. */
const CREDIT = ['US', 'GB'];

/** Country and currency of Venmo. */
const VENMO = { country: 'US', currency: 'USD' };

/** Funding sources for a country and currency, in the order of their buttons. */
function eligibleFunding({ country, currency, disabled }) {
  const sources = ['paypal'];
  if (PAY_LATER[country] === currency) {
    sources.push('paylater');
    if (CREDIT.includes(country)) sources.push('credit');
  }
  if (country === VENMO.country && currency === VENMO.currency) sources.push('venmo');
  return sources.filter((source) => source === 'paypal' || !disabled.includes(source));
}
