import type { PayPalScriptOptions } from '@paypal/paypal-js';
import type { Page } from '@playwright/test';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';
import { load, payPalButton } from '../fixtures/v5';

// `merchant-id` of JavaScript SDK v5 against the payees of an order.

interface Payee {
  merchant_id?: string;
  email_address?: string;
}

declare global {
  /** Payees of the next order, one for each purchase unit; `{}` is the app's own account. */
  var payees: Payee[];
}

const OWN = 'MERCHANT23456';
const OTHER = 'other@example.com';
const THIRD = 'third@example.com';
const OWN_EMAIL = 'merchant@example.com';
const REFERENCE = 'https://developer.paypal.com/docs/checkout/reference/customize-sdk/';

const mismatch = (wanted: string) =>
  `Payee(s) passed in transaction does not match expected merchant id. Please ensure you are passing ${wanted}. ${REFERENCE}`;
const one = (id: string, email: string) => mismatch(`merchant-id=${id} or merchant-id=${email} to the sdk url`);
const several = (...ids: string[]) => mismatch(`merchant-id=* to the sdk url and data-merchant-id="${ids}" in the sdk script tag`);

/** Loads the SDK with a button whose orders the shop's server makes. */
async function open(page: Page, paypal: string, options: Partial<PayPalScriptOptions> = {}) {
  await load(page, paypal, options);
  await page.evaluate(() =>
    sdk.Buttons!({
      createOrder: async () => {
        const units = payees.map((payee, index) => ({ reference_id: String(index), amount: { currency_code: 'USD', value: '9.00' }, payee }));
        const order = { intent: 'CAPTURE', purchase_units: units };
        return (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id;
      },
      onApprove: async (_, actions) => note('order', await actions.order!.capture()),
      onError: (error) => note('onError', error),
    }).render('#buttons'),
  );
}

const warnings = (page: Page) => {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') found.push(message.text());
  });
  return found;
};

/** Presses the button for an order with these payees. */
async function press(page: Page, ...payees: Payee[]) {
  await page.evaluate((payees) => {
    heardByPage.splice(0);
    globalThis.payees = payees;
  }, payees);
  return openPopup(page, () => payPalButton(page).click());
}

async function pays(page: Page, ...payees: Payee[]) {
  const payment = await press(page, ...payees);
  await payment.pay();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'order', data: { status: 'COMPLETED' } }]);
}

async function isRefused(page: Page, message: string, ...payees: Payee[]) {
  const { page: popup } = await press(page, ...payees);
  await expect.poll(() => heard(page)).toEqual([{ name: 'onError', data: { message } }]);
  await closed(popup);
}

test.describe('a page that names nobody', () => {
  for (const [how, payee] of Object.entries({ 'the e-mail address': { email_address: 'Merchant@Example.com' }, 'the id': { merchant_id: OWN } })) {
    test(`pays the app’s own account by ${how}`, async ({ page, sandbox }) => {
      const warned = warnings(page);
      await open(page, sandbox.url);
      await pays(page, payee);
      expect(await sandbox.payments()).toMatchObject([{ gross: '9.00', payee: OWN_EMAIL }]);
      expect(warned).toEqual([]);
    });
  }

  test('pays one other account, with a warning', async ({ page, sandbox }) => {
    const warned = warnings(page);
    const other = await sandbox.addBusiness(OTHER);
    await open(page, sandbox.url);
    await pays(page, { email_address: OTHER });
    expect(await sandbox.payments()).toMatchObject([{ gross: '9.00', payee: OTHER }]);
    expect(warned).toEqual([one(other, OTHER)]);
  });

  test('is refused several, and pays a right order then', async ({ page, sandbox }) => {
    const other = await sandbox.addBusiness(OTHER);
    await open(page, sandbox.url);
    await isRefused(page, several(OWN, other), {}, { email_address: OTHER });
    expect(await sandbox.payments()).toEqual([]);
    await pays(page, {}, { email_address: OWN_EMAIL });
    expect(await sandbox.payments()).toMatchObject([{ payee: OWN_EMAIL }, { payee: OWN_EMAIL }]);
  });
});

test.describe('a page that names one account', () => {
  for (const how of ['e-mail address', 'id']) {
    test(`pays that by its ${how}, and nobody else`, async ({ page, sandbox }) => {
      const other = await sandbox.addBusiness(OTHER);
      await open(page, sandbox.url, { merchantId: how === 'id' ? other : 'OTHER@example.com' });
      await isRefused(page, one(OWN, OWN_EMAIL), {});
      await isRefused(page, several(other, OWN), { merchant_id: other }, {});
      expect(await sandbox.payments()).toEqual([]);
      await pays(page, { email_address: OTHER }, { merchant_id: other });
      expect(await sandbox.payments()).toMatchObject([{ payee: OTHER }, { payee: OTHER }]);
    });

    test(`makes an order for that in the browser by its ${how}`, async ({ page, sandbox }) => {
      const other = await sandbox.addBusiness(OTHER);
      await load(page, sandbox.url, { merchantId: how === 'id' ? other : OTHER });
      await page.evaluate(() => sdk.Buttons!({ onApprove: async (_, actions) => note('order', await actions.order!.capture()) }).render('#buttons'));
      const payment = await openPopup(page, () => payPalButton(page).click());
      await payment.pay();
      await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '0.01', payee: OTHER }]);
    });
  }

  test('sets it over what an order in the browser says', async ({ page, sandbox }) => {
    const other = await sandbox.addBusiness(OTHER);
    await load(page, sandbox.url, { merchantId: OWN });
    await page.evaluate(
      (other) =>
        sdk.Buttons!({
          createOrder: (_, actions) => actions.order.create({ intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '9.00' }, payee: { merchant_id: other } }] }),
        }).render('#buttons'),
      other,
    );
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.pay();
    await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '9.00', payee: OWN_EMAIL }]);
  });
});

test('a page that names several accounts pays all of them, and nobody else', async ({ page, sandbox }) => {
  const other = await sandbox.addBusiness(OTHER);
  const third = await sandbox.addBusiness(THIRD);
  await open(page, sandbox.url, { merchantId: [OWN, OTHER] });
  await isRefused(page, one(OWN, OWN_EMAIL), {});
  await isRefused(page, several(OWN, third), {}, { merchant_id: third });
  await isRefused(page, several(OWN, other, third), {}, { merchant_id: other }, { merchant_id: third });
  expect(await sandbox.payments()).toEqual([]);
  await pays(page, {}, { merchant_id: other });
  const payees = (await sandbox.payments()).map(({ payee }) => payee);
  expect(payees.sort()).toEqual([OWN_EMAIL, OTHER]);
});

test.describe('`merchant-id=*`', () => {
  for (const [attribute, message] of [
    [undefined, 'Must pass data-merchant-id when merchant-id=* passed in url'],
    [OWN, 'Must pass multiple merchant ids to data-merchant-id. If passing a single id, pass merchant-id=XYZ in url'],
    [`${OWN},${OWN}`, 'Duplicates data-merchant-id. Must pass unique merchant ids to data-merchant-id.'],
  ] as const) {
    test(`is refused with ${attribute ?? 'nothing'} in the tag`, async ({ page, sandbox }) => {
      await load(page, sandbox.url, { components: 'buttons,card-fields', merchantId: '*', ...(attribute && { dataMerchantId: attribute }) });
      const thrown = await page.evaluate(() =>
        [() => sdk.Buttons!(), () => sdk.CardFields!({ createOrder: async () => '', onApprove: () => {}, onError: () => {} })].map((make) => {
          try {
            make();
          } catch (error) {
            return (error as Error).message;
          }
        }),
      );
      expect(thrown).toEqual([message, message]);
    });
  }
});
