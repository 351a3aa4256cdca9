import type { PayPalV6Namespace } from '@paypal/paypal-js/sdk-v6';
import type { Page } from '@playwright/test';
import { CardForm } from '../../e2e/pages/card-form';
import { heard } from '../fixtures/test';
import { expect, test } from '../fixtures/paypal-hosts';

// Card fields of Web SDK v6, as PayPal's own example has them.

declare global {
  var loadCoreSdkScript: (options: { environment: 'production' | 'sandbox'; debug?: boolean }) => Promise<PayPalV6Namespace | null>;
}

async function openCards(page: Page, { threeDSecure = false, withName = true } = {}) {
  await page.goto('/page?script=/v6.js');
  await page.evaluate(
    async ([threeDSecure, withName]) => {
      const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
      const instance = await paypal.createInstance({ clientId: 'sandbox-client', components: ['card-fields'] } as never);
      const methods = await instance.findEligibleMethods({ currencyCode: 'USD' });
      note('eligible', methods.isEligible('advanced_cards'));
      if (!methods.isEligible('advanced_cards')) return;
      const session = instance.createCardFieldsOneTimePaymentSession();
      for (const type of withName ? (['number', 'expiry', 'cvv', 'name'] as const) : (['number', 'expiry', 'cvv'] as const)) {
        document.querySelector('#more')!.append(session.createCardFieldsComponent({ type, placeholder: type }));
      }
      session.on('cardtypechange', ({ data }) => note('cardtype', data.cards.map(({ type }) => type)));
      const button = document.createElement('button');
      button.textContent = 'Pay';
      button.addEventListener('click', async () => {
        const order = {
          intent: 'CAPTURE',
          purchase_units: [{ amount: { currency_code: 'USD', value: '45.00' } }],
          payment_source: threeDSecure ? { card: { attributes: { verification: { method: 'SCA_ALWAYS' } } } } : undefined,
        };
        const { id } = await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json();
        const { state, data } = await session.submit(id, { billingAddress: { postalCode: '95131' } });
        note(state, data);
        if (state === 'succeeded') note('captured', await (await fetch(`/orders/${id}/capture`, { method: 'POST' })).json());
      });
      document.querySelector('#more')!.append(button);
    },
    [threeDSecure, withName] as const,
  );
  return new CardForm(page);
}

const pay = (page: Page) => page.getByRole('button', { name: 'Pay' }).click();
const names = async (page: Page) => (await heard(page)).map(({ name }) => name).filter((name) => name !== 'cardtype');

test('a card pays, and money moves', async ({ page, sandbox }) => {
  const form = await openCards(page, { withName: false });
  await form.fill();
  await pay(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'succeeded', 'captured']);
  expect(await heard(page)).toContainEqual({ name: 'cardtype', data: ['visa'] });
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00', card: 'Visa ending in 1881' }]);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '45.00', buyer: '5000.00' });
});

test('a card with 3-D Secure tells where the liability is', async ({ page, sandbox }) => {
  const form = await openCards(page, { threeDSecure: true });
  await form.fill({ name: 'Ann Miller' });
  await pay(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'succeeded', 'captured']);
  expect(await heard(page)).toContainEqual({ name: 'succeeded', data: { orderId: expect.any(String), liabilityShift: 'POSSIBLE' } });
  expect(await sandbox.balances('USD')).toMatchObject({ merchant: '45.00' });
});

test('a card that is declined, one that is wrong, and another one', async ({ page, sandbox }) => {
  const form = await openCards(page);
  await form.fill({ name: 'CCREJECT-REFUSED' });
  await pay(page);
  await expect.poll(() => names(page)).toEqual(['eligible', 'succeeded', 'captured']);
  expect(await sandbox.balances('USD')).toMatchObject({ merchant: '0.00' });
  await form.fill({ number: '4012888888881882', name: 'Ann Miller' });
  await pay(page);
  await expect.poll(async () => (await heard(page)).at(-1)).toMatchObject({ name: 'failed', data: { message: 'INVALID_NUMBER' } });
  await form.fill({ name: 'Ann Miller' });
  await pay(page);
  await expect.poll(() => sandbox.balances('USD')).toMatchObject({ merchant: '45.00' });
});

test('an account without cards is not eligible', async ({ page, sandbox }) => {
  await sandbox.settings('merchant@example.com', { cards: false });
  await openCards(page);
  await expect.poll(() => heard(page)).toEqual([{ name: 'eligible', data: false }]);
});

test('the card fields of react-paypal-js pay', async ({ page, sandbox }) => {
  await page.goto('/page?script=/react-cards-v6.js');
  const form = new CardForm(page);
  await form.fill();
  await pay(page);
  await expect.poll(async () => (await heard(page)).map(({ name }) => name)).toEqual(['succeeded', 'captured']);
  expect(await sandbox.balances('USD')).toEqual({ merchant: '32.00', buyer: '5000.00' });
});

test('a guest pays with a card on PayPal’s page, after a number that is wrong', async ({ page, sandbox }) => {
  await page.goto('/page?script=/v6.js');
  await page.evaluate(async () => {
    const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
    const instance = await paypal.createInstance({ clientId: 'sandbox-client', components: ['paypal-guest-payments'] } as never);
    const session = await instance.createPayPalGuestOneTimePaymentSession({
      onApprove: async (data) => {
        note('onApprove', data);
        note('captured', await (await fetch(`/orders/${data.orderId}/capture`, { method: 'POST' })).json());
      },
      onCancel: (data) => note('onCancel', data),
    });
    const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '12.00' } }] };
    const createOrder = async () => ({ orderId: (await (await fetch('/orders', { method: 'POST', body: JSON.stringify(order) })).json()).id as string });
    const button = document.createElement('paypal-basic-card-button');
    button.addEventListener('click', () => session.start({ presentationMode: 'auto' }, createOrder()));
    document.querySelector('#buttons')!.append(button);
  });
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Debit or Credit Card' }).click()]);
  const typed = async (number: string) => {
    await popup.getByLabel('Card number').fill(number);
    await popup.getByLabel('Expiry date').fill(`01/${String(new Date().getFullYear() + 1).slice(2)}`);
    await popup.getByLabel('Security code').fill('123');
    await popup.getByLabel('Name on the card').fill('Ann Miller');
    await popup.getByRole('button', { name: 'Pay now' }).click();
  };
  await typed('4012888888881882');
  await expect(popup.getByRole('alert')).toContainText('Invalid card number');
  await expect(popup.getByLabel('Card number')).toHaveValue('');
  await typed('4012888888881881');
  await expect.poll(() => names(page)).toEqual(['onApprove', 'captured']);
  expect(await heard(page)).toContainEqual({ name: 'onApprove', data: { orderId: expect.any(String), fundingSource: 'card' } });
  expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '12.00', card: 'Visa ending in 1881' }]);
});
