/** The shape of a catalogue entry. Findings and the tool's own errors share it, so there is one way an error looks. */
import type { Severity } from '../domain/report.ts';

/** What a text may mention. A text must read well when an argument is missing: `null` and absent mean "not known". */
export type Args = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** What `ppmi repair` does about it. `ask`: a person decides first; `none`: nothing that a tool should do. */
export type RepairKind = 'update' | 'create' | 'create-beside' | 'patch' | 'bind' | 'upgrade' | 'wait' | 'ask' | 'none';

export interface EntryBody {
  /** Permanent: retired, never reused. The first digit is the range. */
  readonly code: `PPMI${number}`;
  readonly severity: Severity;
  /** The version of ppmi that had it first. */
  readonly since: string;
  /** The fault in a few words, without arguments. */
  readonly title: string;
  /** The fault as one or two sentences about this case. */
  readonly says: (args: Args) => string;
  /** How it comes about, and what it leads to. */
  readonly cause: string;
  /** Lines to follow in order; those that are commands can be pasted. */
  readonly fix: (args: Args) => readonly string[];
  readonly repair: RepairKind;
  /** Entra error codes that it shows as, and pages. */
  readonly see: readonly string[];
  /** How to see the fault without trusting this tool. */
  readonly seeYourself?: readonly string[];
}

export interface Entry extends EntryBody {
  /** The id of the fault, as in the world's scenarios and in JSON. Permanent. */
  readonly name: string;
}
