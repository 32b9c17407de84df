import { expect } from 'chai';
import { explainedCodes } from '../../../src/catalog/entra/index.ts';
import { presentFinding } from '../../../src/catalog/finding.ts';
import { errorEntry, findingNames, findings } from '../../../src/catalog/index.ts';
import { createPrinter } from '../../../src/catalog/printer.ts';
import {
  noValues,
  type PlatformError,
  platformErrorNames,
} from '../../../src/domain/entra-errors/platform/platform-error.ts';
import { errorNames } from '../../../src/domain/errors.ts';
import type { ShellTarget } from '../../../src/domain/shell/command-line.ts';
import { listScenarios } from '../../../src/emulator/scenarios/index.ts';
import type { DiagnoseResult } from '../../../src/features/diagnose/diagnose.ts';
import { targetArguments } from '../../../src/features/diagnose/target-arguments.ts';
import { correlate } from '../../../src/features/entra-errors/correlate.ts';
import { decodeText } from '../../../src/features/entra-errors/decode-text.ts';
import { errorJson } from '../../../src/render/json/errors.ts';
import { platformJson } from '../../../src/render/json/platform-errors.ts';
import { exampleSteps } from '../../../src/repair/example.ts';
import { repairs } from '../../../src/repair/repairs/index.ts';
import { stepsByFinding } from '../../../src/repair/steps-by-finding.ts';
import { inWorld } from '../../diagnosis/checks/examine.ts';
import { payload, programs, shells, triedShells } from '../../pasted-lines.ts';
import { cmd, powershell } from '../../shell.ts';
import { type Pasted, paste } from '../../shells.ts';

/** The part that would show that it came through; single letters may occur in the name of a new credential. */
const foreign = /touch p|\$\(|`|%PATH|!!|é/;

const named = new Set(['name', 'displayName', 'friendlyName', 'uniqueName', 'description', 'title']);

function poison(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && named.has(key)) Object.assign(value, { [key]: `${inner}${payload}` });
    else poison(inner);
  }
}

const commandsIn = (fix: string) => fix.split('\n').filter((line) => line.startsWith('  '));

async function printed({ diagnosis, read }: DiagnoseResult, shell: ShellTarget): Promise<readonly string[]> {
  const choices = { applicationId: null, newRecordId: '00000000-0000-4000-8000-000000000001' };
  const steps = await stepsByFinding(diagnosis, repairs, read, choices);
  const flags = { component: payload, 'sign-in-tenant': payload, 'sign-in-certificate': payload, profile: payload };
  const context = {
    shell,
    target: targetArguments(flags, {
      environmentUrl: `https://a.crm.dynamics.com/${payload}`,
      componentId: null,
      defaults: { environmentUrl: null, componentId: null },
    }),
    environment: payload,
    applicationId: payload,
  };
  return diagnosis.findings.flatMap((finding) => {
    const shown = presentFinding(finding, context, (each) => steps.get(each) ?? null);
    return [shown, ...shown.consequences].flatMap(({ fix }) => commandsIn(fix));
  });
}

function expectHarmless({ calls, files }: Pasted, lines: readonly string[]): void {
  expect(files.filter((file) => file !== 'ppmi-body.json')).to.deep.equal([]);
  expect(JSON.stringify(calls)).to.not.match(foreign);
  expect(calls.map(([program]) => program)).to.deep.equal(lines.flatMap(programOf));
}

/** The recording program that a line calls; a cmdlet or a builtin is none. */
function programOf(line: string): readonly string[] {
  if (/^ {2}(?:(?:Set|New|Get)-|[[(])/.test(line) || line.startsWith("  '")) return [];
  if (line.startsWith('  echo {')) return [];
  if (line.startsWith('  printf')) return line.includes('| openssl') ? ['openssl'] : [];
  return [line.split(' ')[2] ?? ''];
}

describe('pasted commands', () => {
  for (const { id } of listScenarios()) {
    it(`run only what is printed, with no unsafe name: ${id}`, async () => {
      await inWorld(id, poison, async (diagnosed) => {
        for (const [shell, target] of triedShells()) {
          const lines = await printed(diagnosed, target);
          if (lines.length > 0) expectHarmless(paste(shell, programs, lines), lines);
        }
        for (const target of [powershell, cmd]) {
          const lines = await printed(diagnosed, target);
          for (const line of lines)
            expect(line)
              .to.match(/^ {2}\w/)
              .and.not.match(foreign);
        }
      });
    });
  }

  for (const [shell, target] of shells) {
    it(`of the catalog run as printed in ${shell.name}, placeholders included`, () => {
      const lines = findingNames.flatMap((name) => {
        const print = createPrinter({ shell: target, target: [], environment: null, applicationId: null }, [
          ...exampleSteps(name),
        ]);
        const { fix, verify } = findings[name];
        return [...fix({}, print), ...(verify?.(print) ?? [])].filter((line) => line.startsWith('  '));
      });
      // What runs in PowerShell itself requires real values or Windows.
      const runnable = lines.filter((line) => !/^ {2}(?:\[|\(|Get-|New-)/.test(line));
      const distinct = [...new Set(runnable)];
      expectHarmless(paste(shell, programs, distinct), distinct);
    });
  }

  /** Everything that a log, an answer or an argument could put into the fix of an error. */
  async function printedForErrors(shell: ShellTarget): Promise<readonly string[]> {
    const values = new Proxy({}, { get: () => payload }) as Record<string, string>;
    const print = createPrinter({ shell, target: [], environment: payload, applicationId: payload });
    const own = errorNames.flatMap((name) => errorEntry(name).fix(values, print));
    const codes = [...explainedCodes, 7009999].flatMap((code) => {
      const texts = hostileLogs(code).flatMap((text) => decodeText(text, false).errors);
      return texts.flatMap((error) => errorJson(error, shell).fix.split('\n'));
    });
    const correlated = await correlate(
      hostileLogs(700213).flatMap((text) => decodeText(text, false).errors),
      shell,
    );
    const platform = platformErrorNames.flatMap((name) =>
      runtimes.flatMap((runtime) => {
        const error = { ...noValues, ...poisoned, runtime, name, code: null } as PlatformError;
        return platformJson(error, shell).fix.split('\n');
      }),
    );
    const lines = [...own, ...codes, ...correlated.flatMap(({ fix }) => fix.split('\n')), ...platform];
    return [...new Set(lines)].filter((line) =>
      /^ {2}(?:ppmi|az|dotnet|signtool|openssl|curl|kubectl|certutil) /.test(line),
    );
  }

  const keys = ['resource', 'resourceId', 'host', 'address', 'clientId', 'objectId', 'tenant', 'action', 'role'];
  const runtimes = [null, 'node', 'python', 'dotnet', 'java', 'go', 'curl'] as const;
  const poisoned = Object.fromEntries(keys.map((key) => [key, payload]));

  /** Texts of a log, with the payload wherever a value is taken from. */
  function hostileLogs(code: number): readonly string[] {
    const start = `AADSTS${code}: `;
    const claims = `Assertion Issuer: '${payload}'. Assertion Subject: '${payload}'. Assertion Audience: '${payload}'.`;
    const payloads = [
      '$(touch p)',
      '`touch p`',
      "'; touch p; '",
      '"; touch p; "',
      'x & touch p',
      '%PATH%',
      '!!',
      '-x',
      '--help',
    ];
    return [
      `${start}No matching federated identity record found for presented assertion. ${claims}`,
      `${start}Application with identifier '${payload}' was not found in the directory '${payload}'.`,
      ...payloads.map(
        (text) =>
          `${start}No record for presented assertion subject '/eid1/c/pub/t/${text}/i/${text}'. Trace ID: ${text}`,
      ),
    ];
  }

  for (const [shell, target] of shells) {
    it(`H1: for an error of any text run nothing but themselves in ${shell.name}`, async () => {
      const lines = await printedForErrors(target);
      expect(lines.length).to.be.greaterThan(40);
      expectHarmless(paste(shell, [...programs, 'kubectl', 'certutil'], lines), lines);
    });
  }

  it('H1: for an error of any text hold no foreign text for PowerShell and cmd.exe', async () => {
    for (const target of [powershell, cmd]) {
      for (const line of await printedForErrors(target)) expect(line).not.to.match(foreign);
    }
  });
});
