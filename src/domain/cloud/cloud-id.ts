/** The seven clouds by name. Apart from their table, which is long: a command line is parsed without it. */

export const cloudIds = ['public', 'gcc', 'gcchigh', 'dod', 'china', 'usnat', 'ussec'] as const;
export type CloudId = (typeof cloudIds)[number];

export function isCloudId(text: string): text is CloudId {
  return cloudIds.some((id) => id === text);
}
