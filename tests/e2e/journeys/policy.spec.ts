import { expect, test } from '../fixtures/test';

test('everything runs under the strict policy, with nothing from elsewhere', async ({
  shop,
  payment,
  order,
  sandbox,
  page,
  merchant,
}) => {
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const hosts = new Set<string>();
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:') {
      hosts.add(origin);
    }
  });
  const answer = await page.goto('/');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  await shop.ready();
  await shop.visit('Everyday Mug');
  await shop.add();
  await shop.setting('Currency', 'EUR');
  await shop.setting('Theme', 'dark');
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');
  // The console's silence is checked after every test.
  expect([...hosts].sort()).toEqual([merchant.url, sandbox.url].sort());
});
