// @paypal/checkout-server-sdk, PayPal's older client for Orders v2, against
// the sandbox, whose address is the only argument.

import assert from 'node:assert/strict';
import paypal from '@paypal/checkout-server-sdk';

const base = process.argv[2];

async function control(method, path, body) {
  const answer = await fetch(`${base}/_sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

function client(id = 'sandbox-client', secret = 'sandbox-secret') {
  return new paypal.core.PayPalHttpClient(new paypal.core.PayPalEnvironment(id, secret, base, base));
}

function created(currency, value, intent = 'CAPTURE') {
  const request = new paypal.orders.OrdersCreateRequest();
  request.requestBody({
    intent,
    purchase_units: [{ amount: { currency_code: currency, value } }],
    application_context: { return_url: 'http://shop.test/return', cancel_url: 'http://shop.test/cancel' },
  });
  return request;
}

/** @param {Promise<unknown>} call */
async function refused(call, status, issue) {
  await assert.rejects(call, (error) => {
    assert.equal(error.statusCode, status, error.message);
    const body = JSON.parse(error.message);
    assert.equal(body.details[0].issue, issue, error.message);
    assert.equal(body.debug_id, error.headers['paypal-debug-id']);
    return true;
  });
}

const http = client();
for (const [currency, value, part] of [['USD', '20.50', '0.50'], ['JPY', '2050', '50']]) {
  const create = created(currency, value);
  create.prefer('return=representation');
  const { result: order, statusCode } = await http.execute(create);
  assert.equal(statusCode, 201);
  assert.equal(order.status, 'CREATED');
  assert.equal(order.purchase_units[0].amount.value, value);
  const approve = order.links.find(({ rel }) => rel === 'approve');
  assert.equal(approve.href, `${base}/checkoutnow?token=${order.id}`);

  const capture = () => {
    const request = new paypal.orders.OrdersCaptureRequest(order.id);
    request.requestBody({});
    return request;
  };
  await refused(http.execute(capture()), 422, 'ORDER_NOT_APPROVED');
  const { redirect_url } = await control('POST', `checkouts/${order.id}/approve`);
  assert.equal(new URL(redirect_url).searchParams.get('token'), order.id);
  const { result: done } = await http.execute(capture());
  assert.equal(done.status, 'COMPLETED');
  const [{ id, status }] = done.purchase_units[0].payments.captures;
  assert.equal(status, 'COMPLETED');
  await refused(http.execute(capture()), 422, 'ORDER_ALREADY_CAPTURED');

  const { result: found } = await http.execute(new paypal.orders.OrdersGetRequest(order.id));
  assert.equal(found.status, 'COMPLETED');
  assert.equal(found.payer.email_address, 'buyer@example.com');
  const refund = new paypal.payments.CapturesRefundRequest(id);
  refund.requestBody({ amount: { currency_code: currency, value: part } });
  const { result: refunded } = await http.execute(refund);
  assert.equal(refunded.status, 'COMPLETED');
  const { result: read } = await http.execute(new paypal.payments.RefundsGetRequest(refunded.id));
  assert.equal(read.amount.value, part);
  const { result: after } = await http.execute(new paypal.payments.CapturesGetRequest(id));
  assert.equal(after.status, 'PARTIALLY_REFUNDED');
}

const { result: order } = await http.execute(created('EUR', '9.00', 'AUTHORIZE'));
await control('POST', `checkouts/${order.id}/approve`);
const authorize = new paypal.orders.OrdersAuthorizeRequest(order.id);
authorize.requestBody({});
const { result: authorized } = await http.execute(authorize);
const [{ id: authorization }] = authorized.purchase_units[0].payments.authorizations;
const take = new paypal.payments.AuthorizationsCaptureRequest(authorization);
take.requestBody({ amount: { currency_code: 'EUR', value: '4.00' } });
assert.equal((await http.execute(take)).result.status, 'COMPLETED');
await http.execute(new paypal.payments.AuthorizationsVoidRequest(authorization));
const { result: voided } = await http.execute(new paypal.payments.AuthorizationsGetRequest(authorization));
assert.equal(voided.status, 'VOIDED');

await refused(http.execute(created('USD', '1.005')), 422, 'DECIMAL_PRECISION');
await refused(http.execute(new paypal.orders.OrdersGetRequest('NOBODYKNOWSTHIS00')), 404, 'INVALID_RESOURCE_ID');
await assert.rejects(client('somebody', 'else').execute(created('USD', '1.00')), { statusCode: 401 });

const accounts = await control('GET', 'accounts');
const { balances } = accounts.find(({ email }) => email === 'merchant@example.com');
assert.deepEqual([balances.USD, balances.JPY, balances.EUR], ['20.00', '2000', '4.00']);
console.log('@paypal/checkout-server-sdk is served');
