import { openPopup } from '../fixtures/test';
import { expect, test } from '../fixtures/paypal-hosts';
import { names, openShop } from '../fixtures/v6';

// The elements of Web SDK v6, and what the sandbox has of it in name alone.

// As frameworks set them that know attributes alone.
for (const { name, attributes, text } of [
  { name: 'paypal-pay-later-button', attributes: { productCode: 'PAYLATER', countryCode: 'US' }, text: 'Pay Later' },
  { name: 'paypal-credit-button', attributes: { countryCode: 'US' }, text: 'PayPal Credit' },
]) {
  test(`<${name}> is drawn by its attributes, and pays`, async ({ page, sandbox }) => {
    await openShop(page);
    await page.evaluate(
      ([name, attributes]) => {
        const button = document.createElement(name);
        for (const [attribute, value] of Object.entries(attributes)) button.setAttribute(attribute, value);
        button.addEventListener('click', () => startSession('popup'));
        document.querySelector('#buttons')!.append(button);
      },
      [name, attributes] as const,
    );
    const button = page.locator(name).getByRole('button', { name: text });
    await expect(button).toBeVisible();
    const payment = await openPopup(page, () => button.click());
    await payment.pay();
    await expect.poll(() => names(page)).toEqual(['eligible', 'onApprove', 'captured']);
    expect(await sandbox.payments()).toMatchObject([{ status: 'Completed', gross: '45.00' }]);
  });
}

test('elements are drawn by their properties, also those set before the script was there', async ({ page, sandbox: _ }) => {
  await page.goto('/page?script=/v6.js');
  await page.evaluate(() => {
    const button = Object.assign(document.createElement('paypal-button'), { type: 'checkout' });
    const message = Object.assign(document.createElement('paypal-message'), { amount: '60.00', currencyCode: 'USD', autoBootstrap: true });
    document.querySelector('#buttons')!.append(button, message);
  });
  await page.evaluate(() => loadCoreSdkScript({ environment: 'sandbox' }));
  const button = page.locator('paypal-button').getByRole('button');
  await expect(button).toHaveAccessibleName('PayPal Checkout');
  await expect(page.locator('paypal-message')).toHaveText('Pay in 4 payments of $15.00 with PayPal (sandbox).');
  await page.locator('paypal-button').evaluate((element) => Object.assign(element, { type: 'buynow' }));
  await expect(button).toHaveAccessibleName('Buy now with PayPal');
});

test('the sheet about paying later opens, follows the amount, and closes', async ({ page, sandbox: _ }) => {
  await openShop(page);
  await page.evaluate(async () => {
    const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
    const instance: any = await paypal.createInstance({ clientId: 'sandbox-client', components: ['paypal-messages'] } as never);
    const messages = instance.createPayPalMessages({ currencyCode: 'USD' });
    const events = { onShow: () => note('shown', null), onClose: () => note('closed', null) };
    const learnMore = messages.createLearnMore({ amount: '60.00', ...events });
    Object.assign(globalThis, { learnMore });
    const button = Object.assign(document.createElement('button'), { textContent: 'Learn more' });
    button.addEventListener('click', () => learnMore.open());
    document.body.append(button);
  });
  const opener = page.getByRole('button', { name: 'Learn more' });
  const sheet = page.getByRole('dialog', { name: 'Pay later with PayPal' });
  await opener.click();
  await expect(sheet).toContainText('Pay in 4 payments of $15.00');
  await page.evaluate(() => (globalThis as any).learnMore.update({ amount: '80.00' }));
  await expect(sheet).toContainText('Pay in 4 payments of $20.00');
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toBeHidden();
  await opener.click();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect.poll(() => names(page)).toEqual(['eligible', 'shown', 'closed', 'shown', 'closed']);
});

test('what the sandbox has not is not eligible, and does not stop the rest', async ({ page, sandbox: _ }) => {
  await openShop(page);
  const facts = await page.evaluate(async () => {
    const paypal = (await loadCoreSdkScript({ environment: 'sandbox' }))!;
    const instance = await paypal.createInstance({
      clientId: 'sandbox-client',
      components: ['paypal-payments', 'venmo-payments', 'paypal-messages', 'ideal-payments'],
    } as never);
    const methods = await instance.findEligibleMethods({ currencyCode: 'EUR' });
    const hydrated = instance.hydrateEligibleMethods({ eligible_methods: { paypal_pay_later: { country_code: 'GB', product_code: 'PAYLATER' } } } as never);
    const saved = (instance as any).createVenmoSavePaymentSession({});
    const message = document.createElement('paypal-message') as HTMLElement & { setContent(content: unknown): void };
    message.setContent(await (instance as any).createPayPalMessages().fetchContent({}));
    document.body.append(message);
    return {
      later: methods.isEligible('paylater'),
      details: hydrated.getDetails('paylater'),
      venmo: methods.isEligible('venmo'),
      saved: await saved.start({}).then(() => '', ({ code }: { code: string }) => code),
      ideal: typeof (instance as any).createIdealOneTimePaymentSession,
    };
  });
  expect(facts).toMatchObject({ later: false, details: { countryCode: 'GB', productCode: 'PAYLATER' }, venmo: false, saved: 'ERR_NOT_ELIGIBLE', ideal: 'function' });
  await expect(page.getByText('Buy now, pay later with PayPal')).toBeVisible();
});
