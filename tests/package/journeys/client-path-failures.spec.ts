import type { Page } from '@playwright/test';
import { PaymentPage } from '../../e2e/pages/payment';
import { APIS, COMPLETION, CREATION, TOKEN, calls, cart, fillCart, heardStatuses, payButton, status } from '../fixtures/client-path';
import { heardErrors } from '../fixtures/own-page';
import { expect, test } from '../fixtures/test';

// What goes wrong between the page and PayPal, and that the buyer pays all the same.
// The console has the browser's words, and PayPal's.
test.use({ expectedProblems: ['Failed to load resource', 'leptos-paypal: PayPal answers', 'CORS policy'] });

/** Answers of PayPal's that pages of every origin may read. */
const answer = (code: number, json: object) => ({ status: code, json, headers: { 'access-control-allow-origin': '*' } });

const UNAVAILABLE = answer(503, { name: 'SERVICE_UNAVAILABLE', message: 'Service Unavailable', debug_id: '1' });
const CLIENT_UNKNOWN = answer(401, { error: 'invalid_client', error_description: 'Client Authentication failed' });
const RESTRICTED = answer(422, {
  name: 'UNPROCESSABLE_ENTITY',
  message: 'The requested action could not be performed.',
  debug_id: '1',
  details: [{ issue: 'PAYEE_ACCOUNT_RESTRICTED', description: 'The merchant account is restricted.' }],
});

/** Failure between the page and PayPal, once. */
interface Failure {
  what: string;
  code: string;
  prepare(page: Page): Promise<unknown>;
}

/** An order or payment whose page is not PayPal's. */
function misled(made: { links: { rel: string; href: string }[] }) {
  const links = made.links.map((link) => (/^approv/.test(link.rel) ? { ...link, href: 'https://paypal.example/checkoutnow?token=1' } : link));
  return { ...made, links };
}

const BEFORE_LEAVING: Failure[] = [
  {
    what: 'PayPal does not know the client id',
    code: 'client_id_refused',
    prepare: (page) =>
      page.route(TOKEN, (route) => route.continue({ headers: { ...route.request().headers(), authorization: `Basic ${btoa('nobody:')}` } }), { times: 1 }),
  },
  {
    what: 'the account of the shop is restricted',
    code: 'payment_refused',
    prepare: (page) => page.route(CREATION, (route) => route.fulfill(RESTRICTED), { times: 1 }),
  },
  {
    what: 'PayPal is not available',
    code: 'paypal_unreachable',
    prepare: (page) => page.route(CREATION, (route) => route.fulfill(UNAVAILABLE), { times: 1 }),
  },
  {
    what: 'PayPal cannot be reached',
    code: 'paypal_unreachable',
    prepare: (page) => page.route(CREATION, (route) => route.abort(), { times: 1 }),
  },
  {
    what: 'the answer of PayPal is lost',
    code: 'paypal_unreachable',
    prepare: (page) =>
      page.route(
        CREATION,
        async (route) => {
          await route.fetch();
          await route.abort();
        },
        { times: 1 },
      ),
  },
  {
    what: 'PayPal lets pages of another origin alone read its answer',
    code: 'paypal_unreachable',
    prepare: (page) =>
      page.route(
        TOKEN,
        async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': 'https://other.example' } });
        },
        { times: 1 },
      ),
  },
  {
    what: 'the address that PayPal answers is that of another host',
    code: 'redirect_refused',
    prepare: (page) =>
      page.route(
        CREATION,
        async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, json: misled(await response.json()) });
        },
        { times: 1 },
      ),
  },
];

for (const { api, file } of APIS) {
  for (const { what, code, prepare } of BEFORE_LEAVING) {
    test(`${what}, and then the buyer pays, by ${api}`, async ({ page, payment, sandbox }) => {
      const errors = await heardErrors(page);
      await prepare(page);
      await fillCart(page, file);
      await payButton(page).click();
      await expect(page.getByRole('alert').filter({ hasText: 'Nothing was charged' })).toBeVisible();
      await expect(payButton(page)).not.toHaveAttribute('aria-disabled', 'true');
      expect(await errors()).toMatchObject([{ code }]);
      expect(await sandbox.payments()).toEqual([]);
      await payButton(page).click();
      await payment.pay();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
    });
  }

  test(`a browser that keeps nothing makes no payment, and another page pays, by ${api}`, async ({ page, context, sandbox }) => {
    const sent = calls(page, sandbox.url);
    const errors = await heardErrors(page);
    await page.addInitScript(() => {
      const get = () => {
        throw new DOMException('blocked', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { get });
    });
    await fillCart(page, file);
    await payButton(page).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Nothing was charged' })).toBeVisible();
    await expect(payButton(page)).not.toHaveAttribute('aria-disabled', 'true');
    expect(await errors()).toMatchObject([{ code: 'storage_blocked' }]);
    expect(sent.filter((call) => call.startsWith('POST') && CREATION.test(call))).toEqual([]);
    const fresh = await context.newPage();
    await fillCart(fresh, file);
    await payButton(fresh).click();
    await new PaymentPage(fresh).pay();
    await expect(status(fresh)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
  });

  for (const { what, prepare } of [
    {
      what: 'PayPal is not available',
      prepare: (page: Page) => page.route(COMPLETION, (route) => route.fulfill(UNAVAILABLE), { times: 1 }),
    },
    {
      what: 'PayPal cannot be reached',
      prepare: (page: Page) => page.route(COMPLETION, (route) => route.abort(), { times: 1 }),
    },
    {
      what: 'the answer that the money has moved is lost',
      prepare: (page: Page) =>
        page.route(
          COMPLETION,
          async (route) => {
            const done = await route.fetch();
            expect(done.ok()).toBe(true);
            await route.abort();
          },
          { times: 1 },
        ),
    },
    {
      what: 'PayPal refuses the client id once',
      prepare: (page: Page) => page.route(TOKEN, (route) => route.fulfill(CLIENT_UNKNOWN), { times: 1 }),
    },
  ]) {
    test(`${what} when the buyer is back, and the payment is completed once, by ${api}`, async ({ page, payment, sandbox }) => {
      const statuses = await heardStatuses(page);
      await fillCart(page, file);
      await payButton(page).click();
      await payment.logIn();
      await prepare(page);
      await payment.payNow();
      await expect(status(page)).toHaveAttribute('data-status', 'paid');
      expect(await statuses()).toEqual(['paypal_unreachable', 'paid']);
      expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
      await expect(cart(page).getByText('Your cart is empty')).toBeVisible();
    });
  }

  test(`a client id that PayPal does not know any more is told on return, and a reload pays, by ${api}`, async ({ page, payment, sandbox }) => {
    await fillCart(page, file);
    await payButton(page).click();
    await payment.logIn();
    await page.route(TOKEN, (route) => route.fulfill(CLIENT_UNKNOWN));
    await payment.payNow();
    await expect(status(page)).toHaveAttribute('data-status', 'paypal_unreachable');
    await expect(cart(page).getByTestId('cart-total')).toHaveText('$72.90');
    expect(await sandbox.payments()).toEqual([]);
    await page.unroute(TOKEN);
    await page.reload();
    await expect(status(page)).toHaveAttribute('data-status', 'paid');
    expect(await sandbox.payments()).toMatchObject([{ api, status: 'Completed', gross: '72.90' }]);
  });
}
