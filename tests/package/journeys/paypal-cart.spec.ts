// The cart that PayPal keeps: articles are added to it, and it is paid there.

import { PayPalCartPage } from '../../e2e/pages/paypal-cart';
import { ownPage, scriptTag, sentForm } from '../fixtures/own-page';
import { expect, loaded, test } from '../fixtures/test';

const PAGE = `data-paypal-page='{"lc":"de_DE","cpp_logo_image":"https://shop.example/logo.png"}'`;
const POPUP = 'data-presentation="popup"';

const TEAPOT = '<checkout-button label="addtocart" sku="TEAPOT" name="Teapot" price="68.00" options=\'{"Colour":"Green"}\'></checkout-button>';

test('two articles are added, shown and paid, without the module', async ({ page, payment, sandbox }) => {
  const files = loaded(page);
  const cart = new PayPalCartPage(page);
  await page.goto('/plain/paypal-cart.html');
  await page.getByRole('button', { name: 'Add to PayPal cart: Teapot' }).click();
  await expect(cart.line('Teapot')).toContainText('Green');
  await cart.continueShopping();
  await page.waitForURL(/\/plain\/paypal-cart\.html$/);
  await page.getByRole('button', { name: 'Add to PayPal cart: Bamboo whisk' }).click();
  await expect(cart.line('Bamboo whisk')).toContainText('48.00');
  await cart.continueShopping();
  await page.getByRole('button', { name: 'View PayPal cart' }).click();
  await expect(cart.lines).toHaveCount(2);
  expect(files).not.toContain('module_bg.wasm');
  await cart.checkOut();
  await payment.logIn();
  await expect(payment.total).toContainText('116.00');
  await payment.payNow();
  await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
  // What is in PayPal's cart is PayPal's to say.
  await expect(page.locator('[data-status]')).not.toContainText(/\d+\.\d\d/);
  const payments = await sandbox.payments();
  expect(payments).toMatchObject([{ status: 'Completed', gross: '116.00', custom: new URL(page.url()).searchParams.get('checkout') }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '116.00', buyer: '4884.00' });
});

test('a cart is paid, and the next one too', async ({ page, payment, sandbox }) => {
  const cart = new PayPalCartPage(page);
  for (const count of [1, 2]) {
    await page.goto('/plain/paypal-cart.html');
    await page.getByRole('button', { name: 'Add to PayPal cart: Teapot' }).click();
    await expect(cart.lines).toHaveCount(1);
    await cart.checkOut();
    await payment.pay();
    await page.waitForURL(/\/plain\/return\.html/);
    await expect.poll(async () => (await sandbox.payments()).map(({ gross }) => gross)).toEqual(Array(count).fill('68.00'));
  }
});

test('the fields of an article', async ({ page, sandbox }) => {
  await ownPage(page, scriptTag(sandbox.url), TEAPOT);
  const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Add to PayPal cart' }).click());
  const { custom, return: back, cancel_return: cancelled, ...rest } = sent;
  expect(custom).toMatch(/^co_[a-z2-7]{26}$/);
  expect(back).toContain(`checkout=${custom}`);
  expect(cancelled).toContain(`checkout=${custom}&cancelled=1`);
  expect(rest).toEqual({
    cmd: '_cart',
    charset: 'utf-8',
    business: 'merchant@example.com',
    currency_code: 'USD',
    add: '1',
    item_name: 'Teapot',
    item_number: 'TEAPOT',
    amount: '68.00',
    on0: 'Colour',
    os0: 'Green',
    shopping_url: expect.stringMatching(/\/pages\/own\.html$/),
  });
});

test.describe('with the variables of the page', () => {
  test('the module sends them', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url, { more: PAGE }), TEAPOT);
    await expect(page.locator('.cx-paypal')).toBeVisible();
    const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Add to PayPal cart' }).click());
    expect(sent).toMatchObject({ cmd: '_cart', add: '1', item_number: 'TEAPOT', amount: '68.00', quantity: '1', on0: 'Colour', os0: 'Green', lc: 'de_DE' });
    expect(sent.cpp_logo_image).toBe('https://shop.example/logo.png');
    expect(sent.shopping_url).toMatch(/\/pages\/own\.html$/);
    expect(sent).not.toHaveProperty('invoice');
  });

  test('the module shows the cart', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url, { more: PAGE }), '<checkout-button label="viewcart"></checkout-button>');
    await expect(page.locator('.cx-paypal')).toBeVisible();
    const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'View PayPal cart' }).click());
    expect(sent).toMatchObject({ cmd: '_cart', display: '1', business: 'merchant@example.com', lc: 'de_DE' });
    expect(sent).not.toHaveProperty('cpp_logo_image');
    await expect(new PayPalCartPage(page).empty).toBeVisible();
  });
});

test.describe('what PayPal’s cart does not take', () => {
  test.use({ expectedProblems: ['leptos-paypal:'] });

  for (const { what, code, attributes } of [
    { what: 'more than one buyer can have', code: 'quantity_above_limit', attributes: 'quantity="3" max-quantity="2"' },
    { what: 'more than PayPal counts', code: 'quantity_above_limit', attributes: 'quantity="10000"' },
    { what: 'another currency than the cart’s', code: 'currency_mixed', attributes: 'currency="EUR"' },
    { what: 'eleven options', code: 'variable_out_of_range', attributes: `options='${JSON.stringify(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`Option ${index}`, 'Yes'])))}'` },
  ]) {
    test(`${what} is refused without the module`, async ({ page, sandbox }) => {
      await ownPage(page, scriptTag(sandbox.url), `<checkout-button label="addtocart" name="Teapot" price="68.00" ${attributes}></checkout-button>`);
      await page.getByRole('button', { name: 'Add to PayPal cart' }).click();
      await expect(page.getByRole('alert')).toContainText(code);
    });
  }

  test('is refused by name', async ({ page, sandbox }) => {
    const pricing = `data-pricing='{"currency":"USD","shipping":{"first":{"value":"4.90","currency":"USD"}}}'`;
    await ownPage(page, scriptTag(sandbox.url, { more: pricing }), TEAPOT);
    await expect(page.locator('.cx-paypal')).toBeVisible();
    await page.getByRole('button', { name: 'Add to PayPal cart' }).click();
    await expect(page.getByRole('alert')).toContainText('variable_not_for_command');
    await expect(page.getByRole('alert')).toContainText('Nothing was charged.');
  });
});

test.describe('in a window beside the page', () => {
  test('articles are added and paid', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url, { more: POPUP }), TEAPOT);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Add to PayPal cart' }).click();
    const cart = new PayPalCartPage(await opened);
    await expect(cart.line('Teapot')).toContainText('68.00');
    await cart.checkOut();
    await cart.payment.pay();
    await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
  });

  test('a button saved at PayPal is that button, and never the cart', async ({ page, sandbox }) => {
    const button = '<checkout-button hosted-button-id="6RNT8A4HBBJRE" options=\'{"Size":"Large"}\'></checkout-button>';
    await ownPage(page, scriptTag(sandbox.url, { more: POPUP }), button);
    await expect(page.locator('.cx-paypal')).toBeEnabled();
    const sent = page.context().waitForEvent('request', (request) => request.url().startsWith(sandbox.url) && request.method() === 'POST');
    await page.getByRole('button', { name: 'PayPal' }).click();
    const fields = Object.fromEntries(new URLSearchParams((await sent).postData() ?? ''));
    expect(fields).toMatchObject({ cmd: '_s-xclick', hosted_button_id: '6RNT8A4HBBJRE', on0: 'Size', os0: 'Large' });
  });
});
