import type { Page } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { closed, heard, openPopup } from '../fixtures/test';
import { expect, test } from '../fixtures/paypal-hosts';
import { names, openShop, payButton } from '../fixtures/v6';

// Payments by Web SDK v6.

/** The frame over the page, and the payment in it. */
const checkoutFrame = (page: Page) => page.frameLocator('iframe[title="PayPal Checkout"]');
async function payInFrame(page: Page) {
  await checkoutFrame(page).getByRole('button', { name: 'Log in' }).click();
  await checkoutFrame(page).getByRole('button', { name: 'Pay now' }).click();
}

test('a session with a client id pays in a popup, and money moves', async ({ page, sandbox }) => {
  await openShop(page);
  const payment = await openPopup(page, () => payButton(page).click());
  expect(payment.page.url()).toMatch(/^(about:blank|https:\/\/www\.sandbox\.paypal\.com\/checkoutnow\?token=)/);
  await payment.pay();
  await closed(payment.page);
  await expect.poll(() => heard(page)).toMatchObject([
    { name: 'eligible', data: { paypal: true, paylater: true, venmo: true } },
    { name: 'onApprove', data: { payerId: 'BUYER23456789', fundingSource: 'paypal' } },
    { name: 'captured', data: { status: 'COMPLETED' } },
  ]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '45.00', buyer: '4955.00' });
});

test('a session with a client token pays in a frame over the page', async ({ page, sandbox }) => {
  await openShop(page, { mode: 'modal', withToken: true });
  await payButton(page).press('Enter');
  await payInFrame(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '45.00', buyer: '4955.00' });
});

test('a session leaves the page, and resumes when the buyer is back', async ({ page, sandbox }) => {
  await openShop(page, { mode: 'redirect' });
  await payButton(page).click();
  await new PaymentPage(page).pay();
  await page.waitForURL(/PayerID=/);
  const query = new URL(page.url()).search.replace(/^\?/, '&');
  await openShop(page, { query });
  await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '45.00', buyer: '4955.00' });
});

test('a session that has left the page is cancelled there, or fails, and the next one pays', async ({ page, sandbox }) => {
  await openShop(page, { mode: 'redirect' });
  await payButton(page).click();
  await new PaymentPage(page).cancel();
  await page.waitForURL(/token=[0-9A-Z]{17}$/);
  await openShop(page, { query: new URL(page.url()).search.replace(/^\?/, '&') });
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'eligible' }, { name: 'onCancel', data: { orderId: expect.stringMatching(/^[0-9A-Z]{17}$/) } }]);
  await openShop(page, { query: '#onError&token=5O190127TN364715T' });
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'eligible' }, { name: 'onError', data: { message: 'The checkout has ended with an error' } }]);
  expect(await sandbox.payments()).toEqual([]);
  await openShop(page);
  const payment = await openPopup(page, () => payButton(page).click());
  await payment.pay();
  await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
});

test('cancelled, closed, taken back by the page, and paid after all', async ({ page, sandbox }) => {
  await openShop(page);
  const cancelled = await openPopup(page, () => payButton(page).click());
  await cancelled.cancel();
  await expect.poll(() => names(page)).toEqual(['eligible', 'onCancel']);
  await closed(cancelled.page);
  const left = await openPopup(page, () => payButton(page).click());
  await left.logIn();
  await left.page.close();
  await expect.poll(() => names(page)).toEqual(['eligible', 'onCancel', 'onCancel']);
  const taken = await openPopup(page, () => payButton(page).click());
  await taken.logIn();
  await page.evaluate(() => session.cancel());
  await closed(taken.page);
  await expect.poll(() => heard(page)).toMatchObject([{}, {}, {}, { name: 'onCancel', data: { orderId: expect.stringMatching(/^[0-9A-Z]{17}$/) } }]);
  expect(await sandbox.payments()).toEqual([]);
  const payment = await openPopup(page, () => payButton(page).click());
  await payment.pay();
  await expect.poll(async () => (await names(page)).slice(4)).toEqual(['onApprove', 'captured']);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
});

test('a frame that the buyer, or the page, closes is cancelled, and the next one pays', async ({ page, sandbox }) => {
  await openShop(page, { mode: 'modal' });
  await payButton(page).click();
  await checkoutFrame(page).getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => names(page)).toEqual(['eligible', 'onCancel']);
  await expect(page.locator('iframe[title="PayPal Checkout"]')).toHaveCount(0);
  await payButton(page).click();
  await expect(checkoutFrame(page).getByRole('heading', { name: 'Log in' })).toBeVisible();
  await page.evaluate(() => session.cancel());
  await expect.poll(() => names(page)).toEqual(['eligible', 'onCancel', 'onCancel']);
  await expect(page.locator('iframe[title="PayPal Checkout"]')).toHaveCount(0);
  await payButton(page).click();
  await payInFrame(page);
  await expect.poll(async () => (await names(page)).slice(3)).toEqual(['onApprove', 'captured']);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
});

test.describe('where the window is blocked', () => {
  const block = (page: Page) =>
    page.evaluate(() => {
      window.open = () => null;
    });

  test('auto pays in a frame over the page', async ({ page, sandbox }) => {
    await openShop(page);
    await block(page);
    await payButton(page).click();
    await payInFrame(page);
    await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
  });

  test('a presentation that there is not can be recovered from, in a frame', async ({ page, sandbox }) => {
    await openShop(page);
    await block(page);
    const failures = await page.evaluate(async () => {
      const found: unknown[] = [];
      for (const mode of ['payment-handler', 'popup', 'carrier-pigeon']) {
        await startSession(mode).catch(({ code, message, isRecoverable }) => found.push({ code, message, isRecoverable }));
      }
      return found;
    });
    expect(failures).toEqual([
      { code: 'ERR_FLOW_PAYMENT_HANDLER_BROWSER_INCOMPATIBLE', message: 'payment-handler is not supported', isRecoverable: true },
      { code: 'ERR_DEV_UNABLE_TO_OPEN_POPUP', message: 'unable to open popup', isRecoverable: true },
      { code: 'ERR_FLOW_UNSUPPORTED_PRESENTATION_MODE', message: 'carrier-pigeon is not supported', isRecoverable: true },
    ]);
    await page.evaluate(() => void startSession('modal'));
    await payInFrame(page);
    await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
  });
});

test.describe('a page in a frame', () => {
  // The close button of the frame over the page.
  test.use({ expectedProblems: ['Blocked autofocusing'] });

  test('of another pays in a frame of its own', async ({ page, sandbox, hosts }) => {
    const inner = `${hosts.shop.url}/page?script=/v6.js`;
    const around = hosts.shop.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${around}/around?page=${encodeURIComponent(inner)}`);
    const frame = page.frame({ url: inner })!;
    await frame.evaluate(async () => {
      const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
      const instance = await paypal.createInstance({ clientId: 'sandbox-client', components: ['paypal-payments'] } as never);
      const session: any = instance.createPayPalOneTimePaymentSession({ onApprove: async (data) => note('onApprove', data) });
      // What the page around has brought back is told by that page.
      const back = 'http://around.example/?token=5O190127TN364715T&PayerID=BUYER23456789';
      note('returned', { here: session.hasReturned(), around: session.hasReturned(back) });
      const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '2.00' } }] };
      const createOrder = async () => ({ orderId: (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id });
      const button = document.createElement('paypal-button');
      button.addEventListener('click', () => session.start({ presentationMode: 'modal' }, createOrder()));
      document.querySelector('#buttons')!.append(button);
    });
    await frame.locator('paypal-button').click();
    const payment = frame.frameLocator('iframe[title="PayPal Checkout"]');
    await payment.getByRole('button', { name: 'Log in' }).click();
    await payment.getByRole('button', { name: 'Pay now' }).click();
    await expect.poll(() => frame.evaluate(() => globalThis.heardByPage)).toMatchObject([{ name: 'returned', data: { here: false, around: true } }, { name: 'onApprove', data: { payerId: 'BUYER23456789' } }]);
    expect(await sandbox.payments()).toEqual([]);
  });

  test('leaves the page around it, to pay on PayPal’s pages', async ({ page, hosts, sandbox }) => {
    const inner = `${hosts.shop.url}/page?script=/v6.js`;
    const around = hosts.shop.url.replace('127.0.0.1', 'localhost');
    await page.goto(`${around}/around?page=${encodeURIComponent(inner)}`);
    const frame = page.frame({ url: inner })!;
    await frame.evaluate(async (inner) => {
      const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
      const instance = await paypal.createInstance({ clientId: 'sandbox-client', components: ['paypal-payments'] } as never);
      const session: any = instance.createPayPalOneTimePaymentSession({ onError: (error) => note('onError', error) });
      const order = {
        intent: 'CAPTURE',
        purchase_units: [{ amount: { currency_code: 'USD', value: '2.00' } }],
        payment_source: { paypal: { experience_context: { return_url: inner, cancel_url: inner } } },
      };
      const createOrder = async () => ({ orderId: (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id });
      const button = document.createElement('paypal-button');
      button.addEventListener('click', async () => {
        const { redirectURL } = await session.start({ presentationMode: 'redirect' }, createOrder());
        // As pages do that leave by themselves where they are told to.
        if (redirectURL) location.assign(redirectURL);
      });
      document.querySelector('#buttons')!.append(button);
    }, inner);
    await frame.locator('paypal-button').click();
    await new PaymentPage(page).pay();
    await page.waitForURL(/PayerID=/);
    await openShop(page, { query: new URL(page.url()).search.replace(/^\?/, '&') });
    await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '2.00' }]);
  });
});

test('Venmo pays in a popup', async ({ page, sandbox }) => {
  await page.goto('/page?script=/v6.js');
  await page.evaluate(async () => {
    const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
    const instance: any = await paypal.createInstance({ clientId: 'sandbox-client', components: ['venmo-payments'] } as never);
    const session = instance.createVenmoOneTimePaymentSession({
      onApprove: async (data: { orderId: string }) => {
        note('onApprove', data);
        note('captured', await (await fetch(`/orders/${data.orderId}/capture`, { method: 'POST' })).json());
      },
    });
    const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '3.00' } }] };
    const createOrder = async () => ({ orderId: (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id });
    const button = document.createElement('venmo-button');
    button.addEventListener('click', () => session.start({ presentationMode: 'auto' }, createOrder()));
    document.querySelector('#buttons')!.append(button);
  });
  const payment = await openPopup(page, () => page.locator('venmo-button').getByRole('button', { name: 'Venmo' }).click());
  await payment.pay();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'onApprove', data: { fundingSource: 'venmo' } }, { name: 'captured', data: { status: 'COMPLETED' } }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '3.00', buyer: '4997.00' });
});

test.describe('refusals', () => {
  test.use({ expectedProblems: ['401', '422'] });

  test('a declined payment that the buyer tries again', async ({ page, sandbox }) => {
    await openShop(page);
    const declined = await openPopup(page, () => payButton(page).click());
    await declined.payWithBankThatRefuses();
    await expect.poll(() => heard(page)).toMatchObject([{}, { name: 'onApprove' }, { name: 'captured', data: { details: [{ issue: 'INSTRUMENT_DECLINED' }] } }]);
    expect(await sandbox.payments()).toEqual([]);
    const payment = await openPopup(page, () => payButton(page).click());
    await payment.pay();
    await expect.poll(async () => (await heard(page)).slice(3)).toMatchObject([{ name: 'onApprove' }, { name: 'captured', data: { status: 'COMPLETED' } }]);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
  });

  test('what the SDK refuses by its code, and a payment after it', async ({ page, sandbox }) => {
    await openShop(page);
    const refused = await page.evaluate(async () => {
      const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
      const { accessToken } = await (await fetch('/client-token')).json();
      const codeOf = (promise: Promise<unknown>) => promise.then(() => '', ({ code, message }) => `${code}: ${message}`);
      const make = (options: object) => codeOf(paypal.createInstance({ components: ['paypal-payments'], ...options } as never));
      const byId: any = await paypal.createInstance({ clientId: 'sandbox-client', components: ['card-fields'] } as never);
      const byToken: any = await paypal.createInstance({ clientToken: accessToken } as never);
      return {
        nobody: await make({}),
        'id and token': await make({ clientId: 'sandbox-client', clientToken: accessToken }),
        'page type': await make({ clientId: 'sandbox-client', pageType: 'window' }),
        component: await make({ clientId: 'sandbox-client', components: ['paypal-payment'] }),
        token: await make({ clientToken: 'A21AA' }),
        'later token': await codeOf((async () => byToken.updateClientToken('A21AA'))()),
        'token for an id': await codeOf((async () => byId.updateClientToken(accessToken))()),
        'right token': await codeOf((async () => byToken.updateClientToken(accessToken))()),
        app: (await make({ clientId: 'somebody' })).split(':')[0],
        return: await codeOf((session as any).resume()),
        field: await codeOf((async () => byId.createCardFieldsOneTimePaymentSession().createCardFieldsComponent({ type: 'pin' }))()),
        event: await codeOf((async () => byId.createCardFieldsOneTimePaymentSession().on('paste', () => {}))()),
      };
    });
    expect(refused).toEqual({
      nobody: 'ERR_INVALID_OPTIONS: Expected one of clientId and clientToken',
      'id and token': 'ERR_INVALID_OPTIONS: Expected one of clientId and clientToken',
      'page type': 'ERR_INVALID_OPTIONS: Unexpected pageType: window',
      component: 'ERR_INVALID_OPTIONS: Unexpected component: paypal-payment',
      token: 'ERR_INVALID_CLIENT_TOKEN: The client token is not a JWT',
      'later token': 'ERR_INVALID_CLIENT_TOKEN: The client token is not a JWT',
      'token for an id': 'ERR_INVALID_OPTIONS: The instance was made with a client id',
      'right token': '',
      app: 'ERR_CLIENT_ID_INVALID',
      return: 'ERR_NOT_RETURNED: The buyer has not returned to this page',
      field: 'ERR_INVALID_OPTIONS: Unexpected type: pin',
      event: 'ERR_INVALID_OPTIONS: Unexpected event: paste',
    });
    const payment = await openPopup(page, () => payButton(page).click());
    await payment.pay();
    await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
  });
});

test('react-paypal-js pays with v6', async ({ page, sandbox }) => {
  await page.goto('/page?script=/react-v6.js');
  // They are disabled until the SDK is there.
  const payment = await openPopup(page, () => payButton(page).click());
  await payment.pay();
  await expect.poll(() => names(page)).toEqual(['onApprove', 'captured']);
  await closed(payment.page);
  const later = await openPopup(page, () => page.locator('paypal-pay-later-button').getByRole('button').click());
  await later.pay();
  await expect.poll(async () => (await heard(page)).slice(2)).toMatchObject([{ name: 'onApprove', data: { fundingSource: 'paylater' } }, { name: 'captured' }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '90.00', buyer: '4910.00' });
});
