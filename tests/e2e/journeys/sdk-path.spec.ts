import type { Page } from '@playwright/test';
import type { Sandbox } from '../fixtures/sandbox';
import { expect, sdkTest as test, test as strictTest } from '../fixtures/test';
import type { OrderPage } from '../pages/order';
import { PaymentPage } from '../pages/payment';
import { SdkButtons, sdkScripts, type SdkVersion } from '../pages/sdk-buttons';
import type { Shop } from '../pages/shop';

const VERSIONS: SdkVersion[] = ['v5', 'v6'];

/** Paths of PayPal's scripts. */
const SCRIPTS = { v5: '**/sdk/js?*', v6: '**/web-sdk/v6/core*' } as const;

/** The buyer of the sandbox's first state has 5,000.00. */
const START = 500_000;

const decimal = (cents: number) => (cents / 100).toFixed(2);

/** A cart of one whisk on that path; it is closed. */
async function fillClosed(shop: Shop, version: SdkVersion): Promise<void> {
  await shop.open();
  await shop.choosePath(`sdk_${version}`);
  await shop.buy('WHISK');
}

/** A cart of one whisk, 30.88 with delivery and tax, open with PayPal's buttons. */
async function fill(shop: Shop, version: SdkVersion): Promise<SdkButtons> {
  await fillClosed(shop, version);
  await shop.cart.open();
  await expect(shop.cart.total).toHaveText('$30.88');
  return new SdkButtons(shop.page, shop.cart.root, version);
}

async function expectMoved(sandbox: Sandbox, cents: number): Promise<void> {
  await expect.poll(() => sandbox.balances('USD')).toEqual({ merchant: decimal(cents), buyer: decimal(START - cents) });
  expect(await sandbox.payments()).toHaveLength(1);
}

/** Codes that `checkout-error` has told. */
async function heardCodes(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const codes: string[] = [];
    Object.assign(globalThis, { codes });
    document.addEventListener('checkout-error', (event) => codes.push((event as CustomEvent<{ code: string }>).detail.code));
  });
  return () => page.evaluate(() => (globalThis as unknown as { codes: string[] }).codes);
}

/** Holds requests until they are let through. */
async function hold(page: Page, path: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(path, async (route) => {
    await released;
    // The page may have gone on meanwhile.
    await route.continue().catch(() => {});
  });
  return release;
}

/** Waits until a script of PayPal's has run in the page. */
const scriptHasRun = (page: Page) => page.waitForFunction(() => Object.keys(globalThis).some((name) => name.startsWith('leptosPayPal')));

for (const version of VERSIONS) {
  test(`from cart to paid by PayPal's SDK ${version}`, async ({ shop, order, merchant, sandbox, page }) => {
    const loaded = sdkScripts(page);
    await fillClosed(shop, version);
    // Nothing is loaded for a cart that is closed.
    expect(loaded).toEqual([]);
    await shop.cart.open();
    const buttons = new SdkButtons(page, shop.cart.root, version);
    await expect(buttons.paypal).toBeVisible();
    await expect(buttons.payLater).toBeVisible();
    await expect(buttons.own).toBeHidden();
    await expect(shop.cart.root.getByText('with PayPal (sandbox)').or(shop.cart.root.getByText('pay later with PayPal'))).toBeVisible();
    const payment = await buttons.open();
    await payment.logIn();
    await expect(payment.total).toContainText('30.88');
    await payment.payNow();
    await order.shows('paid');
    await expect.poll(() => payment.page.isClosed()).toBe(true);
    expect(await order.ledger(merchant, 'paid')).toMatchObject({ total: '30.88', path: 'server', api: 'orders_v2', payment: { gross: '30.88' } });
    await expectMoved(sandbox, 3088);
    expect(loaded).toHaveLength(1);
    await order.cart.open();
    await expect(order.cart.lines).toHaveCount(0);
    // A reload charges nobody.
    await page.reload();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
  });

  test(`Pay Later, with what is in the cart at the click, by ${version}`, async ({ shop, order, sandbox }) => {
    const buttons = await fill(shop, version);
    await expect(buttons.payLater).toBeVisible();
    await shop.cart.line('Bamboo Whisk').getByRole('button', { name: 'Increase' }).click();
    await expect(shop.cart.total).not.toHaveText('$30.88');
    const total = (await shop.cart.total.textContent())!.slice(1);
    const payment = await buttons.open(buttons.payLater);
    await payment.logIn();
    await expect(payment.total).toContainText(total);
    await payment.payNow();
    await order.shows('paid');
    expect(await sandbox.payments()).toMatchObject([{ gross: total }]);
  });

  test(`where the window is blocked, the buyer pays in a frame over the page, by ${version}`, async ({ shop, order, sandbox, page }) => {
    await page.addInitScript(() => {
      window.open = () => null;
    });
    const buttons = await fill(shop, version);
    await buttons.paypal.click();
    await buttons.frame.getByRole('button', { name: 'Log in' }).click();
    await expect(buttons.frame.getByTestId('total')).toContainText('30.88');
    await buttons.frame.getByRole('button', { name: 'Pay now' }).click();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
  });

  test(`our own button, pressed before the script of ${version} is there, goes on to PayPal`, async ({ shop, payment, order, sandbox, page }) => {
    const releaseScript = await hold(page, SCRIPTS[version]);
    const releaseOrder = await hold(page, '**/api/checkouts');
    const buttons = await fill(shop, version);
    const ordered = page.waitForRequest('**/api/checkouts');
    await buttons.own.click();
    await ordered;
    releaseScript();
    // PayPal's buttons are there, and do not take the click away.
    await expect(buttons.drawn).toHaveCount(2);
    await expect(buttons.own).toBeVisible();
    await expect(buttons.drawn.first()).not.toBeInViewport();
    // Nor can they have the focus.
    const isFocused = await buttons.drawn.first().evaluate((drawn: HTMLElement) => {
      (drawn.shadowRoot?.querySelector('button') ?? drawn).focus();
      return (drawn.getRootNode() as Document | ShadowRoot).activeElement === drawn;
    });
    expect(isFocused).toBe(false);
    releaseOrder();
    await payment.pay();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
  });

  test(`the focus goes from our own button to those of ${version}`, async ({ shop, page }) => {
    const releaseScript = await hold(page, SCRIPTS[version]);
    const buttons = await fill(shop, version);
    await buttons.own.focus();
    releaseScript();
    await expect(buttons.own).toBeHidden();
    await expect
      .poll(() => buttons.drawn.first().evaluate((drawn) => (drawn.getRootNode() as Document | ShadowRoot).activeElement === drawn))
      .toBe(true);
  });

  test(`another currency is paid in, by ${version}`, async ({ shop, order, sandbox }) => {
    const buttons = await fill(shop, version);
    await expect(buttons.paypal).toBeVisible();
    await shop.cart.close();
    await shop.setting('Currency', 'EUR');
    await shop.cart.open();
    await expect(shop.cart.total).toContainText('€');
    await expect(buttons.paypal).toBeVisible();
    const payment = await buttons.open();
    await payment.pay();
    await order.shows('paid');
    expect(await sandbox.payments()).toMatchObject([{ currency: 'EUR' }]);
  });

  test(`cancelled, closed, and paid after all, by ${version}`, async ({ shop, order, sandbox }) => {
    const buttons = await fill(shop, version);
    const cancelled = await buttons.open();
    await cancelled.cancel();
    await expect.poll(() => cancelled.page.isClosed()).toBe(true);
    await expect(shop.cart.line('Bamboo Whisk')).toBeVisible();
    const closed = await buttons.open();
    await closed.logIn();
    await closed.page.close();
    const payment = await buttons.open();
    await expect(payment.heading('Review your payment').or(payment.heading('Log in'))).toBeVisible();
    if (await payment.heading('Log in').isVisible()) await payment.logIn();
    await payment.payNow();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
  });

  test(`the page refuses an address, and takes another answer later, by ${version}`, async ({ shop, order, sandbox, page }) => {
    const asked = page.waitForEvent('console', (message) => message.text().startsWith('asked'));
    await page.addInitScript(() => {
      document.addEventListener('checkout-shipping', (event) => {
        const { detail } = event as CustomEvent<{ countryCode: string; checkoutId: string }>;
        console.log('asked', detail.countryCode, detail.checkoutId);
        if (!sessionStorage.getItem('ships')) event.preventDefault();
      });
    });
    const buttons = await fill(shop, version);
    const payment = await buttons.open();
    await payment.logIn();
    await expect(payment.page.getByRole('alert')).toContainText('does not ship');
    expect((await asked).text()).toMatch(/^asked US co_/);
    await expect(payment.button('Pay now')).toBeDisabled();
    await page.evaluate(() => sessionStorage.setItem('ships', 'yes'));
    await payment.page.reload();
    await payment.payNow();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
  });

  test.describe(() => {
    test.use({ expectedProblems: ['503'] });

    test(`the order cannot be made at first, by ${version}`, async ({ shop, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      const buttons = await fill(shop, version);
      await expect(buttons.paypal).toBeVisible();
      await sandbox.faults({ http: { status: 500, path: '/v2/checkout' } });
      const refused = await buttons.open();
      await expect(shop.cart.root.getByRole('alert').filter({ hasText: 'PayPal is not responding' })).toBeVisible();
      await expect.poll(() => refused.page.isClosed()).toBe(true);
      await sandbox.faults({});
      // PayPal's buttons stay: they have done nothing wrong.
      const payment = await buttons.open();
      await payment.pay();
      await order.shows('paid');
      await expectMoved(sandbox, 3088);
      expect(await codes().catch(() => [])).toEqual([]);
    });
  });

  test.describe(() => {
    test.use({ expectedProblems: ['409'] });

    test(`a card that is declined, and another one, by ${version}`, async ({ shop, order, sandbox, page }) => {
      const buttons = await fill(shop, version);
      const payment = await buttons.open();
      await payment.payWithBankThatRefuses();
      await order.shows('declined');
      await order.wayBack.click();
      await page.waitForURL((url) => url.origin === sandbox.url);
      const again = new PaymentPage(page);
      if (await again.heading('Log in').isVisible()) await again.logIn();
      await again.payNow();
      await order.shows('paid');
      await expectMoved(sandbox, 3088);
    });
  });

  test.describe('failures of the SDK', () => {
    test.use({ expectedProblems: ['ERR_FAILED', 'sdk_', '500', 'Failed to load resource'] });

    /** Pays by our own button, in the place of PayPal's. */
    async function payByOwn(buttons: SdkButtons, { payment, order, sandbox }: { payment: PaymentPage; order: OrderPage; sandbox: Sandbox }) {
      await expect(buttons.own).toBeVisible();
      await buttons.own.click();
      await payment.pay();
      await order.shows('paid');
      await expectMoved(sandbox, 3088);
    }

    test(`the script of ${version} cannot be loaded, and our own button pays`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      let tries = 0;
      await page.route(SCRIPTS[version], (route) => {
        tries += 1;
        return route.abort();
      });
      const buttons = await fill(shop, version);
      await expect.poll(codes).toEqual(['sdk_unavailable']);
      expect(tries).toBe(3);
      await expect(buttons.paypal).toBeHidden();
      await payByOwn(buttons, { payment, order, sandbox });
    });

    test(`the script of ${version} is loaded at the second try`, async ({ shop, order, sandbox, page }) => {
      let tries = 0;
      await page.route(SCRIPTS[version], (route) => {
        tries += 1;
        return tries === 1 ? route.abort() : route.continue();
      });
      const buttons = await fill(shop, version);
      const payment = await buttons.open();
      await payment.pay();
      await order.shows('paid');
      await expectMoved(sandbox, 3088);
    });

    test(`the script of ${version} does not come in time, and our own button pays meanwhile`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      await hold(page, SCRIPTS[version]);
      const buttons = await fill(shop, version);
      await payByOwn(buttons, { payment, order, sandbox });
      expect(await codes()).toEqual([]);
    });

    test(`the script of ${version} comes after its time, and our own button stays and pays`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      const release = await hold(page, SCRIPTS[version]);
      await page.clock.install();
      const asked = page.waitForRequest(SCRIPTS[version]);
      const buttons = await fill(shop, version);
      await asked;
      await expect(buttons.own).toBeVisible();
      await page.clock.fastForward(10_000);
      await expect.poll(codes).toEqual(['sdk_timeout']);
      release();
      await scriptHasRun(page);
      await expect(buttons.drawn).toHaveCount(0);
      await payByOwn(buttons, { payment, order, sandbox });
    });

    test(`the script of ${version} is something else, and our own button pays`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      await page.route(SCRIPTS[version], (route) => route.fulfill({ contentType: 'text/javascript', body: 'globalThis.paypal = {};' }));
      const buttons = await fill(shop, version);
      await expect.poll(codes).toEqual(['sdk_unavailable']);
      await payByOwn(buttons, { payment, order, sandbox });
    });

    test(`${version} offers this buyer nothing, and our own button pays`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      await page.route(SCRIPTS[version], async (route) => {
        const answer = await route.fetch();
        const never = version === 'v5' ? '(source) => ELIGIBLE_FUNDING.includes(source)' : '(source) => method(source) !== undefined';
        const body = await answer.text();
        expect(body).toContain(never);
        await route.fulfill({ response: answer, body: body.replace(never, '() => false') });
      });
      const release = await hold(page, '**/find-eligible-methods');
      const buttons = await fill(shop, version);
      await scriptHasRun(page);
      // Nothing is drawn before PayPal has answered, and nothing after.
      await expect(buttons.own).toBeVisible();
      await expect(buttons.drawn).toHaveCount(0);
      release();
      await expect.poll(codes).toEqual(['sdk_not_eligible']);
      await expect(buttons.drawn).toHaveCount(0);
      await payByOwn(buttons, { payment, order, sandbox });
    });

    test(`${version} fails when it is drawn, and our own button pays`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      await page.route(SCRIPTS[version], (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: `window[document.currentScript.dataset.namespace] = {
            version: '${version.slice(1)}.0.0',
            Buttons: () => { throw new Error('no buttons'); },
            createInstance: async () => { throw new Error('no instance'); },
          };`,
        }),
      );
      const buttons = await fill(shop, version);
      await expect.poll(codes).toEqual(['sdk_failed']);
      await payByOwn(buttons, { payment, order, sandbox });
    });

    test(`${version} fails after the click, and our own button pays the same order`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      await page.route('**/sdk/checkouts/*', (route) => route.fulfill({ status: 500, body: '{}' }));
      const buttons = await fill(shop, version);
      const failed = await buttons.open();
      await expect.poll(codes).toEqual(['sdk_failed']);
      await expect(shop.cart.root.getByRole('alert').filter({ hasText: 'Use this button instead' })).toBeVisible();
      await expect.poll(() => failed.page.isClosed()).toBe(true);
      await payByOwn(buttons, { payment, order, sandbox });
    });
  });

  strictTest.describe('under a policy without PayPal', () => {
    strictTest.use({ expectedProblems: ['Content Security Policy', 'sdk_', 'Trusted'] });

    strictTest(`${version} is blocked, and our own button pays`, async ({ shop, payment, order, sandbox, page }) => {
      const codes = await heardCodes(page);
      const buttons = await fill(shop, version);
      await expect.poll(codes).toEqual(['sdk_blocked']);
      await buttons.own.click();
      await payment.pay();
      await order.shows('paid');
      await expectMoved(sandbox, 3088);
    });
  });
}
