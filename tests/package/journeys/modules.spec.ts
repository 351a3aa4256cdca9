import type { Checkout, Options } from '../../../pkg/index.js';
import { expect, loaded, test } from '../fixtures/test';

interface Api {
  configure(options: Partial<Options>): void;
  createCheckout(options?: Partial<Options>): Promise<Checkout>;
}

test.describe('a page that learns of its server late', () => {
  // There is no server here, which the button says.
  test.use({ expectedProblems: ['404'] });

  test('goes on with one module, and the cart stays', async ({ page }) => {
    const names = loaded(page);
    await page.goto('/plain/cart.html');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const cart = page.getByRole('region', { name: 'Your cart' });
    await expect(cart.getByTestId('cart-total')).toHaveText('$72.90');

    const units = await page.evaluate(async () => {
      const { createCheckout } = (globalThis as unknown as { leptosPaypal: Api }).leptosPaypal;
      const own = await createCheckout();
      own.configure({ server: '/api', path: 'server' });
      return own.cart.units;
    });
    expect(units).toBe(1);
    await cart.getByRole('button', { name: 'PayPal' }).click();
    await expect(cart.getByRole('alert')).toContainText('Nothing was charged');
    expect(names.filter((name) => name === 'module_bg.wasm')).toHaveLength(1);
  });
});
