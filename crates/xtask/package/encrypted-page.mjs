// Puts an encrypted button into the demo's page for it, by the steps of
// docs/encrypted-forms.md: keys, the certificates of both sides, the button.
//
//   node encrypted-page.mjs MERCHANT SANDBOX SHOP SITE
//
// MERCHANT is the program, SANDBOX and SHOP are the servers' addresses, SITE is
// the folder of what the shop serves; the page is its encrypted.html.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const BUSINESS = 'merchant@example.com';
const RETURN_PAGE = '/www/return.html';
const PAGE = join(import.meta.dirname, '../../../www/encrypted/page.html');
/** Places in the page of its form and of the sandbox's address. */
const MARK = '<!-- the form -->';
const SANDBOX = 'http://127.0.0.1:8081';

/** An answer that is not what was hoped for, as an error. */
async function asked(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status} ${await answer.text()}`);
  return answer;
}

/** The HTML of a button that nobody can change. */
async function encryptedForm(merchant, sandbox, shop) {
  const keys = await mkdtemp(join(tmpdir(), 'shop-keys-'));
  const file = (name) => join(keys, name);
  try {
    const [key, certificate, paypal] = ['key.pem', 'certificate.pem', 'paypal.pem'].map(file);
    await run(merchant, ['keys', '--name', 'Kiln & Leaf', '--key', key, '--certificate', certificate]);
    await writeFile(paypal, await (await asked(`${sandbox}/_sandbox/certificates/paypal`)).text());
    const uploaded = await asked(`${sandbox}/_sandbox/accounts/${BUSINESS}/certificates`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ certificate: await readFile(certificate, 'utf8') }),
    });
    const { cert_id: certId } = await uploaded.json();
    const { stdout } = await run(merchant, [
      'button', 'buynow', '--paypal', sandbox, '--business', BUSINESS,
      '--name', 'Side-Handle Teapot, slate', '--number', 'TEAPOT-SLATE', '--amount', '68.00',
      '--return-url', `${shop}${RETURN_PAGE}`,
      '--form-key-file', key, '--form-certificate-file', certificate,
      '--cert-id', certId, '--paypal-certificate-file', paypal,
    ]);
    return stdout;
  } finally {
    // The page needs none of them, and a key is not left lying about.
    await rm(keys, { recursive: true });
  }
}

/** Writes the page with a button for this sandbox into the shop's site. */
export async function encryptedPage({ merchant, sandbox, shop, site }) {
  const form = await encryptedForm(merchant, sandbox, shop);
  const page = (await readFile(PAGE, 'utf8')).replaceAll(SANDBOX, sandbox);
  await writeFile(join(site, 'encrypted.html'), page.replace(MARK, () => form.trim()));
}

if (process.argv[1] === import.meta.filename) {
  const [merchant, sandbox, shop, site] = process.argv.slice(2);
  await encryptedPage({ merchant: resolve(merchant), sandbox, shop, site });
}
