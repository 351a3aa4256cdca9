import type { Locator, Page } from '@playwright/test';
import { PaymentPage } from './payment';

export type SdkVersion = 'v5' | 'v6';

/** The buttons that PayPal's SDK draws in an element of the page. */
export class SdkButtons {
  constructor(
    readonly page: Page,
    readonly place: Locator,
    readonly version: SdkVersion,
  ) {}

  get paypal(): Locator {
    return this.version === 'v5'
      ? this.place.frameLocator('iframe[title="PayPal-paypal"]').getByRole('link')
      : this.place.locator('paypal-button').getByRole('button');
  }

  get payLater(): Locator {
    return this.version === 'v5'
      ? this.place.frameLocator('iframe[title="PayPal-paylater"]').getByRole('link')
      : this.place.locator('paypal-pay-later-button').getByRole('button');
  }

  /** Our own button, which is hidden while PayPal's stand in its place. */
  get own(): Locator {
    return this.place.locator('.cx-paypal');
  }

  /** The page of PayPal's in the window that a click opens. */
  async open(button = this.paypal): Promise<PaymentPage> {
    const opened = this.page.waitForEvent('popup');
    await button.click();
    return new PaymentPage(await opened);
  }
}
