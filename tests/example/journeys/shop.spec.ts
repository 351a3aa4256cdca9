import { expect, test } from '../fixtures/shop';

test('a shop in the browser alone pays, and its buyer comes back', async ({ page, cart, payment, sandbox }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Everyday Mug' }).click();
  await expect(page.getByRole('heading', { name: 'Everyday Mug' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Size' }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Add to cart' }).click();

  await page.getByRole('button', { name: '1 item · $27.40' }).click();
  await expect(cart.line('Everyday Mug')).toContainText('Size: Large');
  await expect(cart.total).toHaveText('$27.40');
  await cart.pay.click();
  await payment.logIn();
  await expect(payment.total).toContainText('27.40');
  await payment.payNow();

  await page.waitForURL((url) => url.pathname === '/payment');
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '27.40' }]);
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await expect(page.getByRole('heading', { name: 'Everything for tea' })).toBeVisible();
});

test('a page is there by its address, and leaving PayPal keeps the cart', async ({ page, cart, payment }) => {
  await page.goto('/articles/SENCHA');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('button', { name: '1 item · $20.90' }).click();
  await cart.pay.click();
  await payment.cancel();
  await page.waitForURL((url) => url.pathname === '/payment');
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'cancelled');
  await page.getByRole('button', { name: '1 item · $20.90' }).click();
  await expect(cart.line('Sencha')).toBeVisible();
});
