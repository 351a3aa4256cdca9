/** Writes the page with a button for this sandbox into the shop's site. */
export function encryptedPage(servers: {
  /** The merchant server's program. */
  merchant: string;
  /** Address of the sandbox. */
  sandbox: string;
  /** Address of the shop. */
  shop: string;
  /** Folder of what the shop serves. */
  site: string;
}): Promise<void>;
