import { ownPage, scriptTag } from '../fixtures/own-page';
import { expect, test } from '../fixtures/test';

// A page in a frame whose payments the module makes.

test.use({ expectedProblems: ['leptos-paypal:', 'sandbox', 'frame'] });

const framed = (sandbox: string | undefined) =>
  `<iframe src="/pages/framed.html" width="600" height="300" ${sandbox === undefined ? '' : `sandbox="${sandbox}"`}></iframe>`;

for (const path of ['client', 'form'] as const) {
  test.describe(`by the ${path} path`, () => {
    test.beforeEach(async ({ page, sandbox }) => {
      const options = path === 'client' ? 'data-path="client" data-client-id="sandbox-client"' : '';
      // A cart needs the module.
      const body = `${scriptTag(sandbox.url, { more: options })}
        <checkout-add sku="TEA" name="Tea" price="9.99"></checkout-add><checkout-cart></checkout-cart>`;
      await page.route('**/pages/framed.html', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Framed</title>${body}` }));
    });

    test('the whole window is left', async ({ page, sandbox }) => {
      await ownPage(page, '', framed(undefined));
      const frame = page.frameLocator('iframe');
      await frame.getByRole('button', { name: 'Add to cart: Tea' }).click();
      await frame.getByRole('button', { name: 'PayPal' }).click();
      await page.waitForURL((url) => url.href.startsWith(sandbox.url));
    });

    test('that may only open windows, PayPal has one of its own', async ({ page, context }) => {
      await ownPage(page, '', framed('allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox'));
      const frame = page.frameLocator('iframe');
      await frame.getByRole('button', { name: 'Add to cart: Tea' }).click();
      const opened = context.waitForEvent('page');
      await frame.getByRole('button', { name: 'PayPal' }).click();
      await expect((await opened).getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible();
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
