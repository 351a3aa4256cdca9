import type { PayPalNamespace } from '@paypal/paypal-js';
import type { Page } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';
import { load, loadScript, payPalButton, renderButtons } from '../fixtures/v5';

// JavaScript SDK v5, as @paypal/paypal-js loads it into a page with a strict policy.

declare global {
  /** `window.open` of a page where it is blocked. */
  var openWindow: typeof window.open;
}

const names = async (page: Page) => (await heard(page)).map(({ name }) => name);

/** The next click on the button opens a window in which the buyer pays. */
async function payInWindow(page: Page) {
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.pay();
}

test('an order made in the browser is captured there, and money moves', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await renderButtons(page, { value: '68.00' });
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.pay();
  await closed(payment.page);
  await expect.poll(() => heard(page)).toMatchObject([
    {
      name: 'onApprove',
      data: {
        orderID: expect.stringMatching(/^[0-9A-Z]{17}$/),
        payerID: 'BUYER23456789',
        facilitatorAccessToken: expect.stringMatching(/^A21AA/),
        paymentSource: 'paypal',
      },
    },
    { name: 'order', data: { status: 'COMPLETED', purchase_units: [{ payments: { captures: [{ amount: { value: '68.00' } }] } }] } },
  ]);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00', custom: 'table-7' }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '68.00', buyer: '4932.00' });
});

test('an order of the shop’s server is captured by it', async ({ page, sandbox }) => {
  await load(page, sandbox.url, { currency: 'EUR' });
  await page.evaluate(() =>
    sdk.Buttons!({
      createOrder: async () => {
        const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'EUR', value: '12.50' } }] };
        const answer = await fetch('/orders', { method: 'POST', body: JSON.stringify(order) });
        return (await answer.json()).id;
      },
      onApprove: async ({ orderID }) => {
        const answer = await fetch(`/orders/${orderID}/capture`, { method: 'POST' });
        note('captured', await answer.json());
      },
    }).render('#buttons'),
  );
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.pay();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'captured', data: { status: 'COMPLETED' } }]);
  expect(await sandbox.balances('EUR')).toEqual({ merchant: '12.50', buyer: '4987.50' });
});

test('an order of the shop’s server can be captured in the browser once its buyer agreed', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() =>
    sdk.Buttons!({
      createOrder: async () => {
        const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '3.00' } }] };
        const answer = await fetch('/orders', { method: 'POST', body: JSON.stringify(order) });
        return (await answer.json()).id;
      },
    }).render('#buttons'),
  );
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.pay();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '3.00' }]);
});

test('without callbacks a cent is paid', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() => sdk.Buttons!().render('#buttons'));
  const payment = await openPopup(page, () => payPalButton(page).press('Enter'));
  await payment.pay();
  await expect.poll(() => sandbox.balances('USD')).toEqual({ merchant: '0.01', buyer: '4999.99' });
});

test('an order is authorized', async ({ page, sandbox }) => {
  await load(page, sandbox.url, { intent: 'authorize' });
  await renderButtons(page, { value: '20.00', intent: 'AUTHORIZE' });
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.pay();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ status: 'Pending', gross: '20.00' }]);
});

test('the buyer who cancels, and the one who closes the window, pays nothing, and can pay after all', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await renderButtons(page, { value: '68.00' });
  const cancelled = await openPopup(page, () => payPalButton(page).click());
  await cancelled.cancel();
  await expect.poll(() => heard(page)).toMatchObject([{ name: 'onCancel', data: { orderID: expect.stringMatching(/^[0-9A-Z]{17}$/) } }]);
  await closed(cancelled.page);
  const left = await openPopup(page, () => payPalButton(page).click());
  await left.logIn();
  await left.page.close();
  await expect.poll(() => names(page)).toEqual(['onCancel', 'onCancel']);
  expect(await sandbox.payments()).toEqual([]);
  await payInWindow(page);
  await expect.poll(() => names(page)).toEqual(['onCancel', 'onCancel', 'onApprove', 'order']);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
});

test.describe('a declined payment', () => {
  test.use({ expectedProblems: ['422'] });

  test('starts again in a frame over the page', async ({ page, sandbox }) => {
    await load(page, sandbox.url);
    await renderButtons(page, { value: '68.00' });
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.payWithBankThatRefuses();
    const frame = page.frameLocator('iframe[title="PayPal Checkout"]');
    await expect(frame.getByRole('heading', { name: 'Review your payment' })).toBeVisible();
    await frame.getByRole('button', { name: 'Pay now' }).click();
    await expect.poll(() => names(page)).toEqual(['onApprove', 'onApprove', 'order']);
    expect(await sandbox.balances('USD')).toEqual({ merchant: '68.00', buyer: '4932.00' });
    await expect(page.locator('iframe[title="PayPal Checkout"]')).toHaveCount(0);
  });

  test('is over when the buyer closes the frame, and another one can be made', async ({ page, sandbox }) => {
    await load(page, sandbox.url);
    await renderButtons(page, { value: '68.00' });
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.payWithBankThatRefuses();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => names(page)).toEqual(['onApprove', 'onCancel']);
    expect(await sandbox.payments()).toEqual([]);
    await payInWindow(page);
    await expect.poll(() => names(page)).toEqual(['onApprove', 'onCancel', 'onApprove', 'order']);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00' }]);
  });

  test('of the shop’s server starts again when the page says so', async ({ page, sandbox }) => {
    await load(page, sandbox.url);
    await page.evaluate(() =>
      sdk.Buttons!({
        createOrder: async () => {
          const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '9.00' } }] };
          return (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id;
        },
        onApprove: async ({ orderID }, actions) => {
          const answer = await (await fetch(`/orders/${orderID}/capture`, { method: 'POST' })).json();
          note('answer', answer);
          if (answer.details?.[0]?.issue === 'INSTRUMENT_DECLINED') return actions.restart();
        },
        onCancel: () => note('onCancel'),
        onError: (error) => note('onError', error),
      }).render('#buttons'),
    );
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.payWithBankThatRefuses();
    const frame = page.frameLocator('iframe[title="PayPal Checkout"]');
    await frame.getByRole('button', { name: 'Pay now' }).click();
    await expect.poll(() => heard(page)).toMatchObject([
      { name: 'answer', data: { details: [{ issue: 'INSTRUMENT_DECLINED' }] } },
      { name: 'answer', data: { status: 'COMPLETED' } },
    ]);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '9.00' }]);
    await expect(page.locator('iframe[title="PayPal Checkout"]')).toHaveCount(0);
  });
});

test.describe('where popups are blocked', () => {
  const block = (page: Page) =>
    page.evaluate(() => {
      globalThis.openWindow = window.open;
      window.open = () => null;
    });
  const allow = (page: Page) =>
    page.evaluate(() => {
      window.open = globalThis.openWindow;
    });

  test('the buyer pays in a frame over the page, or leaves it with Escape', async ({ page, sandbox }) => {
    await load(page, sandbox.url);
    await block(page);
    await renderButtons(page, { value: '5.00' });
    await payPalButton(page).click();
    const frame = page.frameLocator('iframe[title="PayPal Checkout"]');
    await expect(frame.getByRole('button', { name: 'Log in' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(() => names(page)).toEqual(['onCancel']);
    await payPalButton(page).click();
    await frame.getByRole('button', { name: 'Log in' }).click();
    await frame.getByRole('button', { name: 'Pay now' }).click();
    await expect.poll(() => sandbox.balances('USD')).toEqual({ merchant: '5.00', buyer: '4995.00' });
    expect(await sandbox.payments()).toHaveLength(1);
  });

  test.describe('and frames are forbidden', () => {
    test.use({ expectedProblems: ['Content Security Policy'] });

    test('the page hears why, and the buyer pays once they are allowed', async ({ page, sandbox }) => {
      await load(page, sandbox.url, {}, '&no-frames');
      await block(page);
      await renderButtons(page, { value: '5.00' });
      await payPalButton(page).click();
      await expect.poll(() => heard(page)).toMatchObject([{ name: 'onError', data: { message: expect.stringContaining('frame-src') } }]);
      await allow(page);
      await payInWindow(page);
      await expect.poll(() => names(page)).toEqual(['onError', 'onApprove', 'order']);
      expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '5.00' }]);
    });
  });
});

test('a page keeps the buyer from paying, and lets go', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() =>
    sdk.Buttons!({
      onInit: (data, actions) => {
        note('onInit', data);
        actions.disable();
        document.querySelector('h1')!.addEventListener('click', () => actions.enable());
      },
      onClick: (data, actions) => {
        note('onClick', data);
        return document.title === 'Refused' ? actions.reject() : actions.resolve();
      },
    }).render('#buttons'),
  );
  let popups = 0;
  page.on('popup', () => popups++);
  await payPalButton(page).click({ force: true });
  await expect.poll(() => names(page)).toEqual(['onInit', 'onClick']);
  await page.locator('h1').click();
  await page.evaluate(() => {
    document.title = 'Refused';
  });
  await payPalButton(page).click();
  await expect.poll(async () => (await heard(page)).length).toBe(3);
  expect(popups).toBe(0);
  await page.evaluate(() => {
    document.title = 'Shop';
  });
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.pay();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '0.01' }]);
});

test('a page hears of the address, changes the sums, and may refuse', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() =>
    sdk.Buttons!({
      createOrder: (_, actions) => actions.order.create({ intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '10.00' } }] }),
      onShippingChange: async (data, actions) => {
        note('onShippingChange', data);
        if (document.title === 'Refused') return actions.reject();
        return actions.order.patch([{ op: 'replace', path: "/purchase_units/@reference_id=='default'/amount", value: { currency_code: 'USD', value: '14.00' } }]) as unknown as Promise<void>;
      },
    }).render('#buttons'),
  );
  await page.evaluate(() => {
    document.title = 'Refused';
  });
  const refused = await openPopup(page, () => payPalButton(page).click());
  await refused.logIn();
  await expect(refused.page.getByRole('alert')).toContainText('does not ship');
  await expect(refused.button('Pay now')).toBeDisabled();
  await refused.page.close();
  await page.evaluate(() => {
    document.title = 'Shop';
  });
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.logIn();
  await expect(payment.total).toContainText('14.00');
  await payment.payNow();
  await expect.poll(() => sandbox.payments()).toMatchObject([{ gross: '14.00' }]);
  expect((await heard(page))[0]).toMatchObject({ data: { shipping_address: { country_code: 'US' } } });
});

test('a page builds the change of an order from its sums', async ({ page, sandbox }) => {
  await load(page, sandbox.url);
  await page.evaluate(() =>
    sdk.Buttons!({
      createOrder: (_, actions) => actions.order.create({ intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '10.00' } }] }),
      onShippingAddressChange: async (data, actions) => {
        note('onShippingAddressChange', data);
        note('operations', { list: actions.buildOrderPatchPayload({ itemTotal: '10.00', taxTotal: '0.85', discount: '1.5' }) });
      },
    }).render('#buttons'),
  );
  const payment = await openPopup(page, () => payPalButton(page).click());
  await payment.logIn();
  await expect(payment.button('Pay now')).toBeEnabled();
  expect(await heard(page)).toMatchObject([
    { name: 'onShippingAddressChange', data: { shippingAddress: { countryCode: 'US' }, amount: { currencyCode: 'USD', value: '10.00' } } },
    {
      name: 'operations',
      data: { list: [{ op: 'replace', value: { currency_code: 'USD', value: '9.35', breakdown: { tax_total: { value: '0.85' }, discount: { value: '1.5' } } } }] },
    },
  ]);
});

test('funding sources, marks, messages and a namespace', async ({ page, sandbox }) => {
  await load(page, sandbox.url, { components: 'buttons,marks,messages,funding-eligibility,card-fields', dataNamespace: 'shopPayPal' });
  const facts = await page.evaluate(async () => {
    const own = (globalThis as unknown as { shopPayPal: PayPalNamespace }).shopPayPal;
    await own.Marks!().render('#buttons');
    await own.Messages!({ amount: 100 }).render('#more');
    const ideal = own.Buttons!({ fundingSource: own.FUNDING!.IDEAL });
    const refusal = await ideal.render('#root').then(() => '', ({ message }) => message);
    const style = (style: object) => {
      try {
        own.Buttons!({ style });
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    return {
      isGlobal: 'paypal' in globalThis,
      version: own.version,
      paypal: own.isFundingEligible!('paypal'),
      venmo: own.isFundingEligible!('venmo'),
      ideal: ideal.isEligible(),
      cards: own.CardFields!({ createOrder: async () => '', onApprove: () => {}, onError: () => {} }).isEligible(),
      refusal,
      height: style({ height: 70 }),
      color: style({ color: 'pink' }),
    };
  });
  expect(facts).toEqual({
    isGlobal: false,
    version: expect.stringMatching(/^5\.0\./),
    paypal: true,
    venmo: true,
    ideal: false,
    cards: true,
    refusal: 'ideal is not eligible',
    height: 'Expected style.height to be between 25px and 55px - got 70px',
    color: expect.stringContaining('Unexpected style.color for paypal button: pink'),
  });
  await expect(page.getByRole('img', { name: 'PayPal', exact: true })).toBeVisible();
  await expect(page.getByText('Pay in 4 payments of $25.00')).toBeVisible();
});

test.describe('a buyer who comes back to the page by its address', () => {
  /** PayPal's page, in the place of the shop's, for an order that leads back; its id. */
  async function leave(page: Page, paypal: string, shop: string) {
    await load(page, paypal);
    const order = await page.evaluate(async (base) => {
      const context = { return_url: `${base}/page?script=/paypal-js.js`, cancel_url: `${base}/page?script=/paypal-js.js` };
      const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '7.00' } }], application_context: context };
      return (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id as string;
    }, shop);
    await page.goto(`${paypal}/checkoutnow?token=${order}&useraction=commit`);
    return order;
  }

  /** Resumes the SDK; true when it finds that the buyer has returned, which it tells the page then. */
  async function resume(page: Page, paypal: string) {
    await loadScript(page, paypal);
    return page.evaluate(async () => {
      const buttons = sdk.Buttons!({
        onApprove: async (data) => note('onApprove', data),
        onCancel: (data) => note('onCancel', data),
        onError: (error) => note('onError', error),
      });
      const hasReturned = buttons.hasReturned!();
      await buttons.resume!();
      return hasReturned;
    });
  }

  test('has agreed', async ({ page, sandbox, shopServer }) => {
    const order = await leave(page, sandbox.url, shopServer.url);
    await new PaymentPage(page).pay();
    await page.waitForURL(/PayerID=/);
    expect(await resume(page, sandbox.url)).toBe(true);
    expect(await heard(page)).toMatchObject([{ name: 'onApprove', data: { orderID: order, payerID: 'BUYER23456789' } }]);
  });

  test('has turned back, or has met an error, and pays on the page', async ({ page, sandbox, shopServer }) => {
    const order = await leave(page, sandbox.url, shopServer.url);
    await new PaymentPage(page).cancel();
    await page.waitForURL(/token=[0-9A-Z]{17}$/);
    expect(await resume(page, sandbox.url)).toBe(true);
    expect(await heard(page)).toMatchObject([{ name: 'onCancel', data: { orderID: order } }]);
    await page.goto(`/page?script=/paypal-js.js#onError&token=${order}`);
    expect(await resume(page, sandbox.url)).toBe(true);
    expect(await heard(page)).toMatchObject([{ name: 'onError', data: { message: 'The checkout has ended with an error' } }]);
    expect(await sandbox.payments()).toEqual([]);
    await renderButtons(page, { value: '7.00' });
    await payInWindow(page);
    await expect.poll(() => names(page)).toEqual(['onError', 'onApprove', 'order']);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '7.00' }]);
  });
});
