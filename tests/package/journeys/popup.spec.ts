import type { Page } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { ownPage, scriptTag } from '../fixtures/own-page';
import { expect, test } from '../fixtures/test';

const BUTTON = '<checkout-button label="buynow" sku="TEAPOT" name="Teapot" price="68.00"></checkout-button>';

const status = (page: Page) => page.locator('[data-status]');
const payButton = (page: Page) => page.getByRole('button', { name: 'PayPal Buy Now' });
const overlay = (page: Page) => page.getByRole('dialog', { name: 'Continue in the PayPal window' });

/** A page whose button opens PayPal in a window of its own. */
async function shop(page: Page, paypal: string, more = '') {
  const script = scriptTag(paypal, { more: `data-presentation="popup" ${more}` });
  await ownPage(page, script, BUTTON);
}

/** Presses the button, and waits for the window. */
async function openWindow(page: Page) {
  const opened = page.waitForEvent('popup');
  await payButton(page).click();
  const window = await opened;
  const payment = new PaymentPage(window);
  await expect(payment.heading('Log in')).toBeVisible();
  return { window, payment };
}

const closed = (window: Page) => expect.poll(() => window.isClosed()).toBe(true);

test('a form pays in a window of its own, and the page goes on', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const { window, payment } = await openWindow(page);
  await expect(overlay(page)).toBeVisible();
  await payment.pay();
  await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
  await closed(window);
  await expect(status(page)).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
});

for (const { api, file } of [
  { api: 'orders_v2', file: 'client-popup.html' },
  { api: 'payments_v1', file: 'client-popup-v1.html' },
]) {
  test(`${api} pays from the page in a window of its own`, async ({ page, sandbox }) => {
    await page.goto(`/pages/${file}`);
    const { window, payment } = await openWindow(page);
    await payment.pay();
    await page.waitForURL(/\/pages\/client-return\.html\?checkout=co_/);
    await closed(window);
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '24.00' }]);
  });
}

test('who turns back finds the page as it was', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const { window, payment } = await openWindow(page);
  await payment.cancel();
  await closed(window);
  await expect(overlay(page)).toBeHidden();
  await expect(payButton(page)).not.toHaveAttribute('aria-disabled', 'true');
  expect(page.url()).toContain('/pages/own.html');
});

test('a closed window gives the button back, for the same payment', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const first = await openWindow(page);
  await first.window.close();
  await expect(overlay(page)).toBeHidden();
  const second = await openWindow(page);
  await second.payment.pay();
  await expect(status(page)).toHaveAttribute('data-status', 'reported');
  const payments = await sandbox.payments();
  expect(payments).toHaveLength(1);
  expect(payments[0]?.custom).toBe(new URL(page.url()).searchParams.get('checkout'));
});

test('the overlay closes the window, by its button and by Escape', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const first = await openWindow(page);
  await overlay(page).getByRole('button', { name: 'Show the window' }).click();
  await overlay(page).getByRole('button', { name: 'Close it and stay here' }).click();
  await closed(first.window);
  const second = await openWindow(page);
  await page.bringToFront();
  await page.keyboard.press('Escape');
  await closed(second.window);
  await expect(payButton(page)).not.toHaveAttribute('aria-disabled', 'true');
});

test('a blocked window is the redirect', async ({ page, payment, sandbox }) => {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await shop(page, sandbox.url);
  await payButton(page).click();
  await payment.pay();
  await page.waitForURL(/\/plain\/return\.html/);
  await expect(status(page)).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toHaveLength(1);
});

test('a window that never shows PayPal can be closed', async ({ page, context, sandbox }) => {
  await context.route(`${sandbox.url}/**`, () => {});
  await shop(page, sandbox.url);
  const opened = page.waitForEvent('popup');
  await payButton(page).click();
  const window = await opened;
  await overlay(page).getByRole('button', { name: 'Close it and stay here' }).click();
  await closed(window);
  await expect(payButton(page)).not.toHaveAttribute('aria-disabled', 'true');
});

test('when the page is gone the window tells what became of it', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const { window, payment } = await openWindow(page);
  await payment.logIn();
  await page.goto('about:blank');
  await payment.payNow();
  await window.waitForURL(/\/plain\/return\.html/);
  await expect(status(window)).toHaveAttribute('data-status', 'reported');
});

test('a page that came from the browser’s cache has its button back', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const { window } = await openWindow(page);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect(overlay(page)).toBeHidden();
  await expect(payButton(page)).not.toHaveAttribute('aria-disabled', 'true');
  await window.close();
});

for (const { where, device } of [
  { where: 'on a telephone', device: { hasTouch: true, isMobile: true } },
  { where: 'in a browser inside of another app', device: { userAgent: 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/450.0]' } },
]) {
  test.describe(where, () => {
    test.use(device);

    test('“auto” is the redirect', async ({ page, context, payment, sandbox }) => {
      await ownPage(page, scriptTag(sandbox.url, { more: 'data-presentation="auto"' }), BUTTON);
      await payButton(page).click();
      await payment.pay();
      await page.waitForURL(/\/plain\/return\.html/);
      expect(context.pages()).toHaveLength(1);
    });
  });
}
