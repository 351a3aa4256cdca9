import type { Checkout, Options } from '../../../pkg/index.js';
import { expect, loaded, test } from '../fixtures/test';

interface Api {
  configure(options: Options): void;
  ready(): Promise<void>;
  createCheckout(options?: Options): Promise<Checkout>;
}

test.describe('a page that learns of its server late', () => {
  // There is no server here, which the button says.
  test.use({ expectedProblems: ['404'] });

  test('gets the other module, and the cart stays', async ({ page, sandbox }) => {
    const names = loaded(page);
    await page.goto('/plain/cart.html');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const cart = page.getByRole('region', { name: 'Your cart' });
    await expect(cart.getByTestId('cart-total')).toHaveText('$72.90');
    expect(names).toContain('static_bg.wasm');
    expect(names).not.toContain('server_bg.wasm');

    const code = await page.evaluate(async (environment) => {
      const { configure, createCheckout, ready } = (globalThis as unknown as { leptosPaypal: Api }).leptosPaypal;
      const options: Options = { environment, currency: 'USD', server: '/api', path: 'server' };
      const own = await createCheckout();
      try {
        own.configure(options);
      } catch (error) {
        configure(options);
        await ready();
        return (error as { code: string }).code;
      }
      return '';
    }, sandbox.url);
    expect(code).toBe('path_unsupported');
    expect(names).toContain('server_bg.wasm');
    await expect(cart.getByTestId('cart-total')).toHaveText('$68.00');
    await cart.getByRole('button', { name: 'PayPal' }).click();
    await expect(cart.getByRole('alert')).toContainText('Nothing was charged');
  });
});

test.describe('with a style sheet that is missing', () => {
  test.use({ expectedProblems: ['404'] });

  test('the cart works all the same', async ({ page, payment, sandbox }) => {
    await page.route('**/checkout*.css', (route) => route.fulfill({ status: 404 }));
    await page.goto('/plain/cart.html');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const cart = page.getByRole('region', { name: 'Your cart' });
    await cart.getByRole('button', { name: 'PayPal' }).click();
    await payment.pay();
    await expect(page.getByRole('heading', { name: 'PayPal reports the payment as completed' })).toBeVisible();
    expect(await sandbox.payments()).toMatchObject([{ gross: '72.90' }]);
  });
});
