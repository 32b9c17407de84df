/** The `Prefer` header of OData, as far as Dataverse follows it (services.md 5.7, 5.9). */
export interface Preferences {
  readonly maximumPageSize: number | null;
  readonly returnRepresentation: boolean;
  readonly continueOnError: boolean;
  /** True when the client asked for annotations of this name. */
  annotates(name: string): boolean;
}

export const formattedValue = 'OData.Community.Display.V1.FormattedValue';

export function readPreferences(header: string): Preferences {
  const size = /odata\.maxpagesize=(\d+)/i.exec(header)?.[1];
  const asked = (/odata\.include-annotations="?([^";]*)"?/i.exec(header)?.[1] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const fits = (pattern: string, name: string) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  return {
    maximumPageSize: size === undefined ? null : Number(size),
    returnRepresentation: /\breturn=representation\b/i.test(header),
    continueOnError: /\bodata\.continue-on-error\b/i.test(header),
    annotates: (name) => asked.some((pattern) => fits(pattern, name.toLowerCase())),
  };
}
