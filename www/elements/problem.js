/** An Error with a `code` that does not change. */
export const problem = (code, message, cause) =>
  Object.assign(new Error(`${code}: ${message}`, { cause }), { code });
