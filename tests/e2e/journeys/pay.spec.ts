import { expect, ipnOnlyTest, oddTest, test } from '../fixtures/test';

test('pay, return, paid, cleared', async ({ shop, payment, order, merchant, sandbox, page }) => {
  await shop.open();
  await shop.visit('Everyday Mug');
  await shop.add({ options: { Size: 'Large, 350 ml', Glaze: 'Tenmoku' }, quantity: 2 });
  await shop.cart.open();
  await expect(shop.cart.total).toHaveText('$53.61');
  await shop.cart.pay.click();

  await payment.logIn();
  await expect(payment.total).toContainText('53.61');
  await expect(page.getByText('Tenmoku')).toBeVisible();
  await payment.payNow();

  await order.shows('paid');
  const checkout = await order.ledger(merchant, 'paid');
  expect(checkout).toMatchObject({ currency: 'USD', total: '53.61', payment: { gross: '53.61' } });
  expect(checkout.lines).toMatchObject([
    {
      sku: 'MUG',
      quantity: 2,
      options: [
        { name: 'Size', value: 'Large, 350 ml' },
        { name: 'Glaze', value: 'Tenmoku' },
      ],
    },
  ]);

  const [paid, ...more] = await sandbox.payments();
  expect(more).toEqual([]);
  expect(paid).toMatchObject({ status: 'Completed', gross: '53.61', custom: order.checkoutId });
  const fee = Math.round(Number(paid?.fee ?? 0) * 100);
  await expect
    .poll(() => sandbox.balances('USD'))
    .toEqual({ merchant: ((5361 - fee) / 100).toFixed(2), buyer: '4946.39' });
  await expect.poll(async () => (await sandbox.notifications()).map((one) => one.verified)).toEqual([true]);

  // Reloading and going home are harmless; the cart stays empty.
  await page.reload();
  await order.shows('paid');
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await shop.ready();
  await shop.cart.open();
  await expect(shop.cart.lines).toHaveCount(0);
  expect(await sandbox.payments()).toHaveLength(1);
});

test('cancelling keeps the cart', async ({ shop, payment, order, sandbox, page }) => {
  await shop.buy('BOWL', { options: { Glaze: 'Moss' } });
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.cancel();
  await order.shows('cancelled');
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await shop.ready();
  await shop.cart.open();
  await expect(shop.cart.line('Matcha Bowl')).toContainText('Moss');
  expect(await sandbox.payments()).toEqual([]);

  // And what was cancelled can still be paid.
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');
  expect(await sandbox.payments()).toHaveLength(1);
});

for (const { currency, price, total, buyer } of [
  { currency: 'JPY', price: '¥3,200', total: '¥4,120', buyer: '495880' },
  { currency: 'EUR', price: '€21.00', total: '€29.10', buyer: '4970.90' },
]) {
  test(`pay in ${currency}`, async ({ shop, payment, order, merchant, sandbox }) => {
    await shop.open('/#/product/MUG');
    await shop.setting('Currency', currency);
    await shop.add({ options: { Size: 'Large, 350 ml' } });
    await shop.cart.open();
    await expect(shop.cart.line('Everyday Mug')).toContainText(price);
    await expect(shop.cart.total).toHaveText(total);
    await shop.cart.pay.click();
    await payment.pay();
    await order.shows('paid');
    const digits = total.replace(/[^\d.]/g, '');
    expect(await order.ledger(merchant, 'paid')).toMatchObject({ currency, total: digits });
    await expect.poll(async () => (await sandbox.balances(currency)).buyer).toBe(buyer);
  });
}

test('a double click makes one checkout', async ({ shop, payment, order, sandbox, page }) => {
  const created: string[] = [];
  page.on('response', async (answer) => {
    if (answer.request().method() === 'POST' && new URL(answer.url()).pathname === '/api/checkouts') {
      created.push(`${answer.status()}`);
    }
  });
  await shop.buy('WHISK');
  await shop.cart.open();
  await shop.cart.pay.dblclick();
  await payment.pay();
  await order.shows('paid');
  expect(created).toEqual(['201']);
  expect(await sandbox.payments()).toHaveLength(1);
});

test('the back button brings back a working cart', async ({ shop, payment, order, sandbox, page }) => {
  await shop.buy('WHISK', { quantity: 2 });
  await shop.cart.open();
  await shop.cart.pay.click();
  await expect(payment.heading('Log in')).toBeVisible();
  await page.goBack();
  await shop.ready();
  await shop.cart.open();
  await expect(shop.cart.quantity('Bamboo Whisk')).toHaveValue('2');
  await expect(shop.cart.pay).toBeEnabled();
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');
  expect(await sandbox.payments()).toHaveLength(1);
});

test('an amount changed in the browser ends in review, with the reason', async ({
  shop,
  payment,
  order,
  merchant,
  page,
}) => {
  await page.addInitScript(() => {
    const cheaper = (form: HTMLFormElement) => {
      const amount = form.querySelector<HTMLInputElement>('input[name="amount_1"]');
      if (amount) {
        amount.value = '1.00';
      }
    };
    const { submit, requestSubmit } = HTMLFormElement.prototype;
    HTMLFormElement.prototype.submit = function () {
      cheaper(this);
      submit.call(this);
    };
    HTMLFormElement.prototype.requestSubmit = function (button) {
      cheaper(this);
      requestSubmit.call(this, button);
    };
  });
  await shop.buy('TEAPOT');
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.logIn();
  await expect(payment.total).not.toContainText('78.51');
  await payment.payNow();
  await order.shows('review');
  const checkout = await order.ledger(merchant, 'review');
  expect(checkout.reason).toBe('amount_mismatch');
  await expect(shop.cart.trigger).toHaveAccessibleName(/1/);
});

oddTest('names arrive intact in the ledger', async ({ shop, payment, order, merchant, page }) => {
  const names = {
    QUOTES: `"Big" pot & 'small' lid, 50% off?`,
    ANGLES: '<b>Bold</b> <script>alert(1)</script> tea',
    'EMOJI-🍵': 'Tea 🍵 for two 👩‍👩‍👧',
    CHINESE: '龍井綠茶（明前）',
  };
  await shop.open();
  for (const [sku, name] of Object.entries(names)) {
    await page.goto(`/#/product/${encodeURIComponent(sku)}`);
    await expect(shop.heading(name)).toBeVisible();
    await shop.add(
      sku === 'ANGLES' ? { options: { 'Size <in cm>': '> 10 & < 20' } } : sku === 'CHINESE' ? { options: { 重量: '一百克' } } : {},
    );
    await shop.cart.open();
    await expect(shop.cart.line(name)).toBeVisible();
    await shop.cart.close();
  }
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.logIn();
  for (const name of Object.values(names)) {
    await expect(page.getByText(name)).toBeVisible();
  }
  await payment.payNow();
  await order.shows('paid');
  const checkout = await order.ledger(merchant, 'paid');
  expect(checkout.lines.map(({ sku, name }) => [sku, name])).toEqual(Object.entries(names));
  expect(checkout.lines[1]?.options).toEqual([{ name: 'Size <in cm>', value: '> 10 & < 20' }]);
  expect(checkout.lines[3]?.options).toEqual([{ name: '重量', value: '一百克' }]);
});

ipnOnlyTest('names are what the message was checked against', async ({ shop, payment, order, merchant }) => {
  // Without PDT the ledger is paid only if the names in the IPN were read right.
  await shop.buy('TOWEL', { options: { Stripes: 'Sage' } });
  await shop.cart.open();
  await expect(shop.cart.line('Linen Towel "Mühlviertel"')).toBeVisible();
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');
  const checkout = await order.ledger(merchant, 'paid');
  expect(checkout.lines[0]?.name).toBe('Linen Towel "Mühlviertel"');
});
