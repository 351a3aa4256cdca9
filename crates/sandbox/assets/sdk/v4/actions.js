// Payments and orders of a page with a client id, and requests to its server.

const ENVIRONMENTS = ['sandbox', 'production', 'stage', 'local', 'test'];
const RETURN_URL = 'https://www.paypal.com/checkoutnow/error';
const PAYMENTS = '/v1/payments/payment';
const ORDERS = '/v2/checkout/orders';

/** The client id for an environment; `client` has ids or promises of them. */
async function clientIdFor(env, client) {
  const clientId = await client?.[env];
  if (!clientId) throw new Error(`Client ID not found for env: ${env}`);
  return clientId;
}

const attributed = (meta) => (meta?.partner_attribution_id ? { 'PayPal-Partner-Attribution-Id': meta.partner_attribution_id } : {});

async function create(path, env, client, request, meta) {
  const token = accessToken(await clientIdFor(env, client));
  const answer = await callRest('POST', path, token, request, attributed(meta));
  if (!answer?.id) throw new Error(`Payment Api response error:\n\n${JSON.stringify(answer, null, 4)}`);
  return answer.id;
}

/** Makes a v1 payment; `options` is one, or has it as `payment`. */
async function createPayment(env, client, options) {
  if (!options) throw new Error('Expected payment details to be passed');
  const { payment = options, meta } = options;
  const request = {
    ...payment,
    intent: payment.intent ?? 'sale',
    payer: { ...payment.payer, payment_method: payment.payer?.payment_method ?? 'paypal' },
    redirect_urls: { return_url: RETURN_URL, cancel_url: RETURN_URL, ...payment.redirect_urls },
  };
  return create(PAYMENTS, env, client, request, meta);
}

/** Makes an order; `options` is one, or has it as `order`. */
async function createOrder(env, client, options) {
  if (!options) throw new Error('Expected order details to be passed');
  const { order = options, meta } = options;
  const units = (order.purchase_units ?? []).map((unit) => ({ reference_id: uniqueId(), ...unit }));
  const request = { ...order, intent: order.intent ?? 'CAPTURE', purchase_units: units };
  return create(ORDERS, env, client, request, meta);
}

/** A request to the page's own server; resolves with JSON, or with text. */
async function request({ url, method = 'get', headers = {}, json, data, body }) {
  const options = { method: method.toUpperCase(), headers: { accept: 'application/json', ...headers } };
  if (json !== undefined) {
    options.headers['content-type'] = 'application/json';
    options.body = JSON.stringify(json);
  } else if (data !== undefined) {
    options.body = new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)]));
  } else if (body !== undefined) {
    options.body = body;
  }
  const response = await fetch(url, options);
  const text = await response.text();
  if (response.status >= 400) throw new Error(`Request to ${method.toLowerCase()} ${url} failed with ${response.status} error code.\n\n${text}`);
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return text;
  }
}
request.get = (url, options = {}) => request({ method: 'get', url, ...options });
request.post = (url, data, options = {}) => request({ method: 'post', url, data, ...options });

/** `paypal.rest`, which pages used before there were actions. */
const rest = {
  payment: { create: createPayment },
  order: { create: createOrder },
};

/** `actions` of `onAuthorize`. */
function authorizeActions({ end, token, restart, close }) {
  const { payerId, paymentId, returnUrl } = end;
  const order = `${ORDERS}/${encodeURIComponent(end.token)}`;
  const payment = `${PAYMENTS}/${encodeURIComponent(paymentId)}`;
  const prefer = { Prefer: 'return=representation' };
  const isOrder = !paymentId && !end.token.startsWith('EC-');
  const unavailable = async () => {
    throw new Error(`${end.token} is completed by the server that has made it`);
  };
  const complete = () => {
    if (paymentId) return callRest('POST', `${payment}/execute`, token, { payer_id: payerId });
    return isOrder ? callRest('POST', `${order}/capture`, token, {}, prefer) : unavailable();
  };
  const get = () => {
    if (paymentId) return callRest('GET', payment, token);
    return isOrder ? callRest('GET', order, token) : unavailable();
  };
  return {
    payment: { get, execute: complete },
    order: {
      get,
      capture: complete,
      authorize: () => callRest('POST', `${order}/authorize`, token, {}, prefer),
    },
    request,
    restart,
    close,
    redirect: redirectTo(returnUrl),
  };
}

/** Navigates a window, the topmost if none is named, to `url` or `usual`. */
const redirectTo = (usual) => async (target, url) => {
  const place = url ?? usual ?? RETURN_URL;
  (target ?? window.top).location.href = place;
  await new Promise(() => {});
};
