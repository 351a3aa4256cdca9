import { expect, test } from '../fixtures/test';

const LETTERS = 'Letters from the gardens';
const LETTER_TERMS = '14 days free, then $4.00 a month, until you cancel';

test('a donation of one’s own amount is given', async ({ offers, payment, order, merchant, sandbox }) => {
  await offers.give('31.50');
  await payment.logIn();
  await expect(payment.total).toContainText('31.50');
  await payment.payNow();
  await order.shows('paid');
  expect(await order.ledger(merchant, 'paid')).toMatchObject({
    donation: { id: 'KILN', purpose: 'A kiln for the village school', amount: '31.50' },
    payment: { gross: '31.50' },
  });
  expect(await sandbox.balances('USD')).toEqual({ merchant: '31.50', buyer: '4968.50' });
});

test('a gift below the least is refused before anybody is asked', async ({ offers, page }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
  await offers.give('1.00');
  await expect(offers.offer('A kiln for the village school').getByRole('alert')).toContainText('The smallest amount is $2.00.');
  expect(new URL(page.url()).pathname).toBe('/www/offers.html');
  expect(asked).toEqual([]);
});

test('a double click and a second one after coming back are one subscription', async ({ offers, payment, order, merchant, sandbox, page }) => {
  await offers.open();
  await expect(offers.offer(LETTERS)).toContainText(LETTER_TERMS);
  await offers.subscribeButton(LETTERS).dblclick();
  await payment.subscribe();
  await order.shows('subscribed');
  const id = order.checkoutId;
  await offers.open();
  await offers.subscribeButton(LETTERS).click();
  await expect(offers.offer(LETTERS).getByRole('alert')).toContainText('You have agreed to this already.');
  expect(new URL(page.url()).pathname).toBe('/www/offers.html');
  expect(await sandbox.subscriptions()).toHaveLength(1);
  expect(await merchant.checkout(id)).toMatchObject({ status: 'approved', reason: null });
});

test('a click before the module is there waits for it, and posts nothing of its own', async ({ offers, payment, order, page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  const posted: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posted.push(new URL(request.url()).pathname));
  await offers.open();
  // The words come with the module.
  const button = offers.offer(LETTERS).getByRole('button');
  await button.click();
  await expect(button).toHaveAttribute('aria-busy', 'true');
  expect(posted).toEqual([]);
  release();
  await payment.subscribe();
  await order.shows('subscribed');
  expect(posted[0]).toBe('/api/checkouts');
});

test.describe('with another catalogue than the shop has', () => {
  test.use({ expectedProblems: ['409'] });

  test('a page subscribes nobody to its terms', async ({ offers, payment, page, sandbox }) => {
    await page.route('**/api/catalogue*', async (route) => {
      const answer = await route.fetch();
      const catalogue = await answer.json();
      for (const { regular } of catalogue.subscriptions) regular.amount = '0.50';
      await route.fulfill({ response: answer, json: catalogue });
    });
    await offers.subscribe(LETTERS, '14 days free, then $0.50 a month');
    const said = offers.offer(LETTERS).getByRole('alert');
    await expect(said).toContainText(`The terms are now: ${LETTER_TERMS}. Nothing was charged yet.`);
    expect(new URL(page.url()).pathname).toBe('/www/offers.html');
    await offers.subscribeButton(LETTERS).click();
    await payment.logIn();
    await expect(page.getByText(/4\.00 .*every month/)).toBeVisible();
    expect(await sandbox.subscriptions()).toEqual([]);
  });
});
