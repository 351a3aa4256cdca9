import type { Page } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { CREATION } from '../fixtures/client-path';
import { closed, expectArmed, openWindow, overlay, payButton, status } from '../fixtures/popup';
import { expect, test } from '../fixtures/test';

// The page makes the payment itself, and PayPal is in a window of its own.

/** Holds the creation of the payment until it is released. */
async function holdCreation(page: Page) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(
    CREATION,
    async (route) => {
      await released;
      await route.continue();
    },
    { times: 1 },
  );
  return { held: page.waitForRequest(CREATION), release };
}

for (const { api, file } of [
  { api: 'orders_v2', file: 'client-popup.html' },
  { api: 'payments_v1', file: 'client-popup-v1.html' },
]) {
  const paid = { api, status: 'Completed', gross: '24.00' };

  test(`${api} pays from the page in a window of its own`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    const { window, payment } = await openWindow(page);
    await payment.pay();
    await page.waitForURL(/\/plain\/client-return\.html\?checkout=co_/);
    await closed(window);
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([paid]);
  });

  test(`the window is opened in the click, before ${api} has answered`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    const { held, release } = await holdCreation(page);
    const opened = page.waitForEvent('popup');
    await payButton(page).click();
    const window = await opened;
    await held;
    expect(window.url()).toBe('about:blank');
    release();
    await new PaymentPage(window).pay();
    await closed(window);
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([paid]);
  });

  test(`a window that is closed before ${api} has answered is the redirect`, async ({ page, payment, sandbox }) => {
    await page.goto(`/plain/${file}`);
    const { held, release } = await holdCreation(page);
    const opened = page.waitForEvent('popup');
    await payButton(page).click();
    const window = await opened;
    await held;
    await window.close();
    release();
    await payment.pay();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([paid]);
  });

  test.describe(() => {
    test.use({ expectedProblems: ['503'] });

    test(`a payment that ${api} does not make closes its window, and the next one is paid`, async ({ page, sandbox }) => {
      await page.goto(`/plain/${file}`);
      await page.route(CREATION, (route) => route.fulfill({ status: 503, json: { name: 'SERVICE_UNAVAILABLE', debug_id: '1' }, headers: { 'access-control-allow-origin': '*' } }));
      const opened = page.waitForEvent('popup');
      await payButton(page).click();
      await closed(await opened);
      await expect(page.getByRole('alert').filter({ hasText: 'Nothing was charged' })).toBeVisible();
      await expectArmed(page);
      await page.unroute(CREATION);
      const { payment } = await openWindow(page);
      await payment.pay();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toMatchObject([paid]);
    });
  });

  test(`a blocked window is the redirect, by ${api}`, async ({ page, context, payment, sandbox }) => {
    await page.addInitScript(() => {
      window.open = () => null;
    });
    await page.goto(`/plain/${file}`);
    await payButton(page).click();
    await payment.pay();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(context.pages()).toHaveLength(1);
    expect(await sandbox.payments()).toMatchObject([paid]);
  });

  test(`when the page is gone the window completes the payment of ${api}`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    const { window, payment } = await openWindow(page);
    await payment.logIn();
    await page.goto('about:blank');
    await payment.payNow();
    await window.waitForURL(/\/plain\/client-return\.html/);
    await expect(status(window)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([paid]);
  });

  test(`who leaves the page and comes back pays in the window that is still open, by ${api}`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    const { window, payment } = await openWindow(page);
    await page.goto('/plain/cart.html');
    await page.goBack();
    await expect(payButton(page)).toBeVisible();
    await expectArmed(page);
    await payButton(page).click();
    await expect(overlay(page)).toBeVisible();
    await payment.pay();
    await closed(window);
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([paid]);
  });

  test(`a window that PayPal isolates from the page pays all the same, by ${api}`, async ({ page, context, sandbox }) => {
    // The page of a v1 payment has a redirect before it.
    await context.route(/\/(checkoutnow|cgi-bin\/webscr)\?/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' } });
    });
    await page.goto(`/plain/${file}`);
    const { payment } = await openWindow(page);
    // From here it looks closed.
    await expectArmed(page);
    await payment.pay();
    await page.waitForURL(/\/plain\/client-return\.html\?checkout=co_/);
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([paid]);
  });
}

test('the overlay brings the window back to the front', async ({ page, sandbox }) => {
  await page.addInitScript(() => {
    const open = window.open.bind(window);
    let focused = 0;
    Object.assign(globalThis, { timesFocused: () => focused });
    window.open = (...place) => {
      const opened = open(...place);
      if (!opened) return null;
      // A window of another origin cannot be watched: this stands before it.
      return {
        get closed() {
          return opened.closed;
        },
        get location() {
          return opened.location;
        },
        focus() {
          focused += 1;
          opened.focus();
        },
        close: () => opened.close(),
      } as Window;
    };
  });
  const timesFocused = () => page.evaluate(() => (globalThis as unknown as { timesFocused(): number }).timesFocused());
  await page.goto('/plain/client-popup.html');
  const { payment } = await openWindow(page);
  const before = await timesFocused();
  await overlay(page).getByRole('button', { name: 'Show the window' }).click();
  expect(await timesFocused()).toBe(before + 1);
  await payment.pay();
  await expect(status(page)).toHaveAttribute('data-status', 'paid');
  expect(await sandbox.payments()).toHaveLength(1);
});
