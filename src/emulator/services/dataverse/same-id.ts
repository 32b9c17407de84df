/** IDs compare without case and braces. */
export const sameId = (a: unknown, b: string): boolean =>
  typeof a === 'string' && a.toLowerCase() === b.toLowerCase().replace(/^\{|\}$/g, '');
