import type { Options, Product } from './index.js';

/** A line of an old cart. */
export interface OldLine {
  product: Product;
  options: { name: string; value: string }[];
  quantity: number;
}

/** Content of an old cart, and what of it cannot be taken over. */
export interface OldCart {
  lines: OldLine[];
  skipped: { reason: string; value: unknown }[];
}

/** Reads the cart that minicart.js kept. Does not change anything. */
export function readMinicart(options: { currency: string; name?: string; storage?: Storage }): OldCart;

/** Reads the cart that simpleCart.js kept. Does not change anything. */
export function readSimpleCart(options: { currency: string; name?: string; storage?: Storage }): OldCart;

/** Reads a form as minicart.js takes it: PayPal's `_cart` variables. */
export function readForm(form: HTMLFormElement, currency: string): OldLine | undefined;

/** Reads an article as simpleCart.js has it: `.simpleCart_shelfItem`. */
export function readShelfItem(element: Element, currency: string): OldLine | undefined;

/**
 * Puts an old cart where the elements look for theirs, unless there is one
 * already, and forgets the old one. The number of lines that were taken over.
 */
export function takeOver(options: Pick<Options, 'currency' | 'storageKey'> & { storage?: Storage }): number;
