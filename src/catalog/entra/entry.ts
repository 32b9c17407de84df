/** The shape of what is known about a code, and the commands that its fixes name. */

/**
 * `seen`: the service printed it in public logs. `documented`: Microsoft describes it. `looked-up`: known from
 * Microsoft's error look-up or its libraries' source only. `area-only`: nothing but name and area. `unknown`: not even those.
 */
export type EntraConfidence = 'seen' | 'documented' | 'looked-up' | 'area-only' | 'unknown';

export interface EntraEntry {
  readonly title: string;
  readonly cause: string;
  /** Lines; a line that begins with two spaces is a command to paste. */
  readonly fix: readonly string[];
  /** Codes that are easily confused with it, or explain more. */
  readonly see: readonly `AADSTS${number}`[];
  readonly confidence: EntraConfidence;
}

export type EntraEntries = Readonly<Record<number, EntraEntry>>;

/** Both are printed for the target of the run where it is known. */
export const doctor = '  ppmi doctor --environment <url> --component <name>';
export const repair = '  ppmi repair --environment <url> --component <name>';
export const compare =
  '  ppmi subject diff <file> --tenant <tenant-id> --environment-id <id> --actual-subject "<subject of the credential>"';
export const explainSubject = '  ppmi subject explain "<subject of the message>"';
export const showTrust = '  ppmi subject show <file> --tenant <tenant-id> --environment-id <id>';

/** Commands that look at a plug-in; omitted where the error is another workload's. */
export const plugInCommands: readonly string[] = [doctor, repair, compare, explainSubject, showTrust];

/** What Microsoft support requests. */
export const support = 'If you contact Microsoft support, give the trace ID, the correlation ID and the time.';

/** The code is on the reference page of early 2025, and nothing else is known about it. */
export const listedOnly =
  "Microsoft's reference page of early 2025 lists the code without a text that ppmi knows. Rely on the message.";
