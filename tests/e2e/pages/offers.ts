import { expect, type Locator, type Page } from '@playwright/test';

/** The shop's page with subscriptions and a donation. */
export class OffersPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/www/offers.html');
  }

  offer(name: string): Locator {
    return this.page.getByRole('region', { name });
  }

  subscribeButton(name: string): Locator {
    return this.offer(name).getByRole('button', { name: 'Subscribe with PayPal' });
  }

  get gift(): Locator {
    return this.page.getByRole('spinbutton', { name: 'Amount (USD)' });
  }

  get donateButton(): Locator {
    return this.page.getByRole('button', { name: 'Donate with PayPal' });
  }

  /** Opens the page and leaves for PayPal with a subscription, once its terms are there. */
  async subscribe(name: string, terms: string): Promise<void> {
    await this.open();
    await expect(this.offer(name)).toContainText(terms);
    await this.subscribeButton(name).click();
  }

  /** Opens the page and leaves for PayPal with a gift. */
  async give(amount: string): Promise<void> {
    await this.open();
    await this.gift.fill(amount);
    await this.donateButton.click();
  }
}
