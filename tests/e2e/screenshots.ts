import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test';

/** Pictures further down load when they come near; a picture of the page has them all. */
function loadPictures(page: Page): Promise<unknown> {
  return page.evaluate(() =>
    Promise.all(
      [...document.images].map((image) => {
        image.loading = 'eager';
        return image.decode();
      }),
    ),
  );
}

test.use({ expectedProblems: ['404', '409', '503'] });

const folder = join(import.meta.dirname, 'results', 'screenshots');

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 768, 1280]) {
    test(`every screen, ${colorScheme}, ${width} px`, async ({ shop, payment, order, page, sandbox }) => {
      test.setTimeout(60_000);
      await page.setViewportSize({ width, height: width === 360 ? 740 : 860 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const take = (name: string, fullPage = true) =>
        page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage });

      await shop.open();
      await loadPictures(page);
      await take('shop');
      await shop.visit('Everyday Mug');
      await loadPictures(page);
      await take('product');
      await shop.add({ options: { Size: 'Large, 350 ml' }, quantity: 2 });
      await page.goto('/#/product/SENCHA');
      await expect(shop.heading('Sencha, First Flush')).toBeVisible();
      if (await shop.cart.root.isVisible()) {
        await shop.cart.close();
      }
      await shop.add();
      await shop.cart.open();
      await take('cart', false);
      await shop.cart.pay.click();
      await expect(payment.heading('Log in')).toBeVisible();
      await take('log-in');
      await payment.logIn();
      await take('review');
      await payment.payNow();
      await order.shows('paid');
      await take('order-paid');
      await page.goto(`${sandbox.url}/_sandbox/`);
      await take('sandbox');
      await page.goto('/www/static.html');
      await page.waitForLoadState('networkidle');
      await take('static');
      await page.goto('/www/return.html?checkout=co_aaaaaaaaaaaaaaaaaaaaaaaaaa&cancelled=1');
      await page.waitForLoadState('networkidle');
      await take('order-unknown');
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`the server path, ${colorScheme}, ${width} px`, async ({ shop, payment, order, page, sandbox }) => {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 860 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const take = (name: string) => page.screenshot({ path: join(folder, `server-${name}-${width}-${colorScheme}.png`) });

      await shop.open();
      await shop.choosePath('orders_v2');
      await take('switch');
      await shop.buy('WHISK');
      await shop.cart.open();
      await sandbox.faults({ http: { status: 503 } });
      await shop.cart.pay.click();
      await expect(shop.cart.root.getByRole('alert')).toBeVisible();
      await take('away');
      await sandbox.faults({});
      await shop.cart.pay.click();
      await payment.payWithBankThatRefuses();
      await order.shows('declined');
      await take('declined');
      await order.wayBack.click();
      await payment.payNow();
      await order.shows('paid');
      await take('paid');
      await shop.buy('WHISK');
      await shop.cart.open();
      await shop.cart.pay.click();
      await payment.cancel();
      await order.shows('cancelled');
      await take('cancelled');
    });
  }
}

for (const locale of ['de', 'zh', 'ar']) {
  for (const width of [360, 1280]) {
    test(`in ${locale}, ${width} px`, async ({ shop, page }) => {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 860 });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await shop.open('/#/product/MUG');
      await page.locator('#demo-strip select[name=locale]').selectOption(locale);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await page.locator('#product .cx-add-button').click();
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: join(folder, `product-${width}-${locale}.png`), fullPage: true });
      if (!(await page.locator('dialog.cx-dialog').isVisible())) {
        await page.locator('.cx-open').click();
      }
      await page.screenshot({ path: join(folder, `cart-${width}-${locale}.png`) });
    });
  }
}

test('the picture in the README', async ({ shop, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await shop.buy('MUG', { options: { Size: 'Large, 350 ml' }, quantity: 2 });
  for (const [sku, name] of [
    ['SENCHA', 'Sencha, First Flush'],
    ['WHISK', 'Bamboo Whisk'],
  ] as const) {
    await page.goto(`/#/product/${sku}`);
    await expect(shop.heading(name)).toBeVisible();
    await shop.add();
  }
  await page.goto('/#shelf');
  await expect(shop.shelf).toBeVisible();
  await loadPictures(page);
  await shop.cart.open();
  await page.evaluate(() => document.querySelector('#shelf')?.scrollIntoView());
  await page.screenshot({ path: join(folder, 'storefront.png') });
});
