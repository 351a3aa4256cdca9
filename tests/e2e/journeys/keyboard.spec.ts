import { expect, test } from '../fixtures/test';
import type { Locator, Page } from '@playwright/test';

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, limit = 60) {
  for (let pressed = 0; pressed < limit; pressed += 1) {
    if (await target.evaluate((element) => element === (element.getRootNode() as Document | ShadowRoot).activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} cannot be reached with ${limit} presses of Tab.`);
}

test('the whole journey without a mouse', async ({ shop, payment, order, merchant, page }) => {
  await shop.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the shop' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, shop.card('Matcha Bowl'));
  await page.keyboard.press('Enter');
  await expect(shop.heading('Matcha Bowl')).toBeFocused();

  await tabTo(page, shop.option('Glaze'));
  await page.keyboard.press('ArrowDown');
  await expect(shop.option('Glaze')).toHaveValue('Ash');
  await tabTo(page, shop.addButton);
  await page.keyboard.press('Enter');
  await expect(shop.cart.trigger).toHaveAccessibleName(/1/);
  if (!(await shop.cart.root.isVisible())) {
    await tabTo(page, shop.cart.trigger);
    await page.keyboard.press('Enter');
  }
  await expect(shop.cart.root).toBeVisible();

  // Escape closes the dialog and gives the focus back to what opened it.
  await page.keyboard.press('Escape');
  await expect(shop.cart.root).toBeHidden();
  await tabTo(page, shop.cart.trigger);
  await page.keyboard.press('Enter');
  await tabTo(page, shop.cart.pay);
  await page.keyboard.press('Enter');

  await expect(payment.heading('Log in')).toBeVisible();
  await tabTo(page, payment.button('Log in'));
  await page.keyboard.press('Enter');
  await expect(payment.heading('Review your payment')).toBeVisible();
  await tabTo(page, payment.button('Pay now'));
  await page.keyboard.press('Enter');

  await order.shows('paid');
  await order.ledger(merchant, 'paid');
});

test('back from a product leads to where the shelf was left', async ({ shop, page }) => {
  // The page scrolls at once, so that its place can be read.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await shop.open();
  await shop.card('Tea for Two Gift Box').focus();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(shop.heading('Tea for Two Gift Box')).toBeVisible();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(shop.card('Tea for Two Gift Box')).toBeFocused();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
});
