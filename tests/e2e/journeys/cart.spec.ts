import { expect, test } from '../fixtures/test';

test('add, change, remove', async ({ shop }) => {
  const { cart } = shop;
  await shop.open();
  await shop.visit('Everyday Mug');
  await shop.add({ options: { Size: 'Large, 350 ml', Glaze: 'Celadon' }, quantity: 2 });
  await cart.open();
  await expect(cart.line('Everyday Mug')).toContainText('Celadon');
  await expect(cart.line('Everyday Mug')).toContainText('$45.00');
  await expect(cart.amount('Shipping')).toHaveText('$4.90');
  await expect(cart.amount('Tax')).toHaveText('$3.71');
  await expect(cart.total).toHaveText('$53.61');

  await cart.button('Increase quantity of Everyday Mug').click();
  await expect(cart.quantity('Everyday Mug')).toHaveValue('3');
  await expect(cart.total).toHaveText('$77.97');
  await cart.quantity('Everyday Mug').fill('4');
  await cart.quantity('Everyday Mug').press('Enter');
  // From 75 dollars on the post is free: 90.00 and 8.25 % of it.
  await expect(cart.total).toHaveText('$97.43');

  await cart.close();
  await shop.page.goBack();
  await shop.visit('Bamboo Whisk');
  await shop.add();
  await cart.open();
  await expect(cart.lines).toHaveCount(2);
  await expect(cart.trigger).toHaveAccessibleName(/5/);
  await cart.button('Remove Everyday Mug').click();
  await expect(cart.lines).toHaveCount(1);
  await expect(cart.total).toHaveText('$30.88');
  await cart.button('Remove Bamboo Whisk').click();
  await expect(cart.lines).toHaveCount(0);
  await expect(cart.pay).toBeHidden();
});

test('options make lines of their own, the same options add up', async ({ shop }) => {
  const { cart } = shop;
  await shop.buy('MUG', { options: { Glaze: 'Ash' } });
  await cart.open();
  await cart.close();
  await shop.add({ options: { Glaze: 'Tenmoku' } });
  await cart.open();
  await expect(cart.lines).toHaveCount(2);
  await cart.close();
  await shop.add({ options: { Glaze: 'Ash' } });
  await cart.open();
  await expect(cart.lines).toHaveCount(2);
  await expect(cart.line('Ash').getByRole('spinbutton')).toHaveValue('2');
});

test('a reload keeps the cart', async ({ shop, page }) => {
  await shop.buy('SENCHA', { options: { Weight: '100 g' }, quantity: 3 });
  await expect(shop.cart.trigger).toHaveAccessibleName(/3/);
  await page.reload();
  await shop.ready();
  await shop.cart.open();
  await expect(shop.cart.line('Sencha, First Flush')).toContainText('100 g');
  await expect(shop.cart.quantity('Sencha, First Flush')).toHaveValue('3');
});

test('no more than the shop allows, nothing that is sold out', async ({ shop, page }) => {
  await shop.buy('TEAPOT', { quantity: 2 });
  await shop.cart.open();
  await expect(shop.cart.quantity('Side-Handle Teapot')).toHaveValue('2');
  await shop.cart.quantity('Side-Handle Teapot').fill('9');
  await shop.cart.quantity('Side-Handle Teapot').press('Enter');
  await expect(shop.cart.quantity('Side-Handle Teapot')).toHaveValue('2');
  await shop.cart.close();
  await page.goto('/#/product/KETTLE');
  await expect(shop.heading('Pouring Kettle')).toBeVisible();
  await expect(shop.product.getByText(/sold out/i).first()).toBeVisible();
  await expect(shop.product.getByRole('button', { name: 'Add to cart', disabled: false })).toHaveCount(0);
});

test('the cart follows the shop into another currency', async ({ shop }) => {
  await shop.buy('MUG', { options: { Size: 'Large, 350 ml' }, quantity: 2 });
  await shop.setting('Currency', 'EUR');
  await expect(shop.product.getByText('from €17.00')).toBeVisible();
  await shop.cart.open();
  await expect(shop.cart.line('Everyday Mug')).toContainText('€42.00');
  await expect(shop.cart.total).toHaveText('€54.30');
});

test('two tabs have one cart', async ({ shop, page, context }) => {
  await shop.open();
  const second = await context.newPage();
  await second.goto('/#/product/WHISK');
  const otherShop = new (shop.constructor as typeof import('../pages/shop').Shop)(second);
  await otherShop.ready();
  await otherShop.add();
  await expect(shop.cart.trigger).toHaveAccessibleName(/1/);
  await page.bringToFront();
  await shop.cart.open();
  await shop.cart.button('Remove Bamboo Whisk').click();
  await expect(otherShop.cart.lines).toHaveCount(0);
});

test.describe('with storage blocked', () => {
  test('the cart works for as long as the page, and says so', async ({ shop, page, payment, order, merchant }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
      }
    });
    await shop.buy('WHISK');
    await shop.cart.open();
    await expect(shop.cart.lines).toHaveCount(1);
    await expect(shop.cart.root.getByText('does not let the shop keep your cart')).toBeVisible();
    await shop.cart.pay.click();
    await payment.pay();
    await order.shows('paid');
    await order.ledger(merchant, 'paid');
  });
});
