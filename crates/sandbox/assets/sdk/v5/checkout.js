// One checkout, from the click to the callbacks.

/** Page that PayPal's refusals name. */
const REFERENCE = 'https://developer.paypal.com/docs/checkout/reference/customize-sdk/';

/** Checks that an order fits the parameters of the script, as PayPal does. */
async function checkTerms(orderId) {
  const terms = await checkoutTerms(orderId);
  const { intent, currency, payees } = terms;
  const hint = (name, value) => `Please ensure you are passing ${name}=${value} to the sdk url. ${REFERENCE}`;
  if (intent !== SETTINGS.intent) {
    throw new Error(`Expected intent from order api call to be ${SETTINGS.intent}, got ${intent}. ${hint('intent', intent)}`);
  }
  if (currency !== SETTINGS.currency) {
    throw new Error(`Expected currency from order api call to be ${SETTINGS.currency}, got ${currency}. ${hint('currency', currency)}`);
  }
  checkPayees(payees);
  return terms;
}

/** The id of a button's order, and whether PayPal's app can take it. */
async function orderOf(options, fundingSource) {
  for (const name of ['createSubscription', 'createBillingAgreement', 'createVaultSetupToken']) {
    if (options[name]) throw new Error(`${name} is not available in the offline sandbox`);
  }
  const actions = { order: { create: createOrder }, payment: null };
  const data = { paymentSource: fundingSource };
  const orderId = options.createOrder ? await options.createOrder(data, actions) : await createDefaultOrder();
  if (typeof orderId !== 'string' || !orderId) throw new Error('Expected an order id to be passed');
  if (/^(PAY|PAYID)-/.test(orderId)) throw new Error('Do not pass PAY-XXX or PAYID-XXX directly into createOrder. Pass the EC-XXX token instead');
  const { appSwitch } = await checkTerms(orderId);
  return { orderId, appSwitch };
}

/** Why the page refuses an address, or nothing. */
async function addressRefusal(options, orderId, asked) {
  if (!options.onShippingAddressChange) return shippingRefusal(options, orderId, asked);
  const { address, amount, options: offered } = asked;
  const data = { ...idsOf(orderId), shippingAddress: address, amount, errors: ADDRESS_ERRORS };
  const build = (changes) => buildOrderPatchPayload(changes, amount, offered);
  return refusalOf(ADDRESS_ERRORS.ADDRESS_ERROR, (actions) => options.onShippingAddressChange(data, { ...actions, buildOrderPatchPayload: build }), orderId);
}

/** Why the page refuses a way of shipping, or nothing. */
async function optionRefusal(options, orderId, asked) {
  if (!options.onShippingOptionsChange) return shippingRefusal(options, orderId, asked);
  const { option, amount, options: offered } = asked;
  const data = { ...idsOf(orderId), selectedShippingOption: option, errors: OPTION_ERRORS };
  const build = (changes) => buildOrderPatchPayload(changes, amount, offered);
  return refusalOf(OPTION_ERRORS.METHOD_UNAVAILABLE, (actions) => options.onShippingOptionsChange(data, { ...actions, buildOrderPatchPayload: build }), orderId);
}

/** The same of `onShippingChange`, which is asked about both. */
async function shippingRefusal(options, orderId, { kind, address, option }) {
  const data = { ...idsOf(orderId), ...shippingChange(address, option) };
  const usual = kind === 'option' ? OPTION_ERRORS.METHOD_UNAVAILABLE : ADDRESS_ERRORS.ADDRESS_ERROR;
  return refusalOf(usual, (actions) => options.onShippingChange(data, { ...actions, resolve: async () => {} }), orderId);
}

const idsOf = (orderId) => ({ orderID: orderId, paymentID: orderId, paymentToken: orderId });

/** Calls back with `actions` that refuse, and change the order. */
async function refusalOf(usual, callback, orderId) {
  let refusal;
  const reject = async (reason) => {
    refusal = String(reason ?? usual);
  };
  try {
    await callback({ reject, order: { patch: (operations) => patchOrder(orderId, operations) } });
  } catch (error) {
    refusal = error?.message || usual;
  }
  return refusal;
}

/** Runs `callback`, whose failure is the error of the whole checkout. */
async function guarded(options, callback) {
  try {
    await callback();
  } catch (error) {
    if (options.onError) options.onError(error);
    else throwLater(error);
  }
}

/** Tells the page that the buyer has agreed; captures where it does not want to be told. */
async function approve(options, fundingSource, { orderId, payerId, paymentId = null, token }) {
  const bearer = token ?? (await plainToken());
  const restart = () => {
    // Without a click there is no popup: the page opens again in a frame.
    guarded(options, () => runCheckout(options, fundingSource, openFrame(), orderId));
    return neverSettles();
  };
  const data = {
    orderID: orderId,
    payerID: payerId,
    paymentID: paymentId,
    billingToken: null,
    facilitatorAccessToken: bearer,
    paymentSource: fundingSource,
  };
  await (options.onApprove ?? approveByDefault)(data, approveActions({ orderId, token: bearer, restart }));
  await options.onComplete?.(data);
}

/** Takes a buyer through an order in `view`, and calls back. */
async function runCheckout(options, fundingSource, view, orderId) {
  const end = await showCheckout(view, orderId, {
    clientId: SETTINGS.clientId,
    fundingSource,
    commit: SETTINGS.commit,
    onAddress: (options.onShippingAddressChange || options.onShippingChange) && ((asked) => addressRefusal(options, orderId, asked)),
    onOption: (options.onShippingOptionsChange || options.onShippingChange) && ((asked) => optionRefusal(options, orderId, asked)),
  });
  if (end.event === 'cancel') {
    await options.onCancel?.({ orderID: orderId }, { redirect });
    return;
  }
  await approve(options, fundingSource, { orderId, payerId: end.payerId, paymentId: end.paymentId, token: end.accessToken });
}

/** A click on a button: the popup is there before the order is. */
function startCheckout(options, fundingSource) {
  const view = openPopup() ?? openFrame();
  const running = guarded(options, async () => {
    let orderId;
    let appSwitch;
    try {
      ({ orderId, appSwitch } = await orderOf(options, fundingSource));
    } catch (error) {
      view.close();
      throw error;
    }
    if (options.appSwitchWhenAvailable && appSwitch && isOnPhone() && !asksShipping(options)) {
      view.close();
      window.location.assign(appUrl(orderId, fundingSource, SETTINGS.commit));
      return;
    }
    await runCheckout(options, fundingSource, view, orderId);
  });
  return { view, running };
}

async function resumeCheckout(options) {
  const returned = returnedCheckout();
  if (!returned) throw new Error('Resume Flow is not supported.');
  const { event, orderId, payerId, fundingSource } = returned;
  await guarded(options, async () => {
    if (event === 'onError') throw new Error('The checkout has ended with an error');
    if (event === 'onCancel') return options.onCancel?.({ orderID: orderId }, { redirect });
    return approve(options, fundingSource, { orderId, payerId });
  });
}
