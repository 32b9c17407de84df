import type { MistakeArgs } from '../../../domain/findings.ts';
import { quoted } from '../../../domain/harmless-text.ts';
import { type EntryBody, type Evidence, firstRelease } from '../../entry.ts';
import type { Printer } from '../../printer.ts';

interface Mistake {
  readonly code: EntryBody['code'];
  readonly evidence: Evidence;
  readonly title: string;
  /** What is wrong with the claim, as the rest of a sentence that begins "The subject of credential … ". */
  readonly predicate: string | ((args: MistakeArgs) => string);
  readonly cause: string;
  /** `update` where the old value can never be valid; `create-beside` where it may be a working trust of something else. */
  readonly repair: 'update' | 'create-beside' | 'upgrade';
  /** The code that Entra gives, without AADSTS. */
  readonly error: number;
  readonly verify: (print: Printer) => readonly string[];
}

/** A mistake in one claim of a federated identity credential. */
export function mistakeIn(claim: 'subject' | 'issuer' | 'audience', mistake: Mistake): EntryBody<MistakeArgs> {
  const { code, evidence, title, predicate, cause, repair, error, verify } = mistake;
  return {
    code,
    severity: 'error',
    since: firstRelease,
    evidence,
    title,
    message: (args) => {
      const rest = typeof predicate === 'string' ? predicate : predicate(args);
      return `The ${claim}${args.credential === null ? '' : ` of credential ${quoted(args.credential)}`} ${rest}.`;
    },
    cause,
    fix: (_args, print) => [...print.repair(), ...print.byHand()],
    repair,
    see: [`AADSTS${error}`],
    verify,
  };
}

/** Every GUID in a subject can be decoded; the byte order of .NET is the one that counts. */
export const decodeGuid = (print: Printer): readonly string[] => [
  'Decode the 22 characters after `/t/` into a GUID, in PowerShell:',
  print.powershell(
    "[guid]::new([Convert]::FromBase64String('<22 characters>'.Replace('-','+').Replace('_','/') + '=='))",
  ),
];

export const encodeTenant = (print: Printer): readonly string[] => [
  'Compute the expected 22 characters, in PowerShell:',
  print.powershell(
    "[Convert]::ToBase64String(([guid]'<tenant-id>').ToByteArray()).TrimEnd('=').Replace('+','-').Replace('/','_')",
  ),
];

export const explainSubject = (print: Printer): readonly string[] => [
  'Explain every segment:',
  print.command('ppmi', 'subject', 'explain', '<subject>'),
];
