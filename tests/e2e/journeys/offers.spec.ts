import { expect, test } from '../fixtures/test';

test('a donation of one’s own amount is given', async ({ page, payment, order, merchant, sandbox }) => {
  await page.goto('/www/offers.html');
  await page.getByLabel('Your gift in US dollars').fill('31.50');
  await page.getByRole('button', { name: 'Donate with PayPal' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('31.50');
  await payment.button('Pay now').click();
  await order.shows('paid');
  expect(await order.ledger(merchant, 'paid')).toMatchObject({
    donation: { id: 'KILN', purpose: 'A kiln for the village school', amount: '31.50' },
    payment: { gross: '31.50' },
  });
  expect(await sandbox.balances('USD')).toEqual({ merchant: '31.50', buyer: '4968.50' });
});

test.describe('below the least', () => {
  test.use({ expectedProblems: ['422', '400'] });

  test('a gift is refused before anybody leaves', async ({ page }) => {
    await page.goto('/www/offers.html');
    await page.getByLabel('Your gift in US dollars').fill('1.00');
    await page.getByRole('button', { name: 'Donate with PayPal' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Nothing was charged.' })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/www/offers.html');
  });
});

test('a subscription with a trial is agreed to, and paid month by month', async ({ page, payment, order, merchant, sandbox }) => {
  await page.goto('/www/offers.html');
  await page.getByRole('button', { name: 'Subscribe with PayPal' }).click();
  await payment.logIn();
  await payment.button('Agree and subscribe').click();
  await order.shows('paid');
  expect(await sandbox.balances('USD')).toEqual({ merchant: '5.00', buyer: '4995.00' });
  const id = order.checkoutId;
  expect(await merchant.checkout(id)).toMatchObject({ subscription: { id: 'TEA-CLUB', status: 'active', payments: 1, paid: '5.00' } });
  await sandbox.advance(62 * 24 * 3600);
  try {
    await expect.poll(async () => (await merchant.checkout(id)).subscription).toMatchObject({ status: 'active', payments: 3, paid: '43.00' });
    expect(await sandbox.balances('USD')).toEqual({ merchant: '43.00', buyer: '4957.00' });
  } finally {
    await sandbox.restoreClock();
  }
});
