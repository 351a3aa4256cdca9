import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Product } from '../../../pkg/index.js';
import { expect, test } from '../fixtures/test';

interface Manifest {
  modules: { declarations: { tagName?: string; cssParts?: { name: string }[] }[] }[];
}

/** The parts of an element as its table has them. */
async function documented(tag: string) {
  const file = join(import.meta.dirname, '..', '..', '..', 'pkg', 'custom-elements.json');
  const { modules } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const all = modules.flatMap(({ declarations }) => declarations);
  return all.find(({ tagName }) => tagName === tag)?.cssParts?.map(({ name }) => name).sort();
}

/** The parts that the elements of that name have. */
const there = (page: Page, tag: string) =>
  page.locator(tag).evaluateAll((elements) => {
    const parts = elements.flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('[part]') ?? [])]);
    return [...new Set(parts.flatMap(({ part }) => [...part]))].sort();
  });

/** The parts of elements with a form for a card, which needs PayPal's SDK. */
async function withCards(page: Page) {
  await page.goto('/plain/sdk.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.evaluate(() => {
    const { configure } = (globalThis as unknown as { leptosPaypal: { configure(options: object): void } }).leptosPaypal;
    configure({ cardFields: true });
  });
  await expect(page.locator('checkout-cart, checkout-button').getByRole('button', { name: 'Pay with this card' })).toHaveCount(2);
  const tags = ['checkout-add', 'checkout-button', 'checkout-cart'];
  return Object.fromEntries(await Promise.all(tags.map(async (tag) => [tag, await there(page, tag)])));
}

test('every part is in the tables, and nothing else', async ({ page, sandbox: _ }) => {
  const cards = await withCards(page);
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.evaluate(() => {
    const product: Product = {
      sku: 'MUG',
      name: 'Mug',
      price: { value: '18.00', currency: 'USD' },
      options: [{ name: 'Size', choices: [{ value: 'Small' }] }],
    };
    const add = Object.assign(document.createElement('checkout-add'), { product });
    const donation = document.createElement('checkout-button');
    donation.setAttribute('label', 'donate');
    donation.setAttribute('name', 'Trees');
    donation.setAttribute('suggested', '5.00');
    document.body.append(add, document.createElement('checkout-button'), donation);
  });
  await expect(page.getByLabel('Size')).toBeVisible();
  await expect(page.locator('checkout-button').getByRole('button', { name: 'PayPal', exact: true })).toBeVisible();
  for (const tag of ['checkout-add', 'checkout-button', 'checkout-cart']) {
    const all = async () => [...new Set([...cards[tag], ...(await there(page, tag))])].sort();
    await expect.poll(all, tag).toEqual(await documented(tag));
  }
  await page.goto('/plain/return.html');
  await expect(page.locator('[data-status]')).toBeVisible();
  expect(await there(page, 'checkout-return')).toEqual(await documented('checkout-return'));
});
