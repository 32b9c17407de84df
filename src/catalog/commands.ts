/**
 * Commands that the fixes print. What is not known stands as a placeholder in angle brackets, so that nobody pastes a
 * guess. The `az` forms are those of Azure CLI 2; `az rest` signs in for the resource that it is told.
 */
import type { Args } from './entry.ts';

export type Claim = 'subject' | 'issuer' | 'audience';

/** The argument, or a placeholder that says what belongs there. */
export function slot(value: Args[string], placeholder: string): string {
  return value === null || value === undefined || value === '' ? `<${placeholder}>` : String(value);
}

/** The argument in quotation marks after a word, or the words for "we do not know which". */
export function named(what: string, value: Args[string], otherwise = `the ${what}`): string {
  return value === null || value === undefined || value === '' ? otherwise : `${what} "${value}"`;
}

/** The text with a capital at the beginning, for the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One argument of a command line, in double quotes where a shell would split it. */
function quoted(value: string): string {
  return /[\s"'&|;()]/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value;
}

function target(args: Args): string {
  if (args.emulate != null) return `--emulate ${quoted(String(args.emulate))}`;
  if (args.world != null) return `--world ${quoted(String(args.world))}`;
  const component = quoted(slot(args.component, 'component'));
  return `--environment ${slot(args.environment, 'environment-url')} --component ${component}`;
}

export function repair(args: Args, more = ''): readonly string[] {
  return ['Show the plan; it changes nothing until it is confirmed:', `  ppmi repair ${target(args)}${more}`];
}

export function doctor(args: Args): string {
  return `  ppmi doctor ${target(args)}`;
}

const claimValue = (claim: Claim, args: Args): string => slot(args.expected, `expected ${claim}`);

/** The credential is on a user-assigned managed identity; anything else is an app registration. */
function onManagedIdentity({ system, kind }: Args): boolean {
  return system === 'arm' || kind === 'managed identity';
}

type Triple = Readonly<Record<Claim, string>>;

function azIdentity(verb: 'create' | 'update', name: string, { issuer, subject, audience }: Triple): string {
  return (
    `  az identity federated-credential ${verb} --name ${name} --identity-name <identity> --resource-group <group>` +
    ` --issuer '${issuer}' --subject '${subject}' --audiences '${audience}'`
  );
}

/** Sets one claim of an existing credential. */
export function updateCredential(args: Args, claim: Claim): readonly string[] {
  const name = quoted(slot(args.credential, 'credential-name'));
  const value = claimValue(claim, args);
  if (onManagedIdentity(args)) {
    // There is no partial change of it: the request replaces all three.
    const kept = { issuer: '<issuer as it is>', subject: '<subject as it is>', audience: '<audience as it is>' };
    return ['Or by hand, on the managed identity:', azIdentity('update', name, { ...kept, [claim]: value })];
  }
  const body = claim === 'audience' ? { audiences: [value] } : { [claim]: value };
  return [
    'Or by hand, on the app registration:',
    `  az ad app federated-credential update --id ${slot(args.applicationId, 'application-id')}` +
      ` --federated-credential-id ${name} --parameters '${JSON.stringify(body)}'`,
  ];
}

/** Adds a credential; the three values come from `ppmi subject show`, or from the finding where it has one of them. */
export function createCredential(args: Args, claim: Claim = 'subject'): readonly string[] {
  const known = {
    issuer: slot(args.expectedIssuer, 'issuer'),
    subject: slot(args.expectedSubject, 'subject'),
    audience: slot(args.expectedAudience, 'audience'),
    [claim]: claimValue(claim, args),
  };
  const { issuer, subject, audience } = known;
  const body = { name: '<new-name>', issuer, subject, audiences: [audience] };
  return [
    'Or by hand, with the three values that `ppmi subject show` prints:',
    onManagedIdentity(args)
      ? azIdentity('create', '<new-name>', known)
      : `  az ad app federated-credential create --id ${slot(args.applicationId, 'application-id')}` +
        ` --parameters '${JSON.stringify(body)}'`,
  ];
}

/** Changes columns of the managed identity record; `If-Match: *` keeps a wrong id from creating a row. */
export function patchRecord(args: Args, body: Readonly<Record<string, unknown>>): readonly string[] {
  const environment = slot(args.environment, 'environment-url').replace(/\/$/, '');
  return [
    'Or by hand:',
    `  az rest --method patch --resource ${environment} --headers If-Match=*` +
      ` --url "${environment}/api/data/v9.2/managedidentities(${slot(args.id, 'record-id')})"` +
      ` --body '${JSON.stringify(body)}'`,
  ];
}

/** Points the component at the record. */
export function bindComponent(args: Args, table: 'pluginassemblies' | 'pluginpackages'): readonly string[] {
  const environment = slot(args.environment, 'environment-url').replace(/\/$/, '');
  const body = { 'managedidentityid@odata.bind': '/managedidentities(<record-id>)' };
  return [
    'Or by hand:',
    `  az rest --method patch --resource ${environment} --headers If-Match=*` +
      ` --url "${environment}/api/data/v9.2/${table}(${slot(args.id, 'component-id')})" --body '${JSON.stringify(body)}'`,
  ];
}
