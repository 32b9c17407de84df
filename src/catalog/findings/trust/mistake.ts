import type { MistakeArgs } from '../../../domain/findings.ts';
import { type Claim, createCredential, repair, updateCredential } from '../../commands.ts';
import { type EntryBody, type Evidence, firstRelease } from '../../entry.ts';

interface Mistake {
  readonly code: EntryBody['code'];
  readonly evidence: Evidence;
  readonly title: string;
  /** What the claim does wrong, as the rest of a sentence that begins "The subject of credential … ". */
  readonly does: string | ((args: MistakeArgs) => string);
  readonly cause: string;
  /** `update` where the old value can be right for nobody; `create-beside` where it may be somebody's working trust. */
  readonly repair: 'update' | 'create-beside' | 'upgrade';
  /** The code that Entra gives, without AADSTS. */
  readonly error: number;
  readonly seeYourself: readonly string[];
}

/** A mistake in one claim of a federated identity credential. */
export function mistakeIn(claim: Claim, mistake: Mistake): EntryBody<MistakeArgs> {
  const { code, evidence, title, cause, seeYourself } = mistake;
  return {
    code,
    severity: 'error',
    since: firstRelease,
    evidence,
    title,
    says: (args) => {
      const does = typeof mistake.does === 'string' ? mistake.does : mistake.does(args);
      return `The ${claim}${args.credential === null ? '' : ` of credential "${args.credential}"`} ${does}.`;
    },
    cause,
    fix: (args) => [
      ...repair(args),
      ...((args.action ?? mistake.repair) === 'update' ? updateCredential(args, claim) : createCredential(args, claim)),
    ],
    repair: mistake.repair,
    see: [`AADSTS${mistake.error}`],
    seeYourself,
  };
}

/** Every GUID in a subject can be turned back; .NET's byte order is the one that counts. */
export const decodeGuid: readonly string[] = [
  'Turn the 22 characters after `/t/` back into a GUID, in PowerShell:',
  "  [guid]::new([Convert]::FromBase64String('<22 characters>'.Replace('-','+').Replace('_','/') + '=='))",
];

export const encodeTenant: readonly string[] = [
  'The right 22 characters, in PowerShell:',
  "  [Convert]::ToBase64String(([guid]'<tenant id>').ToByteArray()).TrimEnd('=').Replace('+','-').Replace('/','_')",
];

export const explainSubject: readonly string[] = ['Every part in words:', "  ppmi subject explain '<subject>'"];
