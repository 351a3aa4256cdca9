// A shop that a bundler has built, with a rule of its own for style sheets.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/test';

const installed = process.env.LEPTOS_PAYPAL_EXAMPLES ?? '';

test('a shop that webpack has built sells, and its buttons have their look', async ({ page }) => {
  await page.goto('/webpack/');
  const add = page.getByRole('button', { name: 'Add to cart: Mug' });
  await expect(add).toBeVisible();
  expect((await add.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await add.click();
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$18.00');
  await expect(cart.getByRole('button', { name: 'PayPal Checkout' })).toHaveCSS('background-color', 'rgb(255, 196, 57)');
});

test('the bundle of webpack has every part of the module', async () => {
  const parts = async (...folder: string[]) => (await readdir(join(installed, ...folder))).filter((name) => name.endsWith('.wasm'));
  const packed = await parts('plain', 'leptos-paypal');
  expect(packed.length).toBeGreaterThan(1);
  expect(await parts('webpack')).toHaveLength(packed.length);
});
