// Actions that the callbacks of a button get.

const ORDERS = '/v2/checkout/orders';

const attribution = () => (SETTINGS.partnerAttributionId ? { 'PayPal-Partner-Attribution-Id': SETTINGS.partnerAttributionId } : {});
const representation = () => ({ Prefer: 'return=representation', ...attribution() });

const plainToken = () => accessToken(SETTINGS.clientId);

/** Fills in what an order of the browser's may leave out. */
function completeOrder(order) {
  if (!order || typeof order !== 'object') throw new Error('Expected order details to be passed');
  const intent = order.intent?.toLowerCase();
  if (intent && intent !== SETTINGS.intent) {
    throw new Error(`Unexpected intent: ${order.intent} passed to order.create. Please ensure you are passing /sdk/js?intent=${intent} in the paypal script tag.`);
  }
  const units = (order.purchase_units ?? []).map((unit) => {
    const currency = unit.amount?.currency_code;
    if (currency && currency !== SETTINGS.currency) {
      throw new Error(`Unexpected currency: ${currency} passed to order.create. Please ensure you are passing /sdk/js?currency=${currency} in the paypal script tag.`);
    }
    const payee = payeeOf(unit);
    return { ...unit, ...(payee && { payee }), amount: { ...unit.amount, currency_code: SETTINGS.currency } };
  });
  return { ...order, intent: SETTINGS.intent.toUpperCase(), purchase_units: units };
}

async function createOrder(order) {
  const body = await callRest('POST', ORDERS, plainToken(), completeOrder(order), representation());
  if (!body?.id) throw new Error(`Order Api response error:\n\n${JSON.stringify(body, null, 4)}`);
  return body.id;
}

/** An order of one cent, for a button that says nothing about it. */
const createDefaultOrder = () => createOrder({ purchase_units: [{ amount: { value: '0.01' } }] });

async function patchOrder(orderId, operations) {
  try {
    await callRest('PATCH', `${ORDERS}/${orderId}`, plainToken(), operations, attribution());
  } catch {
    throw new Error('Order could not be patched');
  }
}

/** Navigates the whole window; `url` has to say where in full. */
async function redirect(url) {
  if (!url) throw new Error('Expected redirect url');
  if (!url.includes('://')) throw new Error(`Invalid redirect url: ${url} - must be fully qualified url`);
  window.top.location.href = url;
  // The page ends here.
  await new Promise(() => {});
}

const neverSettles = () => new Promise(() => {});

/** `actions` of `onApprove`. */
function approveActions({ orderId, token, restart }) {
  const path = `${ORDERS}/${orderId}`;
  const complete = async (verb, intent) => {
    if (SETTINGS.intent !== intent) throw new Error(`Use intent=${intent} to use client-side ${intent === 'capture' ? 'capture' : 'authorize'}`);
    known = undefined;
    try {
      return await callRest('POST', `${path}/${verb}`, token, {}, representation());
    } catch (error) {
      if (['INSTRUMENT_DECLINED', 'PAYER_ACTION_REQUIRED'].includes(error.issue)) return restart();
      throw error;
    }
  };
  let known;
  return {
    order: {
      capture: () => complete('capture', 'capture'),
      authorize: () => complete('authorize', 'authorize'),
      get: () => (known ??= callRest('GET', path, token)),
      patch: (operations) => patchOrder(orderId, operations),
    },
    payment: null,
    restart,
    redirect,
  };
}

/** Captures or authorizes, for a button without `onApprove`. */
const approveByDefault = (_, { order }) => (SETTINGS.intent === 'authorize' ? order.authorize() : order.capture());

/** `12.5` with two decimals is 1250. */
function minorUnits(amount, decimals) {
  const [whole, fraction = ''] = amount.split('.');
  return Number(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
}

function fromMinorUnits(units, decimals) {
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
}

/** Operations that bring the amounts of an order to what a shop says they are. */
function buildOrderPatchPayload(changes = {}, { currencyCode, value }, offered) {
  const money = (amount) => ({ currency_code: currencyCode, value: String(amount) });
  const names = {
    itemTotal: 'item_total',
    shippingOption: 'shipping',
    handling: 'handling',
    insurance: 'insurance',
    taxTotal: 'tax_total',
    shippingDiscount: 'shipping_discount',
    discount: 'discount',
  };
  const options = changes.shippingOptions ?? offered.map((one) => ({ ...one, selected: one.id === changes.shippingOption?.id }));
  const selected = changes.shippingOption ?? changes.shippingOptions?.find((one) => one.selected);
  const decimals = value.split('.')[1]?.length ?? 0;
  const breakdown = {};
  let total = 0;
  for (const [name, member] of Object.entries(names)) {
    const amount = name === 'shippingOption' ? selected?.amount?.value : changes[name];
    if (amount === undefined) continue;
    breakdown[member] = money(amount);
    const units = minorUnits(String(amount), decimals);
    total += member.endsWith('discount') ? -units : units;
  }
  const path = "/purchase_units/@reference_id=='default'";
  const operations = [{ op: 'replace', path: `${path}/amount`, value: { ...money(fromMinorUnits(total, decimals)), breakdown } }];
  if (selected) {
    const list = options.map(({ id, label, type, selected, amount }) => ({
      ...{ id, label, selected: Boolean(selected) },
      ...(type && { type }),
      ...(amount && { amount: money(amount.value) }),
    }));
    operations.push({ op: offered.length > 0 ? 'replace' : 'add', path: `${path}/shipping/options`, value: list });
  }
  return operations;
}
