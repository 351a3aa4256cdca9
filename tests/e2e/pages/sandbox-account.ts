import { expect, type Locator, type Page } from '@playwright/test';

/** Details of a new account, by the labels of its form. */
export interface NewAccount {
  type: 'Business' | 'Premier' | 'Personal';
  email: string;
  fields?: Record<string, string>;
  country?: string;
  balances?: Record<string, string>;
}

/** The sandbox's pages of one account, as a person uses them. */
export class SandboxAccount {
  constructor(
    readonly page: Page,
    private readonly sandbox: string,
  ) {}

  /** Creates an account; its own page is open then. */
  async create({ type, email, fields = {}, country, balances = {} }: NewAccount): Promise<void> {
    await this.page.goto(`${this.sandbox}/_sandbox/`);
    await this.page.getByRole('link', { name: 'Create account' }).click();
    await this.page.getByRole('radio', { name: new RegExp(`^${type}`) }).check();
    await this.page.getByLabel('Email address').fill(email);
    for (const [label, value] of Object.entries({ ...fields, ...balances })) {
      await this.page.getByLabel(label, { exact: true }).fill(value);
    }
    if (country) {
      await this.page.getByLabel('Country', { exact: true }).selectOption(country);
      await this.page.getByLabel('Country of the address').selectOption(country);
    }
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await expect(this.page.getByText('Logged in as')).toBeVisible();
  }

  /** Logs in on the list of accounts, without a password. */
  async logIn(email: string): Promise<void> {
    await this.page.goto(`${this.sandbox}/_sandbox/`);
    await this.page.getByRole('link', { name: `Log in as ${email}` }).click();
    await expect(this.page.getByText('Logged in as')).toBeVisible();
  }

  /** Opens one of the pages of the account. */
  async open(tab: string): Promise<void> {
    const link = this.page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: tab });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
  }

  card(name: string): Locator {
    return this.page.getByRole('region', { name });
  }

  /** A line of the history, by what happened. */
  activity(what: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByText(what, { exact: true }) });
  }

  /** Opens the newest transaction of a kind. */
  async openTransaction(what: string): Promise<void> {
    await this.open('Summary');
    await this.page.getByRole('link', { name: what }).first().click();
    await expect(this.page.getByRole('heading', { level: 2, name: what })).toBeVisible();
  }

  /** Opens the newest mail of a subject, and answers its text. */
  async mail(subject: string | RegExp): Promise<Locator> {
    await this.open('Mailbox');
    await this.page.getByRole('link', { name: subject }).first().click();
    return this.page.getByRole('article');
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save' }).click();
    await expect(this.page.getByRole('alert')).toBeHidden();
  }
}
