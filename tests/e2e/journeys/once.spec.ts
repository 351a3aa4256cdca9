import { expect, test } from '../fixtures/test';
import { OrderPage } from '../pages/order';
import { PaymentPage } from '../pages/payment';
import { Shop } from '../pages/shop';

test('two tabs at PayPal with one cart pay once', async ({ shop, payment, order, sandbox, context }) => {
  await shop.buy('WHISK');
  const other = await context.newPage();
  const otherShop = new Shop(other);
  const otherPayment = new PaymentPage(other);
  await otherShop.open();
  await otherShop.cart.open();
  await otherShop.cart.pay.click();
  await expect(otherPayment.heading('Log in')).toBeVisible();

  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');

  await otherPayment.logIn();
  await otherPayment.payNow();
  await expect(other.getByText('is already paid')).toBeVisible();
  expect(await sandbox.payments()).toHaveLength(1);

  // Turning back there leads to the order that is paid.
  await otherPayment.button(/^Cancel and return/).click();
  await new OrderPage(other).shows('paid');
});

test('going back to PayPal after paying does not pay again', async ({ shop, payment, order, sandbox, page }) => {
  await shop.buy('WHISK');
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');
  await page.goBack();
  await page.waitForURL((url) => url.origin === sandbox.url);
  if (await payment.button('Pay now').isVisible()) {
    await payment.payNow();
  }
  await expect(payment.button('Pay now')).toBeHidden();
  expect(await sandbox.payments()).toHaveLength(1);
});

test('what is added while paying stays in the cart', async ({ shop, payment, order, page, context }) => {
  await shop.buy('WHISK');
  await shop.cart.open();
  await shop.cart.pay.click();
  await expect(payment.heading('Log in')).toBeVisible();

  const other = new Shop(await context.newPage());
  await other.buy('BOWL');
  await expect(other.cart.trigger).toHaveAccessibleName(/2/);

  await page.bringToFront();
  await payment.pay();
  await order.shows('paid');
  await order.cart.open();
  await expect(order.cart.lines).toHaveCount(1);
  await expect(order.cart.line('Matcha Bowl')).toBeVisible();
});

test('a cancel address does not undo a payment', async ({ shop, payment, order, merchant, page }) => {
  await shop.buy('WHISK');
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');
  const id = order.checkoutId;
  await page.goto(`/www/return.html?checkout=${id}&cancelled=1`);
  await order.shows('paid');
  expect((await merchant.checkout(id)).status).toBe('paid');
});

test('a declined payment can be tried again', async ({ shop, payment, order, sandbox, page }) => {
  await shop.buy('WHISK');
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.logIn();
  await payment.button('Decline this payment').click();
  await expect(payment.heading('Payment declined')).toBeVisible();
  expect(await sandbox.payments()).toEqual([]);
  await page.getByRole('link', { name: 'Try again' }).click();
  await payment.payNow();
  await order.shows('paid');
  expect(await sandbox.payments()).toHaveLength(1);
});

test('a page that takes over the way to PayPal is asked first', async ({ shop, page, sandbox }) => {
  await shop.buy('WHISK');
  await shop.cart.open();
  const asked = page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('checkout', (event) => {
          event.preventDefault();
          resolve((event as CustomEvent).detail);
        });
      }),
  );
  await shop.cart.pay.click();
  expect(await asked).toMatchObject({ total: '30.88', currency: 'USD' });
  await expect(shop.cart.pay).toBeEnabled();
  expect(new URL(page.url()).origin).not.toBe(sandbox.url);
});
