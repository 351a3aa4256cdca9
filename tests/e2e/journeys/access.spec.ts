import { overflow, violations } from '../fixtures/axe';
import { expect, test } from '../fixtures/test';

for (const { name, media, locale } of [
  { name: 'light', media: { colorScheme: 'light' }, locale: 'en' },
  { name: 'dark', media: { colorScheme: 'dark' }, locale: 'en' },
  { name: 'forced colours', media: { forcedColors: 'active' }, locale: 'en' },
  { name: 'right to left', media: { colorScheme: 'light' }, locale: 'ar' },
] as const) {
  test(`no barriers, ${name}`, async ({ shop, payment, order, page, sandbox }) => {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    const check = async (where: string) => {
      expect.soft(await violations(page), where).toEqual([]);
    };
    await shop.open();
    await shop.setting('Language', locale);
    await check('shop');
    await page.goto('/#/product/MUG');
    const product = page.locator('#product');
    await expect(product.locator('.cx-add-button')).toBeVisible();
    await check('product');
    await product.locator('.cx-more').click();
    await product.locator('.cx-add-button').click();
    await expect(product.locator('.cx-done')).not.toBeEmpty();
    await check('product in the cart');
    await page.locator('.cx-open').click();
    await check('cart');
    await page.locator('dialog.cx-dialog .cx-paypal').click();
    await expect(payment.heading('Log in')).toBeVisible();
    await check('log-in');
    await payment.logIn();
    await check('review');
    await payment.payNow();
    await order.shows('paid');
    await check('return page');
    await page.goto(`${sandbox.url}/_sandbox/`);
    await check('sandbox for people');
  });
}

for (const { width, locale } of [
  { width: 360, locale: 'en' },
  { width: 360, locale: 'de' },
  { width: 360, locale: 'ar' },
  { width: 768, locale: 'de' },
]) {
  test(`nothing to scroll sideways at ${width} px in ${locale}`, async ({ shop, payment, order, page, sandbox }) => {
    await page.setViewportSize({ width, height: 740 });
    await shop.open();
    await shop.setting('Language', locale);
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    const check = async (where: string) => {
      expect.soft(await overflow(page), where).toBe(0);
    };
    await check('shop');
    await page.goto('/#/product/TOWEL');
    await page.locator('#product .cx-add-button').click();
    await check('product');
    if (!(await page.locator('dialog.cx-dialog').isVisible())) {
      await page.locator('.cx-open').click();
    }
    await check('cart');
    await page.locator('dialog.cx-dialog .cx-paypal').click();
    await expect(payment.heading('Log in')).toBeVisible();
    await check('log-in');
    await payment.logIn();
    await check('review');
    await payment.payNow();
    await order.shows('paid');
    await check('return page');
    await page.goto(`${sandbox.url}/_sandbox/`);
    await check('sandbox for people');
  });
}

test('languages and theme are kept, and turn the page around', async ({ shop, page }) => {
  await shop.open();
  await shop.setting('Language', 'ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('صُنع من أجل الكوب الثاني');
  await page.locator('#demo-strip select[name=theme]').selectOption('dark');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(22, 25, 23)');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('صُنع من أجل الكوب الثاني');
});
