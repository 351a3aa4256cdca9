import type { Merchant } from '../fixtures/merchant';
import type { Sandbox } from '../fixtures/sandbox';
import { expect, test } from '../fixtures/test';

const CLUB = 'Tea of the month';
const CLUB_TERMS = '1 month for $5.00, then $19.00 a month, 36 times';
const LETTERS = 'Letters from the gardens';
const LETTER_TERMS = '14 days free, then $4.00 a month, until you cancel';

const DAY = 24 * 3600;

test.afterEach(({ sandbox }) => sandbox.restoreClock());

/** The ledger's entry has these parts, and both accounts the money of it. */
async function expectPaid(merchant: Merchant, sandbox: Sandbox, id: string, parts: { status: string; payments: number; paid: string }) {
  await expect.poll(async () => (await merchant.checkout(id)).subscription).toMatchObject(parts);
  expect(await merchant.checkout(id)).toMatchObject({ reason: null });
  const cents = Math.round(Number(parts.paid) * 100);
  expect(await sandbox.balances('USD')).toEqual({ merchant: (cents / 100).toFixed(2), buyer: ((500_000 - cents) / 100).toFixed(2) });
}

/** The kinds of messages about subscriptions that the sandbox has sent, all of them verified. */
async function messages(sandbox: Sandbox): Promise<string[]> {
  await expect.poll(async () => (await sandbox.notifications()).every((one) => one.verified)).toBe(true);
  return (await sandbox.notifications()).map(({ body }) => new URLSearchParams(body).get('txn_type') ?? '');
}

test('a free trial goes from click to paid', async ({ offers, payment, order, merchant, sandbox, page }) => {
  await offers.subscribe(LETTERS, LETTER_TERMS);
  await payment.subscribe();
  await order.shows('subscribed');
  await expect(page.getByRole('heading', { name: 'Your subscription has begun' })).toBeVisible();
  await expect(page.getByText('Nothing has been charged. The first payment, $4.00, is due on')).toBeVisible();
  const id = order.checkoutId;
  const { subscription, status } = await merchant.checkout(id);
  expect(status).toBe('approved');
  const due = new Date(`${subscription?.next_payment?.due}T00:00:00Z`);
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(due);
  await expect(page.getByText(`is due on ${day}.`)).toBeVisible();
  await expectPaid(merchant, sandbox, id, { status: 'active', payments: 0, paid: '0.00' });

  await sandbox.advance(15 * DAY);
  await expectPaid(merchant, sandbox, id, { status: 'active', payments: 1, paid: '4.00' });
  await page.reload();
  await order.shows('paid');
  await sandbox.advance(31 * DAY);
  await expectPaid(merchant, sandbox, id, { status: 'active', payments: 2, paid: '8.00' });
});

test('three years run to their natural end, and every payment is in the books', async ({ offers, payment, order, merchant, sandbox }) => {
  await offers.subscribe(CLUB, CLUB_TERMS);
  await payment.subscribe();
  await order.shows('paid');
  const id = order.checkoutId;
  await expectPaid(merchant, sandbox, id, { status: 'active', payments: 1, paid: '5.00' });
  await sandbox.advance(62 * DAY);
  await expectPaid(merchant, sandbox, id, { status: 'active', payments: 3, paid: '43.00' });
  await sandbox.advance(1100 * DAY);
  // A month for 5.00, and 36 for 19.00.
  await expectPaid(merchant, sandbox, id, { status: 'ended', payments: 37, paid: '689.00' });
  const payments = Array<string>(37).fill('subscr_payment');
  expect((await messages(sandbox)).sort()).toEqual(['subscr_eot', ...payments, 'subscr_signup']);
  const books = await merchant.books(id);
  for (const { txn_id } of await sandbox.payments()) {
    expect(books).toContain(txn_id);
  }
  // Nothing follows.
  await sandbox.advance(400 * DAY);
  expect(await sandbox.payments()).toHaveLength(37);
});

test('payments that fail end in a cancellation', async ({ offers, payment, order, merchant, sandbox }) => {
  await offers.subscribe(CLUB, CLUB_TERMS);
  await payment.subscribe();
  await order.shows('paid');
  const id = order.checkoutId;
  await sandbox.faults({ payment: { decline: true } });
  await sandbox.advance(32 * DAY);
  await expectPaid(merchant, sandbox, id, { status: 'payment_failed', payments: 1, paid: '5.00' });
  await sandbox.advance(30 * DAY);
  await expect.poll(() => sandbox.subscriptions()).toMatchObject([{ status: 'Cancelled' }]);
  await expect.poll(async () => (await merchant.checkout(id)).subscription?.status).toMatch(/^(cancelled|ended)$/);
  const { subscription } = await merchant.checkout(id);
  await expectPaid(merchant, sandbox, id, { status: subscription?.status ?? '', payments: 1, paid: '5.00' });
  const kinds = await messages(sandbox);
  expect(kinds.filter((kind) => kind === 'subscr_failed')).toHaveLength(3);
  expect(kinds).toContain('subscr_cancel');
  // No money comes, whatever the buyer's bank says later.
  await sandbox.faults({});
  await sandbox.advance(90 * DAY);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '5.00', buyer: '4995.00' });
});

test('a buyer cancels at PayPal, and keeps what is paid for', async ({ offers, subscriptions, payment, order, merchant, sandbox }) => {
  await offers.subscribe(CLUB, CLUB_TERMS);
  await payment.subscribe();
  await order.shows('paid');
  const id = order.checkoutId;
  await sandbox.advance(32 * DAY);
  await expectPaid(merchant, sandbox, id, { status: 'active', payments: 2, paid: '24.00' });
  await subscriptions.open();
  await subscriptions.cancel(CLUB);
  await expectPaid(merchant, sandbox, id, { status: 'cancelled', payments: 2, paid: '24.00' });
  await sandbox.advance(60 * DAY);
  await expectPaid(merchant, sandbox, id, { status: 'ended', payments: 2, paid: '24.00' });
});

test('a trial that is cancelled costs nothing, and the return page says so', async ({ offers, subscriptions, payment, order, merchant, sandbox, page }) => {
  await offers.subscribe(LETTERS, LETTER_TERMS);
  await payment.subscribe();
  await order.shows('subscribed');
  const address = page.url();
  const id = order.checkoutId;
  await subscriptions.open();
  await subscriptions.cancel(LETTERS);
  await expectPaid(merchant, sandbox, id, { status: 'cancelled', payments: 0, paid: '0.00' });
  await page.goto(address);
  await order.shows('subscription_over');
  await sandbox.advance(60 * DAY);
  await expectPaid(merchant, sandbox, id, { status: 'ended', payments: 0, paid: '0.00' });
});
