import { consoleLines, ownPage, scriptTag } from '../fixtures/own-page';
import { expect, test } from '../fixtures/test';

// Articles that the page knows by their number, and the shop's server sells.

test.use({ expectedProblems: ['leptos-paypal:', 'Failed to load resource'] });

const body = '<checkout-add sku="MUG"></checkout-add><checkout-add sku="TYPO"></checkout-add><checkout-cart></checkout-cart>';
const head = (paypal: string) => scriptTag(paypal, { more: 'data-server="/api"' });

test('an article is shown as the server sells it, and one that it does not is told', async ({ page, sandbox }) => {
  const lines = consoleLines(page, 'error');
  await page.route('**/api/catalogue*', (route) =>
    route.fulfill({
      json: {
        currency: 'USD',
        pricing: { currency: 'USD' },
        products: [{ sku: 'MUG', name: 'Mug', price: { value: '18.00', currency: 'USD' } }],
      },
    }),
  );
  await ownPage(page, head(sandbox.url), body);
  await page.getByRole('button', { name: 'Add to cart: Mug' }).click();
  await expect(page.getByText('Mug is in your cart')).toBeVisible();
  // Nothing is shown of what there is not.
  await expect(page.locator('checkout-add').last().getByRole('button')).toHaveCount(0);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"TYPO"');
});

test('a catalogue that is not there is told', async ({ page, sandbox }) => {
  const lines = consoleLines(page, 'error');
  await page.route('**/api/catalogue*', (route) => route.fulfill({ status: 404, body: 'Not here' }));
  await ownPage(page, head(sandbox.url), body);
  await expect.poll(() => lines).toHaveLength(1);
  expect(lines[0]).toContain('/api/catalogue');
  await expect(page.locator('checkout-add').first().getByRole('button')).toHaveCount(0);
});
