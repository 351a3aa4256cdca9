// The global object.

/** `{ PAYPAL: 'paypal', … }`. */
const byName = (names) => Object.fromEntries(names.map((name) => [name.toUpperCase(), name]));

const FUNDING = byName(['paypal', 'venmo', 'credit', 'card', 'ideal', 'elv', 'bancontact', 'giropay', 'sofort', 'eps', 'mybank', 'p24']);
const CARD = byName(['visa', 'mastercard', 'amex', 'discover', 'hiper', 'elo', 'jcb', 'cup']);

window.paypal = {
  version: '4.0.347',
  Button,
  rest,
  request,
  Promise,
  FUNDING,
  CARD,
  ENV: byName([...ENVIRONMENTS, 'demo']),
  config: {},
  isEligible: () => true,
  isFundingRemembered: () => false,
  setup() {},
  PopupOpenError: class PopupOpenError extends Error {},
};
