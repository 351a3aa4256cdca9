import type { Route } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { APIS, COMPLETION, CREATION, calls, cart, fillCart, payButton, status } from '../fixtures/client-path';
import { expect, test } from '../fixtures/test';

/** Holds requests until so many of them wait. */
function together(count: number) {
  const held: Route[] = [];
  return async (route: Route) => {
    held.push(route);
    if (held.length === count) for (const waiting of held) await waiting.continue();
  };
}

for (const { api, file } of APIS) {
  test(`a cart pays through ${api} without a server`, async ({ page, payment, sandbox }) => {
    await page.goto(`/plain/${file}`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
    await cart(page).getByRole('button', { name: 'PayPal' }).dblclick();
    await payment.logIn();
    await expect(payment.total).toContainText('72.90');
    await payment.payNow();
    await page.waitForURL(/\/plain\/client-return\.html\?checkout=co_/);
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    const checkout = new URL(page.url()).searchParams.get('checkout');
    const [paid, ...others] = await sandbox.payments();
    expect(others).toEqual([]);
    expect(paid).toMatchObject({ api, status: 'Completed', gross: '72.90', payee: 'merchant@example.com', invoice: checkout, custom: checkout });
    await expect(cart(page).getByText('Your cart is empty')).toBeVisible();

    // A reload says the same, and charges nobody.
    await page.reload();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toHaveLength(1);
  });

  test(`who turns back from ${api} goes on with the same payment`, async ({ page, payment, sandbox }) => {
    const sent = calls(page, sandbox.url);
    await page.goto(`/plain/${file}`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await cart(page).getByRole('button', { name: 'PayPal' }).click();
    await payment.cancel();
    await page.waitForURL(/client-return\.html.*cancelled=1/);
    await expect(status(page)).toHaveAttribute('data-status', 'cancelled');
    await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
    await page.goto(`/plain/${file}`);
    await cart(page).getByRole('button', { name: 'PayPal' }).click();
    await payment.pay();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '72.90' }]);
    expect(sent.filter((call) => /^POST .*(orders|payment)$/.test(call))).toHaveLength(1);
  });
}

test('one article is paid beside the cart', async ({ page, payment, sandbox }) => {
  await page.goto('/plain/client.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('button', { name: 'PayPal Buy Now' }).click();
  await payment.logIn();
  await expect(payment.total).toContainText('28.90');
  await payment.payNow();
  await expect(status(page)).toHaveAttribute('data-status', 'paid');
  await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
  expect(await sandbox.payments()).toMatchObject([{ gross: '28.90' }]);
});

test.describe('with a card that is declined', () => {
  // The browser itself and the component tell of PayPal's refusal.
  test.use({ expectedProblems: ['400', '422'] });

  for (const { api, file } of APIS) {
    test(`the buyer goes back to PayPal and pays, by ${api}`, async ({ page, payment, sandbox }) => {
      await fillCart(page, file);
      await payButton(page).click();
      await payment.payWithBankThatRefuses();
      await page.waitForURL(/client-return\.html/);
      await expect(status(page)).toHaveAttribute('data-status', 'declined');
      await page.getByRole('link', { name: 'Continue at PayPal' }).click();
      await payment.payNow();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
    });

    test(`the buyer goes back to the cart and pays, by ${api}`, async ({ page, payment, sandbox }) => {
      await fillCart(page, file);
      await payButton(page).click();
      await payment.payWithBankThatRefuses();
      await page.waitForURL(/client-return\.html/);
      await expect(status(page)).toHaveAttribute('data-status', 'declined');
      await page.goto(`/plain/${file}`);
      await payButton(page).click();
      // A v1 payment that was declined is over: the buyer logs in for another one.
      if (api === 'payments_v1') await payment.logIn();
      await payment.payNow();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
      await expect(cart(page).getByText('Your cart is empty')).toBeVisible();
    });
  }
});

test('a forged return completes nothing', async ({ page, sandbox }) => {
  const sent = calls(page, sandbox.url);
  await page.goto('/plain/client-return.html?checkout=co_abcdefghijklmnopqrstuvwxyz&token=5O190127TN364715T&PayerID=BUYER23456789');
  await expect(status(page)).toHaveAttribute('data-status', 'thanks');
  expect(sent).toEqual([]);
});

test('a second tab pays the same order', async ({ page, context, payment, sandbox }) => {
  await page.goto('/plain/client.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const other = await context.newPage();
  await other.goto('/plain/client.html');
  await cart(page).getByRole('button', { name: 'PayPal' }).click();
  await expect(payment.heading('Log in')).toBeVisible();
  await cart(other).getByRole('button', { name: 'PayPal' }).click();
  await other.waitForURL(/token=/);
  expect(new URL(other.url()).searchParams.get('token')).toBe(new URL(page.url()).searchParams.get('token'));
  await payment.pay();
  await expect(status(page)).toHaveAttribute('data-status', 'paid');
  expect(await sandbox.payments()).toHaveLength(1);
});

for (const { api, file } of APIS) {
  test(`two tabs that are pressed at once pay one payment, by ${api}`, async ({ page, context, payment, sandbox }) => {
    await fillCart(page, file);
    await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
    const other = await context.newPage();
    await other.goto(`/plain/${file}`);
    await context.route(CREATION, together(2));
    await payButton(page).click();
    await payButton(other).click();
    await expect(payment.heading('Log in')).toBeVisible();
    await expect(new PaymentPage(other).heading('Log in')).toBeVisible();
    const token = (tab: typeof page) => new URL(tab.url()).searchParams.get('token');
    expect(token(page)).toMatch(/./);
    expect(token(other)).toBe(token(page));
    await payment.pay();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
  });

  test.describe(() => {
    // PayPal tells the later one that it is done.
    test.use({ expectedProblems: ['400', '422'] });

    test(`the return page in two tabs at once pays one payment, by ${api}`, async ({ page, context, payment, sandbox }) => {
      await fillCart(page, file);
      await payButton(page).click();
      await payment.logIn();
      await context.route(COMPLETION, together(2));
      await payment.payNow();
      await page.waitForURL(/client-return\.html/);
      const other = await context.newPage();
      await other.goto(page.url());
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      await expect(status(other)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
      await expect(cart(page).getByText('Your cart is empty')).toBeVisible();
      await expect(cart(other).getByText('Your cart is empty')).toBeVisible();
    });
  });
}
