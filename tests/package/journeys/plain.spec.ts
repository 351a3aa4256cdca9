import { expect, loaded, test } from '../fixtures/test';

test('Buy Now downloads no WebAssembly, and pays', async ({ page, payment, sandbox }) => {
  const files = loaded(page);
  await page.goto('/plain/buy-now.html');
  await expect(page.getByRole('button', { name: 'PayPal Buy Now' })).toBeVisible();
  await page.getByRole('button', { name: 'Buy the teapot with PayPal' }).hover();
  await page.waitForLoadState('networkidle');
  expect(files).toEqual(['checkout.js', 'pay.js']);
  await page.getByRole('button', { name: 'Buy the teapot with PayPal' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('72.90');
  await payment.payNow();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '72.90' }]);
});

test('attributes alone make the form', async ({ page, payment, sandbox }) => {
  await page.goto('/plain/buy-now.html');
  await page.getByRole('button', { name: 'PayPal Buy Now' }).dblclick();
  await payment.logIn();
  await expect(payment.total).toContainText('48.00');
  await payment.payNow();
  await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
  const payments = await sandbox.payments();
  expect(payments).toMatchObject([{ status: 'Completed', gross: '48.00' }]);
  expect(payments[0]?.custom).toBe(new URL(page.url()).searchParams.get('checkout'));
});

test('what a donor types is given', async ({ page, payment, sandbox }) => {
  const files = loaded(page);
  await page.goto('/plain/donate.html');
  await page.getByLabel('Amount in US dollars').fill('31.50');
  await page.waitForLoadState('networkidle');
  expect(files).toEqual(['checkout.js', 'pay.js']);
  await page.getByRole('button', { name: 'Donate with PayPal' }).first().click();
  await payment.logIn();
  await expect(payment.total).toContainText('31.50');
  await payment.button(/Donate|Pay now/).click();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '31.50' }]);
});

test('a donation of attributes', async ({ page, payment }) => {
  await page.goto('/plain/donate.html');
  await page.locator('checkout-button[price]').getByRole('button').click();
  await payment.logIn();
  await expect(payment.total).toContainText('10.00');
});

test('a cart pays, and the return page tells of it', async ({ page, payment, sandbox }) => {
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$72.90');
  await page.getByRole('button', { name: 'Cart, 1 item' }).click();
  await page.getByRole('dialog', { name: 'Your cart' }).getByRole('button', { name: /(One more|Increase quantity) of Teapot/ }).click();
  await page.getByRole('dialog', { name: 'Your cart' }).getByRole('button', { name: 'PayPal' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('140.90');
  await payment.payNow();
  await page.waitForURL(/\/plain\/return\.html/);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toMatchObject([{ gross: '140.90' }]);
});

test('the count is there before the module, and opens the cart when it came', async ({ page }) => {
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  const painted = page.getByRole('button', { name: 'Cart 1', exact: true });
  await expect(painted).toBeVisible();
  await painted.click();
  await painted.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  go();
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toBeVisible();
});

test('moved, taken out and put back, an element goes on', async ({ page }) => {
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const lines = page.getByRole('region', { name: 'Your cart' }).getByRole('listitem');
  await expect(lines).toHaveCount(1);
  await page.evaluate(() => document.body.prepend(document.querySelector('#cart') as Element));
  await expect(lines).toHaveCount(1);
  await page.evaluate(async () => {
    const cart = document.querySelector('#cart') as Element;
    cart.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    document.body.append(cart, cart.cloneNode(true));
  });
  await expect(lines).toHaveCount(2);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('region', { name: 'Your cart' }).getByTestId('cart-total')).toHaveText(['$140.90', '$140.90']);
});
