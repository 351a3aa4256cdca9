import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../fixtures/programs';
import { expect, test } from '../fixtures/test';

interface Catalogue {
  products: { name: string; sold_out?: boolean }[];
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the shop still shows what it has and where to buy it', async ({ page }) => {
    await page.goto('/');
    const catalogue = JSON.parse(
      await readFile(join(root, 'www', 'shop', 'catalogue.json'), 'utf8'),
    ) as Catalogue;
    const names = page.locator('#shelf .card-name');
    await expect(names).toHaveText(catalogue.products.map(({ name }) => name));
    await expect(page.getByRole('link', { name: 'the plain page' })).toHaveAttribute('href', 'www/static.html');
  });
});

test('the words in the page are those of the English texts', async ({ page }) => {
  const texts = JSON.parse(await readFile(join(root, 'www', 'shop', 'texts.en.json'), 'utf8'));
  for (const path of ['index.html', 'www/return.html']) {
    const html = await readFile(join(root, path), 'utf8');
    const [found, labels] = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, 'text/html');
      const all = [parsed, ...[...parsed.querySelectorAll('template')].map((one) => one.content)];
      const each = (selector: string) => all.flatMap((part) => [...part.querySelectorAll<HTMLElement>(selector)]);
      return [
        each('[data-text]').map((one) => [one.dataset.text, one.textContent] as const),
        each('[data-label]').map((one) => [one.dataset.label, one.getAttribute('aria-label')] as const),
      ];
    }, html);
    expect(found.length).toBeGreaterThan(5);
    for (const [key, words] of [...found, ...labels]) {
      expect(words, `${path}: ${key}`).toBe(texts[key ?? '']);
    }
  }
});

test('every language has every text', async () => {
  const keys = async (locale: string) =>
    Object.keys(JSON.parse(await readFile(join(root, 'www', 'shop', `texts.${locale}.json`), 'utf8'))).sort();
  const english = await keys('en');
  for (const locale of ['de', 'zh', 'ar']) {
    expect(await keys(locale), locale).toEqual(english);
  }
});

test.describe('when the shop does not answer', () => {
  test.use({ expectedProblems: ['503', 'catalogue cannot be read'] });

  test('it says so, and can be asked again', async ({ page, shop }) => {
    let down = true;
    await page.route('**/api/catalogue*', (route) => (down ? route.fulfill({ status: 503 }) : route.continue()));
    await page.goto('/');
    await expect(page.getByRole('alert')).toContainText('does not answer');
    down = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await shop.ready();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});
