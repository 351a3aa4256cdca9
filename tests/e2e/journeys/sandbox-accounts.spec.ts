import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUYER, MERCHANT, form, test } from '../fixtures/account';
import { overflow, violations } from '../fixtures/axe';
import { expect } from '@playwright/test';

test('accounts of every type are created with all that they have', async ({ account, page }) => {
  await account.create({
    type: 'Business',
    email: 'shop@example.com',
    fields: {
      'Password for payments': 'kiln-and-leaf',
      'First name': 'Ana',
      'Last name': 'Lim',
      'Business name': 'Kiln & Leaf',
      Street: '1 Main St',
      Town: 'Omaha',
      'State or province': 'NE',
      'Postal code': '68102',
    },
    country: 'US',
    balances: { USD: '1234567.89', JPY: '500000' },
  });
  await expect(page.getByRole('heading', { level: 1, name: 'Kiln & Leaf' })).toBeVisible();
  const balance = account.card('Balance');
  await expect(balance).toContainText('1,234,567.89');
  await expect(balance).toContainText('500,000');
  await account.open('Settings');
  await expect(page.getByLabel('Town')).toHaveValue('Omaha');
  await expect(page.getByLabel('Country', { exact: true })).toHaveValue('US');
  for (const [type, email] of [
    ['Premier', 'premier@example.com'],
    ['Personal', 'personal@example.com'],
  ] as const) {
    await account.create({ type, email, balances: { USD: '25.00' } });
    await expect(account.card('Balance')).toContainText('25.00');
    const api = page.getByRole('link', { name: 'API access' });
    await expect(api).toHaveCount(type === 'Personal' ? 0 : 1);
  }
  await account.logIn('shop@example.com');
});

test('everything is deleted only when that is confirmed', async ({ account, page, sandbox }) => {
  await account.create({ type: 'Personal', email: 'gone@example.com' });
  await expect(page.getByRole('status')).toHaveText('Created.');
  await page.goto(`${sandbox.url}/_sandbox/`);
  const own = page.getByRole('link', { name: 'Log in as gone@example.com' });
  await expect(page.getByRole('button', { name: 'Delete everything' })).toBeHidden();
  await page.getByText('Back to the first state').click();
  await expect(own).toBeVisible();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflow(page), String(width)).toBe(0);
    expect(await violations(page), String(width)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await expect(own).toHaveCount(0);
});

test.describe('with an address that is taken', () => {
  test.use({ expectedProblems: ['422'] });

  test('nothing is created, and what was typed stays', async ({ page, sandbox }) => {
    await page.goto(`${sandbox.url}/_sandbox/accounts/new`);
    await page.getByLabel('Email address').fill(BUYER);
    await page.getByLabel('Business name').fill('Kiln & Leaf');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('alert')).toContainText(BUYER);
    await expect(page.getByLabel('Business name')).toHaveValue('Kiln & Leaf');
  });
});

test('money is added, and the history tells of it', async ({ account, page }) => {
  await account.logIn(MERCHANT);
  await page.getByLabel('Amount').fill('1234567.89');
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByRole('button', { name: 'Add money' }).click();
  await expect(account.card('Balance')).toContainText('1,234,567.89');
  await expect(account.activity('Money added')).toContainText('Bank account');
});

test('the profile decides where the buyer and the messages go', async ({ account, page, payment, sandbox, listener }) => {
  await account.logIn(MERCHANT);
  await account.open('Settings');
  await page.getByLabel('Notification address, where a payment names none').fill(listener.url);
  await page.getByLabel('Return address, where a form names none').fill(listener.url);
  await page.getByLabel('Auto Return: send buyers back without a click').uncheck();
  await page.getByLabel('USD', { exact: true }).check();
  await account.save();
  await page.getByText('Show the PDT identity token').click();
  await expect(page.getByText('sandbox-pdt-token')).toBeVisible();
  await page.getByRole('button', { name: 'Renew the PDT identity token' }).click();
  await expect(page.getByText('sandbox-pdt-token')).toHaveCount(0);

  await page.goto(form(sandbox));
  await payment.pay();
  await page.getByRole('button', { name: 'Return to Test Merchant' }).click();
  await expect(page).toHaveURL(/\/ipn\?tx=/);
  await expect.poll(() => listener.messages.map((message) => message.payment_status)).toEqual(['Completed']);

  // A currency that is not taken is pending until the merchant accepts it.
  await page.goto(form(sandbox, { currency_code: 'EUR' }));
  await payment.pay();
  await account.logIn(MERCHANT);
  await account.openTransaction('Payment received');
  await expect(page.getByText('multi_currency')).toBeVisible();
  await page.getByRole('button', { name: 'Accept' }).click();
  await account.open('Summary');
  await expect(account.card('Balance')).toContainText('EUR');

  await account.open('Settings');
  await page.getByLabel('Send IPN messages to the address below').uncheck();
  await page.getByLabel('Payment Data Transfer', { exact: true }).uncheck();
  await page.getByLabel('Auto Return: send buyers back without a click').check();
  await account.save();
  const heard = listener.messages.length;
  await page.goto(form(sandbox));
  await payment.pay();
  await expect(page).toHaveURL(/\/ipn$/);
  expect(listener.messages.length).toBe(heard);
});

test('shipping and tax of the profile are shown, paid and told', async ({ account, page, payment, sandbox, listener }) => {
  await account.logIn(MERCHANT);
  await account.open('Shipping and tax');
  await page.getByLabel("Based on, Within the account's country").selectOption('Total amount');
  const row = (name: string) => page.getByRole('group', { name });
  const first = row("Within the account's country, row 1");
  await first.getByLabel('From').fill('0.01');
  await first.getByLabel('Shipping').fill('5.00');
  const second = row("Within the account's country, row 2");
  await second.getByLabel('From').fill('50.00');
  await second.getByLabel('Shipping').fill('2.5');
  await second.getByLabel('As').selectOption('Percent');
  const tax = row('Sales tax, row 1');
  await tax.getByLabel('Country').selectOption('United States');
  await tax.getByLabel('State or province').fill('CA');
  await tax.getByLabel('Percent').fill('8.25');
  await tax.getByLabel('Of').selectOption('Items and shipping');
  await account.save();
  await expect(second.getByLabel('Shipping')).toHaveValue('2.5');

  await page.goto(form(sandbox, { notify_url: listener.url }));
  await payment.logIn();
  const sums = page.getByRole('region', { name: 'What you pay for' });
  await expect(sums).toContainText(/Shipping\s*5\.00\s*Tax\s*1\.24/);
  await expect(payment.total).toContainText('16.24');
  await payment.payNow();
  await expect(payment.heading('Payment sent')).toBeVisible();
  await expect.poll(() => listener.messages).toMatchObject([{ shipping: '5.00', tax: '1.24', mc_gross: '16.24' }]);
  await account.logIn(MERCHANT);
  await account.openTransaction('Payment received');
  await expect(page.getByTestId('total')).toContainText('16.24');
});

test.describe('with a rate that is no amount', () => {
  test.use({ expectedProblems: ['422'] });

  test('the page leads to the field', async ({ account, page }) => {
    await account.logIn(MERCHANT);
    await account.open('Shipping and tax');
    await page.getByLabel('Based on, To other countries').selectOption('Number of items');
    const first = page.getByRole('group', { name: 'To other countries, row 1' });
    await first.getByLabel('From').fill('one');
    await first.getByLabel('Shipping').fill('5.00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByRole('link').click();
    await expect(first.getByLabel('From')).toBeFocused();
    await expect(first.getByLabel('From')).toHaveValue('one');
  });
});

test.describe('encrypted forms', () => {
  test.use({ expectedProblems: ['400'] });

  test('a certificate is uploaded as a file, used and removed', async ({ account, page, payment, sandbox, folder }) => {
    const openssl = (args: string[], input = '') => execFileSync('openssl', args, { cwd: folder, input, stdio: 'pipe' });
    openssl('req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=kiln-and-leaf -keyout shop.key -out shop.pem'.split(' '));
    await account.logIn(MERCHANT);
    await account.open('Encrypted forms');
    await page.getByLabel('File with the public certificate').setInputFiles(join(folder, 'shop.pem'));
    await page.getByRole('button', { name: 'Add certificate' }).click();
    const own = page.getByRole('article', { name: /^Certificate / });
    await expect(own.getByRole('heading', { name: 'CN=kiln-and-leaf' })).toBeVisible();
    await expect(own).toContainText('Serial number');
    const id = (await own.getAttribute('aria-label'))?.split(' ')[1] ?? '';
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: "Download PayPal's certificate" }).click();
    await (await download).saveAs(join(folder, 'paypal.pem'));

    const text = `cert_id=${id}\ncmd=_xclick\nbusiness=${MERCHANT}\nitem_name=Mug\namount=18.00\n`;
    const signed = openssl('smime -sign -signer shop.pem -inkey shop.key -outform der -nodetach -binary'.split(' '), text);
    const encrypted = execFileSync('openssl', 'smime -encrypt -des3 -binary -outform pem paypal.pem'.split(' '), {
      cwd: folder,
      input: signed,
    });
    const post = async () => {
      await page.goto('about:blank');
      await page.setContent(
        `<form method="post" action="${sandbox.url}/cgi-bin/webscr"><input type="hidden" name="cmd" value="_s-xclick"><textarea name="encrypted">${encrypted}</textarea><button>Buy</button></form>`,
      );
      await page.getByRole('button', { name: 'Buy' }).click();
    };
    await account.open('Settings');
    await page.getByLabel('Take encrypted and saved forms only').check();
    await account.save();
    await page.goto(form(sandbox));
    await expect(page.getByText('encrypted website payments only')).toBeVisible();
    await post();
    await payment.pay();
    expect(await sandbox.payments()).toMatchObject([{ gross: '18.00', status: 'Completed' }]);

    await account.logIn(MERCHANT);
    await account.open('Encrypted forms');
    await page.getByRole('button', { name: `Remove certificate ${id}` }).click();
    await expect(page.getByText('No certificate yet.')).toBeVisible();
    await post();
    await expect(page.getByText('unable to decrypt the certificate id').first()).toBeVisible();
  });
});

test('API access is shown, renewed and downloaded', async ({ account, page }) => {
  await account.logIn(MERCHANT);
  await account.open('API access');
  await expect(page.getByText('merchant_api1.example.com')).toBeVisible();
  const password = page.getByText('sandbox-password');
  await expect(password).toBeHidden();
  await page.getByText('Show the API password').click();
  await expect(password).toBeVisible();
  await page.getByText('Show the signature').click();
  await expect(page.getByText('sandbox-signature')).toBeVisible();
  await page.getByRole('button', { name: 'Renew password and signature' }).click();
  await expect(page.getByText('sandbox-signature')).toHaveCount(0);
  const download = async (name: string) => {
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    return readFile(await (await file).path());
  };
  const pem = (await download('Download PEM')).toString();
  expect(pem).toContain('BEGIN CERTIFICATE');
  expect(pem).toContain('PRIVATE KEY');
  // An ASN.1 sequence.
  expect((await download('Download PKCS#12'))[0]).toBe(0x30);
  await page.getByRole('button', { name: 'Renew certificate' }).click();
  expect((await download('Download PEM')).toString()).not.toBe(pem);
});

test('an app gets a token with the secret behind its button', async ({ account, page, sandbox }) => {
  await account.logIn(MERCHANT);
  await account.open('API access');
  await page.getByLabel('Name of a new app').fill('My shop');
  await page.getByRole('button', { name: 'Create app' }).click();
  const app = page.getByRole('article', { name: 'My shop' });
  const values = app.locator('code');
  await expect(values.nth(1)).toBeHidden();
  await app.getByText('Show the secret').click();
  await expect(values.nth(1)).toBeVisible();
  const token = async () => {
    const [id, secret] = await values.allTextContents();
    const answer = await fetch(`${sandbox.url}/v1/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    return { status: answer.status, secret };
  };
  const before = await token();
  expect(before.status).toBe(200);
  await page.getByRole('button', { name: 'Renew secret of My shop' }).click();
  await expect(values.nth(1)).not.toHaveText(before.secret ?? '');
  const after = await token();
  expect(after.status).toBe(200);
});

for (const width of [360, 1280]) {
  test(`the pages of an account have room at ${width} px`, async ({ account, page, payment, sandbox }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(form(sandbox, { item_name: 'שם ארוך מאוד '.repeat(9), invoice: 'INVOICE'.repeat(18) }));
    await payment.logIn();
    expect(await overflow(page)).toBe(0);
    await payment.payNow();
    await account.logIn(MERCHANT);
    for (const tab of ['Summary', 'Mailbox', 'Settings', 'Shipping and tax', 'Encrypted forms', 'API access']) {
      await account.open(tab);
      expect(await overflow(page), tab).toBe(0);
      expect(await violations(page), tab).toEqual([]);
      for (const field of await page.locator('input[type="text"]:visible').all()) {
        expect((await field.boundingBox())?.width, `${tab}: ${await field.getAttribute('id')}`).toBeGreaterThan(110);
      }
    }
    await account.openTransaction('Payment received');
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
}
