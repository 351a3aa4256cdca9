// Buttons and forms that need no WebAssembly.

import { buyNowForm, consoleLines, heardErrors, ownPage, scriptTag, sentForm } from '../fixtures/own-page';
import { expect, loaded, test } from '../fixtures/test';

test.describe('a form of the page’s own', () => {
  test('comes back as a payment that this browser started', async ({ page, payment, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url), `<checkout-button>${buyNowForm(sandbox.url)}</checkout-button>`);
    await page.getByRole('button', { name: 'Buy the teapot' }).click();
    await payment.pay();
    await page.waitForURL(/\/plain\/return\.html\?checkout=co_/);
    await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'reported');
    const [paid] = await sandbox.payments();
    expect(paid).toMatchObject({ status: 'Completed', gross: '68.00' });
    expect(paid?.custom).toBe(new URL(page.url()).searchParams.get('checkout'));
  });

  test('with a return address of its own comes back there, and keeps its own ids', async ({ page, sandbox }) => {
    const own = '<input type="hidden" name="return" value="/plain/return.html?own=1"><input type="hidden" name="custom" value="7"><input type="hidden" name="invoice" value="I-7">';
    await ownPage(page, scriptTag(sandbox.url), `<checkout-button>${buyNowForm(sandbox.url, own)}</checkout-button>`);
    const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Buy the teapot' }).dblclick());
    expect(sent).toMatchObject({ custom: '7', invoice: 'I-7' });
    expect(sent.return).toMatch(/\/plain\/return\.html\?own=1&checkout=co_[a-z2-7]{26}$/);
    expect(sent.cancel_return).toMatch(/checkout=co_[a-z2-7]{26}&cancelled=1$/);
  });

  test('that is sent again for the same is the same checkout', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url), `<checkout-button>${buyNowForm(sandbox.url)}</checkout-button>`);
    const button = page.getByRole('button', { name: 'Buy the teapot' });
    const first = await sentForm(page, sandbox.url, () => button.click());
    await page.waitForURL((url) => url.href.startsWith(sandbox.url));
    await page.goto('/pages/own.html');
    const second = await sentForm(page, sandbox.url, () => button.click());
    expect(second.invoice).toBe(first.invoice);
  });

  // bigskysoftware/htmx #2858, #975, #2315
  for (const [library, attribute] of [
    ['htmx', 'hx-boost="true"'],
    ['htmx with data attributes', 'data-hx-boost="true"'],
  ]) {
    test(`reaches PayPal in a page that ${library} boosts`, async ({ page, sandbox }) => {
      // What htmx does to every form of a boosted page.
      const boost = `<script>addEventListener('DOMContentLoaded', () => {
        for (const form of document.forms) form.addEventListener('submit', (event) => { event.preventDefault(); fetch(form.action, { method: 'POST' }); });
      })</script>`;
      await ownPage(page, scriptTag(sandbox.url) + boost, `<div ${attribute}><checkout-button>${buyNowForm(sandbox.url)}</checkout-button></div>`);
      const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'Buy the teapot' }).click());
      expect(sent.amount).toBe('68.00');
      await page.waitForURL((url) => url.href.startsWith(sandbox.url));
    });
  }

  test('stays when the page prevents it', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url), `<checkout-button>${buyNowForm(sandbox.url)}</checkout-button>`);
    const detail = await page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          document.addEventListener('checkout', (event) => {
            event.preventDefault();
            resolve(event.detail);
          });
          document.querySelector<HTMLButtonElement>('form button')?.click();
        }),
    );
    expect(detail).toMatchObject({ checkoutId: expect.stringMatching(/^co_/), currency: 'USD', total: '68.00', approvalUrl: null });
    expect(page.url()).toContain('/pages/own.html');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
});

test.describe('a button of attributes', () => {
  // lit/lit #3858, igrigorik/videospeed #1255
  test('has PayPal’s logo and its parts, and leaves the host as it is', async ({ page, sandbox }) => {
    const files = loaded(page);
    await ownPage(page, scriptTag(sandbox.url), '<checkout-button label="buynow" name="Mug" price="18.00" height="40"></checkout-button>');
    const button = page.getByRole('button', { name: 'PayPal Buy Now' });
    await expect(button.locator('svg path')).toHaveCount(2);
    expect((await button.boundingBox())?.height).toBe(40);
    const element = page.locator('checkout-button');
    expect(await element.evaluate((host) => host.getAttributeNames())).toEqual(['label', 'name', 'price', 'height']);
    const parts = await element.evaluate((host) => [...(host.shadowRoot?.querySelectorAll('[part]') ?? [])].map(({ part }) => part.value));
    expect(parts).toEqual(['pay', 'paypal', 'word', 'artwork', 'word', 'ring']);
    expect(files).toEqual(['checkout.js', 'pay.js']);
  });

  test('sends the choices', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url), `<checkout-button name="Mug" price="18.00" options='{"Size": "Large"}'></checkout-button>`);
    const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'PayPal' }).click());
    expect(sent).toMatchObject({ on0: 'Size', os0: 'Large', amount: '18.00' });
  });

  // woocommerce #10378, PR #22684
  test('cuts a long name behind a whole character', async ({ page, sandbox }) => {
    await ownPage(page, scriptTag(sandbox.url), `<checkout-button name="${'A'.repeat(126)}🍵tail" price="5.00"></checkout-button>`);
    const sent = await sentForm(page, sandbox.url, () => page.getByRole('button', { name: 'PayPal' }).click());
    expect(sent.item_name).toBe(`${'A'.repeat(126)}🍵`);
  });

  // SimpleMachines/SMF #1274, WoltLab/WCF #5355, woocommerce-paypal-payments PR #2910
  for (const [length, unit] of [['90', 'D'], ['52', 'W'], ['24', 'M'], ['5', 'Y']] as const) {
    test(`takes a period of ${length} ${unit}`, async ({ page, sandbox }) => {
      const button = `<checkout-button label="subscribe" name="Club" price="9.00" every="${length} ${unit}"></checkout-button>`;
      await ownPage(page, scriptTag(sandbox.url), button);
      const sent = await sentForm(page, sandbox.url, () => page.locator('checkout-button').getByRole('button').click());
      expect(sent).toMatchObject({ cmd: '_xclick-subscriptions', a3: '9.00', p3: length, t3: unit });
    });
  }

  // woocommerce-paypal-payments #3020, PR #4530, PR #168
  const quantities = ['1.5', '-1', '1e3', 'abc'].map(
    (quantity): [string, string, string, string] => [
      `a quantity of ${quantity}`,
      `<checkout-button name="Cheese" price="4.00" quantity="${quantity}"></checkout-button>`,
      'quantity_not_positive',
      'quantity',
    ],
  );
  // SimpleMachines/SMF #1274, WoltLab/WCF #5355, woocommerce-paypal-payments PR #2910
  const periods = ['99 D', '53 W', '25 M', '6 Y', '0 M', '00 D'].map(
    (every): [string, string, string, string] => [
      `a period of ${every}`,
      `<checkout-button label="subscribe" name="Club" price="9.00" every="${every}"></checkout-button>`,
      'variable_out_of_range',
      'every',
    ],
  );
  const subscription = (more: string) => `<checkout-button label="subscribe" name="Club" price="9.00" ${more}></checkout-button>`;
  const terms: [string, string, string, string][] = [
    ['one payment that recurs', subscription('times="1"'), 'variable_out_of_range', 'times'],
    ['too many payments', subscription('times="53"'), 'variable_out_of_range', 'times'],
    ['a trial without a length', subscription('trial-price="1.00"'), 'variable_missing', 'trial'],
    ['a trial that PayPal has not', subscription('trial="91 D"'), 'variable_out_of_range', 'trial'],
    ['a trial for an amount that cannot be read', subscription('trial="7 D" trial-price="1,00"'), 'amount_unreadable', 'trial-price'],
    ['a second trial alone', subscription('second-trial="7 D"'), 'variable_missing', 'trial'],
    ['a saved button of another id', '<checkout-button hosted-button-id="A-1"></checkout-button>', 'variable_invalid', 'hosted-button-id'],
  ];
  const mistakes: [what: string, body: string, code: string, option: string][] = [
    ['no price', '<checkout-button name="Mug"></checkout-button>', 'variable_missing', 'price'],
    ['an empty price', '<checkout-button name="Mug" price=""></checkout-button>', 'variable_missing', 'price'],
    ['a price with a comma', '<checkout-button name="Mug" price="18,00"></checkout-button>', 'amount_unreadable', 'price'],
    ['a price in a currency that PayPal has not', '<checkout-button name="Mug" price="18.00" currency="usd"></checkout-button>', 'currency_unknown', 'currency'],
    ['no name', '<checkout-button sku="MUG" price="18.00"></checkout-button>', 'variable_missing', 'name'],
    ['too large an amount', '<checkout-button name="Mug" price="9999999.00" quantity="2"></checkout-button>', 'amount_out_of_range', 'quantity'],
    ['a quantity of nothing', '<checkout-button name="Mug" price="18.00" quantity="0"></checkout-button>', 'quantity_not_positive', 'quantity'],
    ...quantities,
    ...periods,
    ...terms,
    ['a period that PayPal has not', '<checkout-button label="subscribe" name="Tea" price="18.00" every="3 Q"></checkout-button>', 'variable_invalid', 'every'],
  ];
  test.describe('that is wrong', () => {
    test.use({ expectedProblems: ['leptos-paypal:'] });

    for (const [what, body, code, option] of mistakes) {
      test(`with ${what} is an error, and no other purchase`, async ({ page, sandbox }) => {
        const heard = await heardErrors(page);
        const lines = consoleLines(page, 'error');
        const files = loaded(page);
        await ownPage(page, scriptTag(sandbox.url), body);
        await page.locator('checkout-button').getByRole('button').click();
        await expect(page.getByRole('alert')).toContainText(code);
        expect(await heard()).toMatchObject([{ at: 'checkout-button', code, option }]);
        expect(lines).toHaveLength(1);
        expect(lines[0]).toContain(option);
        expect(files).not.toContain('module.js');
        expect(page.url()).toContain('/pages/own.html');
      });
    }
  });
});

test.describe('a button whose product cannot be read', () => {
  test.use({ expectedProblems: ['leptos-paypal:'] });

  for (const [what, product] of [
    ['empty', ''],
    ['null', 'null'],
    ['no JSON', '{'],
    ['a text', '"MUG"'],
  ] as const) {
    test(`since it is ${what}, is an error and does not pay for the cart`, async ({ page, sandbox }) => {
      const heard = await heardErrors(page);
      const lines = consoleLines(page, 'error');
      await ownPage(
        page,
        scriptTag(sandbox.url),
        `<checkout-add sku="TEA" name="Tea" price="9.99"></checkout-add><checkout-button product='${product}'></checkout-button>`,
      );
      await page.getByRole('button', { name: 'Add to cart: Tea' }).click();
      await expect(page.getByText('Tea is in your cart')).toBeVisible();
      await expect.poll(heard).toMatchObject([{ at: 'checkout-button', code: 'product_unreadable', option: 'product' }]);
      expect(lines).toHaveLength(1);
      const button = page.locator('checkout-button').getByRole('button');
      if (await button.count()) await button.click();
      expect(page.url()).toContain('/pages/own.html');
      expect(await sandbox.payments()).toEqual([]);
    });
  }
});

test.describe('a mistake in the configuration', () => {
  test.use({ expectedProblems: ['leptos-paypal:'] });

  for (const [option, value, code] of [
    ['environment', 'liev', 'environment_unreadable'],
    ['currency', 'usd', 'currency_unknown'],
  ] as const) {
    test(`of ${option} is told before anybody presses`, async ({ page, sandbox }) => {
      const heard = await heardErrors(page);
      const lines = consoleLines(page, 'error');
      await ownPage(page, scriptTag(sandbox.url, { [option]: value }), '<checkout-button name="Mug" price="18.00"></checkout-button>');
      await expect.poll(heard).toMatchObject([{ code, option, value }]);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`"${value}"`);
      await page.locator('checkout-button').getByRole('button').click();
      await expect(page.getByRole('alert')).toContainText(code);
      expect(page.url()).toContain('/pages/own.html');
    });
  }

  test('of a name is a warning with the names there are', async ({ page, sandbox }) => {
    const lines = consoleLines(page, 'warning');
    await ownPage(page, scriptTag(sandbox.url, { more: 'data-retrun-url="/thanks"' }), '<checkout-button name="Mug" price="18.00"></checkout-button>');
    await expect.poll(() => lines).toHaveLength(1);
    expect(lines[0]).toContain('retrunUrl');
    expect(lines[0]).toContain('returnUrl');
  });

  test('rejects ready(), also before configure()', async ({ page }) => {
    await ownPage(page, '<script defer src="/plain/leptos-paypal/checkout.js"></script>', '<checkout-cart></checkout-cart>');
    const codes = await page.evaluate(async () => {
      const { configure, ready } = (globalThis as unknown as { leptosPaypal: { configure(options: object): void; ready(): Promise<void> } }).leptosPaypal;
      const code = () => ready().then(() => 'resolved', (error: { code: string }) => error.code);
      const before = await code();
      configure({ environment: 'liev', currency: 'USD', business: 'merchant@example.com' });
      return [before, await code()];
    });
    expect(codes).toEqual(['not_configured', 'environment_unreadable']);
  });
});

test.describe('a policy without PayPal in form-action', () => {
  test.use({ expectedProblems: ['form-action', 'Content Security Policy', 'leptos-paypal:'] });

  // liberapay.com #952, mozilla/fxa #19505
  test('is told, and the button works again', async ({ page, sandbox }) => {
    const heard = await heardErrors(page);
    await ownPage(page, scriptTag(sandbox.url), '<checkout-button name="Mug" price="18.00"></checkout-button>', {
      'content-security-policy': "form-action 'self'",
    });
    const button = page.getByRole('button', { name: 'PayPal' });
    // Playwright would wait for the navigation that is refused.
    await button.evaluate((element: HTMLElement) => setTimeout(() => element.click()));
    await page.waitForFunction(() => (globalThis as unknown as { heard: unknown[] }).heard.length > 0);
    expect(await heard()).toMatchObject([{ code: 'policy_blocked' }]);
    // Nor would it look for elements while it waits.
    const seen = await page.evaluate(() => {
      const root = document.querySelector('checkout-button')?.shadowRoot;
      return [root?.querySelector('[role=alert]')?.textContent, root?.querySelector('button')?.ariaBusy];
    });
    expect(seen).toEqual([expect.stringContaining('Nothing was charged'), 'false']);
  });
});

test.describe('in a frame', () => {
  test.use({ expectedProblems: ['leptos-paypal:', 'sandbox', 'frame'] });

  const body = '<checkout-button name="Mug" price="18.00"></checkout-button>';
  const framed = (sandbox: string | undefined) =>
    `<iframe src="/pages/framed.html" width="600" height="300" ${sandbox === undefined ? '' : `sandbox="${sandbox}"`}></iframe>`;

  test.beforeEach(async ({ page, sandbox }) => {
    await page.route('**/pages/framed.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Framed</title>${scriptTag(sandbox.url)}${body}` }),
    );
  });

  test('the whole window is left', async ({ page, sandbox }) => {
    await ownPage(page, '', framed(undefined));
    await page.frameLocator('iframe').getByRole('button', { name: 'PayPal' }).click();
    await page.waitForURL((url) => url.href.startsWith(sandbox.url));
  });

  test('that may only open windows, PayPal has one of its own', async ({ page, context }) => {
    await ownPage(page, '', framed('allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox'));
    const opened = context.waitForEvent('page');
    await page.frameLocator('iframe').getByRole('button', { name: 'PayPal' }).click();
    await expect((await opened).getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible();
  });

  test('that lets nothing out, the buyer is told', async ({ page }) => {
    await ownPage(page, '', framed('allow-scripts allow-same-origin allow-forms'));
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'PayPal' }).click();
    await expect(frame.getByRole('alert')).toContainText('Nothing was charged');
  });
});
