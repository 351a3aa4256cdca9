import type { Checkout, Options, Product } from '../../../pkg/index.js';
import { expect, test } from '../fixtures/test';

interface Api {
  createCheckout(options?: Options): Promise<Checkout>;
}

const teapot: Product = { sku: 'TEAPOT', name: 'Teapot', price: { value: '68.00', currency: 'USD' }, maxQuantity: 3 };

test('a shop without our interface', async ({ page, payment, sandbox }) => {
  await page.goto('/plain/cart.html');
  const seen = await page.evaluate(async (product) => {
    const { createCheckout } = (globalThis as unknown as { leptosPaypal: Api }).leptosPaypal;
    const checkout = await createCheckout();
    const code = (act: () => unknown) => {
      try {
        act();
        return '';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const heard: number[] = [];
    const stop = checkout.on('cart-change', ({ units }) => heard.push(units));
    checkout.add(product, { quantity: 2 });
    const codes = [
      code(() => checkout.setQuantity(0, 4)),
      code(() => checkout.setQuantity(1, 1)),
      code(() => checkout.remove({ sku: 'MUG' })),
      code(() => checkout.setQuantity(0, 0.5)),
      code(() => checkout.on('change' as 'checkout', () => {})),
    ];
    checkout.setQuantity({ sku: 'TEAPOT' }, 1);
    stop();
    checkout.setQuantity(0, 2);
    const { shipping, total } = checkout.cart;
    const form = await checkout.form();
    const again = await checkout.form();
    checkout.clear();
    const empty = await checkout.form().catch((error: { code: string }) => error.code);
    checkout.add(product);
    return { heard, codes, shipping, total, form, same: form.checkoutId === again.checkoutId, empty };
  }, teapot);
  expect(seen).toMatchObject({
    heard: [2, 1],
    codes: ['quantity_above_limit', 'line_unknown', 'line_unknown', 'quantity_not_positive', 'event_unknown'],
    shipping: '4.90',
    total: '140.90',
    same: true,
    empty: 'cart_empty',
  });
  expect(seen.form.action).toBe(`${sandbox.url}/cgi-bin/webscr`);
  expect(seen.form.fields.slice(0, 2).map(({ name }) => name)).toContain('cmd');
  // The elements show the same cart.
  await expect(page.getByRole('region', { name: 'Your cart' }).getByTestId('cart-total')).toHaveText('$72.90');
  await page.evaluate(async () => {
    const { createCheckout } = (globalThis as unknown as { leptosPaypal: Api }).leptosPaypal;
    await (await createCheckout()).checkout();
  });
  await payment.logIn();
  await expect(payment.total).toContainText('72.90');
  await payment.payNow();
  await page.waitForURL(/\/plain\/return\.html/);
  const { status } = await page.evaluate(async () => {
    const { createCheckout } = (globalThis as unknown as { leptosPaypal: Api }).leptosPaypal;
    return (await createCheckout()).status();
  });
  expect(status).toBe('reported');
  expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);
});
