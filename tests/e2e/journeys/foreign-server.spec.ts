import type { Page } from '@playwright/test';
import { ForeignShop, type Api } from '../fixtures/foreign-shop';
import { expect, test as base } from '../fixtures/test';

const test = base.extend<{ api: Api; foreignShop: ForeignShop }>({
  api: ['orders_v2', { option: true }],
  foreignShop: async ({ api, site, sandbox }, use) => {
    const shop = await ForeignShop.start(site, sandbox.url, api);
    await use(shop);
    await shop.stop();
  },
});

const status = (page: Page) => page.locator('[data-status]');
const buy = (page: Page) => page.getByRole('button', { name: 'PayPal Buy Now' }).click();

for (const api of ['payments_v1', 'orders_v2'] as const) {
  test.describe(`PayPal's own answers, ${api}`, () => {
    // PayPal refuses a second capture, and one without money.
    test.use({ api, expectedProblems: ['400', '422'] });

    test('are understood from the button to paid', async ({ page, foreignShop, sandbox, payment }) => {
      await page.goto(foreignShop.url);
      await buy(page);
      await payment.pay();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      await expect(page.getByText('$10.00')).toBeVisible();
      expect(await sandbox.balances('USD')).toEqual({ merchant: '10.00', buyer: '4990.00' });
      expect(foreignShop.captures).toBe(1);

      // PayPal says no more than that it was done before.
      await page.reload();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toMatchObject([{ gross: '10.00', status: 'Completed' }]);
    });

    test('lead back to PayPal when the card is declined', async ({ page, foreignShop, sandbox, payment, order }) => {
      await page.goto(foreignShop.url);
      await buy(page);
      await payment.payWithBankThatRefuses();
      await expect(status(page)).toHaveAttribute('data-status', 'declined');
      expect(await sandbox.payments()).toEqual([]);
      await order.wayBack.click();
      await payment.payNow();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toHaveLength(1);
    });

    test('charge nobody who turns back', async ({ page, foreignShop, payment }) => {
      await page.goto(foreignShop.url);
      await buy(page);
      await payment.cancel();
      await expect(status(page)).toHaveAttribute('data-status', 'cancelled');
      expect(foreignShop.captures).toBe(0);
    });
  });
}
