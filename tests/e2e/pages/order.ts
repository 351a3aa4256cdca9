import { expect, type Locator, type Page } from '@playwright/test';
import type { Checkout, Merchant } from '../fixtures/merchant';
import { Cart } from './cart';

/** The shop's return page. */
export class OrderPage {
  readonly cart: Cart;

  constructor(readonly page: Page) {
    this.cart = new Cart(page);
  }

  get status(): Locator {
    return this.page.locator('[data-status]');
  }

  /** Waits until the page tells the buyer of this status. */
  async shows(status: string): Promise<void> {
    await this.page.waitForURL(/\/www\/return\.html/);
    await expect(this.status).toHaveAttribute('data-status', status);
  }

  /** The way back to PayPal. */
  get wayBack(): Locator {
    return this.page.getByRole('link', { name: 'Continue at PayPal' });
  }

  /** The checkout that the address names. */
  get checkoutId(): string {
    const { searchParams } = new URL(this.page.url());
    const id = searchParams.get('checkout');
    if (!id) {
      throw new Error(`There is no checkout in ${this.page.url()}.`);
    }
    return id;
  }

  /** The ledger's entry, once it has this status. */
  async ledger(merchant: Merchant, status: string): Promise<Checkout> {
    const id = this.checkoutId;
    await expect.poll(async () => (await merchant.checkout(id)).status).toBe(status);
    return merchant.checkout(id);
  }
}
