import type { Locator, Page } from '@playwright/test';
import { PaymentPage } from './payment';

/** The cart that PayPal keeps, on the sandbox's page. */
export class PayPalCartPage {
  readonly payment: PaymentPage;

  constructor(readonly page: Page) {
    this.payment = new PaymentPage(page);
  }

  get lines(): Locator {
    return this.page.getByRole('region', { name: 'Items' }).getByRole('listitem');
  }

  line(name: string): Locator {
    return this.lines.filter({ hasText: name });
  }

  get empty(): Locator {
    return this.page.getByText('The cart is empty.');
  }

  async continueShopping(): Promise<void> {
    await this.page.getByRole('link', { name: 'Continue shopping' }).click();
  }

  async checkOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Check out' }).click();
  }
}
