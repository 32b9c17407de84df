/** What a reader calls the services that ppmi asks; a client knows its service by a short key. */
const serviceNames: ReadonlyMap<string, string> = new Map([
  ['dataverse', 'Dataverse'],
  ['graph', 'Microsoft Graph'],
  ['arm', 'Azure Resource Manager'],
  ['discovery', 'Global discovery'],
  ['admin list', "The administrators' list of environments"],
]);

/** Null: not one of ppmi's keys. */
export const serviceName = (system: string): string | null => serviceNames.get(system) ?? null;
