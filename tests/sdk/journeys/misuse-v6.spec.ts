import type { Page } from '@playwright/test';
import { closed, heard, openPopup } from '../fixtures/test';
import { expect, test } from '../fixtures/paypal-hosts';

// Pages that call Web SDK v6 in an order that nobody expects. The buyer can pay
// after each of them, and pays once.

type Session = { start(presentation: object, order?: Promise<unknown>): Promise<unknown>; cancel(): void; destroy(): void };

declare global {
  /** Makes a session whose callbacks are noted; `onApprove` captures the order. */
  var makeSession: (method?: string, callbacks?: object) => Session;
  /** An order of the shop's server, as the second argument of `start`. */
  var makeOrder: (value?: string) => Promise<{ orderId: string }>;
  var session: Session;
}

async function openShop(page: Page) {
  await page.goto('/page?script=/v6.js');
  await page.evaluate(async () => {
    const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
    const instance: any = await paypal.createInstance({ clientId: 'sandbox-client', components: ['paypal-payments'] } as never);
    globalThis.makeSession = (method = 'createPayPalOneTimePaymentSession', callbacks = {}) =>
      instance[method]({
        onApprove: async (data: { orderId: string }) => {
          note('onApprove', data);
          note('captured', await (await fetch(`/orders/${data.orderId}/capture`, { method: 'POST' })).json());
        },
        onCancel: (data: unknown) => note('onCancel', data),
        onError: (error: unknown) => note('onError', error),
        ...callbacks,
      });
    globalThis.makeOrder = async (value = '9.00') => {
      const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value } }] };
      return { orderId: (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id };
    };
    globalThis.session = makeSession();
  });
}

const names = async (page: Page) => (await heard(page)).map(({ name }) => name);
/** The page starts a payment as a click would. */
const openWindow = (page: Page) => openPopup(page, () => page.evaluate(() => void session.start({}, makeOrder())));

/** The page is no worse for what has happened: its buyer pays, once. */
async function paysAfter(page: Page, paid: () => Promise<unknown>) {
  await page.evaluate(() => heardByPage.splice(0));
  const payment = await openWindow(page);
  await payment.pay();
  await expect.poll(() => names(page)).toEqual(['onApprove', 'captured']);
  expect(await paid()).toMatchObject([{ gross: '9.00' }]);
}

test.describe('v6', () => {
  test.beforeEach(async ({ page, sandbox: _ }) => openShop(page));

  test('a session that is started twice has one window', async ({ page, sandbox }) => {
    let windows = 0;
    page.on('popup', () => windows++);
    const payment = await openPopup(page, () =>
      page.evaluate(() => {
        session.start({}, makeOrder());
        session.start({}, makeOrder());
      }),
    );
    await payment.logIn();
    await page.evaluate(() => session.start({}, makeOrder()));
    await payment.payNow();
    await expect.poll(() => names(page)).toEqual(['onApprove', 'captured']);
    expect(windows).toBe(1);
    expect(await sandbox.payments()).toMatchObject([{ gross: '9.00' }]);
  });

  test('a session that is destroyed while its window is open says nothing more', async ({ page, sandbox }) => {
    const payment = await openWindow(page);
    await payment.logIn();
    await page.evaluate(() => session.destroy());
    await closed(payment.page);
    expect(await page.evaluate(() => session.start({}, makeOrder()).then(() => '', (error) => error.code))).toBe('ERR_SESSION_DESTROYED');
    expect(await names(page)).toEqual([]);
    await page.evaluate(() => {
      globalThis.session = makeSession();
    });
    await paysAfter(page, () => sandbox.payments());
  });

  test('a session that is destroyed before its order is there does not leave the page', async ({ page, sandbox }) => {
    const address = page.url();
    await page.evaluate(async () => {
      const order = makeOrder();
      const started = session.start({ presentationMode: 'redirect' }, order);
      session.destroy();
      await started;
    });
    expect(page.url()).toBe(address);
    const failed = await page.evaluate(async () => {
      const left = makeSession();
      const started = left.start({}, new Promise((_, reject) => setTimeout(() => reject(new Error('No order')), 300)));
      left.destroy();
      await started;
      globalThis.session = makeSession();
      return heardByPage.length;
    });
    expect(failed).toBe(0);
    await paysAfter(page, () => sandbox.payments());
  });

  test('an order that never comes: who closes the window has cancelled', async ({ page, sandbox }) => {
    const payment = await openPopup(page, () => page.evaluate(() => void session.start({}, new Promise(() => {})).then(() => note('started'))));
    await payment.page.close();
    await expect.poll(() => names(page)).toEqual(['onCancel', 'started']);
    await paysAfter(page, () => sandbox.payments());
  });

  test('an order that comes after its window is closed is not shown', async ({ page, sandbox }) => {
    const late = await openPopup(page, () =>
      page.evaluate(() => {
        const waits = new Promise((resolve) => document.addEventListener('order', () => resolve(makeOrder('55.00'))));
        session.start({}, waits);
      }),
    );
    await late.page.close();
    await expect.poll(() => names(page)).toEqual(['onCancel']);
    const payment = await openWindow(page);
    await payment.logIn();
    await page.evaluate(() => void document.dispatchEvent(new Event('order')));
    await expect(payment.total).toContainText('9.00');
    await payment.payNow();
    await expect.poll(() => names(page)).toEqual(['onCancel', 'onApprove', 'captured']);
    expect(await sandbox.payments()).toMatchObject([{ gross: '9.00' }]);
  });

  test('a callback that throws is an error of the page, and the buyer can go on', async ({ page, sandbox }) => {
    await page.evaluate(() => {
      globalThis.session = makeSession(undefined, {
        onApprove: () => {
          throw new Error('The page is wrong');
        },
      });
    });
    const payment = await openWindow(page);
    await payment.pay();
    await expect.poll(() => heard(page)).toMatchObject([{ name: 'onError', data: { message: 'The page is wrong' } }]);
    expect(await sandbox.payments()).toEqual([]);
    await page.evaluate(() => {
      globalThis.session = makeSession();
    });
    await paysAfter(page, () => sandbox.payments());
  });

  test('a second button takes the place of the first', async ({ page, sandbox }) => {
    const first = await openWindow(page);
    await first.logIn();
    await page.evaluate(() => {
      globalThis.session = makeSession('createPayLaterOneTimePaymentSession');
    });
    const second = await openWindow(page);
    await closed(first.page);
    await expect.poll(() => names(page)).toEqual(['onCancel']);
    await second.pay();
    await expect.poll(() => names(page)).toEqual(['onCancel', 'onApprove', 'captured']);
    expect(await sandbox.payments()).toMatchObject([{ gross: '9.00' }]);
  });

  test('a page that the buyer comes back to from its history pays', async ({ page, sandbox }) => {
    await page.evaluate(() => void session.start({ presentationMode: 'redirect' }, makeOrder()));
    await page.waitForURL(/checkoutnow/);
    await page.goBack();
    // Kept as it was, or loaded again: the browser decides.
    if (!(await page.evaluate(() => 'session' in globalThis))) await openShop(page);
    await paysAfter(page, () => sandbox.payments());
  });

  test('a script that is there before the page is read waits for the page’s function', async ({ page }) => {
    await page.goto('/async?script=https://www.sandbox.paypal.com/web-sdk/v6/core');
    await expect.poll(() => names(page)).toEqual(['6.0.0']);
  });

  test.describe('refused', () => {
    test.use({ expectedProblems: ['404'] });

    test('an order that fails, one that nobody knows, and none', async ({ page, sandbox }) => {
      for (const [order, message] of [
        ['fails', 'No order today'],
        ['unknown', '404'],
        ['nothing', 'Expected a promise'],
      ] as const) {
        await page.evaluate(() => heardByPage.splice(0));
        const { page: popup } = await openPopup(page, () =>
          page.evaluate((order) => {
            const orders: Record<string, () => Promise<unknown>> = {
              fails: async () => {
                throw new Error('No order today');
              },
              unknown: async () => ({ orderId: '5O190127TN364715T' }),
              nothing: async () => undefined,
            };
            session.start({}, orders[order]!());
          }, order),
        );
        await expect.poll(() => heard(page)).toMatchObject([{ name: 'onError', data: { message: expect.stringContaining(message) } }]);
        await closed(popup);
      }
      await paysAfter(page, () => sandbox.payments());
    });
  });
});

test.describe('means that there are not', () => {
  test('a page that does not ask first hears of it from each of their calls', async ({ page, sandbox: _ }) => {
    await page.goto('/page?script=/v6.js');
    const said = await page.evaluate(async () => {
      const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
      const instance: any = await paypal.createInstance({ clientId: 'sandbox-client', components: ['sepa-payments', 'card-fields', 'fastlane'] } as never);
      const sepa = instance.createSepaOneTimePaymentSession({});
      const codeOf = (promise: Promise<unknown>) => promise.then(() => '', ({ code }) => code);
      const saving = instance.createCardFieldsSavePaymentSession();
      document.querySelector('#more')!.append(saving.createCardFieldsComponent({ type: 'number' }));
      return {
        valid: await codeOf(sepa.validate()),
        start: await codeOf(sepa.start({ presentationMode: 'popup' }, Promise.resolve({ orderId: '' }))),
        fastlane: await codeOf(instance.createFastlane()),
        saved: await saving.submit('SETUP-TOKEN'),
      };
    });
    expect(said).toEqual({
      valid: 'ERR_NOT_ELIGIBLE',
      start: 'ERR_NOT_ELIGIBLE',
      fastlane: 'ERR_NOT_ELIGIBLE',
      saved: { data: { vaultSetupToken: 'SETUP-TOKEN', message: expect.stringContaining('not available') }, state: 'failed' },
    });
    await expect(page.locator('iframe[title="PayPal number"]')).toBeVisible();
  });
});
