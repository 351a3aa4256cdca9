import type { Page } from '@playwright/test';
import { closed, expect, heard, openPopup, test } from '../fixtures/test';
import { load as loadCheckout } from '../fixtures/v4';
import { load, loadScript, payPalButton, renderButtons } from '../fixtures/v5';

// Texts in which JavaScript SDK v5 and checkout.js v4 refuse a page, each before
// a payment by the same page.

declare global {
  /** Maker of what the next click hands over to PayPal in the place of an order. */
  var handedOver: string;
}

const names = async (page: Page) => (await heard(page)).map(({ name }) => name);
const forget = (page: Page) => page.evaluate(() => void heardByPage.splice(0));

test.describe('v5', () => {
  test.use({ expectedProblems: ['400', 'failed to load', '404'] });

  /** The page draws a button that is right, by which the buyer pays. */
  async function payUsually(page: Page, paid: () => Promise<unknown>) {
    await renderButtons(page, { value: '6.00' });
    const payment = await openPopup(page, () => payPalButton(page).click());
    await payment.pay();
    await expect.poll(() => names(page)).toEqual(['onApprove', 'order']);
    expect(await paid()).toMatchObject([{ status: 'Completed', gross: '6.00' }]);
  }

  /** A button that hands over whatever the page says before a click; the same one pays later. */
  async function renderMaker(page: Page) {
    await page.evaluate(() => {
      const order = async (more: object) => (await (await fetch('/orders', { method: 'POST', body: JSON.stringify({ intent: 'CAPTURE', ...more }) })).json()).id as string;
      const units = (currency_code: string) => ({ purchase_units: [{ amount: { currency_code, value: '1.00' } }] });
      const makers: Record<string, (actions: { order: { create(order: object): Promise<string> } }) => Promise<string>> = {
        'right order': () => order(units('USD')),
        'order in euros': () => order(units('EUR')),
        'order to authorize': () => order({ ...units('USD'), intent: 'AUTHORIZE' }),
        'order of the page in euros': ({ order }) => order.create(units('EUR')),
        'order of the page to authorize': ({ order }) => order.create({ ...units('USD'), intent: 'AUTHORIZE' }),
        nothing: async () => '',
        'payment of v1': async () => 'PAYID-123',
        'unknown order': async () => '5O190127TN364715T',
      };
      return sdk.Buttons!({
        createOrder: (_, actions) => makers[globalThis.handedOver]!(actions as never),
        onApprove: async (_, actions) => note('order', await actions.order!.capture()),
        onError: (error) => note('onError', error),
      }).render('#buttons');
    });
  }

  async function handOver(page: Page, what: string) {
    await page.evaluate((what) => {
      globalThis.handedOver = what;
    }, what);
    return openPopup(page, () => payPalButton(page).click());
  }

  test('a script for an unknown app, and parameters that there are not', async ({ page, sandbox }) => {
    await expect(load(page, sandbox.url, { clientId: 'somebody' })).rejects.toThrow('failed to load');
    const script = await fetch(`${sandbox.url}/sdk/js?client-id=somebody`);
    expect(script.status).toBe(400);
    expect(await script.text()).toContain('client-id not recognized for either production or sandbox: somebody');
    const text = async (query: string) => (await fetch(`${sandbox.url}/sdk/js?${query}`)).text();
    expect(await text('')).toContain('Expected client-id to be passed');
    expect(await text('client-id=sandbox-client&colour=red')).toContain('Disallowed query param: colour');
    expect(await text('client-id=sandbox-client&currency=XXX')).toContain('Invalid query value for currency: XXX');
    // The page that has got no script loads the right one.
    await loadScript(page, sandbox.url);
    await payUsually(page, () => sandbox.payments());
  });

  test('orders that do not fit, and ids that are none, before one that does', async ({ page, sandbox }) => {
    await load(page, sandbox.url);
    await renderMaker(page);
    for (const [what, message] of [
      ['order of the page in euros', 'Unexpected currency: EUR passed to order.create. Please ensure you are passing /sdk/js?currency=EUR in the paypal script tag.'],
      ['order of the page to authorize', 'Unexpected intent: AUTHORIZE passed to order.create. Please ensure you are passing /sdk/js?intent=authorize in the paypal script tag.'],
      ['order in euros', 'Expected currency from order api call to be USD, got EUR. Please ensure you are passing currency=EUR to the sdk url.'],
      ['order to authorize', 'Expected intent from order api call to be capture, got authorize. Please ensure you are passing intent=authorize to the sdk url.'],
      ['nothing', 'Expected an order id to be passed'],
      ['payment of v1', 'Pass the EC-XXX token instead'],
      ['unknown order', '404'],
    ] as const) {
      const { page: popup } = await handOver(page, what);
      await expect.poll(() => heard(page), what).toMatchObject([{ name: 'onError', data: { message: expect.stringContaining(message) } }]);
      await closed(popup);
      await forget(page);
    }
    const payment = await handOver(page, 'right order');
    await payment.pay();
    await expect.poll(() => heard(page)).toMatchObject([{ name: 'order', data: { status: 'COMPLETED' } }]);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '1.00' }]);
  });

  test('what is agreed on for later, before an order of today', async ({ page, sandbox }) => {
    await load(page, sandbox.url);
    for (const name of ['createSubscription', 'createBillingAgreement', 'createVaultSetupToken']) {
      await page.evaluate((name) => {
        document.querySelector('#buttons')!.replaceChildren();
        return sdk.Buttons!({ [name]: async () => 'I-1', onApprove: async () => {}, onError: (error) => note(name, error) }).render('#buttons');
      }, name);
      const { page: popup } = await openPopup(page, () => payPalButton(page).click());
      await expect.poll(() => heard(page)).toMatchObject([{ name, data: { message: `${name} is not available in the offline sandbox` } }]);
      await closed(popup);
      await forget(page);
    }
    await page.evaluate(() => document.querySelector('#buttons')!.replaceChildren());
    await payUsually(page, () => sandbox.payments());
  });
});

test.describe('v4', () => {
  test.use({ expectedProblems: ['401', '400', '404', 'Client Authentication failed'] });

  const button = (page: Page, place = '#buttons') => page.frameLocator(`${place} iframe[title="ppbutton"]`).getByRole('button');

  /** A button that hands over what the page says before a click, and executes what is right. */
  async function render(page: Page, { place = '#buttons', clientId = 'sandbox-client', hasOnError = true } = {}) {
    await page.evaluate(
      ([place, clientId, hasOnError]) => {
        const makers: Record<string, (actions: any) => unknown> = {
          'right payment': ({ payment }) => payment.create({ payment: { transactions: [{ amount: { total: '7.00', currency: 'USD' } }] } }),
          nothing: async () => '',
          'payment that never comes': () => new Promise(() => {}),
          'unknown payment': async () => 'PAYID-NOBODYKNOWSTHIS',
        };
        return paypal.Button.render(
          {
            env: 'sandbox',
            client: { sandbox: clientId },
            commit: true,
            payment: (_: unknown, actions: unknown) => makers[globalThis.handedOver]!(actions),
            onAuthorize: async (_: unknown, actions: any) => note('executed', await actions.payment.execute()),
            ...(hasOnError && { onError: (error: Error) => note('onError', error) }),
          },
          place,
        );
      },
      [place, clientId, hasOnError] as const,
    );
  }

  async function handOver(page: Page, what: string, place?: string) {
    await page.evaluate((what) => {
      globalThis.handedOver = what;
    }, what);
    return openPopup(page, () => button(page, place).click());
  }

  async function paysAfter(page: Page, paid: () => Promise<unknown>) {
    const payment = await handOver(page, 'right payment');
    await payment.pay();
    await expect.poll(() => heard(page)).toMatchObject([{ name: 'executed', data: { state: 'approved' } }]);
    expect(await paid()).toMatchObject([{ status: 'Completed', gross: '7.00' }]);
  }

  test('options that there are not', async ({ page, sandbox }) => {
    await loadCheckout(page, sandbox.url);
    const refusals = await page.evaluate(async () => {
      const usual = { env: 'sandbox', client: { sandbox: 'sandbox-client' }, payment: async () => '', onAuthorize: () => {} };
      const refusal = (options: object) => paypal.Button.render({ ...usual, ...options }, '#buttons').then(() => '', ({ message }) => message as string);
      const wrong = [{ env: 'sandbx' }, { payment: undefined }, { onAuthorize: undefined }, { style: { size: 'wide' } }, { style: { layout: 'vertical', size: 'small' } }, { locale: 'english' }];
      const texts: string[] = [];
      for (const options of wrong) texts.push(await refusal(options));
      return texts;
    });
    expect(refusals).toEqual([
      'Invalid env: sandbx',
      'Prop is required: payment',
      'Prop is required: onAuthorize',
      expect.stringContaining('Unexpected style.size: wide'),
      expect.stringContaining('at least medium'),
      'Invalid locale: english',
    ]);
    await render(page);
    await paysAfter(page, () => sandbox.payments());
  });

  test('payments that are none, before one that is', async ({ page, sandbox }) => {
    await page.clock.install();
    await loadCheckout(page, sandbox.url);
    await render(page);
    for (const [what, message] of [
      ['nothing', 'No value passed to payment'],
      ['payment that never comes', 'Timed out waiting 10000ms for payment'],
      ['unknown payment', '404'],
    ] as const) {
      const { page: popup } = await handOver(page, what);
      if (what === 'payment that never comes') await page.clock.fastForward(10_000);
      await expect.poll(() => heard(page), what).toMatchObject([{ name: 'onError', data: { message: expect.stringContaining(message) } }]);
      await closed(popup);
      await forget(page);
    }
    await paysAfter(page, () => sandbox.payments());
  });

  test('an unknown app: told, or thrown where there is no onError', async ({ page, sandbox }) => {
    await loadCheckout(page, sandbox.url);
    await render(page, { clientId: 'somebody' });
    const told = await handOver(page, 'right payment');
    await expect.poll(() => heard(page)).toMatchObject([{ name: 'onError', data: { message: expect.stringContaining('Client Authentication failed') } }]);
    await closed(told.page);
    await forget(page);
    await render(page, { place: '#more', clientId: 'somebody', hasOnError: false });
    const thrown = page.waitForEvent('pageerror');
    const { page: popup } = await handOver(page, 'right payment', '#more');
    expect((await thrown).message).toContain('Client Authentication failed');
    await closed(popup);
    expect(await heard(page)).toEqual([]);
    await page.evaluate(() => document.querySelector('#buttons')!.replaceChildren());
    await render(page);
    await paysAfter(page, () => sandbox.payments());
  });
});
