/** The names of the seven clouds, separate from the long cloud table, which parsing a command line does not need. */

export const cloudIds = ['public', 'gcc', 'gcchigh', 'dod', 'china', 'usnat', 'ussec'] as const;
export type CloudId = (typeof cloudIds)[number];

export function isCloudId(text: string): text is CloudId {
  return cloudIds.some((id) => id === text);
}
