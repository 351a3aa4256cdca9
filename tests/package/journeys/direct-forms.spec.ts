// Donations, subscriptions and buttons saved at PayPal, made of attributes.

import { heardErrors, ownPage, scriptTag, sentForm } from '../fixtures/own-page';
import { expect, loaded, test } from '../fixtures/test';

const SUBSCRIPTION = `<checkout-button label="subscribe" sku="TEA" name="Tea of the month" price="19.00" every="1 M" times="12"
  trial="14 D" second-trial="1 M" second-trial-price="9.50"></checkout-button>`;

const TERMS = { a1: '0.00', p1: '14', t1: 'D', a2: '9.50', p2: '1', t2: 'M', a3: '19.00', p3: '1', t3: 'M', src: '1', srt: '12', no_note: '1' };

const PAGE = `data-paypal-page='{"lc":"de_DE","no_shipping":1}'`;

// The saved button is not one of the offline PayPal's, which says so.
test.use({ expectedProblems: ['400'] });

test('a subscription with trials needs no module', async ({ page, sandbox }) => {
  const files = loaded(page);
  await ownPage(page, scriptTag(sandbox.url), SUBSCRIPTION);
  const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Subscribe with PayPal' }).click());
  expect(sent).toMatchObject({ cmd: '_xclick-subscriptions', item_name: 'Tea of the month', item_number: 'TEA', ...TERMS });
  expect(sent).not.toHaveProperty('quantity');
  expect(files).not.toContain('module_bg.wasm');
});

test('the module sends the same subscription, with the variables of the page', async ({ page, sandbox }) => {
  await ownPage(page, scriptTag(sandbox.url, { more: PAGE }), SUBSCRIPTION);
  const button = page.getByRole('button', { name: 'Subscribe with PayPal' });
  await expect(page.locator('.cx-paypal')).toBeVisible();
  const sent = await sentForm(page, sandbox.url, () => button.click());
  expect(sent).toMatchObject({ cmd: '_xclick-subscriptions', item_name: 'Tea of the month', item_number: 'TEA', ...TERMS });
  expect(sent).toMatchObject({ lc: 'de_DE', no_shipping: '1' });
});

test('the module sends the choices of an article of attributes', async ({ page, sandbox }) => {
  const button = `<checkout-button label="buynow" sku="TEAPOT" name="Teapot" price="68.00" options='{"Colour":"Green"}'></checkout-button>`;
  await ownPage(page, scriptTag(sandbox.url, { more: PAGE }), button);
  await expect(page.locator('.cx-paypal')).toBeVisible();
  const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'PayPal Buy Now' }).click());
  expect(sent).toMatchObject({ cmd: '_xclick', item_number: 'TEAPOT', amount: '68.00', on0: 'Colour', os0: 'Green', lc: 'de_DE' });
});

test('a button saved at PayPal', async ({ page, sandbox }) => {
  await ownPage(page, scriptTag(sandbox.url), '<checkout-button label="buynow" hosted-button-id="6RNT8A4HBBJRE"></checkout-button>');
  const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'PayPal Buy Now' }).click());
  const { custom, ...rest } = sent;
  expect(custom).toMatch(/^co_[a-z2-7]{26}$/);
  expect(rest).toEqual({ cmd: '_s-xclick', hosted_button_id: '6RNT8A4HBBJRE', charset: 'utf-8' });
});

test.describe('a donation', () => {
  test.use({ expectedProblems: [] });

  test('of a suggested amount is what the donor types', async ({ page, payment, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url), '<checkout-button label="donate" name="The library" suggested="10.00"></checkout-button>');
    const amount = page.getByRole('spinbutton', { name: 'Amount (USD)' });
    await expect(amount).toHaveValue('10.00');
    await amount.fill('12.5');
    await page.getByRole('button', { name: 'Donate with PayPal' }).click();
    await payment.pay();
    await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
    const [paid] = await sandbox.payments();
    expect(paid).toMatchObject({ status: 'Completed', gross: '12.50' });
  });

  test('tells of an amount that cannot be read', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url), '<checkout-button label="donate" name="The library" suggested="10.00"></checkout-button>');
    await page.getByRole('spinbutton', { name: 'Amount (USD)' }).fill('');
    await page.getByRole('button', { name: 'Donate with PayPal' }).click();
    await expect(page.getByRole('alert')).toContainText('Enter an amount, such as 10.00.');
  });
});

test.describe('the variables of the page', () => {
  test.use({ expectedProblems: ['leptos-paypal:'] });

  for (const [what, page_, name] of [
    ['that PayPal does not have', '{"colour":"red"}', 'colour'],
    ['that PayPal would refuse', '{"cs":"2"}', 'cs'],
  ] as const) {
    test(`one ${what} is named`, async ({ page, sandbox }) => {
      const heard = await heardErrors(page);
      await ownPage(page, scriptTag(sandbox.url, { more: `data-paypal-page='${page_}'` }), '<checkout-cart></checkout-cart>');
      await expect.poll(heard).toMatchObject([{ code: 'variable_invalid', option: 'paypalPage' }]);
      expect((await heard())[0]?.message).toContain(name);
    });
  }
});
