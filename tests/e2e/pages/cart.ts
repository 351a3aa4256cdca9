import { expect, type Locator, type Page } from '@playwright/test';

/** The cart, in a dialog or in the page. */
export class Cart {
  constructor(
    readonly page: Page,
    private readonly inDialog = true,
  ) {}

  get root(): Locator {
    return this.page.getByRole(this.inDialog ? 'dialog' : 'region', { name: 'Your cart' });
  }

  get trigger(): Locator {
    return this.page.getByRole('button', { name: /^Cart/ });
  }

  async open(): Promise<void> {
    if (!(await this.root.isVisible())) {
      await this.trigger.click();
    }
    await expect(this.root).toBeVisible();
  }

  async close(): Promise<void> {
    await this.root.getByRole('button', { name: 'Close' }).click();
    await expect(this.root).toBeHidden();
  }

  get lines(): Locator {
    return this.root.getByRole('listitem');
  }

  line(name: string): Locator {
    return this.lines.filter({ hasText: name });
  }

  quantity(name: string): Locator {
    return this.root.getByRole('spinbutton', { name: `Quantity of ${name}` });
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name });
  }

  get total(): Locator {
    return this.root.getByTestId('cart-total');
  }

  /** An amount beside its word: "Shipping", "Tax". */
  amount(term: string): Locator {
    return this.root.locator('dt', { hasText: term }).locator('xpath=following-sibling::dd[1]');
  }

  get pay(): Locator {
    return this.root.getByRole('button', { name: /PayPal/ });
  }
}
