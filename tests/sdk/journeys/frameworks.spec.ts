import { join } from 'node:path';
import { bundle } from '../fixtures/bundle';
import { test as hostsTest } from '../fixtures/paypal-hosts';
import { Shop } from '../fixtures/shop';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';

// Components of other frameworks for PayPal's browser SDKs.

const frameworks = join(import.meta.dirname, '..', 'frameworks');

const vueTest = test.extend<object, { vueShop: Shop }>({
  vueShop: [
    async ({ paypal }, use) => {
      const script = await bundle(join(frameworks, 'vue-paypal-checkout.js'), { 'paypal-checkout': join(frameworks, 'loaded-checkout.js') });
      const shop = await Shop.start({ sandbox: paypal.url, scripts: { '/vue.js': script } });
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ vueShop }, use) => use(vueShop.url),
});

vueTest('vue-paypal-checkout pays with checkout.js', async ({ page, sandbox }) => {
  await page.goto(`/page?first=${sandbox.url}/api/checkout.js&script=/vue.js`);
  const button = page.frameLocator('iframe[title="ppbutton"]').getByRole('button', { name: 'Buy now with PayPal' });
  const cancelled = await openPopup(page, () => button.click());
  await cancelled.cancel();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'cancelled', data: { paymentID: expect.stringMatching(/^PAYID-/) } }]);
  await closed(cancelled.page);
  const payment = await openPopup(page, () => button.click());
  await payment.pay();
  await expect.poll(async () => (await heard(page)).slice(1)).toMatchObject([{ name: 'authorized' }, { name: 'completed', data: { state: 'approved' } }]);
  expect(await sandbox.payments()).toMatchObject([{ gross: '10.00', invoice: 'vue-1' }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '10.00', buyer: '4990.00' });
});

hostsTest('ngx-paypal pays with v5, whose script comes from www.paypal.com', async ({ page, sandbox }) => {
  await page.goto('/page?script=/ngx-paypal.js&eval');
  const button = page.frameLocator('ngx-paypal iframe[title="PayPal"]').getByRole('link', { name: 'PayPal', exact: true });
  const left = await openPopup(page, () => button.click());
  await left.page.close();
  await expect.poll(async () => (await heard(page)).map(({ name }) => name)).toEqual(['onCancel']);
  const payment = await openPopup(page, () => button.click());
  await payment.pay();
  await expect.poll(async () => (await heard(page)).slice(1)).toMatchObject([{ name: 'onApprove' }, { name: 'onClientAuthorization', data: { status: 'COMPLETED' } }]);
  expect(await sandbox.balances('EUR')).toEqual({ merchant: '9.99', buyer: '4990.01' });
});
