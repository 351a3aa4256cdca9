// paypal-nvp-api, a client for NVP, against the sandbox, whose address is the
// only argument. The client has no setting for the address: the HTTP library
// under it is told.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const base = process.argv[2];
const require = createRequire(import.meta.url);
const request = require('request');
const post = request.post;
request.post = (options, callback) => {
  assert.equal(options.url, 'https://api-3t.sandbox.paypal.com/nvp');
  return post({ ...options, url: `${base}/nvp` }, callback);
};
const Paypal = require('paypal-nvp-api');

const credentials = {
  mode: 'sandbox',
  username: 'merchant_api1.example.com',
  password: 'sandbox-password',
  signature: 'sandbox-signature',
};
const paypal = Paypal(credentials);

async function control(method, path) {
  const answer = await fetch(`${base}/_sandbox/${path}`, { method });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

async function done(method, fields) {
  const answer = await paypal.request(method, fields);
  assert.equal(answer.ACK, 'Success', JSON.stringify(answer));
  return answer;
}

async function refused(code, method, fields, client = paypal) {
  const answer = await client.request(method, fields);
  assert.equal(answer.ACK, 'Failure');
  // The client makes lists of numbered fields.
  const codes = answer.L_ERRORCODE0 ?? answer.ERRORCODE ?? answer.L_ERRORCODE;
  assert.equal(String(codes), code, JSON.stringify(answer));
}

for (const [currency, total, part] of [['USD', '20.50', '0.50'], ['JPY', '2050', '50']]) {
  const asked = () => ({
    PAYMENTREQUEST_0_AMT: total,
    PAYMENTREQUEST_0_CURRENCYCODE: currency,
    PAYMENTREQUEST_0_PAYMENTACTION: 'Sale',
    PAYMENTREQUEST_0_DESC: 'Kaffee & Süßes',
  });
  const { TOKEN } = await done('SetExpressCheckout', {
    ...asked(),
    RETURNURL: 'http://shop.test/return',
    CANCELURL: 'http://shop.test/cancel',
  });
  const { redirect_url } = await control('POST', `checkouts/${TOKEN}/approve`);
  const PAYERID = new URL(redirect_url).searchParams.get('PayerID');
  const details = await done('GetExpressCheckoutDetails', { TOKEN });
  assert.equal(details.PAYERID, PAYERID);
  assert.equal(details.PAYMENTREQUEST_0_DESC, 'Kaffee & Süßes');
  const paid = await done('DoExpressCheckoutPayment', { ...asked(), TOKEN, PAYERID });
  const TRANSACTIONID = paid.PAYMENTINFO_0_TRANSACTIONID;
  await refused('10415', 'DoExpressCheckoutPayment', { ...asked(), TOKEN, PAYERID });
  const found = await done('GetTransactionDetails', { TRANSACTIONID });
  assert.equal(found.AMT, total);
  const refund = { TRANSACTIONID, REFUNDTYPE: 'Partial', AMT: part, CURRENCYCODE: currency };
  const refunded = await done('RefundTransaction', refund);
  assert.equal(refunded.GROSSREFUNDAMT, part);
}
await refused('81002', 'DoNothing', {});
await refused('10002', 'GetBalance', {}, Paypal({ ...credentials, password: 'wrong' }));
const accounts = await control('GET', 'accounts');
const { balances } = accounts.find(({ email }) => email === 'merchant@example.com');
assert.deepEqual([balances.USD, balances.JPY], ['20.00', '2000']);
console.log('paypal-nvp-api is served');
