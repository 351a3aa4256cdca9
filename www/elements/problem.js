/**
 * An Error with a `code` that does not change. `details` may have the `option`
 * it is about, its `value`, and the `cause`.
 */
export const problem = (code, message, { cause, ...details } = {}) =>
  Object.assign(new Error(message, { cause }), { code }, details);
