// Components of an instance, and the methods that they put on it.

/** Sessions that pay, each with its way to. */
const PAYING = {
  createPayPalOneTimePaymentSession: 'paypal',
  createPayLaterOneTimePaymentSession: 'paylater',
  createPayPalCreditOneTimePaymentSession: 'credit',
  createPayPalGuestOneTimePaymentSession: 'card',
  createVenmoOneTimePaymentSession: 'venmo',
};

const METHODS_OF = {
  'paypal-payments': [
    ...['createPayPalOneTimePaymentSession', 'createPayLaterOneTimePaymentSession', 'createPayPalCreditOneTimePaymentSession'],
    ...['createPayPalSavePaymentSession', 'createPayPalCreditSavePaymentSession'],
  ],
  'paypal-guest-payments': ['createPayPalGuestOneTimePaymentSession'],
  'paypal-subscriptions': ['createPayPalSubscriptionPaymentSession'],
  'paypal-legacy-billing-agreements': ['createPayPalBillingAgreementWithoutPurchase'],
  'venmo-payments': ['createVenmoOneTimePaymentSession', 'createVenmoSavePaymentSession'],
  'card-fields': ['createCardFieldsOneTimePaymentSession', 'createCardFieldsSavePaymentSession'],
  'applepay-payments': ['createApplePayOneTimePaymentSession'],
  'googlepay-payments': ['createGooglePayOneTimePaymentSession'],
  'paypal-messages': [],
  fastlane: ['createFastlane'],
};

const isComponent = (name) => name in METHODS_OF || name.endsWith('-payments');

/** A session that cannot start. A page that asks for eligibility first never gets here. */
class UnavailableSession {
  #method;

  constructor(method) {
    this.#method = method;
  }

  #fail() {
    throw new SessionError('ERR_NOT_ELIGIBLE', `${this.#method} is not available in the offline sandbox`);
  }

  async start(_presentation, started) {
    // Of what the page does meanwhile it is told nothing more.
    started?.catch?.(() => {});
    this.#fail();
  }

  createCardFieldsComponent() {
    this.#fail();
  }

  createPaymentFields() {
    this.#fail();
  }

  async validate() {
    this.#fail();
  }

  async submit() {
    return this.start();
  }

  hasReturned() {
    return false;
  }

  async resume() {
    return this.start();
  }

  cancel() {}

  destroy() {}
}

/** `ideal-payments` is `createIdealOneTimePaymentSession`. */
function localMethod(component) {
  const name = component.replace(/-payments$/, '').replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());
  return `create${name}OneTimePaymentSession`;
}

function methodsOf(component, context) {
  if (component === 'paypal-messages') return { createPayPalMessages };
  const methods = METHODS_OF[component] ?? [localMethod(component)];
  return Object.fromEntries(
    methods.map((method) => [
      method,
      (options = {}) => {
        if (PAYING[method]) return new PaymentSession(context, PAYING[method], options);
        if (method === 'createCardFieldsOneTimePaymentSession') return new CardFieldsSession(context);
        if (method === 'createCardFieldsSavePaymentSession') return new SaveCardFieldsSession(context);
        // This one is not a session to be started, but a promise of the component.
        if (method === 'createFastlane') return new UnavailableSession(method).start();
        return new UnavailableSession(method);
      },
    ]),
  );
}
