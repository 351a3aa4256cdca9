import { encryptedPage } from '../../../crates/xtask/package/encrypted-page.mjs';
import { programs } from '../fixtures/programs';
import { expect, test } from '../fixtures/test';

test.beforeEach(({ sandbox, merchant, site }) =>
  encryptedPage({ merchant: programs.merchant, sandbox: sandbox.url, shop: merchant.url, site }),
);

test('an encrypted button is paid, and says nothing to the page', async ({ page, payment, order, sandbox }) => {
  await page.goto('/encrypted.html');
  const posted = page.waitForRequest((request) => request.method() === 'POST' && request.url().startsWith(sandbox.url));
  await page.getByRole('button', { name: 'PayPal' }).click();
  const variables = new URLSearchParams((await posted).postData() ?? '');
  expect([...variables.keys()]).toEqual(['cmd', 'encrypted']);
  expect(variables.get('cmd')).toBe('_s-xclick');
  await payment.logIn();
  await expect(payment.total).toContainText('68.00');
  await payment.payNow();
  await page.waitForURL(/\/www\/return\.html/);
  await expect(order.status).toHaveAttribute('data-status', /./);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '68.00', buyer: '4932.00' });
});

test.describe('changed on its way', () => {
  test.use({ expectedProblems: ['400'] });

  test('the button is refused', async ({ page, payment, sandbox }) => {
    await page.goto('/encrypted.html');
    const variable = page.locator('input[name=encrypted]');
    await variable.evaluate((input: HTMLInputElement) => {
      const middle = Math.floor(input.value.length / 2);
      const other = input.value[middle] === 'A' ? 'B' : 'A';
      input.value = input.value.slice(0, middle) + other + input.value.slice(middle + 1);
    });
    await page.getByRole('button', { name: 'PayPal' }).click();
    await expect(payment.page).toHaveURL(new RegExp(`^${sandbox.url}`));
    await expect(payment.heading('Log in')).toBeHidden();
    expect(await sandbox.payments()).toEqual([]);
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('it pays all the same', async ({ page, payment, sandbox }) => {
    await page.goto('/encrypted.html');
    await page.getByRole('button', { name: 'PayPal' }).click();
    await payment.pay();
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
  });
});
