import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, loaded, test } from '../fixtures/test';

const installed = process.env.LEPTOS_PAYPAL_EXAMPLES ?? '';

for (const [folder, name] of [
  ['react', 'React'],
  ['vue', 'Vue'],
  ['svelte', 'Svelte'],
] as const) {
  test(`a shop in ${name} pays`, async ({ page, payment, sandbox }) => {
    const files = loaded(page);
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
    // Vite has given the parts other names.
    expect(files.filter((name) => name.startsWith('split_payment_status-'))).toHaveLength(1);
  });

  test(`the bundle of ${name} has every part of the module`, async () => {
    const packed = await readdir(join(installed, 'plain', 'leptos-paypal'));
    const parts = packed.filter((file) => file.endsWith('.wasm')).map((file) => file.replace('.wasm', ''));
    expect(parts).toContain('split_client_path');
    const built = await readdir(join(installed, folder, 'assets'));
    for (const part of parts) expect(built.some((file) => file.startsWith(`${part}-`)), part).toBe(true);
  });
}

// vercel/next.js #65584, #84091, facebook/react #35446, #30418, lit/lit #3858
for (const folder of ['react', 'react18']) {
  test(`what a server has rendered is hydrated and sells, in ${folder}`, async ({ page }) => {
    await page.goto(`/${folder}/rendered.html`);
    await expect(page.getByRole('heading', { name: 'Rendered on a server' })).toBeVisible();
    await page.getByRole('combobox', { name: 'Size' }).selectOption('Large');
    const cart = page.getByRole('region', { name: 'Your cart' });
    for (const [name, total] of [
      ['Mug', '$22.50'],
      ['Bamboo whisk', '$46.50'],
      ['Bowl', '$58.50'],
    ] as const) {
      await page.getByRole('button', { name: `Add to cart: ${name}` }).click();
      await expect(cart.getByTestId('cart-total')).toHaveText(total);
    }
  });
}
