import type { Page, Route } from '@playwright/test';
import { clickAtOnce } from '../../e2e/fixtures/tabs';
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

/** PayPal's id of the payment that a tab is at. */
const token = (tab: Page) => new URL(tab.url()).searchParams.get('token');

for (const { api, file } of APIS) {
  test(`two tabs that are clicked at once make one payment, by ${api}`, async ({ page, context, payment, sandbox }) => {
    await fillCart(page, file);
    await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
    const other = await context.newPage();
    await other.goto(`/plain/${file}`);
    await expect(cart(other).getByTestId('cart-total')).toHaveText('$72.90');
    const created: string[] = [];
    for (const tab of [page, other]) {
      tab.on('request', (request) => {
        if (request.method() === 'POST' && CREATION.test(request.url())) created.push(request.url());
      });
    }
    await clickAtOnce(payButton(page), payButton(other));
    await expect(payment.heading('Log in')).toBeVisible();
    const otherPayment = new PaymentPage(other);
    await expect(otherPayment.heading('Log in')).toBeVisible();
    expect(token(page)).toMatch(/./);
    expect(token(other)).toBe(token(page));
    expect(created).toHaveLength(1);
    await otherPayment.pay();
    await expect(status(other)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
  });

  test(`a tab waits for another one that PayPal does not answer, and pays what that has made, by ${api}`, async ({ page, context, payment, sandbox }) => {
    await fillCart(page, file);
    await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
    const other = await context.newPage();
    await other.goto(`/plain/${file}`);
    const held: Route[] = [];
    await context.route(CREATION, (route) => {
      held.push(route);
    });
    await payButton(page).click();
    await expect.poll(() => held.length).toBe(1);
    await payButton(other).click();
    await expect(payButton(other)).toHaveAttribute('aria-busy', 'true');
    await held[0]?.continue();
    await expect(payment.heading('Log in')).toBeVisible();
    await expect(new PaymentPage(other).heading('Log in')).toBeVisible();
    expect(token(other)).toBe(token(page));
    expect(held).toHaveLength(1);
    await payment.pay();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
  });

  test(`two tabs that wait for PayPal at once pay one payment in a browser without locks, by ${api}`, async ({ page, context, payment, sandbox }) => {
    await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
    await fillCart(page, file);
    await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
    const other = await context.newPage();
    await other.goto(`/plain/${file}`);
    const held: Route[] = [];
    await context.route(CREATION, (route) => {
      held.push(route);
    });
    await payButton(page).click();
    await expect.poll(() => held.length).toBe(1);
    await payButton(other).click();
    await expect.poll(() => held.length).toBe(2);
    await held[0]?.continue();
    await expect(payment.heading('Log in')).toBeVisible();
    await held[1]?.continue();
    await expect(new PaymentPage(other).heading('Log in')).toBeVisible();
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
