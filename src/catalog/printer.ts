/**
 * Prints the commands of a fix: for the shell of the user, for the same target as the run, and with values that were
 * read where they may stand in a command. A request is printed from the step that `ppmi repair` plans, and from nothing else.
 */
import type { Step, StepRequest } from '../domain/plan.ts';
import { commandLine, type ShellTarget } from '../domain/shell/command-line.ts';
import { connectivityFlags, environmentFlags, mergeFlags, targetFlags } from '../domain/shell/repeated-flags.ts';
import { guidWord, urlWord } from '../domain/shell/words.ts';
import { shellLines } from './shell-lines.ts';

/** What the run knows besides the finding. */
export interface RunContext {
  readonly shell: ShellTarget;
  /** Flags with which another command of ppmi reaches the same component; empty: not known. */
  readonly target: readonly string[];
  readonly environment: string | null;
  /** Client ID that the record names. */
  readonly applicationId: string | null;
}

/** Nothing is known but the shell. */
export function unknownContext(shell: ShellTarget): RunContext {
  return { shell, target: [], environment: null, applicationId: null };
}

/** A line that begins with two spaces is a command to paste. */
export interface Printer {
  /** Words for commands; placeholders where the value is not known. */
  readonly environment: string;
  readonly applicationId: string;
  /** Where Dataverse answers, with a path such as `managedidentities`. */
  webApi(path: string): string;
  command(...argv: readonly string[]): string;
  /** `az rest` on Dataverse, which signs in for the environment. */
  readDataverse(path: string, ...more: readonly string[]): string;
  repair(...more: readonly string[]): readonly string[];
  doctor(...more: readonly string[]): string;
  /** Another command of ppmi on the same target. */
  onTarget(words: readonly string[], ...more: readonly string[]): string;
  /** Another command of ppmi on the environment of the target, for those that take no component. */
  onEnvironment(words: readonly string[]): string;
  /** The test of the network, by the same proxy and CAs as the run. */
  connectivity(...more: readonly string[]): string;
  /** The requests of the repair, to send manually; empty when none is planned. */
  byHand(lead?: string): readonly string[];
  /** One request, to send manually. */
  request(request: StepRequest): readonly string[];
  /** Text of ours that runs in PowerShell; without double quotes. */
  powershell(code: string): string;
  /** Commands that a catalog writes as text. */
  lines(lines: readonly string[]): readonly string[];
  /** Text of ours that is another one in each shell. */
  each(code: { readonly bash: string; readonly powershell: string }): string;
}

/** Once for all findings of a run, which may name dozens of hosts. */
const targets = new WeakMap<RunContext, readonly string[]>();

function targetOf(context: RunContext): readonly string[] {
  const known = targets.get(context);
  if (known !== undefined) return known;
  const reaches = targetFlags(context.target);
  const isKnown = reaches.some((word) => ['--environment', '--emulate', '--world', '--profile'].includes(word));
  const unknown = ['--environment', '<environment-url>', '--component', '<component-name-or-id>'];
  const target = isKnown ? reaches : mergeFlags(unknown, reaches);
  targets.set(context, target);
  return target;
}

/** @param left a plan was made, and it leaves the finding with a reason */
export function createPrinter(context: RunContext, steps: readonly Step[] = [], left = false): Printer {
  const { shell } = context;
  const environment = urlWord(context.environment, 'environment-url').replace(/\/$/, '');
  const target = targetOf(context);
  const command = (...argv: readonly string[]) => `  ${commandLine(argv, shell)}`;
  const powershell = (code: string) => {
    if (shell.shell === 'powershell') return `  ${code}`;
    if (shell.shell === 'cmd') return `  powershell -NoProfile -Command "${code}"`;
    return `  pwsh -NoProfile -Command '${code.replaceAll("'", '"')}'`;
  };
  const webApi = (path: string) => `${environment}/api/data/v9.2/${path}`;
  return {
    environment,
    applicationId: guidWord(context.applicationId, 'application-id'),
    webApi,
    command,
    readDataverse: (path, ...more) => command('az', 'rest', '--resource', environment, '--url', webApi(path), ...more),
    repair: (...more) => [
      left ? 'ppmi does not repair this here. Show why:' : 'Show the plan; nothing changes before you confirm it:',
      command('ppmi', 'repair', ...mergeFlags(target, more)),
    ],
    doctor: (...more) => command('ppmi', 'doctor', ...mergeFlags(target, more)),
    onTarget: (words, ...more) => command('ppmi', ...words, ...mergeFlags(target, more)),
    onEnvironment: (words) => command('ppmi', ...words, ...environmentFlags(target)),
    connectivity: (...more) => command('ppmi', 'connectivity', ...mergeFlags(connectivityFlags(context.target), more)),
    byHand: (lead = 'Or send the request yourself:') => {
      const lines = steps.flatMap(({ request }) => requestLines(request, shell));
      return lines.length === 0 ? [] : [lead, ...lines];
    },
    request: (request) => requestLines(request, shell),
    powershell,
    lines: (lines) => shellLines(lines, shell),
    each: (code) => (shell.shell === 'bash' ? `  ${code.bash}` : powershell(code.powershell)),
  };
}

const bodyFile = 'ppmi-body.json';

/**
 * Where quoting cannot carry the double quotes of JSON through a shell, the body goes through a file. A request with a
 * URL of foreign making is not printed: `ppmi repair` shows it.
 */
export function requestLines({ system, method, url, body }: StepRequest, shell: ShellTarget): readonly string[] {
  if (!isPlainUrl(url)) return [];
  const json = body == null ? null : JSON.stringify(plainValues(body));
  const inline = shell.shell === 'bash';
  const argv = [
    ...['az', 'rest', '--method', method.toLowerCase(), '--resource', resourceOf(url), '--url', url],
    // Without it a PATCH to a row that is gone would create one (documented).
    ...(system === 'dataverse' && method === 'PATCH' ? ['--headers', 'If-Match=*'] : []),
    ...(json === null ? [] : ['--body', inline ? json : `@${bodyFile}`]),
  ];
  return [...(json === null || inline ? [] : [writeBody(json, shell)]), `  ${commandLine(argv, shell)}`];
}

function writeBody(json: string, { shell }: ShellTarget): string {
  // A cmdlet gets its arguments unchanged, unlike a program; in cmd.exe the quotes of JSON are balanced.
  return shell === 'powershell'
    ? `  Set-Content -Path ${bodyFile} -Value '${json.replaceAll("'", "''")}'`
    : `  echo ${json}>${bodyFile}`;
}

/** The origin, also of a URL that begins with a placeholder. */
function resourceOf(url: string): string {
  return /^https:\/\/[^/]+|^<environment-url>/.exec(url)?.[0] ?? url;
}

function isPlainUrl(url: string): boolean {
  return /^(?:https:\/\/[a-z0-9.-]+|<environment-url>)\/[A-Za-z0-9._~/()<>-]*(?:\/\$ref|\?api-version=[A-Za-z0-9.-]+|\(appId='[0-9a-f-]{36}'\))?$/.test(
    url,
  );
}

/** Every text of a body by a strict grammar, which holds for ids, addresses and subjects; else a placeholder. */
function plainValues(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) =>
    typeof value === 'string' && !/^[A-Za-z0-9 .,:;_/()=+@<>-]{0,600}$/.test(value) ? `<${key}>` : value,
  );
}
