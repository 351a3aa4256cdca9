import { devices, type Page } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { expect, heard, openPopup, test } from '../fixtures/test';
import { load, loadScript, payPalButton } from '../fixtures/v5';
import { expect as expectHosts, test as hostsTest } from '../fixtures/paypal-hosts';

// PayPal's app, to which a page switches on a phone, and the way back to it.

const { userAgent, viewport } = devices['Pixel 7'];
const phone = { userAgent, viewport, isMobile: true, hasTouch: true };

/** An order that says where the buyer returns to: the page itself. */
const withReturn = (page: string) => ({
  intent: 'CAPTURE',
  purchase_units: [{ amount: { currency_code: 'USD', value: '7.00' } }],
  payment_source: { paypal: { experience_context: { return_url: page, cancel_url: page, user_action: 'PAY_NOW' } } },
});

/** A page with buttons of v5 that switch to the app, with an order of the server's. */
async function renderV5(page: Page, paypal: string, order: object, more: 'none' | 'shipping' = 'none') {
  await load(page, paypal);
  await drawV5(page, order, more);
}

const drawV5 = (page: Page, order: object, more: 'none' | 'shipping' = 'none') =>
  page.evaluate(
    ([order, more]) =>
      sdk.Buttons!({
        appSwitchWhenAvailable: true,
        createOrder: async () => (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id,
        onApprove: async (data) => note('onApprove', data),
        onError: (error) => note('onError', error),
        ...(more === 'shipping' && { onShippingAddressChange: async () => {} }),
      }).render('#buttons'),
    [order, more] as const,
  );

/** The same page once more, after the way back: the SDK is loaded, and told to resume. */
async function resumeV5(page: Page, paypal: string) {
  await loadScript(page, paypal);
  return page.evaluate(async () => {
    const buttons = sdk.Buttons!({
      onApprove: async (data) => {
        note('onApprove', data);
        note('captured', await (await fetch(`/orders/${data.orderID}/capture`, { method: 'POST' })).json());
      },
      onCancel: (data) => note('onCancel', data),
    });
    const hasReturned = buttons.hasReturned!();
    await buttons.resume!();
    return hasReturned;
  });
}

test.describe('on a phone', () => {
  test.use(phone);

  test('v5 switches to the app, and resumes when the buyer is back', async ({ page, sandbox, shopServer }) => {
    await renderV5(page, sandbox.url, withReturn(`${shopServer.url}/page?script=/paypal-js.js`));
    await payPalButton(page).tap();
    const app = new PaymentPage(page);
    await expect(page.getByText('This page stands for the PayPal app.')).toBeVisible();
    await app.pay();
    await page.waitForURL(/#onApprove&token=[0-9A-Z]{17}&PayerID=BUYER23456789&button_session_id=uid_\w+&fundingSource=paypal$/);
    expect(await resumeV5(page, sandbox.url)).toBe(true);
    await expect.poll(() => heard(page)).toMatchObject([
      { name: 'onApprove', data: { payerID: 'BUYER23456789', paymentSource: 'paypal' } },
      { name: 'captured', data: { status: 'COMPLETED' } },
    ]);
    expect(await sandbox.balances('USD')).toEqual({ merchant: '7.00', buyer: '4993.00' });
  });

  test('v5 hears of a buyer who turns back in the app, and taps again', async ({ page, sandbox, shopServer }) => {
    const order = withReturn(`${shopServer.url}/page?script=/paypal-js.js`);
    await renderV5(page, sandbox.url, order);
    await payPalButton(page).tap();
    await new PaymentPage(page).cancel();
    await page.waitForURL(/#onCancel&token=[0-9A-Z]{17}&button_session_id=/);
    expect(await resumeV5(page, sandbox.url)).toBe(true);
    expect(await heard(page)).toMatchObject([{ name: 'onCancel', data: { orderID: expect.stringMatching(/^[0-9A-Z]{17}$/) } }]);
    expect(await sandbox.payments()).toEqual([]);
    // The page that was returned to, with its fragment.
    await drawV5(page, order);
    await payPalButton(page).tap();
    await new PaymentPage(page).pay();
    await page.waitForURL(/#onApprove&token=/);
    expect(await resumeV5(page, sandbox.url)).toBe(true);
    await expect.poll(() => heard(page)).toMatchObject([{ name: 'onApprove' }, { name: 'captured', data: { status: 'COMPLETED' } }]);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '7.00' }]);
  });

  test('v5 stays in the browser with an order that leads nowhere, and with a callback for shipping', async ({ page, sandbox, shopServer }) => {
    const nowhere = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '7.00' } }] };
    await renderV5(page, sandbox.url, nowhere);
    const first = await openPopup(page, () => payPalButton(page).tap());
    await expect(first.heading('Log in')).toBeVisible();
    await first.page.close();
    await renderV5(page, sandbox.url, withReturn(`${shopServer.url}/page`), 'shipping');
    const second = await openPopup(page, () => payPalButton(page).tap());
    await expect(second.heading('Log in')).toBeVisible();
  });
});

test('v5 stays in the browser elsewhere', async ({ page, sandbox, shopServer }) => {
  await renderV5(page, sandbox.url, withReturn(`${shopServer.url}/page`));
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.pay();
  await expect.poll(async () => (await heard(page)).map(({ name }) => name)).toEqual(['onApprove']);
});

/** A page that tries the app first, then what there is; it resumes what a buyer brings back. */
async function openV6(page: Page, query = '') {
  await page.goto(`/page?script=/v6.js${query}`);
  await page.evaluate(async () => {
    const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
    const instance: any = await paypal.createInstance({ clientId: 'sandbox-client', components: ['paypal-payments'] } as never);
    const session = instance.createPayPalOneTimePaymentSession({
      onApprove: async (data: any) => {
        note('onApprove', data);
        note('captured', await (await fetch(`/orders/${data.orderId}/capture`, { method: 'POST' })).json());
      },
      onCancel: (data: any) => note('onCancel', data),
    });
    if (session.hasReturned()) return session.resume();
    const here = location.href;
    const createOrder = async () => {
      const order = {
        intent: 'CAPTURE',
        purchase_units: [{ amount: { currency_code: 'USD', value: '8.00' } }],
        payment_source: { paypal: { experience_context: { return_url: here, cancel_url: here } } },
      };
      return { orderId: (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id };
    };
    const button = document.createElement('paypal-button');
    button.addEventListener('click', async () => {
      const order = createOrder();
      for (const presentationMode of ['direct-app-switch', 'popup']) {
        try {
          await session.start({ presentationMode }, order);
          return;
        } catch (error) {
          note('failed', { presentationMode, isRecoverable: (error as { isRecoverable: boolean }).isRecoverable });
        }
      }
    });
    document.querySelector('#buttons')!.append(button);
  });
}

hostsTest('v6 gives way to a popup where there is no app', async ({ page, sandbox }) => {
  await openV6(page);
  const payment = await openPopup(page, () => page.locator('paypal-button').click());
  await payment.pay();
  await expectHosts.poll(() => heard(page)).toMatchObject([{ name: 'failed', data: { presentationMode: 'direct-app-switch', isRecoverable: true } }, { name: 'onApprove' }, { name: 'captured' }]);
  expectHosts(await sandbox.balances('USD')).toEqual({ merchant: '8.00', buyer: '4992.00' });
});

hostsTest.describe('v6 on a phone', () => {
  const phoneTest = hostsTest.extend({
    context: async ({ hosts }, use) => {
      const context = await hosts.browser.newContext({ ...phone, ignoreHTTPSErrors: true, locale: 'en-US', baseURL: hosts.shop.url });
      await use(context);
      await context.close();
    },
  });

  /** Switches to the app, as a tap on the button does. */
  async function tap(page: Page) {
    await page.locator('paypal-button').tap();
    await expectHosts(page.getByText('This page stands for the PayPal app.')).toBeVisible();
    return new PaymentPage(page);
  }

  phoneTest('switches to the app, and resumes when the buyer is back', async ({ page, sandbox }) => {
    await openV6(page);
    const app = await tap(page);
    await app.pay();
    await page.waitForURL(/#onApprove&token=/);
    await openV6(page, new URL(page.url()).hash);
    await expectHosts.poll(() => heard(page)).toMatchObject([{ name: 'onApprove', data: { payerId: 'BUYER23456789', fundingSource: 'paypal' } }, { name: 'captured', data: { status: 'COMPLETED' } }]);
    expectHosts(await sandbox.balances('USD')).toEqual({ merchant: '8.00', buyer: '4992.00' });
  });

  phoneTest('hears of a buyer who turns back in the app, and taps again', async ({ page, sandbox }) => {
    await openV6(page);
    const left = await tap(page);
    await left.cancel();
    await page.waitForURL(/#onCancel&token=/);
    await openV6(page, new URL(page.url()).hash);
    await expectHosts.poll(() => heard(page)).toMatchObject([{ name: 'onCancel', data: { orderId: expectHosts.stringMatching(/^[0-9A-Z]{17}$/) } }]);
    expectHosts(await sandbox.payments()).toEqual([]);
    await openV6(page);
    const app = await tap(page);
    await app.pay();
    await page.waitForURL(/#onApprove&token=/);
    await openV6(page, new URL(page.url()).hash);
    await expectHosts.poll(() => heard(page)).toMatchObject([{ name: 'onApprove' }, { name: 'captured', data: { status: 'COMPLETED' } }]);
    expectHosts(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '8.00' }]);
  });
});
