/**
 * The only error class. Expected outcomes (absent, refused, not equal) are values; this is thrown when a
 * command cannot continue. The name is an entry of the catalog's 9xxx range, which holds the words, the fix and the code.
 */
import type { Finding } from './findings.ts';

export const errorNames = [
  'usage', // wrong flag, argument or combination; args: detail
  'unknown-command', // args: command, suggestion?
  'file-unreadable', // not there, no permission, a folder; args: file, detail
  'file-not-recognised', // unknown by its first bytes; args: file, detail
  'file-broken', // corrupt or truncated; args: file, detail
  'file-too-large', // args: file, limit
  'password-missing', // a PFX that requires one; args: file
  'password-wrong', // args: file
  'certificate-not-in-file', // readable container without a certificate; args: file
  'terminal-needed', // must prompt, but does not run in a terminal; args: what, flag
  'component-not-found', // args: component, suggestion?
  'component-ambiguous', // args: component (empty: none was named), candidates
  'choice-needed', // a repair that depends on a decision of the user; args: what, flag, candidates
  'sign-in-missing', // args: detail
  'sign-in-failed', // args: detail (redacted: an AADSTS text, or what a tool says)
  'refused', // 401/403; args: system, permission, who, detail
  'cut-off', // no response: DNS, TCP, TLS, reset, timeout; args: host, detail
  'throttled', // 429/503 beyond the retry budget; args: host, detail
  'answer-malformed', // truncated, not JSON, not the expected shape; args: host, detail
  'host-not-allowed', // a token would go to a host outside the cloud table; args: host, detail
  'redirect-refused', // nextLink or redirect to another origin; args: from, to
  'cloud-unknown', // no cloud of the table has this host; args: host
  'scenario-unknown', // args: scenario, suggestion?, detail? (a parameter that does not fit)
  'world-invalid', // an invalid world file; args: file, detail
  'repair-real-target', // retired: development versions before 0.1.0
  'repair-changed-meanwhile', // the facts changed between plan and apply; args: what
  'repair-not-proven', // steps were applied, but the checks or the exchange do not pass; args: detail
  'repair-locked', // another run holds the application or environment; args: what, pid, host, user, since, run
  'run-unknown', // no journal of this id, or none that fits; args: run (empty: none was named), what
  'state-unwritable', // the state folder is full or read-only; args: folder, detail
  'repair-conflict', // another client changed the object; args: what, detail
  'foreign-tenant', // a step would let another tenant's environment use an application; args: tenant, directory
  'plan-invalid', // a plan file that ppmi did not make, or that was edited; args: file, detail
  'file-unwritable', // a link, no space, no permission, of another user; args: file, detail
  'output-unwritable', // standard output: no space, a broken device; args: detail
  'change-blocked', // nothing is planned, because something is not known or not allowed; args: what, detail
  'credential-in-use', // it is a working trust; args: credential, users
  'record-in-use', // components are bound to it; args: record, users, environment, component
  'code-unknown', // ppmi explain X; args: code
  'port-in-use', // args: port
  'bug', // an unexpected exception; exit 70
] as const;

export type ErrorName = (typeof errorNames)[number];

export type ErrorArgs = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export class PpmiError extends Error {
  readonly id: ErrorName;
  readonly args: ErrorArgs;
  /** The finding (PPMI4xxx) that names the cause, where the network is the cause; null: none, or not known. */
  readonly finding: Finding | null;
  /** Flags that name what the run was about, where its command line does not: it names a file or an earlier run. */
  readonly target: readonly string[];
  /** 2: could not run or could not check; 70: a bug in ppmi. */
  readonly exitCode: 2 | 70;

  constructor(
    id: ErrorName,
    args: ErrorArgs = {},
    options: { cause?: unknown; finding?: Finding | null; target?: readonly string[] } = {},
  ) {
    super(`${id}${args.detail === undefined ? '' : `: ${args.detail}`}`, options);
    this.name = 'PpmiError';
    this.id = id;
    this.args = args;
    this.finding = options.finding ?? null;
    this.target = options.target ?? [];
    this.exitCode = id === 'bug' ? 70 : 2;
  }
}
