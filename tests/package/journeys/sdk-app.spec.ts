import { devices, type Page } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { SdkButtons, type SdkVersion } from '../../e2e/pages/sdk-buttons';
import { expect, test } from '../fixtures/test';

// PayPal's app on a phone: the page is left for it, and its way back ends on the
// return page.

const PAGES: { version: SdkVersion; file: string }[] = [
  { version: 'v5', file: 'sdk-v5.html' },
  { version: 'v6', file: 'sdk.html' },
];
const { userAgent, viewport } = devices['Pixel 7'];

/** The example with `appSwitch`, and a teapot in its cart. */
async function open(page: Page, file: string, version: SdkVersion): Promise<SdkButtons> {
  await page.goto(`/plain/${file}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.evaluate(() => {
    const { configure } = (globalThis as unknown as { leptosPaypal: { configure(options: object): void } }).leptosPaypal;
    configure({ appSwitch: true });
  });
  const buttons = new SdkButtons(page, page.locator('checkout-cart'), version);
  await expect(buttons.paypal).toBeVisible();
  return buttons;
}

const status = (page: Page) => page.locator('[data-status]');
const app = (page: Page) => page.getByText('This page stands for the PayPal app.');

for (const { version, file } of PAGES) {
  test.describe(`on a phone, by ${version}`, () => {
    test.use({ userAgent, viewport, isMobile: true, hasTouch: true });

    test('the app pays, and a reload charges nobody', async ({ page, sandbox }) => {
      const buttons = await open(page, file, version);
      await buttons.paypal.tap();
      await expect(app(page)).toBeVisible();
      const payment = new PaymentPage(page);
      await payment.logIn();
      await expect(payment.total).toContainText('72.90');
      await payment.payNow();
      await page.waitForURL(/\/plain\/client-return\.html\?checkout=co_\w+#onApprove&token=/);
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      const checkout = new URL(page.url()).searchParams.get('checkout');
      await page.reload();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '72.90', invoice: checkout }]);
      await expect(page.getByText('Your cart is empty')).toBeVisible();
    });

    test('who turns back in the app pays nothing, and pays by the next try', async ({ page, sandbox }) => {
      const first = await open(page, file, version);
      await first.paypal.tap();
      await expect(app(page)).toBeVisible();
      await new PaymentPage(page).cancel();
      await page.waitForURL(/#onCancel&token=/);
      await expect(status(page)).toHaveAttribute('data-status', 'cancelled');
      expect(await sandbox.payments()).toEqual([]);
      const again = await open(page, file, version);
      await again.paypal.tap();
      await new PaymentPage(page).pay();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toHaveLength(1);
    });
  });

  test(`elsewhere the window opens as before, by ${version}`, async ({ page, sandbox }) => {
    const buttons = await open(page, file, version);
    const payment = await buttons.open();
    await payment.pay();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '72.90', buyer: '4927.10' });
  });
}

test('what stands behind the # of a return page is a hint, and completes nothing of others', async ({ page, sandbox }) => {
  await page.goto('/plain/client-return.html?checkout=co_abcdefghijklmnopqrstuvwxyz#onApprove&token=5O190127TN364715T&PayerID=BUYER23456789');
  await expect(status(page)).toHaveAttribute('data-status', 'thanks');
  expect(await sandbox.payments()).toEqual([]);
});
