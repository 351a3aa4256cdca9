import { expect, test } from '../fixtures/test';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the server has rendered the empty cart, and the form pays', async ({ page, cart, payment, sandbox }) => {
    await page.goto('/');
    await expect(cart.root.getByRole('heading', { name: 'Your cart' })).toBeVisible();
    await expect(cart.root).toContainText('Your cart is empty');
    // What cannot work does not look as if it could.
    const mug = page.getByRole('article').filter({ hasText: 'Everyday Mug' });
    await expect(mug.getByRole('button', { name: 'Add to cart' })).toBeDisabled();

    await mug.getByRole('button', { name: 'Buy now with PayPal' }).click();
    await payment.logIn();
    await expect(payment.total).toContainText('18.00');
    await payment.payNow();
    await expect.poll(() => sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '18.00' }]);
  });
});

test('hydration keeps the nodes of the server, with focus and typed input', async ({ page, cart }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.wasm', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  const mug = page.getByRole('article').filter({ hasText: 'Everyday Mug' });
  await expect(mug.getByRole('button', { name: 'Add to cart' })).toBeDisabled();
  await expect(cart.root).toContainText('Your cart is empty');

  // Every element of a component is marked, and one of the page gets the focus
  // and some text. Nothing of this is in the HTML that the browser renders.
  const before = await page.evaluate(() => {
    const parts = document.querySelectorAll<HTMLElement & { rendered?: string }>('[part], article, h1, h2');
    for (const part of parts) part.rendered = 'server';
    const title = document.querySelector<HTMLElement>('.cx-cart .cx-title')!;
    title.focus();
    // A field that is disabled until then; its value is a property all the same.
    document.querySelector<HTMLSelectElement>('article select')!.selectedIndex = 1;
    return { count: parts.length, focused: document.activeElement === title };
  });
  expect(before.focused).toBe(true);
  expect(before.count).toBeGreaterThan(40);

  release();
  await expect(mug.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
  const after = await page.evaluate(() => {
    const parts = document.querySelectorAll<HTMLElement & { rendered?: string }>('[part], article, h1, h2');
    return {
      made: [...parts].filter((part) => part.rendered !== 'server').map((part) => part.outerHTML.slice(0, 120)),
      count: parts.length,
      focused: document.activeElement?.className,
      chosen: document.querySelector<HTMLSelectElement>('article select')!.selectedIndex,
    };
  });
  expect(after).toEqual({ made: [], count: before.count, focused: 'cx-title', chosen: 1 });

  // They work: the choice that was made before counts.
  await mug.getByRole('button', { name: 'Add to cart' }).click();
  await expect(cart.root).toContainText('Size: Large');
});

test('hydrated, the cart pays and the return page knows it', async ({ page, cart, payment, sandbox, shop }) => {
  await page.goto('/');
  const mug = page.getByRole('article').filter({ hasText: 'Everyday Mug' });
  await expect(mug.getByRole('button', { name: 'PayPal Buy Now' })).toBeVisible();
  await mug.getByRole('combobox', { name: 'Size' }).selectOption({ label: 'Large – $22.50' });
  await mug.getByRole('button', { name: 'Add to cart' }).click();
  await expect(cart.total).toHaveText('$29.26');

  // The server does not know this cart: it comes back after hydration.
  await page.reload();
  await expect(cart.total).toHaveText('$29.26');
  await cart.pay.click();
  await payment.pay();

  await page.waitForURL(/\/thanks\?/);
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'paid');
  const id = new URL(page.url()).searchParams.get('checkout');
  const checkout = await fetch(`${shop.url}/api/checkouts/${id}`);
  expect(await checkout.json()).toMatchObject({ status: 'paid', total: '29.26', lines: [{ sku: 'MUG', quantity: 1 }] });
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '29.26', custom: id }]);

  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await expect(cart.root).toContainText('Your cart is empty');
});
