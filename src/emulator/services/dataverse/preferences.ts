/** The `Prefer` header of OData, as far as Dataverse follows it (domain/services.md 5.7, 5.9). */
export interface Preferences {
  readonly maximumPageSize: number | null;
  readonly returnRepresentation: boolean;
  readonly annotations: 'none' | 'labels' | 'all';
}

export function readPreferences(header: string): Preferences {
  const size = /odata\.maxpagesize=(\d+)/i.exec(header)?.[1];
  const annotations = /odata\.include-annotations="?([^";]*)"?/i.exec(header)?.[1] ?? '';
  return {
    maximumPageSize: size === undefined ? null : Number(size),
    returnRepresentation: /\breturn=representation\b/i.test(header),
    annotations: annotations === '*' ? 'all' : /formattedvalue/i.test(annotations) ? 'labels' : 'none',
  };
}
