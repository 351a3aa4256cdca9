import { ownPage, scriptTag } from '../fixtures/own-page';
import { expect, test } from '../fixtures/test';

// A page in a frame whose cart the module pays: by a form, and by the page of PayPal's
// that a server tells.

// The token that the server tells is invented.
test.use({ expectedProblems: ['leptos-paypal:', 'sandbox', 'frame', 'Failed to load resource'] });

const framed = (sandbox: string | undefined) =>
  `<iframe src="/pages/framed.html" width="600" height="300" ${sandbox === undefined ? '' : `sandbox="${sandbox}"`}></iframe>`;

for (const { path, place } of [
  { path: 'form', place: /\/cgi-bin\/webscr|\/checkout/ },
  { path: 'server', place: /\/checkoutnow\?token=5O1/ },
]) {
  test.describe(`by ${path}`, () => {
    test.beforeEach(async ({ page, sandbox }) => {
      const body = `${scriptTag(sandbox.url, { more: path === 'server' ? 'data-server="/api" data-path="server"' : '' })}
        <checkout-add sku="TEA" name="Tea" price="9.99"></checkout-add><checkout-cart></checkout-cart>`;
      await page.context().route('**/pages/framed.html', (route) =>
        route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Framed</title>${body}` }),
      );
      await page.context().route('**/api/**', (route) =>
        route.request().method() === 'GET'
          ? route.fulfill({ json: { currency: 'USD', pricing: { currency: 'USD' }, products: [{ sku: 'TEA', name: 'Tea', price: { value: '9.99', currency: 'USD' } }] } })
          : route.fulfill({ status: 201, json: { checkout_id: 'co_abcdefghijklmnopqrstuvwxyz', status: 'created', total: '9.99', currency: 'USD', approval_url: `${sandbox.url}/checkoutnow?token=5O1` } }),
      );
    });

    test('the whole window is left', async ({ page }) => {
      await ownPage(page, '', framed(undefined));
      const frame = page.frameLocator('iframe');
      await frame.getByRole('button', { name: 'Add to cart: Tea' }).click();
      await frame.getByRole('button', { name: 'PayPal' }).click();
      await page.waitForURL(place);
    });

    test('that may only open windows, PayPal has one of its own', async ({ page, context }) => {
      await ownPage(page, '', framed('allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox'));
      const frame = page.frameLocator('iframe');
      await frame.getByRole('button', { name: 'Add to cart: Tea' }).click();
      const opened = context.waitForEvent('page');
      await frame.getByRole('button', { name: 'PayPal' }).click();
      await (await opened).waitForURL(place);
      await expect(frame.getByRole('button', { name: 'PayPal' })).toHaveAttribute('aria-busy', 'false');
    });

    test('that lets nothing out, the buyer is told', async ({ page, sandbox }) => {
      await ownPage(page, '', framed('allow-scripts allow-same-origin allow-forms'));
      const frame = page.frameLocator('iframe');
      await frame.getByRole('button', { name: 'Add to cart: Tea' }).click();
      await frame.getByRole('button', { name: 'PayPal' }).click();
      await expect(frame.getByRole('alert').filter({ hasText: 'Nothing was charged' })).toBeVisible();
      expect(await sandbox.payments()).toEqual([]);
    });
  });
}
