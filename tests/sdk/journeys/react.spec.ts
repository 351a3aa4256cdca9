import { bundle } from '../fixtures/bundle';
import { CardForm } from '../../e2e/pages/card-form';
import { NONCE, Shop } from '../fixtures/shop';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';

// React: @paypal/react-paypal-js with the JavaScript SDK v5, and the component of checkout.js.

const reactTest = test.extend<object, { reactShop: Shop }>({
  reactShop: [
    async ({ paypal }, use) => {
      const shop = await Shop.start({ sandbox: paypal.url, scripts: { '/react-v5.js': await bundle('react-v5.jsx'), '/react-cards-v5.js': await bundle('react-cards-v5.jsx'), '/react-v4.js': await bundle('react-v4.jsx') } });
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ reactShop }, use) => use(reactShop.url),
});

reactTest('the buttons of react-paypal-js pay, under a strict policy', async ({ page, sandbox }) => {
  await page.goto(`/page?script=/react-v5.js&sandbox=${sandbox.url}&nonce=${NONCE}`);
  const button = page.frameLocator('iframe[title="PayPal-paypal"]').getByRole('link', { name: 'Buy now with PayPal' });
  const cancelled = await openPopup(page, () => button.click());
  await cancelled.cancel();
  await expect.poll(async () => (await heard(page)).map(({ name }) => name)).toEqual(['onCancel']);
  await closed(cancelled.page);
  const payment = await openPopup(page, () => button.click());
  await payment.pay();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'onCancel' }, { name: 'order', data: { status: 'COMPLETED' } }]);
  expect(await sandbox.balances('GBP')).toEqual({ merchant: '24.00', buyer: '4976.00' });
});

reactTest('the component of checkout.js pays', async ({ page, sandbox }) => {
  await page.goto(`/page?first=${sandbox.url}/api/checkout.js&script=/react-v4.js`);
  const payment = await openPopup(page, () => page.frameLocator('iframe[title="ppbutton"]').getByRole('button').click());
  await payment.pay();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'executed', data: { state: 'approved' } }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '6.00', buyer: '4994.00' });
});

reactTest('the card fields of react-paypal-js pay, under a strict policy', async ({ page, sandbox }) => {
  await page.goto(`/page?script=/react-cards-v5.js&sandbox=${sandbox.url}&nonce=${NONCE}`);
  const form = new CardForm(page);
  await form.fill({ name: 'Ann Miller' });
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'captured', data: { status: 'COMPLETED' } }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '24.00', buyer: '5000.00' });
});
