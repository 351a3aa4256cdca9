import type { Checkout, Product } from '../../../pkg/index.js';
import { expect, loaded, test } from '../fixtures/test';

test('with another prefix, the elements sell and pay', async ({ page, payment, sandbox }) => {
  await page.goto('/pages/prefix.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('region', { name: 'Your cart' }).getByTestId('cart-total')).toHaveText('$68.00');
  await expect(page.locator('shop-cart')).toHaveJSProperty('units', 1);
  await expect(page.getByText('The other prefix is free')).toBeVisible();
  expect(await page.evaluate(() => customElements.get('checkout-button'))).toBeUndefined();

  await page.getByRole('button', { name: 'PayPal Buy Now' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('24.00');
  await payment.payNow();
  await page.waitForURL(/\/pages\/prefix\.html\?checkout=co_/);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');

  // That payment was for one article beside the cart.
  await page.getByRole('region', { name: 'Your cart' }).getByRole('button', { name: 'PayPal' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('68.00');
  await payment.payNow();
  await page.waitForURL(/\/pages\/prefix\.html\?checkout=co_/);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
  await expect(page.locator('shop-cart')).toHaveJSProperty('units', 0);
  const payments = await sandbox.payments();
  expect(payments.map(({ gross }) => gross).sort()).toEqual(['24.00', '68.00']);
});

interface Copied {
  copy: Promise<Checkout>;
  heard: number[];
}

test('two copies of the package share one page', async ({ page, payment, sandbox }) => {
  const files = loaded(page);
  await page.addInitScript(() => {
    const { heard } = Object.assign(globalThis as unknown as Copied, { heard: [] as number[] });
    document.addEventListener('cart-change', (event) => heard.push(event.detail.units));
  });
  await page.goto('/pages/two-copies.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$68.00');
  const seen = await page.evaluate(async () => {
    const { copy, heard } = globalThis as unknown as Copied;
    const checkout = await copy;
    const product: Product = { sku: 'WHISK', name: 'Bamboo whisk', price: { value: '24.00', currency: 'USD' } };
    const before = checkout.cart.units;
    return { before, after: checkout.add(product).units, heard: [...heard] };
  });
  // Once when the stored cart was loaded, and once per change.
  expect(seen).toEqual({ before: 1, after: 2, heard: [0, 1, 2] });
  await expect(cart.getByRole('listitem')).toHaveCount(2);
  await expect(cart.getByTestId('cart-total')).toHaveText('$92.00');
  expect(files.filter((name) => name === 'module_bg.wasm')).toHaveLength(1);

  await cart.getByRole('button', { name: 'PayPal' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('92.00');
  await payment.payNow();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '92.00' }]);
});

test('the markup and the cart of minicart.js and simpleCart.js are taken over', async ({ page, payment, sandbox }) => {
  // What each of them keeps, before the page runs.
  await page.addInitScript(() => {
    if (localStorage.getItem('checkout-cart')) return;
    const items = [{ cmd: '_cart', add: '1', item_name: 'Bamboo whisk', amount: '24.00', quantity: 1 }];
    const expires = new Date(Date.now() + 60_000).toUTCString();
    localStorage.setItem('PPMiniCart', encodeURIComponent(JSON.stringify({ value: { items, settings: { currency_code: 'USD' } }, expires })));
    localStorage.setItem('simpleCart_items', JSON.stringify({ 'SCI-1': { quantity: 1, id: 'SCI-1', price: 10, name: 'Cap' } }));
  });
  await page.goto('/pages/migrate.html');
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$34.00');
  const read = await page.evaluate(() => {
    const { taken, forms, shelf } = globalThis as unknown as Record<string, unknown>;
    return { taken, forms, shelf, old: [localStorage.getItem('PPMiniCart'), localStorage.getItem('simpleCart_items')] };
  });
  const price = (value: string) => ({ value, currency: 'USD' });
  expect(read).toEqual({
    taken: 2,
    forms: [
      {
        product: {
          sku: 'TEAPOT',
          name: 'Teapot',
          price: price('68.00'),
          options: [{ name: 'Colour', choices: [{ value: 'White' }, { value: 'Blue' }] }],
        },
        options: [{ name: 'Colour', value: 'Blue' }],
        quantity: 2,
      },
      // In euros, which this cart is not.
      null,
      {
        product: {
          sku: 'Bowl',
          name: 'Bowl',
          price: price('12.00'),
          options: [
            {
              name: 'Size',
              choices: [
                { value: 'Small', price: price('12.00') },
                { value: 'Large', price: price('15.50') },
              ],
            },
          ],
        },
        options: [{ name: 'Size', value: 'Small' }],
        quantity: 1,
      },
    ],
    shelf: [
      {
        product: {
          sku: 'Awesome T-shirt',
          name: 'Awesome T-shirt',
          price: price('35.99'),
          picture: '../plain/icon.svg',
          options: [{ name: 'size', choices: [{ value: 'Small' }, { value: 'Medium' }] }],
        },
        options: [{ name: 'size', value: 'Medium' }],
        quantity: 1,
      },
      { product: { sku: 'Sofa', name: 'Sofa', price: price('1234.50') }, options: [], quantity: 1 },
      null,
    ],
    old: [null, null],
  });

  const shirt = page.locator('#shirt');
  await expect(shirt.getByText('Add to Cart', { exact: true })).toHaveCount(0);
  await shirt.getByRole('combobox', { name: 'size' }).selectOption('Medium');
  await shirt.getByRole('button', { name: 'Add to cart' }).click();
  await expect(cart.getByTestId('cart-total')).toHaveText('$69.99');
  await expect(cart.getByText('Medium')).toBeVisible();
  const bowl = page.locator('#priced');
  await bowl.getByRole('combobox', { name: 'Size' }).selectOption('Large');
  await bowl.getByRole('button', { name: 'Add to cart' }).click();
  await expect(cart.getByTestId('cart-total')).toHaveText('$85.49');
  await cart.getByRole('button', { name: 'PayPal' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('85.49');
  await payment.payNow();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '85.49' }]);
});

test('in a shadow root of the page, an element that was moved there pays and is heard', async ({ page, payment, sandbox }) => {
  await page.goto('/plain/buy-now.html');
  await expect(page.getByRole('button', { name: 'PayPal Buy Now' })).toBeVisible();
  const heard = page.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        document.addEventListener('checkout', ({ detail }) => {
          sessionStorage.setItem('heard', detail.fields.find(({ name }) => name === 'amount')?.value ?? '');
        });
        const button = document.querySelector('checkout-button[price]') as Element;
        button.remove();
        // Longer away than a move.
        setTimeout(() => {
          const host = document.createElement('div');
          host.attachShadow({ mode: 'open' }).append(button);
          document.body.append(host);
          resolve(host.shadowRoot?.childElementCount);
        });
      }),
  );
  expect(await heard).toBe(1);
  await page.getByRole('button', { name: 'PayPal Buy Now' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('48.00');
  await payment.payNow();
  await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
  expect(await page.evaluate(() => sessionStorage.getItem('heard'))).toBe('24.00');
  expect(await sandbox.payments()).toMatchObject([{ gross: '48.00' }]);
});

test('moved while the module loads, an element still does what was asked of it', async ({ page }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Put the teapot into the PayPal cart' }).click();
  await page.evaluate(() => document.body.append(document.querySelector('checkout-add') as Element));
  go();
  await expect(page.getByRole('region', { name: 'Your cart' }).getByTestId('cart-total')).toHaveText('$72.90');
  await expect(page.locator('body > :last-child').getByRole('button', { name: 'Add to cart' })).toBeVisible();
});
