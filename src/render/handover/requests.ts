/** The requests themselves: an HTTP file, and scripts for Azure CLI and PowerShell. */
import { requestLines } from '../../catalog/printer.ts';
import type { StepRequest } from '../../domain/plan.ts';
import { guidWord } from '../../domain/shell/words.ts';
import {
  comment,
  type Formatter,
  type HandoverItem,
  type HandoverPlan,
  headline,
  notPrinted,
  preface,
  risks,
} from './handover.ts';

/** The commands of one request for a shell; empty: it holds a value that no command may hold. */
export function azLines(request: StepRequest, { shell }: Pick<HandoverPlan, 'shell'>): readonly string[] {
  const lines = requestLines(request, shell).map((line) => line.trim());
  return lines.some((line) => /<[a-z]/i.test(line)) ? [] : lines;
}

export const az: Formatter = (items, plan, undo) => {
  const { shell } = plan.shell;
  const mark = shell === 'cmd' ? 'rem' : '#';
  const wait = { bash: 'sleep', powershell: 'Start-Sleep -Seconds', cmd: 'timeout /t' }[shell];
  return script(items, plan, undo, {
    mark,
    start: shell === 'bash' ? ['set -eu'] : [],
    wait: (seconds) => `${wait} ${seconds}`,
    signIn: `az login --tenant ${guidWord(plan.target.tenantId, 'tenant-id')} --allow-no-subscriptions`,
    lines: (request) => azLines(request, plan).flatMap((line) => guarded(line, shell)),
    stop: stops[shell],
  });
};

/** Ends the script: a later step must not run without an earlier one, which may replace what it removes. */
const stops = {
  bash: 'exit 1',
  powershell: "throw 'Stopped: the step above must be applied first.'",
  cmd: 'exit /b 1',
} as const;

/**
 * bash ends at a command that fails (`set -e`); PowerShell and cmd.exe go on. In a batch file, az, which is a batch file
 * too, would end the script without `call`.
 */
function guarded(line: string, shell: HandoverPlan['shell']['shell']): readonly string[] {
  if (shell === 'bash' || !line.startsWith('az ')) return [line];
  if (shell === 'cmd') return [`call ${line}`, `if errorlevel 1 ${stops.cmd}`];
  return [line, "if ($LASTEXITCODE -ne 0) { throw 'Stopped: the command above failed.' }"];
}

/**
 * Az.Accounts returns the token as text before version 5 and as SecureString since (documented). Windows PowerShell 5.1
 * and PowerShell 7 both run this.
 */
const sendRequest = `$ErrorActionPreference = 'Stop'
function Send-Request([string] $Method, [string] $Uri, [string] $Body, [hashtable] $Headers = @{}) {
  $token = (Get-AzAccessToken -ResourceUrl ([Uri] $Uri).GetLeftPart('Authority')).Token
  if ($token -is [securestring]) { $token = [System.Net.NetworkCredential]::new('', $token).Password }
  $request = @{ Method = $Method; Uri = $Uri; Headers = $Headers + @{ Authorization = "Bearer $token" } }
  if ($Body) { $request += @{ Body = $Body; ContentType = 'application/json' } }
  Invoke-RestMethod @request
}`;

export const powershell: Formatter = (items, plan, undo) =>
  script(items, plan, undo, {
    mark: '#',
    start: sendRequest.split('\n'),
    wait: (seconds) => `Start-Sleep -Seconds ${seconds}`,
    signIn: `Connect-AzAccount -Tenant ${guidWord(plan.target.tenantId, 'tenant-id')}`,
    lines(request) {
      const json = bodyOf(request);
      if (json === null || !isPrintable(request.url)) return [];
      const words = [request.method, quoted(request.url), ...(json === '' ? [] : [quoted(json)])];
      const condition = onExistingRow(request) ? [" -Headers @{ 'If-Match' = '*' }"] : [];
      return [`Send-Request ${words.join(' ')}${condition.join('')}`];
    },
    stop: stops.powershell,
  });

interface Script {
  readonly mark: string;
  readonly start: readonly string[];
  readonly signIn: string;
  readonly wait: (seconds: number) => string;
  /** Empty: the request cannot be printed. */
  readonly lines: (request: StepRequest) => readonly string[];
  /** Ends the script where a request could not be printed. */
  readonly stop: string;
}

function script(
  items: readonly HandoverItem[],
  plan: HandoverPlan,
  undo: boolean,
  { mark, start, signIn, wait, lines, stop }: Script,
): string {
  return [
    `${mark} ${headline(plan, undo)}`,
    ...preface(items, plan, undo).map((line) => `${mark} ${line}`),
    `${mark} Sign in first: ${signIn}`,
    ...start,
    ...items.flatMap(({ says, risk, request, wait: seconds }, index) => {
      const sent = lines(request);
      return [
        '',
        ...(seconds === 0 ? [] : [`${mark} Entra needs time to replicate credentials.`, wait(seconds)]),
        `${mark} ${index + 1}. ${comment(says)}`,
        ...(risks[risk] === null ? [] : [`${mark} ${risks[risk]}`]),
        // Nothing depends on the last step.
        ...(sent.length === 0 ? [`${mark} ${notPrinted}`, ...(index < items.length - 1 ? [stop] : [])] : sent),
      ];
    }),
    '',
  ].join('\n');
}

/** An HTTP file as Visual Studio, Visual Studio Code and JetBrains IDEs send it; a variable for each token. */
export const rest: Formatter = (items, plan, undo) => {
  const origins = [...new Set(items.map(({ request }) => new URL(request.url).origin))];
  const names = new Map(origins.map((origin) => [origin, tokenName(origin)]));
  return [
    `# ${headline(plan, undo)}`,
    ...preface(items, plan, undo).map((line) => `# ${line}`),
    ...origins.flatMap((origin) => [
      `# Access token for ${origin}/.default:`,
      `@${names.get(origin)} = <access-token>`,
    ]),
    ...items.flatMap(({ says, risk, request, wait }, index) => [
      '',
      `### ${index + 1}. ${comment(says)}`,
      ...(wait === 0 ? [] : [`# Wait ${wait} seconds first: Entra needs time to replicate credentials.`]),
      ...(risks[risk] === null ? [] : [`# ${risks[risk]}`]),
      ...httpLines(request, names.get(new URL(request.url).origin) ?? 'token'),
    ]),
    '',
  ].join('\n');
};

function httpLines(request: StepRequest, token: string): readonly string[] {
  const json = bodyOf(request);
  if (json === null || !isPrintable(request.url)) return [`# ${notPrinted}`];
  return [
    `${request.method} ${request.url}`,
    `Authorization: Bearer {{${token}}}`,
    ...(onExistingRow(request) ? ['If-Match: *'] : []),
    ...(json === '' ? [] : ['Content-Type: application/json', '', JSON.stringify(request.body, null, 2)]),
  ];
}

function tokenName(origin: string): string {
  return `token_${new URL(origin).hostname.replace(/[^A-Za-z0-9]+/g, '_')}`;
}

/** Without it a PATCH to a row that is gone would create one (documented). */
function onExistingRow({ system, method }: StepRequest): boolean {
  return system === 'dataverse' && method === 'PATCH';
}

function isPrintable(url: string): boolean {
  return /^https:\/\/[a-z0-9.-]+\/[A-Za-z0-9._~/()$='-]*(?:\?api-version=[A-Za-z0-9.-]+)?$/.test(url);
}

/** The body as JSON, empty without one; null where it holds a text that no script may hold. */
export function bodyOf({ body }: Pick<StepRequest, 'body'>): string | null {
  if (body === null || body === undefined) return '';
  let plain = true;
  const json = JSON.stringify(body, (_key, value: unknown) => {
    plain &&= typeof value !== 'string' || isPlainText(value);
    return value;
  });
  return plain ? json : null;
}

/** The grammar of texts in printed requests. */
export function isPlainText(text: string): boolean {
  return /^[A-Za-z0-9 .,:;_/()=+@-]{0,600}$/.test(text);
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
