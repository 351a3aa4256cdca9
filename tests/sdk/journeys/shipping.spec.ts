import type { Page } from '@playwright/test';
import type { PaymentPage } from '../../e2e/pages/payment';
import { NONCE } from '../fixtures/shop';
import { choice, withShipping } from '../fixtures/shipping';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';
import { load, payPalButton } from '../fixtures/v5';
import { expect as expectHosts, test as hostsTest } from '../fixtures/paypal-hosts';

// Ways of shipping that an order offers: the buyer chooses on PayPal's page, and
// the shop's page hears of it before the buyer can pay.

declare global {
  /** The page's answer to a choice. */
  var answer: 'yes' | 'no' | 'never' | 'patch';
}

/** Buttons of v5 with an order that offers ways of shipping. */
async function renderV5(page: Page, callback: 'onShippingOptionsChange' | 'onShippingChange' | 'none') {
  await page.evaluate(
    ([order, callback]) => {
      globalThis.answer = 'yes';
      const asked = async (data: any, actions: any) => {
        note('asked', data);
        const option = data.selectedShippingOption ?? data.selected_shipping_option;
        if (answer === 'never') return new Promise<void>(() => {});
        if (answer === 'no') return actions.reject(`No ${option.label} to your town`);
        if (answer === 'patch') await actions.order.patch(actions.buildOrderPatchPayload({ itemTotal: '20.00', taxTotal: '1.63', shippingOption: option }));
      };
      return sdk.Buttons!({
        createOrder: (_, actions) => actions.order.create(order as never),
        onApprove: async (_, actions) => note('order', await actions.order!.capture()),
        onError: (error) => note('onError', error),
        ...(callback !== 'none' && { [callback]: asked }),
      }).render('#buttons');
    },
    [withShipping, callback] as const,
  );
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.logIn();
  return payment;
}

const setAnswer = (page: Page, how: typeof globalThis.answer) =>
  page.evaluate((how) => {
    globalThis.answer = how;
  }, how);

/** The payment is made, of an amount and with a way of shipping. */
async function expectPaid(page: Page, payment: PaymentPage, gross: string, option: string) {
  await payment.payNow();
  await expect.poll(async () => (await heard(page)).filter(({ name }) => name === 'order')).toHaveLength(1);
  const [order] = (await heard(page)).filter(({ name }) => name === 'order') as any;
  const [unit] = order.data.purchase_units;
  expect(unit.payments.captures[0].amount.value).toBe(gross);
  expect(unit.shipping.options.filter(({ selected }: { selected: boolean }) => selected).map(({ id }: { id: string }) => id)).toEqual([option]);
  await closed(payment.page);
}

test('v5 asks about the chosen way of shipping, and the total follows', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  const payment = await renderV5(page, 'onShippingOptionsChange');
  await expect(choice(payment, /Post/)).toBeChecked();
  await expect(payment.total).toContainText('25.00');
  await choice(payment, /Courier/).check();
  await expect(payment.total).toContainText('32.50');
  expect(await heard(page)).toMatchObject([
    { name: 'asked', data: { selectedShippingOption: { id: 'courier', label: 'Courier', type: 'SHIPPING', selected: true, amount: { currencyCode: 'USD', value: '12.50' } } } },
  ]);
  await expectPaid(page, payment, '32.50', 'courier');
  expect(await sandbox.balances('USD')).toEqual({ merchant: '32.50', buyer: '4967.50' });
});

test('v5 patches the order before the buyer sees the total', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  const payment = await renderV5(page, 'onShippingOptionsChange');
  await setAnswer(page, 'patch');
  await choice(payment, /Courier/).check();
  await expect(payment.total).toContainText('34.13');
  await expectPaid(page, payment, '34.13', 'courier');
});

test('v5 refuses a way of shipping: the order is as it was', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  const payment = await renderV5(page, 'onShippingOptionsChange');
  await setAnswer(page, 'no');
  await choice(payment, /Courier/).click();
  await expect(payment.page.getByRole('alert')).toHaveText('No Courier to your town');
  await expect(choice(payment, /Post/)).toBeChecked();
  await expect(payment.total).toContainText('25.00');
  await setAnswer(page, 'yes');
  await choice(payment, /Store/).check();
  await expect(payment.total).toContainText('20.00');
  await expectPaid(page, payment, '20.00', 'store');
});

test('a page that never answers: the buyer chooses again', async ({ page, context, sandbox }) => {
  await context.clock.install();
  await load(page, sandbox.url);
  const payment = await renderV5(page, 'onShippingOptionsChange');
  await setAnswer(page, 'never');
  await choice(payment, /Courier/).click();
  await expect.poll(async () => (await heard(page)).length).toBe(1);
  await expect(payment.button('Pay now')).toBeDisabled();
  await payment.page.clock.fastForward(15_000);
  await expect(payment.page.getByRole('alert')).toHaveText('The shop does not answer. Choose again, or cancel.');
  await expect(choice(payment, /Post/)).toBeChecked();
  await expect(payment.total).toContainText('25.00');
  await setAnswer(page, 'yes');
  await choice(payment, /Store/).check();
  await expect(payment.total).toContainText('20.00');
  await expectPaid(page, payment, '20.00', 'store');
});

test('who cancels after a choice that is not answered pays nothing, and can pay after all', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  const payment = await renderV5(page, 'onShippingOptionsChange');
  await setAnswer(page, 'never');
  await choice(payment, /Courier/).click();
  await payment.button(/^Cancel and return/).click();
  await closed(payment.page);
  expect(await sandbox.payments()).toEqual([]);
  await setAnswer(page, 'yes');
  const again = await openPopup(page, () => payPalButton(page).click());
  await again.logIn();
  await choice(again, /Store/).check();
  await expect(again.total).toContainText('20.00');
  await expectPaid(page, again, '20.00', 'store');
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '20.00' }]);
});

test('onShippingChange of v5 is asked about address and way of shipping', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  const payment = await renderV5(page, 'onShippingChange');
  await expect(payment.button('Pay now')).toBeEnabled();
  await choice(payment, /Courier/).check();
  await expect(payment.total).toContainText('32.50');
  expect(await heard(page)).toMatchObject([
    { data: { shipping_address: { country_code: 'US' }, selected_shipping_option: { id: 'post' } } },
    { data: { shipping_address: { country_code: 'US' }, selected_shipping_option: { id: 'courier', amount: { currency_code: 'USD', value: '12.50' } } } },
  ]);
  await expectPaid(page, payment, '32.50', 'courier');
});

test('without a callback PayPal adds it up', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  const payment = await renderV5(page, 'none');
  await choice(payment, /Courier/).check();
  // What was not shown is not paid.
  await payment.payNow();
  await expect(payment.total).toContainText('32.50');
  await expectPaid(page, payment, '32.50', 'courier');
});

test('onShippingChange of v4, with an order', async ({ page, sandbox }) => {
  await page.goto('/page?script=/paypal-js.js');
  await page.evaluate(
    ([src, nonce, order]) =>
      new Promise((resolve, reject) => {
        const script = document.createElement('script');
        const render = () =>
          (globalThis as any).paypal.Button.render(
            {
              env: 'sandbox',
              client: { sandbox: 'sandbox-client' },
              commit: true,
              payment: (_: unknown, actions: any) => actions.order.create({ order }),
              onShippingChange: (data: any, actions: any) => {
                note('asked', data);
                if (data.selected_shipping_option.id !== 'courier') return actions.resolve();
                if ((globalThis as any).breaks) throw new Error('The list of couriers is empty');
                return actions.reject();
              },
              onError: (error: Error) => note('onError', error),
              onAuthorize: async (_: unknown, actions: any) => note('order', await actions.order.capture()),
            },
            '#buttons',
          ).then(resolve, reject);
        Object.assign(script, { src, nonce, onload: render, onerror: reject });
        document.head.append(script);
      }),
    [`${sandbox.url}/api/checkout.js`, NONCE, withShipping] as const,
  );
  const payment = await openPopup(page, () => page.frameLocator('#buttons iframe[title="ppbutton"]').getByRole('button').click());
  await payment.logIn();
  await expect(payment.button('Pay now')).toBeEnabled();
  await choice(payment, /Courier/).click();
  await expect(payment.page.getByRole('alert')).toHaveText('The shop does not ship in this way.');
  await page.evaluate(() => Object.assign(globalThis, { breaks: true }));
  await choice(payment, /Courier/).click();
  await expect(payment.page.getByRole('alert')).toHaveText('The list of couriers is empty');
  await choice(payment, /Store/).check();
  await expect(payment.total).toContainText('20.00');
  // A refusal is an answer; a mistake of the page's is told to it too.
  const errors = (await heard(page)).filter(({ name }) => name === 'onError');
  expect(errors).toMatchObject([{ data: { message: 'The list of couriers is empty' } }]);
  await expectPaid(page, payment, '20.00', 'store');
});

hostsTest('v6 asks about the chosen way of shipping, in the words of PayPal', async ({ page, sandbox }) => {
  await page.goto('/page?script=/v6.js');
  await page.evaluate(async (order) => {
    const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
    const instance: any = await paypal.createInstance({ clientId: 'sandbox-client', components: ['paypal-payments'] } as never);
    const session = instance.createPayPalOneTimePaymentSession({
      onShippingOptionsChange: (data: any) => {
        note('asked', data);
        if (data.selectedShippingOption.id === 'courier') throw new Error(data.errors.METHOD_UNAVAILABLE);
      },
      onApprove: async (data: any) => note('order', await (await fetch(`/orders/${data.orderId}/capture`, { method: 'POST' })).json()),
    });
    const createOrder = async () => ({ orderId: (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id });
    const button = document.createElement('paypal-button');
    button.addEventListener('click', () => session.start({ presentationMode: 'auto' }, createOrder()));
    document.querySelector('#buttons')!.append(button);
  }, withShipping);
  const payment = await openPopup(page, () => page.locator('paypal-button').click());
  await payment.logIn();
  await choice(payment, /Courier/).click();
  await expectHosts(payment.page.getByRole('alert')).toHaveText('The shop does not ship in this way.');
  await choice(payment, /Store/).check();
  await expectHosts(payment.total).toContainText('20.00');
  await payment.payNow();
  await expectHosts.poll(() => sandbox.payments()).toMatchObject([{ gross: '20.00' }]);
  const asked = (await heard(page)).filter(({ name }) => name === 'asked');
  expectHosts(asked).toMatchObject([{ data: { selectedShippingOption: { id: 'courier' } } }, { data: { orderId: expectHosts.any(String), selectedShippingOption: { id: 'store', type: 'PICKUP' } } }]);
});
