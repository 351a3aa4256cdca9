import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';

const buyNow = (page: Page) => page.getByRole('button', { name: 'Buy the teapot with PayPal' });
const add = (page: Page) => page.getByRole('button', { name: 'Put the teapot into the PayPal cart' });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the forms pay', async ({ page, payment, sandbox }) => {
    await page.goto('/plain/buy-now.html');
    await buyNow(page).click();
    await payment.pay();
    await expect(payment.heading('Payment sent')).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);
  });

  test('PayPal keeps the cart', async ({ page, payment, sandbox }) => {
    await page.goto('/plain/cart.html');
    await add(page).click();
    await payment.button('Check out').click();
    await payment.pay();
    await expect(payment.heading('Payment sent')).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);
  });
});

test.describe('with WebAssembly refused by the policy', () => {
  test.use({ expectedProblems: ['WebAssembly', 'wasm'] });

  test('the forms pay', async ({ page, payment, sandbox }) => {
    await page.goto('/plain/buy-now.html?no-wasm');
    await buyNow(page).click();
    await payment.pay();
    await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
    await page.goto('/plain/cart.html?no-wasm');
    await add(page).click();
    await payment.button('Check out').click();
    await payment.pay();
    await expect(payment.heading('Payment sent')).toBeVisible();
    const payments = await sandbox.payments();
    expect(payments.map(({ gross }) => gross)).toEqual(['72.90', '72.90']);
  });
});

test.describe('with a module that is missing', () => {
  test.use({ expectedProblems: ['404', 'wasm'] });

  test('the forms pay, and the page is told', async ({ page, payment, sandbox }) => {
    await page.route('**/*.wasm', (route) => route.fulfill({ status: 404 }));
    await page.goto('/plain/cart.html');
    await add(page).click();
    await payment.button('Check out').click();
    await payment.pay();
    await expect(payment.heading('Payment sent')).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);

    await page.goto('/plain/cart.html');
    const code = await page.evaluate(() =>
      (globalThis as unknown as { leptosPaypal: { ready(): Promise<void> } }).leptosPaypal
        .ready()
        .catch((error: { code: string }) => error.code),
    );
    expect(code).toBe('wasm_unavailable');
    // The children of the dialog's cart are its way again.
    await expect(page.getByRole('link', { name: 'Cart' })).toBeVisible();
  });
});

test.describe('with a slow network', () => {
  /** Holds the module back until it is let go. */
  async function hold(page: Page): Promise<() => void> {
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route('**/*.wasm', async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    return go;
  }

  test('a click before the module is done once, when it comes', async ({ page }) => {
    const go = await hold(page);
    await page.goto('/plain/cart.html');
    await add(page).click();
    await add(page).click();
    go();
    const cart = page.getByRole('region', { name: 'Your cart' });
    await expect(cart.getByTestId('cart-total')).toHaveText('$72.90');
    expect(new URL(page.url()).pathname).toBe('/plain/cart.html');
  });

  test('a click that waited too long pays with the form', async ({ page, payment, sandbox }) => {
    await page.clock.install();
    await hold(page);
    await page.goto('/plain/cart.html');
    await add(page).click();
    await page.clock.fastForward(6_000);
    await payment.button('Check out').click();
    await payment.pay();
    await expect(payment.heading('Payment sent')).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);
  });

  test('Buy Now does not wait', async ({ page, payment, sandbox }) => {
    await hold(page);
    await page.goto('/plain/buy-now.html');
    await buyNow(page).dblclick();
    await payment.pay();
    await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
    expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);
  });
});
