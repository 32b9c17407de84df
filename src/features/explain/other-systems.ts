/** Explains codes and names of other systems: Entra, the network, other workloads. */
import { explainEntraCode } from '../../catalog/entra/index.ts';
import { isOtherWorkload, workloads } from '../../catalog/entra/workloads.ts';
import { entries } from '../../catalog/index.ts';
import { shellLines } from '../../catalog/shell-lines.ts';
import { codeEntry } from '../../domain/entra-errors/codes.ts';
import { noValues, type PlatformError } from '../../domain/entra-errors/platform/platform-error.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ExplanationJson } from '../../render/json/explanation.ts';

/** A number alone is Entra's, unless only another service has it. */
export async function ofEntra(text: string, shell: ShellTarget): Promise<ExplanationJson | null> {
  const [, prefix, digits] = /^(AADSTS)?(\d{5,8})$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  if (prefix === undefined && codeEntry(number) === null) {
    const { platformErrorOfCode } = await import('../../domain/entra-errors/platform/platform-errors.ts');
    if (platformErrorOfCode(digits) !== null) return null;
  }
  const { name, title, cause, fix, see, confidence } = explainEntraCode(number);
  const code = `AADSTS${number}`;
  const findings = entries.filter((entry) => entry.see.includes(code)).map((entry) => entry.code);
  return { code, name, title, cause, fix: shellLines(fix, shell).join('\n'), see: [...see, ...findings], confidence };
}

export async function ofPlatform(text: string, shell: ShellTarget): Promise<ExplanationJson | null> {
  const { explainPlatformError, isPlatformErrorName } = await import('../../catalog/entra/platform/index.ts');
  const { platformErrorOfCode } = await import('../../domain/entra-errors/platform/platform-errors.ts');
  const named = text.toLowerCase();
  const found: Pick<PlatformError, 'name' | 'code' | 'runtime'> | null = isPlatformErrorName(named)
    ? { name: named, code: null, runtime: null }
    : platformErrorOfCode(text);
  if (found === null) return null;
  const { name, code, runtime } = found;
  const { title, cause, fix, see, confidence } = explainPlatformError({ name, code }, { ...noValues, runtime });
  return { code: code ?? name, name, title, cause, fix: shellLines(fix, shell).join('\n'), see, confidence };
}

/** The kinds of workload that `error decode` and `subject explain` print. */
export function ofWorkload(kind: string, shell: ShellTarget): ExplanationJson | null {
  if (!isOtherWorkload(kind)) return null;
  const { name, usual, fix } = workloads[kind];
  const cause = `An assertion of this workload does not come from a Dataverse plug-in. ${usual}`;
  return {
    code: kind,
    name: kind,
    title: `The assertion comes from ${name}`,
    cause,
    fix: shellLines(fix, shell).join('\n'),
    see: [],
    confidence: 'documented',
  };
}
