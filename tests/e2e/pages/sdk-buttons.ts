import type { FrameLocator, Locator, Page } from '@playwright/test';
import { PaymentPage } from './payment';

export type SdkVersion = 'v5' | 'v6';

/** Elements of v6 by their ways to pay. */
const ELEMENTS: Record<string, string> = {
  paypal: 'paypal-button',
  paylater: 'paypal-pay-later-button',
  credit: 'paypal-credit-button',
  venmo: 'venmo-button',
};

/** Requests of a page for PayPal's scripts. */
export function sdkScripts(page: Page): string[] {
  const found: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(sdk\/js|web-sdk)/.test(pathname)) found.push(request.url());
  });
  return found;
}

/** The buttons that PayPal's SDK draws in an element of the page. */
export class SdkButtons {
  constructor(
    readonly page: Page,
    readonly place: Locator,
    readonly version: SdkVersion,
  ) {}

  /** Button for a way to pay, by PayPal's name for it. */
  button(source: string): Locator {
    return this.version === 'v5'
      ? this.place.frameLocator(`iframe[title="PayPal-${source}"]`).getByRole('link')
      : this.place.locator(ELEMENTS[source]!).getByRole('button');
  }

  get paypal(): Locator {
    return this.button('paypal');
  }

  get payLater(): Locator {
    return this.button('paylater');
  }

  /** Everything that PayPal has drawn here, shown or not. */
  get drawn(): Locator {
    return this.place.locator(this.version === 'v5' ? 'iframe[title^="PayPal-"]' : Object.values(ELEMENTS).join(', '));
  }

  /** Ways to pay of the buttons, in their order. */
  async sources(): Promise<string[]> {
    const names = await this.drawn.evaluateAll((elements) => elements.map((element) => element.getAttribute('title') ?? element.localName));
    return names.map((name) => Object.keys(ELEMENTS).find((source) => [`PayPal-${source}`, ELEMENTS[source]].includes(name)) ?? name);
  }

  /** Our own button, which is hidden while PayPal's stand in its place. */
  get own(): Locator {
    return this.place.locator('.cx-paypal');
  }

  /** The frame over the page, where PayPal opens no window. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe[title="PayPal Checkout"]');
  }

  /** The page of PayPal's in the window that a click opens. */
  async open(button = this.paypal): Promise<PaymentPage> {
    const opened = this.page.waitForEvent('popup');
    await button.click();
    return new PaymentPage(await opened);
  }
}
