import type { Page } from '@playwright/test';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';
import { load, type Checkout } from '../fixtures/v4';

// checkout.js v4, in pages as its documentation writes them.

type Actions = {
  payment: { create(options: unknown): Promise<string>; execute(): Promise<unknown>; get(): Promise<unknown> };
  order: { create(options: unknown): Promise<string>; capture(): Promise<unknown> };
  request: Checkout['request'];
  restart(): Promise<void>;
};
type Data = { paymentID: string; payerID: string; paymentToken: string; returnUrl?: string };

const button = (page: Page, name = 'PayPal Checkout') => page.frameLocator('#buttons iframe[title="ppbutton"]').getByRole('button', { name });
const names = async (page: Page) => (await heard(page)).map(({ name }) => name);

test('a payment is made and executed in the browser', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() =>
    paypal.Button.render(
      {
        env: 'sandbox',
        client: { sandbox: 'sandbox-client', production: 'xxxxxxxxx' },
        commit: true,
        style: { label: 'pay', size: 'medium', shape: 'rect', color: 'blue' },
        payment: (_: unknown, actions: Actions) => actions.payment.create({ payment: { transactions: [{ amount: { total: '1.10', currency: 'USD' } }] } }),
        onAuthorize: async (data: Data, actions: Actions) => {
          note('onAuthorize', data);
          note('payment', await actions.payment.get());
          note('executed', await actions.payment.execute());
        },
        onCancel: (data: Data) => note('onCancel', data),
        onError: (error: Error) => note('onError', error),
      },
      '#buttons',
    ),
  );
  const cancelled = await openPopup(page, () => button(page, 'Pay with PayPal').click());
  await cancelled.cancel();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'onCancel', data: { paymentID: expect.stringMatching(/^PAYID-/), paymentToken: expect.stringMatching(/^EC-/) } }]);
  await closed(cancelled.page);
  const left = await openPopup(page, () => button(page, 'Pay with PayPal').click());
  await left.logIn();
  await left.page.close();
  await expect.poll(() => names(page)).toEqual(['onCancel', 'onCancel']);
  const payment = await openPopup(page, () => button(page, 'Pay with PayPal').click());
  await payment.pay();
  await expect.poll(async () => (await heard(page)).slice(2)).toMatchObject([
    {
      name: 'onAuthorize',
      data: { payerID: 'BUYER23456789', intent: 'sale', returnUrl: expect.stringMatching(/^https:\/\/www\.paypal\.com\/checkoutnow\/error\?paymentId=PAYID-/) },
    },
    { name: 'payment', data: { state: 'created' } },
    { name: 'executed', data: { state: 'approved', transactions: [{ amount: { total: '1.10' } }] } },
  ]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '1.10', buyer: '4998.90' });
});

test.describe('a payment of the shop’s server', () => {
  // The server tells the page with 200; only the sandbox's own answer is a refusal.
  test('is executed by it, and starts again after a refusal', async ({ page, sandbox, shopServer }) => {
    await load(page, sandbox.url);
    await page.evaluate((base) => {
      const options = {
        env: 'sandbox',
        payment: (_: unknown, actions: Actions) => actions.request.post(`/create-payment?base=${base}`, { amount: '9.00' }).then(({ id }) => id),
        onAuthorize: (data: Data, actions: Actions) =>
          actions.request.post('/execute-payment', { paymentID: data.paymentID, payerID: data.payerID }).then((answer) => {
            note('answer', answer);
            if (answer.error === 'INSTRUMENT_DECLINED') return actions.restart();
          }),
      };
      return paypal.Button.render(options, '#buttons');
    }, shopServer.url);
    const payment = await openPopup(page, () => button(page).click());
    await payment.logIn();
    await payment.button('Agree, and be declined later').click();
    const frame = page.frameLocator('iframe[title="PayPal Checkout"]');
    await frame.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => heard(page)).toMatchObject([{ data: { error: 'INSTRUMENT_DECLINED' } }, { data: { state: 'approved' } }]);
    expect(await sandbox.balances('USD')).toEqual({ merchant: '9.00', buyer: '4991.00' });
  });
});

test('signatures of before, and orders', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() =>
    paypal.Button.render(
      {
        env: 'sandbox',
        client: { sandbox: 'sandbox-client' },
        commit: true,
        payment(this: { props: { env: string; client: unknown } }, resolve: (id: string) => void, reject: (error: Error) => void) {
          const { env, client } = this.props;
          paypal.rest.payment.create(env, client, { transactions: [{ amount: { total: '2.00', currency: 'USD' } }] }).then(resolve, reject);
        },
        onAuthorize: (_: Data, actions: Actions) => actions.payment.execute().then(() => note('executed')),
      },
      '#buttons',
    ),
  );
  const payment = await openPopup(page, () => button(page).click());
  await payment.pay();
  await expect.poll(() => names(page)).toEqual(['executed']);
  await closed(payment.page);
  await page.evaluate(() => {
    document.querySelector('#buttons')!.replaceChildren();
    const order = { purchase_units: [{ amount: { currency_code: 'USD', value: '3.00' } }] };
    return paypal.Button.render(
      {
        env: 'sandbox',
        client: { sandbox: Promise.resolve('sandbox-client') },
        commit: true,
        payment: (_: unknown, actions: Actions) => actions.order.create({ order }),
        onAuthorize: (_: Data, actions: Actions) => actions.order.capture().then((captured) => note('captured', captured)),
      },
      '#buttons',
    );
  });
  const order = await openPopup(page, () => button(page).click());
  await order.pay();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'executed' }, { name: 'captured', data: { status: 'COMPLETED' } }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '5.00', buyer: '4995.00' });
});

test('where the window is blocked, the buyer pays in a frame over the page', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() => {
    window.open = () => null;
    return paypal.Button.render(
      {
        env: 'sandbox',
        client: { sandbox: 'sandbox-client' },
        commit: true,
        payment: (_: unknown, actions: Actions) => actions.payment.create({ payment: { transactions: [{ amount: { total: '4.00', currency: 'USD' } }] } }),
        onAuthorize: (_: Data, actions: Actions) => actions.payment.execute().then(() => note('executed')),
        onCancel: () => note('onCancel'),
        onError: (error: Error) => note('onError', error),
      },
      '#buttons',
    );
  });
  await button(page).click();
  const frame = page.frameLocator('iframe[title="PayPal Checkout"]');
  await expect(frame.getByRole('button', { name: 'Log in' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => names(page)).toEqual(['onCancel']);
  await button(page).click();
  await frame.getByRole('button', { name: 'Log in' }).click();
  await frame.getByRole('button', { name: 'Pay now' }).click();
  await expect.poll(() => names(page)).toEqual(['onCancel', 'executed']);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '4.00' }]);
});
