// Parts of the module, which only the pages load that need them.

import type { Page } from '@playwright/test';
import { buyNowForm, consoleLines, heardErrors, ownPage, scriptTag, sentForm } from '../fixtures/own-page';
import { expect, loaded, test } from '../fixtures/test';

const DONATION = '<checkout-button label="donate" name="The library" suggested="10.00"></checkout-button>';
const STATUS = '<checkout-return></checkout-return>';

/** The names of the parts that were loaded, each once. */
const parts = (files: string[]) => [...new Set(files.filter((name) => /^(split|chunk)_.*\.wasm$/.test(name)))].sort();

/** Lets a part fail, until the test takes it back. */
async function missing(page: Page, part: string) {
  const pattern = `**/split_${part}.wasm`;
  await page.route(pattern, (route) => route.abort());
  return () => page.unroute(pattern);
}

test('a cart of a merchant server loads no part', async ({ page, sandbox }) => {
  const files = loaded(page);
  const asked: string[] = [];
  await page.route('**/api/**', (route) => {
    const method = route.request().method();
    asked.push(method);
    const catalogue = { currency: 'USD', pricing: { currency: 'USD' }, products: [] };
    return route.fulfill({ json: method === 'GET' ? catalogue : { checkout_id: 'C-1', status: 'paid' } });
  });
  const article = { sku: 'MUG', name: 'Mug', price: { value: '18.00', currency: 'USD' } };
  await ownPage(page, scriptTag(sandbox.url, { more: 'data-server="/api"' }), `<checkout-add product='${JSON.stringify(article)}'></checkout-add><checkout-cart></checkout-cart>`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$18.00');
  await cart.getByRole('button', { name: 'PayPal' }).click();
  await expect.poll(() => asked).toContain('POST');
  await expect(cart.getByText('Your cart is empty')).toBeVisible();
  expect(files).toContain('module_bg.wasm');
  expect(parts(files)).toEqual([]);
});

test('a page that makes its forms loads the part for it before a click', async ({ page, sandbox }) => {
  const files = loaded(page);
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$72.90');
  await expect.poll(() => parts(files)).toContain('split_form.wasm');
  expect(parts(files).filter((name) => name.startsWith('split_'))).toEqual(['split_form.wasm']);
  await sentForm(page, sandbox.url, () => cart.getByRole('button', { name: 'PayPal' }).click());
});

for (const [what, body, own] of [
  ['a donation', DONATION, 'split_offers.wasm'],
  ['a return page', STATUS, 'split_payment_status.wasm'],
] as const) {
  test(`${what} loads its own part, beside the module`, async ({ page, sandbox }) => {
    const files = loaded(page);
    await page.route('**/module_bg.wasm', async (route) => {
      // The part does not wait for the module.
      await expect.poll(() => files).toContain(own);
      await route.continue();
    });
    await ownPage(page, scriptTag(sandbox.url), body);
    await expect(page.locator('.cx-pay, .cx-return')).toBeVisible();
    // This page makes its forms itself.
    expect(parts(files).filter((name) => name.startsWith('split_') && name !== 'split_form.wasm')).toEqual([own]);
    // Each once.
    expect(files.filter((name) => name === own)).toHaveLength(1);
  });
}

test('the client path loads its parts before a click', async ({ page }) => {
  const files = loaded(page);
  await page.goto('/plain/client.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByTestId('cart-total')).toHaveText('$72.90');
  await expect.poll(() => parts(files)).toEqual(expect.arrayContaining(['split_client_path.wasm', 'split_paypal_answer.wasm']));
  expect(parts(files).filter((name) => name.startsWith('split_'))).toEqual(['split_client_path.wasm', 'split_paypal_answer.wasm']);
});

test.describe('a part that cannot be loaded', () => {
  test.use({ expectedProblems: ['leptos-paypal:', 'ERR_FAILED', 'Failed to fetch'] });

  test('is told, and the next one who comes near has it', async ({ page, baseURL, sandbox }) => {
    const heard = await heardErrors(page);
    const lines = consoleLines(page, 'error');
    const back = await missing(page, 'payment_status');
    await ownPage(page, scriptTag(sandbox.url), '<checkout-return><p>Thank you.</p></checkout-return>');
    const address = `${baseURL}/plain/leptos-paypal/split_payment_status.wasm`;
    await expect.poll(heard).toMatchObject([{ at: 'checkout-return', code: 'part_unavailable', option: 'wasmUrl', value: address }]);
    expect(lines.some((line) => line.includes(address))).toBe(true);
    await expect(page.getByText('Thank you.')).toBeVisible();
    await back();
    await page.getByText('Thank you.').hover();
    await expect(page.locator('.cx-return')).toBeVisible();
    await expect(page.getByText('Thank you.')).toBeHidden();
    expect(await heard()).toHaveLength(1);
  });

  test('lets a button be pressed again', async ({ page, sandbox }) => {
    const heard = await heardErrors(page);
    const back = await missing(page, 'offers');
    await ownPage(page, scriptTag(sandbox.url), DONATION);
    await expect.poll(heard).toMatchObject([{ at: 'checkout-button', code: 'part_unavailable' }]);
    const button = page.getByRole('button', { name: 'PayPal' });
    await button.click();
    await expect.poll(async () => (await heard()).length).toBeGreaterThan(1);
    await expect(button).not.toHaveAttribute('aria-busy', 'true');
    await back();
    const sent = await sentForm(page, sandbox.url, () => button.click());
    expect(sent).toMatchObject({ cmd: '_donations', amount: '10.00', item_name: 'The library' });
  });

  test('leaves the page’s own form to pay', async ({ page, sandbox }) => {
    await missing(page, 'offers');
    const form = buyNowForm(sandbox.url).replace('"_xclick"', '"_donations"');
    await ownPage(page, scriptTag(sandbox.url), DONATION.replace('></', `>${form}</`));
    const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Buy the teapot' }).click());
    expect(sent).toMatchObject({ cmd: '_donations', amount: '68.00' });
  });

  test('stops no click for good on the client path', async ({ page, payment, sandbox }) => {
    const heard = await heardErrors(page);
    const back = await missing(page, 'client_path');
    await page.goto('/plain/client.html');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const cart = page.getByRole('region', { name: 'Your cart' });
    await cart.getByRole('button', { name: 'PayPal' }).click();
    await expect.poll(heard).toMatchObject([{ code: 'part_unavailable' }]);
    await expect(cart.getByRole('alert')).toContainText('Nothing was charged');
    await back();
    await cart.getByRole('button', { name: 'PayPal' }).click();
    await payment.pay();
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toHaveLength(1);
  });
});

test('parts are beside the module, where the page says where that is', async ({ page, baseURL, sandbox }) => {
  const asked: string[] = [];
  // Another folder, whose server does not know what the files are.
  await page.route('**/assets/**', async (route) => {
    const url = route.request().url().replace('/assets/', '/plain/leptos-paypal/');
    asked.push(route.request().url());
    const response = await route.fetch({ url });
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await ownPage(page, scriptTag(sandbox.url, { more: 'data-wasm-url="/assets/module_bg.wasm"' }), STATUS);
  await expect(page.locator('.cx-return')).toBeVisible();
  expect(asked).toEqual(expect.arrayContaining([`${baseURL}/assets/module_bg.wasm`, `${baseURL}/assets/split_payment_status.wasm`]));
});
