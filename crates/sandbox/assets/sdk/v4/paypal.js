// The global object.

const FUNDING = { PAYPAL: 'paypal', VENMO: 'venmo', CREDIT: 'credit', CARD: 'card', IDEAL: 'ideal', ELV: 'elv', BANCONTACT: 'bancontact', GIROPAY: 'giropay', SOFORT: 'sofort', EPS: 'eps', MYBANK: 'mybank', P24: 'p24' };
const CARD = { VISA: 'visa', MASTERCARD: 'mastercard', AMEX: 'amex', DISCOVER: 'discover', HIPER: 'hiper', ELO: 'elo', JCB: 'jcb', CUP: 'cup' };

window.paypal = {
  version: '4.0.347',
  Button,
  rest,
  request,
  Promise,
  FUNDING,
  CARD,
  ENV: { LOCAL: 'local', STAGE: 'stage', SANDBOX: 'sandbox', PRODUCTION: 'production', TEST: 'test', DEMO: 'demo' },
  config: {},
  isEligible: () => true,
  isFundingRemembered: () => false,
  setup() {},
  PopupOpenError: class PopupOpenError extends Error {},
};
