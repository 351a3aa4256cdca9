import type { Page } from '@playwright/test';
import { CardForm } from '../../e2e/pages/card-form';
import { expect, heard, test } from '../fixtures/test';
import { load } from '../fixtures/v5';

// Card fields of JavaScript SDK v5, as PayPal's documentation has them.

async function openCards(page: Page, paypal: string, merchantId?: string) {
  await load(page, paypal, { components: 'buttons,card-fields', ...(merchantId && { merchantId }) });
  await page.evaluate(async () => {
    const cards = sdk.CardFields!({
      style: { input: { 'font-size': '18px', color: 'rgb(1, 2, 3)', background: 'url(https://example.com/x)' } as never },
      createOrder: async () => {
        const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '68.00' } }] };
        const answer = await fetch('/orders', { method: 'POST', body: JSON.stringify(order) });
        return (await answer.json()).id;
      },
      onApprove: async (data) => {
        note('onApprove', data);
        const answer = await fetch(`/orders/${data.orderID}/capture`, { method: 'POST' });
        note('captured', await answer.json());
      },
      onError: (error) => note('onError', error),
      inputEvents: { onChange: ({ emittedBy, cards, errors }) => note(`change:${emittedBy}`, { cards, errors }) },
    });
    note('eligible', cards.isEligible());
    if (!cards.isEligible()) return;
    for (const place of ['number', 'expiry', 'cvv', 'name']) {
      const element = document.createElement('div');
      element.id = place;
      document.querySelector('#more')!.append(element);
    }
    const number = cards.NumberField({ placeholder: 'Number of the card' });
    await Promise.all([
      number.render('#number'),
      cards.ExpiryField({}).render('#expiry'),
      cards.CVVField({}).render('#cvv'),
      cards.NameField({}).render('#name'),
    ]);
    Object.assign(globalThis, { cards, number });
    const button = document.createElement('button');
    button.textContent = 'Pay';
    button.addEventListener('click', () => cards.submit({ billingAddress: { postalCode: '95131', countryCode: 'US' } }).catch((error: Error) => note('refused', error)));
    document.querySelector('#more')!.append(button);
  });
  return new CardForm(page);
}

const pay = (page: Page) => page.getByRole('button', { name: 'Pay' }).click();
const names = async (page: Page) => (await heard(page)).map(({ name }) => name).filter((name) => !name.startsWith('change'));

test('a card pays an order of the shop’s server, and money moves', async ({ page, sandbox }) => {
  const form = await openCards(page, sandbox.url);
  await form.fill({ name: 'Ann Miller' });
  await expect(form.field('number')).toHaveValue('4012 8888 8888 1881');
  await expect(form.field('expiry')).toHaveValue(/^01 \/ \d\d$/);
  await pay(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00', card: 'Visa ending in 1881' }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '68.00', buyer: '5000.00' });
});

test('the page hears how the fields are, and never what is in them', async ({ page, sandbox }) => {
  const messages: string[] = [];
  await page.exposeFunction('spy', (text: string) => messages.push(text));
  await page.addInitScript(() => {
    addEventListener('message', ({ data }) => (globalThis as unknown as { spy: (text: string) => void }).spy(JSON.stringify(data)));
  });
  const form = await openCards(page, sandbox.url);
  await form.fill({ number: '371449635398431', code: '9876', name: 'Ann Miller' });
  await expect(form.field('number')).toHaveValue('3714 496353 98431');
  const state = await page.evaluate(() => (globalThis as unknown as { cards: { getState(): Promise<unknown> } }).cards.getState());
  expect(state).toMatchObject({ isFormValid: true, errors: [], cards: [{ type: 'american-express', niceType: 'American Express', code: { size: 4 } }] });
  await pay(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
  expect(messages.length).toBeGreaterThan(10);
  for (const text of [...messages, JSON.stringify(await heard(page))]) {
    for (const secret of ['371449', '9876', '98431']) expect(text).not.toContain(secret);
  }
});

test('wrong numbers are told at the field and to the page, no order is made, and right ones pay', async ({ page, sandbox }) => {
  const orders: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/orders') orders.push(request.url());
  });
  const form = await openCards(page, sandbox.url);
  await pay(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'onError', 'refused']);
  for (const [number, expiry, code] of [['4012888888881882', undefined, undefined], [undefined, '0120', undefined], [undefined, undefined, '12']]) {
    await form.fill({ number, expiry, code, name: 'Ann' });
    await pay(page);
  }
  await expect.poll(async () => (await heard(page)).filter(({ name }) => name === 'refused').map(({ data }) => data.message)).toEqual([
    'INVALID_NAME',
    'INVALID_NUMBER',
    'INVALID_EXPIRY',
    'INVALID_CVV',
  ]);
  await form.field('number').fill('4012888888881882');
  await form.field('number').blur();
  await expect(form.field('number')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.field('number')).toHaveAccessibleDescription('Enter a valid card number.');
  expect(orders).toEqual([]);
  expect(await sandbox.payments()).toEqual([]);
  await form.fill({ name: 'Ann Miller' });
  await expect(form.field('number')).not.toHaveAttribute('aria-invalid', 'true');
  await pay(page);
  await expect.poll(async () => (await names(page)).slice(-2)).toEqual(['onApprove', 'captured']);
  expect(orders).toHaveLength(1);
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '68.00', card: 'Visa ending in 1881' }]);
});

test('a declined card takes nothing, and another one pays', async ({ page, sandbox }) => {
  const form = await openCards(page, sandbox.url);
  await form.fill({ name: 'CCREJECT-IF' });
  await pay(page);
  const declined = { status: 'COMPLETED', purchase_units: [{ payments: { captures: [{ status: 'DECLINED', processor_response: { response_code: '5120' } }] } }] };
  await expect.poll(async () => (await heard(page)).find(({ name }) => name === 'captured')?.data).toMatchObject(declined);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '0.00', buyer: '5000.00' });
  await form.fill({ name: 'Ann Miller' });
  await pay(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured', 'onApprove', 'captured']);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '68.00', buyer: '5000.00' });
});

test('the page styles, empties and marks a field, by PayPal’s rules alone', async ({ page, sandbox }) => {
  const form = await openCards(page, sandbox.url);
  await expect(form.field('number')).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(form.field('number')).toHaveCSS('background-image', 'none');
  await expect(form.field('number')).toHaveAttribute('placeholder', 'Number of the card');
  await form.fill({ name: 'Ann' });
  await page.evaluate(async () => {
    const { number } = globalThis as unknown as { number: { clear(): Promise<void>; focus(): Promise<void>; setAttribute(name: string, value: string): Promise<void>; setMessage(text: string): Promise<void> } };
    await number.clear();
    await number.setAttribute('placeholder', 'Again');
    await number.setAttribute('onfocus', 'alert(1)');
    await number.setMessage('Which card?');
    await number.focus();
  });
  await expect(form.field('number')).toBeFocused();
  await expect(form.field('number')).toHaveValue('');
  await expect(form.field('number')).toHaveAttribute('placeholder', 'Again');
  await expect(form.field('number')).toHaveAccessibleDescription('Which card?');
  expect(await form.field('number').getAttribute('onfocus')).toBeNull();
});

test.describe('another page', () => {
  test.use({ expectedProblems: ['frame-ancestors', '400'] });

  test('gets nothing from a field', async ({ page, sandbox }) => {
    await load(page, sandbox.url, { components: 'card-fields' });
    const session = 'a'.repeat(32);
    const field = `${sandbox.url}/sdk/cards/field?kind=number&session=${session}`;
    for (const query of ['', '&origin=https://shop.example', '&origin=javascript:1']) {
      const shown = await page.evaluate(async (source) => {
        const frame = document.createElement('iframe');
        frame.src = source;
        const heard: unknown[] = [];
        addEventListener('message', ({ data }) => heard.push(data));
        document.body.append(frame);
        await new Promise((resolve) => setTimeout(resolve, 500));
        frame.contentWindow?.postMessage({ paypalSandbox: 'card', session: 'a'.repeat(32), command: 'clear', id: '1' }, '*');
        await new Promise((resolve) => setTimeout(resolve, 300));
        return heard;
      }, field + query);
      expect(shown).toEqual([]);
    }
  });
});

test('an account without cards is not eligible', async ({ page, sandbox }) => {
  await sandbox.settings('merchant@example.com', { cards: false });
  await openCards(page, sandbox.url);
  await expect.poll(() => heard(page)).toEqual([{ name: 'eligible', data: false }]);
});

test('a card’s order for another account than the page names, by id or e-mail address, is refused', async ({ page, sandbox }) => {
  const other = await sandbox.addBusiness('other@example.com');
  for (const name of [other, 'other@example.com']) {
    const form = await openCards(page, sandbox.url, name);
    await expect.poll(() => heard(page)).toEqual([{ name: 'eligible', data: true }]);
    await form.fill({ name: 'Ann Miller' });
    await pay(page);
    await expect.poll(() => names(page)).toEqual(['eligible', 'onError', 'refused']);
    const { data } = (await heard(page)).find(({ name }) => name === 'refused')!;
    expect(data.message).toContain('Payee(s) passed in transaction does not match expected merchant id.');
  }
  expect(await sandbox.payments()).toEqual([]);
});
