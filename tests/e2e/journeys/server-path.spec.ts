import type { Page } from '@playwright/test';
import type { Sandbox } from '../fixtures/sandbox';
import { clickAtOnce } from '../fixtures/tabs';
import { expect, feeTest, test } from '../fixtures/test';
import { OrderPage } from '../pages/order';
import { PaymentPage } from '../pages/payment';
import { Shop, type Path } from '../pages/shop';

/** The server's APIs, and where PayPal has each. */
const APIS = { payments_v1: '/v1/payments', orders_v2: '/v2/checkout', nvp: '/nvp', soap: '/2.0' } as const;
const SERVER_PATHS = Object.keys(APIS) as (keyof typeof APIS)[];
const PATHS: Path[] = ['form', ...SERVER_PATHS];
const CLIENT_PATHS: Path[] = ['client_payments_v1', 'client_orders_v2'];

/** The buyer of the sandbox's first state has 5,000.00. */
const START = 500_000;

const decimal = (cents: number) => (cents / 100).toFixed(2);

/** A cart of one whisk, 30.88 with delivery and tax, on that path. */
async function fill(shop: Shop, path: Path): Promise<void> {
  await shop.open();
  await shop.choosePath(path);
  await shop.buy('WHISK');
  await shop.cart.open();
  await expect(shop.cart.total).toHaveText('$30.88');
}

async function expectMoved(sandbox: Sandbox, cents: number, fee = 0): Promise<void> {
  await expect
    .poll(() => sandbox.balances('USD'))
    .toEqual({ merchant: decimal(cents - fee), buyer: decimal(START - cents) });
}

/** Requests to make a checkout, in the order of their answers. */
function creations(page: Page): { status: number; body: Record<string, unknown> }[] {
  const found: { status: number; body: Record<string, unknown> }[] = [];
  page.on('response', (answer) => {
    const request = answer.request();
    if (request.method() === 'POST' && new URL(answer.url()).pathname === '/api/checkouts') {
      found.push({ status: answer.status(), body: request.postDataJSON() });
    }
  });
  return found;
}

for (const path of PATHS) {
  test(`from cart to paid by ${path}`, async ({ shop, payment, order, merchant, sandbox }) => {
    await fill(shop, path);
    await shop.cart.pay.click();
    await payment.logIn();
    await expect(payment.total).toContainText('30.88');
    await payment.payNow();
    await order.shows('paid');
    expect(await order.ledger(merchant, 'paid')).toMatchObject({
      total: '30.88',
      path: path === 'form' ? 'form' : 'server',
      api: path === 'form' ? null : path,
      payment: { gross: '30.88' },
    });
    await expectMoved(sandbox, 3088);
    expect(await sandbox.payments()).toMatchObject([{ gross: '30.88', status: 'Completed' }]);
    await order.cart.open();
    await expect(order.cart.lines).toHaveCount(0);
  });

  feeTest(`PayPal's fee is the merchant's, by ${path}`, async ({ shop, payment, order, merchant, sandbox }) => {
    await fill(shop, path);
    await shop.cart.pay.click();
    await payment.pay();
    await order.shows('paid');
    // 2.9 % of 30.88 and 0.30, which the shop's page tells nobody.
    const { payment: told } = await order.ledger(merchant, 'paid');
    expect(told).toMatchObject({ gross: '30.88' });
    expect(told).not.toHaveProperty('fee');
    await expectMoved(sandbox, 3088, 120);
  });
}

for (const path of SERVER_PATHS) {
  test.describe(() => {
    test.use({ expectedProblems: ['409'] });

    test(`a card that is declined, and another one, by ${path}`, async ({ shop, payment, order, merchant, sandbox, page }) => {
      await fill(shop, path);
      await shop.cart.pay.click();
      await payment.payWithBankThatRefuses();
      await order.shows('declined');
      await expect(page.getByRole('heading', { name: 'Your payment method was declined' })).toBeVisible();
      expect(await sandbox.payments()).toEqual([]);

      // A reload tells the same.
      await page.reload();
      await order.shows('declined');
      await order.cart.open();
      await expect(order.cart.line('Bamboo Whisk')).toBeVisible();
      await order.cart.close();

      await order.wayBack.click();
      await page.waitForURL((url) => url.origin === sandbox.url);
      if (await payment.heading('Log in').isVisible()) {
        await payment.logIn();
      }
      await payment.payNow();
      await order.shows('paid');
      await order.ledger(merchant, 'paid');
      await expectMoved(sandbox, 3088);
      expect(await sandbox.payments()).toHaveLength(1);
    });
  });

  test(`turning back, and going on after all, by ${path}`, async ({ shop, payment, order, sandbox, page }) => {
    await fill(shop, path);
    await shop.cart.pay.click();
    await payment.cancel();
    await order.shows('cancelled');
    await order.cart.open();
    await expect(order.cart.line('Bamboo Whisk')).toBeVisible();
    await order.cart.close();
    expect(await sandbox.payments()).toEqual([]);

    await order.wayBack.click();
    await payment.pay();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
    expect(page.url()).not.toContain('cancelled');
  });

  test(`a reload and a second tab of the return page, by ${path}`, async ({ shop, payment, order, sandbox, page, context }) => {
    await fill(shop, path);
    await shop.cart.pay.click();
    await payment.pay();
    await order.shows('paid');
    const told: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/complete')) {
        told.push(request.method());
      }
    });
    const other = await context.newPage();
    await Promise.all([page.reload(), other.goto(page.url())]);
    await order.shows('paid');
    await new OrderPage(other).shows('paid');
    expect(told).toEqual(['POST']);
    await expectMoved(sandbox, 3088);
    expect(await sandbox.payments()).toHaveLength(1);
  });

  test.describe(() => {
    test.use({ expectedProblems: ['503'] });

    test(`PayPal fails at first, then one payment, by ${path}`, async ({ shop, payment, order, sandbox, page }) => {
      const made = creations(page);
      await fill(shop, path);
      await sandbox.faults({ http: { status: 500, path: APIS[path] } });
      await shop.cart.pay.click();
      await expect(shop.cart.root.getByRole('alert')).toContainText('PayPal is not responding');
      await expect(shop.cart.pay).toBeEnabled();
      await sandbox.faults({});
      await shop.cart.pay.click();
      await payment.pay();
      await order.shows('paid');
      expect(made.map(({ status }) => status)).toEqual([503, 200]);
      expect(made[0]?.body).toEqual(made[1]?.body);
      await expectMoved(sandbox, 3088);
      expect(await sandbox.payments()).toHaveLength(1);
    });
  });

  test.describe(() => {
    test.use({ expectedProblems: ['ERR_FAILED'] });

    test(`the answer of the create call gets lost, and there is one payment, by ${path}`, async ({ shop, payment, order, sandbox, page }) => {
      let lost = 0;
      await page.route('**/api/checkouts', async (route) => {
        if (lost > 0) {
          return route.continue();
        }
        lost += 1;
        await route.fetch();
        return route.abort();
      });
      await fill(shop, path);
      await shop.cart.pay.click();
      await expect(shop.cart.root.getByRole('alert')).toContainText('We can’t reach the shop');
      // Not even a reload makes another one.
      await page.reload();
      await shop.ready();
      await shop.cart.open();
      await shop.cart.pay.dblclick();
      await payment.pay();
      await order.shows('paid');
      expect(await sandbox.payments()).toHaveLength(1);
    });
  });

  test.describe(() => {
    test.use({ expectedProblems: ['503'] });

    test(`PayPal does not answer at first when the buyer comes back, by ${path}`, async ({ shop, payment, order, sandbox, page }) => {
      await fill(shop, path);
      await shop.cart.pay.click();
      await payment.logIn();
      await sandbox.faults({ http: { status: 503, path: APIS[path], count: 2 } });
      await payment.payNow();
      await order.shows('paypal_unreachable');
      await expect(page.getByText('The shop keeps trying')).toBeVisible();
      await order.shows('paid');
      await expectMoved(sandbox, 3088);
    });
  });

  test(`two tabs with one cart pay once, by ${path}`, async ({ shop, payment, order, sandbox, context }) => {
    await fill(shop, path);
    const other = await context.newPage();
    const otherShop = new Shop(other);
    await otherShop.open();
    await otherShop.cart.open();
    await otherShop.cart.pay.click();
    const otherPayment = new PaymentPage(other);
    await expect(otherPayment.heading('Log in')).toBeVisible();
    await shop.cart.pay.click();
    await expect(payment.heading('Log in')).toBeVisible();
    expect(other.url()).toBe(shop.page.url());
    await payment.pay();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
    expect(await sandbox.payments()).toHaveLength(1);
  });

  test(`two tabs that are clicked at once make one checkout, by ${path}`, async ({ shop, payment, order, sandbox, context }) => {
    await fill(shop, path);
    const other = await context.newPage();
    const otherShop = new Shop(other);
    await otherShop.open();
    await otherShop.cart.open();
    await expect(otherShop.cart.total).toHaveText('$30.88');
    await clickAtOnce(shop.cart.pay, otherShop.cart.pay);
    await expect(payment.heading('Log in')).toBeVisible();
    await expect(new PaymentPage(other).heading('Log in')).toBeVisible();
    expect(other.url()).toBe(shop.page.url());
    await payment.pay();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
    expect(await sandbox.payments()).toHaveLength(1);
  });
}

// The window is opened in the click, before the server has answered.
for (const path of PATHS) {
  test(`from cart to paid by ${path}, in a window beside the page`, async ({ shop, order, sandbox, page }) => {
    await shop.open();
    await shop.choosePresentation('popup');
    await fill(shop, path);
    const opened = page.waitForEvent('popup');
    await shop.cart.pay.click();
    const payment = new PaymentPage(await opened);
    await payment.logIn();
    await expect(payment.total).toContainText('30.88');
    await payment.payNow();
    await order.shows('paid');
    await expectMoved(sandbox, 3088);
    expect(await sandbox.payments()).toHaveLength(1);
  });
}

for (const path of CLIENT_PATHS) {
  for (const presentation of ['redirect', 'popup'] as const) {
    test(`from cart to paid from the browser alone, by ${path} and ${presentation}`, async ({ shop, order, sandbox, page }) => {
      await shop.open();
      await shop.choosePresentation(presentation);
      await fill(shop, path);
      const opened = presentation === 'popup' ? page.waitForEvent('popup') : undefined;
      await shop.cart.pay.click();
      const payment = new PaymentPage((await opened) ?? page);
      await payment.logIn();
      await expect(payment.total).toContainText('30.88');
      await payment.payNow();
      await order.shows('paid');
      await expectMoved(sandbox, 3088);
      expect(await sandbox.payments()).toMatchObject([{ api: path.slice('client_'.length), gross: '30.88', status: 'Completed' }]);
      await order.cart.open();
      await expect(order.cart.lines).toHaveCount(0);
    });
  }
}

test('an approval address elsewhere is not followed', async ({ shop, page, merchant }) => {
  await page.route('**/api/checkouts', async (route) => {
    const answer = await route.fetch();
    const json = { ...(await answer.json()), approval_url: 'https://www.paypal.com.example/checkoutnow?token=1' };
    await route.fulfill({ response: answer, json });
  });
  await fill(shop, 'orders_v2');
  await shop.cart.pay.click();
  await expect(shop.cart.root.getByRole('alert')).toContainText('We couldn’t verify the PayPal link');
  expect(new URL(page.url()).origin).toBe(merchant.url);
  await expect(shop.cart.pay).toBeEnabled();
});

test('a page that takes over the way to PayPal is asked first, and told the way', async ({ shop, page, sandbox }) => {
  await fill(shop, 'orders_v2');
  const asked = page.evaluate(
    () =>
      new Promise<{ total: string; approvalUrl: string }>((resolve) => {
        document.addEventListener('checkout', (event) => {
          event.preventDefault();
          resolve((event as CustomEvent<{ total: string; approvalUrl: string }>).detail);
        });
      }),
  );
  await shop.cart.pay.click();
  const { total, approvalUrl } = await asked;
  expect(total).toBe('30.88');
  expect(new URL(approvalUrl).origin).toBe(sandbox.url);
  await expect(shop.cart.pay).toBeEnabled();
  expect(new URL(page.url()).origin).not.toBe(sandbox.url);
});

test('the back button brings back a working cart on the server path', async ({ shop, payment, order, sandbox, page }) => {
  await fill(shop, 'orders_v2');
  await shop.cart.pay.click();
  await expect(payment.heading('Log in')).toBeVisible();
  await page.goBack();
  await shop.ready();
  await shop.cart.open();
  await expect(shop.cart.pay).toBeEnabled();
  await shop.cart.pay.click();
  await payment.pay();
  await order.shows('paid');
  expect(await sandbox.payments()).toHaveLength(1);
});

test('the path is chosen by keyboard, and kept', async ({ shop, page }) => {
  await shop.open();
  await expect(shop.path).toHaveValue('form');
  await shop.path.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(shop.path).toHaveValue('orders_v2');
  await page.reload();
  await shop.ready();
  await expect(shop.path).toHaveValue('orders_v2');
  for (const [locale, words] of [
    ['de', ['Formular', ...['Payments v1', 'Orders v2', 'NVP', 'SOAP'].map((api) => `Server, ${api}`), 'Browser, Payments v1', 'Browser, Orders v2', 'PayPal-SDK, v5', 'PayPal-SDK, v6']],
    ['zh', ['表单', ...['Payments v1', 'Orders v2', 'NVP', 'SOAP'].map((api) => `服务器，${api}`), '浏览器，Payments v1', '浏览器，Orders v2', 'PayPal SDK，v5', 'PayPal SDK，v6']],
    ['ar', ['نموذج', ...['Payments v1', 'Orders v2', 'NVP', 'SOAP'].map((api) => `الخادم، ${api}`), 'المتصفح، Payments v1', 'المتصفح، Orders v2', 'حزمة PayPal، v5', 'حزمة PayPal، v6']],
  ] as const) {
    await page.locator('#demo-strip select[name=locale]').selectOption(locale);
    await expect(page.locator('#demo-strip select[name=path] option')).toHaveText(words);
    await expect(page.locator('#demo-strip select[name=path]')).toHaveValue('orders_v2');
  }
});
