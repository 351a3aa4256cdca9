// Ways to pay, as `POST /v2/payments/find-eligible-methods` tells them.

/** Members of the API's answer by the SDK's names. */
const METHODS = {
  paypal: 'paypal',
  paylater: 'paypal_pay_later',
  credit: 'paypal_credit',
  venmo: 'venmo',
  card: 'basic_cards',
  advanced_cards: 'advanced_cards',
  applepay: 'apple_pay',
  googlepay: 'google_pay',
};

/** Questions of a page about an answer of the API. */
function eligibilityOf(answer) {
  const methods = answer?.eligible_methods ?? {};
  const method = (source) => methods[METHODS[source] ?? source];
  return {
    isEligible: (source) => method(source) !== undefined,
    getDetails: (source) => {
      const found = method(source);
      if (!found) return undefined;
      if (source === 'advanced_cards') return cardDetails(found);
      return { canBeVaulted: found.can_be_vaulted ?? false, countryCode: found.country_code, productCode: found.product_code };
    },
  };
}

/** Networks that the SDK has another name for than the API. */
const NETWORKS = { CHINA_UNION_PAY: 'CUP' };

/** Details of the cards that are taken. */
function cardDetails({ supports_installments: supportsInstallments = false, vendors = [] }) {
  const known = vendors.map(({ network, eligible, can_be_vaulted: canBeVaulted }) => ({ network: NETWORKS[network] ?? network, eligible, canBeVaulted, branded: false }));
  return { supportsInstallments, cobrandedEnabled: false, vendors: known };
}

/** Asks the API. */
async function findEligibleMethods(instance, { amount, currencyCode = 'USD', paymentFlow = 'ONE_TIME_PAYMENT' } = {}) {
  const { token, country } = instance;
  const value = typeof amount === 'object' ? amount?.value : amount;
  const body = {
    customer: { country_code: country },
    purchase_units: [{ amount: { currency_code: currencyCode, ...(value && { value }) } }],
    preferences: { payment_flow: paymentFlow },
  };
  return eligibilityOf(await callRest('POST', '/v2/payments/find-eligible-methods', token(), body));
}
