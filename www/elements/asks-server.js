/** Whether a server makes the checkouts of a page with these options. */
export const asksServer = (options) => (options?.server ?? options?.createUrl) != null;
