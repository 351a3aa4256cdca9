import type { Page } from '@playwright/test';
import { expect, loaded, test } from '../fixtures/test';

// The offline PayPal has no subscriptions and says so.
test.use({ expectedProblems: ['400'] });

/** The form variables that reach PayPal. */
async function posted(page: Page, paypal: string, press: () => Promise<void>) {
  const sent = page.waitForRequest((request) => request.url().startsWith(paypal) && request.method() === 'POST');
  await press();
  const request = await sent;
  expect(new URL(request.url()).pathname).toBe('/cgi-bin/webscr');
  return Object.fromEntries(new URLSearchParams(request.postData() ?? ''));
}

const example = {
  cmd: '_xclick-subscriptions',
  charset: 'utf-8',
  business: 'merchant@example.com',
  item_name: 'Tea of the month',
  a3: '19.00',
  p3: '1',
  t3: 'M',
  src: '1',
  no_note: '1',
  currency_code: 'USD',
};

test('a subscription goes to PayPal with its form', async ({ page, payment, sandbox }) => {
  const files = loaded(page);
  await page.goto('/plain/subscribe.html');
  await page.waitForLoadState('networkidle');
  expect(files).toEqual(['checkout.js']);
  const subscribe = page.getByRole('button', { name: 'Subscribe with PayPal' });
  const { custom, invoice, return: back, cancel_return: cancelled, ...rest } = await posted(page, sandbox.url, () => subscribe.click());
  expect(rest).toEqual(example);
  // What the page has configured, and a checkout that this browser started.
  expect(invoice).toMatch(/^co_[a-z2-7]{26}$/);
  expect(custom).toBe(invoice);
  expect(back).toContain(`return.html?checkout=${invoice}`);
  expect(cancelled).toContain(`checkout=${invoice}&cancelled=1`);
  await payment.logIn();
  await expect(payment.button('Agree and subscribe')).toBeVisible();
});

test('a subscription of attributes', async ({ page, baseURL, sandbox }) => {
  await page.goto('/pages/subscribe.html');
  const subscribe = page.getByRole('button', { name: 'Subscribe with PayPal' });
  const { custom, invoice, return: back, cancel_return: cancelled, ...rest } = await posted(page, sandbox.url, () => subscribe.click());
  expect(rest).toEqual({ ...example, item_number: 'TEA', a3: '27.00', p3: '2', t3: 'W' });
  expect(invoice).toMatch(/^co_[a-z2-7]{26}$/);
  expect(custom).toBe(invoice);
  expect(back).toBe(new URL(`/plain/return.html?checkout=${invoice}`, baseURL).href);
  expect(cancelled).toContain(`checkout=${invoice}&cancelled=1`);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the form is the same', async ({ page, sandbox }) => {
    await page.goto('/plain/subscribe.html');
    const subscribe = page.getByRole('button', { name: 'Subscribe with PayPal' });
    expect(await posted(page, sandbox.url, () => subscribe.click())).toEqual(example);
  });
});
