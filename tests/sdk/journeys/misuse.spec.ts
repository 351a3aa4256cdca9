import type { Page } from '@playwright/test';
import { NONCE } from '../fixtures/shop';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';
import { load, payPalButton } from '../fixtures/v5';

// Pages that call JavaScript SDK v5 and checkout.js v4 in an order that nobody
// expects. The buyer can pay after each of them, and pays once.

declare global {
  /** What the next click does in place of making an order; nothing makes one. */
  var instead: (() => unknown) | undefined;
  var sharedAnswer: undefined | { promise: Promise<unknown>; give: (value?: unknown) => void };
}

const names = async (page: Page) => (await heard(page)).map(({ name }) => name);
const forget = (page: Page) => page.evaluate(() => void heardByPage.splice(0));
const makeOrdersAgain = (page: Page) =>
  page.evaluate(() => {
    globalThis.instead = undefined;
  });

test.describe('v5', () => {
  const draw = (page: Page, target = '#buttons') =>
    page.evaluate(
      (target) =>
        sdk.Buttons!({
          onClick: () => globalThis.sharedAnswer?.promise as Promise<void>,
          createOrder: async () => {
            note('createOrder');
            if (globalThis.instead) return (await globalThis.instead()) as string;
            const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '9.00' } }] };
            return (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id;
          },
          onApprove: async (_, actions) => {
            if (document.title === 'Wrong') throw new Error('The page is wrong');
            note('onApprove', await actions.order!.capture());
          },
          onCancel: () => note('onCancel'),
          onError: (error) => note('onError', error),
        }).render(target),
      target,
    );

  async function paysAfter(page: Page, paid: () => Promise<unknown>) {
    await makeOrdersAgain(page);
    await forget(page);
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.pay();
    await expect.poll(() => names(page)).toEqual(['createOrder', 'onApprove']);
    expect(await paid()).toMatchObject([{ gross: '9.00' }]);
  }

  test.beforeEach(async ({ page, sandbox }) => {
    await load(page, sandbox.url);
    await draw(page);
  });

  test('two clicks while the page thinks about the first have one window', async ({ page, sandbox }) => {
    let windows = 0;
    page.on('popup', () => windows++);
    await page.evaluate(() => {
      let give = (_: unknown) => {};
      const promise = new Promise((resolve) => (give = resolve));
      globalThis.sharedAnswer = { promise, give };
    });
    await payPalButton(page).click();
    await payPalButton(page).click();
    const payment = await openPopup(page, () => page.evaluate(() => sharedAnswer!.give()));
    await payment.pay();
    await expect.poll(() => names(page)).toEqual(['createOrder', 'onApprove']);
    expect(windows).toBe(1);
    expect(await sandbox.payments()).toMatchObject([{ gross: '9.00' }]);
  });

  test('an order that never comes', async ({ page, sandbox }) => {
    await page.evaluate(() => {
      globalThis.instead = () => new Promise(() => {});
    });
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.page.close();
    await paysAfter(page, () => sandbox.payments());
  });

  test('an order that comes after its window is closed is cancelled', async ({ page, sandbox }) => {
    await page.evaluate(() => {
      globalThis.instead = () => new Promise((resolve) => document.addEventListener('order', () => resolve(fetch('/orders', { method: 'POST', body: JSON.stringify({ intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '55.00' } }] }) }).then((answer) => answer.json()).then(({ id }) => id))));
    });
    const late = await openPopup(page, () => payPalButton(page).click());
    await late.page.close();
    await makeOrdersAgain(page);
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.logIn();
    await page.evaluate(() => void document.dispatchEvent(new Event('order')));
    await expect.poll(() => names(page)).toEqual(['createOrder', 'createOrder', 'onCancel']);
    await payment.payNow();
    await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '9.00' }]);
  });

  test('onApprove that throws', async ({ page, sandbox }) => {
    await page.evaluate(() => {
      document.title = 'Wrong';
    });
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.pay();
    await expect.poll(() => heard(page)).toMatchObject([{ name: 'createOrder' }, { name: 'onError', data: { message: 'The page is wrong' } }]);
    expect(await sandbox.payments()).toEqual([]);
    await page.evaluate(() => {
      document.title = 'Shop';
    });
    await paysAfter(page, () => sandbox.payments());
  });

  test('a second button takes the place of the first', async ({ page, sandbox }) => {
    await draw(page, '#more');
    const first = await openPopup(page, () => payPalButton(page).click());
    await first.logIn();
    const other = page.frameLocator('#more iframe[title="PayPal"]').getByRole('link', { name: 'PayPal', exact: true });
    const second = await openPopup(page, () => other.click());
    await closed(first.page);
    await second.pay();
    await expect.poll(() => names(page)).toEqual(['createOrder', 'createOrder', 'onCancel', 'onApprove']);
    expect(await sandbox.payments()).toMatchObject([{ gross: '9.00' }]);
  });

  test('an order that fails', async ({ page, sandbox }) => {
    const fails = async (message: string) => {
      await forget(page);
      const { page: popup } = await openPopup(page, () => payPalButton(page).click());
      await expect.poll(() => heard(page)).toMatchObject([{ name: 'createOrder' }, { name: 'onError', data: { message: expect.stringContaining(message) } }]);
      await closed(popup);
    };
    await page.evaluate(() => {
      globalThis.instead = async () => {
        throw new Error('No order today');
      };
    });
    await fails('No order today');
    await paysAfter(page, () => sandbox.payments());
  });
});

test.describe('v4', () => {
  const button = (page: Page) => page.frameLocator('#buttons iframe[title="ppbutton"]').getByRole('button');

  test.beforeEach(async ({ page, sandbox }) => {
    await page.goto('/page?script=/paypal-js.js');
    await page.evaluate(
      async ([src, nonce]) => {
        await new Promise((resolve, reject) => {
          const script = document.createElement('script');
          Object.assign(script, { src, nonce, onload: resolve, onerror: reject });
          document.head.append(script);
        });
        await paypal.Button.render(
          {
            env: 'sandbox',
            client: { sandbox: 'sandbox-client' },
            commit: true,
            payment: (_: unknown, actions: any) => {
              note('payment');
              return globalThis.instead ? globalThis.instead() : actions.payment.create({ payment: { transactions: [{ amount: { total: '9.00', currency: 'USD' } }] } });
            },
            onAuthorize: async (_: unknown, actions: any) => {
              if (document.title === 'Wrong') throw new Error('The page is wrong');
              await actions.payment.execute();
              note('onAuthorize');
            },
            onCancel: () => note('onCancel'),
            onError: (error: Error) => note('onError', error),
          },
          '#buttons',
        );
      },
      [`${sandbox.url}/api/checkout.js`, NONCE] as const,
    );
  });

  async function paysAfter(page: Page, paid: () => Promise<unknown>) {
    await makeOrdersAgain(page);
    await forget(page);
    const payment = await openPopup(page, () => button(page).click());
    await payment.pay();
    await expect.poll(() => names(page)).toEqual(['payment', 'onAuthorize']);
    expect(await paid()).toMatchObject([{ gross: '9.00' }]);
  }

  test('the same error twice is told twice', async ({ page, sandbox }) => {
    await page.evaluate(() => {
      const error = new Error('No payment today');
      globalThis.instead = () => Promise.reject(error);
    });
    for (const told of [1, 2]) {
      const { page: popup } = await openPopup(page, () => button(page).click());
      await expect.poll(async () => (await names(page)).filter((name) => name === 'onError').length).toBe(told);
      await closed(popup);
    }
    await paysAfter(page, () => sandbox.payments());
  });

  test('a payment that comes after its window is closed leaves the next window alone', async ({ page, sandbox }) => {
    let windows = 0;
    page.on('popup', () => windows++);
    await page.evaluate(() => {
      const make = () => paypal.rest.payment.create('sandbox', { sandbox: 'sandbox-client' }, { payment: { transactions: [{ amount: { total: '55.00', currency: 'USD' } }] } });
      globalThis.instead = () => new Promise((resolve) => document.addEventListener('order', () => resolve(make())));
    });
    const late = await openPopup(page, () => button(page).click());
    await late.page.close();
    await makeOrdersAgain(page);
    const payment = await openPopup(page, () => button(page).click());
    await payment.logIn();
    await page.evaluate(() => void document.dispatchEvent(new Event('order')));
    await expect.poll(() => names(page)).toEqual(['payment', 'payment', 'onCancel']);
    await button(page).click();
    expect(windows).toBe(2);
    await payment.payNow();
    await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '9.00' }]);
  });

  test('onAuthorize that throws', async ({ page, sandbox }) => {
    await page.evaluate(() => {
      document.title = 'Wrong';
    });
    const payment = await openPopup(page, () => button(page).click());
    await payment.pay();
    await expect.poll(() => heard(page)).toMatchObject([{ name: 'payment' }, { name: 'onError', data: { message: 'The page is wrong' } }]);
    await page.evaluate(() => {
      document.title = 'Shop';
    });
    await paysAfter(page, () => sandbox.payments());
  });
});
