import type { Page } from '@playwright/test';
import { CardForm } from '../../e2e/pages/card-form';
import { SdkButtons, sdkScripts, type SdkVersion } from '../../e2e/pages/sdk-buttons';
import { expect, loaded, test } from '../fixtures/test';

const PAGES: { version: SdkVersion; file: string }[] = [
  { version: 'v5', file: 'sdk-v5.html' },
  { version: 'v6', file: 'sdk.html' },
];

/** The form for a card in the cart of 72.90 that the page finds again. */
async function openAgain(page: Page, file: string) {
  await page.goto(`/plain/${file}`);
  await page.evaluate(() => {
    const { configure } = (globalThis as unknown as { leptosPaypal: { configure(options: object): void } }).leptosPaypal;
    configure({ cardFields: true });
  });
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$72.90');
  return { cart, card: new CardForm(cart), pay: cart.getByRole('button', { name: 'Pay with this card' }) };
}

/** The same with the article put into the cart. */
async function openCards(page: Page, file: string) {
  await page.goto(`/plain/${file}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByTestId('cart-total')).toHaveText('$72.90');
  return openAgain(page, file);
}

for (const { version, file } of PAGES) {
  test(`a cart pays by PayPal's SDK ${version} without a server`, async ({ page, sandbox }) => {
    const scripts = sdkScripts(page);
    await page.goto(`/plain/${file}`);
    const cart = page.getByRole('region', { name: 'Your cart' });
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(cart.getByTestId('cart-total')).toHaveText('$72.90');
    const buttons = new SdkButtons(page, page.locator('checkout-cart'), version);
    // The cart and the button beside it have one script.
    await expect(new SdkButtons(page, page.locator('checkout-button'), version).paypal).toBeVisible();
    await expect(buttons.paypal).toBeVisible();
    expect(scripts).toHaveLength(1);
    const payment = await buttons.open();
    await payment.logIn();
    await expect(payment.total).toContainText('72.90');
    await payment.payNow();
    await page.waitForURL(/\/plain\/client-return\.html\?checkout=co_/);
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    const checkout = new URL(page.url()).searchParams.get('checkout');
    expect(await sandbox.payments()).toMatchObject([{ api: 'orders_v2', status: 'Completed', gross: '72.90', invoice: checkout, custom: checkout }]);
    expect(await sandbox.balances('USD')).toEqual({ merchant: '72.90', buyer: '4927.10' });
    await expect(cart.getByText('Your cart is empty')).toBeVisible();
  });

  test(`the page chooses ways to pay and their order, and Venmo pays, by ${version}`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    await page.evaluate(() => {
      const { configure } = (globalThis as unknown as { leptosPaypal: { configure(options: object): void } }).leptosPaypal;
      configure({ fundingSources: ['venmo', 'credit', 'paypal'] });
    });
    const buttons = new SdkButtons(page, page.locator('checkout-button'), version);
    await expect.poll(() => buttons.sources()).toEqual(['venmo', 'credit', 'paypal']);
    for (const source of ['venmo', 'credit', 'paypal']) await expect(buttons.button(source)).toBeVisible();
    const payment = await buttons.open(buttons.button('venmo'));
    await expect(payment.heading('Log in')).toBeVisible();
    expect(new URL(payment.page.url()).searchParams.get('fundingSource')).toBe('venmo');
    await payment.pay();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '28.90' }]);
  });

  test(`a card pays in fields of PayPal's without a server, by ${version}`, async ({ page, sandbox }) => {
    const { cart, card, pay } = await openCards(page, file);
    await card.fill({ name: 'Ann Miller' });
    await pay.click();
    await page.waitForURL(/\/plain\/client-return\.html\?checkout=co_/);
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    const checkout = new URL(page.url()).searchParams.get('checkout');
    expect(await sandbox.payments()).toMatchObject([{ api: 'orders_v2', status: 'Completed', gross: '72.90', custom: checkout, card: 'Visa ending in 1881' }]);
    expect(await sandbox.balances('USD')).toEqual({ merchant: '72.90', buyer: '5000.00' });
    await expect(cart.getByText('Your cart is empty')).toBeVisible();
  });

  test(`a card that is declined, and another one, without a server, by ${version}`, async ({ page, sandbox }) => {
    const declined = await openCards(page, file);
    await declined.card.fill({ name: 'CCREJECT-IF' });
    await declined.pay.click();
    await page.waitForURL(/client-return\.html/);
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'failed');
    await expect(declined.cart.getByTestId('cart-total')).toHaveText('$72.90');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '0.00', buyer: '5000.00' });
    const { card, pay } = await openAgain(page, file);
    await card.fill({ name: 'Ann Miller' });
    await pay.click();
    await page.waitForURL(/client-return\.html/);
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '72.90', buyer: '5000.00' });
  });

  test(`one article is paid beside the cart, by ${version}`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    const buttons = new SdkButtons(page, page.locator('checkout-button'), version);
    const payment = await buttons.open(buttons.payLater);
    await payment.pay();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '28.90', buyer: '4971.10' });
  });

  test(`what shipping costs at the buyer's address is paid, by ${version}`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.evaluate(() =>
      document.addEventListener('checkout-shipping', () => {
        const { configure } = (globalThis as unknown as { leptosPaypal: { configure(options: object): void } }).leptosPaypal;
        configure({ pricing: { shipping: { first: { value: '9.90', currency: 'USD' } } } });
      }),
    );
    const payment = await new SdkButtons(page, page.locator('checkout-cart'), version).open();
    await payment.logIn();
    await expect(payment.total).toContainText('77.90');
    await payment.payNow();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '77.90', buyer: '4922.10' });
  });

  test(`a second button of the page waits for the first one, by ${version}`, async ({ page, sandbox }) => {
    await page.goto(`/plain/${file}`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const inCart = new SdkButtons(page, page.locator('checkout-cart'), version);
    const single = new SdkButtons(page, page.locator('checkout-button'), version);
    const payment = await inCart.open();
    await payment.logIn();
    // Its window is not opened, or at once closed.
    await single.paypal.click();
    await payment.payNow();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '72.90', buyer: '4927.10' });
  });

  test(`no way to pay that the page wants is open to the buyer, by ${version}`, async ({ page, payment, sandbox }) => {
    await page.addInitScript(() =>
      document.addEventListener('checkout-error', ({ detail }) => document.documentElement.setAttribute('data-code', (detail as { code: string }).code)),
    );
    await page.goto(`/pages/sdk-none-${version}.html`);
    await expect(page.locator('html')).toHaveAttribute('data-code', 'sdk_not_eligible');
    await page.getByRole('button', { name: 'PayPal Buy Now' }).click();
    await payment.pay();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '24.00', buyer: '4976.00' });
  });

  test(`a nonce lets the script of ${version} in, the look of the element is the button’s, and it pays`, async ({ page, sandbox }) => {
    await page.goto(`/pages/sdk-nonce-${version}.html`);
    const buttons = new SdkButtons(page, page.locator('checkout-button'), version);
    await expect(buttons.paypal).toHaveAccessibleName('Buy now with PayPal');
    await expect(buttons.paypal).toHaveClass(version === 'v5' ? /color-black shape-pill/ : /color-black/);
    if (version === 'v5') await expect(buttons.paypal).toHaveCSS('height', '30px');
    await expect(page.locator('script[data-csp-nonce="page-nonce"]')).toHaveCount(1);
    const payment = await buttons.open();
    await payment.pay();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '24.00' }]);
    expect(await sandbox.balances('USD')).toEqual({ merchant: '24.00', buyer: '4976.00' });
  });
}

test('a page that does not want the SDK loads nothing of it', async ({ page, sandbox }) => {
  const names = loaded(page);
  const remote: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(sandbox.url)) remote.push(request.url());
  });
  await page.goto('/plain/client.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByTestId('cart-total')).toHaveText('$72.90');
  expect(remote).toEqual([]);
  expect(names).toContain('module_bg.wasm');
  expect(names).not.toContain('split_paypal_sdk.wasm');
});

test.describe('where the part of the module for the SDK cannot be loaded', () => {
  test.use({ expectedProblems: ['split_paypal_sdk.wasm', 'ERR_FAILED', 'Failed to fetch'] });

  test('our own button pays', async ({ page, payment, sandbox }) => {
    await page.route('**/split_paypal_sdk.wasm', (route) => route.abort());
    await page.addInitScript(() =>
      document.addEventListener('checkout-error', ({ detail }) => document.documentElement.setAttribute('data-code', (detail as { code: string }).code)),
    );
    await page.goto('/plain/sdk.html');
    await expect(page.locator('html')).toHaveAttribute('data-code', 'sdk_unavailable');
    await page.getByRole('button', { name: 'PayPal Buy Now' }).click();
    await payment.pay();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.balances('USD')).toEqual({ merchant: '28.90', buyer: '4971.10' });
  });
});
