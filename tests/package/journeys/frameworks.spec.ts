import { expect, test } from '../fixtures/test';

for (const [folder, name] of [
  ['react', 'React'],
  ['vue', 'Vue'],
  ['svelte', 'Svelte'],
] as const) {
  test(`a shop in ${name} pays`, async ({ page, payment, sandbox }) => {
    await page.goto(`/${folder}/`);
    await expect(page.getByRole('heading', { name: `A shop in ${name}` })).toBeVisible();
    await page.getByRole('combobox', { name: 'Size' }).selectOption('Large');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.getByText('1 in the cart')).toBeVisible();
    await page.getByRole('button', { name: 'PayPal Checkout' }).click();
    await payment.logIn();
    await expect(payment.total).toContainText('22.50');
    await payment.payNow();
    await page.waitForURL((url) => url.pathname === `/${folder}/` && url.searchParams.has('returned'));
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '22.50' }]);
  });
}
