import { join } from 'node:path';
import { BUYER, MERCHANT, form, test } from '../fixtures/account';
import { Sandbox } from '../fixtures/sandbox';
import { SandboxAccount } from '../pages/sandbox-account';
import { expect } from '@playwright/test';

test('a payment is seen from both sides and refunded by the merchant', async ({ account, page, payment, sandbox }) => {
  await page.goto(form(sandbox, { invoice: 'A-1', custom: 'gift' }));
  await payment.pay();
  await account.logIn(MERCHANT);
  await expect(account.card('Balance')).toContainText('10.00');
  await account.openTransaction('Payment received');
  const details = account.card('Details');
  await expect(details).toContainText('A-1');
  await expect(details).toContainText('1 Main St');
  await page.getByLabel('Amount in USD').fill('4.00');
  await page.getByRole('button', { name: 'Refund' }).click();
  await expect(page.getByText('Partially_Refunded')).toBeVisible();
  await account.open('Summary');
  await expect(account.activity('Refund sent')).toContainText('−4.00');
  await expect(account.card('Balance')).toContainText('6.00');

  const letter = await account.mail('You issued a refund');
  await expect(letter).toContainText('4.00 USD');
  await expect(await account.mail("You've got money")).toContainText('10.00 USD');
  await account.logIn(BUYER);
  await expect(account.activity('Refund received')).toContainText('4.00');
  await expect(await account.mail(/^Receipt for your payment/)).toContainText('Mug');
  await expect(await account.mail(/^Refund from/)).toContainText('4.00 USD');
});

test('a subscription is written about', async ({ account, page, payment, sandbox }) => {
  await page.goto(
    form(sandbox, { cmd: '_xclick-subscriptions', item_name: 'Club', a3: '9.00', p3: '1', t3: 'M', src: '1', no_note: '1' }),
  );
  await payment.subscribe();
  await account.logIn(BUYER);
  await expect(await account.mail(/^You set up automatic payments/)).toContainText('9.00 USD');
  await page.goto(`${sandbox.url}/_sandbox/subscriptions`);
  await page.getByRole('region', { name: 'Club' }).getByRole('button', { name: 'Cancel subscription' }).click();
  await account.logIn(BUYER);
  await account.mail(/automatic payments to .* were cancelled/);
});

test('reversals and disputes move money, and everybody is told', async ({ account, page, payment, sandbox, listener }) => {
  await webhook(sandbox, listener.url.replace('/ipn', '/webhooks'));
  const buy = async () => {
    await page.goto(form(sandbox, { notify_url: listener.url }));
    await payment.pay();
    await account.logIn(MERCHANT);
    await account.openTransaction('Payment received');
  };
  await buy();
  await page.getByRole('button', { name: 'Reverse without a dispute' }).click();
  await expect(page.getByText('Reversed', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the reversal' }).click();
  await expect(page.getByText('Reversal cancelled')).toBeVisible();

  await buy();
  await page.getByLabel('Kind').selectOption('Chargeback by the bank');
  await page.getByLabel('Reason').selectOption('Not authorized');
  await page.getByRole('button', { name: 'Open dispute' }).click();
  const disputes = account.card('Disputes');
  await expect(disputes).toContainText('Chargeback');
  await expect(page.getByText('Reversed', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Decide for the seller' }).click();
  await expect(page.getByText('Reversal cancelled')).toBeVisible();

  await buy();
  await page.getByLabel('Kind').selectOption('Complaint to PayPal');
  await page.getByRole('button', { name: 'Open dispute' }).click();
  await page.getByRole('button', { name: 'Decide for the buyer' }).click();
  await expect(page.getByText('Reversed', { exact: true })).toBeVisible();
  await account.open('Summary');
  await expect(account.card('Balance')).toContainText('20.00');

  await expect
    .poll(() => listener.messages.map((message) => message.txn_type ?? message.payment_status))
    .toEqual(expect.arrayContaining(['new_case', 'Reversed', 'Canceled_Reversal']));
  await expect
    .poll(() => listener.events)
    .toEqual(expect.arrayContaining(['CUSTOMER.DISPUTE.CREATED', 'CUSTOMER.DISPUTE.RESOLVED']));
});

/** Registers a webhook for every event of the merchant's app. */
async function webhook(sandbox: Sandbox, url: string): Promise<void> {
  const basic = `Basic ${btoa('sandbox-client:sandbox-secret')}`;
  const token = await fetch(`${sandbox.url}/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const answer = await fetch(`${sandbox.url}/v1/notifications/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url, event_types: [{ name: '*' }] }),
  });
  expect(answer.status).toBe(201);
}

test('the simulator sends a message of any type with fields of any kind', async ({ page, sandbox, listener }) => {
  await page.goto(`${sandbox.url}/_sandbox/`);
  await page.getByRole('link', { name: 'IPN simulator' }).click();
  const types = await page.getByLabel('Type', { exact: true }).locator('option').allTextContents();
  expect(types.length).toBeGreaterThan(20);
  await page.getByLabel('Type', { exact: true }).selectOption({ label: types.at(-1) ?? '' });
  await page.getByRole('button', { name: 'Show fields' }).click();
  await page.getByLabel('Address of the listener').fill(listener.url);
  await page.getByLabel('payer_email').fill('someone@example.com');
  await page.getByLabel('Name', { exact: true }).first().fill('memo');
  await page.getByLabel('Value', { exact: true }).first().fill('שלום, "world"');
  await page.getByRole('button', { name: 'Send message' }).click();
  await expect(page.getByRole('status')).toContainText('Heard');
  expect(listener.messages).toMatchObject([{ payer_email: 'someone@example.com', memo: 'שלום, "world"' }]);
});

test("the shop's names and phone stand on the review page and in the message", async ({ page, payment, sandbox, listener }) => {
  await page.goto(
    form(sandbox, {
      address_override: '1',
      first_name: 'Ana',
      last_name: 'Lim',
      address1: '2 Side St',
      city: 'Omaha',
      state: 'NE',
      zip: '68102',
      country: 'US',
      night_phone_a: '402',
      night_phone_b: '555',
      night_phone_c: '0100',
      notify_url: listener.url,
    }),
  );
  await payment.logIn();
  const payer = page.getByRole('region', { name: 'Paying as' });
  await expect(payer).toContainText('Ana Lim');
  await expect(payer).toContainText('402-555-0100');
  await payment.payNow();
  await expect
    .poll(() => listener.messages)
    .toMatchObject([{ address_name: 'Ana Lim', contact_phone: '402-555-0100', address_city: 'Omaha' }]);
});

test('a v1 payment that the bank refuses is failed', async ({ page, payment, sandbox }) => {
  const v1 = await payments(sandbox);
  const created = await v1.call('', {
    intent: 'sale',
    payer: { payment_method: 'paypal' },
    redirect_urls: { return_url: `${sandbox.url}/_sandbox/`, cancel_url: `${sandbox.url}/_sandbox/` },
    transactions: [{ amount: { total: '10.00', currency: 'USD' } }],
  });
  const links = created.body.links as { rel: string; href: string }[];
  await page.goto(links.find((link) => link.rel === 'approval_url')?.href ?? '');
  await payment.payWithBankThatRefuses();
  await expect(page).toHaveURL(/PayerID=/);
  const payer = new URL(page.url()).searchParams.get('PayerID');
  const executed = await v1.call(`/${created.body.id}/execute`, { payer_id: payer });
  expect(executed.status).toBe(400);
  expect((await v1.call(`/${created.body.id}`)).body.state).toBe('failed');
});

/** Calls of Payments v1 by the merchant's app. */
async function payments(sandbox: Sandbox) {
  const token = await fetch(`${sandbox.url}/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('sandbox-client:sandbox-secret')}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const { access_token } = (await token.json()) as { access_token: string };
  return {
    async call(path: string, body?: unknown) {
      const answer = await fetch(`${sandbox.url}/v1/payments/payment${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: body ? JSON.stringify(body) : undefined,
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
  };
}

test('a data file keeps accounts, money, mails and rates across a restart', async ({ page, payment, folder }) => {
  const data = join(folder, 'kept.db');
  const first = await Sandbox.start({ data });
  let account = new SandboxAccount(page, first.url);
  await account.create({ type: 'Business', email: 'kept@example.com', fields: { 'Business name': 'Kept' } });
  await account.open('Shipping and tax');
  const tax = page.getByRole('group', { name: 'Sales tax, row 1' });
  await tax.getByLabel('Country').selectOption('United States');
  await tax.getByLabel('Percent').fill('10');
  await account.save();
  await page.goto(form(first, { business: 'kept@example.com' }));
  await payment.pay();
  await first.stop();
  const second = await Sandbox.start({ data });
  account = new SandboxAccount(page, second.url);
  await account.logIn('kept@example.com');
  await expect(account.card('Balance')).toContainText('11.00');
  await expect(account.activity('Payment received')).toBeVisible();
  await expect(await account.mail("You've got money")).toContainText('11.00 USD');
  await account.open('Shipping and tax');
  await expect(tax.getByLabel('Percent')).toHaveValue('10');
  await second.stop();
});
