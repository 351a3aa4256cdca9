import type { FrameLocator, Locator, Page } from '@playwright/test';

type Kind = 'number' | 'expiry' | 'cvv' | 'name';

/** January of next year, as buyers type it. */
const EXPIRY = `01${String(new Date().getFullYear() + 1).slice(2)}`;

/** Fields of a card in the frames of a page, or of an element of it. */
export class CardForm {
  constructor(readonly page: Page | FrameLocator | Locator) {}

  field(kind: Kind) {
    return this.page.frameLocator(`iframe[title="PayPal ${kind}"]`).getByRole('textbox');
  }

  /** The security code is a password, which has no role. */
  get code() {
    return this.page.frameLocator('iframe[title="PayPal cvv"]').getByLabel('Security code');
  }

  async fill({ number = '4012888888881881', expiry = EXPIRY, code = '123', name }: { number?: string; expiry?: string; code?: string; name?: string } = {}) {
    await this.field('number').fill(number);
    await this.field('expiry').fill(expiry);
    await this.code.fill(code);
    if (name !== undefined) await this.field('name').fill(name);
  }
}
