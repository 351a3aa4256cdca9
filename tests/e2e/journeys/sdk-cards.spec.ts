import type { Sandbox } from '../fixtures/sandbox';
import { expect, sdkTest as test } from '../fixtures/test';
import { CardForm } from '../pages/card-form';
import { SdkButtons, type SdkVersion } from '../pages/sdk-buttons';
import type { Shop } from '../pages/shop';

// A card in fields of PayPal's SDK, below its buttons.

const VERSIONS: SdkVersion[] = ['v5', 'v6'];

/** A cart of one whisk, 30.88 with delivery and tax, open with PayPal's buttons. */
async function fill(shop: Shop, version: SdkVersion) {
  await shop.open();
  await shop.choosePath(`sdk_${version}`);
  await shop.buy('WHISK');
  await shop.cart.open();
  await expect(shop.cart.total).toHaveText('$30.88');
  const form = shop.cart.root.locator('.cx-card');
  return {
    form,
    buttons: new SdkButtons(shop.page, shop.cart.root, version),
    card: new CardForm(shop.page),
    pay: form.getByRole('button', { name: 'Pay with this card' }),
  };
}

/** Payments of the card: nothing comes from the buyer's account. */
const expectPaid = async (sandbox: Sandbox, merchant: string) => {
  await expect.poll(() => sandbox.balances('USD')).toEqual({ merchant, buyer: '5000.00' });
};

for (const version of VERSIONS) {
  test(`from cart to paid with a card, by ${version}`, async ({ shop, order, merchant, sandbox }) => {
    const { card, pay } = await fill(shop, version);
    await card.fill({ name: 'Ann Miller' });
    await pay.click();
    await order.shows('paid');
    expect(await order.ledger(merchant, 'paid')).toMatchObject({ total: '30.88', path: 'server', api: 'orders_v2', payment: { gross: '30.88' } });
    await expectPaid(sandbox, '30.88');
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '30.88', card: 'Visa ending in 1881' }]);
    await order.cart.open();
    await expect(order.cart.lines).toHaveCount(0);
  });

  test(`a card that is declined, and another one, by ${version}`, async ({ shop, order, sandbox }) => {
    const declined = await fill(shop, version);
    await declined.card.fill({ name: 'CCREJECT-IF' });
    await declined.pay.click();
    await order.shows('failed');
    await expectPaid(sandbox, '0.00');
    await shop.page.goBack();
    await shop.cart.open();
    const { card, pay } = { card: new CardForm(shop.page), pay: declined.pay };
    await card.fill({ name: 'Ann Miller' });
    await pay.click();
    await order.shows('paid');
    await expectPaid(sandbox, '30.88');
  });

  test(`what is wrong with a card is told at its fields, by ${version}`, async ({ shop, order, sandbox }) => {
    const { form, card, pay, buttons } = await fill(shop, version);
    await card.field('number').fill('4012888888881882');
    await card.field('name').fill('Ann Miller');
    await pay.click();
    await expect(form.getByRole('alert').filter({ hasText: /./ })).toHaveText([
      'Enter a valid card number.',
      'Enter the month and year on the card, in the future.',
      'Enter the 3 or 4 digits of the security code.',
    ]);
    expect(await sandbox.payments()).toEqual([]);
    await expect(buttons.paypal).toBeVisible();
    await card.fill({ name: 'Ann Miller' });
    await pay.click();
    await order.shows('paid');
    await expectPaid(sandbox, '30.88');
  });

  test(`a shop without cards has PayPal's buttons alone, by ${version}`, async ({ shop, order, sandbox }) => {
    await sandbox.settings('merchant@example.com', { cards: false });
    const { form, buttons } = await fill(shop, version);
    await expect(buttons.paypal).toBeVisible();
    await expect(form).toHaveCount(0);
    const payment = await buttons.open();
    await payment.pay();
    await order.shows('paid');
  });

  test.describe(() => {
    test.use({ expectedProblems: ['Failed to load resource', '422'] });

    test(`a card that PayPal does not take, and another one, by ${version}`, async ({ shop, order, sandbox, page }) => {
      const { form, card, pay, buttons } = await fill(shop, version);
      await page.route('**/confirm-payment-source', (route) => route.fulfill({ status: 422, json: { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'CARD_EXPIRED' }] } }), { times: 1 });
      await card.fill({ name: 'Ann Miller' });
      await pay.click();
      await expect(form.getByRole('alert').filter({ hasText: 'This card was not accepted' })).toBeVisible();
      await expect(buttons.paypal).toBeVisible();
      await pay.click();
      await order.shows('paid');
      await expectPaid(sandbox, '30.88');
    });
  });

  test.describe('failures of the SDK', () => {
    test.use({ expectedProblems: ['ERR_FAILED', 'sdk_', 'Failed to load resource'] });

    test(`without the script of ${version} there are no fields, and our own button pays`, async ({ shop, payment, order, page }) => {
      await page.route(version === 'v5' ? '**/sdk/js?*' : '**/web-sdk/v6/core*', (route) => route.abort());
      const { form, buttons } = await fill(shop, version);
      await expect(buttons.own).toBeVisible();
      await expect(form).toHaveCount(0);
      await buttons.own.click();
      await payment.pay();
      await order.shows('paid');
    });
  });
}
