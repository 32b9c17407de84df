/** 5xxx: what Entra says to the token request itself, once the credential matches. */
import { quoted } from '../../domain/harmless-text.ts';
import { named } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';

const common = { since: firstRelease, severity: 'error', repair: 'none' } as const;

/** By these an administrator finds the attempt in the sign-in logs. */
function attempt({ at, correlationId }: { readonly at: string | null; readonly correlationId: string | null }): string {
  if (at === null) return '';
  return ` Last seen ${at}${correlationId === null ? '' : `, correlation ID ${correlationId}`}.`;
}

export const token = {
  'scope-no-default': {
    ...common,
    code: 'PPMI5001',
    evidence: 'observed',
    title: 'The scope does not end in `/.default`',
    message: (args) =>
      `The plug-in requests ${args.scope === null ? 'a scope' : `scope ${quoted(args.scope)}`} that does not end in /.default.${attempt(args)}`,
    cause:
      'A plug-in requests a token for itself, not for a user. Its scope must be the resource followed by `/.default`.',
    fix: () => [
      'Change the call in the code of the plug-in to `identityService.AcquireToken(new[] { "https://<resource>/.default" })`.',
    ],
    see: ['AADSTS70011', 'AADSTS1002012'],
  },
  'scope-unknown-resource': {
    ...common,
    code: 'PPMI5002',
    evidence: 'observed',
    title: 'The scope names a resource that the tenant does not know',
    message: (args) =>
      `The plug-in requests a token for ${args.resource === null ? 'a resource' : `resource ${quoted(args.resource)}`}, which does not exist in the tenant.${attempt(args)}`,
    cause: 'The address is mistyped, belongs to another cloud, or the resource has no service principal in the tenant.',
    fix: (_args, print) => [
      'Use the resource of the cloud: for Key Vault in the public cloud, `https://vault.azure.net/.default`. Your own API needs a service principal in the tenant:',
      print.command('az', 'ad', 'sp', 'create', '--id', '<client-id-of-the-api>'),
    ],
    see: ['AADSTS500011'],
  },
  'conditional-access-blocked': {
    ...common,
    code: 'PPMI5003',
    evidence: 'documented',
    title: 'Conditional Access blocks the application',
    message: (args) => `A Conditional Access policy blocks ${named('application', args.application)}.${attempt(args)}`,
    cause:
      'Policies for workload identities can block a service principal by location or risk. The request comes from addresses of Power Platform, or from the subnet of the environment. Such policies do not apply to user-assigned managed identities.',
    fix: () => [
      'Ask a Conditional Access Administrator to check Entra admin center > Sign-in logs > Service principal sign-ins, and to exclude the enterprise application or to add the addresses to a named location.',
      'Or use a user-assigned managed identity.',
    ],
    see: ['AADSTS53003'],
  },
  'assertion-expired': {
    ...common,
    code: 'PPMI5004',
    evidence: 'observed',
    title: 'The assertion has expired or is not valid yet',
    message: ({ expired }) =>
      `The assertion is not valid at this time${expired === null ? '' : `; it expired ${expired}`}.`,
    cause:
      'A captured assertion is valid for minutes. An expired one says nothing about the credential. If the assertion is new, a clock is wrong.',
    fix: (_args, print) => [
      'Capture a new assertion and exchange it at once:',
      print.command(
        ...['ppmi', 'token', 'exchange', '--assertion', '<file>', '--tenant', '<tenant-id>'],
        ...['--client-id', '<client-id>', '--scope', '<resource>/.default'],
      ),
    ],
    see: ['AADSTS700024'],
  },
} as const satisfies Partial<FindingBodies>;
