// Carts as the old scripts left them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMinicart, readSimpleCart, takeOver } from '../../pkg/migrate.js';

/** Storage of a browser, without the browser. */
class Kept {
  #values = new Map();
  getItem(name) {
    return this.#values.get(name) ?? null;
  }
  setItem(name, value) {
    this.#values.set(name, value);
  }
  removeItem(name) {
    this.#values.delete(name);
  }
}

const teapot = { cmd: '_cart', add: '1', item_name: 'Teapot', item_number: 'TEAPOT', amount: '68.00', quantity: 2 };

function minicart(items, { expires = new Date(Date.now() + 60_000).toGMTString(), settings = { currency_code: 'USD' } } = {}) {
  const storage = new Kept();
  storage.setItem('PPMiniCart', encodeURIComponent(JSON.stringify({ value: { items, settings }, expires })));
  return storage;
}

test('a minicart.js cart is taken over once', () => {
  const mug = { item_name: 'Mug', amount: 18.5, quantity: '1', on0: 'Size', os0: 'Large' };
  const storage = minicart([teapot, mug, { ...teapot, quantity: 1 }]);
  assert.equal(takeOver({ currency: 'USD', storage }), 2);
  assert.deepEqual(JSON.parse(storage.getItem('checkout-cart')), {
    version: 1,
    currency: 'USD',
    lines: [
      { item: { sku: 'TEAPOT', name: 'Teapot', price: { value: '68.00', currency: 'USD' }, options: [] }, quantity: 3 },
      {
        item: { sku: 'Mug', name: 'Mug', price: { value: '18.50', currency: 'USD' }, options: [{ name: 'Size', value: 'Large' }] },
        quantity: 1,
      },
    ],
  });
  assert.equal(storage.getItem('PPMiniCart'), null);
  assert.equal(takeOver({ currency: 'USD', storage }), 0);
});

test('a cart of the elements stays', () => {
  const storage = minicart([teapot]);
  storage.setItem('checkout-cart', '{"version":1,"currency":"USD","lines":[{}]}');
  assert.equal(takeOver({ currency: 'USD', storage }), 0);
  assert.notEqual(storage.getItem('PPMiniCart'), null);
});

test('what cannot be right is left where it is', () => {
  const wrong = [
    { ...teapot, amount: 0.30000000000000004 },
    { ...teapot, amount: 'free' },
    { ...teapot, quantity: -1 },
    { ...teapot, quantity: 1.5 },
    // woocommerce-paypal-payments #3020: core reads plain digits alone.
    { ...teapot, quantity: '1e3' },
    { ...teapot, quantity: '0x2' },
    { ...teapot, currency_code: 'EUR' },
    { amount: '1.00' },
    { ...teapot, on0: 'Size', os0: 'Large', option_select0: 'Large', option_amount0: '80.00' },
  ];
  const storage = minicart([teapot, ...wrong]);
  const { lines, skipped } = readMinicart({ currency: 'USD', storage });
  assert.equal(lines.length, 1);
  assert.deepEqual(skipped.map(({ value }) => value), wrong.map((item) => JSON.parse(JSON.stringify(item))));
  assert.equal(takeOver({ currency: 'USD', storage }), 1);
  assert.notEqual(storage.getItem('PPMiniCart'), null);
});

// woocommerce #10378, PR #22684
test('a number made of a name is cut behind a whole character', () => {
  const item_name = `${'A'.repeat(126)}🍵tail`;
  const { lines } = readMinicart({ currency: 'USD', storage: minicart([{ item_name, amount: '5.00' }]) });
  assert.equal(lines[0].product.sku, `${'A'.repeat(126)}🍵`);
  assert.equal(lines[0].product.name, item_name);
});

test('yen have no decimals', () => {
  const read = (amount) =>
    readMinicart({ currency: 'JPY', storage: minicart([{ ...teapot, amount }], { settings: { currency_code: 'JPY' } }) }).lines;
  assert.equal(read('1200')[0].product.price.value, '1200');
  assert.equal(read('1200.00')[0].product.price.value, '1200');
  assert.deepEqual(read('1200.50'), []);
});

test('what has expired, is no cart or is not there, is nothing', () => {
  const nothing = { lines: [], skipped: [] };
  assert.deepEqual(readMinicart({ currency: 'USD', storage: minicart([teapot], { expires: new Date(0).toGMTString() }) }), nothing);
  const storage = new Kept();
  assert.deepEqual(readMinicart({ currency: 'USD', storage }), nothing);
  storage.setItem('PPMiniCart', '%');
  storage.setItem('simpleCart_items', '{');
  assert.deepEqual(readMinicart({ currency: 'USD', storage }), nothing);
  assert.deepEqual(readSimpleCart({ currency: 'USD', storage }), nothing);
  assert.equal(takeOver({ currency: 'USD', storage }), 0);
});

test('a simpleCart.js cart', () => {
  const storage = new Kept();
  storage.setItem(
    'simpleCart_items',
    JSON.stringify({ 'SCI-1': { quantity: 2, id: 'SCI-1', price: 35.9, name: 'Shirt', size: 'Small', thumb: '/shirt.svg' } }),
  );
  assert.deepEqual(readSimpleCart({ currency: 'USD', storage }).lines, [
    {
      product: { sku: 'Shirt', name: 'Shirt', price: { value: '35.90', currency: 'USD' }, picture: '/shirt.svg' },
      options: [{ name: 'size', value: 'Small' }],
      quantity: 2,
    },
  ]);
});
