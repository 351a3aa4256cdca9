// One checkout, from the click to the callbacks.

/** Checks that an order fits the parameters of the script, as PayPal does. */
async function checkTerms(orderId) {
  const { intent, currency, merchantId } = await checkoutTerms(orderId);
  const hint = (name, value) => `Please ensure you are passing ${name}=${value} to the sdk url. https://developer.paypal.com/docs/checkout/reference/customize-sdk/`;
  if (intent !== SETTINGS.intent) {
    throw new Error(`Expected intent from order api call to be ${SETTINGS.intent}, got ${intent}. ${hint('intent', intent)}`);
  }
  if (currency !== SETTINGS.currency) {
    throw new Error(`Expected currency from order api call to be ${SETTINGS.currency}, got ${currency}. ${hint('currency', currency)}`);
  }
  if (SETTINGS.merchantIds.length > 0 && !SETTINGS.merchantIds.includes(merchantId)) {
    throw new Error(`Payee passed in transaction does not match expected merchant id: ${SETTINGS.merchantIds.join(',')}`);
  }
}

/** The id of a button's order. */
async function orderOf(options, fundingSource) {
  for (const name of ['createSubscription', 'createBillingAgreement', 'createVaultSetupToken']) {
    if (options[name]) throw new Error(`${name} is not available in the offline sandbox`);
  }
  const actions = { order: { create: createOrder }, payment: null };
  const data = { paymentSource: fundingSource };
  const orderId = options.createOrder ? await options.createOrder(data, actions) : await createDefaultOrder();
  if (typeof orderId !== 'string' || !orderId) throw new Error('Expected an order id to be passed');
  if (/^(PAY|PAYID)-/.test(orderId)) throw new Error('Do not pass PAY-XXX or PAYID-XXX directly into createOrder. Pass the EC-XXX token instead');
  await checkTerms(orderId);
  return orderId;
}

/** Why the page refuses an address, or nothing. */
async function shippingRefusal(options, orderId, { address, amount }) {
  let refusal;
  const reject = async (reason) => {
    refusal = String(reason ?? 'The shop does not ship to this address.');
  };
  const resolve = async () => {};
  try {
    if (options.onShippingAddressChange) {
      const actions = { reject, buildOrderPatchPayload: (changes) => buildOrderPatchPayload(changes, amount) };
      await options.onShippingAddressChange({ orderID: orderId, paymentID: orderId, paymentToken: orderId, shippingAddress: address, amount }, actions);
    } else {
      const { city, state, countryCode, postalCode } = address;
      const data = { orderID: orderId, paymentID: orderId, paymentToken: orderId, shipping_address: { city, state, country_code: countryCode, postal_code: postalCode } };
      await options.onShippingChange(data, { resolve, reject, order: { patch: (operations) => patchOrder(orderId, operations) } });
    }
  } catch (error) {
    refusal = error?.message || 'The shop does not ship to this address.';
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
  const asksShipping = options.onShippingChange || options.onShippingAddressChange;
  const end = await showCheckout(view, orderId, {
    clientId: SETTINGS.clientId,
    fundingSource,
    commit: SETTINGS.commit,
    onShipping: asksShipping && ((asked) => shippingRefusal(options, orderId, asked)),
  });
  if (end.event === 'cancel') {
    await options.onCancel?.({ orderID: orderId }, { redirect });
    return;
  }
  await approve(options, fundingSource, { orderId, payerId: end.payerId, paymentId: end.paymentId, token: end.accessToken });
}

/** A click on a button: the popup is there before the order is. */
async function startCheckout(options, fundingSource) {
  const view = openPopup() ?? openFrame();
  const running = guarded(options, async () => {
    let orderId;
    try {
      orderId = await orderOf(options, fundingSource);
    } catch (error) {
      view.close();
      throw error;
    }
    await runCheckout(options, fundingSource, view, orderId);
  });
  return { view, running };
}

/** What the address says of a checkout that has returned to this page. */
function returnedCheckout() {
  const hash = window.location.hash.slice(1);
  const [, event] = /^(onApprove|onCancel|onError)(?=[&?]|$)/.exec(hash) ?? [];
  const [, hashQuery = ''] = /[?&](.*)$/s.exec(hash) ?? [];
  for (const query of [new URLSearchParams(hashQuery), new URLSearchParams(window.location.search)]) {
    const orderId = query.get('token');
    if (!orderId) continue;
    const payerId = query.get('PayerID');
    return { event: event ?? (payerId ? 'onApprove' : 'onCancel'), orderId, payerId, fundingSource: query.get('fundingSource') ?? 'paypal' };
  }
  return null;
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
