// Ways in which a page gets the package, and what frameworks do to its elements.

import { buyNowForm, consoleLines, heardErrors, ownPage, scriptTag, sentForm } from '../fixtures/own-page';
import { expect, loaded, test } from '../fixtures/test';

const button = (sandbox: string) => `<checkout-button>${buyNowForm(sandbox)}</checkout-button>`;

// divolte-collector #180
test('a module script reads its configuration from its own tag', async ({ page, sandbox }) => {
  await ownPage(page, scriptTag(sandbox.url, { more: 'type="module"' }), button(sandbox.url));
  const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Buy the teapot' }).click());
  expect(sent.return).toContain('/plain/return.html?checkout=co_');
});

test.describe('an evaluated script', () => {
  // divolte-collector #180, angelleye/paypal-woocommerce #1507. It has no address, so its other files are looked for beside the page.
  test.use({ expectedProblems: ['404', 'leptos-paypal:'] });

  test('defines the elements, and the form pays', async ({ page, sandbox }) => {
    const evaluated = `<script type="module">
      new Function(await (await fetch('/plain/leptos-paypal/checkout.js')).text())();
      document.title = typeof leptosPaypal.configure;
    </script>`;
    await ownPage(page, evaluated, button(sandbox.url));
    await expect(page).toHaveTitle('function');
    await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Buy the teapot' }).click());
  });
});

test('a script from another origin works without crossorigin', async ({ page, baseURL, sandbox }) => {
  // The same files, as a CDN sends them.
  const cdn = 'https://cdn.example/leptos-paypal/';
  await page.route(`${cdn}**`, async (route) => {
    const response = await route.fetch({ url: route.request().url().replace(cdn, `${baseURL}/plain/leptos-paypal/`) });
    await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
  });
  await ownPage(page, scriptTag(sandbox.url, { src: `${cdn}checkout.js` }), '<checkout-button name="Mug" price="18.00"></checkout-button><checkout-cart></checkout-cart>');
  await expect(page.getByRole('region', { name: 'Your cart' })).toBeVisible();
  await sentForm(page, sandbox.url, () => page.locator('checkout-button').getByRole('button', { name: 'PayPal' }).click());
});

test('the style sheet is not asked for', async ({ page }) => {
  const styles: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/checkout.css')) styles.push(request.url());
  });
  await page.goto('/plain/cart.html');
  const add = page.getByRole('button', { name: 'Add to cart' });
  await expect(add).toBeVisible();
  expect((await add.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(styles).toEqual([]);
});

test.describe('with a wrong address of the module', () => {
  test.use({ expectedProblems: ['leptos-paypal:', '404'] });

  // evanw/esbuild #795. The module is not asked for by itself on this page; to be found out.
  test('the error names it, and the form inside pays', async ({ page, baseURL, sandbox }) => {
    const heard = await heardErrors(page);
    const lines = consoleLines(page, 'error');
    const form = buyNowForm(sandbox.url).replace('"_xclick"', '"_cart"').replace('<button>', '<input type="hidden" name="add" value="1"><button>');
    await ownPage(page, scriptTag(sandbox.url, { more: 'data-wasm-url="/nowhere/module_bg.wasm"' }), `<checkout-add sku="TEAPOT" name="Teapot" price="68.00">${form}</checkout-add>`);
    await expect.poll(heard).toMatchObject([{ code: 'wasm_unavailable', option: 'wasmUrl' }]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${baseURL}/nowhere/module_bg.wasm`);
    const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Buy the teapot' }).click());
    expect(sent.amount).toBe('68.00');
  });
});

test('properties set before the elements are defined count', async ({ page, sandbox }) => {
  const late = `<script>addEventListener('DOMContentLoaded', () => {
    Object.assign(document.querySelector('checkout-add'), { product: { sku: 'MUG', name: 'Mug', price: { value: '18.00', currency: 'USD' } }, maxQuantity: 3 });
    const script = document.createElement('script');
    script.src = '/plain/leptos-paypal/checkout.js';
    Object.assign(script.dataset, { environment: '${sandbox.url}', business: 'merchant@example.com', currency: 'USD' });
    document.head.append(script);
  })</script>`;
  await ownPage(page, late, '<checkout-add></checkout-add><checkout-cart></checkout-cart>');
  await page.getByRole('button', { name: /Add/ }).click();
  await expect(page.getByRole('region', { name: 'Your cart' }).getByTestId('cart-total')).toHaveText('$18.00');
  await expect(page.locator('checkout-add')).toHaveAttribute('max-quantity', '3');
});

// github/text-expander-element #62, descope-js #857, facebook/react #29037, #30418,
// #9230, sveltejs/svelte #3919
test('what frameworks assign does not throw', async ({ page, sandbox }) => {
  await ownPage(page, scriptTag(sandbox.url), '<checkout-cart dialog="false"></checkout-cart><checkout-button name="Mug" price="1.00"></checkout-button>');
  await expect(page.locator('checkout-button').getByRole('button')).toBeVisible();
  const seen = await page.evaluate(() => {
    const cart = document.querySelector('checkout-cart') as unknown as Record<string, unknown>;
    // Read only, and yet assigned by React 19 and Svelte 5.
    Object.assign(cart, { currency: 'EUR', total: '1.00', units: 3, lines: [] });
    const dialog = [cart.dialog];
    for (const value of [true, false, undefined, 'false', '']) {
      cart.dialog = value;
      dialog.push(cart.dialog);
    }
    const button = document.querySelector('checkout-button');
    if (!button) return undefined;
    Object.assign(button, { maxQuantity: 3, quantity: 2, color: 'blue', label: null });
    return { dialog, attributes: button.getAttributeNames().sort(), color: button.color };
  });
  expect(seen).toEqual({
    dialog: [false, true, false, false, false, true],
    attributes: ['color', 'max-quantity', 'name', 'price', 'quantity'],
    color: 'blue',
  });
});

test('an article as JSON, and one of the form inside, have their menus without a script', async ({ page, sandbox }) => {
  const product = JSON.stringify({
    sku: 'MUG',
    name: 'Mug',
    price: { value: '18.00', currency: 'USD' },
    options: [{ name: 'Size', choices: [{ value: 'Small' }, { value: 'Large', price: { value: '22.50', currency: 'USD' } }] }],
  });
  const form = `<form method="post" action="${sandbox.url}/cgi-bin/webscr">
    <input type="hidden" name="cmd" value="_cart"><input type="hidden" name="add" value="1">
    <input type="hidden" name="item_name" value="Tea"><input type="hidden" name="amount" value="9.00"><input type="hidden" name="currency_code" value="USD">
    <input type="hidden" name="on0" value="Kind"><select name="os0"><option>Green</option><option>Black</option></select>
    <button>Add</button>
  </form>`;
  await ownPage(page, scriptTag(sandbox.url), `<checkout-add id="json" product='${product}'></checkout-add><checkout-add id="form">${form}</checkout-add><checkout-cart></checkout-cart>`);
  await page.locator('#json').getByRole('combobox', { name: 'Size' }).selectOption('Large');
  await page.locator('#json').getByRole('button', { name: /Add/ }).click();
  await page.locator('#form').getByRole('combobox', { name: 'Kind' }).selectOption('Black');
  await page.locator('#form').getByRole('button', { name: /Add/ }).click();
  const cart = page.getByRole('region', { name: 'Your cart' });
  await expect(cart.getByTestId('cart-total')).toHaveText('$31.50');
  await expect(cart.getByText('Black')).toBeVisible();
});

test('configure() keeps what it is not given', async ({ page }) => {
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const total = page.getByRole('region', { name: 'Your cart' }).getByTestId('cart-total');
  await expect(total).toHaveText('$72.90');
  await page.evaluate(() => (globalThis as unknown as { leptosPaypal: { configure(options: object): void } }).leptosPaypal.configure({ locale: 'de' }));
  await expect(total).toHaveText(/72,90/);
});

test('a click before the module is announced', async ({ page }) => {
  const files = loaded(page);
  await page.route('**/*.wasm', () => {});
  await page.goto('/plain/cart.html');
  const open = page.locator('checkout-cart[dialog]').getByRole('button', { name: 'Cart' });
  await open.click();
  await expect(open).toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('checkout-cart[dialog]').getByRole('status')).not.toBeEmpty();
  expect(files).toContain('module.js');
});

test('cart-change is told once per change, at one place', async ({ page }) => {
  await page.addInitScript(() => {
    const heard = { document: [] as number[], window: [] as number[] };
    Object.assign(globalThis, { heard });
    document.addEventListener('cart-change', ({ detail }) => heard.document.push(detail.units));
    addEventListener('cart-change', (event) => heard.window.push((event as CustomEvent<{ units: number }>).detail.units));
  });
  await page.goto('/plain/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('region', { name: 'Your cart' }).getByTestId('cart-total')).toHaveText('$72.90');
  expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown }).heard)).toEqual({ document: [0, 1], window: [0, 1] });
});

test('what <checkout-add> refuses is an event too', async ({ page, sandbox }) => {
  const heard = await heardErrors(page);
  await ownPage(page, scriptTag(sandbox.url), '<checkout-add sku="TEAPOT" name="Teapot" price="68.00" max-quantity="1"></checkout-add>');
  const add = page.getByRole('button', { name: /Add/ });
  await add.click();
  await expect(page.getByText('Teapot is in your cart')).toBeVisible();
  await add.click();
  await expect.poll(heard).toMatchObject([{ at: 'checkout-add', code: 'quantity_above_limit' }]);
});
