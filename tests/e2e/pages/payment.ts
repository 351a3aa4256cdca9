import { expect, type Locator, type Page } from '@playwright/test';

/** The sandbox's payment pages, as the buyer meets them. */
export class PaymentPage {
  constructor(readonly page: Page) {}

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Logs the test buyer in, who is already filled in. */
  async logIn(): Promise<void> {
    await expect(this.heading('Log in')).toBeVisible();
    await this.button('Log in').click();
    await expect(this.heading('Review your payment')).toBeVisible();
  }

  get total(): Locator {
    return this.page.getByTestId('total');
  }

  async payNow(): Promise<void> {
    await this.button('Pay now').click();
  }

  /** From the log-in page to having paid. */
  async pay(): Promise<void> {
    await this.logIn();
    await this.payNow();
  }

  /** From the log-in page to having subscribed. */
  async subscribe(): Promise<void> {
    await this.logIn();
    await this.button('Agree and subscribe').click();
  }

  /** From the log-in page to having agreed, with a bank that will say no. */
  async payWithBankThatRefuses(): Promise<void> {
    await this.logIn();
    await this.button('Agree, and be declined later').click();
  }

  /** From the log-in page back to the shop without paying. */
  async cancel(): Promise<void> {
    await expect(this.heading('Log in')).toBeVisible();
    await this.button(/^Cancel and return/).click();
  }
}
