/** The shape of a catalog entry, shared by findings and the errors of ppmi itself, so that both are printed the same way. */
import type { Severity } from '../domain/diagnosis.ts';
import type { FindingArgs, FindingName } from '../domain/findings.ts';
import type { NetworkOwner } from '../domain/network-findings.ts';
import type { Printer } from './printer.ts';

/** What a text may mention. It must read well when an argument is missing: `null` and absent mean "not known". */
export type Args = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

/** What `ppmi repair` plans for it. `ask`: the user must decide first; `none`: nothing that a tool may do. */
export type RepairKind = 'update' | 'create' | 'create-beside' | 'patch' | 'bind' | 'upgrade' | 'wait' | 'ask' | 'none';

/** `observed`: reported by users; `documented`: in the vendor's documentation; `derived`: follows from the rules, not reported yet. */
export type Evidence = 'observed' | 'documented' | 'derived';

export interface EntryBody<A = Args> {
  /** Permanent: retired, never reused. The first digit is the range. */
  readonly code: `PPMI${number}`;
  readonly severity: Severity;
  /** The version of ppmi that had it first. */
  readonly since: string;
  /** How we know that it happens; absent for the tool's own errors. */
  readonly evidence?: Evidence;
  /** The fault in a few words, without arguments. */
  readonly title: string;
  /** The fault as one or two sentences about this case. */
  readonly message: (args: A) => string;
  /** How it comes about, and what it leads to. */
  readonly cause: string;
  /** What to do, in order. A line that begins with two spaces is a command to paste. Every value may be unknown. */
  readonly fix: (args: Partial<A>, print: Printer) => readonly string[];
  readonly repair: RepairKind;
  /** Who can repair it, where that is known of every case. */
  readonly owner?: NetworkOwner;
  /** Entra error codes that it shows as, and pages. */
  readonly see: readonly string[];
  /** How to confirm the fault without ppmi; commands begin with two spaces, as in `fix`. */
  readonly verify?: (print: Printer) => readonly string[];
}

/** What the text of a finding may mention: what its check gives, and the finding's own two values. */
export type TextArgs<N extends FindingName> = FindingArgs[N] & {
  readonly expected: string | null;
  readonly actual: string | null;
};

export type FindingBody<N extends FindingName> = EntryBody<TextArgs<N>>;

export type FindingBodies = { readonly [N in FindingName]: FindingBody<N> };

/** An entry with nothing known about the case. */
export interface Entry extends Omit<EntryBody, 'message' | 'fix'> {
  readonly fix: (args: Readonly<Record<string, never>>, print: Printer) => readonly string[];
  /** The id of the fault, as in scenarios and in JSON. Permanent. */
  readonly name: string;
}

/** The version with the first catalog. */
export const firstRelease = '0.1.0';
