import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Sandbox } from '../../e2e/fixtures/sandbox';
import { ownPage, scriptTag } from '../fixtures/own-page';
import { closed, expectArmed, openWindow, overlay, payButton, status } from '../fixtures/popup';
import { expect, test } from '../fixtures/test';

const BUTTON = '<checkout-button label="buynow" sku="TEAPOT" name="Teapot" price="68.00"></checkout-button>';

/** A page whose button opens PayPal in a window of its own. */
async function shop(page: Page, paypal: string, more = '') {
  const script = scriptTag(paypal, { more: `data-presentation="popup" ${more}` });
  await ownPage(page, script, BUTTON);
}

/** Pays in a window of its own: the page tells so, and there is one payment. */
async function expectPays(page: Page, sandbox: Sandbox) {
  const { window, payment } = await openWindow(page);
  await payment.pay();
  await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
  await closed(window);
  await expect(status(page)).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
}

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

test('who turns back finds the page as it was, and pays', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const { window, payment } = await openWindow(page);
  await payment.cancel();
  await closed(window);
  await expectArmed(page);
  expect(page.url()).toContain('/pages/own.html');
  await expectPays(page, sandbox);
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

test('the overlay closes the window, by its button and by Escape, and the next one pays', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const first = await openWindow(page);
  await overlay(page).getByRole('button', { name: 'Show the window' }).click();
  await overlay(page).getByRole('button', { name: 'Close it and stay here' }).click();
  await closed(first.window);
  const second = await openWindow(page);
  await page.bringToFront();
  await page.keyboard.press('Escape');
  await closed(second.window);
  await expectArmed(page);
  await expectPays(page, sandbox);
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

test('a window that never shows PayPal can be closed, and the next one pays', async ({ page, context, sandbox }) => {
  await context.route(`${sandbox.url}/**`, () => {});
  await shop(page, sandbox.url);
  const opened = page.waitForEvent('popup');
  await payButton(page).click();
  const window = await opened;
  await overlay(page).getByRole('button', { name: 'Close it and stay here' }).click();
  await closed(window);
  await expectArmed(page);
  await context.unroute(`${sandbox.url}/**`);
  await expectPays(page, sandbox);
});

test('when the page is gone the window tells what became of it', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const { window, payment } = await openWindow(page);
  await payment.logIn();
  await page.goto('about:blank');
  await payment.payNow();
  await window.waitForURL(/\/plain\/return\.html/);
  await expect(status(window)).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
});

test('a page that came from the browser’s cache has its button back', async ({ page, sandbox }) => {
  await shop(page, sandbox.url);
  const { window } = await openWindow(page);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expectArmed(page);
  await window.close();
  await expectPays(page, sandbox);
});

/** The words by which the component knows browsers inside of other apps. */
function wordsOfApps(): string[] {
  const source = readFileSync(join(import.meta.dirname, '..', '..', '..', 'src', 'config', 'presentation.rs'), 'utf8');
  const list = /const IN_APP: \[&str; (\d+)\] = \[([^\]]+)\]/.exec(source);
  const words = [...(list?.[2] ?? '').matchAll(/"([^"]+)"/g)].map(([, word]) => word ?? '');
  if (words.length === 0 || words.length !== Number(list?.[1])) throw new Error('the words cannot be read');
  return words;
}

const AUTO = { more: 'data-presentation="auto"' };

test('“auto” is a window where windows lie beside each other', async ({ page, sandbox }) => {
  await ownPage(page, scriptTag(sandbox.url, AUTO), BUTTON);
  await expectPays(page, sandbox);
});

for (const { where, device } of [
  { where: 'on a telephone', device: { hasTouch: true, isMobile: true } },
  ...wordsOfApps().map((word) => ({
    where: `in a browser inside of another app (${word})`,
    device: { userAgent: `Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 ${word}` },
  })),
]) {
  test.describe(where, () => {
    test.use(device);

    test('“auto” is the redirect, and pays', async ({ page, context, payment, sandbox }) => {
      await ownPage(page, scriptTag(sandbox.url, AUTO), BUTTON);
      await payButton(page).click();
      await payment.pay();
      await page.waitForURL(/\/plain\/return\.html/);
      await expect(status(page)).toHaveAttribute('data-status', 'reported');
      expect(context.pages()).toHaveLength(1);
      expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
    });
  });
}
