import { expect, test } from '../fixtures/test';

for (const [folder, name] of [
  ['react', 'React'],
  ['react18', 'React'],
  ['vue', 'Vue'],
] as const) {
  const home = `/${folder}/components.html`;

  test(`the components for ${folder} pay`, async ({ page, payment, sandbox }) => {
    await page.goto(home);
    await expect(page.getByRole('heading', { name: `Components for ${name}` })).toBeVisible();
    await expect(page.getByText('0 in the cart')).toBeVisible();
    await page.getByRole('button', { name: 'Two whisks' }).click();
    await expect(page.getByText('2 in the cart, 48.00')).toBeVisible();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.getByText('3 in the cart, 72.00')).toBeVisible();
    await page.getByRole('button', { name: 'PayPal Checkout' }).click();
    await payment.logIn();
    await expect(payment.total).toContainText('72.00');
    await payment.payNow();
    await page.waitForURL((url) => url.pathname === home && url.searchParams.has('returned'));
    await expect(page.getByRole('status').filter({ hasText: 'approved: paid' })).toBeVisible();
    await expect(page.getByText('0 in the cart')).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '72.00' }]);
  });

  test(`the components for ${folder} tell, can stay, and pay after the buyer has turned back`, async ({ page, payment, sandbox }) => {
    await page.goto(home);
    await page.getByRole('checkbox', { name: 'Stay here' }).check();
    const button = page.getByRole('button', { name: 'PayPal Buy Now' });
    await button.click();
    await expect(page.getByText('leaves with 24.00')).toBeVisible();
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('button', { name: 'Two whisks' }).click();
    await page.getByRole('button', { name: 'Empty it' }).click();
    await expect(page.getByText('0 in the cart')).toBeVisible();
    await page.getByRole('checkbox', { name: 'Stay here' }).uncheck();
    await button.click();
    await payment.cancel();
    await expect(page.getByText('turned back')).toBeVisible();
    expect(await sandbox.payments()).toEqual([]);
    await button.click();
    await payment.pay();
    await expect(page.getByRole('status').filter({ hasText: 'approved: paid' })).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '24.00' }]);
  });

  test.describe('where the module could not be loaded at first', () => {
    test.use({ expectedProblems: ['wasm', 'ERR_FAILED', 'Failed to fetch'] });

    test(`the cart of ${folder} tries again, and pays`, async ({ page, payment, sandbox }) => {
      let tries = 0;
      await page.route('**/*.wasm', (route) => {
        tries += 1;
        return tries === 1 ? route.abort() : route.continue();
      });
      await page.goto(home);
      const cart = page.getByRole('region', { name: 'Your cart' });
      await expect.poll(() => tries).toBeGreaterThan(0);
      await expect(async () => {
        await page.getByRole('button', { name: 'Two whisks' }).click();
        await expect(cart.getByText('Bamboo whisk')).toBeVisible({ timeout: 2_000 });
      }).toPass();
      await page.getByRole('button', { name: 'PayPal Checkout' }).click();
      await payment.pay();
      await expect(page.getByRole('status').filter({ hasText: 'approved: paid' })).toBeVisible();
      expect(await sandbox.payments()).toHaveLength(1);
    });
  });

  test.describe('under a policy without PayPal’s SDK', () => {
    test.use({ expectedProblems: ['Content Security Policy', 'sdk_', 'Trusted'] });

    test(`the components for ${folder} tell that it is blocked, and our own button pays`, async ({ page, payment, sandbox }) => {
      await page.goto(`${home}?path=sdk`);
      await expect(page.getByRole('status').filter({ hasText: 'sdk_blocked' })).toBeVisible();
      await page.getByRole('button', { name: 'PayPal Buy Now' }).click();
      await payment.pay();
      await page.waitForURL((url) => url.pathname === home && url.searchParams.has('returned'));
      await expect(page.getByRole('status').filter({ hasText: 'approved: paid' })).toBeVisible();
      expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '24.00' }]);
    });
  });
}
