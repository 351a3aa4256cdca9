import { expect, type Page } from '@playwright/test';

/** The buyer's page of subscriptions at the sandbox. */
export class SubscriptionsPage {
  constructor(
    readonly page: Page,
    private readonly sandbox: string,
  ) {}

  /** Opens it as PayPal's Unsubscribe button does, and logs the test buyer in. */
  async open(): Promise<void> {
    await this.page.goto(`${this.sandbox}/cgi-bin/webscr?cmd=_subscr-find&alias=merchant%40example.com`);
    await this.page.getByRole('button', { name: 'Log in' }).click();
    await expect(this.page.getByRole('heading', { name: 'Your subscriptions' })).toBeVisible();
  }

  /** Cancels one. */
  async cancel(name: string): Promise<void> {
    const subscription = this.page.getByRole('region', { name });
    await subscription.getByRole('button', { name: 'Cancel subscription' }).click();
    await expect(subscription.getByText('Cancelled')).toBeVisible();
  }
}
