// @paypal/paypal-server-sdk, PayPal's newer client, against the sandbox, whose
// address is the only argument. The client knows PayPal's hosts alone, so its
// connections are led here underneath.

import assert from 'node:assert/strict';
import https from 'node:https';
import net from 'node:net';
import {
  CheckoutPaymentIntent,
  Client,
  Environment,
  OrdersController,
  PaymentsController,
} from '@paypal/paypal-server-sdk';

const base = new URL(process.argv[2]);

class Here extends https.Agent {
  createConnection(options, connected) {
    const socket = net.connect(Number(base.port), base.hostname);
    socket.once('connect', () => connected?.(null, socket));
    return socket;
  }
}

function client(secret) {
  return new Client({
    clientCredentialsAuthCredentials: { oAuthClientId: 'sandbox-client', oAuthClientSecret: secret },
    environment: Environment.Sandbox,
    httpClientOptions: { httpsAgent: new Here() },
    timeout: 0,
  });
}

async function control(method, path) {
  const answer = await fetch(new URL(`/_sandbox/${path}`, base), { method });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

async function refused(call, status, issue) {
  await assert.rejects(call, (error) => {
    assert.equal(error.statusCode, status, String(error.body));
    assert.equal(error.result.details[0].issue, issue, String(error.body));
    assert.ok(error.result.debugId ?? error.result.debug_id, String(error.body));
    return true;
  });
}

const paypal = client('sandbox-secret');
const orders = new OrdersController(paypal);
const payments = new PaymentsController(paypal);

for (const [currencyCode, value, part] of [['USD', '12.34', '2.34'], ['JPY', '1234', '234']]) {
  const asked = {
    body: {
      intent: CheckoutPaymentIntent.Capture,
      purchaseUnits: [{ amount: { currencyCode, value }, customId: 'order-1' }],
      paymentSource: {
        paypal: { experienceContext: { returnUrl: 'http://shop.test/r', cancelUrl: 'http://shop.test/c' } },
      },
    },
    paypalRequestId: `create-${currencyCode}`,
    prefer: 'return=representation',
  };
  const { result: order, statusCode } = await orders.createOrder(asked);
  assert.equal(statusCode, 200);
  assert.equal(order.status, 'PAYER_ACTION_REQUIRED');
  assert.ok(order.links.some(({ rel }) => rel === 'payer-action'));
  assert.equal((await orders.createOrder(asked)).result.id, order.id, 'the same request is the same order');
  await refused(orders.captureOrder({ id: order.id }), 422, 'ORDER_NOT_APPROVED');
  await control('POST', `checkouts/${order.id}/approve`);
  assert.equal((await orders.getOrder({ id: order.id })).result.status, 'APPROVED');
  const { result: done } = await orders.captureOrder({ id: order.id, prefer: 'return=minimal' });
  assert.equal(done.status, 'COMPLETED');
  const [{ id: captureId, status }] = done.purchaseUnits[0].payments.captures;
  assert.equal(status, 'COMPLETED');
  const { result: refund } = await payments.refundCapturedPayment({
    captureId,
    body: { amount: { currencyCode, value: part } },
    prefer: 'return=representation',
  });
  assert.deepEqual([refund.status, refund.amount.value], ['COMPLETED', part]);
  const { result: capture } = await payments.getCapturedPayment({ captureId });
  assert.equal(capture.status, 'PARTIALLY_REFUNDED');
}

const wrong = { intent: CheckoutPaymentIntent.Capture, purchaseUnits: [] };
await refused(orders.createOrder({ body: wrong }), 400, 'INVALID_ARRAY_MIN_ITEMS');
const mocked = {
  body: { intent: CheckoutPaymentIntent.Capture, purchaseUnits: [{ amount: { currencyCode: 'USD', value: '1.00' } }] },
  paypalMockResponse: '{"mock_application_codes": "DUPLICATE_INVOICE_ID"}',
};
await refused(orders.createOrder(mocked), 422, 'DUPLICATE_INVOICE_ID');
await assert.rejects(new OrdersController(client('wrong')).getOrder({ id: 'X' }));

const accounts = await control('GET', 'accounts');
const { balances } = accounts.find(({ email }) => email === 'merchant@example.com');
assert.deepEqual([balances.USD, balances.JPY], ['10.00', '1000']);
console.log('@paypal/paypal-server-sdk is served');
