/** 5xxx: what Entra says to the request itself, after the trust. */
import { named } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';

const common = { since: firstRelease, severity: 'error', repair: 'none' } as const;

/** By these an administrator finds the attempt in the sign-in logs. */
function attempt({ at, correlationId }: { readonly at: string | null; readonly correlationId: string | null }): string {
  if (at == null) return '';
  return ` Last seen ${at}${correlationId == null ? '' : `, correlation id ${correlationId}`}.`;
}

export const token = {
  'scope-no-default': {
    ...common,
    code: 'PPMI5001',
    evidence: 'seen',
    title: 'The scope lacks `/.default`',
    says: (args) =>
      `The plug-in asks for ${args.scope === null ? 'a scope' : `scope "${args.scope}"`}, which does not end in /.default.${attempt(args)}`,
    cause:
      'A plug-in asks as itself, not for a user. Then a scope is the resource followed by `/.default`, and nothing else.',
    fix: () => [
      'Change the call in the code of the plug-in:',
      '  identityService.AcquireToken(new[] { "https://<resource>/.default" })',
    ],
    see: ['AADSTS70011', 'AADSTS1002012'],
  },
  'scope-unknown-resource': {
    ...common,
    code: 'PPMI5002',
    evidence: 'seen',
    title: 'The scope names a resource that the tenant does not know',
    says: (args) =>
      `The plug-in asks for ${args.resource === null ? 'a resource' : `resource ${args.resource}`}, which does not exist in the tenant.${attempt(args)}`,
    cause: 'The address is mistyped, belongs to another cloud, or the resource has no service principal in the tenant.',
    fix: () => [
      'Use the resource of the cloud, for Key Vault `https://vault.azure.net/.default`. An own API needs a service principal in the tenant:',
      '  az ad sp create --id <client-id of the API>',
    ],
    see: ['AADSTS500011'],
  },
  'conditional-access-blocked': {
    ...common,
    code: 'PPMI5003',
    evidence: 'documented',
    title: 'Conditional access blocks the application',
    says: (args) => `A conditional access policy blocks ${named('application', args.application)}.${attempt(args)}`,
    cause:
      'Policies for workload identities can block a service principal by place or risk. The call comes from addresses of Power Platform, or from the subnet of the environment. User-assigned managed identities are not covered by such policies.',
    fix: () => [
      'Ask a Conditional Access Administrator to look at Entra admin center > Sign-in logs > Service principal sign-ins, and to exclude the enterprise application or to add the addresses to a named location.',
      'Or use a user-assigned managed identity.',
    ],
    see: ['AADSTS53003'],
  },
  'assertion-expired': {
    ...common,
    code: 'PPMI5004',
    evidence: 'seen',
    title: 'The assertion is out of its time',
    says: ({ expired }) =>
      `The assertion is not valid at this time${expired == null ? '' : `; it expired ${expired}`}.`,
    cause:
      'A captured assertion lives for minutes. An old one proves nothing about the trust. If it is fresh, a clock is wrong.',
    fix: () => [
      'Capture a new assertion and exchange it at once:',
      '  ppmi token exchange --assertion <file> --tenant <tenant-id> --client-id <client-id> --scope <resource>/.default',
    ],
    see: ['AADSTS700024'],
  },
} as const satisfies Partial<FindingBodies>;
