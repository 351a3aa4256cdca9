import { expect, test } from '../fixtures/test';

test('Buy Now pays without a server', async ({ staticPage, payment, sandbox, page }) => {
  await staticPage.open();
  await staticPage.ready();
  await staticPage.buyNow.click();
  await payment.logIn();
  await expect(payment.total).toContainText('72.90');
  await payment.payNow();
  await page.waitForURL(/\/www\/static\.html/);
  await expect(staticPage.status).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '72.90' }]);
});

test('a cart pays without a server', async ({ staticPage, payment, sandbox, page }) => {
  const { cart } = staticPage;
  await staticPage.open();
  await staticPage.ready();
  await staticPage.goods('Everyday Mug').getByRole('combobox', { name: 'Size' }).selectOption({ index: 1 });
  await staticPage.goods('Everyday Mug').getByRole('button', { name: 'Add to cart' }).click();
  await staticPage.goods('Sencha').getByRole('button', { name: 'Add to cart' }).click();
  await expect(cart.lines).toHaveCount(2);
  await cart.button('Increase quantity of Everyday Mug').click();
  // 2 × 22.50 and 16.00; 4.90 for the first and 1.00 for each of two more.
  await expect(cart.total).toHaveText('$67.90');
  await cart.pay.click();
  await payment.logIn();
  await expect(payment.total).toContainText('67.90');
  await payment.payNow();
  await page.waitForURL(/\/www\/static\.html/);
  await expect(staticPage.status).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '67.90' }]);
});

test('turning back keeps the cart of the page', async ({ staticPage, payment, page }) => {
  await staticPage.open();
  await staticPage.ready();
  await staticPage.goods('Sencha').getByRole('button', { name: 'Add to cart' }).click();
  await staticPage.cart.pay.click();
  await payment.cancel();
  await page.waitForURL(/\/www\/static\.html/);
  await expect(staticPage.status).toHaveAttribute('data-status', 'cancelled');
  await expect(staticPage.cart.lines).toHaveCount(1);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('Buy Now is a plain form', async ({ staticPage, payment, sandbox }) => {
    await staticPage.open();
    await staticPage.plainBuyNow.click();
    await payment.pay();
    await expect(payment.heading('Payment sent')).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '72.90' }]);
  });

  test('PayPal keeps the cart', async ({ staticPage, payment, sandbox, page }) => {
    await staticPage.open();
    await staticPage.goods('Everyday Mug').getByLabel('Size').selectOption('Large, 350 ml');
    await staticPage.goods('Everyday Mug').getByRole('button', { name: 'Add to the PayPal cart' }).click();
    await expect(payment.heading('Your cart')).toBeVisible();
    await page.goto('/www/static.html');
    await staticPage.goods('Sencha').getByRole('button', { name: 'Add to the PayPal cart' }).click();
    await expect(page.getByText('Large, 350 ml')).toBeVisible();
    await payment.button('Check out').click();
    await payment.pay();
    await expect(payment.heading('Payment sent')).toBeVisible();
    const [paid] = await sandbox.payments();
    expect(paid?.status).toBe('Completed');
    // 22.50 + 16.00 and each article's own 4.90.
    expect(paid?.gross).toBe('48.30');
  });
});

test.describe('with WebAssembly refused by the page’s policy', () => {
  test.use({ expectedProblems: ['WebAssembly', 'wasm'] });

  test.beforeEach(async ({ page }) => {
    await page.route('**/*.html', async (route) => {
      const answer = await route.fetch();
      const headers = answer.headers();
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain("'wasm-unsafe-eval'");
      headers['content-security-policy'] = policy.replace(" 'wasm-unsafe-eval'", '');
      await route.fulfill({ response: answer, headers });
    });
  });

  test('the plain forms stay and pay', async ({ staticPage, payment, sandbox, page }) => {
    const refused = page.waitForEvent('console', (message) => /cannot run on this page/.test(message.text()));
    await staticPage.open();
    await refused;
    await staticPage.plainBuyNow.click();
    await payment.pay();
    // The form has the return page of the configuration, without the module as well.
    await page.waitForURL(/checkout=co_/);
    expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);
  });
});

test.describe('with WebAssembly that does not arrive', () => {
  test.use({ expectedProblems: ['module_bg.wasm', 'ERR_FAILED', 'wasm_unavailable'] });

  test('the shop leads to the plain page', async ({ page, shop }) => {
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto('/#/product/MUG');
    await expect(shop.heading('Everyday Mug')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-ready', 'shop');
    await page.getByRole('link', { name: 'Buy on the plain page' }).click();
    await expect(page.getByRole('button', { name: 'Buy now with PayPal' })).toBeVisible();
  });
});
