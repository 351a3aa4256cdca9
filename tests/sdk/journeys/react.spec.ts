import { NONCE } from '../fixtures/shop';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';
import { bundle } from '../fixtures/bundle';
import { Shop } from '../fixtures/shop';

// @paypal/react-paypal-js with the JavaScript SDK v5.

const reactTest = test.extend<object, { reactShop: Shop }>({
  reactShop: [
    async ({ paypal }, use) => {
      const shop = await Shop.start({ sandbox: paypal.url, scripts: { '/react-v5.js': await bundle('react-v5.jsx') } });
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ reactShop }, use) => use(reactShop.url),
});

reactTest('its buttons pay, under a strict policy', async ({ page, sandbox }) => {
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
